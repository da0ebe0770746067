// Elements without a framework. No style attributes: the page's policy forbids them.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export function announce(text) {
  document.getElementById("live").textContent = text;
}

/** Small pictures, so that colour is never the only sign. */
const ICONS = {
  SUCCEEDED: "M3.5 8.5l3 3 6-7", PLACED: "M3.5 8.5l3 3 6-7",
  FAILED: "M4.5 4.5l7 7m0-7l-7 7", TIMED_OUT: "M8 4v4.5l3 2M8 1.8a6.2 6.2 0 1 1 0 12.4 6.2 6.2 0 0 1 0-12.4",
  ABORTED: "M4 8h8", HELD: "M5.5 4v8m5-8v8", RUNNING: "M5 3.5l7 4.5-7 4.5z", PENDING: "M4 8h.01M8 8h.01M12 8h.01",
  WITHHELD: "M3.8 12.2l8.4-8.4M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9", NOT_NEEDED: "M3.5 8h9",
  CAUGHT: "M8 3.5v5.5m0 3v.01", NOT_REACHED: "", CANCELLED: "M4 8h8",
};
export const icon = (status, size = 12) =>
  s("svg", { class: "icon", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[status] ?? "" }));
