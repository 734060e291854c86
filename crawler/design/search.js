"use strict";
// Searches the index of the site. `crawler/reading_room/search_index.py` describes its files, which call `room`.
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

  // The same as `fold` and `tokens` in Python.
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  const single = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}" +
    "\\p{Script=Myanmar}\\p{Script=Khmer}]";
  const token = new RegExp(`${single}|(?:(?!${single})[\\p{L}\\p{N}\\p{M}_])+`, "gu");
  const split = (text) => fold(text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")).match(token) ?? [];

  // Words to find, words to leave out after a minus, and the beginning of a word at the end.
  function parse(text) {
    const wanted = [];
    const unwanted = [];
    for (const part of text.trim().split(/\s+/)) {
      (part.startsWith("-") ? unwanted : wanted).push(...split(part));
    }
    return { wanted: [...new Set(wanted)], unwanted: [...new Set(unwanted)] };
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

  async function searchSegment(segment, words, lastIsBeginning) {
    const wanted = await Promise.all(words.wanted.map((word, index) =>
      postings(segment, word, lastIsBeginning && index === words.wanted.length - 1 && [...word].length > 1)));
    const unwanted = await Promise.all(words.unwanted.map((word) => postings(segment, word, false)));
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
      const lastIsBeginning = !/\s$/.test(field.value);
      const results = await Promise.all(segments.map((segment) => searchSegment(segment, words, lastIsBeginning)));
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
    for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      const tokens = words.length ? split(piece) : [];
      if (tokens.length === 1 && words.includes(tokens[0])) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        made.append(mark);
      } else made.append(piece);
    }
    return made;
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
