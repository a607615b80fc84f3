// The words of a page over its picture, unseen: to be selected, searched and read aloud.
import { make } from "./dom.js";

const FONT = "Georgia, serif";
const ruler = document.createElement("canvas").getContext("2d");

// Lay the lines of a page over its box once they have come; `scale` is CSS pixels to a pt.
export async function layWords(box, key, scale) {
  const answer = await fetch(`/pages/${key}/lines`);
  if (!answer.ok) return;
  const lines = (await answer.json()).map((line) => laid(line, scale));
  box.append(make("div", { className: "words" }, ...lines));
}

function laid([text, left, top, right, bottom], scale) {
  const size = (bottom - top) * scale;
  ruler.font = `${size}px ${FONT}`;
  const line = make("span", { textContent: `${text} ` }); // a space between copied lines
  Object.assign(line.style, {
    left: `${left * scale}px`,
    top: `${top * scale}px`,
    font: `${size}px/1 ${FONT}`,
    transform: `scaleX(${((right - left) * scale) / ruler.measureText(text).width})`,
  });
  return line;
}
