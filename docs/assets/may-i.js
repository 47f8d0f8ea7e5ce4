/* "Which models may I use?" for [data-may-i]. `window.atlas.rule` is the twin of macros/licensing/use.py: a pure function
   of one license (window.atlas.licenses) and a use; a browser test holds the two together. The state lives in the address. */
(function () {
  "use strict";

  var WORST = ["allowed", "conditions", "unknown", "forbidden"];
  var WISHES = {
    commercial: "commercial_use",
    modify: "modify",
    share: "redistribute",
    host: "host_as_service",
    sell: "finetune_and_sell",
    train: "train_on_outputs"
  };
  var BEGINS = {
    share_alike: ["share", "sell"],
    registration: ["commercial", "host", "sell"],
    ai_disclosure: Object.keys(WISHES)
  };
  var SHOWN = ["commercial", "share", "host", "sell", "train"];
  var MADE = ["modify", "share", "sell"];
  var OUTCOMES = { yes: "allowed", conditional: "conditions", no: "forbidden" };
  var TEXT = {
    multimodal: "Only multimodal models are concerned.",
    osi: "The Open Source Initiative has not approved this text.",
    badge: "Whether it asks for a badge or a set name is not verified.",
    policy: "Whether it comes with a list of banned uses is not verified.",
    commercial_use: "What the text says about commercial use is not recorded.",
    modify: "What the text says about changing the model is not recorded.",
    redistribute: "What the text says about sharing copies is not recorded.",
    host_as_service: "What the text says about hosting is not recorded.",
    finetune_and_sell: "What the text says about selling a fine-tuned model is not recorded.",
    train_on_outputs: "What the text says about training on outputs is not recorded."
  };

  /* ---- the rule ---- */

  /* use: {wishes: [...], users, revenue, place, end_user, multimodal, needs_open_source, badge_ok, policy_ok}; null: not said */
  function rule(license, use) {
    var reasons = wishes(license, use).concat(limits(license, use), places(license, use), approval(license, use), duties(license, use));
    var keyed = reasons.map(function (reason, at) { return [WORST.indexOf(reason.outcome), at, reason]; });
    keyed.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
    var sorted = keyed.map(function (item) { return item[2]; });
    return { outcome: sorted.length ? sorted[0].outcome : "allowed", reasons: sorted };
  }

  function because(outcome, question, plain, clause) {
    return { outcome: outcome, question: question, plain: plain, clause: clause === undefined ? null : clause };
  }

  function wants(use, some) { return some.some(function (wish) { return use.wishes.indexOf(wish) >= 0; }); }

  function binds(answer) { return !!answer && (answer.answer === "yes" || answer.answer === "conditional"); }

  function settled(answer) {
    if (!answer || answer.answer === "unknown" || answer.answer === "info") return false;
    return binds(answer) || answer.verified;
  }

  function wishes(license, use) {
    return Object.keys(WISHES).filter(function (wish) { return wants(use, [wish]); }).map(function (wish) {
      var question = WISHES[wish];
      var answer = license.answers[question];
      if (!answer) return because("unknown", question, TEXT[question]);
      var outcome = OUTCOMES[answer.answer] || "unknown";
      if (outcome !== "forbidden" && !answer.verified) outcome = "unknown";
      if (outcome === "conditions" && question === "commercial_use" && small(license, use)) outcome = "allowed";
      return because(outcome, question, answer.plain, answer.clause);
    });
  }

  function small(license, use) {
    var blocking = license.limits.filter(function (limit) { return limit.blocks; });
    return license.sized && blocking.length > 0 && blocking.every(function (limit) { return reach(limit, use) === "below"; });
  }

  function reach(limit, use) {
    if (limit.amount === null) return "above";
    if (limit.measure === "daily-active-users") return use.users !== null && use.users <= limit.amount ? "below" : "open";
    var size = sizeOf(limit.measure, use);
    if (size === null) return "open";
    return size > limit.amount ? "above" : "below";
  }

  function sizeOf(measure, use) {
    if (measure === "monthly-active-users") return use.users;
    if (measure === "monthly-revenue-usd") return use.revenue === null ? null : use.revenue / 12;
    return measure === "annual-revenue-usd" || measure === "annual-recurring-revenue-usd" ? use.revenue : null;
  }

  function limits(license, use) {
    var found = [];
    license.limits.forEach(function (limit) {
      var outcome = effect(license, limit, use);
      if (outcome) found.push(because(outcome, "threshold", limit.plain, limit.clause));
    });
    return found;
  }

  function effect(license, limit, use) {
    var far = reach(limit, use);
    var commercial = wants(use, ["commercial", "sell"]);
    if (far === "above" && limit.blocks && (!limit.business || wants(use, ["host"]))) return commercial ? "forbidden" : "unknown";
    if (far === "below" || !commercial) return null;
    if (far === "above" && !limit.blocks && !use.badge_ok && license.badge === "above") return "forbidden";
    return "conditions";
  }

  function places(license, use) {
    var found = [];
    license.places.forEach(function (item) {
      if (item.place !== use.place) return;
      if (use.end_user && item.exempt) found.push(because("allowed", "geography", item.exempt, item.clause));
      else if (item.multimodal && use.multimodal === false) found.push(because("allowed", "geography", TEXT.multimodal, item.clause));
      else if (item.multimodal && use.multimodal === null) found.push(because("conditions", "geography", item.plain, item.clause));
      else found.push(because("forbidden", "geography", item.plain, item.clause));
    });
    var answer = license.answers.geography;
    if (binds(answer) && !license.places.length) found.push(because("conditions", "geography", answer.plain, answer.clause));
    return found;
  }

  function approval(license, use) {
    return use.needs_open_source && !license.osi ? [because("forbidden", "open_source", TEXT.osi)] : [];
  }

  function duties(license, use) {
    var found = [];
    var credit = license.answers.attribution;
    if (binds(credit)) found.push(because("allowed", "attribution", credit.plain, credit.clause));
    naming(license, use, found);
    policy(license, use, found);
    Object.keys(BEGINS).forEach(function (question) {
      var answer = license.answers[question];
      if (binds(answer) && wants(use, BEGINS[question])) found.push(because("conditions", question, answer.plain, answer.clause));
    });
    return found;
  }

  function naming(license, use, found) {
    var answer = license.answers.naming;
    if (!settled(answer)) {
      found.push(because(use.badge_ok ? "conditions" : "unknown", "naming", TEXT.badge));
      return;
    }
    if (!binds(answer) || license.badge === "above" || !wants(use, license.badge === "made" ? MADE : SHOWN)) return;
    var outcome = "conditions";
    if (!use.badge_ok && license.badge !== "sentence") outcome = answer.answer === "yes" ? "forbidden" : "unknown";
    found.push(because(outcome, "naming", answer.plain, answer.clause));
  }

  function policy(license, use, found) {
    var answer = license.answers.aup;
    if (!settled(answer)) {
      found.push(because(use.policy_ok ? "conditions" : "unknown", "aup", TEXT.policy));
      return;
    }
    if (!binds(answer)) return;
    var outcome = answer.answer === "yes" ? (use.policy_ok ? "conditions" : "forbidden") : use.policy_ok ? "allowed" : "conditions";
    found.push(because(outcome, "aup", answer.plain, answer.clause));
  }

  window.atlas = window.atlas || {};
  window.atlas.rule = rule;

  /* ---- the page ---- */

  var GROUPS = [["allowed", "Allowed", "good"], ["conditions", "Under conditions", "mixed"], ["unknown", "Cannot tell", "plain"], ["forbidden", "Not allowed", "bad"]];

  function start(form) {
    var out = document.querySelector("[data-may-i-result]");
    var summary = document.querySelector("[data-may-i-summary]");
    var licenses = window.atlas.licenses;
    if (!out || !licenses) return;
    var models = window.atlas.modelsByLicense || {};
    var byId = {};
    licenses.forEach(function (license) { byId[license.id] = license; });
    var fields = Array.prototype.filter.call(form.elements, function (field) { return field.name; });
    var opened = {};

    function wish(name) { return form.elements[name].checked; }

    function number(name) {
      var text = form.elements[name].value.trim();
      var value = Math.floor(Number(text));
      return text === "" || !isFinite(value) || value < 0 ? null : value;
    }

    function read() {
      var kind = form.elements.multimodal.value;
      return {
        wishes: Object.keys(WISHES).filter(wish),
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

    function standing(field) {
      if (field.type === "checkbox") return field.defaultChecked ? "1" : "0";
      return field.tagName === "SELECT" ? "" : field.defaultValue;
    }

    function save() {
      var query = new URLSearchParams(location.search);
      fields.forEach(function (field) {
        var value = field.type === "checkbox" ? (field.checked ? "1" : "0") : field.value.trim();
        if (value === standing(field)) query.delete(field.name);
        else query.set(field.name, value);
      });
      var text = query.toString();
      try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash); } catch (refused) { /* some browsers refuse it from disk */ }
    }

    function restore() {
      var query = new URLSearchParams(location.search);
      fields.forEach(function (field) {
        if (!query.has(field.name)) return;
        var value = query.get(field.name);
        if (field.type === "checkbox") field.checked = value === "1";
        else if (field.tagName !== "SELECT") field.value = /^\d+$/.test(value) ? value : "";
        else if (Array.prototype.some.call(field.options, function (option) { return option.value === value; })) field.value = value;
      });
    }

    function show() {
      var use = read();
      out.textContent = "";
      if (!use.wishes.length) {
        say("Choose at least one thing you want to do.");
        return;
      }
      var ruled = licenses.map(function (license) { return { license: license, ruling: rule(license, use), models: modelsOf(license, use) }; });
      ruled.sort(function (a, b) { return b.models.length - a.models.length; }); /* stable: then by name, as given */
      var all = Array.prototype.concat.apply([], ruled.map(function (item) { return item.models; }));
      GROUPS.forEach(function (group) {
        var items = ruled.filter(function (item) { return item.ruling.outcome === group[0]; });
        var part = add(out, "section", "atlas-may-i");
        add(part, "h3", "", group[1] + ": " + items.length + (items.length === 1 ? " license" : " licenses"));
        if (!items.length) add(part, "p", "atlas-hint", "None.");
        items.forEach(function (item) { entry(part, item, group); });
      });
      say("Of " + ruled.length + " licenses: " + tally(ruled) + ". Of " + all.length + " models under them: " + tally(all) + ".");
    }

    function tally(items) {
      return GROUPS.map(function (group) {
        return items.filter(function (item) { return item.ruling.outcome === group[0]; }).length + " " + group[1].toLowerCase();
      }).join(", ");
    }

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
      add(head, "span", "badge badge--" + group[2], group[1]);
      add(head, "span", "atlas-hint", " " + item.models.length + (item.models.length === 1 ? " model" : " models"));
      var list = add(box, "ul");
      item.ruling.reasons.forEach(function (reason) { line(list, reason); });
      if (!item.ruling.reasons.length) add(list, "li", "", "No term of this text stands against it.");
      if (form.dataset.licenseUrl) link(add(box, "p"), form.dataset.licenseUrl, license.id, "All answers of " + license.name);
      if (!item.models.length) return;
      var named = add(box, "p", "atlas-may-i-models", "Models: ");
      item.models.forEach(function (each, at) {
        if (at) named.appendChild(document.createTextNode(", "));
        link(named, form.dataset.modelUrl, each.model.id, each.model.name);
        if (each.from !== license || each.ruling.outcome !== item.ruling.outcome) exception(named, each, license);
      });
    }

    function exception(place, each, license) {
      var word = GROUPS.filter(function (group) { return group[0] === each.ruling.outcome; })[0][1].toLowerCase();
      var first = each.ruling.reasons[0];
      var text = " (" + word + (each.from !== license ? ": made from a model under " + each.from.name : "");
      if (first && first.outcome !== "allowed") text += "; " + first.plain.replace(/\.$/, "") + (first.clause ? ", " + first.clause : "");
      add(place, "span", "atlas-hint", text + ")");
    }

    function line(list, reason) {
      var row = add(list, "li");
      var group = GROUPS.filter(function (each) { return each[0] === reason.outcome; })[0];
      add(row, "span", "badge badge--" + group[2], group[1]);
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

    function change() { show(); save(); }

    restore();
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", change);
    form.addEventListener("change", change);
    form.addEventListener("reset", function () { setTimeout(change); });
    show();
  }

  function add(parent, tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  function begin() { Array.prototype.forEach.call(document.querySelectorAll("[data-may-i]"), start); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
