// One state of the execution: what went in, what came out, and every expression with its value.
import { h, icon } from "./dom.js";
import { get } from "./api.js";
import { duration, millis, statusName, tone } from "./words.js";

const details = new Map();

export function statePanel(panel, run) {
  if (run.unvisited) { unvisited(panel, run, run.unvisited); return; }
  const visit = run.byId.get(run.chosen);
  if (!visit) { panel.replaceChildren(h("p", { class: "empty" }, "No state has been entered.")); return; }
  const status = run.statusAt(visit) ?? "NOT_REACHED";
  const whole = `${run.name}#${visit.id}#${visit.exit ?? ""}#${visit.attempts.length}#${visit.attempts.at(-1)?.ended ?? ""}#${run.execution.status}`;
  const signature = `${whole}#${status}#${run.position()}`;
  if (panel.dataset.of === signature) return;
  panel.dataset.of = signature;
  const detail = details.get(whole);
  draw(panel, run, visit, status, detail);
  if (!detail) {
    get(`${run.path}/visits/${visit.id}`).then((read) => {
      details.set(whole, read);
      if (panel.dataset.of === signature && panel.isConnected) draw(panel, run, visit, status, read);
    }, (problem) => {
      if (panel.dataset.of === signature) panel.append(h("p", { class: "problem", role: "alert" }, problem.message));
    });
  }
}

function unvisited(panel, run, state) {
  panel.dataset.of = "unvisited:" + state;
  const definition = find(run.definition, state);
  panel.replaceChildren(
    h("header", { class: "state-head" }, h("h2", {}, state), h("span", { class: "pill idle" }, "Not reached"), h("span", { class: "muted" }, definition?.Type)),
    definition?.Comment ? h("p", { class: "comment" }, definition.Comment) : null,
    section("Definition", pre(definition)));
}

function find(workflow, state) {
  for (const [name, definition] of Object.entries(workflow?.States ?? {})) {
    if (name === state) return definition;
    for (const inner of [...(definition.Branches ?? []), definition.ItemProcessor, definition.Iterator]) {
      const found = inner && find(inner, state);
      if (found) return found;
    }
  }
  return null;
}

function draw(panel, run, visit, status, detail) {
  const position = run.position();
  const definition = find(run.definition, visit.state) ?? {};
  const same = run.visits.filter((other) => other.state === visit.state);
  const left = visit.exit !== undefined && visit.exit <= position;
  const wrong = !["RUNNING", "SUCCEEDED"].includes(status) && visit.error;
  const parts = [
    h("header", { class: "state-head" }, h("h2", {}, visit.state), h("span", { class: `pill ${tone(status)}` }, icon(status), statusName(status)),
      h("span", { class: "muted" }, [visit.type, visit.index === undefined ? "" : `item ${visit.index}`, visit.end && left ? duration(Date.parse(visit.end) - Date.parse(visit.start)) : ""].filter(Boolean).join(" · "))),
    same.length > 1 ? h("div", { class: "visits", role: "group", "aria-label": "Visits" }, same.map((other, i) =>
      h("button", { type: "button", class: "chip", "aria-pressed": String(other.id === visit.id), onclick: () => { run.choose(other, false); run.refresh(); } }, `Visit ${i + 1}`))) : null,
    definition.Comment ? h("p", { class: "comment" }, definition.Comment) : null,
    wrong ? h("div", { class: "fault" }, h("b", {}, visit.error), visit.cause ? h("pre", { class: "cause", tabindex: "0" }, pretty(visit.cause)) : null) : null,
    attempts(visit, position),
  ];
  if (!detail) parts.push(h("p", { class: "muted" }, "Reading…"));
  else {
    parts.push(expressions(detail.expressions ?? []));
    parts.push(section("Input", pre(detail.input)));
    if (left && detail.output !== undefined) parts.push(section("Output", pre(detail.output)));
    parts.push(variables(detail.before ?? {}, left ? detail.after : undefined));
    parts.push(...(detail.calls ?? []).map((call, i) => section(detail.calls.length > 1 ? `Call of attempt ${i + 1}` : "Call", h("div", { class: "twin" }, h("div", {}, h("h4", {}, "Arguments"), pre(call.arguments)), h("div", {}, h("h4", {}, "Result"), call.result === undefined ? h("p", { class: "muted" }, "None") : pre(call.result))), true)));
  }
  panel.replaceChildren(...parts.filter(Boolean));
}

