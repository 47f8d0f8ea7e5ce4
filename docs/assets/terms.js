/* What a term of the glossary, a word of a table or the head of a column means, as its tooltip. The link of a term leads there
   anyway, and the label of a fact to what its words mean: all this (glossary.js) is fetched once somebody points at the page or
   moves the focus. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var here = document.currentScript.src;
  var WORDS = ":is(span:not([class]), [class^='badge--'], [class^='verdict--'], thead th):not([title])";
  var terms = page.all(document, "a.atlas-term");

  function explain() {
    terms.forEach(function (term) { term.title = window.atlas.glossary[term.hash.slice(1)]; });
    page.all(document, "article " + WORDS).forEach(tell);
    document.addEventListener("pointerover", function (at) { // rows that came later
      var word = at.target.closest("article " + WORDS);
      if (word) tell(word);
    });
  }

  function tell(word) {
    var row = word.closest(".atlas-facts tr[id]"); // what a No means depends on what was asked
    var fact = row && row.cells[0].querySelector("a");
    var meaning = fact && window.atlas.meanings[fact.hash.slice(1) + " " + word.textContent] || window.atlas.meanings[word.textContent];
    if (meaning) word.title = meaning;
  }

  function fetchOnce() {
    ["pointermove", "focusin"].forEach(function (event) { document.removeEventListener(event, fetchOnce); });
    page.load(new URL("glossary.js", here).href, explain);
  }

  ["pointermove", "focusin"].forEach(function (event) { document.addEventListener(event, fetchOnce, { passive: true }); });
})();
