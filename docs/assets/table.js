/* Sorting and filtering for every [data-table]. Of a long one the page holds its first rows and, as the text of a <noscript>,
   the others: a browser without scripts shows them below, this one makes rows of them once somebody sorts, filters or asks for
   all. Of one too long for a page the text has links to its parts, and a file (data-rows) has the rows. Event "rows": other rows are in sight. The state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;

  function start(box) {
    var table = box.querySelector("table");
    if (!table) return;
    var body = table.tBodies[0];
    var rest = box.querySelector("noscript");
    var more = box.querySelector("[data-more]");
    var rows = page.all(body, "tr");
    var sorted = rows;
    var first = rest ? rows.length : Infinity;
    var form = box.querySelector("[data-filters]");
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var caption = table.caption;
    var standing = caption.textContent;
    var titles = heads.map(function (head) { return head.textContent; });
    var state = { sort: -1, down: false };
    var fits = function () { return true; };

    label(rows);
    if (table.rows.length < 3) return;

    /* what a cell says of its column where a row is drawn as a card */
    function label(some) {
      if (!box.classList.contains("atlas-cards")) return;
      some.forEach(function (row) {
        for (var at = 1; at < row.cells.length; at++) row.cells[at].setAttribute("data-label", titles[at]);
      });
    }

    heads.forEach(function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = titles[at];
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        state = { sort: at, down: state.sort === at ? !state.down : head.classList.contains("num") };
        show();
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
    }

    /* what a cell sorts by: its text, unless it says otherwise */
    function key(cell, numeric) {
      if (cell.querySelector(".unknown")) return "";
      var told = cell.getAttribute("data-sort");
      var text = told === null ? cell.textContent.trim().toLowerCase() : told;
      if (told === null && text === "–") return ""; /* there is nothing to know */
      if (!numeric || text === "") return text;
      if (told === null) text = text.replace(/[$,]/g, "").replace(/[kmbt]$/, function (unit) { return "e" + 3 * " kmbt".indexOf(unit); });
      return isNaN(text) ? "" : Number(text);
    }

    /* makes the rows that the page holds as text, or fetches them, before what `then` does */
    function complete(then) {
      if (!rest) return then();
      var file = rest.getAttribute("data-rows");
      if (file && !window.atlas.rows) return page.load(file, function () { complete(then); });
      var found = page.all(file ? page.parsed(window.atlas.rows) : page.held(rest), "tbody > tr");
      label(found);
      sorted = rows = rows.concat(found);
      rest.remove();
      rest = null;
      then();
    }

    /* the rows in their order: of those that fit the first ones */
    function show(then) {
      complete(function () {
        arrange();
        if (then) then();
      });
    }

    function arrange() {
      sort();
      var found = sorted.filter(fits);
      body.replaceChildren.apply(body, found.slice(0, first));
      if (more) {
        more.hidden = found.length <= first;
        more.textContent = page.say("page.show-all", { count: found.length });
      }
      var counted = page.say("page.of", { count: found.length, all: rows.length });
      if (form) form.querySelector("[data-count]").textContent = counted;
      var asked = state.sort >= 0 || found.length < rows.length; /* else the caption says what is there, and in which order */
      caption.textContent = !asked ? standing : state.sort < 0 ? counted : page.say("page.sorted", { shown: counted, column: titles[state.sort].toLowerCase() });
      box.dispatchEvent(new Event("rows", { bubbles: true }));
    }

    function all(then) {
      first = Infinity;
      show(then);
    }

    function filter() {
      var words = form.elements.q ? form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      var asked = page.all(form, "select").filter(function (select) { return select.value; });
      fits = function (row) {
        var text = row.textContent.toLowerCase();
        return words.every(function (word) { return text.indexOf(word) >= 0; }) && asked.every(function (select) {
          return (row.getAttribute("data-" + select.name) || "").split(" ").indexOf(select.value) >= 0;
        });
      };
      show();
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
    if (state.sort >= 0) show();
    if (more) {
      more.addEventListener("click", function () {
        var next = page.all(body, "tr").filter(function (row) { return row.offsetParent; }).length;
        all(function () {
          var link = body.rows[next].querySelector("a");
          if (link) link.focus();
        });
      });
      var aim = decodeURIComponent(location.hash.slice(1));
      var there = aim && document.getElementById(aim);
      if (aim && (!there || body.contains(there) && !there.offsetParent)) {
        complete(function () {
          var row = rows.filter(function (each) { return each.id === aim || each.contains(there); })[0];
          if (row) all(function () { (there || row).scrollIntoView(); });
        });
      }
    }
  }

  page.begin("[data-table]", start);
})();
