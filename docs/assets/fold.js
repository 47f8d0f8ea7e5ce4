/* Sent to an address inside a closed part, opens it: new browsers do so themselves, this is for the others. */
(function () {
  "use strict";

  function show() {
    var aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var moved = false;
    for (var part = aim; part; part = part.parentElement) {
      if (part.tagName === "DETAILS" && !part.open) moved = part.open = true;
    }
    if (moved) aim.scrollIntoView();
  }

  addEventListener("hashchange", show);
  window.atlas.page.begin("html", show);
})();
