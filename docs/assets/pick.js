/* "Pick a model" for [data-pick]: window.atlas.pick applies the rule of macros/answers/pick.py to window.atlas.candidates
   (assets/candidates.js, newest first); a browser test holds the two together. The state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;

  var MOST = 5;

  /* wanted: {types, reads, memory, own, place, business, no_catch, language}; "" and 0 ask for nothing */
  function pick(rows, wanted) {
    var fits = rows.filter(function (row) {
      return wanted.types.indexOf(row.type) >= 0 &&
        (!wanted.reads || row.reads.indexOf(wanted.reads) >= 0) &&
        (!wanted.own || row.own) &&
        (!wanted.memory || (row.need > 0 && row.need <= wanted.memory)) &&
        (!wanted.business || row.outcome === "allowed" || row.outcome === "conditions") &&
        (!wanted.place || row.not_in.indexOf(wanted.place) < 0) &&
        (!wanted.no_catch || row.catches === 0) &&
        (!wanted.language || row.languages.indexOf(wanted.language) >= 0);
    });
    if (wanted.memory) fits.sort(function (a, b) { return b.need - a.need; }); /* stable */
    var makers = {};
    return fits.filter(function (row) {
      if (makers[row.maker]) return false;
      makers[row.maker] = true;
      return true;
    }).slice(0, MOST);
  }

  window.atlas.pick = pick;

  function start(form) {
    var rows = window.atlas.candidates;
    var out = document.querySelector("[data-pick-result]");
    var say = document.querySelector("[data-pick-say]");
    if (!rows || !out) return;
    var fields = page.fields(form);

    function read() {
      var memory = Number(form.elements.memory.value);
      return {
        types: form.elements.type.value === "language" ? ["language", "multimodal"] : [form.elements.type.value],
        reads: form.elements.image.checked ? "image" : "",
        memory: memory > 0 ? memory * 1e9 : 0,
        own: form.elements.own.checked,
        place: form.elements.place.value,
        business: form.elements.business.checked,
        no_catch: form.elements.nocatch.checked,
        language: form.elements.language.value
      };
    }

    function show() {
      var found = pick(rows, read());
      out.textContent = "";
      say.textContent = found.length ? found.length + (found.length === 1 ? " model fits." : " models, one a maker.") : "No recorded model fits all of this. Take one wish back.";
      found.forEach(function (row) {
        var item = page.add(out, "li");
        page.add(item, "a", "", row.name).href = form.dataset.modelUrl.replace("{id}", row.id);
        var parts = [row.released];
        if (row.need) parts.push("takes about " + page.gigabytes(row.need) + " GB");
        parts.push(row.catches ? row.catches + (row.catches === 1 ? " catch" : " catches") + " in its terms" : "no catch in its terms");
        item.append(": " + parts.join(", "));
      });
    }

    function save() {
      var state = new URLSearchParams();
      fields.forEach(function (field) { if (page.value(field) !== page.standing(field)) state.set(field.name, page.value(field)); });
      page.keep(state);
    }

    fields.forEach(function (field) { page.set(field, page.query()); });
    page.open(form, function () { show(); save(); });
    show();
  }

  page.begin("[data-pick]", start);
})();
