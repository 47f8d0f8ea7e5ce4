/* The search: a link to all pages becomes a box. What finds (search.js) and what is found (search-data.js) load when it opens. */
(() => {
  "use strict";
  const here = document.currentScript.src, root = new URL("../", here), tones = ["allowed", "conditions", "unknown", "forbidden"];
  const { say } = window.atlas.page;
  const links = [...document.querySelectorAll("a[data-search]")];
  let dialog, input, list, status, find, loading, options = [], active = -1;

  function make(name, attributes, ...inside) {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...inside);
    return element;
  }
  const link = (entry) => make("a", { href: new URL(entry.url, root).href }, entry.title);

  function build() {
    input = make("input", {
      type: "text", role: "combobox", "aria-label": say("search.name"), "aria-controls": "atlas-hits", "aria-expanded": "false", "aria-autocomplete": "list",
      placeholder: say("search.hint"), autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
    });
    const close = make("button", { type: "button", "aria-label": say("search.close") }, "×");
    status = make("div", { role: "status", class: "atlas-find__status" });
    list = make("div", { role: "listbox", id: "atlas-hits", "aria-label": say("search.list") });
    dialog = make("dialog", { class: "atlas-find", "aria-label": say("search.name") }, make("div", { class: "atlas-find__box" }, input, close), status, list);
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    list.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey) dialog.close(); }); // the page may be this one
    input.addEventListener("input", show);
    input.addEventListener("keydown", keys);
  }

  function load(name) {
    return new Promise((done, failed) => {
      const script = make("script", { src: new URL(name, here).href });
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }

  async function open(query) {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    if (query) input.value = query;
    input.focus();
    input.select();
    if (find) return show();
    status.textContent = say("search.loading");
    try {
      // who opens, leaves and opens again waits for the same: a second arrival would take the choice away
      loading = loading || Promise.all([load("search.js"), load("search-data.js")]);
      await loading;
      find = find || window.atlas.searchEngine(window.atlas.searchData);
      show();
    } catch (_) {
      loading = null;
      status.replaceChildren(say("search.lost"), " ", link({ url: links[0].href, title: say("search.kinds") }));
    }
  }

  function show() {
    if (!find) return;
    const query = input.value.trim(), { hits, verdict, suggested } = find(query, 12);
    const shown = hits.length ? hits : suggested, labels = [...new Set(shown.map((entry) => (hits.length ? entry.label : say("search.here"))))];
    options = [];
    list.replaceChildren(...labels.map((label, at) => {
      const group = make("div", { role: "group", "aria-labelledby": `atlas-shelf-${at}` }, make("div", { id: `atlas-shelf-${at}`, class: "atlas-find__label" }, label));
      for (const entry of shown.filter((each) => !hits.length || each.label === label)) {
        const option = link(entry);
        for (const [name, value] of [["role", "option"], ["id", `atlas-hit-${options.length}`], ["tabindex", "-1"], ["aria-selected", "false"]]) option.setAttribute(name, value);
        option.append(make("span", {}, entry.line));
        options.push(option);
        group.append(option);
      }
      return group;
    }));
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.replaceChildren(...(verdict ? answer(verdict) : []), !query ? "" : hits.length ? say("search.found", { count: hits.length }) : say("search.none", { query }));
    move(hits.length ? 0 : -1);
  }

  // the verdict on a named model, family or license, with the text it rests on
  function answer({ entry, uses }) {
    const lines = uses.slice(0, 4).map((use) => {
      const [license] = use.licenses, few = entry.kind === "family" ? `: ${say("page.models", { count: use.count })}` : "";
      const line = make("li", {}, make("b", { class: tones.includes(use.outcome) ? use.outcome : "unknown" }, use.label), few);
      use.licenses.forEach((each, at) => line.append(at ? ` ${say("page.and")} ` : few ? ` ${say("page.under")} ` : ": ", link(each)));
      const [plain, clause] = (license && license.use[1]) || [];
      if (plain) line.append(`. ${plain}${clause ? ` (${clause})` : ""}`);
      return line;
    });
    const [before, after] = say("search.business").split("{what}");
    return [make("section", { class: "atlas-find__verdict" }, make("p", {}, before, link(entry), after), make("ul", {}, ...lines), make("small", {}, say("search.advice")))];
  }

  function move(to) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = to;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      move((active + step + options.length) % options.length);
    } else if (event.key === "Enter" && !event.isComposing && options[active]) {
      event.preventDefault();
      options[active].click();
    }
  }

  for (const each of links) {
    each.setAttribute("role", "button");
    each.setAttribute("aria-haspopup", "dialog");
    each.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(each.dataset.search);
    });
    each.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); open(each.dataset.search); } });
  }
  document.addEventListener("keydown", (event) => {
    // a box that was just closed may keep the focus for a moment: nobody types there
    const typing = event.target.closest("input, textarea, select, [contenteditable]") && !event.target.closest("dialog:not([open])");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open("");
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !document.querySelector("[data-filters]")) open(asked); // tables keep their own filter there
})();
