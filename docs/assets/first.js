/* Before the page is shown: that there are scripts, the colors chosen on an earlier page, and what the theme's own script keeps them with. */
document.documentElement.className = "js";
var __md_scope = new URL("..", document.currentScript.src);

function __md_get(name, store, scope) {
  return JSON.parse((store || localStorage).getItem((scope || __md_scope).pathname + "." + name));
}

function __md_set(name, value, store, scope) {
  try { (store || localStorage).setItem((scope || __md_scope).pathname + "." + name, JSON.stringify(value)); } catch (error) { /* a full or shut store: the choice lasts for the page */ }
}

(function () {
  "use strict";

  /* the choice of colors, as the theme's script wants it: a browser without scripts has none to offer */
  var form = document.querySelector("[data-words]");
  var media = ["(prefers-color-scheme)", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"];
  form.dataset.words.split("|").forEach(function (words, at) {
    var input = form.appendChild(document.createElement("input"));
    input.className = "md-option";
    input.type = "radio";
    input.name = "__palette";
    input.id = "__palette_" + at;
    input.setAttribute("aria-label", words);
    input.setAttribute("data-md-color-media", media[at]);
    input.setAttribute("data-md-color-scheme", at === 2 ? "slate" : "default");
    input.setAttribute("data-md-color-primary", "custom");
    input.setAttribute("data-md-color-accent", "custom");
    var label = form.appendChild(document.createElement("label"));
    label.className = "md-header__button md-icon";
    label.title = words;
    label.htmlFor = "__palette_" + (at + 1) % media.length;
    label.hidden = true;
  });

  var kept = __md_get("__palette");
  if (!kept || !kept.color) return;
  var color = kept.color;
  if (color.media === "(prefers-color-scheme)") { // as the system wants it
    var wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    var choice = document.querySelector('[data-md-color-media="(prefers-color-scheme: ' + wanted + ')"]');
    color = {};
    ["media", "scheme", "primary", "accent"].forEach(function (name) { color[name] = choice.getAttribute("data-md-color-" + name); });
  }
  Object.keys(color).forEach(function (name) { document.body.setAttribute("data-md-color-" + name, color[name]); });
})();
