// What lies on the DLQ: by state and error, the oldest first; and its replay, of one or of all that are shown.
import { announce, h, icon } from "./dom.js";
import { get, post } from "./api.js";
import { dialog } from "./actions.js";
import { countDeadLetters } from "./main.js";
import { Rows } from "./rows.js";
import { Results, replayDialog } from "./replay.js";
import { age, day, clock, KIND, lastPart, shortDayOf, words } from "./words.js";

const POLL = 3000;
const AT_WORK = 300;
const STAGES = { READING: "Reading the DLQ", EXAMINING: "Looking at each", REPLAYING: "Replaying", WAITING: "Waiting for what comes of them" };
const FILTERS = ["group", "unit", "meal", "q"];

export function lettersPage(main, about) {
  const page = new Letters(main, about);
  page.poll();
  return () => page.leave();
}

/** Why it lies there; where nothing is said, SQS itself put it there after its deliveries. */
const errorOf = (one) => lastPart(one.error) || "Given up by SQS";
const groupOf = (one) => [one.kind, one.state, one.error].join("|");
export const placeOf = (one) => one.mealPeriod
  ? `${one.unit ?? "Unit not known"} · ${words(one.mealPeriod)} ${shortDayOf(one.serviceDate)}`
  : one.kind === "MALFORMED" ? "Message not understood" : one.id;
export const executionOf = (one) => (["FAILED", "RUNNING", "SETTLED"].includes(one.kind) ? "/executions/" + encodeURIComponent(one.id) : null);

