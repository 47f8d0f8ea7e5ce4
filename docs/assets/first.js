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

  var kept = __md_get("__palette");
  var color = kept && kept.color || { media: "(prefers-color-scheme)" };
  if (color.media === "(prefers-color-scheme)") { // as the system wants it, from the first page on
    var light = matchMedia("(prefers-color-scheme: light)").matches;
    color.media = "(prefers-color-scheme: " + (light ? "light)" : "dark)");
    color.scheme = light ? "default" : "slate";
  }
  Object.keys(color).forEach(function (name) { document.body.setAttribute("data-md-color-" + name, color[name]); });
})();
