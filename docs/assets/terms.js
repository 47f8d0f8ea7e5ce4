/* What a term of the glossary means, as the tooltip of its link. Its link leads there anyway: the meanings (glossary.js) are
   fetched once somebody points at the page or moves the focus. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var here = document.currentScript.src;
  var links = page.all(document, "a.atlas-term");
  var asked = false;

  function explain() {
    links.forEach(function (link) { link.title = window.atlas.glossary[link.hash.slice(1)]; });
  }

  function fetchOnce() {
    if (asked) return;
    asked = true;
    page.load(new URL("glossary.js", here).href, explain);
  }

  if (links.length) ["pointermove", "focusin"].forEach(function (event) { document.addEventListener(event, fetchOnce, { once: true, passive: true }); });
})();
