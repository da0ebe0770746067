// Ten thousand rows of which only those in sight exist.
import { h } from "./dom.js";

const BEYOND = 8;

export class Rows {
  /** @param draw (row, element) fills a pooled element; @param shown (rows) told which are in sight */
  constructor(label, draw, shown) {
    this.rows = [];
    this.draw = draw;
    this.shown = shown;
    this.pool = [];
    this.current = 0;
    this.body = h("div", { class: "rows-body", role: "rowgroup" });
    this.element = h("div", { class: "rows", role: "table", "aria-label": label, tabindex: "-1" }, this.body);
    this.element.addEventListener("scroll", () => this.soon(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.observer = new ResizeObserver(() => { this.measure(); this.paint(); });
    this.observer.observe(this.element);
    this.height = 36;
  }

  measure() {
    this.height = parseFloat(getComputedStyle(this.element).getPropertyValue("--row")) || 36;
  }

  set(rows) {
    this.rows = rows;
    this.current = Math.min(this.current, Math.max(0, rows.length - 1));
    this.element.setAttribute("aria-rowcount", rows.length);
    this.measure();
    this.paint();
  }

  soon() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => { this.asked = null; this.paint(); });
  }

  paint() {
    this.body.style.height = `${this.rows.length * this.height}px`;
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.height) - BEYOND);
    const last = Math.min(this.rows.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / this.height) + BEYOND);
    const size = last - first;
    while (this.pool.length < size) {
      const row = h("div", { class: "row", role: "row" });
      this.pool.push(row);
      this.body.append(row);
    }
    for (const element of this.pool) element.hidden = true;
    for (let i = first; i < last; i++) {
      // A row keeps its element while it stays in sight.
      const element = this.pool[i % this.pool.length];
      element.hidden = false;
      const row = this.rows[i];
      if (element.row !== row || element.version !== row.version) {
        const focused = element.contains(document.activeElement);
        this.draw(row, element);
        if (focused) element.querySelector("a, button")?.focus({ preventScroll: true });
        element.row = row;
        element.version = row.version;
      }
      if (element.index !== i) {
        element.index = i;
        element.setAttribute("aria-rowindex", i + 1);
      }
      const at = `translateY(${i * this.height}px)`;
      if (element.style.transform !== at) element.style.transform = at;
      for (const control of element.querySelectorAll("a, button")) control.tabIndex = i === this.current ? 0 : -1;
    }
    this.shown?.(this.rows.slice(Math.max(0, first), last));
  }

  /** @param update (row, element) of each that is in sight */
  visible(update) {
    for (const element of this.pool) if (!element.hidden) update(element.row, element);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    this.focus(Math.min(this.rows.length - 1, Math.max(0, this.current + step)));
  }

  focus(index) {
    if (this.rows.length === 0) return;
    this.current = index;
    const top = index * this.height;
    const box = this.element;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + this.height > box.scrollTop + box.clientHeight) box.scrollTop = top + this.height - box.clientHeight;
    this.paint();
    this.pool.find((element) => !element.hidden && element.index === index)?.querySelector("a, button")?.focus({ preventScroll: true });
  }
}
