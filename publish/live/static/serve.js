// publish serve: listens for new books and ties pages, lists, EPUB and keys together.
import { byId } from "./dom.js";
import { Epub } from "./epub.js";
import { markText, openTab, openedTab, showIndex, showProblems, showTexts, startSearch, startTabs } from "./panels.js";
import { Spread } from "./spread.js";

let state = { book: null };
const spread = new Spread(turned, (page, x, y) => ask({ page, x: x.toFixed(1), y: y.toFixed(1) }));
const epub = new Epub((anchors) => ask({ anchors: anchors.join(",") }), onKey);

function go(page, spot = null) {
  spread.show(page, spot);
}

function turned(page) {
  const { pages, touched } = state.book;
  byId("folio").value = pages[page].folio || page + 1;
  byId("count").textContent = `of ${pages[pages.length - 1].folio}`;
  byId("back").disabled = spread.atStart;
  byId("on").disabled = spread.atEnd;
  const place = touched.indexOf(page);
  const many = touched.length === 1 ? "1 page touched" : `${touched.length} pages touched`;
  byId("touched-count").textContent = place < 0 ? many : `touched ${place + 1} of ${touched.length}`;
  markText(page);
  epub.show(page);
}

function goTouched(direction) {
  const { touched } = state.book ?? { touched: [] };
  if (!touched.length) return;
  const next = direction > 0
    ? touched.find((page) => page > spread.page) ?? touched[0]
    : touched.findLast((page) => page < spread.page) ?? touched[touched.length - 1];
  go(next);
}

// --- the source of what was clicked ---

async function ask(question) {
  const answer = await fetch(`/source?${new URLSearchParams(question)}`);
  if (!answer.ok) return;
  const { file, line, page, y } = await answer.json();
  point(file, line);
  if (page !== null) spread.point(page, y);
}

function point(file, line) {
  byId("source").textContent = `${file}:${line}`;
  byId("copy").hidden = false;
  byId("copy").textContent = "Copy";
}

async function copy() {
  await navigator.clipboard.writeText(byId("source").textContent);
  byId("copy").textContent = "Copied";
}

// --- news from the server ---

function say(text, kind) {
  byId("said").textContent = text;
  byId("said").title = text;
  byId("said").dataset.state = kind;
}

async function load() {
  const answer = await fetch("/state");
  const news = await answer.json();
  const isNew = news.book !== null && news.book.key !== state.book?.key;
  state = isNew ? news : { ...news, book: state.book };
  if (isNew) openBook(state.book);
  showProblems(state.problems, go, point);
  if (!state.good) openTab("problems");
  if (!state.building) say(state.said, state.good ? "good" : "bad");
  document.body.dataset.version = state.version;
}

function openBook(book) {
  document.title = book.title;
  byId("title").textContent = book.shortTitle;
  byId("title").title = book.title;
  byId("title").lang = book.language;
  showTexts(book.texts, go);
  showIndex(book.index, go);
  document.querySelector(".touched").hidden = !book.touched.length;
  epub.open(book);
  spread.open(book);
  go(book.jump ?? spread.page);
}

function listen() {
  const events = new EventSource("/events");
  events.onmessage = async ({ data }) => {
    const { building } = JSON.parse(data);
    if (building) say("Setting the book …", "building");
    if (!building || !state.book) await load();
  };
  events.onerror = () => say("Not connected: publish serve has ended.", "gone");
}

// --- keys and buttons ---

const KEYS = {
  ArrowLeft: () => spread.turn(-1),
  ArrowRight: () => spread.turn(1),
  PageUp: () => spread.turn(-1),
  PageDown: () => spread.turn(1),
  Home: () => go(0),
  End: () => go(Infinity),
  n: () => goTouched(1),
  p: () => goTouched(-1),
  e: toggleEpub,
  "/": search,
};

function search() {
  if (openedTab() === "problems") openTab("texts");
  byId(`search-${openedTab()}`).focus();
}

function toggleEpub() {
  epub.setOpen(byId("epub").hidden, spread.page);
}

function openFolio() {
  const wanted = byId("folio").value.trim();
  const page = state.book?.pages.findIndex((one) => one.folio === wanted) ?? -1;
  byId("folio").blur();
  if (page >= 0) go(page);
  else if (state.book) turned(spread.page);
}

function onKey(event) {
  const typing = event.target.localName === "input";
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  if (state.book) KEYS[event.key]();
}

document.addEventListener("keydown", onKey);
byId("back").addEventListener("click", () => spread.turn(-1));
byId("on").addEventListener("click", () => spread.turn(1));
byId("touched-back").addEventListener("click", () => goTouched(-1));
byId("touched-on").addEventListener("click", () => goTouched(1));
byId("epub-toggle").addEventListener("click", toggleEpub);
byId("copy").addEventListener("click", copy);
byId("folio").addEventListener("change", openFolio);
byId("folio").addEventListener("focus", () => byId("folio").select());
startTabs();
startSearch(byId("search-texts"), byId("texts"));
startSearch(byId("search-index"), byId("index"));
listen();
