// The EPUB beside the pages: at the same page, and clickable like them.
import { byId } from "./dom.js";

export class Epub {
  #book = null;
  #shown = "";

  constructor(onClick, onKey) {
    this.pane = byId("epub");
    this.frame = byId("epub-frame");
    this.toggle = byId("epub-toggle");
    this.frame.addEventListener("load", () => {
      this.frame.contentDocument?.addEventListener("keydown", onKey);
      this.frame.contentDocument?.addEventListener("click", (event) => {
        const anchors = ancestors(event.target).map((element) => element.id).filter(Boolean);
        if (anchors.length) onClick(anchors);
      });
    });
  }

  open(book) {
    this.#book = book;
  }

  setOpen(isOpen, page) {
    this.pane.hidden = !isOpen;
    this.toggle.setAttribute("aria-pressed", String(isOpen));
    this.show(page);
  }

  // Show what a page of print begins with, or the last page before it that has a mark.
  show(page) {
    if (this.pane.hidden || !this.#book) return;
    const { pages, epub, epubPages } = this.#book;
    let at = page;
    while (at > 0 && !(pages[at].folio in epubPages)) at -= 1;
    const path = epubPages[pages[at].folio] ?? Object.values(epubPages)[0];
    const address = `/epub/${epub}/${path}`;
    if (path && address !== this.#shown) {
      this.#shown = address;
      this.frame.contentWindow.location.replace(address);
    }
  }
}

function ancestors(element) {
  const found = [];
  for (let one = element; one; one = one.parentElement) found.push(one);
  return found;
}
