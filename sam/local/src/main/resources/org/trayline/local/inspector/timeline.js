// When everything happened: bars of states and attempts, and the events as AWS gives them.
import { h, s } from "./dom.js";
import { now } from "./api.js";
import { duration, millis, statusName, tone } from "./words.js";

const ROW = 24;
const LABEL = 172;
const WIDTH = 720;

export function timeline(panel, run) {
  const begin = Date.parse(run.execution.startDate);
  const position = run.position();
  const until = Math.max(...run.events.map((event) => Date.parse(event.timestamp)), run.execution.stopDate ? Date.parse(run.execution.stopDate) : now());
  const span = Math.max(1, until - begin);
  const x = (time) => LABEL + ((Date.parse(time) - begin) / span) * (WIDTH - LABEL - 8);
  const rows = [];
  const visits = run.visits.filter((visit) => visit.id <= position);
  let y = 26;
  for (const visit of visits) {
    const status = run.statusAt(visit);
    const end = visit.end && (visit.exit ?? position) <= position ? visit.end : new Date(until).toISOString();
    const ms = Date.parse(end) - Date.parse(visit.start);
    const left = x(visit.start);
    const width = Math.max(2, x(end) - left);
    const retried = visit.attempts.length > 1;
    const label = `${visit.state}, ${statusName(status)}, ${duration(ms)}`;
    rows.push(s("g", { class: `bar-row ${tone(status)}${visit.id === run.chosen ? " chosen" : ""}`, tabindex: 0, role: "button", "aria-label": label, onclick: () => run.choose(visit, true),
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); run.choose(visit, true); } } },
      s("title", {}, label), s("rect", { class: "hit", x: 0, y: y - 4, width: WIDTH, height: ROW, rx: 4 }),
      s("text", { class: "bar-label", x: (visit.parent ? 16 : 4), y: y + 12 }, visit.state.length > 24 ? visit.state.slice(0, 23) + "…" : visit.state),
      s("rect", { class: retried ? "bar thin" : "bar", x: left, y: y + 2, width, height: retried ? 4 : 12, rx: retried ? 2 : 3 }),
      s("text", { class: "bar-time", x: left + width + 5 > WIDTH - 60 ? left - 5 : left + width + 5, y: y + 12, "text-anchor": left + width + 5 > WIDTH - 60 ? "end" : "start" }, retried ? "" : duration(ms))));
    y += ROW;
    if (retried) {
      visit.attempts.filter((attempt) => attempt.scheduled <= position).forEach((attempt, i) => {
        const attemptEnd = attempt.end && attempt.ended <= position ? attempt.end : new Date(until).toISOString();
        const attemptStatus = attempt.end && attempt.ended <= position ? attempt.status : "RUNNING";
        const from = x(attempt.start);
        const wide = Math.max(2, x(attemptEnd) - from);
        const right = from + wide + 5 > WIDTH - 150;
        rows.push(s("g", { class: `bar-row attempt ${tone(attemptStatus)}` }, s("title", {}, `Attempt ${i + 1}: ${statusName(attemptStatus)} ${attempt.error ?? ""}`),
          s("text", { class: "bar-label sub", x: 16, y: y + 11 }, `attempt ${i + 1}`),
          s("rect", { class: "bar", x: from, y: y + 2, width: wide, height: 10, rx: 3 }),
          s("text", { class: "bar-time", x: right ? from - 5 : from + wide + 5, y: y + 11, "text-anchor": right ? "end" : "start" }, [duration(Date.parse(attemptEnd) - Date.parse(attempt.start)), attempt.ended <= position ? attempt.error?.split(".").at(-1) : ""].filter(Boolean).join(" · "))));
        y += ROW - 4;
      });
    }
  }
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => s("g", { class: "tick" },
    s("path", { d: `M${LABEL + part * (WIDTH - LABEL - 8)} 18V${y}` }),
    s("text", { x: LABEL + part * (WIDTH - LABEL - 8), y: 12, "text-anchor": part === 0 ? "start" : part === 1 ? "end" : "middle" }, duration(part * span) || "0")));
  panel.replaceChildren(h("div", { class: "wide" }, s("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${y + 6}`, width: WIDTH, role: "group", "aria-label": "Timeline" }, ticks, rows)));
}

export function eventTable(panel, run) {
  const begin = Date.parse(run.events[0].timestamp);
  const position = run.position();
  if (panel.dataset.of === "events:" + run.name && panel.querySelectorAll("tbody tr.event").length === run.events.length) {
    mark(panel, position);
    return;
  }
  const rows = run.events.map((event) => {
    const details = Object.entries(event).find(([name]) => name.endsWith("EventDetails"))?.[1] ?? {};
    const row = h("tr", { class: "event", "data-id": event.id, onclick: () => run.goTo(event.id) },
      h("td", { class: "number" }, h("button", { type: "button", class: "plain", "aria-label": `Event ${event.id}` }, event.id)),
      h("td", {}, h("span", { class: eventTone(event.type) }, event.type)),
      h("td", {}, details.name ?? run.visitOf(event)?.state ?? ""),
      h("td", { class: "number" }, "+" + duration(Date.parse(event.timestamp) - begin)),
      h("td", { class: "number", title: event.timestamp }, millis(event.timestamp)),
      h("td", { class: "number muted" }, event.previousEventId),
      h("td", {}, h("button", { type: "button", class: "plain more", "aria-expanded": "false", onclick: (click) => { click.stopPropagation(); expand(row, event, click.currentTarget); } }, "JSON")));
    return row;
  });
  panel.replaceChildren(h("div", { class: "wide" }, h("table", { class: "events" }, h("thead", {}, h("tr", {}, ["id", "type", "state", "after", "time", "previous", ""].map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, rows))));
  panel.dataset.of = "events:" + run.name;
  mark(panel, position);
}

function mark(panel, position) {
  for (const row of panel.querySelectorAll("tr.event")) {
    const id = Number(row.dataset.id);
    row.classList.toggle("current", id === position);
    row.classList.toggle("later", id > position);
    if (id === position) { row.setAttribute("aria-current", "step"); row.scrollIntoView({ block: "nearest" }); } else row.removeAttribute("aria-current");
  }
}

function expand(row, event, button) {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) row.nextElementSibling.remove();
  else row.after(h("tr", { class: "details" }, h("td", { colspan: 7 }, h("pre", { class: "json", tabindex: "0" }, JSON.stringify(event, null, 2)))));
}

function eventTone(type) {
  if (/Failed|TimedOut|Aborted/.test(type)) return "text-failed";
  if (/Succeeded/.test(type)) return "text-ok";
  if (/Redriven/.test(type)) return "text-caught";
  return "";
}
