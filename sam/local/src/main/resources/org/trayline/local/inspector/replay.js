// Says what a replay will do, lets it be done, and tells what came of each.
import { h, icon } from "./dom.js";
import { get, post } from "./api.js";
import { dialog } from "./actions.js";
import { executionOf, placeOf } from "./letters.js";
import { Rows } from "./rows.js";
import { clock, lastPart, statusName, tone, words } from "./words.js";

const LOOK = 250;
const SHOWN = 200;

/** Per code of what is done: what it will be, what it was, and whether it stays on the DLQ. */
const FATES = {
  REDRIVEN: ["goes on", "go on", "Redriven", false],
  STARTED_ANEW: ["begins anew at the first state", "begin anew at the first state", "Started anew", false],
  SENT_BACK: ["goes back to the queue of tray requests: it was never started", "go back to the queue of tray requests: they were never started", "Sent back", false],
  WAS_RUNNING: ["goes on already: only its message is deleted", "go on already: only their messages are deleted", "Went on already", false],
  WAS_SETTLED: ["has come to an outcome already: only its message is deleted", "have come to an outcome already: only their messages are deleted", "Was settled", false],
  POISON: ["stays, marked as poison: tried as often as may be. Mend the cause, then start it anew", "stay, marked as poison: tried as often as may be. Mend the cause, then start them anew", "Stays: poison", true],
  MALFORMED: ["stays: no reader understands it", "stay: no reader understands them", "Stays: malformed", true],
  FORGOTTEN: ["stays: Step Functions remembers no such execution", "stay: Step Functions remembers no such executions", "Stays: forgotten", true],
  REFUSED: ["stays: AWS refused it", "stay: AWS refused them", "Stays: refused", true],
  TAKEN: ["stays: another replay has taken it", "stay: another replay has taken them", "Stays: taken", true],
};
const stays = (row) => FATES[row.fate][3];

function countBy(rows, key) {
  const counts = new Map();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return [...counts];
}

/** @param chosen what lies on the DLQ and is meant; @param begun told of the board once the replay has begun */
export function replayDialog(chosen, begun) {
  const ids = chosen.map((one) => one.id);
  const one = ids.length === 1;
  const plan = h("div", { class: "plan", "aria-live": "polite" });
  const anew = h("input", { type: "checkbox", id: "start-anew-all", onchange: () => preview() });
  const rate = h("input", { type: "number", id: "per-second", min: 1, max: 1000, value: 10, required: true });
  let asked = 0;
  const box = dialog(one ? "Replay this request?" : `Replay ${ids.length} requests?`, h("div", {}, plan,
    h("label", { class: "check", for: "start-anew-all" }, anew, h("span", {}, "Start anew instead, at the first state and by the workflow as it is now: after a mend of the workflow itself")),
    one ? null : h("label", { class: "rate", for: "per-second" }, "At most ", rate, " a second")),
  "Replay", async () => {
    begun(await post("/dead-letters/replay", { ids, startAnew: anew.checked, perSecond: Number(rate.value) }));
  });
  const act = box.querySelector("button[type=submit]");
  preview();

  async function preview() {
    const mine = ++asked;
    act.disabled = true;
    act.textContent = "Replay";
    const bar = h("progress", { "aria-label": "Looking at what would be done" });
    plan.replaceChildren(h("p", { class: "muted" }, "Looking at what would be done…"), bar);
    try {
      const told = await planned({ ids, startAnew: anew.checked, perSecond: 1000 }, bar, () => box.isConnected && mine === asked);
      if (told) say(told);
    } catch (problem) {
      if (mine === asked) plan.replaceChildren(h("p", { class: "problem", role: "alert" }, `${problem.name}: ${problem.message}`));
    }
  }

  function say(told) {
    const acted = told.rows.filter((row) => !stays(row)).length;
    const missing = ids.length - told.rows.length;
    plan.replaceChildren(...[
      h("ul", { class: "will" },
        countBy(told.rows, (row) => [row.fate, row.fate === "REDRIVEN" ? row.stranded.state : row.detail].join("|")).map(([key, count]) => {
          const [fate, what] = key.split("|");
          return h("li", { class: FATES[fate][3] ? "stays" : null }, h("b", {}, count), " ", FATES[fate][count === 1 ? 0 : 1],
            fate === "REDRIVEN" ? [" from ", h("b", {}, what || "where it stopped"), ": same input, same variables, and the definition it began with. What succeeded is not run again"]
              : fate === "STARTED_ANEW" && what ? `, since it cannot go on: ${what}` : null, ".");
        }),
        missing > 0 ? h("li", { class: "stays" }, h("b", {}, missing), missing === 1 ? " is not on the DLQ any more, or in the hands of another." : " are not on the DLQ any more, or in the hands of another.") : null,
        acted ? h("li", {}, "Nobody gets two trays: each writes its order once. Past its cut-off a request is not cooked blindly; it becomes a hold, ", h("b", {}, "Late tray needed"), ", and the staff are told.") : null,
        acted ? h("li", {}, "A message leaves the DLQ only when its replay has been accepted. What fails again comes back.") : null),
      told.rows.length > 1 ? h("details", { class: "section" }, h("summary", {}, "Each of them"), h("div", { class: "wide" }, h("table", {}, h("tbody", {}, told.rows.slice(0, SHOWN).map((row) =>
        h("tr", {}, h("td", {}, placeOf(row.stranded)), h("td", {}, row.stranded.state), h("td", {}, stays(row) ? FATES[row.fate][2] : words(row.fate)))))),
        told.rows.length > SHOWN ? h("p", { class: "muted" }, `and ${told.rows.length - SHOWN} more`) : null)) : null,
    ].filter(Boolean));
    act.disabled = acted === 0;
    act.textContent = acted === 0 ? "Nothing to replay" : one ? (told.rows[0].fate === "STARTED_ANEW" ? "Start it anew" : "Replay it") : `Replay ${acted}`;
  }
}

