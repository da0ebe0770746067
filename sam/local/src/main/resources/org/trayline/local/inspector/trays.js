// The list of a meal period's trays; of executions where no API tells of trays.
import { announce, h, icon, s } from "./dom.js";
import { changes, get, now } from "./api.js";
import { Rows } from "./rows.js";
import { clock, day, dayOf, duration, statusName, tone, useZone, words } from "./words.js";

const FIRST = 200;
const PAGE = 5000;
const POLL = 2000;
const ORDER = ["FAILED", "TIMED_OUT", "ABORTED", "HELD", "RUNNING", "PENDING", "PLACED", "SUCCEEDED", "WITHHELD", "NOT_NEEDED", "CANCELLED"];
const FILTERS = ["outcome", "reason", "unit", "step", "q"];
const UNFINISHED = new Set(["RUNNING", "PENDING", "FAILED", "TIMED_OUT", "ABORTED"]);

export function traysPage(main, about, ofTrays) {
  const page = new Trays(main, about, ofTrays);
  page.start();
  return () => page.leave();
}

class Trays {
  constructor(main, about, ofTrays) {
    this.about = about;
    this.ofTrays = ofTrays;
    this.rows = [];
    this.byKey = new Map();
    this.standings = new Map();
    this.asked = new Set();
    this.failures = new Map();
    this.changed = changes();
    this.filter = this.fromAddress();
    this.list = new Rows(ofTrays ? "Trays" : "Executions", (row, element) => this.draw(row, element), (rows) => this.look(rows));
    this.bar = h("div", { class: "outcomes", role: "group", "aria-label": "Outcomes" });
    this.note = h("span", { class: "note" });
    this.empty = h("p", { class: "empty", hidden: true });
    this.controls();
    main.replaceChildren(
      h("section", { class: ofTrays ? "list-page" : "list-page of-executions" },
        h("div", { class: "list-head" }, h("h1", {}, ofTrays ? "Trays" : "Executions"), this.meal, this.note),
        this.bar,
        h("div", { class: "filters", role: "search" }, this.search, this.reason, this.unit, this.step, this.clear),
        h("div", { class: "row head", "aria-hidden": "true" }, ["Outcome", ofTrays ? "Place" : "Execution", "Reasons", "Step", "Duration", "Attempts", ofTrays ? "Asked" : "Started", "Patient"].map((text, i) => h("span", { class: `c${i}` }, text))),
        this.list.element, this.empty));
    document.title = (ofTrays ? "Trays" : "Executions") + " · Trayline inspector";
    this.keys = (event) => {
      if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) { event.preventDefault(); this.search.focus(); }
    };
    document.addEventListener("keydown", this.keys);
  }

  controls() {
    const choose = (name, label) => h("select", { "aria-label": label, id: "filter-" + name, onchange: (event) => this.set(name, event.target.value) });
    this.search = h("input", { type: "search", id: "filter-q", placeholder: this.ofTrays ? "Search id, place, reason  ( / )" : "Search name, reason  ( / )", "aria-label": "Search", value: this.filter.q,
      oninput: (event) => this.set("q", event.target.value) });
    this.search.addEventListener("keydown", (event) => { if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); this.list.focus(0); } });
    this.reason = choose("reason", "Reason");
    this.unit = choose("unit", "Unit");
    this.step = choose("step", "Step");
    this.clear = h("button", { type: "button", class: "quiet", onclick: () => { FILTERS.forEach((name) => (this.filter[name] = "")); this.search.value = ""; this.set("q", ""); } }, "Clear filters");
    this.meal = h("select", { "aria-label": "Meal period", id: "meal", hidden: true, onchange: () => this.chooseMeal(this.meal.value) });
  }

  fromAddress() {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries([...FILTERS, "facility", "date", "meal"].map((name) => [name, query.get(name) ?? ""]));
  }

  toAddress() {
    const query = new URLSearchParams(Object.entries(this.filter).filter(([, value]) => value));
    history.replaceState(null, "", location.pathname + (query.size ? "?" + query : ""));
  }

  set(name, value) {
    this.filter[name] = value;
    this.toAddress();
    if (name === "step" && value) this.lookAtAll();
    this.list.element.scrollTop = 0;
    this.filtered();
  }

  toggleOutcome(status) {
    const chosen = new Set(this.filter.outcome.split(",").filter(Boolean));
    if (!chosen.delete(status)) chosen.add(status);
    this.set("outcome", [...chosen].join(","));
  }

  async start() {
    try {
      if (this.ofTrays) await this.mealPeriods();
      await this.poll();
    } catch (problem) {
      this.problem(problem);
    }
    this.timer = setTimeout(() => this.again(), POLL);
  }

  leave() {
    this.left = true;
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.keys);
  }

  async again() {
    if (this.left) return;
    const began = performance.now();
    try {
      if (!document.hidden) await this.poll();
    } catch (problem) {
      this.problem(problem);
    }
    // Never busier than a fifth of the time.
    if (!this.left) this.timer = setTimeout(() => this.again(), Math.max(POLL, 4 * (performance.now() - began)));
  }

  problem(problem) {
    this.note.textContent = `${problem.name}: ${problem.message}`;
    this.note.classList.add("problem");
  }

  async mealPeriods() {
    const { mealPeriods } = await get("/trays/meal-periods");
    this.periods = mealPeriods;
    const key = (period) => [period.facilityId, period.serviceDate, period.mealPeriod].join("|");
    this.meal.replaceChildren(...mealPeriods.map((period) => h("option", { value: key(period) }, `${words(period.mealPeriod)}, ${dayOf(period.serviceDate)} · ${period.facilityName}`)));
    this.meal.hidden = mealPeriods.length === 0;
    const wanted = mealPeriods.find((period) => (!this.filter.facility || period.facilityId === this.filter.facility)
      && (!this.filter.date || period.serviceDate === this.filter.date) && (!this.filter.meal || period.mealPeriod === this.filter.meal))
      ?? mealPeriods[0];
    this.period = wanted;
    if (wanted) { this.meal.value = key(wanted); useZone(wanted.timeZone); }
  }

  chooseMeal(key) {
    const [facility, date, meal] = key.split("|");
    Object.assign(this.filter, { facility, date, meal });
    this.toAddress();
    this.period = this.periods.find((period) => period.facilityId === facility && period.serviceDate === date && period.mealPeriod === meal);
    this.rows = [];
    this.changed = changes();
    this.poll().catch((problem) => this.problem(problem));
  }

  async poll() {
    await (this.ofTrays ? this.pollTrays() : this.pollExecutions());
    this.note.classList.remove("problem");
  }

  async pollTrays() {
    if (!this.period) { await this.mealPeriods(); if (!this.period) { this.filtered(); return; } }
    const { facilityId, serviceDate, mealPeriod } = this.period;
    const query = new URLSearchParams({ facilityId, serviceDate, mealPeriod, limit: FIRST });
    const failed = await this.failedExecutions();
    const first = await this.changed("/trays?" + query);
    if (first === null && !failed) return;
    if (first) {
      let trays = first.trays;
      if (this.rows.length < trays.length) this.take(trays);
      query.set("limit", PAGE);
      for (let cursor = first.nextCursor; cursor && !this.left; ) {
        query.set("cursor", cursor);
        const next = await get("/trays?" + query);
        trays = trays.concat(next.trays);
        cursor = next.nextCursor;
      }
      this.trays = trays;
    }
    this.take(this.trays ?? []);
  }

  /** The ledger learns of a failed execution late: Step Functions knows at once. */
  async failedExecutions() {
    const before = this.failures.size;
    const found = new Map();
    for (const status of ["FAILED", "TIMED_OUT", "ABORTED"]) {
      for (const execution of (await get("/executions?status=" + status)).executions) found.set(execution.name, execution.status);
    }
    const changed = before !== found.size || [...found.keys()].some((name) => !this.failures.has(name));
    for (const name of this.failures.keys()) if (!found.has(name)) this.forget(name);
    this.failures = found;
    return changed;
  }

  take(trays) {
    this.adopt(trays.map(({ patientId, location, request, trayOrder }) => ({
      key: request.requestId,
      status: this.statusOf(request),
      unit: location.unit, room: location.room, bed: location.bed,
      reasons: request.reasons, flags: trayOrder?.flags ?? [],
      execution: request.executionName, id: patientId, request: request.requestId,
      attempts: request.attempt, at: request.requestedAt, sent: request.sentAt, ms: request.durationMs,
      order: trayOrder?.status,
    })));
  }

  statusOf(request) {
    if (request.status === "COMPLETED") return request.outcome;
    if (request.status === "FAILED" || request.status === "CANCELLED") return request.status;
    return this.failures.get(request.executionName) ?? (request.status === "PROCESSING" ? "RUNNING" : request.status);
  }

  async pollExecutions() {
    const found = [];
    let token;
    do {
      const page = await get("/executions" + (token ? "?nextToken=" + encodeURIComponent(token) : ""));
      found.push(...page.executions);
      token = page.nextToken;
      if (this.rows.length < found.length) this.takeExecutions(found);
    } while (token && found.length < 10_000 && !this.left);
    this.takeExecutions(found);
  }

  takeExecutions(found) {
    this.adopt(found.map((execution) => {
      const standing = this.standings.get(execution.name);
      const outcome = standing?.status === execution.status ? standing?.output?.outcome : null;
      return {
        key: execution.name, status: outcome ?? execution.status, unit: "", room: "", bed: "",
        reasons: standing?.output?.reasons ?? [], flags: [], execution: execution.name, id: execution.name, request: "",
        attempts: 1 + (execution.redriveCount ?? 0), at: execution.startDate, sent: execution.startDate,
        ms: execution.stopDate ? Date.parse(execution.stopDate) - Date.parse(execution.startDate) : null, said: execution.status,
      };
    }));
  }

  /** Keeps the row objects of what has not changed, so that their elements stay as they are. */
  adopt(rows) {
    const kept = new Map();
    this.rows = rows.map((row) => {
      const old = this.byKey.get(row.key);
      const text = JSON.stringify(row);
      if (old && old.text === text) { kept.set(row.key, old); return old; }
      if (old && UNFINISHED.has(old.status)) this.forget(row.execution);
      row.text = text;
      row.version = (old?.version ?? 0) + 1;
      row.words = [row.id, row.request, row.execution, row.unit, row.room, row.bed, `${row.unit} ${row.room} ${row.bed}`, ...row.reasons, ...row.reasons.map(words), statusName(row.status)].join("\n").toLowerCase();
      kept.set(row.key, row);
      return row;
    });
    this.byKey = kept;
    const rank = new Map(ORDER.map((status, i) => [status, i]));
    const urgent = (row) => Math.min(rank.get(row.status) ?? 9, 6);
    this.rows = this.rows.map((row, i) => [urgent(row), i, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , row]) => row);
    if (this.filter.step) this.lookAtAll();
    this.options();
    this.filtered();
  }

  options() {
    const fill = (select, all, values, name, text = (value) => value) => {
      const listed = [...values].sort();
      if (this.filter[name] && !values.has(this.filter[name])) listed.push(this.filter[name]);
      const signature = listed.join("|");
      if (select.dataset.of === signature) { select.value = this.filter[name]; return; }
      select.dataset.of = signature;
      select.replaceChildren(h("option", { value: "" }, all), ...listed.map((value) => h("option", { value }, text(value))));
      select.value = this.filter[name];
      select.hidden = listed.length === 0;
    };
    fill(this.reason, "Any reason", new Set(this.rows.flatMap((row) => row.reasons)), "reason", words);
    fill(this.unit, "Any unit", new Set(this.rows.map((row) => row.unit).filter(Boolean)), "unit");
    const steps = new Set([...this.standings.values()].map((standing) => standing.step).filter(Boolean));
    fill(this.step, "Any step", steps, "step");
  }

  filtered() {
    const { outcome, reason, unit, step, q } = this.filter;
    const outcomes = new Set(outcome.split(",").filter(Boolean));
    const parts = q.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (row) => (!reason || row.reasons.includes(reason)) && (!unit || row.unit === unit)
      && (!step || (UNFINISHED.has(row.status) && this.standings.get(row.execution)?.step === step))
      && parts.every((part) => row.words.includes(part));
    const others = this.rows.filter(passes);
    const shown = outcomes.size ? others.filter((row) => outcomes.has(row.status)) : others;
    this.list.set(shown);
    this.drawBar(others, outcomes);
    const any = Boolean(outcome || reason || unit || step || q);
    this.clear.hidden = !any;
    this.empty.hidden = shown.length > 0;
    this.empty.textContent = this.rows.length ? "Nothing passes these filters." : this.ofTrays ? "No trays have been asked for yet." : "No executions yet.";
    if (!this.note.classList.contains("problem")) this.note.textContent = any ? `${shown.length.toLocaleString("en")} of ${this.rows.length.toLocaleString("en")}` : `${this.rows.length.toLocaleString("en")}`;
    announce(`${shown.length} rows`);
  }

  drawBar(rows, chosen) {
    const counts = new Map();
    for (const row of rows) counts.set(row.status, (counts.get(row.status) ?? 0) + 1);
    for (const status of chosen) if (!counts.has(status)) counts.set(status, 0);
    const listed = ORDER.filter((status) => counts.has(status));
    const signature = JSON.stringify([listed.map((status) => counts.get(status)), listed, [...chosen]]);
    if (this.bar.dataset.of === signature) return;
    this.bar.dataset.of = signature;
    const total = Math.max(1, rows.length);
    let x = 0;
    const parts = listed.map((status) => {
      const width = (counts.get(status) / total) * 1000;
      const part = s("rect", { class: `fill-${tone(status)}`, x, y: 0, width: Math.max(0, width - 2), height: 8 }, s("title", {}, `${statusName(status)} ${counts.get(status)}`));
      x += width;
      return part;
    });
    const focused = document.activeElement?.dataset?.outcome;
    this.bar.replaceChildren(
      s("svg", { class: "share", viewBox: "0 0 1000 8", preserveAspectRatio: "none", "aria-hidden": "true" }, parts),
      h("div", { class: "chips" }, listed.map((status) =>
        h("button", { type: "button", class: `chip ${tone(status)}`, "data-outcome": status, "aria-pressed": chosen.has(status) ? "true" : "false", onclick: () => this.toggleOutcome(status) },
          icon(status), statusName(status), h("b", {}, counts.get(status).toLocaleString("en"))))));
    if (focused) this.bar.querySelector(`[data-outcome="${focused}"]`)?.focus();
  }

  draw(row, element) {
    const standing = this.standings.get(row.execution);
    const open = UNFINISHED.has(row.status);
    const ms = row.ms ?? (row.status === "RUNNING" && row.sent ? now() - Date.parse(row.sent) : null);
    const step = open ? standing?.step ?? "" : "";
    const error = open && standing?.error ? standing.error.split(".").at(-1) : null;
    const where = [row.unit, row.room, row.bed].filter(Boolean).join(" · ");
    const title = where || (this.ofTrays ? "Place not known" : row.id);
    element.className = `row ${open || row.status === "HELD" ? "urgent" : ""} tone-${tone(row.status)}`;
    element.replaceChildren(
      h("span", { class: "c0", role: "cell" }, h("span", { class: `pill ${tone(row.status)}` }, icon(row.status), statusName(row.status))),
      h("span", { class: "c1", role: "cell" }, row.execution ? h("a", { href: "/executions/" + encodeURIComponent(row.execution) }, title) : h("span", {}, title)),
      h("span", { class: "c2", role: "cell" }, error ? h("span", { class: "error", title: standing.error }, error) : null,
        row.reasons.map((reason) => h("span", { class: "reason" }, words(reason))),
        row.flags.map((flag) => h("span", { class: "flag" }, words(flag))),
        row.order === "CANCELLED" || row.order === "DELIVERED" ? h("span", { class: "flag" }, words(row.order)) : null),
      h("span", { class: "c3", role: "cell" }, step),
      h("span", { class: "c4 number", role: "cell" }, duration(ms)),
      h("span", { class: "c5 number", role: "cell" }, open && standing?.attempts > 1 ? `${standing.attempts} tries` : row.attempts > 1 ? `${row.attempts}` : "1"),
      h("span", { class: "c6 number", role: "cell", title: day(row.at) }, clock(row.at)),
      h("span", { class: "c7 id", role: "cell" }, row.id));
  }

  forget(execution) {
    this.standings.delete(execution);
    this.asked.delete(execution);
  }

  /** Asks where the running and failed rows in sight stand; of bare executions, what they came to. */
  look(rows) {
    const wanted = rows.filter((row) => row.execution && !this.asked.has(row.execution) && (UNFINISHED.has(row.status) || row.said === "SUCCEEDED")).map((row) => row.execution);
    if (wanted.length === 0) return;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.stand(wanted), 60);
  }

  lookAtAll() {
    const wanted = this.rows.filter((row) => row.execution && UNFINISHED.has(row.status) && !this.asked.has(row.execution)).map((row) => row.execution);
    if (wanted.length) this.stand(wanted);
  }

  async stand(names) {
    names.forEach((name) => this.asked.add(name));
    for (let i = 0; i < names.length; i += 50) {
      const part = names.slice(i, i + 50);
      let found;
      try {
        found = await get("/standings?names=" + part.map(encodeURIComponent).join(","));
      } catch {
        part.forEach((name) => this.asked.delete(name));
        continue;
      }
      for (const [name, standing] of Object.entries(found)) {
        this.standings.set(name, standing);
        if (standing.status === "RUNNING") setTimeout(() => this.asked.delete(name), POLL);
      }
      for (const row of this.rows) if (found[row.execution]) row.version++;
    }
    if (this.left) return;
    if (this.ofTrays) { this.options(); this.filtered(); } else this.restate();
  }

  /** An execution's own outcome, once its output is known. */
  restate() {
    for (const row of this.rows) {
      const standing = this.standings.get(row.execution);
      if (standing?.output?.outcome && row.status === row.said) {
        row.status = standing.output.outcome;
        row.reasons = standing.output.reasons ?? [];
      }
    }
    this.options();
    this.filtered();
  }
}
