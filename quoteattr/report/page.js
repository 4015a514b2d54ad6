"use strict";
// What the page can do beyond being read: filters, cards, keys. Data comes as text and stays text: no HTML is made of it.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const quotes = JSON.parse($("#data").textContent);
  const form = $("form"), card = $("#card"), main = $("main"), fold = $(".fold"), search = $("[type=search]");
  const buttons = $$("section li button"); // the speakers, by their numbers
  const articles = $$("article");
  const boxes = $$("[data-q]"); // all that is marked: contents, sources, cues
  const parts = quotes.map(() => []);
  const numbers = new Map(boxes.map((box) => [box, box.dataset.q.split(" ").map(Number)]));
  for (const [box, owners] of numbers) for (const n of owners) parts[n].push(box);
  const heads = quotes.map((_, n) => document.getElementById(`q${n}`));
  const chosen = new Set(); // the speakers whose quotes are shown; none means all
  let shown = quotes.map(() => true);
  let current = null;

  // Filters

  const ticked = (name) => new Set($$(`[name=${name}]:checked`, form).map((box) => box.value));

  function filter() {
    const kinds = ticked("kind"), modes = ticked("mode"), least = Number(form.elements.least.value);
    $(".slider b").textContent = least.toFixed(2);
    shown = quotes.map((quote) => kinds.has(quote.kind) && modes.has(quote.mode) && quote.confidence >= least
      && (chosen.size === 0 || quote.people.some((person) => chosen.has(person))));
    for (const [box, owners] of numbers) box.classList.toggle("off", !owners.some((n) => shown[n]));
    const count = shown.filter(Boolean).length;
    const filtered = count < quotes.length;
    const left = new Set(heads.filter((head, n) => head && shown[n]).map((head) => head.closest("article")));
    for (const article of articles) article.hidden = filtered && !left.has(article);
    for (const [i, item] of $$("nav li").entries()) item.hidden = articles[i].hidden;
    const where = `in ${left.size} ${left.size === 1 ? "article" : "articles"}`;
    $("[role=status]").textContent = filtered ? `${count} of ${quotes.length} quotes ${where}.` : "All quotes are shown.";
    if (current !== null && !shown[current]) close();
    rove();
  }

  // In every article one quote is a stop of the tab key; n and p go on from there.
  function rove() {
    const stops = new Map();
    for (const [n, head] of heads.entries()) {
      if (!head) continue;
      head.tabIndex = -1;
      const article = head.closest("article");
      if (shown[n] && (n === current || !stops.has(article))) stops.set(article, head);
    }
    for (const head of stops.values()) head.tabIndex = 0;
  }

  function choose(person) {
    if (!chosen.delete(person)) chosen.add(person);
    press();
  }

  function press() {
    for (const [person, button] of buttons.entries()) button.setAttribute("aria-pressed", chosen.has(person));
    filter();
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    chosen.clear();
    search.value = "";
    find();
    setTimeout(press); // the form takes its values back after this event
  });

  function find() {
    const words = search.value.trim().toLowerCase();
    for (const button of buttons) button.parentElement.hidden = !button.textContent.toLowerCase().includes(words);
  }

  search.addEventListener("input", find);
  for (const [person, button] of buttons.entries()) button.addEventListener("click", () => choose(person));
  fold.addEventListener("click", () => fold.setAttribute("aria-expanded", fold.getAttribute("aria-expanded") === "false"));

  // Cards

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) made.append(text);
    if (kind) made.className = kind;
    return made;
  }

  function isolated(text) { // a name in another script must not turn the words beside it
    return element("bdi", text);
  }

  function action(text, act) {
    const button = element("button", text);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function people(quote) {
    if (!quote.speakers.length) return [element("p", "Nobody named", "speaker")];
    return quote.speakers.flatMap((speaker) => {
      const name = element("p", "", "speaker"), role = element("p", "", "role");
      name.append(isolated(speaker.name));
      role.append(isolated(speaker.role), speaker.role ? `, ${speaker.kind}` : speaker.kind);
      return [name, role];
    });
  }

  function facts(quote) {
    const list = element("dl");
    const row = (term, ...values) => {
      const value = element("dd");
      value.append(...values);
      list.append(element("dt", term), value);
    };
    if (quote.source) row("Source", isolated(quote.source));
    if (quote.cue) row("Cue", isolated(quote.cue));
    if (quote.addressee) row("To", isolated(quote.addressee));
    row("Mode", quote.mode);
    row("Polarity", quote.polarity === "denied" ? element("span", "denied", "denied") : quote.polarity);
    const meter = element("meter");
    meter.value = quote.confidence;
    row("Confidence", quote.confidence.toFixed(2), meter);
    if (quote.repairs.length) row("Mended", quote.repairs.join(", "));
    return list;
  }

  function actions(quote, n) {
    const row = element("p");
    const count = quote.speakers.length;
    row.append(action(count > 1 ? "Only these speakers" : count ? "Only this speaker" : "Only such quotes", () => {
      chosen.clear();
      for (const person of quote.people) chosen.add(person);
      press();
      place();
    }));
    if (quotes[quote.parent] && shown[quote.parent]) row.append(action("Outer quote", () => go(quote.parent)));
    const link = element("a", "Link");
    link.href = `#q${n}`;
    row.append(link);
    return row;
  }

  function select(n) {
    if (current !== null) light(current, "on", false);
    const quote = quotes[n];
    current = n;
    light(n, "on", true);
    const title = element("h2", `${quote.kind} quote`), shut = action("×", () => close(true));
    shut.setAttribute("aria-label", "Close");
    title.append(shut);
    card.className = `card script ${quote.kind}`;
    card.replaceChildren(title, ...people(quote), facts(quote), actions(quote, n));
    heads[n].closest("article").after(card); // so that the tab key goes from the quote to its card
    card.hidden = false;
    for (const head of $$("[aria-describedby]", main)) head.removeAttribute("aria-describedby");
    heads[n].setAttribute("aria-describedby", "card");
    place();
    rove();
  }

  // In the margin, the card stands beside its quote; elsewhere the style sheet fixes its place.
  function place() {
    if (current === null) return;
    const wanted = heads[current].getBoundingClientRect().top - main.getBoundingClientRect().top;
    card.style.top = getComputedStyle(card).position === "absolute"
      ? `${Math.max(0, Math.min(wanted, main.clientHeight - card.offsetHeight))}px` : "";
  }

  function close(back = false) {
    if (current === null) return;
    light(current, "on", false);
    heads[current].removeAttribute("aria-describedby");
    if (back || card.contains(document.activeElement)) heads[current].focus({ preventScroll: true });
    card.hidden = true;
    current = null;
  }

  function go(n) {
    select(n);
    heads[n].focus({ preventScroll: true });
    heads[n].scrollIntoView({ block: "center" });
    place();
  }

  // Light what belongs together

  function light(n, name, on) {
    for (const part of parts[n]) part.classList.toggle(part.tagName === "MARK" ? name : "lit", on);
    for (const person of quotes[n].people) {
      buttons[person].classList.toggle("lit", on);
    }
  }

  const owner = (target) => {
    const box = target.closest?.("[data-q]:not(.off)");
    return box ? numbers.get(box).find((n) => shown[n]) : undefined;
  };

  let over = [];
  function hover(found) {
    for (const n of over) light(n, "over", false);
    over = found;
    for (const n of over) light(n, "over", true);
    if (current !== null) light(current, "on", true); // what it shares with the others stays lit
  }

  main.addEventListener("mouseover", (event) => {
    const n = owner(event.target);
    hover(n === undefined ? [] : [n]);
  });
  main.addEventListener("mouseleave", () => hover([]));
  for (const [person, button] of buttons.entries()) {
    button.addEventListener("mouseenter", () => hover(quotes.map((_, n) => n).filter((n) => quotes[n].people.includes(person))));
    button.addEventListener("mouseleave", () => hover([]));
  }
  main.addEventListener("click", (event) => {
    if (event.composedPath().includes(card) || !getSelection().isCollapsed) return;
    const n = owner(event.target);
    if (n === undefined) close(); else select(n);
  });
  main.addEventListener("focusin", (event) => {
    const n = heads.indexOf(event.target);
    if (n >= 0 && n !== current && event.target.matches(":focus-visible")) select(n);
  });

  // Keys

  function step(by) {
    const open = shown.map((on, n) => n).filter((n) => shown[n] && heads[n]);
    if (current !== null) {
      const next = open[open.indexOf(current) + by];
      if (next !== undefined) go(next);
      return;
    }
    const article = articles.find((each) => !each.hidden && each.getBoundingClientRect().bottom > 0);
    const first = open.find((n) => heads[n].getBoundingClientRect().bottom > 0 || !article?.contains(heads[n]));
    if (first !== undefined) go(first);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
    const onQuote = heads.includes(event.target);
    if (event.key === "n" || (event.key === "ArrowRight" && onQuote)) step(1);
    else if (event.key === "p" || (event.key === "ArrowLeft" && onQuote)) step(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && onQuote) select(heads.indexOf(event.target));
    else return;
    event.preventDefault();
  });

  function follow() {
    const n = heads.findIndex((head) => head && `#${head.id}` === location.hash);
    if (n >= 0 && shown[n]) requestAnimationFrame(() => go(n)); // after the browser's own scrolling
  }

  if (matchMedia("(max-width: 48rem)").matches) $(".charts").open = false;
  // Articles get their true heights only when they come into sight, and what is below them moves.
  new ResizeObserver(place).observe(main);
  addEventListener("hashchange", follow);
  document.documentElement.classList.add("js");
  filter();
  follow();
})();
