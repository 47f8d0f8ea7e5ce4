/* Licenses side by side for [data-compare]: shows the columns of the chosen licenses. Without this script the table shows
   every license. The state lives in the address: ?license=a&license=b&differ=1 */
(function () {
  "use strict";

  var page = window.atlas.page;

  function start(form) {
    var table = document.querySelector("table[data-compare-table]");
    if (!table) return;
    var selects = page.all(form, 'select[name="license"]');
    var differ = form.elements.differ;
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var head = table.tHead.rows[0];
    var count = form.querySelector("[data-count]");
    /* every license in the order of the page; a chosen one moves to its place, the others stay hidden */
    var ids = page.all(head, "[data-license]").map(function (cell) { return cell.getAttribute("data-license"); });

    function chosen() {
      var found = [];
      selects.forEach(function (select) {
        if (select.value && ids.indexOf(select.value) >= 0 && found.indexOf(select.value) < 0) found.push(select.value);
      });
      return found;
    }

    function cells(row) {
      var found = {};
      page.all(row, "[data-license]").forEach(function (cell) { found[cell.getAttribute("data-license")] = cell; });
      return found;
    }

    /* yes and yes agree, whatever the sentences beside them; "under conditions" agrees only with the same conditions */
    function answer(cell) {
      var badge = cell.querySelector("[class^=badge]");
      var plain = badge && (badge.classList.contains("badge--good") || badge.classList.contains("badge--bad"));
      return (plain ? badge : cell).textContent.trim();
    }

    function arrange(row, wanted) {
      var all = cells(row);
      ids.forEach(function (id) { all[id].hidden = wanted.indexOf(id) < 0; });
      wanted.forEach(function (id) { row.appendChild(all[id]); });
      return wanted.map(function (id) { return answer(all[id]); });
    }

    function show() {
      var wanted = chosen();
      if (!wanted.length) wanted = ids;
      arrange(head, wanted);
      var shown = 0;
      rows.forEach(function (row) {
        var answers = arrange(row, wanted);
        var same = answers.every(function (text) { return text === answers[0]; });
        row.hidden = differ.checked && wanted.length > 1 && same;
        if (!row.hidden) shown += 1;
      });
      if (count) count.textContent = page.say("compare.questions", { count: shown, all: rows.length });
    }

    function save() {
      var query = page.query();
      query.delete("license");
      query.delete("differ");
      var standing = selects.every(function (select) { return select.value === (select.getAttribute("data-default") || ""); });
      if (!standing) chosen().forEach(function (id) { query.append("license", id); });
      if (differ.checked) query.set("differ", "1");
      page.keep(query);
    }

    function restore() {
      var query = page.query();
      var wanted = query.getAll("license").filter(function (id, at, all) { return ids.indexOf(id) >= 0 && all.indexOf(id) === at; });
      if (wanted.length) {
        /* a slot without an empty choice keeps its license when the address names fewer */
        selects.forEach(function (select, at) {
          var value = wanted[at] || "";
          select.value = page.offered(select, value) ? value : wanted[0];
        });
      }
      differ.checked = query.get("differ") === "1";
    }

    restore();
    page.open(form, function () { show(); save(); });
    show();
  }

  page.begin("[data-compare]", start);
})();