class Letters {
  constructor(main, about) {
    this.about = about;
    this.all = [];
    this.byId = new Map();
    this.lookedAt = 0;
    const query = new URLSearchParams(location.search);
    this.filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
    this.list = new Rows("Dead letters", (row, element) => this.draw(row, element));
    this.results = new Results();
    this.note = h("span", { class: "note" });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.again = h("button", { type: "button", id: "look", onclick: () => this.look() }, "Look again");
    this.stage = h("span", { id: "stage" });
    this.bar = h("progress", { "aria-labelledby": "stage" });
    this.work = h("div", { class: "work", hidden: true }, this.stage, this.bar);
    this.groups = h("div", { class: "groups", role: "group", "aria-label": "By state and error" });
    this.search = h("input", { type: "search", id: "filter-q", placeholder: "Search id, unit, error  ( / )", "aria-label": "Search", value: this.filter.q, oninput: (event) => this.set("q", event.target.value) });
    this.search.addEventListener("keydown", (event) => { if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); this.list.focus(0); } });
    const choose = (name, label) => h("select", { "aria-label": label, id: "filter-" + name, hidden: true, onchange: (event) => this.set(name, event.target.value) });
    this.unit = choose("unit", "Unit");
    this.meal = choose("meal", "Meal period");
    this.clear = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => { FILTERS.forEach((name) => (this.filter[name] = "")); this.search.value = ""; this.set("q", ""); } }, "Clear filters");
    this.replayAll = h("button", { type: "button", id: "replay", class: "primary", hidden: true, onclick: () => this.replay(this.shown) });
    this.filters = h("div", { class: "filters", role: "search", hidden: true }, this.search, this.unit, this.meal, this.clear, h("div", { class: "acts" }, this.replayAll));
    this.headings = h("div", { class: "row head", "aria-hidden": "true", hidden: true }, ["Kind", "For", "Error", "State", "Tries", "Age", "Execution", ""].map((text, i) => h("span", { class: `c${i}` }, text)));
    this.empty = h("p", { class: "empty" }, "Reading the DLQ…");
    main.replaceChildren(h("section", { class: about.mayChange ? "list-page letters" : "list-page letters read-only" },
      h("div", { class: "list-head" }, h("h1", {}, "Dead letters"), this.note, h("div", { class: "acts" }, this.again)),
      this.problem, this.work, this.results.element, this.groups,
      this.filters,
      this.headings, this.list.element, this.empty));
    document.title = "Dead letters · Trayline inspector";
    this.keys = (event) => {
      if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName) && !document.querySelector("dialog[open]")) { event.preventDefault(); this.search.focus(); }
    };
    document.addEventListener("keydown", this.keys);
  }

  leave() {
    this.left = true;
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.keys);
  }

  async poll() {
    clearTimeout(this.timer);
    if (this.left) return;
    try {
      if (!document.hidden || !this.board) this.take(await get("/dead-letters"));
      const { work, depth } = this.board;
      const changed = this.seen?.depth !== depth;
      if (!work && changed && !document.hidden && !document.querySelector("dialog[open]") && performance.now() - this.lookedAt > POLL) await this.look();
    } catch (problem) {
      this.say(problem);
    }
    clearTimeout(this.timer);
    if (!this.left) this.timer = setTimeout(() => this.poll(), this.board?.work ? AT_WORK : POLL);
  }

  /** Every look hides the messages from others for a moment, so it is taken only where something changed. */
  async look() {
    this.lookedAt = performance.now();
    try {
      this.take(await post("/dead-letters/look"));
      this.timer = setTimeout(() => this.poll(), AT_WORK);
    } catch (problem) {
      if (problem.name !== "Busy") this.say(problem);
    }
  }

  replay(chosen) {
    replayDialog(chosen, (board) => { this.take(board); this.poll(); });
  }

  say(problem) {
    this.problem.textContent = `${problem.name}: ${problem.message}`;
    this.problem.hidden = false;
  }

  take(board) {
    if (this.left) return;
    // What an earlier page saw may be gone by now: this one looks for itself.
    if (!this.board) this.stale = board.seen?.at;
    const before = this.seen;
    this.seen = board.seen && board.seen.at !== this.stale ? board.seen : null;
    this.board = board;
    countDeadLetters(board.depth);
    this.problem.hidden = !board.problem;
    this.problem.textContent = board.problem ?? "";
    const { work } = board;
    this.work.hidden = !work || work.verb === "PREVIEW";
    this.again.disabled = Boolean(work);
    if (work) {
      this.stage.textContent = work.of ? `${STAGES[work.stage]}: ${work.done} of ${work.of}` : STAGES[work.stage];
      if (work.of) { this.bar.max = work.of; this.bar.value = work.done; } else this.bar.removeAttribute("value");
    }
    this.results.show(board.replayed);
    if (this.seen && this.seen.at !== before?.at) this.adopt(this.seen);
    if (this.seen) this.filtered();
    else {
      this.list.element.hidden = true;
      this.filters.hidden = true;
      this.empty.hidden = Boolean(work);
      this.empty.textContent = board.problem ? "The DLQ could not be read." : "Reading the DLQ…";
    }
    this.list.visible((one, element) => { element.querySelector(".c5").textContent = age(one.since); });
  }

  /** Keeps the row objects of what has not changed, so that their elements and the focus stay. */
  adopt({ stranded, groups }) {
    this.byId = new Map(stranded.map((one) => {
      const text = JSON.stringify(one);
      const old = this.byId.get(one.id);
      return [one.id, old?.text === text ? old : { ...one, text, group: groupOf(one), version: 1,
        words: [one.id, one.unit, one.error, one.state, one.kind, KIND[one.kind][0], one.mealPeriod, one.poison ? "poison" : "", placeOf(one)].filter(Boolean).join("\n").toLowerCase() }];
    }));
    const rank = new Map(groups.map((group, i) => [groupOf(group), i]));
    this.all = [...this.byId.values()].sort((a, b) => rank.get(a.group) - rank.get(b.group) || Date.parse(a.since) - Date.parse(b.since));
    if (!rank.has(this.filter.group)) this.set("group", "");
    announce(`${this.all.length} on the DLQ`);
  }

  set(name, value) {
    this.filter[name] = value;
    const query = new URLSearchParams(Object.entries(this.filter).filter(([, text]) => text));
    history.replaceState(null, "", location.pathname + (query.size ? "?" + query : ""));
    this.list.element.scrollTop = 0;
    this.filtered();
  }

  options(select, name, all, values, text) {
    const listed = [...new Set([...values, this.filter[name]].filter(Boolean))].sort();
    select.hidden = listed.length === 0;
    if (select.dataset.of !== listed.join("|")) {
      select.dataset.of = listed.join("|");
      select.replaceChildren(h("option", { value: "" }, all), ...listed.map((value) => h("option", { value }, text(value))));
    }
    select.value = this.filter[name];
  }

  filtered() {
    const { group, unit, meal, q } = this.filter;
    const parts = q.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (one) => (!unit || one.unit === unit) && (!meal || one.mealPeriod === meal) && parts.every((part) => one.words.includes(part));
    const others = this.all.filter(passes);
    this.shown = group ? others.filter((one) => one.group === group) : others;
    this.options(this.unit, "unit", "Any unit", this.all.map((one) => one.unit), (value) => value);
    this.options(this.meal, "meal", "Any meal", this.all.map((one) => one.mealPeriod), words);
    this.drawGroups(others);
    this.list.set(this.shown);
    const { seen } = this;
    const { work } = this.board;
    const any = Boolean(group || unit || meal || q);
    this.clear.hidden = !any;
    this.filters.hidden = this.all.length === 0 && !any;
    this.headings.hidden = this.list.element.hidden = this.shown.length === 0;
    this.empty.hidden = this.shown.length > 0;
    this.empty.textContent = this.all.length ? "Nothing passes these filters." : seen.hidden ? "All of it is in the hands of another." : "Nothing lies on the DLQ.";
    this.note.textContent = [any ? `${this.shown.length} of ${this.all.length}` : this.all.length ? `${this.all.length}` : "",
      seen.hidden ? `${seen.hidden} more in the hands of another, or of one that was interrupted: look again soon` : ""].filter(Boolean).join(" · ");
    this.replayAll.hidden = !this.about.mayChange || this.shown.length === 0;
    this.replayAll.disabled = Boolean(work);
    this.replayAll.textContent = any ? `Replay these ${this.shown.length}…` : this.all.length === 1 ? "Replay it…" : `Replay all ${this.all.length}…`;
  }

  drawGroups(rows) {
    const groups = new Map();
    for (const one of rows) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
    const signature = JSON.stringify([[...groups].map(([key, members]) => [key, members.length, age(members[0].since), members.filter((one) => one.poison).length]), this.filter.group]);
    if (this.groups.dataset.of === signature) return;
    this.groups.dataset.of = signature;
    const focused = document.activeElement?.dataset?.group;
    this.groups.replaceChildren(...[...groups].map(([key, members]) => {
      const [kind, state, error] = key.split("|");
      const poison = members.filter((one) => one.poison).length;
      return h("button", { type: "button", class: `group ${KIND[kind][1]}`, "data-group": key, "aria-pressed": String(this.filter.group === key), onclick: () => this.set("group", this.filter.group === key ? "" : key) },
        h("span", { class: `pill ${KIND[kind][1]}` }, icon(KIND[kind][2]), KIND[kind][0]),
        h("b", { class: "number" }, members.length.toLocaleString("en")),
        h("span", { class: "what" }, [errorOf({ error }), state].filter(Boolean).join(kind === "MALFORMED" ? ": " : " at ")),
        poison ? h("span", { class: "flag poison" }, `${poison} poison`) : null,
        h("span", { class: "ages muted number" }, members.length > 1 ? `${age(members[0].since)} to ${age(members.at(-1).since)} old` : `${age(members[0].since)} old`));
    }));
    if (focused) [...this.groups.children].find((button) => button.dataset.group === focused)?.focus();
  }

  draw(one, element) {
    const [kind, tone, sign] = KIND[one.kind];
    const address = executionOf(one);
    const open = address ? h("a", { href: address }, placeOf(one)) : h("button", { type: "button", class: "plain open", onclick: () => letterDialog(one) }, placeOf(one));
    element.className = `row tone-${tone}`;
    element.replaceChildren(
      h("span", { class: "c0", role: "cell" }, h("span", { class: `pill ${tone}` }, icon(sign), kind)),
      h("span", { class: "c1", role: "cell" }, open),
      h("span", { class: "c2", role: "cell", title: one.error }, one.poison ? h("span", { class: "flag poison" }, "Poison") : null, h("span", { class: "error" }, errorOf(one))),
      h("span", { class: "c3", role: "cell", title: one.state }, one.state),
      h("span", { class: "c4 number", role: "cell" }, one.attempts || ""),
      h("span", { class: "c5 number", role: "cell", title: `${day(one.since)}, ${clock(one.since)}` }, age(one.since)),
      h("span", { class: "c6 id", role: "cell" }, one.id),
      h("span", { class: "c7", role: "cell" }, this.about.mayChange && one.kind !== "MALFORMED" ? h("button", { type: "button", class: "small-button", "aria-label": `Replay ${placeOf(one)}`, onclick: () => this.replay([one]) }, "Replay…") : null));
  }
}

const MEANS = {
  NEVER_STARTED: "No execution was ever started. A replay sends it back to the queue of tray requests.",
  FORGOTTEN: "Step Functions does not remember its execution, and it cannot be replayed. If the patient is still due, the sweep asks anew.",
  MALFORMED: "No reader understands it. Whoever sent it must send it anew, rightly; here it stays until SQS drops it after 14 days.",
};

function letterDialog(one) {
  const fact = (name, value) => (value ? [h("dt", {}, name), h("dd", {}, value)] : []);
  dialog(placeOf(one), h("div", {}, h("p", { class: "comment" }, MEANS[one.kind]), h("dl", { class: "letter" },
    fact("Id", h("code", {}, one.id)), fact("Error", one.error), fact(one.kind === "MALFORMED" ? "Reason" : "State", one.state),
    fact("On the DLQ since", `${day(one.since)}, ${clock(one.since)}`), fact("Messages", one.messages > 1 ? one.messages : ""))));
}
