// One execution: the graph, and beside it what is known of the state, the time, the events, the tray.
import { announce, h, icon } from "./dom.js";
import { get, now } from "./api.js";
import { GraphView } from "./graph.js";
import { timeline, eventTable } from "./timeline.js";
import { statePanel } from "./state.js";
import { inputOutput, lostOrder, orderPanel } from "./order.js";
import { redriveDialog, startAnewDialog } from "./actions.js";
import { clock, day, duration, place, statusName, tone, zoneName } from "./words.js";

const POLL = 1000;
// What failed may be redriven from elsewhere: the page of the DLQ, the terminal, another browser.
const FAILED_POLL = 4000;
const LIVE = { RUNNING: POLL, PENDING_REDRIVE: POLL, FAILED: FAILED_POLL, TIMED_OUT: FAILED_POLL, ABORTED: FAILED_POLL };
const TABS = [["state", "State"], ["timeline", "Timeline"], ["events", "Events"], ["order", "Tray order"], ["data", "Input & output"]];

export function executionPage(main, about, name) {
  const page = new Execution(main, about, name);
  page.start();
  return () => page.leave();
}

class Execution {
  constructor(main, about, name) {
    Object.assign(this, { main, about, name, at: null, chosen: null, tab: null });
    main.replaceChildren(h("p", { class: "empty" }, "Loading…"));
    document.title = name + " · Trayline inspector";
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
  }

