// Small helpers for making elements; text is always set as text, never as markup.

export const byId = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function link(className, text, href, action, label) {
  const made = make("a", { className, textContent: text, href });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", (event) => {
    event.preventDefault();
    action();
  });
  return made;
}

export function button(className, text, action) {
  const made = make("button", { type: "button", className, textContent: text });
  made.addEventListener("click", action);
  return made;
}
