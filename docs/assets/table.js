/* Sorting and filtering for every [data-table]; a long one shows its first rows, and all on demand. The table is complete
   without this script; the state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;

  function start(box) {
    var table = box.querySelector("table");
    if (!table || table.rows.length < 3) return;
    var body = table.tBodies[0];
    var rest = table.tBodies[1]; /* of a long table: the rows that are shown on demand */
    var first = rest ? body.rows.length : Infinity;
    var more = box.querySelector("[data-more]");
    var rows = page.all(table, "tbody > tr");
    var sorted = rows;
    var form = box.querySelector("[data-filters]");
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var state = { sort: -1, down: false };

    heads.forEach(function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        state = { sort: at, down: state.sort === at ? !state.down : head.classList.contains("num") };
        sort();
        save();
      });
    });

    function sort() {
      heads.forEach(function (head, at) {
        if (at === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      if (state.sort < 0) return;
      var numeric = heads[state.sort].classList.contains("num");
      var keyed = rows.map(function (row, at) { return [key(row.cells[state.sort], numeric), at, row]; });
      keyed.sort(function (a, b) {
        if (a[0] === "" || b[0] === "") return a[0] === b[0] ? a[1] - b[1] : a[0] === "" ? 1 : -1; /* unknown last, both ways */
        if (a[0] === b[0]) return a[1] - b[1];
        return (a[0] < b[0] ? -1 : 1) * (state.down ? -1 : 1);
      });
      sorted = keyed.map(function (item) { return item[2]; });
      deal();
    }

    /* what a cell sorts by: its text, unless it says otherwise */
    function key(cell, numeric) {
      if (cell.querySelector(".unknown")) return "";
      var told = cell.getAttribute("data-sort");
      var text = told === null ? cell.textContent.trim().toLowerCase() : told;
      if (!numeric || text === "") return text;
      return isNaN(text) ? "" : Number(text); /* a dash is no number */
    }

    /* the rows in their order: of those that fit the first ones in sight */
    function deal() {
      var fits = 0;
      sorted.forEach(function (row) {
        (fits < first ? body : rest).appendChild(row);
        if (!row.hidden) fits += 1;
      });
      if (more) {
        more.hidden = fits <= first;
        more.textContent = "Show all " + fits;
      }
    }

    function all() {
      first = Infinity;
      deal();
    }

    function filter() {
      var words = form.elements.q ? form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      var shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
        page.all(form, "select").forEach(function (select) {
          if (select.value && (row.getAttribute("data-" + select.name) || "").split(" ").indexOf(select.value) < 0) fits = false;
        });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      deal();
      form.querySelector("[data-count]").textContent = shown + " of " + rows.length;
    }

    function save() {
      var query = new URLSearchParams();
      if (form) {
        page.fields(form).forEach(function (field) { if (field.value) query.set(field.name, field.value); });
      }
      if (state.sort >= 0) query.set("sort", (state.down ? "-" : "") + (state.sort + 1));
      page.keep(query);
    }

    function restore() {
      var query = page.query();
      if (form) {
        page.fields(form).forEach(function (field) { page.set(field, query); });
      }
      var wanted = parseInt(query.get("sort"), 10);
      if (wanted && heads[Math.abs(wanted) - 1]) state = { sort: Math.abs(wanted) - 1, down: wanted < 0 };
    }

    /* one table a page keeps its state in the address: the one with filters, else the first */
    var keeper = document.querySelector("[data-table]:has([data-filters])") || document.querySelector("[data-table]");
    if (box !== keeper) save = function () {};
    else restore();
    if (form) {
      page.open(form, function () { filter(); save(); });
      if (location.search) filter(); /* else every row is as it should be */
    }
    if (state.sort >= 0) sort();
    if (more) {
      more.addEventListener("click", function () {
        var next = rest.querySelector("tr:not([hidden]) a");
        all();
        if (next) next.focus();
      });
      var aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (aim && rest.contains(aim)) {
        all();
        aim.scrollIntoView();
      }
    }
  }

  page.begin("[data-table]", start);
})();
