// The lists beside the pages: documents, problems, index.
import { button, byId, link, make } from "./dom.js";

const TABS = ["texts", "problems", "index"];

export function openTab(name) {
  for (const tab of TABS) {
    const chosen = tab === name;
    const button = byId(`tab-${tab}`);
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    byId(`panel-${tab}`).hidden = !chosen;
  }
}

export function openedTab() {
  return TABS.find((tab) => !byId(`panel-${tab}`).hidden);
}

export function startTabs() {
  for (const [place, tab] of TABS.entries()) {
    byId(`tab-${tab}`).addEventListener("click", () => openTab(tab));
    byId(`tab-${tab}`).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.stopPropagation();
      const next = TABS[(place + step + TABS.length) % TABS.length];
      openTab(next);
      byId(`tab-${next}`).focus();
    });
  }
}

// A search field that hides the rows of a list that lack its words; Enter takes the first left.
export function startSearch(field, list) {
  field.addEventListener("input", () => filter(field, list));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("li:not([hidden]) button")?.click();
    if (event.key === "Escape") {
      field.value = "";
      filter(field, list);
      field.blur();
    }
  });
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function filter(field, list) {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  for (const row of list.children) {
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
  }
}

export function showTexts(texts, go) {
  const rows = texts.map((text) => {
    const row = button(`text ${text.level}`, "", () => go(text.page));
    row.append(
      make("span", { className: "name", textContent: text.title }),
      make("span", { className: "folio", textContent: text.folio }),
    );
    row.dataset.page = text.page;
    row.title = text.file;
    const item = make("li", {}, row);
    item.dataset.words = plain(`${text.title} ${text.folio} ${text.file}`);
    return item;
  });
  byId("texts").replaceChildren(...rows);
  filter(byId("search-texts"), byId("texts"));
}

// Mark the text that stands on a page: the last that begins there or before.
export function markText(page) {
  let current = null;
  for (const row of byId("texts").querySelectorAll("button")) {
    row.removeAttribute("aria-current");
    if (Number(row.dataset.page) <= page) current = row;
  }
  current?.setAttribute("aria-current", "page");
  current?.scrollIntoView({ block: "nearest" });
}

export function showProblems(problems, go, point) {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const badge = byId("problem-count");
  badge.textContent = problems.length;
  badge.hidden = !problems.length;
  badge.classList.toggle("error", errors > 0);
  byId("no-problems").hidden = problems.length > 0;
  const order = (problem) => (problem.severity === "error" ? 0 : 1);
  const rows = [...problems].sort((a, b) => order(a) - order(b)).map((problem) => {
    const where = button("where", `${problem.file}:${problem.line}`, () => {
      point(problem.file, problem.line);
      if (problem.page !== null) go(problem.page);
    });
    return make("li", { className: `problem ${problem.severity}` },
      make("div", {}, where, make("span", { className: "code", textContent: ` ${problem.severity} ${problem.code}` })),
      make("div", { textContent: problem.message }),
      make("div", { className: "hint", textContent: problem.hint }));
  });
  byId("problems").replaceChildren(...rows);
}

export function showIndex(entries, go) {
  const rows = entries.map((entry) => {
    const row = make("li", { className: "entry" }, ...run(entry, go));
    const subs = entry.subheads.map((subhead) => subhead.heading);
    row.dataset.words = plain([entry.heading, ...subs].join(" "));
    return row;
  });
  byId("index").replaceChildren(...rows);
  filter(byId("search-index"), byId("index"));
}

// A heading with its locators and subheads, run in as in print.
function run(entry, go) {
  const heading = make(entry.italic ? "em" : "span", { textContent: entry.heading });
  const parts = [heading];
  for (const locator of entry.locators) {
    const label = `${entry.heading}, ${locator.label}`;
    parts.push(", ", link("locator", locator.label, `#page-${locator.page}`, () => go(locator.page, locator.y), label));
  }
  entry.subheads.forEach((subhead, place) => {
    parts.push(place || entry.locators.length ? "; " : ": ", ...run(subhead, go));
  });
  if (entry.see.length) parts.push(". ", make("em", { textContent: "See" }), ` ${entry.see.join("; ")}`);
  if (entry.seeAlso.length) {
    parts.push(". ", make("em", { textContent: "See also" }), ` ${entry.seeAlso.join("; ")}`);
  }
  return parts;
}
