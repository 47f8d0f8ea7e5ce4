/* What a reader can do with a fact or an answer, in its row once somebody points at it: cite it, change it at its line of the
   record, report it. Citing copies one sentence with the value, the address of the row, and the JSON pointer to it (from the
   [data-json] link); the page's own links say where the record and the form for errors are. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var ROWS = ".atlas-facts tr[id], .atlas-answers > [id]";

  function text(node) {
    var copy = node.cloneNode(true);
    page.all(copy, ".atlas-cite, .atlas-citation, sup, .footnote-ref, .atlas-clause .atlas-hint").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function address(anchor) {
    var canonical = document.querySelector("link[rel=canonical]");
    return new URL(anchor ? "#" + anchor : "", canonical ? canonical.href : location.href.split(/[?#]/)[0]).href;
  }

  /* the steps to a row's value: [] for what is worked out and stands in no field */
  function steps(row) {
    if (row.id.indexOf("fact-") === 0) return row.id.slice(5).split(".");
    return row.closest(".atlas-answers") ? ["answers", row.id.replace(/-/g, "_")] : [];
  }

  /* on the published site, wherever the page is read */
  function pointer(json, row) {
    var whole = new URL("../../" + json.dataset.json, address()).href;
    return !row ? whole : steps(row).length ? whole + "/" + steps(row).join("/") : "";
  }

  function label(row) { return text(row.querySelector("th, dt")); }

  function said(row) { return label(row).replace(/([^?])$/, "$1:") + " " + text(row.querySelector("td, dd")); }

  /* row: the fact or the answer; none: the page as a whole */
  function sentence(json, row) {
    var words = row ? said(row) : "";
    var place = address(row && row.id);
    var where = pointer(json, row);
    return page.say(row ? "fact.row" : "fact.page", {
      title: text(document.querySelector("h1")).replace(/¶$/, "").trim(),
      said: words + (/[.?!]$/.test(words) ? "" : "."),
      address: where ? page.say("fact.json", { address: place, json: where }) : place,
      day: new Date().toISOString().slice(0, 10)
    });
  }

  function cite(place, json, row) {
    var made = page.add(place, "button", "atlas-cite", page.say("fact.cite"));
    made.type = "button";
    made.addEventListener("click", function () {
      var next = row ? row.querySelector("td, dd") : place;
      var old = next.querySelector(".atlas-citation");
      if (old) old.remove();
      var box = page.add(next, "span", "atlas-citation");
      var words = page.add(box, "output", "", sentence(json, row));
      var done = page.add(box, "span", "atlas-hint");
      getSelection().selectAllChildren(words);
      if (navigator.clipboard) navigator.clipboard.writeText(words.textContent).then(function () { done.textContent = " " + page.say("fact.copied"); }, function () {});
    });
  }

  function link(place, name, href) { page.add(place, "a", "atlas-cite", name).href = href; }

  function offer(json, row) {
    var place = row.querySelector("th, dt");
    var links = json.parentNode;
    var edit = links.querySelector("[href*='/edit/']");
    var report = links.querySelector("[href*='template=wrong-fact']");
    var field = steps(row).join(".") || label(row);
    cite(place, json, row);
    if (edit && row.dataset.line) link(place, page.say("fact.edit"), edit.href + "#L" + row.dataset.line);
    if (report) link(place, page.say("fact.report"), report.href + "&field=" + encodeURIComponent(field) + "&wrong=" + encodeURIComponent(said(row)));
  }

  function start(json) {
    cite(json.parentNode, json, null);
    ["pointerover", "focusin"].forEach(function (event) {
      document.addEventListener(event, function (at) {
        var row = at.target.closest(ROWS);
        if (row && !row.querySelector("button.atlas-cite")) offer(json, row);
      });
    });
  }

  page.begin("[data-json]", start);
})();
