/* "Will it run?" for [data-run]. `window.atlas.need`, `verdict` and `speed` are the twins of macros/answers/fit.py and
   speed.py over the rows of window.atlas.runs; a browser test holds them together. The state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var add = page.add;

  var GB = 1e9;
  var data = function () { return window.atlas.runs; };

  /* row: {weights, active, terms: [[values, window, slope, state]] or null, whole}; setting: {bits, tokens, users, cacheBits, devices};
     program: {share, spare, repeats, windows} or none, where it may be any */
  function need(row, setting, program) {
    var weights = row.weights * setting.bits / 8;
    var cache = null;
    if (row.terms) {
      cache = { low: 0, high: 0 };
      row.terms.forEach(function (term) {
        var byte = setting.cacheBits / 8;
        cache.low += term[0] * (Math.min(setting.tokens, term[1]) + term[2] * setting.tokens) * byte + term[3];
        cache.high += term[0] * setting.tokens * byte + term[3];
      });
      if (program && program.windows === "yes") cache.high = cache.low;
      if (program && program.windows === "no") cache.low = cache.high;
      var times = row.whole ? setting.devices : 1;
      cache.low *= setting.users * (program && program.repeats ? times : 1);
      cache.high *= setting.users * (program && !program.repeats ? 1 : times);
    }
    var least = weights + (cache ? cache.low : 0);
    var working = least * data().working;
    return { weights: weights, cache: cache, least: least, working: working, most: Math.max(least * (1 + data().working), weights + (cache ? cache.high : 0)) };
  }

  /* the setting with a text no longer than the model reads at once */
  function within(model, setting) {
    return model.context && model.context < setting.tokens ? Object.assign({}, setting, { tokens: model.context }) : setting;
  }

  function room(gigabytes, place, devices, program) {
    var shares = data().shares[place];
    var there = (program ? Math.max(0, gigabytes * program.share - program.spare) : gigabytes) * GB * devices;
    return { sure: there * shares[0], most: there * shares[1] };
  }

  function verdict(need, room) {
    if (need.least > room.most) return "no";
    if (!need.cache) return "cannot-tell";
    return need.most <= room.sure ? "well" : "tight";
  }

  /* tokens of the longest text: low with the most working space, high at the very limit; null where the cache is unknown */
  function longest(row, setting, room, program) {
    if (!row.terms) return null;
    function last(fits) {
      var low = 0, high = data().endless;
      while (low < high) {
        var middle = Math.floor((low + high + 1) / 2);
        if (fits(need(row, { bits: setting.bits, tokens: middle, users: setting.users, cacheBits: setting.cacheBits, devices: setting.devices }, program))) low = middle;
        else high = middle - 1;
      }
      return low;
    }
    return { low: last(function (each) { return each.most <= room.sure; }), high: last(function (each) { return each.least <= room.most; }) };
  }

  function speed(row, setting, kind, bandwidth) {
    if (row.active === null || !bandwidth) return null;
    var read = row.active * setting.bits / 8 / GB;
    var by = data().speeds.filter(function (each) {
      return each.mixture === (row.active < row.weights) && each.devices.indexOf(kind) >= 0 && each.least <= read && (each.most === null || read < each.most);
    })[0];
    var best = bandwidth / read;
    var most = function (value) { return Math.min(value, data().fastest); };
    return by ? { low: most(by.shares[0] * best), middle: most(by.shares[1] * best), high: most(by.shares[2] * best * setting.devices), by: by.name } : null;
  }

  /* the memory to start from: what was typed, if the device is sold with it; else its largest */
  function memoryOf(device, typed) { return device.sizes.indexOf(Number(typed)) >= 0 ? Number(typed) : device.memory; }

  function whose(device) { return data().sharedKinds.indexOf(device.kind) >= 0 ? "shared" : "own"; }

  function two(value) { return Number(value.toPrecision(2)).toLocaleString("en-US", { maximumFractionDigits: 1 }); }

  function rate(found) { return page.range(two(found.low), two(found.high)); }

  window.atlas.need = need;
  window.atlas.room = room;
  window.atlas.longest = longest;
  window.atlas.verdict = verdict;
  window.atlas.speed = speed;
  window.atlas.rate = rate;
  window.atlas.memoryOf = memoryOf;
  window.atlas.whose = whose;

  /* ---- the page ---- */

  var TONES = { well: "good", tight: "mixed", "cannot-tell": "plain", no: "bad" };
  /* a device that is not in the list: what its speed is likened to */
  var KINDS = { own: "consumer-gpu", shared: "unified-memory", phone: "" };

  var gigabytes = page.gigabytes;

  function range(low, high) { return page.range(gigabytes(low), gigabytes(high)); }

  function word(verdict) { return page.say("fits." + verdict); }

  function start(form) {
    var out = document.querySelector("[data-run-result]");
    var summary = document.querySelector("[data-run-summary]");
    if (!out || !window.atlas.runs) return;
    var filled = {};
    var fields = page.fields(form);
    var field = form.elements;

    function amount(name, least) {
      var value = Number(field[name].value);
      return field[name].value.trim() !== "" && isFinite(value) && value >= least ? value : null;
    }

    /* bits a weight of a model: as typed, of the chosen way, or as its maker published it, 16 where that is not recorded */
    function stored(model) {
      var own = field.quantization.value === "own" ? (model && model.own) || 16 : null;
      return amount("bits", 0.5) || own || data().bits[field.quantization.value];
    }

    function read(model) {
      var device = data().devices[field.device.value];
      var given = {
        bits: stored(model),
        tokens: Math.floor(amount("context", 1) || 0),
        users: Math.floor(amount("users", 1) || 1),
        cacheBits: Number(field.cache.value),
        devices: Math.floor(amount("devices", 1) || 1)
      };
      return { setting: given, memory: amount("memory", 0.1), bandwidth: amount("bandwidth", 0.1), place: field.place.value, kind: device ? device.kind : KINDS[field.place.value], program: data().programs[field.program.value] };
    }

    /* the numbers of a chosen device go into their fields, where they can be changed */
    function fill() {
      var device = data().devices[field.device.value];
      if (!device) return;
      field.memory.value = memoryOf(device, field.memory.value) || "";
      field.bandwidth.value = device.bandwidth || "";
      field.place.value = whose(device);
      ["memory", "bandwidth", "place"].forEach(function (name) { filled[name] = field[name].value; });
    }

    function save() { page.save(fields, field.device.value ? filled : {}); }

    function restore() {
      var state = page.query();
      page.set(field.device, state);
      fill();
      fields.forEach(function (each) { if (each !== field.device) page.set(each, state); });
    }

    function show() {
      var chosen = data().models.filter(function (model) { return model.id === field.model.value; })[0];
      var asked = read(chosen);
      out.textContent = "";
      if (!asked.memory || !asked.setting.tokens) {
        say(page.say(asked.memory ? "run.tokens" : "run.memory"));
        return;
      }
      var there = room(asked.memory, asked.place, asked.setting.devices, asked.program);
      if (chosen) one(chosen, asked, there);
      else all(asked, there);
    }

    function say(text) { if (summary.textContent !== text) summary.textContent = text; }

    function have(asked) {
      var have = page.say(asked.setting.devices > 1 ? "run.have-several" : "run.size", { count: asked.setting.devices, size: String(asked.memory) });
      return asked.program ? page.say("run.have-in", { have: have, program: asked.program.name }) : have;
    }

    function all(asked, there) {
      var rows = data().models.map(function (model) {
        var setting = within(model, Object.assign({}, asked.setting, { bits: stored(model) }));
        var needed = need(model, setting, asked.program);
        return { model: model, need: needed, verdict: verdict(needed, there), speed: speed(model, setting, asked.kind, asked.bandwidth) };
      });
      var of = function (word) { return rows.filter(function (row) { return row.verdict === word; }); };
      var first = of("well").slice(0, 3).map(function (row) { return row.model.name; });
      var fit = page.say("run.fit", { well: of("well").length, all: rows.length, have: have(asked), tight: of("tight").length, no: of("no").length, unknown: of("cannot-tell").length });
      say(first.length ? fit + " " + page.say("run.used", { names: first.join(", ") }) : fit);
      ["well", "tight"].forEach(function (word) { if (of(word).length) list(word, of(word), asked.bandwidth); });
    }

    /* one verdict: models that write text first, the most used before the newest, as given */
    function list(fits, rows, timed) {
      var type = page.say("run.type");
      var needs = page.say("run.needs");
      var second = page.say("run.speed");
      var heads = [[page.say("run.model"), ""], [type, ""], [needs, "num"]].concat(timed ? [[second, "num"]] : []);
      var caption = page.say("run.list", { fits: word(fits), count: rows.length });
      var body = page.table(out, "atlas-data", word(fits), timed ? caption : page.say("run.list-untimed", { list: caption }), heads);
      page.some(out, body, rows, draw);
      function draw(row) {
        var line = add(body, "tr");
        var name = add(line, "th");
        name.scope = "row";
        add(name, "a", "", row.model.name).setAttribute("href", form.dataset.modelUrl.replace("{id}", row.model.id));
        page.cell(line, type, row.model.type);
        page.cell(line, needs, range(row.need.least, row.need.weights + row.need.cache.high), "num");
        if (timed) page.cell(line, second, row.speed ? rate(row.speed) : page.say("page.unknown"), "num" + (row.speed ? "" : " unknown"));
      }
    }

    function one(model, asked, there) {
      var needed = need(model, asked.setting, asked.program);
      var found = verdict(needed, there);
      var fast = speed(model, asked.setting, asked.kind, asked.bandwidth);
      var programs = asked.program || asked.place !== "own" ? [] : byProgram(model, asked);
      var against = programs.filter(function (each) { return each.verdict === "no"; });
      var told = [page.say("run.answer", { name: model.name, fits: word(found).toLowerCase(), have: have(asked), why: why(found, needed, there, asked) })];
      if (found === "tight" && against.length) told.push(page.say("run.against", { programs: page.listed(against.map(function (each) { return each.program.name; })), count: against.length }));
      if (fast && found !== "no" && fast.high < 10 * fast.low) told.push(page.say("run.about", { speed: rate(fast) }));
      say(told.join(" "));
      var list = add(out, "dl", "atlas-sum");
      page.item(list, page.say("run.verdict"), "").appendChild(badge(document.createDocumentFragment(), found));
      page.item(list, page.say("run.weights"), page.say("run.weights-are", { size: gigabytes(needed.weights), billions: model.weights / 1e9, bits: String(asked.setting.bits) }));
      page.item(list, page.say("run.cache"), cached(model, asked, needed.cache));
      page.item(list, page.say("run.working"), page.say("run.working-is", { size: gigabytes(needed.working), share: Math.round(data().working * 100) }));
      page.item(list, page.say("run.room"), page.say(there.sure < there.most ? "run.room-sure" : "run.size", { size: gigabytes(there.most), sure: gigabytes(there.sure) }) + (asked.program ? taken(asked.program) : ""));
      page.item(list, page.say("run.longest"), lengths(model, longest(model, asked.setting, there, asked.program), asked));
      if (programs.length) page.item(list, page.say("run.programs"), programs.map(function (each) {
        return page.say("run.program", { name: each.program.name, fits: word(each.verdict).toLowerCase(), least: gigabytes(each.need.least), most: gigabytes(each.room.most) }) + (each.verdict === "no" && each.most ? page.say("run.program-most", { count: each.most }) : "");
      }).join("; "));
      if (found !== "no") page.item(list, page.say("run.fast"), fast ? page.say("run.fast-is", { speed: rate(fast), size: gigabytes(model.active * asked.setting.bits / 8), share: fast.by.toLowerCase() }) + (asked.setting.devices > 1 ? page.say("run.fast-several") : "") : slow(model, asked));
      var runs = (model.runs || []).filter(function (run) { return !field.device.value || run[0] === field.device.value; });
      if (runs.length) page.item(list, page.say(field.device.value ? "run.measured-here" : "run.measured"), runs.slice(0, 4).map(measured).join(". ") + (runs.length > 4 ? page.say("run.measured-more", { count: runs.length - 4 }) : "") + ".");
      if (field.quantization.value === "own" && !model.own && !amount("bits", 0.5)) page.item(list, page.say("run.published"), page.say("run.published-is"));
      if (model.context && asked.setting.tokens > model.context) page.item(list, page.say("run.context"), page.say("run.context-is", { count: model.context }));
      add(add(out, "p"), "a", "", page.say("run.facts", { name: model.name })).setAttribute("href", form.dataset.modelUrl.replace("{id}", model.id));
    }

    function each(asked) { return asked.setting.users > 1 ? " " + page.say("run.each", { count: asked.setting.users }) : ""; }

    function cached(model, asked, cache) {
      if (!cache) return page.say("run.cache-unknown", { missing: model.missing.join(", ") });
      var repeated = asked.program && asked.program.repeats && model.whole && asked.setting.devices > 1;
      return page.say("run.cache-is", { size: range(cache.low, cache.high), count: asked.setting.tokens, each: each(asked), bits: String(asked.setting.cacheBits) }) +
        (cache.low < cache.high ? page.say("run.cache-windows") : repeated ? page.say("run.cache-repeated", { count: asked.setting.devices }) : "");
    }

    /* the same in each program that is known to use memory in a way of its own */
    function byProgram(model, asked) {
      return Object.keys(data().programs).map(function (id) {
        var program = data().programs[id];
        var needed = need(model, asked.setting, program);
        var there = room(asked.memory, asked.place, asked.setting.devices, program);
        var text = longest(model, asked.setting, there, program);
        return { program: program, need: needed, room: there, verdict: verdict(needed, there), most: text ? text.high : 0 };
      });
    }

    function taken(program) {
      var share = program.share < 1 ? page.say("run.share", { share: Math.round(program.share * 100) }) + (program.most ? page.say("run.share-most", { share: Math.round(program.most * 100) }) : "") : "";
      return share + (program.spare ? page.say("run.spare", { size: String(program.spare) }) : "");
    }

    /* one measured run: [device, devices, program, stored, speed, memory, tokens, told] */
    function measured(run) {
      var device = field.device.value ? "" : form.elements.device.querySelector("option[value='" + run[0] + "']").textContent + ", ";
      return device + (run[1] > 1 ? page.say("run.measured-several", { count: run[1] }) + ", " : "") + run[2] + ", " + run[3] + ": " + [
        run[4] ? page.say("run.measured-speed", { speed: two(run[4]) }) : "", run[5] ? page.say("run.measured-memory", { size: gigabytes(run[5] * GB) }) : "",
        run[6] ? page.say("run.measured-tokens", { count: run[6] }) : ""
      ].concat(run[7] && /^[a-z0-9]/.test(run[7]) ? [run[7]] : []).filter(Boolean).join("; ") + (run[7] && !/^[a-z0-9]/.test(run[7]) ? ". " + run[7] : "");
    }

    /* how long a text may be, no longer than the model reads */
    function lengths(model, found, asked) {
      if (!found) return page.say("run.longest-unknown");
      var users = asked.setting.users;
      var shown = function (tokens) {
        var text = model.context && tokens >= model.context ? page.say("run.longest-whole", { count: model.context }) : tokens >= data().endless ? page.say("run.longest-any") : page.say("run.longest-tokens", { count: tokens });
        return text + each(asked);
      };
      if (!found.high) return page.say("run.longest-none");
      var words = shown(found.low) === shown(found.high) ? shown(found.low) : page.say(found.low ? "run.longest-two" : "run.longest-limit", { low: shown(found.low), high: shown(found.high) });
      var whole = model.context && found.high < data().endless ? Math.floor(found.high * users / model.context) : 0;
      return words + (whole > users ? page.say("run.longest-windows", { count: whole }) : "");
    }

    function why(found, needed, there, asked) {
      var sum = page.say("run.sum", { size: gigabytes(needed.least), room: Number((there.most / GB).toFixed(1)) });
      if (found === "well") return sum;
      if (found === "no") return page.say("run.sum-no", { size: gigabytes(needed.least) });
      if (found === "cannot-tell") return page.say("run.sum-unknown", { size: gigabytes(needed.weights) });
      var windows = needed.cache.high > needed.cache.low && needed.weights + needed.cache.high > there.sure;
      if (needed.least > there.sure) return asked.place === "shared" ? sum + " " + page.say("run.tight-shared") : sum;
      return sum + " " + page.say(windows ? "run.tight-windows" : "run.tight-working");
    }

    function slow(model, asked) {
      if (model.active === null) return page.say("run.fast-active");
      return page.say(asked.bandwidth ? "run.fast-unmeasured" : "run.fast-bandwidth");
    }

    function badge(place, verdict) {
      add(place, "span", "badge--" + TONES[verdict], word(verdict));
      return place;
    }

    restore();
    page.open(form, function (event) {
      if (event.target === field.device) fill();
      show();
      save();
    });
    show();
  }

  page.begin("[data-run]", start);
})();
