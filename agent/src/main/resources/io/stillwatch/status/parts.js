// Elements of the page, made without markup: what a record says can only become text.
import { visible } from "./words.js";

// part("td", {class: "number"}, "text", otherPart, ...)
export function part(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

export const byId = (id) => document.getElementById(id);

// A table with a caption; the first cell of a row is its header.
export function table(caption, heads, rows) {
  const cell = (value, i) =>
    part(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : typeof value === "string" ? { class: "number" } : {}, value);
  return part("table", {},
    part("caption", {}, caption),
    part("thead", {}, part("tr", {}, ...heads.map((head) => part("th", { scope: "col" }, head)))),
    part("tbody", {}, ...rows.map((row) => part("tr", {}, ...row.map(cell)))));
}

// A bar of shares of a whole, each in its colour; for people who cannot see it, its label.
export function bar(label, shares) {
  const parts = shares.map(([colour, share]) => {
    const piece = part("span", {});
    piece.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
    piece.style.background = `var(${colour})`;
    return piece;
  });
  return part("span", { class: "bar", role: "img", "aria-label": label }, ...parts);
}

// Options are changed only where they differ, so that an open list stays open.
export function choose(select, options, chosen) {
  const same = select.options.length === options.length && options.every(([value], i) => select.options[i].value === value);
  if (!same) {
    select.replaceChildren(...options.map(([value, text]) => part("option", { value }, visible(text))));
  }
  select.value = chosen;
  select.closest("label").hidden = options.length < 2;
}

// Puts new content in place, and the focus back to where it was.
export function renew(place, ...content) {
  const key = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  place.replaceChildren(...content);
  if (key != null) [...place.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus();
}
