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
      status.textContent = ids.length === 0 ? "No model is chosen." :
        ids.map(function (id) { return option(id).value; }).join(" and ") + ": " + shown.length + (shown.length === 1 ? " text binds." : " texts bind.") +
        (prefixed.length > 1 ? " Each of " + prefixed.length + " texts asks for another beginning of the name: a merge cannot meet both." : "") +
        ids.map(function (id) {
          var old = option(id).dataset.unmapped;
          return old ? " The terms of " + old + ", from which " + option(id).value + " was made, are not recorded and come on top." : "";
        }).join("");
      chosen.replaceChildren();
      ids.forEach(function (id) {
        var button = page.add(chosen, "button", "", "Remove " + option(id).value);
        button.type = "button";
        button.addEventListener("click", function () { ids.splice(ids.indexOf(id), 1); show(); });
        chosen.append(" ");
      });
      var inside = uses.length === 1 && uses[0] === "inside";
      if (ids.length && inside) status.textContent += " Notices, badges and credit begin when somebody else gets or sees something; what is listed holds all the same.";
      notice.hidden = ids.length === 0 || inside;
      notice.querySelector("code").textContent = ids.map(function (id) {
        var model = option(id);
        return "This work contains or builds on " + model.value + " by " + model.dataset.maker + ".\n" + model.dataset.licenses.split(" ").map(function (license) {
          var sheet = sheets.filter(function (each) { return each.dataset.license === license; })[0];
          return ["  Under: " + sheet.dataset.name, "  Text: " + sheet.dataset.url].concat(all(sheet, "[data-ships]").map(function (duty) {
            return "  It asks: " + duty.dataset.ships;
          })).join("\n");
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
      if (typed && !found) status.textContent = "There is no model with that name here: choose one of the list.";
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
