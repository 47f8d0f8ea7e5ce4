/* Cite a fact, an answer or a claim: a button in its row, or in the line of actions, writes and copies one sentence with the
   value, the address of the row, and the JSON pointer to it (from the [data-json] link). */
(function () {
  "use strict";

  var page = window.atlas.page;
  var ROWS = ".atlas-facts tr[id], .atlas-answers > [id]";

  function text(node) {
    var copy = node.cloneNode(true);
    page.all(copy, ".atlas-cite, sup, .footnote-ref, .atlas-clause .atlas-hint").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function address(anchor) {
    var canonical = document.querySelector("link[rel=canonical]");
    return new URL(anchor ? "#" + anchor : "", canonical ? canonical.href : location.href.split(/[?#]/)[0]).href;
  }

  function pointer(json, row) {
    if (!row) return json.href;
    if (row.id.indexOf("fact-") === 0) return json.href + "/" + row.id.slice(5).replace(/\./g, "/");
    return row.closest(".atlas-answers") ? json.href + "/answers/" + row.id.replace(/-/g, "_") : "";
  }

  /* row: the fact or the answer; none: the page as a whole */
  function sentence(json, row) {
    var said = row ? [text(row.querySelector("th, dt")) + ": " + text(row.querySelector("td, dd"))] : [];
    var title = text(document.querySelector("h1"));
    var where = pointer(json, row);
    return "Open Model Atlas, “" + title.replace(/¶$/, "").trim() + "”" + (said.length ? ", " + said[0] : "") + (/[.?!]$/.test(said[0] || "") ? " " : ". ") +
      address(row && row.id) + (where ? " (JSON: " + where + ")" : "") + ", looked at " + new Date().toISOString().slice(0, 10) + ".";
  }

  function button(place, json, row) {
    var made = page.add(place, "button", "atlas-cite", "Cite");
    made.type = "button";
    made.addEventListener("click", function () {
      var next = row ? row.querySelector("td, dd") : place;
      var old = next.querySelector(".atlas-citation");
      if (old) old.remove();
      var box = page.add(next, "span", "atlas-citation");
      var words = page.add(box, "output", "", sentence(json, row));
      var done = page.add(box, "span", "atlas-hint");
      getSelection().selectAllChildren(words);
      if (navigator.clipboard) navigator.clipboard.writeText(words.textContent).then(function () { done.textContent = " Copied."; }, function () {});
    });
  }

  function start(json) {
    button(json.parentNode, json, null);
    page.all(document, ROWS).forEach(function (row) {
      function offer() {
        if (!row.querySelector("button.atlas-cite")) button(row.querySelector("th, dt"), json, row);
      }
      row.addEventListener("pointerenter", offer);
      row.addEventListener("focusin", offer);
    });
  }

  page.begin("[data-json]", start);
})();
