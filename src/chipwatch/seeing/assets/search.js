// Search of a chipwatch site: names by the keys of the base, texts by Pagefind.
"use strict";

(() => {
  const MAX_HITS = 30;
  const MAX_TEXT_HITS = 15;
  const WAIT_MS = 120;
  // Letters from which one typing error is forgiven, and two, as on the command line.
  const ONE_TYPO_LETTERS = 5;
  const TWO_TYPOS_LETTERS = 10;
  const SCORES = { key: 100, part: 92, prefix: 84, typo: 76, inside: 60, words: 50 };
  const SOURCE_PENALTY = 40;
  const BASE_LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", æ: "ae", œ: "oe", ı: "i", ß: "ss" };

  const data = window.chipwatchNames;
  const simplified = new Map([...data.traditional].map((sign, index) => [
    sign, [...data.simplified][index],
  ]));
  const entries = data.rows.map(([kind, href, name, about, keys, parts]) => ({
    kind: data.kinds[kind], href, name, about,
    keys: keys.split(" ").filter(Boolean), parts: parts.split(" ").filter(Boolean),
    text: fold(`${name} ${about}`),
  }));

  function fold(text) {
    return [...text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase()]
      .map((sign) => BASE_LETTERS[sign] ?? simplified.get(sign) ?? sign).join("");
  }

  function normalise(text) {
    return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
  }

  function countAllowedTypos(key) {
    if (/\d/.test(key)) return 0;
    return key.length >= TWO_TYPOS_LETTERS ? 2 : key.length >= ONE_TYPO_LETTERS ? 1 : 0;
  }

  // Whether two keys differ by so many letters at most, two exchanged letters counted as one.
  function isWithin(first, second, limit) {
    if (Math.abs(first.length - second.length) > limit) return false;
    let before = [];
    let row = Array.from({ length: second.length + 1 }, (_, index) => index);
    for (let i = 1; i <= first.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= second.length; j += 1) {
        const cost = first[i - 1] === second[j - 1] ? 0 : 1;
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + cost);
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > limit) return false;
      before = row;
      row = next;
    }
    return row[second.length] <= limit;
  }

  function scoreKey(query, key) {
    if (key === query) return SCORES.key;
    if (key.startsWith(query)) return SCORES.prefix - Math.min(key.length - query.length, 20) / 4;
    const limit = Math.min(countAllowedTypos(key), /\d/.test(query) ? 0 : 2);
    if (limit && isWithin(query, key, limit)) return SCORES.typo;
    if (query.length > 2 && key.includes(query)) return SCORES.inside;
    return 0;
  }

  function scoreEntry(query, words, entry) {
    let score = entry.parts.includes(query) ? SCORES.part : 0;
    for (const key of entry.keys) score = Math.max(score, scoreKey(query, key));
    if (!score && words.every((word) => entry.text.includes(word))) score = SCORES.words;
    return score && entry.kind === "source" ? Math.max(score - SOURCE_PENALTY, 1) : score;
  }

  function findNames(text) {
    const query = normalise(text);
    if (!query) return [];
    const words = fold(text).split(/\s+/).filter(Boolean);
    return entries
      .map((entry) => ({ entry, score: scoreEntry(query, words, entry) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length
        || (a.entry.name < b.entry.name ? -1 : 1));
  }

  function buildHit(href, title, kind, about) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = title;
    item.append(link, ` ${kind} `);
    const note = document.createElement("span");
    note.className = "note";
    note.append(...about);
    item.append(note);
    return item;
  }

  function show(list, status, items, message) {
    document.getElementById(list).replaceChildren(...items);
    document.getElementById(status).textContent = message;
  }

  function showNames(text) {
    const hits = findNames(text);
    const items = hits.slice(0, MAX_HITS).map(({ entry }) => buildHit(
      entry.href, entry.name, `· ${entry.kind}`, [entry.about],
    ));
    const more = hits.length > MAX_HITS ? `; the first ${MAX_HITS} are shown` : "";
    const count = hits.length === 1 ? "1 name" : `${hits.length} names`;
    show("names", "name-status", items, text.trim() ? `${count}${more}` : "");
  }

  // The index of texts: scripts hand its files over, since no page on a disk may fetch any.
  const INDEX = "pagefind/";
  const takers = new Map();
  const index = window.chipwatchIndex = {
    build: null,
    take(path, content) {
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      takers.get(path)?.(new Response(bytes));
      takers.delete(path);
    },
  };

  function readFile(address) {
    const path = String(address).split(INDEX).pop().split("?")[0];
    return new Promise((resolve, reject) => {
      takers.set(path, resolve);
      window.chipwatchRun(`${INDEX}${path}.js`).catch(reject);
    });
  }

  let pagefind = null;
  async function startPagefind() {
    await window.chipwatchRun(`${INDEX}pagefind.js`);
    const instance = index.build(readFile)({
      basePath: `/${INDEX}`, baseUrl: "/", excerptLength: 24, noWorker: true,
    });
    return instance;
  }

  function loadPagefind() {
    pagefind ??= startPagefind();
    return pagefind;
  }

  // An excerpt of Pagefind as text, its marked words as elements; no other markup is taken over.
  function readExcerpt(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    return [...parsed.body.childNodes].map((node) => {
      if (node.nodeName !== "MARK") return node.textContent;
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      return mark;
    });
  }

  let asked = 0;
  async function showTexts(text) {
    asked += 1;
    const turn = asked;
    if (!text.trim()) {
      show("texts", "text-status", [], "");
      return;
    }
    try {
      const search = await (await loadPagefind()).search(text);
      const pages = await Promise.all(
        search.results.slice(0, MAX_TEXT_HITS).map((result) => result.data()),
      );
      if (turn !== asked) return;
      const items = pages.map((page) => buildHit(
        page.url.replace(/^\//, ""), page.meta.title, `· ${page.meta.kind ?? ""}`, readExcerpt(page.excerpt),
      ));
      const more = search.results.length > MAX_TEXT_HITS
        ? `; the first ${MAX_TEXT_HITS} are shown` : "";
      const count = search.results.length === 1 ? "1 page" : `${search.results.length} pages`;
      show("texts", "text-status", items, `${count}${more}`);
    } catch {
      show("texts", "text-status", [], "This site has no index of its texts: it was built without"
        + " Pagefind. Names and summaries are searched.");
    }
  }

  const field = document.getElementById("q");
  let timer = 0;
  function search() {
    showNames(field.value);
    showTexts(field.value);
  }
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT_MS);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    search();
  });
  field.focus();
  search();
})();
