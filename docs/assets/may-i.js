/* "Which models may I use?" for [data-may-i]. `window.atlas.rule` reads the decision lists of one license
   (window.atlas.licenses, compiled by macros/answers/licensing/use.py) for a use; its twin is ruling.py, and a browser test
   holds the two together. The state lives in the address. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var add = page.add;

  var WORST = ["allowed", "conditions", "unknown", "forbidden"];
  var WISHES = ["commercial", "modify", "share", "host", "sell", "train"];
  var TESTS = {
    any: function (said, wanted) { return wanted.some(function (wish) { return said.indexOf(wish) >= 0; }); },
    "=": function (said, wanted) { return said === wanted; },
    "<": function (said, amount) { return said !== null && said < amount; },
    "<=": function (said, amount) { return said !== null && said <= amount; },
    ">": function (said, amount) { return said !== null && said > amount; },
    ">=": function (said, amount) { return said !== null && said >= amount; }
  };

  /* use: {wishes: [...], users, revenue, place, end_user, multimodal, needs_open_source, badge_ok, policy_ok}; null: not said */
  function rule(license, use) {
    var reasons = [];
    license.decisions.forEach(function (decision) { /* [question, rows]; the first row that holds decides */
      var row = decision[1].filter(function (row) { /* [tests, outcome, plain, clause] */
        return row[0].every(function (test) { return TESTS[test[1]](use[test[0]], test[2]); });
      })[0];
      if (row && row[1]) reasons.push({ outcome: row[1], question: decision[0], plain: row[2], clause: row[3] });
    });
    reasons.sort(function (a, b) { return WORST.indexOf(b.outcome) - WORST.indexOf(a.outcome); }); /* stable */
    return { outcome: reasons.length ? reasons[0].outcome : "allowed", reasons: reasons };
  }

  window.atlas.rule = rule;

  /* ---- the page ---- */

  var GROUPS = [["allowed", "good"], ["conditions", "mixed"], ["unknown", "plain"], ["forbidden", "bad"]];

  function start(form) {
    var out = document.querySelector("[data-may-i-result]");
    var summary = document.querySelector("[data-may-i-summary]");
    var licenses = window.atlas.licenses;
    if (!out || !licenses) return;
    var models = window.atlas.modelsByLicense || {};
    var byId = {};
    licenses.forEach(function (license) { byId[license.id] = license; });
    var fields = page.fields(form);
    var opened = {};
    var shownAll = {};

    function wish(name) { return form.elements[name].checked; }

    function number(name) {
      var text = form.elements[name].value.trim();
      var value = Math.floor(Number(text));
      return text === "" || !isFinite(value) || value < 0 ? null : value;
    }

    function read() {
      var kind = form.elements.multimodal.value;
      return {
        wishes: WISHES.filter(wish),
        users: number("users"),
        revenue: number("revenue"),
        place: form.elements.place.value,
        end_user: wish("enduser"),
        multimodal: kind === "" ? null : kind === "yes",
        needs_open_source: wish("open"),
        badge_ok: !wish("nobadge"),
        policy_ok: !wish("nopolicy")
      };
    }

    function save() {
      var state = page.query(); /* what else stands there stays */
      fields.forEach(function (field) {
        if (page.value(field) === page.standing(field)) state.delete(field.name);
        else state.set(field.name, page.value(field));
      });
      page.keep(state);
    }

    function show() {
      var use = read();
      out.textContent = "";
      if (!use.wishes.length) {
        say(page.say("may-i.wish"));
        return;
      }
      var ruled = licenses.map(function (license) { return { license: license, ruling: rule(license, use), models: modelsOf(license, use) }; });
      ruled.sort(function (a, b) { return b.models.length - a.models.length; }); /* stable: then by name, as given */
      var words = form.elements.name.value.toLowerCase().split(/\s+/).filter(Boolean);
      function holds(text) { return words.every(function (word) { return text.toLowerCase().indexOf(word) >= 0; }); }
      var named = Array.prototype.concat.apply([], ruled.map(function (item) { return item.models; })).filter(function (each) {
        return holds(each.model.name + " " + each.model.family + " " + each.from.name);
      });
      named.sort(function (a, b) { return a.model.day < b.model.day ? 1 : a.model.day > b.model.day ? -1 : 0; });
      GROUPS.forEach(function (group) {
        var found = named.filter(function (each) { return each.ruling.outcome === group[0]; });
        var items = ruled.filter(function (item) {
          return item.ruling.outcome === group[0] && (holds(item.license.name) || item.models.some(function (each) { return named.indexOf(each) >= 0; }));
        });
        if (words.length && !found.length && (named.length || !items.length)) return; /* who names something is told of that alone */
        var part = add(out, "section", "atlas-may-i");
        add(part, "h2", "", page.say("may-i.models", { outcome: word(group[0]), count: found.length }));
        if (!found.length) add(part, "p", "atlas-hint", page.say("may-i.none"));
        else answers(part, found, group[0]);
        if (!items.length) return;
        var box = fold(part, "atlas-by-license", group[0], function () {
          items.forEach(function (item) { entry(box, item, group); });
        });
        add(box, "summary", "", page.say("may-i.by-license", { count: items.length }));
      });
      if (words.length && named.some(function (each) { return each.ruling.outcome !== "allowed"; })) others();
      if (words.length && !named.length) {
        say(page.say("may-i.lost", { name: form.elements.name.value.trim() }));
        return;
      }
      var many = page.say(words.length ? "may-i.named" : "page.models", { count: named.length });
      say(page.say("may-i.answer", { asked: sentence(use), models: named.length === 1 ? named[0].model.name : many, tally: tally(named) }));
    }

    /* a part that is filled when it opens, and is open again after the next change */
    function fold(place, name, key, fill) {
      var box = add(place, "details", name);
      box.open = !!opened[key];
      box.addEventListener("toggle", function () {
        opened[key] = box.open;
        if (fill && box.open) fill();
        if (box.open) fill = null;
      });
      return box;
    }

    /* leads on from what may not be used to what may */
    function others() {
      var button = add(add(out, "p"), "button", "", page.say("may-i.instead"));
      button.type = "button";
      button.addEventListener("click", function () {
        form.elements.name.value = "";
        show();
        save();
        form.elements.name.focus();
      });
    }

    /* newest first; one reason each, the gravest, with its clause; long lists open on demand */
    function answers(part, found, outcome) {
      var list = add(part, "ul", "atlas-models");
      function row(each) {
        var row = add(list, "li");
        link(row, form.dataset.modelUrl, each.model.id, each.model.name);
        var reason = each.ruling.reasons.filter(function (one) { return one.outcome === outcome && outcome !== "allowed"; })[0];
        var said = " " + each.from.name + (reason ? ": " + reason.plain : "");
        add(row, "span", "atlas-hint", said);
        if (reason && reason.clause) add(row, "cite", "", " (" + reason.clause + ")");
      }
      if (shownAll[outcome]) found.forEach(row);
      else page.some(part, list, found, row, function () { shownAll[outcome] = true; });
    }

    /* what was asked, as one sentence */
    function sentence(use) {
      var wants = WISHES.filter(function (name) { return use.wishes.indexOf(name) >= 0; }).map(function (name) {
        return form.elements[name].parentNode.textContent.trim();
      });
      var text = page.say("may-i.wants", { wants: wants.join(", ") });
      if (use.users) text += page.say("may-i.users", { count: use.users });
      if (use.revenue) text += page.say("may-i.revenue", { count: use.revenue });
      if (use.place) text += page.say("may-i.place", { place: form.elements.place.selectedOptions[0].textContent });
      if (use.end_user) text += page.say("may-i.end-user");
      return text;
    }

    /* how many of each outcome; of one model only its own */
    function tally(items) {
      return GROUPS.map(function (group) {
        var number = items.filter(function (item) { return item.ruling.outcome === group[0]; }).length;
        return items.length === 1 ? (number ? word(group[0]).toLowerCase() : "") : number + " " + word(group[0]).toLowerCase();
      }).filter(Boolean).join(", ");
    }

    function word(outcome) { return page.say("outcomes." + outcome); }

    function say(text) { if (summary && summary.textContent !== text) summary.textContent = text; }

    /* a model is ruled with what it is and with the terms it inherits; the gravest counts */
    function modelsOf(license, use) {
      return (models[license.id] || []).filter(function (model) {
        return use.multimodal === null || model.multimodal === use.multimodal;
      }).map(function (model) {
        var own = { wishes: use.wishes, users: use.users, revenue: use.revenue, place: use.place, end_user: use.end_user, multimodal: model.multimodal, needs_open_source: use.needs_open_source, badge_ok: use.badge_ok, policy_ok: use.policy_ok };
        var from = license;
        var ruling = rule(license, own);
        (model.inherits || []).forEach(function (id) {
          if (!byId[id]) return;
          var other = rule(byId[id], own);
          if (WORST.indexOf(other.outcome) > WORST.indexOf(ruling.outcome)) { ruling = other; from = byId[id]; }
        });
        return { model: model, ruling: ruling, from: from };
      });
    }

    function entry(part, item, group) {
      var license = item.license;
      var box = add(part, "details", "atlas-reasons");
      box.open = !!opened[license.id];
      box.addEventListener("toggle", function () { opened[license.id] = box.open; });
      var head = add(box, "summary");
      add(head, "span", "", license.name + " ");
      add(head, "span", "badge--" + group[1], word(group[0]));
      add(head, "span", "atlas-hint", " " + page.say("page.models", { count: item.models.length }));
      var list = add(box, "ul");
      item.ruling.reasons.forEach(function (reason) { line(list, reason); });
      if (!item.ruling.reasons.length) add(list, "li", "", page.say("may-i.allows"));
      if (form.dataset.licenseUrl) link(add(box, "p"), form.dataset.licenseUrl, license.id, page.say("may-i.all", { name: license.name }));
      if (!item.models.length) return;
      var named = add(box, "p", "atlas-may-i-models", page.say("may-i.of") + " ");
      item.models.forEach(function (each, at) {
        if (at) named.appendChild(document.createTextNode(", "));
        link(named, form.dataset.modelUrl, each.model.id, each.model.name);
        if (each.from !== license || each.ruling.outcome !== item.ruling.outcome) exception(named, each, license);
      });
    }

    function exception(place, each, license) {
      var said = word(each.ruling.outcome).toLowerCase();
      var first = each.ruling.reasons[0];
      var text = " (" + (each.from !== license ? page.say("may-i.from", { outcome: said, license: each.from.name }) : said);
      if (first && first.outcome !== "allowed") text += "; " + first.plain.replace(/\.$/, "") + (first.clause ? ", " + first.clause : "");
      add(place, "span", "atlas-hint", text + ")");
    }

    function line(list, reason) {
      var row = add(list, "li");
      var group = GROUPS.filter(function (each) { return each[0] === reason.outcome; })[0];
      add(row, "span", "badge--" + group[1], word(group[0]));
      row.appendChild(document.createTextNode(" " + reason.plain));
      if (reason.clause) {
        row.appendChild(document.createTextNode(" "));
        add(row, "cite", "", reason.clause);
      }
    }

    function link(place, pattern, id, text) {
      if (!pattern) {
        place.appendChild(document.createTextNode(text));
        return;
      }
      add(place, "a", "", text).setAttribute("href", pattern.replace("{id}", id));
    }

    fields.forEach(function (field) { page.set(field, page.query()); });
    page.open(form, function () { show(); save(); });
    show();
  }

  /* the lists of the common cases are text until one is opened */
  page.begin(".atlas-reasons > noscript", function (rest) {
    rest.parentNode.addEventListener("toggle", function () { rest.replaceWith(page.held(rest).firstElementChild); }, { once: true });
  });
  page.begin("[data-may-i]", start);
})();
