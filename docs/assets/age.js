/* Every <time data-shelf="45" datetime="2026-08-22"> says how many days ago that was, by the reader's own day, and is marked as
   old once it is past its shelf life. Without this script the page shows the date, and the mark as of the day it was built. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var DAY = 86400000;

  function days(since, now) {
    var part = since.split("-").map(Number);
    return Math.floor((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(part[0], part[1] - 1, part[2])) / DAY);
  }

  function mark(time) {
    var age = days(time.getAttribute("datetime"), new Date());
    if (isNaN(age) || age < 0) return;
    time.title = age === 0 ? page.say("page.today") : page.say("page.days", { count: age });
    var next = time.nextElementSibling;
    if (age > Number(time.getAttribute("data-shelf")) && !(next && next.classList.contains("old"))) {
      var old = document.createElement("span");
      old.className = "old";
      old.textContent = page.say("page.old");
      time.after(" ", old);
    }
  }

  page.begin("time[data-shelf]", mark);
  addEventListener("rows", function (event) { page.all(event.target, "time[data-shelf]").forEach(mark); });
})();
