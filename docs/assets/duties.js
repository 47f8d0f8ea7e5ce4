/* "What must I do?" for [data-duties]: keeps the checklists of the chosen models and drafts their notice. The lists are in
   the page as text until one is asked for; the choice lives in the address (?model=…&model=…&use=…). */
(function () {
  "use strict";

  var page = window.atlas.page;
  var all = page.all;

  function start(root) {
    var form = root.querySelector("form");
    var status = root.querySelector("[data-status]");
    var notice = root.querySelector("[data-notice]");
    var chosen = root.querySelector("[data-chosen]");
    var options = all(root, "datalist option");
    var rest = root.querySelector("noscript");
    var more = root.querySelector("[data-more]");
    var sheets = [];
    var asked = page.query();
    var ids = asked.getAll("model").filter(function (id, at, list) { return option(id) && list.indexOf(id) === at; });

    function option(id) { return options.filter(function (each) { return each.dataset.id === id; })[0]; }

    /* the checklists that the page holds as text */
    function complete() {
      if (!rest) return;
      rest.replaceWith.apply(rest, Array.prototype.slice.call(page.held(rest).children));
      rest = null;
      sheets = all(root, "[data-license]");
    }

    function texts() {
      var found = [];
      ids.forEach(function (id) {
        option(id).dataset.licenses.split(" ").forEach(function (license) { if (found.indexOf(license) < 0) found.push(license); });
      });
      return found;
    }

    function show() {
      var wanted = texts();
      if (ids.length) complete();
      more.hidden = ids.length > 0 || !rest;
      var uses = all(form, "[name=use]:checked").map(function (box) { return box.value; });
      sheets.forEach(function (sheet) {
        sheet.hidden = ids.length > 0 && wanted.indexOf(sheet.dataset.license) < 0;
        if (ids.length) sheet.querySelector("details").open = !sheet.hidden;
        all(sheet, "[data-begins]").forEach(function (item) {
          var begins = item.dataset.begins.split(" ").filter(Boolean);
          item.hidden = uses.length > 0 && begins.length > 0 && !begins.some(function (use) { return uses.indexOf(use) >= 0; });
        });
      });
      var shown = sheets.filter(function (sheet) { return ids.length && !sheet.hidden; });
      var prefixed = shown.filter(function (sheet) { return sheet.dataset.prefix; });
      var names = ids.map(function (id) { return option(id).value; }).join(" " + page.say("page.and") + " ");
      var told = [ids.length ? page.say("duties.bind", { names: names, count: shown.length }) : page.say("duties.none")];
      if (prefixed.length > 1) told.push(page.say("duties.prefixes", { count: prefixed.length }));
      ids.forEach(function (id) {
        var old = option(id).dataset.unmapped;
        if (old) told.push(page.say("duties.unmapped", { base: old, name: option(id).value }));
      });
      chosen.replaceChildren();
      ids.forEach(function (id) {
        var button = page.add(chosen, "button", "", page.say("duties.remove", { name: option(id).value }));
        button.type = "button";
        button.addEventListener("click", function () { ids.splice(ids.indexOf(id), 1); show(); });
        chosen.append(" ");
      });
      var inside = uses.length === 1 && uses[0] === "inside";
      if (ids.length && inside) told.push(page.say("duties.inside"));
      status.textContent = told.join(" ");
      notice.hidden = ids.length === 0 || inside;
      notice.querySelector("code").textContent = ids.map(function (id) {
        var model = option(id);
        return page.say("duties.work", { name: model.value, maker: model.dataset.maker }) + "\n" + model.dataset.licenses.split(" ").map(function (license) {
          var sheet = sheets.filter(function (each) { return each.dataset.license === license; })[0];
          return [page.say("duties.under", { name: sheet.dataset.name }), page.say("duties.text", { address: sheet.dataset.url })].concat(all(sheet, "[data-ships]").map(function (duty) {
            return page.say("duties.asks", { duty: duty.dataset.ships });
          })).map(function (line) { return "  " + line; }).join("\n");
        }).join("\n");
      }).join("\n\n");
      var kept = new URLSearchParams();
      ids.forEach(function (id) { kept.append("model", id); });
      uses.forEach(function (use) { kept.append("use", use); });
      page.keep(kept);
    }

    all(form, "[name=use]").forEach(function (box) { box.checked = asked.getAll("use").indexOf(box.value) >= 0; });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function () {
      var typed = form.elements.add.value.trim().toLowerCase();
      var found = options.filter(function (each) { return each.value.toLowerCase() === typed; })[0];
      if (found) {
        if (ids.indexOf(found.dataset.id) < 0) ids.push(found.dataset.id);
        form.elements.add.value = "";
      }
      show();
      if (typed && !found) status.textContent = page.say("duties.lost");
    });
    form.querySelector("[data-print]").addEventListener("click", function () { window.print(); });
    more.addEventListener("click", function () { complete(); show(); sheets[0].querySelector("summary").focus(); });
    form.hidden = false;
    show();
    var aim = location.hash && !document.getElementById(location.hash.slice(1));
    if (!aim) return;
    complete();
    show();
    var list = document.getElementById(location.hash.slice(1));
    if (list) list.closest("details").open = true;
    if (list) list.scrollIntoView();
  }

  page.begin("[data-duties]", start);
})();
