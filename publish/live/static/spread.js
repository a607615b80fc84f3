// The book as facing pages: which are shown, how large, and what is marked on them.
import { byId, make } from "./dom.js";
import { layWords } from "./words.js";

const NARROW = 560; // CSS pixels below which two pages side by side cannot be read

export class Spread {
  #book = null;
  #spot = null;

  constructor(onTurn, onClick) {
    this.page = 0;
    this.onTurn = onTurn;
    this.onClick = onClick;
    this.element = byId("spread");
    this.desk = byId("desk");
    new ResizeObserver(() => this.#draw()).observe(this.desk);
  }

  // Show another book, or the same one made anew, at the page where the reader is.
  open(book) {
    this.#book = book;
    this.#spot = null;
    this.page = Math.min(this.page, book.pages.length - 1);
    this.#draw();
  }

  // Turn to a page; `spot` is a height on it in pt to point at.
  show(page, spot = null) {
    if (!this.#book) return;
    this.page = Math.max(0, Math.min(page, this.#book.pages.length - 1));
    this.#spot = spot === null ? null : { page: this.page, y: spot };
    this.#draw();
    this.onTurn(this.page);
  }

  // Point at a height of a page, in pt, without turning.
  point(page, y) {
    this.#spot = { page, y };
    this.#draw();
  }

  turn(direction) {
    const shown = this.#shown().filter((page) => page !== null);
    this.show(direction > 0 ? shown[shown.length - 1] + 1 : shown[0] - 1);
  }

  get atStart() { return this.#shown().includes(0); }

  get atEnd() { return !this.#book || this.#shown().includes(this.#book.pages.length - 1); }

  // Indexes of the pages to show, from left to right; null where there is none.
  #shown() {
    if (!this.#book) return [];
    if (this.desk.clientWidth < NARROW) return [this.page];
    const right = this.page % 2 === 0 ? this.page : this.page + 1; // page 0 is a recto
    return [right - 1, right].map((page) => (page in this.#book.pages ? page : null));
  }

  #draw() {
    if (!this.#book || !this.desk.clientWidth) return;
    const shown = this.#shown();
    const { width, height } = this.#book;
    const style = getComputedStyle(this.desk);
    const room = [
      this.desk.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      this.desk.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom),
    ];
    const scale = Math.max(0.45, Math.min(room[0] / (width * shown.length), room[1] / height));
    this.element.replaceChildren(...shown.map((page, side) => this.#page(page, side, scale)));
    for (const page of [this.page - 2, this.page + 2, this.page + 3]) {
      if (page in this.#book.pages) new Image().src = this.#picture(page, scale);
    }
  }

  #page(page, side, scale) {
    const box = make("div", { className: `page ${side === 0 ? "verso" : "recto"}` });
    box.style.width = `${Math.floor(this.#book.width * scale)}px`;
    box.style.height = `${Math.floor(this.#book.height * scale)}px`;
    if (page === null) {
      box.classList.add("empty");
      return box;
    }
    const { folio } = this.#book.pages[page];
    box.dataset.page = page;
    box.append(make("img", { src: this.#picture(page, scale), alt: `Page ${folio || page + 1}` }));
    box.classList.toggle("is-touched", this.#book.touched.includes(page));
    for (const [left, top, right, bottom] of this.#book.marks[page] ?? []) {
      box.append(this.#at("mark", scale, left - 1, top - 1, right - left + 2, bottom - top + 2));
    }
    if (this.#spot?.page === page) box.append(this.#at("spot", scale, 14, this.#spot.y, 0, 22));
    layWords(box, this.#book.pages[page].key, scale);
    box.addEventListener("click", (event) => {
      if (!getSelection().isCollapsed) return; // words were selected, not a paragraph clicked
      const edge = box.getBoundingClientRect();
      this.onClick(page, (event.clientX - edge.left) / scale, (event.clientY - edge.top) / scale);
    });
    return box;
  }

  #at(className, scale, left, top, width, height) {
    const element = make("span", { className });
    const sides = { left, top, height, ...(width ? { width } : {}) };
    for (const [side, value] of Object.entries(sides)) element.style[side] = `${value * scale}px`;
    return element;
  }

  #picture(page, scale) {
    const pixels = Math.round(Math.floor(this.#book.width * scale) * devicePixelRatio);
    return `/pages/${this.#book.pages[page].key}/${pixels}.png`;
  }
}
