// The workflow as it was laid out, coloured by what happened up to an event.
import { icon, s } from "./dom.js";
import { duration, statusName, tone } from "./words.js";

const ROUND = 8;

/** A line through points at right angles, its corners rounded. */
function path(points) {
  let d = `M${points[0].x} ${points[0].y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
    const before = Math.hypot(b.x - a.x, b.y - a.y);
    const after = Math.hypot(c.x - b.x, c.y - b.y);
    const r = Math.min(ROUND, before / 2, after / 2);
    if (r === 0) continue;
    d += ` L${b.x - ((b.x - a.x) / before) * r} ${b.y - ((b.y - a.y) / before) * r} Q${b.x} ${b.y} ${b.x + ((c.x - b.x) / after) * r} ${b.y + ((c.y - b.y) / after) * r}`;
  }
  return d + ` L${points.at(-1).x} ${points.at(-1).y}`;
}

const GLYPHS = {
  Task: "M3 5h10v6H3z", Choice: "M8 2.5l5.5 5.5L8 13.5 2.5 8z", Wait: "M8 4.5V8l2.5 1.5M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2", Pass: "M3 8h10m-3-3l3 3-3 3",
  Succeed: "M3.5 8.5l3 3 6-7", Fail: "M4.5 4.5l7 7m0-7l-7 7", Parallel: "M5 3v10m6-10v10", Map: "M3 4h10M3 8h10M3 12h10",
};

export class GraphView {
  constructor(graph, choose) {
    this.nodes = new Map();
    this.edges = new Map();
    const markers = ["", "taken"].map((kind) => s("marker", { id: "arrow" + kind, class: "arrow " + kind, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, s("path", { d: "M1 1l6 3-6 3z" })));
    const edges = graph.edges.map((edge) => this.edge(edge));
    const nodes = graph.nodes.map((node) => this.node(node, choose));
    // Containers lie below the lines, the states above them.
    const containers = graph.nodes.filter((node) => graph.nodes.some((other) => other.parent === node.state)).map((node) => this.nodes.get(node.state).group);
    this.element = s("svg", { class: "workflow", viewBox: `0 0 ${graph.width} ${graph.height}`, width: graph.width, height: graph.height, role: "group", "aria-label": "Workflow" },
      s("defs", {}, markers), s("g", {}, containers), s("g", {}, edges), s("g", {}, nodes.filter((node) => !containers.includes(node))));
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  edge(edge) {
    const line = s("path", { class: `edge ${edge.kind.toLowerCase()}`, d: path(edge.points), "marker-end": "url(#arrow)" }, s("title", {}, [edge.kind === "CATCH" ? `catches ${edge.when}` : edge.when ? edge.when.replace(/^{%\s*|\s*%}$/gm, "") : edge.kind === "DEFAULT" ? "otherwise" : "", edge.from ? `${edge.from} → ${edge.to}` : ""].filter(Boolean).join("\n")));
    const key = edge.from + "→" + edge.to;
    this.edges.set(key, [...(this.edges.get(key) ?? []), line]);
    return line;
  }

  node(node, choose) {
    const { x, y, width, height, state, type } = node;
    if (type === "Start") {
      const group = s("g", { class: "start", transform: `translate(${x} ${y})` }, s("circle", { cx: width / 2, cy: height / 2, r: width / 2 - 1 }), s("title", {}, "Start"));
      return group;
    }
    const sign = s("g", { class: "sign" });
    const badge = s("g", { class: "badge", transform: `translate(${width - 8} 0)` });
    const time = s("text", { class: "time", x: 32, y: Math.min(height, 44) - 10 });
    const name = s("text", { class: "name", x: 32, y: 18 }, state.length > 30 ? state.slice(0, 29) + "…" : state);
    const group = s("g", { class: "node NOT_REACHED idle", transform: `translate(${x} ${y})`, tabindex: -1, role: "button", "data-state": state,
      onclick: () => choose(state), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(state); } } },
      s("title", {}, node.comment ?? state), s("rect", { class: "box", width, height, rx: 9 }),
      s("svg", { class: "icon glyph", x: 10, y: 8, width: 15, height: 15, viewBox: "0 0 16 16" }, s("path", { d: GLYPHS[type] ?? "" })),
      name, time, sign, badge);
    this.nodes.set(state, { group, sign, badge, time, node });
    return group;
  }

  /** Up and down go through the states in their order; left and right are for the events. */
  key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...this.nodes.values()].map(({ group }) => group);
    const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
    next.focus();
  }

  paint(visits, position, chosen, statusOf) {
    const seen = new Map();
    const taken = new Set();
    for (const visit of visits) {
      const status = statusOf(visit);
      if (status === null) continue;
      const entry = seen.get(visit.state) ?? { times: 0, retries: 0, ms: 0 };
      entry.status = status;
      entry.times++;
      entry.retries += Math.max(0, visit.attempts.filter((attempt) => attempt.scheduled <= position).length - 1);
      if (visit.end && (visit.exit ?? Infinity) <= position) entry.ms += Date.parse(visit.end) - Date.parse(visit.start);
      seen.set(visit.state, entry);
      const from = visit.from ? visits.find((other) => other.id === visit.from)?.state : visit.parent ? null : "";
      if (from !== null) taken.add(from + "→" + visit.state);
    }
    let first = true;
    for (const [state, { group, sign, badge, time, node }] of this.nodes) {
      const entry = seen.get(state);
      const status = entry?.status ?? "NOT_REACHED";
      group.setAttribute("class", `node ${status} ${tone(status)}${state === chosen ? " chosen" : ""}`);
      group.tabIndex = (chosen ? state === chosen : first) ? 0 : -1;
      first = false;
      const retries = entry?.retries ?? 0;
      group.setAttribute("aria-label", [state, statusName(status), retries ? `${retries} retries` : ""].filter(Boolean).join(", "));
      if (state === chosen) group.setAttribute("aria-current", "true"); else group.removeAttribute("aria-current");
      const inner = icon(status, 12);
      inner.setAttribute("x", node.width - 22);
      inner.setAttribute("y", 11);
      sign.replaceChildren(entry ? inner : "");
      time.textContent = entry ? [entry.times > 1 ? `${entry.times} times` : "", entry.status === "RUNNING" ? "running" : duration(entry.ms)].filter(Boolean).join(" · ") : node.type;
      badge.replaceChildren();
      if (retries) {
        const text = `↻ ${retries}`;
        const width = 14 + 7 * text.length;
        badge.append(s("rect", { x: -width + 14, y: -9, width, height: 18, rx: 9 }), s("text", { x: -width / 2 + 14, y: 4 }, text), s("title", {}, `${retries} retries`));
      }
    }
    for (const [key, lines] of this.edges) {
      for (const line of lines) {
        const on = taken.has(key);
        line.classList.toggle("taken", on);
        line.setAttribute("marker-end", on ? "url(#arrowtaken)" : "url(#arrow)");
      }
    }
    this.bringIntoSight(chosen);
  }

  bringIntoSight(state) {
    const box = this.element.parentElement;
    const node = this.nodes.get(state)?.group;
    if (!box || !node || this.shown === state) return;
    this.shown = state;
    const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
    if (inner.top < outer.top + 20) box.scrollTop -= outer.top + 60 - inner.top;
    else if (inner.bottom > outer.bottom - 20) box.scrollTop += inner.bottom - outer.bottom + 60;
  }
}
