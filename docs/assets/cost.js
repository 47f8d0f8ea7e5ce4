/* "What does it cost?" for [data-cost]. `window.atlas.bill` and `machine` are the twins of macros/answers/cost.py over
   window.atlas.costs; a browser test holds them together. The state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var add = page.add;

  var MILLION = 1e6;
  var data = function () { return window.atlas.costs; };

  /* work: {requests, reads, writes, cached (0 to 1), keep} */
  function bill(quote, work) {
    var read = work.requests * work.reads * data().days;
    var asked = quote.input || 0;
    var again = quote.cached === null ? asked : quote.cached;
    var first = work.keep && quote.kept ? quote.kept : asked;
    return (read * (1 - work.cached) * first + read * work.cached * again + work.requests * work.writes * data().days * (quote.output || 0)) / MILLION;
  }

  /* one quote an offer: of the tier where the host has it, else its standard one, or the one for prompts as long as these */
  function offers(quotes, tier, reads) {
    var groups = {};
    quotes.forEach(function (quote) { (groups[quote.host + "\n" + quote.offer] = groups[quote.host + "\n" + quote.offer] || []).push(quote); });
    return Object.keys(groups).map(function (key) {
      var by = {};
      groups[key].forEach(function (quote) { if (quote.tier !== "long-context") by[quote.tier] = quote; });
      if (by[tier] && tier !== "standard") return by[tier];
      var long = groups[key].filter(function (quote) { return quote.above !== null && quote.above < reads; });
      long.sort(function (a, b) { return b.above - a.above; });
      return by.standard ? long[0] || by.standard : null;
    }).filter(Boolean);
  }

  function pace(load, reads) {
    var near = load.runs.slice().sort(function (a, b) { return Math.abs(a[0] - reads) - Math.abs(b[0] - reads) || a[1] - b[1]; })[0];
    return near[2] * load.devices;
  }

  function machines(written, pace, used) { return Math.max(1, Math.ceil(written / (pace * used * data().hours * 3600))); }

  function rented(hour, devices) { return hour * devices * data().hours; }

  function bought(price, years, power, devices, people) {
    return price * devices / (years * 12) + power.watts / 1000 * power.overhead * power.price * devices * data().hours + people;
  }

  window.atlas.bill = bill;
  window.atlas.offers = offers;
  window.atlas.machine = { pace: pace, machines: machines, rented: rented, bought: bought };

  /* ---- the page ---- */

  function money(value) {
    var digits = value < 100 ? 2 : 0;
    return "$" + value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /* for a million tokens: as many digits as the price has, two at least */
  function price(value) { return "$" + value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 }); }

  function span(low, high) { return page.range(money(low), money(high)); }

  function age(day) { return Math.floor((Date.now() - Date.parse(day + "T00:00:00Z")) / 86400000); }

  function start(form) {
    var out = document.querySelector("[data-cost-result]");
    var summary = document.querySelector("[data-cost-summary]");
    if (!out || !window.atlas.costs) return;
    var field = form.elements;
    var filled = {};
    var fields = page.fields(form);

    function amount(name, otherwise) {
      var value = Number(field[name].value);
      return field[name].value.trim() !== "" && isFinite(value) && value >= 0 ? value : otherwise;
    }

    function work() {
      return { requests: amount("requests", 0), reads: amount("reads", 0), writes: amount("writes", 0), cached: Math.min(amount("cached", 0), 100) / 100, keep: field.keep.checked };
    }

    /* the machine that is chosen: measured with a model, or any device; null where none is */
    function chosen() {
      var load = data().loads[field.load.value];
      var device = data().devices[load ? load.device : field.load.value];
      return device ? { load: load || null, name: device.name, rent: device.rent, purchase: device.purchase, watts: device.watts } : null;
    }

    /* what is known of a machine goes into its fields, where it can be changed */
    function fill() {
      var machine = chosen();
      field.devices.value = machine && machine.load ? machine.load.devices : 1;
      field.hour.value = machine && machine.rent ? machine.rent[1] : "";
      field.price.value = machine && machine.purchase ? (machine.purchase[0] + machine.purchase[1]) / 2 : "";
      field.watts.value = machine && machine.watts ? machine.watts : "";
      ["devices", "hour", "price", "watts"].forEach(function (name) { filled[name] = field[name].value; });
      quicken();
    }

    /* what a machine writes depends on how much each request reads, and on how many devices work together */
    function quicken() {
      var machine = chosen();
      field.pace.value = machine && machine.load ? pace(machine.load, work().reads) / machine.load.devices * amount("devices", 1) : "";
      filled.pace = field.pace.value;
    }

    function save() { page.save(fields, filled); }

    function restore() {
      var state = page.query();
      ["model", "load", "reads"].forEach(function (name) { page.set(field[name], state); });
      fill();
      page.set(field.devices, state);
      quicken();
      fields.forEach(function (each) { page.set(each, state); });
    }

    function show() {
      var asked = work();
      var model = data().models[field.model.value];
      var rows = offers(model.quotes, field.tier.value, asked.reads).map(function (quote) { return { quote: quote, month: bill(quote, asked), age: age(quote.read) }; });
      rows.sort(function (a, b) { return a.month - b.month; });
      var cheap = rows[0];
      var dear = rows[rows.length - 1];
      var old = rows.filter(function (row) { return row.age > data().shelf; }).length;
      var machine = own(asked);
      out.textContent = "";
      var middle = rows[Math.floor((rows.length - 1) / 2)];
      var text = page.say("cost.answer", { name: model.name, count: asked.requests, sum: span(cheap.month, dear.month) }) + (rows.length > 1 ? " " + page.say("cost.offers", { count: rows.length }) : "") + (rows.length > 3 ? page.say("cost.half", { sum: money(middle.month) }) : "") + ".";
      var tiered = rows.filter(function (row) { return row.quote.tier === field.tier.value; }).length;
      if (tiered < rows.length && field.tier.value !== "standard") text += " " + page.say(tiered ? "cost.tier" : "cost.no-tier", { count: tiered, tier: data().tiers[field.tier.value].toLowerCase() });
      if (old) text += " " + page.say(old === rows.length ? "cost.old-all" : "cost.old", { count: old, days: data().shelf });
      if (machine) text += " " + machine.text(cheap.month);
      if (summary.textContent !== text) summary.textContent = text;
      if (machine) machine.draw(cheap.month, dear.month);
      table(rows, page.say("cost.by-host"), page.say("cost.by-host-caption", { days: data().days }));
      var before = model.past.map(function (quote) { return { quote: quote, month: bill(quote, asked), age: age(quote.read) }; });
      if (before.length) table(before, page.say("cost.earlier"), page.say("cost.earlier-caption"));
    }

    /* what the machine costs, and what that means beside the price by the token */
    function own(asked) {
      var machine = chosen();
      if (!machine) return null;
      var devices = Math.floor(amount("devices", 1)) || 1;
      var speed = amount("pace", null);
      var used = amount("used", 30) / 100 || 0.01;
      var written = asked.requests * asked.writes * data().days;
      var count = speed ? machines(written, speed, used) : 1;
      var power = { watts: amount("watts", 0), price: amount("kwh", 0), overhead: amount("overhead", 1) };
      var years = amount("years", 3) || 0.1;
      var people = amount("people", 0);
      var rent = field.way.value === "rent";
      var given = rent ? amount("hour", null) : amount("price", null);
      if (given === null) return { text: function () { return page.say(rent ? "cost.no-rent" : "cost.no-price"); }, draw: function () { list([powered]); } };
      var band = rent ? machine.rent : machine.purchase;
      var middling = band && (rent ? band[1] : (band[0] + band[1]) / 2);
      var ends = band && given === middling ? [band[0], band[band.length - 1]] : [given, given];
      var each = function (value) { return rent ? rented(value, devices) + people / count : bought(value, years, power, devices, people / count); };
      var low = each(ends[0]) * count;
      var middle = each(given) * count;
      var high = each(ends[1]) * count;
      var one = devices + " × " + machine.name;
      var name = count > 1 ? page.say("cost.machines", { count: count, machine: one }) : one;

      function powered(place) {
        var cards = { watts: power.watts, price: power.price, overhead: 1 };
        var kilowatts = power.watts * devices * count / 1000;
        var text = page.say("cost.power-is", {
          kwh: Math.round(kilowatts * data().hours),
          count: String(devices * count),
          watts: String(power.watts),
          sum: money(bought(0, years, cards, devices * count, 0)),
          price: String(power.price),
          hour: String(Number((kilowatts * power.price).toPrecision(3))),
          overhead: String(power.overhead),
          whole: money(bought(0, years, power, devices * count, 0))
        });
        page.item(place, page.say("cost.power"), rent ? page.say("cost.power-rented", { power: text }) : text);
      }

      function list(items) {
        var place = add(out, "dl", "atlas-sum");
        items.forEach(function (item) { item(place); });
      }

      return {
        text: function (cheapest) {
          var cheaper = speed ? "cost.cheaper" : "cost.cheaper-unmeasured";
          var token = low / cheapest >= 2 ? "cost.token-far" : "cost.token";
          var verdict = page.say(cheapest < low ? token : middle < cheapest ? cheaper : "cost.open");
          return page.say(rent ? "cost.rented" : "cost.bought", { machine: name, sum: span(low, high), verdict: verdict });
        },
        draw: function (cheapest, dearest) {
          list([
            function (place) {
              page.item(place, page.say("cost.number"), page.say(speed ? "cost.write" : "cost.unmeasured", {
                count: speed ? devices * count : devices,
                machines: (count > 1 ? count + " × " : "") + devices,
                speed: speed ? Math.round(speed * count) : Math.ceil(written / (used * data().hours * 3600)),
                share: Math.round(used * 100),
                hours: data().hours
              }));
              var said = page.say(rent ? "cost.rent-is" : "cost.hardware-is", { sum: money(given), years: String(years) });
              if (ends[0] < ends[1]) said += page.say(rent ? "cost.rent-ends" : "cost.hardware-ends", { sum: span(ends[0], ends[1]) });
              page.item(place, page.say(rent ? "cost.rent" : "cost.hardware"), said);
            },
            powered,
            function (place) {
              page.item(place, page.say("cost.even"), evens(asked, middle, cheapest, dearest));
              page.item(place, page.say("cost.people"), people ? page.say("cost.people-are", { sum: money(people) }) : page.say("cost.people-unknown"));
              if (machine.load && machine.load.model !== field.model.value) page.item(place, page.say("cost.mind"), page.say("cost.mind-is", { name: machine.load.name }));
            }
          ]);
        }
      };
    }

    /* how many tokens a month the money for the machine buys, as they are mixed here */
    function evens(asked, dollars, cheapest, dearest) {
      var tokens = asked.requests * (asked.reads + asked.writes) * data().days;
      if (!tokens || !cheapest) return page.say("cost.even-type");
      var buys = function (month) { return many(dollars / month * tokens); };
      var mix = Number((asked.reads / (asked.writes || 1)).toPrecision(2));
      var times = dollars / cheapest >= 1 ? page.say("cost.even-times", { count: Number((dollars / cheapest).toPrecision(2)) }) : page.say("cost.even-less");
      return page.say("cost.even-is", { sum: money(dollars), tokens: page.range(buys(dearest), buys(cheapest)), mix: String(mix), times: times });
    }

    function many(tokens) {
      var unit = tokens >= 1e9 ? [1e9, "cost.billion"] : [1e6, "cost.million"];
      return page.say(unit[1], { count: Number((tokens / unit[0]).toPrecision(3)) });
    }

    /* of a sum for a month, what one request costs: two digits that say something */
    function one(month) {
      var value = month / ((work().requests || 1) * data().days);
      return value >= 0.1 ? money(value) : "$" + Number(value.toPrecision(2));
    }

    function table(rows, named, caption) {
      var names = ["host", "month", "day", "request", "in", "out", "cached", "read"].map(function (id) { return page.say("cost." + id); });
      var heads = names.map(function (name, at) { return [name, at > 0 && at < 7 ? "num" : ""]; });
      var body = page.table(out, "atlas-data", named, caption, heads);
      rows.forEach(function (row) {
        var line = add(body, "tr");
        var named = [row.quote.offer, row.quote.above !== null ? page.say("cost.above", { count: row.quote.above }) : row.quote.tier !== "standard" ? (data().tiers[row.quote.tier] || row.quote.tier).toLowerCase() : ""].filter(Boolean).join(", ");
        add(line, "th", "", row.quote.host + (named ? " (" + named + ")" : "")).scope = "row";
        page.cell(line, names[1], money(row.month), "num");
        page.cell(line, names[2], money(row.month / data().days), "num");
        page.cell(line, names[3], one(row.month), "num");
        page.cell(line, names[4], row.quote.input === null ? "–" : price(row.quote.input), "num");
        page.cell(line, names[5], row.quote.output === null ? "–" : price(row.quote.output), "num");
        page.cell(line, names[6], row.quote.cached === null ? page.say("cost.as-new") : price(row.quote.cached), "num");
        page.cell(line, names[7], row.quote.read + (row.quote.ends ? page.say("cost.until", { day: row.quote.ends }) : row.age > data().shelf ? page.say("cost.aged", { count: row.age }) : ""), "");
      });
    }

    restore();
    page.open(form, function (event) {
      if (event.target === field.load) fill();
      if (event.target === field.reads || event.target === field.devices) quicken();
      show();
      save();
    });
    show();
  }

  page.begin("[data-cost]", start);
})();
