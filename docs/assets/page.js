/* What the scripts of a page share, as window.atlas.page: elements, the state in the address, the start. */
(function () {
  "use strict";

  var FIRST = 20; /* of a long list, before the rest is asked for */

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

  /* runs `start` on each element of the page that `selector` finds, once it is read */
  function begin(selector, start) {
    function run() { all(document, selector).forEach(start); }
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  function add(parent, tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  /* a line of a list of terms; gives the description back */
  function item(list, label, text) {
    var row = add(list, "div");
    add(row, "dt", "", label);
    return add(row, "dd", "", text);
  }

  /* what the page holds as the text of a <noscript>, for a browser without scripts: read once somebody asks for it */
  function held(rest) { return parsed(rest.textContent); }

  function parsed(html) { return new DOMParser().parseFromString(html, "text/html").body; }

  /* runs a file of ours, then `then`: from disk, too, where a page can fetch nothing else */
  function load(file, then) {
    var script = add(document.head, "script");
    script.addEventListener("load", then);
    script.src = file;
  }

  /* a table that scrolls in a region called `label`; heads: [text, class]; gives its body back */
  function table(parent, name, label, caption, heads) {
    var box = add(parent, "div", "atlas-scroll");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", label);
    var made = add(box, "table", name);
    add(made, "caption", "", caption);
    var row = add(add(made, "thead"), "tr");
    heads.forEach(function (head) { add(row, "th", head[1], head[0]).scope = "col"; });
    return add(made, "tbody");
  }

  /* a cell that says its column where the table is drawn as cards */
  function cell(line, label, text, name) {
    var made = add(line, "td", name, text);
    made.setAttribute("data-label", label);
    return made;
  }

  /* bytes as GB (10⁹ bytes), never rounded down: nothing seems to fit that does not */
  function gigabytes(bytes) {
    var amount = bytes / 1e9;
    var digits = amount < 1 ? 2 : amount < 100 ? 1 : 0;
    var scale = Math.pow(10, digits);
    return (Math.ceil(Number((amount * scale).toFixed(6))) / scale).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /* a sentence of data/vocabulary/tools.yml with its braces filled in: of "x.one" in the place of "x" where `count` is one */
  function say(id, values) {
    var words = window.atlas.words;
    var text = words[values && values.count === 1 && words[id + ".one"] ? id + ".one" : id];
    return text.replace(/\{(\w+)\}/g, function (whole, name) {
      var value = values && values[name];
      return value === undefined ? whole : typeof value === "number" ? value.toLocaleString("en-US") : value;
    });
  }

  /* "a to b", or "a" where both are the same */
  function range(low, high) { return low === high ? low : say("reasons.range", { low: low, high: high }); }

  /* "a", "a and b", "a, b and c" */
  function listed(names) {
    return names.length > 1 ? say("reasons.listing", { names: names.slice(0, -1).join(", "), last: names[names.length - 1] }) : names.join("");
  }

  /* draws the first of many into a list; the rest waits for a button behind it, which calls `opened` */
  function some(part, list, items, draw, opened) {
    items.slice(0, FIRST).forEach(draw);
    if (items.length <= FIRST) return;
    var more = add(part, "button", "atlas-more", say("page.show-all", { count: items.length }));
    more.type = "button";
    more.addEventListener("click", function () {
      items.slice(FIRST).forEach(draw);
      list.children[FIRST].querySelector("a").focus();
      more.remove();
      if (opened) opened();
    });
  }

  /* ---- the state in the address ---- */

  function query() { return new URLSearchParams(location.search); }

  function keep(state) {
    var text = state.toString();
    try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash); } catch (refused) { /* some browsers refuse it from disk */ }
  }

  function fields(form) { return Array.prototype.filter.call(form.elements, function (field) { return field.name; }); }

  function value(field) { return field.type === "checkbox" ? (field.checked ? "1" : "0") : field.value.trim(); }

  /* what need not stand in the address: a field as the page has it */
  function standing(field) {
    if (field.type === "checkbox") return field.defaultChecked ? "1" : "0";
    if (field.tagName !== "SELECT") return field.defaultValue;
    return (Array.prototype.filter.call(field.options, function (option) { return option.defaultSelected; })[0] || field.options[0]).value;
  }

  function offered(select, wanted) { return Array.prototype.some.call(select.options, function (option) { return option.value === wanted; }); }

  /* into the address goes what stands otherwise than the page has it, or than a choice `filled` it in */
  function save(fields, filled) {
    var state = new URLSearchParams();
    fields.forEach(function (field) {
      if (value(field) !== (field.name in filled ? filled[field.name] : standing(field))) state.set(field.name, value(field));
    });
    keep(state);
  }

  /* what the address says goes into a field that can hold it */
  function set(field, state) {
    if (!state.has(field.name)) return;
    var wanted = state.get(field.name);
    if (field.type === "checkbox") field.checked = wanted === "1";
    else if (field.tagName === "SELECT" ? offered(field, wanted) : field.type === "search" || /^\d+(\.\d+)?$/.test(wanted)) field.value = wanted;
  }

  /* shows a form that needs scripts: `change` after each change, and once now; what the address set is in sight */
  function open(form, change) {
    var asked = query();
    all(form, "details").forEach(function (part) {
      part.open = all(part, "[name]").some(function (field) { return asked.has(field.name); });
    });
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", change);
    form.addEventListener("reset", function () { setTimeout(change); });
  }

  window.atlas = window.atlas || {};
  window.atlas.page = {
    all: all, begin: begin, add: add, say: say, range: range, listed: listed, item: item, held: held, parsed: parsed, load: load,
    table: table, cell: cell, gigabytes: gigabytes,
    some: some, query: query, keep: keep, save: save, fields: fields, value: value, standing: standing, offered: offered, set: set, open: open
  };
})();
