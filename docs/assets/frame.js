/* What only scripts use around a page, made before the theme's own runs: what it looks for, the choice of colors, the way back to
   the top, the page's title for the header of one who has scrolled. */
(function () {
  "use strict";

  var page = window.atlas.page;
  var base = new URL("..", document.currentScript.src).href;

  function data(node, values) {
    Object.keys(values).forEach(function (name) { node.setAttribute("data-md-" + name, values[name]); });
    return node;
  }

  var config = page.add(document.body, "script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify({ base: base, features: ["toc.follow"], translations: {} });

  var toggle = data(page.add(document.body, "input"), { toggle: "search" }); // of a search that is not ours
  toggle.type = "checkbox";
  toggle.hidden = true;

  page.all(document, ".headerlink").forEach(function (link) { link.title = page.say("page.link"); });
  page.all(document, ".md-nav__list").forEach(function (list) { data(list, { scrollfix: "" }); });

  var form = data(document.createElement("form"), { component: "palette" });
  form.className = "md-header__option";
  document.querySelector(".atlas-search").before(form);
  [["page.colors-system", "", "default"], ["page.colors-light", ": light", "default"], ["page.colors-dark", ": dark", "slate"]].forEach(function (choice, at, all) {
    var words = page.say(choice[0]);
    var input = data(page.add(form, "input", "md-option"), {
      "color-media": "(prefers-color-scheme" + choice[1] + ")", "color-scheme": choice[2], "color-primary": "custom", "color-accent": "custom"
    });
    input.type = "radio";
    input.name = "__palette";
    input.id = "__palette_" + at;
    input.setAttribute("aria-label", words);
    var label = page.add(form, "label", "md-header__button md-icon");
    label.title = words;
    label.htmlFor = "__palette_" + (at + 1) % all.length;
    label.hidden = true;
  });

  var top = data(page.add(document.querySelector(".md-main"), "button", "md-top md-icon", page.say("page.top")), { component: "top" });
  top.type = "button";
  top.hidden = true;

  var topic = page.add(document.querySelector(".md-header__ellipsis"), "div", "md-header__topic");
  page.add(topic, "span", "md-ellipsis", document.querySelector("[property='og:title']").content);
})();
