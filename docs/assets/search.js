/* Finds pages: names first, then words, then what the question is after. Data in, hits out; it touches no page.
   Its data is assets/search-data.js, made by macros/publish/search.py; the box is assets/search-box.js. */
((root) => {
  "use strict";
  const FIELDS = [3, 2.2, 0.7]; // weight of a word in the title, in another name, in the line
  const LONG = [0.6, 0.1, 0.6]; // how much a long one of these takes from each of its words
  const HAN = /\p{Script=Han}/u;

  const plain = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  const keyOf = (text) => plain(text).replace(/\+/g, "p").replace(/[^\p{L}\p{N}]/gu, "");
  const sum = (list, of) => list.reduce((total, each) => total + of(each), 0);
  const raise = (map, name, value) => { if (value > (map.get(name) || 0)) map.set(name, value); };
  const push = (map, name, item) => { map.has(name) ? map.get(name).push(item) : map.set(name, [item]); };

  // letters and digits part (qwen3: qwen 3; but r1, k2 stay), decimals stay whole, Chinese goes in pairs, "70 b" is 70b
  function words(text) {
    const out = [];
    const tokens = plain(text).replace(/(\d)[.,](\d)/g, "$1·$2").match(/[\p{L}\p{N}·]+/gu);
    for (const token of tokens || []) {
      const parts = token.match(/^(\p{L}{2,})(\d.*)$/u) || token.match(/^(\d[\d·]*)(\p{L}{3,})$/u);
      if (HAN.test(token)) {
        for (const run of token.match(/\p{Script=Han}+|\P{Script=Han}+/gu)) {
          if (!HAN.test(run) || run.length < 2) out.push(run);
          else for (let at = 0; at + 1 < run.length; at += 1) out.push(run.slice(at, at + 2));
        }
      } else if (parts) out.push(parts[1], parts[2]);
      else out.push(token.replace(/^v(?=\d[\d·]*$)/, ""));
    }
    for (let at = 0; at + 1 < out.length; at += 1) {
      if (/^\d[\d·]*$/.test(out[at]) && /^[bm]$/.test(out[at + 1])) out.splice(at, 2, out[at] + out[at + 1]);
    }
    return out.map((word) => word.replace(/·/g, ".").replace(/\.0(?=b$|$)/, ""));
  }

  // endings off, British to American; numbers stay
  const ENDINGS = [[/e$/, ""], [/i[sz]$/, "iz"], [/i[sz]ation$/, "iz"], [/our$/, "or"], [/enc$/, "ens"], [/logu$/, "log"]];
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    word = word.replace(/(..)ies$/, "$1y").replace(/([^sui])s$/, "$1").replace(/(ss|sh|ch|x)es$/, "$1");
    if (word.length < 4) return word;
    if (word.length > 5) word = word.replace(/(?:ning|ing|ed)$/, "");
    return ENDINGS.reduce((left, [end, other]) => left.replace(end, other), word);
  }

  // letters to add, drop, change or swap to make b of a; 9 for more than `most`
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return 9;
    let before, last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return 9;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  root.searchEngine = (data) => {
    const stop = new Set(data.stop), generic = new Set(data.generic), noise = `(?:${data.noise.join("|")})`;
    const end = new RegExp(`[-_: /.]+${noise}$`, "i");
    const bare = (name) => name.replace(/^.*\/(?=.{3})/, ""); // the owner before a slash falls off, once there is something behind it
    const intents = data.intents.map((intent) => ({ ...intent, test: new RegExp(intent.when, "i") }));
    const synonyms = new Map(Object.entries(data.synonyms).map(([word, means]) => [stem(word), means.map(stem)]));
    const terms = (text) => words(text).filter((word) => !stop.has(word)).map(stem);
    const byPlace = new Map(), keys = new Map(), postings = new Map(), texts = [];

    // the verdicts on the use of a thing, most models first: [models, outcome, licenses …]
    function uses(kind, id, use) {
      if (!use.length) return [];
      return kind === "family" ? [...use].sort((a, b) => b[0] - a[0]) : kind === "model" ? [[1, ...use]] : [[1, use[0], id]];
    }

    for (const [kind, label, weight, address, named] of data.kinds) {
      for (const [id0, title, line = "", also, rank = 0, asks, more = "", use = []] of data.rows[kind]) {
        const id = id0 || title.toLowerCase().replace(/ /g, "-");
        const entry = { kind, label, named, weight: weight * (1 + rank / 60), title, line, use, uses: uses(kind, id, use), url: address.replace("%s", id) };
        const others = [...(also ? also.split("|") : []), ...(named ? [id] : [])], own = terms(title);
        byPlace.set(`${kind} ${id}`, entry);
        [title, ...others].forEach((name, at) => {
          const key = keyOf(name);
          if (key.length > 1 && !(keys.get(key) || []).some(([known]) => known === entry)) push(keys, key, [entry, at ? 0.85 : 1]);
        });
        texts.push({ entry, fields: [own, [...new Set(terms(others.join(" ")))].filter((word) => !own.includes(word)), terms(`${line} ${more}`)] });
        for (const ask of asks ? asks.split("|") : []) texts.push({ entry, fields: [terms(ask), [], []] });
      }
    }
    const mean = FIELDS.map((_, at) => sum(texts, (text) => text.fields[at].length) / texts.length);
    for (const text of texts) {
      const counts = new Map();
      text.fields.forEach((field, at) => {
        const part = FIELDS[at] / (1 - LONG[at] + (LONG[at] * field.length) / mean[at]);
        for (const word of field) counts.set(word, (counts.get(word) || 0) + part);
      });
      counts.forEach((count, word) => push(postings, word, [text, count]));
    }
    const vocabulary = [...postings.keys()], suggested = data.suggest.map((url) => byPlace.get(`page ${url}`));
    const rarity = (word) => Math.min(7, Math.log(1 + (texts.length + 0.5) / (postings.get(word).length + 0.5)));

    // [known word, weight] of a word as typed: itself, what it begins, what was meant, what means the same
    function variants(word, last) {
      const known = postings.has(word), out = [];
      const add = (other, weight) => { if (postings.has(other)) out.push([other, weight]); };
      add(word, 1);
      if (word.length > 2 && (last || !known)) {
        for (const other of vocabulary) {
          if (other.length > word.length && other.startsWith(word)) out.push([other, ((known ? 0.25 : 0.7) * word.length) / other.length]);
        }
      }
      if (!known && word.length > 3 && !/^\d/.test(word)) {
        const most = word.length > 4 ? 2 : 1, near = [];
        for (const other of vocabulary) {
          const off = /\d/.test(other) ? 9 : distance(word, other, most);
          if (off <= most) near.push([other, off]);
        }
        const best = Math.min(...near.map(([, off]) => off));
        for (const [other, off] of near) if (off === best) out.push([other, 0.7]);
      }
      (synonyms.get(word) || []).forEach((other) => add(other, 0.6));
      return out;
    }

    // entry → score by shared words; who has most of the rare ones counts most
    function byWords(query, prefer) {
      const asked = [...new Set(terms(query))], scores = new Map(), found = new Map();
      let total = 0;
      asked.forEach((word, at) => {
        const best = new Map();
        let worth = 0;
        for (const [variant, weight] of variants(word, at === asked.length - 1)) {
          const value = rarity(variant) * weight;
          worth = Math.max(worth, value);
          for (const [text, count] of postings.get(variant)) raise(best, text, (2 * value * count) / (count + 1));
        }
        total += worth || 4;
        best.forEach((score, text) => {
          const [held, covered] = found.get(text) || [0, 0];
          found.set(text, [held + score, covered + worth]);
        });
      });
      found.forEach(([points, covered], { entry }) => {
        const score = points * (0.35 + 0.65 * (covered / total) ** 2) * entry.weight * (prefer[entry.kind] || 1), held = scores.get(entry) || 0;
        scores.set(entry, Math.max(held, score) + 0.25 * Math.min(held, score));
      });
      return scores;
    }

    // names in the question, longest first; the owner before a slash and what is put behind a name fall off
    function named(query) {
      const raw = query.match(/[^\s,;?!"'()]+/g) || [], used = [], found = [];
      for (let n = Math.min(7, raw.length); n; n -= 1) {
        for (let at = 0; at + n <= raw.length; at += 1) {
          const span = raw.slice(at, at + n).join(" "), tries = [span, bare(span)];
          if (used.slice(at, at + n).some(Boolean) || (n === 1 && raw.length > 1 && stop.has(span.toLowerCase()))) continue;
          for (let left = bare(span); end.test(left); tries.push(left)) left = left.replace(end, "");
          const key = tries.map(keyOf).find((each) => each.length > 1 && keys.has(each));
          if (!key) continue;
          found.push({ key, entries: keys.get(key), whole: n === raw.length });
          for (let j = at; j < at + n; j += 1) used[j] = true;
        }
      }
      const rest = keyOf(raw.filter((word, at) => !used[at] && !stop.has(plain(word)) && !generic.has(plain(word))).join(""));
      const length = rest.length + sum(found, (name) => name.key.length);
      return found.map((name) => ({ ...name, part: name.key.length / length }));
    }

    // names that the whole question begins, or is a letter or two off from
    function nearNames(query, add) {
      const key = keyOf(query), digits = (text) => text.replace(/\D/g, ""), best = new Map();
      if (key.length < 4) return;
      keys.forEach((entries, other) => {
        const off = key.length > 5 && digits(other) === digits(key) ? distance(key, other, 2) : 9;
        const like = other.startsWith(key) ? (0.9 * key.length) / other.length : off < 3 ? 1 - 0.22 * off : 0;
        if (like) for (const [entry, weight] of entries) raise(best, entry, like * weight);
      });
      best.forEach((like, entry) => add(entry, like * like * entry.weight));
    }

    // the verdict on the use of what is named, by the longest name
    function verdict(found) {
      const subjects = found.flatMap(({ key, entries }) => entries.map(([entry, weight]) => [weight * key.length, entry]));
      const [, entry] = subjects.filter((each) => each[1].uses.length).sort((a, b) => b[0] - a[0])[0] || [];
      return entry ? { entry, uses: entry.uses.map(([count, outcome, ...licenses]) => ({
        count, outcome, label: data.outcomes[outcome], licenses: licenses.map((id) => byPlace.get(`license ${id}`)),
      })) } : null;
    }

    return (query, limit = 10) => {
      query = query.normalize("NFKC").trim();
      const found = named(query), prefer = {}, kinds = found.flatMap((name) => name.entries.map(([entry]) => entry.kind));
      const fired = intents.filter(({ test, needs }) => test.test(query) && (!needs || needs.some((kind) => kinds.includes(kind))));
      for (const intent of fired) for (const kind in intent.prefer) prefer[kind] = (prefer[kind] || 1) * intent.prefer[kind];
      const clean = query.split(/\s+/).map(bare).join(" ");
      const scores = byWords(clean, prefer), top = Math.max(0, ...scores.values()) || 1;
      const add = (entry, score) => { if (entry) scores.set(entry, (scores.get(entry) || 0) + top * score); };

      for (const name of found) {
        for (const [entry, weight] of name.entries) {
          const sure = (name.key.length > 3 || /\d/.test(name.key) ? 0.9 : 0.5) * (entry.named ? 1 : 0.4);
          const score = name.whole || name.part > 0.85 ? 2.2 * entry.weight : sure * (0.25 + name.part);
          add(entry, score * weight * Math.min(2, prefer[entry.kind] || 1));
          if (/^(model|family)$/.test(entry.kind) && fired.some((intent) => intent.follow)) {
            entry.uses.slice(0, 1).flatMap((use) => use.slice(2)).forEach((id, at) => raise(scores, byPlace.get(`license ${id}`), top * (1.15 - 0.25 * at) * (entry.kind === "model" ? 1 : 0.6) * weight));
          }
        }
      }
      if (!found.some((name) => name.whole)) nearNames(clean, add);
      for (const intent of fired) for (const [kind, id, weight] of intent.to || []) add(byPlace.get(`${kind} ${id}`), weight);
      return {
        hits: [...scores].sort((a, b) => b[1] - a[1]).slice(0, limit).map(([entry]) => entry),
        verdict: fired.some((intent) => intent.answer) ? verdict(found) : null,
        suggested,
      };
    };
  };
})(typeof module === "undefined" ? (window.atlas = window.atlas || {}) : module.exports);
