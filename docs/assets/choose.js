/* Rows of a list are chosen by checkbox and set side by side: [data-choose] holds the address of the tool. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var MOST = 5;

  function start(button) {
    var box = button.closest("[data-table]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var say = document.createElement("p");
      say.className = "atlas-choice";
      say.setAttribute("role", "status");
      box.querySelector("[data-filters]").after(say);
      var boxes = []; /* of every row that was in sight since */
      function offer() {
        page.all(box, "tbody > tr[id]:not(:has(th > input))").forEach(function (row) {
          var field = document.createElement("input");
          field.type = "checkbox";
          field.value = row.id;
          field.setAttribute("aria-label", page.say("choose.row", { name: row.querySelector("th a").textContent }));
          row.querySelector("th").prepend(field, " ");
          boxes.push(field);
        });
        count();
      }
      function count() {
        var ids = boxes.filter(function (field) { return field.checked; }).map(function (field) { return field.value; });
        boxes.forEach(function (field) { field.disabled = ids.length >= MOST && !field.checked; });
        tell(say, button.dataset.choose, ids);
      }
      box.addEventListener("change", count);
      box.addEventListener("rows", offer);
      offer();
      button.hidden = true;
      boxes[0].focus();
    });
  }

  function tell(say, address, ids) {
    say.textContent = ids.length < 2 ? page.say("choose.few") : "";
    if (ids.length < 2) return;
    var query = new URLSearchParams(ids.map(function (id) { return ["model", id]; }));
    page.add(say, "a", "", page.say("choose.these", { count: ids.length })).href = address + "?" + query;
  }

  page.begin("[data-choose]", start);
})();