/** Asks for a dry run and waits for it; null where nobody wants it any more. */
async function planned(wanted, bar, stillWanted) {
  const before = (await get("/dead-letters")).preview?.at;
  let board = null;
  while (!board && stillWanted()) {
    try {
      board = await post("/dead-letters/preview", wanted);
    } catch (problem) {
      if (problem.name !== "Busy") throw problem;
      await new Promise((soon) => setTimeout(soon, LOOK));
    }
  }
  while (stillWanted()) {
    const { work, preview, problem } = board;
    if (!work && problem) throw Object.assign(new Error(problem), { name: "Not looked at" });
    // Another page may have asked for another one meanwhile.
    if (!work && preview && preview.at !== before && preview.rows.every((row) => wanted.ids.includes(row.stranded.id)) && preview.startAnew === wanted.startAnew) return preview;
    if (!work) throw Object.assign(new Error("another page looks at the DLQ: try again"), { name: "Busy" });
    if (work.of) { bar.max = work.of; bar.value = work.done; }
    await new Promise((soon) => setTimeout(soon, LOOK));
    board = await get("/dead-letters");
  }
  return null;
}

let closed = null;

/** What happened to each, those first that a person has to look at again. */
export class Results {
  constructor() {
    this.element = h("section", { class: "results", "aria-labelledby": "results-title", hidden: true });
  }

  show(told) {
    if (!told || told.at === closed) { this.element.hidden = true; return; }
    this.element.hidden = false;
    if (this.at === told.at) return;
    this.at = told.at;
    const rows = told.rows.toSorted((a, b) => Number(b.failed) - Number(a.failed)).map((row) => ({ ...row, version: 1 }));
    const list = new Rows("What happened to each", draw);
    list.element.style.height = `${Math.min(8, rows.length) * 36 + 2}px`;
    this.element.replaceChildren(...[
      h("div", { class: "list-head" }, h("h2", { id: "results-title" }, `Replayed ${rows.length} at ${clock(told.at)}`),
        h("div", { class: "acts" }, h("button", { type: "button", class: "quiet", id: "close-results", onclick: () => { closed = told.at; this.element.hidden = true; } }, "Close"))),
      h("div", { class: "chips" }, countBy(rows, (row) => [row.end || row.fate, row.end ? "" : FATES[row.fate][2]].join("|")).map(([key, count]) => {
        const [code, text] = key.split("|");
        return h("span", { class: `chip ${endTone(code)}` }, icon(endIcon(code)), text || endName(code), h("b", {}, count));
      })),
      told.hidden ? h("p", { class: "muted" }, `${told.hidden} messages were in the hands of another.`) : null,
      list.element,
    ].filter(Boolean));
    list.set(rows);
    list.element.setAttribute("tabindex", "0");
  }
}

const endTone = (code) => (code === "FAILED_AGAIN" || FATES[code]?.[3] ? "failed" : code === "OPEN" ? "running" : tone(code));
const endIcon = (code) => (code === "FAILED_AGAIN" || FATES[code]?.[3] ? "FAILED" : code === "OPEN" ? "RUNNING" : code);
const endName = (code) => (code === "FAILED_AGAIN" ? "Failed again" : code === "OPEN" ? "Still open" : statusName(code));

function draw(row, element) {
  const { stranded, fate, detail, end, reasons, execution } = row;
  const address = execution ? "/executions/" + encodeURIComponent(execution) : executionOf(stranded);
  element.className = `row ${row.failed ? "urgent tone-failed" : ""}`;
  element.replaceChildren(
    h("span", { class: "c0", role: "cell" }, end ? h("span", { class: `pill ${endTone(end)}` }, icon(endIcon(end)), endName(end)) : h("span", { class: "pill failed" }, icon("FAILED"), "Stays")),
    h("span", { class: "c1", role: "cell" }, address ? h("a", { href: address }, placeOf(stranded)) : h("span", {}, placeOf(stranded))),
    h("span", { class: "c2", role: "cell" }, (reasons.length ? reasons.map((reason) => (end === "FAILED_AGAIN" ? lastPart(reason) : words(reason))).join(" · ") : detail)),
    h("span", { class: "c3", role: "cell" }, FATES[fate][2]),
    h("span", { class: "c6 id", role: "cell" }, execution ?? stranded.id));
}