  leave() {
    this.left = true;
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.onKey);
  }

  get path() { return "/executions/" + encodeURIComponent(this.name); }

  async start() {
    try {
      Object.assign(this, await get(this.path));
    } catch (problem) {
      await this.lost(problem);
      return;
    }
    if (this.left) return;
    this.byId = new Map(this.visits.map((visit) => [visit.id, visit]));
    const query = new URLSearchParams(location.search);
    this.tab = TABS.some(([tab]) => tab === query.get("tab")) ? query.get("tab") : this.execution.status === "SUCCEEDED" ? "order" : "state";
    if (query.has("event")) this.at = Math.min(this.events.length, Math.max(1, Number(query.get("event")) || 1));
    const at = this.at === null ? null : this.visitOf(this.events[this.at - 1]);
    this.choose(at ?? this.firstChoice(), false);
    this.build();
    this.refresh();
    this.again();
  }

  /** What the ledger still knows of a tray whose execution Step Functions has forgotten. */
  async lost(problem) {
    const back = h("p", {}, h("a", { href: this.about.trays ? "/" : "/executions" }, "Back to the list"));
    if (problem.name.startsWith("ExecutionDoesNotExist") && this.about.trays) {
      const panel = h("div", {});
      const told = await lostOrder(panel, this.name).then(() => true, () => false);
      if (this.left) return;
      if (told) {
        this.main.replaceChildren(h("section", { class: "lost" }, h("h1", {}, this.name),
          h("p", { class: "comment" }, "Step Functions does not remember this execution: of an earlier run, or ended too long ago. This is its tray order."), back, panel));
        return;
      }
    }
    this.main.replaceChildren(h("div", { class: "empty problem", role: "alert" }, h("p", {}, `${problem.name}: ${problem.message}`), back));
  }

  firstChoice() {
    const failed = this.visits.findLast((visit) => ["FAILED", "TIMED_OUT", "ABORTED"].includes(visit.changes.at(-1).status));
    const running = this.visits.findLast((visit) => visit.changes.at(-1).status === "RUNNING");
    const tasks = this.visits.findLast((visit) => visit.type === "Task");
    return failed ?? running ?? tasks ?? this.visits.at(-1);
  }

  again() {
    clearTimeout(this.timer);
    const wait = LIVE[this.execution.status];
    if (!this.left && wait) this.timer = setTimeout(() => this.news(), wait);
  }

  async news() {
    if (this.left) return;
    if (document.hidden) { this.again(); return; }
    try {
      const news = await get(`${this.path}/news?after=${this.events.length}`);
      const grown = news.events.length > 0 || news.execution.status !== this.execution.status;
      this.execution = news.execution;
      this.events = this.events.concat(news.events);
      this.visits = news.visits;
      this.byId = new Map(this.visits.map((visit) => [visit.id, visit]));
      if (grown) {
        if (this.follows !== false && this.at === null) this.choose(this.firstChoice(), false);
        this.refresh();
      } else this.head();
    } catch (problem) {
      announce(problem.message);
    }
    this.again();
  }

  build() {
    this.header = h("header", { class: "run-head" });
    this.graphView = new GraphView(this.graph, (state) => this.chooseState(state));
    this.slider = h("input", { type: "range", min: 1, "aria-label": "Event", id: "scrubber", oninput: (event) => this.goTo(Number(event.target.value)) });
    this.eventNote = h("p", { class: "event-note", "aria-live": "polite" });
    const step = (text, label, by) => h("button", { type: "button", class: "quiet step", "aria-label": label, title: label, onclick: () => this.goTo(by()) }, text);
    this.panel = h("div", { class: "panel", id: "panel", role: "tabpanel", tabindex: "0" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "About this execution" },
      TABS.map(([tab, text]) => h("button", { type: "button", role: "tab", id: "tab-" + tab, "aria-controls": "panel", onclick: () => this.show(tab) }, text)));
    this.tabs.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const next = (TABS.findIndex(([tab]) => tab === this.tab) + by + TABS.length) % TABS.length;
      this.show(TABS[next][0]);
      this.tabs.children[next].focus();
    });
    this.main.replaceChildren(
      h("section", { class: "run-page" }, this.header,
        h("div", { class: "panes" },
          h("div", { class: "left" },
            h("div", { class: "graph", id: "graph" }, this.graphView.element),
            h("div", { class: "scrubber" },
              h("div", { class: "scrub" }, step("⇤", "First event", () => 1), step("←", "Event before", () => this.position() - 1), this.slider, step("→", "Next event", () => this.position() + 1), step("⇥", "Last event", () => this.events.length)),
              this.eventNote)),
          h("div", { class: "right" }, this.tabs, this.panel))));
  }

  key(event) {
    if (event.metaKey || event.ctrlKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName) || document.querySelector("dialog[open]")) return;
    const to = { ArrowLeft: this.position() - 1, ArrowRight: this.position() + 1, Home: 1, End: this.events?.length }[event.key];
    if (to === undefined || !this.events || !this.header) return;
    if ((event.key === "Home" || event.key === "End") && event.target !== document.body && !event.target.closest(".graph, .scrubber, #main:focus")) return;
    event.preventDefault();
    this.goTo(to);
  }

  position() { return this.at ?? this.events?.length ?? 0; }

  goTo(position) {
    const last = this.events.length;
    const to = Math.min(last, Math.max(1, position));
    this.at = to === last ? null : to;
    const visit = this.visitOf(this.events[to - 1]);
    if (visit) this.choose(visit, false);
    this.refresh();
  }

  /** The visit that an event belongs to. */
  visitOf(event) {
    for (let e = event; e; e = this.events[e.previousEventId - 1]) {
      const exited = this.visits.find((visit) => visit.exit === e.id);
      if (exited) return exited;
      if (this.byId.has(e.id)) return this.byId.get(e.id);
    }
    return null;
  }

  chooseState(state) {
    const visits = this.visits.filter((visit) => visit.state === state && visit.id <= this.position());
    this.follows = false;
    if (visits.length) this.choose(visits.at(-1), true);
    else { this.chosen = null; this.unvisited = state; this.show("state"); }
  }

  choose(visit, open) {
    if (!visit) return;
    this.chosen = visit.id;
    this.unvisited = null;
    if (open) this.show("state");
  }

  show(tab) {
    this.tab = tab;
    const query = new URLSearchParams(location.search);
    query.set("tab", tab);
    history.replaceState(null, "", location.pathname + "?" + query);
    this.refresh();
  }

  /** What a visit was when that event had happened; null before it. */
  statusAt(visit, position = this.position()) {
    return visit.changes.findLast((change) => change.event <= position)?.status ?? null;
  }

  refresh() {
    if (!this.header) return;
    this.head();
    const position = this.position();
    this.slider.max = this.events.length;
    this.slider.value = position;
    this.graphView.paint(this.visits, position, this.chosen ? this.byId.get(this.chosen)?.state : this.unvisited, (visit) => this.statusAt(visit));
    const event = this.events[position - 1];
    if (event) {
      const since = Date.parse(event.timestamp) - Date.parse(this.events[0].timestamp);
      this.slider.setAttribute("aria-valuetext", `${event.type}, ${position} of ${this.events.length}`);
      this.eventNote.replaceChildren(h("b", {}, event.type), ` ${this.visitOf(event)?.state ?? ""} `, h("span", { class: "muted" }, `#${event.id} of ${this.events.length} · +${duration(since)}`));
    }
    for (const button of this.tabs.children) {
      const on = button.id === "tab-" + this.tab;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", "tab-" + this.tab);
    if (this.drawn !== this.tab) {
      this.drawn = this.tab;
      this.panel.replaceChildren();
      delete this.panel.dataset.of;
      this.panel.scrollTop = 0;
    }
    const drawing = { state: statePanel, timeline, events: eventTable, order: orderPanel, data: inputOutput }[this.tab];
    drawing(this.panel, this);
  }

  head() {
    const { execution } = this;
    const running = execution.status === "RUNNING";
    const ms = (execution.stopDate ? Date.parse(execution.stopDate) : now()) - Date.parse(execution.startDate);
    const outcome = this.outcome();
    const at = this.location();
    const attempts = this.visits.reduce((sum, visit) => sum + Math.max(0, visit.attempts.length - 1), 0);
    const can = execution.redriveStatus === "REDRIVABLE";
    const why = !this.about.mayChange ? "This inspector only reads: start it with --allow-changes" : can ? null : execution.redriveStatusReason ?? "It cannot be redriven";
    const signature = JSON.stringify([execution, attempts, running ? Math.floor(ms / 1000) : ms, outcome, at]);
    if (this.header.dataset.of === signature) return;
    this.header.dataset.of = signature;
    const focused = this.header.contains(document.activeElement) ? document.activeElement.id : null;
    this.header.replaceChildren(
      h("div", { class: "run-title" },
        h("a", { class: "back", href: this.about.trays ? "/" : "/executions", "aria-label": "Back to the list" }, "←"),
        h("span", { class: `pill big ${tone(outcome ?? execution.status)}` }, icon(outcome ?? execution.status, 14), statusName(outcome ?? execution.status)),
        h("h1", {}, at || this.name),
        at ? h("code", { class: "run-name", title: execution.executionArn }, this.name) : null),
      h("dl", { class: "facts" },
        fact("Started", `${day(execution.startDate)}, ${clock(execution.startDate)}`, zoneName()),
        fact("Duration", duration(ms)),
        attempts ? fact("Retries", attempts) : null,
        execution.redriveCount ? fact("Redriven", execution.redriveCount === 1 ? "once" : `${execution.redriveCount} times`) : null,
        execution.error ? fact("Error", execution.error.split(".").at(-1), execution.error) : null),
      h("div", { class: "acts" },
        ["FAILED", "TIMED_OUT", "ABORTED"].includes(execution.status)
          ? h("button", { type: "button", id: "redrive", class: "primary", disabled: Boolean(why), title: why, onclick: () => redriveDialog(this) }, "Redrive") : null,
        h("button", { type: "button", id: "start-anew", disabled: !this.about.mayChange, title: this.about.mayChange ? null : "This inspector only reads: start it with --allow-changes", onclick: () => startAnewDialog(this) }, "Start anew")));
    if (focused) document.getElementById(focused)?.focus();
  }

  /** What the request came to; null until the execution has succeeded. */
  outcome() {
    return this.execution.status === "SUCCEEDED" ? parsed(this.execution.output)?.outcome ?? null : null;
  }

  variables() {
    const found = {};
    for (const event of this.events) {
      const assigned = event.stateExitedEventDetails?.assignedVariables;
      for (const name in assigned) found[name] = parsed(assigned[name]);
    }
    return found;
  }

  location() {
    return place(this.variables().eligibility?.location);
  }

  async changed() {
    Object.assign(this, await get(this.path));
    this.byId = new Map(this.visits.map((visit) => [visit.id, visit]));
    this.at = null;
    this.choose(this.firstChoice(), false);
    this.refresh();
    this.again();
  }
}

function fact(name, value, title) {
  return h("div", { title: title ?? null }, h("dt", {}, name), h("dd", {}, value));
}

export function parsed(text) {
  try { return JSON.parse(text); } catch { return text; }
}
