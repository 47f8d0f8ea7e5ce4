/* Two to five models side by side for [data-compare-models], from window.atlas.compared (assets/models.js): rows of labels and
   for each model a name and a text a row. The state lives in the address: ?model=a&model=b&differ=1 */
(function () {
  "use strict";

  var page = window.atlas.page;
  var add = page.add;

  function start(form) {
    var data = window.atlas && window.atlas.compared;
    var out = document.querySelector("[data-compare-result]");
    var say = document.querySelector("[data-compare-say]");
    if (!data || !out) return;
    var fields = page.all(form, 'input[name="model"]');
    var unknown = page.say("page.unknown");
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
        say.textContent = missing.length ? page.say("models.lost", { name: missing[0].value }) : page.say("models.few");
        return;
      }
      var rows = data.rows.map(function (row, at) {
        var texts = ids.map(function (id) { return data.models[id][at + 1] || unknown; });
        return { label: row, texts: texts, differs: texts.some(function (text) { return text !== texts[0]; }) };
      }).filter(function (row) { return row.texts.some(function (text) { return text !== unknown; }); });
      var different = rows.filter(function (row) { return row.differs; });
      var names = ids.map(function (id) { return data.models[id][0]; });
      say.textContent = page.say("models.differ", { names: page.listed(names), decided: decided(different), count: different.length, all: rows.length });
      var same = form.elements.differ.checked ? [] : rows.filter(function (row) { return !row.differs; });
      draw(ids, different.concat(same));
    }

    /* of the facts that most often decide the first that differ and are known of all */
    function decided(rows) {
      return data.decisive.map(function (label) {
        return rows.filter(function (row) { return row.label === label && row.texts.indexOf(unknown) < 0; })[0];
      }).filter(Boolean).slice(0, 3).map(function (row) {
        var texts = row.texts.filter(function (text, at) { return row.texts.indexOf(text) === at; });
        return page.say("models.decided", { label: row.label.charAt(0).toLowerCase() + row.label.slice(1), values: texts.join(" " + page.say("models.or") + " ") }) + " ";
      }).join("");
    }

    function draw(ids, rows) {
      var heads = [[page.say("models.what"), ""]].concat(ids.map(function () { return ["", ""]; }));
      var body = page.table(out, "atlas-compare atlas-compare--models", page.say("models.region"), page.say("models.caption"), heads);
      ids.forEach(function (id, at) {
        add(body.parentNode.tHead.rows[0].cells[at + 1], "a", "", data.models[id][0]).href = form.dataset.modelUrl.replace("{id}", id);
      });
      rows.forEach(function (row) {
        var line = add(body, "tr", row.differs ? "" : "same");
        add(line, "th", "", row.label).scope = "row";
        row.texts.forEach(function (text) { add(line, "td", text === unknown ? "unknown" : "", text); });
      });
    }

    function save() {
      var state = new URLSearchParams();
      chosen().forEach(function (id) { state.append("model", id); });
      if (form.elements.differ.checked) state.set("differ", "1");
      page.keep(state);
    }

    var asked = page.query().getAll("model");
    if (asked.length) fields.forEach(function (field, at) { field.value = asked[at] ? (data.models[asked[at]] || [asked[at]])[0] : ""; }); /* else the example stays */
    page.set(form.elements.differ, page.query());
    page.open(form, function () { show(); save(); });
    page.all(form, "details").forEach(function (part) { part.open = asked.length > 2; });
    show();
  }

  page.begin("[data-compare-models]", start);
})();