function attempts(visit, position) {
  const made = visit.attempts.filter((attempt) => attempt.scheduled <= position);
  if (made.length === 0) return null;
  return section(made.length > 1 ? `Attempts · ${made.length}` : "Attempt",
    h("table", { class: "attempts" }, h("thead", {}, h("tr", {}, ["#", "began", "took", "came to"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, made.map((attempt, i) => {
        const over = attempt.ended !== undefined && attempt.ended <= position;
        const status = over ? attempt.status : "RUNNING";
        return h("tr", {}, h("td", { class: "number" }, i + 1), h("td", { class: "number" }, millis(attempt.start)), h("td", { class: "number" }, over ? duration(Date.parse(attempt.end) - Date.parse(attempt.start)) : ""),
          h("td", {}, h("span", { class: `text-${tone(status)}` }, icon(status), " ", over && attempt.error ? attempt.error : statusName(status)), over && attempt.cause ? h("div", { class: "muted small" }, short(attempt.cause)) : null));
      }))));
}

const SOURCES = {
  RECORDED: ["recorded", "The history tells this value: the state worked with it."],
  EVALUATED: ["evaluated", "Not in the history: evaluated again from the recorded input and variables."],
  NOT_REACHED: ["not reached", "The state never came to it."],
};

function expressions(values) {
  if (values.length === 0) return null;
  return section(`JSONata · ${values.length}`, h("ul", { class: "expressions" }, values.map((value) => {
    const [text, title] = SOURCES[value.source];
    return h("li", { class: value.source.toLowerCase() },
      h("div", { class: "field" }, h("span", {}, value.field.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(" › ")), h("span", { class: "source", title }, text)),
      h("code", { class: "jsonata" }, value.expression),
      value.problem ? h("pre", { class: "cause" }, value.problem) : value.value !== undefined ? pre(value.value, "value") : null);
  })));
}

function variables(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return section("Variables", h("div", { class: "variables" }, names.map((name) => {
    const changed = after && JSON.stringify(before[name]) !== JSON.stringify(after[name]);
    return h("details", { open: changed || null }, h("summary", {}, h("code", {}, "$" + name), changed ? h("span", { class: "tag" }, name in before ? "changed" : "assigned here") : h("span", { class: "muted" }, after ? "unchanged" : "")),
      changed ? h("div", { class: "twin" }, h("div", {}, h("h4", {}, "Before"), name in before ? pre(before[name]) : h("p", { class: "muted" }, "Not there")), h("div", {}, h("h4", {}, "After"), pre(after[name]))) : pre(before[name]));
  })));
}

export function section(title, content, closed) {
  return h("details", { class: "section", open: closed ? null : true }, h("summary", {}, title), content);
}

export function pre(value, kind = "") {
  const text = typeof value === "string" && kind !== "value" ? value : JSON.stringify(value, null, 2) ?? "";
  const code = h("pre", { class: "json " + kind, tabindex: text.length > 400 ? "0" : null });
  code.append(...highlight(text));
  return code;
}

/** Strings, names and numbers in their colours, without a parser of HTML. */
function highlight(text) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g)) {
    if (match.index > last) parts.push(text.slice(last, match.index));
    const kind = match[1] ? (match[2] ? "key" : "string") : "literal";
    parts.push(h("span", { class: kind }, match[1] ?? match[0]), match[2] ?? "");
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return parts;
}

function pretty(cause) {
  try { return JSON.stringify(JSON.parse(cause), null, 2); } catch { return cause; }
}
function short(cause) {
  let text = cause;
  try { text = JSON.parse(cause).errorMessage ?? cause; } catch { /* no JSON: as it is */ }
  return text.length > 160 ? text.slice(0, 160) + "…" : text;
}
