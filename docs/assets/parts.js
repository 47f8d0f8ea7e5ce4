/* On a phone the parts below an answer card wait closed under their headings, all but the first: the card answers, and leads to
   them. A search in the page and an address open the part they lead to; without this script all stand open. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var narrow = matchMedia("(max-width: 44rem)");

  function folded(part) {
    var head = part.previousElementSibling;
    var button = document.createElement("button");
    button.type = "button";
    button.append(head.firstChild);
    head.prepend(button);

    function open(wanted) {
      button.setAttribute("aria-expanded", wanted);
      if (wanted) part.removeAttribute("hidden");
      else part.setAttribute("hidden", "until-found");
    }

    button.addEventListener("click", function () { open(part.hasAttribute("hidden")); });
    part.addEventListener("beforematch", function () { open(true); });
    open(false);
    return { head: head, part: part, open: open };
  }

  function start(lead) {
    if (!narrow.matches) return;
    var parts = page.all(lead.parentNode, ".atlas-part ~ .atlas-part").map(folded);
    document.documentElement.classList.add("folded");

    function show() {
      var aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      parts.forEach(function (each) {
        if (!aim || !(each.head === aim || each.part.contains(aim))) return;
        each.open(true);
        aim.scrollIntoView();
      });
    }

    addEventListener("hashchange", show);
    narrow.addEventListener("change", function () { parts.forEach(function (each) { each.open(true); }); });
    show();
  }

  page.begin(".atlas-lead:has(.atlas-card)", start);
})();
