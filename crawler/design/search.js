"use strict";
// Searches the index of the site. `crawler/reading_room/search/index.py` describes its files, which call `room`.
const room = {};
(() => {
  const PAGE = 50;
  const HEADLINE = 3;
  const WEIGHTS = [1, 1.5, 2, 4]; // by the class of a word in an article
  const field = document.querySelector(".masthead input");
  const list = document.querySelector("#results");
  const status = document.querySelector("#found");
  const more = document.querySelector("#more");
  const choices = { source: document.querySelector("#of-source"), language: document.querySelector("#of-language") };
  const order = document.querySelector("#order");
  const loaded = new Map(); // what the files have handed over, by name
  let hits = [];
  let shown = 0;
  let query = 0; // answers to an older query are not shown

  room.manifest = (_, segments) => loaded.set("manifest", segments);
  room.words = (name, words) => loaded.set(name, words);
  room.articles = (name, articles) => loaded.set(name, articles);

  // Loads a file of the index once.
  const requests = new Map();
  function load(name, path) {
    if (!requests.has(name)) {
      requests.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `index/${path}.js`;
        script.onload = () => resolve(loaded.get(name));
        script.onerror = () => reject(new Error(path));
        document.head.append(script);
      }));
    }
    return requests.get(name);
  }

  // The same as `crawler/stores/words/tokens.py`, for what people type: words without case and diacritics, and pairs of
  // characters of the scripts without spaces and of Korean.
  const DIACRITICS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
  const LETTERS = { ß: "ss", ς: "σ", ø: "o", ł: "l", đ: "d", ħ: "h", ı: "i", æ: "ae", œ: "oe", þ: "th", ð: "d", ŧ: "t",
    ک: "ك", ی: "ي", ى: "ي" };
  const fold = (text) => text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(DIACRITICS, "")
    .replace(/[ßςøłđħıæœþðŧکیى]/g, (letter) => LETTERS[letter]).normalize("NFC");
  const paired = "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}" +
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uac00-\ud7af]";
  const run = new RegExp(`${paired}+|(?:(?!${paired})[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const isPaired = new RegExp(`^${paired}`, "u");
  const cleaned = (text) => text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").normalize("NFC");

  // The words of a text: [word, whether it may be the beginning of a longer one].
  function split(text) {
    return (cleaned(text).match(run) ?? []).flatMap((part) => {
      if (!isPaired.test(part)) return (fold(part).match(run) ?? []).map((word) => [word, false]);
      const characters = [...part];
      if (characters.length === 1) return [[part, true]];
      return characters.slice(1).map((character, index) => [characters[index] + character, false]);
    });
  }

  // Words to find, and words to leave out after a minus. The last word may be the beginning of a longer one, while it
  // is typed.
  function parse(text) {
    const wanted = new Map();
    const unwanted = new Map();
    for (const part of text.trim().split(/\s+/)) {
      for (const [word, isBeginning] of split(part)) (part.startsWith("-") ? unwanted : wanted).set(word, isBeginning);
    }
    const last = [...wanted.keys()].at(-1);
    if (last && !/\s$/.test(text) && [...last].length > 1 && !isPaired.test(last)) wanted.set(last, true);
    return { wanted: [...wanted], unwanted: [...unwanted] };
  }

  const compare = (one, other) => {
    // By code points, as Python sorts, and not by UTF-16 units.
    const a = [...one], b = [...other];
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const difference = a[index].codePointAt(0) - b[index].codePointAt(0);
      if (difference) return difference;
    }
    return a.length - b.length;
  };

  // The articles of a segment with a word, or with a word that begins so: [number, class].
  async function postings(segment, word, isBeginning) {
    let first = segment.starts.findLastIndex((start) => compare(start, word) <= 0);
    first = Math.max(first, 0);
    const found = new Map();
    for (let file = first; file < segment.starts.length; file++) {
      if (file > first && !(isBeginning && segment.starts[file].startsWith(word))) break;
      for (const [each, codes] of await load(`${segment.name}/${file}`, `${segment.name}/${file}`)) {
        if (each !== word && !(isBeginning && each.startsWith(word))) continue;
        let number = 0;
        for (const code of codes) {
          number += code >> 2;
          found.set(number, Math.max(found.get(number) ?? 0, code & HEADLINE));
        }
      }
    }
    return found;
  }

  async function searchSegment(segment, words) {
    const found = (listed) => Promise.all(listed.map(([word, isBeginning]) => postings(segment, word, isBeginning)));
    const wanted = await found(words.wanted);
    const unwanted = await found(words.unwanted);
    const numbers = [...(wanted[0] ?? new Map()).keys()].filter((number) =>
      wanted.every((each) => each.has(number)) && !unwanted.some((each) => each.has(number)));
    const articles = numbers.length ? await load(segment.name, `${segment.name}/articles`) : [];
    const counts = wanted.map((each) => each.size);
    return { counts, found: numbers.map((number) => ({ article: articles[number], classes: wanted.map((each) => each.get(number)) })) };
  }

  async function search() {
    const mine = ++query;
    const words = parse(field.value);
    if (!words.wanted.length) return show([], "Type words above. A minus leaves out: strike -football");
    status.textContent = "Searching…";
    try {
      const segments = await load("manifest", "manifest");
      const results = await Promise.all(segments.map((segment) => searchSegment(segment, words)));
      if (mine !== query) return;
      const total = segments.reduce((sum, segment) => sum + segment.articles, 0);
      const rarity = words.wanted.map((_, index) =>
        Math.log(1 + total / (1 + results.reduce((sum, result) => sum + result.counts[index], 0))));
      const found = results.flatMap((result) => result.found).map(({ article, classes }) =>
        ({ article, score: classes.reduce((sum, each, index) => sum + WEIGHTS[each] * rarity[index], 0) }));
      show(found);
    } catch (error) {
      status.textContent = `The search index cannot be read (${error.message}). Write the site again: newsgalley site`;
    }
  }

  function show(found, message) {
    hits = found;
    options("source", 2);
    options("language", 3);
    refine(message);
  }

  function options(name, column) {
    const chosen = choices[name].value;
    const values = [...new Set(hits.map((hit) => hit.article[column]))].sort();
    const all = new Option("all", "");
    choices[name].replaceChildren(all, ...values.map((value) => new Option(value, value)));
    choices[name].value = values.includes(chosen) ? chosen : "";
  }

  let kept = [];
  function refine(message) {
    kept = hits.filter(({ article }) => (!choices.source.value || article[2] === choices.source.value) &&
      (!choices.language.value || article[3] === choices.language.value));
    const byDay = (one, other) => compare(other.article[4], one.article[4]);
    kept.sort((one, other) => (order.value === "best" && other.score - one.score) || byDay(one, other));
    status.textContent = message ?? `${kept.length.toLocaleString("en")} ${kept.length === 1 ? "article" : "articles"}`;
    shown = 0;
    list.replaceChildren();
    next();
  }

  function next() {
    list.append(...kept.slice(shown, shown + PAGE).map(({ article }) => row(article)));
    shown += PAGE;
    more.hidden = shown >= kept.length;
  }

  function row([path, title, source, language, day, lead]) {
    const item = document.createElement("li");
    const link = part("a", "headline", title);
    link.href = path;
    if (language !== "und") link.lang = language;
    const facts = part("span", "meta", "");
    facts.append(part("span", "source", source), part("span", "", day), part("span", "", language === "und" ? "" : language));
    const text = part("p", "lead", lead);
    if (language !== "und") text.lang = language;
    item.append(link, facts, text);
    return item;
  }

  // Text of an article goes in as text and never as markup. The words of the query are marked.
  function part(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.dir = "auto";
    const words = name === "headline" || name === "lead" ? parse(field.value).wanted : [];
    const pieces = words.length ? text.match(piece) ?? [] : [text];
    made.append(...pieces.flatMap((each) => marked(each, words)));
    return made;
  }

  // A word, a run of paired characters, or what is between them; its words of the query are in elements.
  const piece = new RegExp(`${run.source}|(?:(?!${paired})[^\\p{L}\\p{N}\\p{M}])+`, "gu");
  function marked(text, words) {
    const isWanted = (word) => words.some(([each, isBeginning]) => word === each || (isBeginning && word.startsWith(each)));
    if (!isPaired.test(text)) return split(text).some(([word]) => isWanted(word)) ? [marking(text)] : [text];
    const characters = [...text];
    return characters.map((one, index) =>
      isWanted((characters[index - 1] ?? "") + one) || isWanted(one + (characters[index + 1] ?? "")) ? marking(one) : one);
  }

  function marking(text) {
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    search();
  });
  for (const choice of [choices.source, choices.language, order]) choice.addEventListener("change", () => refine());
  more.addEventListener("click", () => next());
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
  field.focus();
})();
