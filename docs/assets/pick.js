/* "Pick a model" for [data-pick]: window.atlas.pick applies the rule of macros/answers/pick.py to window.atlas.candidates
   (assets/candidates.js, newest first); a browser test holds the two together. Memory and speed come from run.js. The state
   lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;

  var MOST = 5;
  /* other types that do the task too: most models that write also write code, and many read images */
  var TYPES = { language: ["language", "multimodal"], code: ["code", "language", "multimodal"] };

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
    var largest = wanted.memory ? fits.reduce(function (most, row) { return Math.max(most, row.size); }, 0) : 0;
    var rank = function (row) { return (row.recent ? 0 : 2) + (2 * row.size < largest ? 1 : 0); };
    fits.sort(function (a, b) { return rank(a) - rank(b); }); /* stable: each part stays newest first */
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
    if (!rows || !out || !window.atlas.runs) return;
    var fields = page.fields(form);
    var field = form.elements;
    var runs = window.atlas.runs;
    var filled = {};

    function device() { return runs.devices[field.device.value]; }

    function read() {
      var memory = Number(field.memory.value);
      return {
        types: TYPES[field.type.value] || [field.type.value],
        reads: field.image.checked ? "image" : "",
        memory: memory > 0 ? Math.floor(window.atlas.room(memory, field.whose.value, 1).sure) : 0,
        own: field.own.checked,
        place: field.place.value,
        business: field.business.checked,
        no_catch: field.nocatch.checked,
        language: field.language.value
      };
    }

    /* the memory of a chosen device goes into its fields, where it can be changed; of none, nothing is known */
    function fill() {
      var known = device();
      field.memory.value = known && window.atlas.memoryOf(known, field.memory.value) || "";
      field.whose.value = known ? window.atlas.whose(known) : page.standing(field.whose);
      ["memory", "whose"].forEach(function (name) { filled[name] = field[name].value; });
    }

    function rate(row) {
      var found = runs.models.filter(function (model) { return model.id === row.id; })[0];
      return found && device() ? window.atlas.speed(found, { bits: runs.common, devices: 1 }, device().kind, device().bandwidth) : null;
    }

    function sentence(found) {
      var fast = rate(found[0]);
      var others = found.slice(1).map(function (row) { return row.name; });
      var first = page.say(fast ? "pick.start-fast" : "pick.start", { name: found[0].name, speed: fast && window.atlas.rate(fast) });
      return others.length ? first + " " + page.say("pick.or", { names: others.join(", ") }) : first;
    }

    function show() {
      var found = pick(rows, read());
      out.textContent = "";
      say.textContent = found.length ? sentence(found) : page.say("pick.none");
      found.forEach(function (row) {
        var item = page.add(out, "li");
        page.add(item, "a", "", row.name).href = form.dataset.modelUrl.replace("{id}", row.id);
        var parts = [page.say("pick.released", { day: row.released })];
        if (row.takes) parts.push(page.say("pick.takes", { size: page.gigabytes(row.takes) }));
        var fast = rate(row);
        if (fast) parts.push(page.say("pick.writes", { speed: window.atlas.rate(fast) }));
        else if (device()) parts.push(page.say("pick.unmeasured"));
        parts.push(row.catches ? page.say("pick.catches", { count: row.catches }) : page.say("pick.no-catch"));
        item.append(": " + parts.join(", "));
      });
    }

    function save() { page.save(fields, filled); }

    page.set(field.device, page.query());
    if (page.query().has("device")) fill();
    fields.forEach(function (each) { if (each !== field.device) page.set(each, page.query()); });
    page.open(form, function (event) {
      if (event && event.target === field.device) fill();
      show();
      save();
    });
    show();
  }

  page.begin("[data-pick]", start);
})();
