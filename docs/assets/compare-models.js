/* Two to five models side by side for [data-compare-models], from window.atlas.compared (assets/models.js): rows of labels and
   for each model a name and a text a row. The state lives in the address: ?model=a&model=b&differ=1 */
(function () {
  "use strict";

  function start(form) {
    var data = window.atlas && window.atlas.compared;
    var out = document.querySelector("[data-compare-result]");
    var say = document.querySelector("[data-compare-say]");
    if (!data || !out) return;
    var fields = Array.prototype.slice.call(form.querySelectorAll('input[name="model"]'));
    var byName = {};
    Object.keys(data.models).forEach(function (id) { byName[data.models[id][0].toLowerCase()] = id; });

    function chosen() {
      var found = [];
      fields.forEach(function (field) {
        var text = field.value.trim().toLowerCase();
        var id = data.models[text] ? text : byName[text];
        if (id && found.indexOf(id) < 0) found.push(id);
      });
      return found;
    }

    function show() {
      var ids = chosen();
      out.textContent = "";
      var missing = fields.filter(function (field) {
        var text = field.value.trim().toLowerCase();
        return text && !data.models[text] && !byName[text];
      });
      if (ids.length < 2) {
        say.textContent = missing.length ? "No model is called “" + missing[0].value + "”." : "Name two models.";
        return;
      }
      var rows = data.rows.map(function (row, at) {
        var texts = ids.map(function (id) { return data.models[id][at + 1] || "unknown"; });
        return { label: row, texts: texts, differs: texts.some(function (text) { return text !== texts[0]; }) };
      }).filter(function (row) { return row.texts.some(function (text) { return text !== "unknown"; }); });
      var different = rows.filter(function (row) { return row.differs; });
      say.textContent = different.length + " of " + rows.length + " facts differ.";
      var same = form.elements.differ.checked ? [] : rows.filter(function (row) { return !row.differs; });
      draw(ids, different.concat(same));
    }

    function draw(ids, rows) {
      var box = add(out, "div", "atlas-scroll");
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Models side by side");
      var table = add(box, "table", "atlas-compare atlas-compare--models");
      add(table, "caption", "", "Facts side by side, differences first");
      var head = add(add(table, "thead"), "tr");
      add(head, "th", "", "What").scope = "col";
      ids.forEach(function (id) {
        var cell = add(head, "th");
        cell.scope = "col";
        add(cell, "a", "", data.models[id][0]).href = form.dataset.modelUrl.replace("{id}", id);
      });
      var body = add(table, "tbody");
      rows.forEach(function (row) {
        var line = add(body, "tr", row.differs ? "" : "same");
        add(line, "th", "", row.label).scope = "row";
        row.texts.forEach(function (text) { add(line, "td", text === "unknown" ? "unknown" : "", text); });
      });
    }

    function save() {
      var query = new URLSearchParams();
      chosen().forEach(function (id) { query.append("model", id); });
      if (form.elements.differ.checked) query.set("differ", "1");
      var text = query.toString();
      try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash); } catch (refused) { /* some browsers refuse it from disk */ }
    }

    var query = new URLSearchParams(location.search);
    query.getAll("model").slice(0, fields.length).forEach(function (id, at) { fields[at].value = data.models[id] ? data.models[id][0] : id; });
    form.elements.differ.checked = query.get("differ") === "1";
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { show(); save(); });
    show();
  }

  function add(parent, tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  function begin() { Array.prototype.forEach.call(document.querySelectorAll("[data-compare-models]"), start); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
