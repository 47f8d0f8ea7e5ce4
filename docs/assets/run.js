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

  function rate(found) { return two(found.low) === two(found.high) ? two(found.low) : two(found.low) + " to " + two(found.high); }

  window.atlas.need = need;
  window.atlas.room = room;
  window.atlas.longest = longest;
  window.atlas.verdict = verdict;
  window.atlas.speed = speed;
  window.atlas.rate = rate;
  window.atlas.memoryOf = memoryOf;
  window.atlas.whose = whose;

  /* ---- the page ---- */

  var WORDS = { well: ["Fits well", "good"], tight: ["Tight", "mixed"], "cannot-tell": ["Cannot tell", "plain"], no: ["Does not fit", "bad"] };
  /* a device that is not in the list: what its speed is likened to */
  var KINDS = { own: "consumer-gpu", shared: "unified-memory", phone: "" };

  var gigabytes = page.gigabytes;

  function range(low, high) { return gigabytes(low) === gigabytes(high) ? gigabytes(low) : gigabytes(low) + " to " + gigabytes(high); }

  function start(form) {
    var FIRST = 20; /* models that are shown at once */
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

    /* what need not stand in the address: a field as the page has it, or as it was filled in */
    function standing(each) {
      return each.name in filled && field.device.value ? filled[each.name] : page.standing(each);
    }

    function save() {
      var state = new URLSearchParams();
      fields.forEach(function (each) { if (page.value(each) !== standing(each)) state.set(each.name, page.value(each)); });
      page.keep(state);
    }

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
        say(asked.memory ? "Type how many tokens of context you want." : "Choose a device, or type how much memory there is.");
        return;
      }
      var there = room(asked.memory, asked.place, asked.setting.devices, asked.program);
      if (chosen) one(chosen, asked, there);
      else all(asked, there);
    }

    function say(text) { if (summary.textContent !== text) summary.textContent = text; }

    function have(asked) {
      var several = asked.setting.devices > 1 ? asked.setting.devices + " × " : "";
      return several + asked.memory + " GB" + (asked.program ? " in " + asked.program.name : "");
    }

    function all(asked, there) {
      var rows = data().models.map(function (model) {
        var setting = within(model, Object.assign({}, asked.setting, { bits: stored(model) }));
        var needed = need(model, setting, asked.program);
        return { model: model, need: needed, verdict: verdict(needed, there), speed: speed(model, setting, asked.kind, asked.bandwidth) };
      });
      var of = function (word) { return rows.filter(function (row) { return row.verdict === word; }); };
      var first = of("well").slice(0, 3).map(function (row) { return row.model.name; });
      say(of("well").length + " of " + rows.length + " models fit well on " + have(asked) + ", " + of("tight").length + " tightly; " + of("no").length + " do not fit, of " + of("cannot-tell").length + " we cannot tell." + (first.length ? " Often used of those that fit well: " + first.join(", ") + "." : ""));
      ["well", "tight"].forEach(function (word) { if (of(word).length) list(word, of(word), asked.bandwidth); });
    }

    /* one verdict: models that write text first, the most used before the newest, as given */
    function list(word, rows, timed) {
      var heads = [["Model", ""], ["Type", ""], ["Needs, GB", "num"]].concat(timed ? [["Tokens a second", "num"]] : []);
      var body = page.table(out, "atlas-data", WORDS[word][0], WORDS[word][0] + ": " + rows.length + (rows.length === 1 ? " model" : " models, those that write text first, the most used before the newest") + (timed ? "" : "; choose a device, or type its bandwidth, for the speed"), heads);
      rows.slice(0, FIRST).forEach(draw);
      if (rows.length > FIRST) {
        var more = add(out, "button", "atlas-more", "Show all " + rows.length);
        more.type = "button";
        more.addEventListener("click", function () {
          rows.slice(FIRST).forEach(draw);
          body.rows[FIRST].querySelector("a").focus();
          more.remove();
        });
      }
      function draw(row) {
        var line = add(body, "tr");
        var name = add(line, "th");
        name.scope = "row";
        add(name, "a", "", row.model.name).setAttribute("href", form.dataset.modelUrl.replace("{id}", row.model.id));
        page.cell(line, "Type", row.model.type);
        page.cell(line, "Needs, GB", range(row.need.least, row.need.weights + row.need.cache.high), "num");
        if (timed) page.cell(line, "Tokens a second", row.speed ? rate(row.speed) : "unknown", "num" + (row.speed ? "" : " unknown"));
      }
    }

    function one(model, asked, there) {
      var needed = need(model, asked.setting, asked.program);
      var found = verdict(needed, there);
      var fast = speed(model, asked.setting, asked.kind, asked.bandwidth);
      var programs = asked.program || asked.place !== "own" ? [] : byProgram(model, asked);
      var against = programs.filter(function (each) { return each.verdict === "no"; });
      say(model.name + ": " + WORDS[found][0].toLowerCase() + " on " + have(asked) + ". " + why(found, needed, there, asked) + (found === "tight" && against.length ? " In " + listed(against.map(function (each) { return each.program.name; })) + ", as " + (against.length > 1 ? "they come" : "it comes") + ", it does not fit." : "") + (fast && found !== "no" && fast.high < 10 * fast.low ? " About " + rate(fast) + " tokens a second for one reader." : ""));
      var list = add(out, "dl", "atlas-sum");
      page.item(list, "Verdict", "").appendChild(badge(document.createDocumentFragment(), found));
      page.item(list, "Weights", gigabytes(needed.weights) + " GB: " + (model.weights / 1e9).toLocaleString("en-US") + " billion parameters at " + asked.setting.bits + " bits");
      page.item(list, "Cache", needed.cache ? range(needed.cache.low, needed.cache.high) + " GB: " + asked.setting.tokens.toLocaleString("en-US") + " tokens" + (asked.setting.users > 1 ? " for each of " + asked.setting.users + " users" : "") + " at " + asked.setting.cacheBits + " bits a value" + (needed.cache.low < needed.cache.high ? "; the larger figure where the program ignores windows or keeps all of it on every device" : asked.program && asked.program.repeats && model.whole && asked.setting.devices > 1 ? "; each of " + asked.setting.devices + " devices keeps all of it" : "") : "unknown: " + model.missing.join(", ") + ". Weights only.");
      page.item(list, "Working space", "up to " + gigabytes(needed.working) + " GB more (" + Math.round(data().working * 100) + "%: the most in public reports)");
      page.item(list, "Room", gigabytes(there.most) + " GB" + (there.sure < there.most ? ", " + gigabytes(there.sure) + " GB for sure" : "") + (asked.program ? taken(asked.program) : ""));
      page.item(list, "Longest text", lengths(model, longest(model, asked.setting, there, asked.program), asked.setting.users));
      if (programs.length) page.item(list, "By program", programs.map(function (each) { return each.program.name + ", as it comes: " + WORDS[each.verdict][0].toLowerCase() + ", " + gigabytes(each.need.least) + " of " + gigabytes(each.room.most) + " GB" + (each.verdict === "no" && each.most ? ", at most " + each.most.toLocaleString("en-US") + " tokens" : ""); }).join("; "));
      if (found !== "no") page.item(list, "Speed", fast ? rate(fast) + " tokens a second for one reader and a short text: bandwidth divided by " + gigabytes(model.active * asked.setting.bits / 8) + " GB read for a token, times the share that was measured (" + fast.by.toLowerCase() + ")" + (asked.setting.devices > 1 ? "; the lower figure is what one device would give, the upper what all would at best" : "") : slow(model, asked));
      var runs = (model.runs || []).filter(function (run) { return !field.device.value || run[0] === field.device.value; });
      if (runs.length) page.item(list, field.device.value ? "Measured here" : "Measured", runs.slice(0, 4).map(measured).join(". ") + (runs.length > 4 ? ", and " + (runs.length - 4) + " more" : "") + ".");
      if (field.quantization.value === "own" && !model.own && !amount("bits", 0.5)) page.item(list, "As published", "how its weights are stored is not recorded: 16 bits assumed");
      if (model.context && asked.setting.tokens > model.context) page.item(list, "Context", "The model itself reads " + model.context.toLocaleString("en-US") + " tokens; more needs a method that stretches it.");
      add(add(out, "p"), "a", "", "All facts of " + model.name).setAttribute("href", form.dataset.modelUrl.replace("{id}", model.id));
    }

    /* "a", "a and b", "a, b and c" */
    function listed(names) { return names.slice(0, -1).join(", ") + (names.length > 1 ? " and " : "") + names[names.length - 1]; }

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
      var share = program.share < 1 ? "; it takes " + Math.round(program.share * 100) + "% of each device unless told otherwise" + (program.most ? ", and was reported to run with up to " + Math.round(program.most * 100) + "%" : "") : "";
      return share + (program.spare ? "; it leaves " + program.spare + " GB of each device free" : "");
    }

    /* one measured run: [device, devices, program, stored, speed, memory, tokens, told] */
    function measured(run) {
      var device = field.device.value ? "" : form.elements.device.querySelector("option[value='" + run[0] + "']").textContent + ", ";
      return device + (run[1] > 1 ? run[1] + " of them, " : "") + run[2] + ", " + run[3] + ": " + [
        run[4] ? two(run[4]) + " tokens a second" : "", run[5] ? gigabytes(run[5] * GB) + " GB in use" : "",
        run[6] ? "with " + run[6].toLocaleString("en-US") + " tokens in the cache" : ""
      ].concat(run[7] && /^[a-z0-9]/.test(run[7]) ? [run[7]] : []).filter(Boolean).join("; ") + (run[7] && !/^[a-z0-9]/.test(run[7]) ? ". " + run[7] : "");
    }

    /* how long a text may be, no longer than the model reads */
    function lengths(model, found, users) {
      if (!found) return "unknown: the cache cannot be told";
      var each = users > 1 ? " for each of " + users + " users" : "";
      var shown = function (tokens) {
        return model.context && tokens >= model.context ? "its whole window of " + model.context.toLocaleString("en-US") + " tokens" : tokens >= data().endless ? "any length" : tokens.toLocaleString("en-US") + " tokens";
      };
      if (!found.high) return "none: the weights alone do not fit";
      var words = shown(found.low) === shown(found.high) ? shown(found.low) + each :
        (found.low ? shown(found.low) + each + " with room for all working space" : "none with room for all working space") + ", " + shown(found.high) + each + " at the very limit";
      var whole = model.context && found.high < data().endless ? Math.floor(found.high * users / model.context) : 0;
      return words + (whole > users ? "; " + whole.toLocaleString("en-US") + " whole windows at once would fit there" : "");
    }

    function why(found, needed, there, asked) {
      var sum = "Weights and cache take " + gigabytes(needed.least) + " GB of " + Number((there.most / GB).toFixed(1)).toLocaleString("en-US") + ".";
      if (found === "well") return sum;
      if (found === "no") return "Weights and cache alone take " + gigabytes(needed.least) + " GB.";
      if (found === "cannot-tell") return "The weights take " + gigabytes(needed.weights) + " GB; the cache is unknown.";
      var windows = needed.cache.high > needed.cache.low && needed.weights + needed.cache.high > there.sure;
      if (needed.least > there.sure) return sum + (asked.place === "shared" ? " That is more than three quarters of a shared memory: raise the limit for graphics, and close other programs." : "");
      return sum + (windows ? " It depends on a program that keeps the cache as small as the model allows." : " It depends on how much working space the program takes.");
    }

    function slow(model, asked) {
      if (model.active === null) return "unknown: it does not write word by word, or how much of it is read for a token is unknown";
      return asked.bandwidth ? "unknown: no measured runs of such a model on such a device" : "unknown: type the bandwidth";
    }

    function badge(place, word) {
      add(place, "span", "badge--" + WORDS[word][1], WORDS[word][0]);
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
