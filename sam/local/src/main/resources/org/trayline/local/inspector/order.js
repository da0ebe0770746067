// The tray order that came of it: items, or the hold with its reasons; and the proof.
import { announce, h, icon } from "./dom.js";
import { fragment, get, post, tagged } from "./api.js";
import { dialog } from "./actions.js";
import { go } from "./main.js";
import { parsed } from "./execution.js";
import { pre, section } from "./state.js";
import { clock, day, place, statusName, tone, words } from "./words.js";

const read = new Map();

/** The tray order alone, where its execution is forgotten: its id is the request's. */
export async function lostOrder(panel, execution) {
  const id = execution.replace(/-\d+$/, "");
  draw(panel, {}, {}, id, await get(`/trays/orders/${encodeURIComponent(id)}`));
}

export function orderPanel(panel, run) {
  const variables = run.variables();
  const told = variables.order ?? {};
  const id = told.trayOrderId ?? parsed(run.execution.output)?.trayOrderId;
  const signature = `order:${run.name}:${id}:${run.execution.status}:${run.events.length}`;
  if (panel.dataset.of === signature) return;
  panel.dataset.of = signature;
  if (!id) { none(panel, run, variables); return; }
  const known = read.get(signature);
  draw(panel, variables, told, id, known, run.about.mayChange);
  if (!known && run.about.trays) {
    const facility = parsed(run.execution.input)?.facilityId;
    get(`/trays/orders/${encodeURIComponent(id)}${facility ? "?facilityId=" + encodeURIComponent(facility) : ""}`).then((tray) => {
      read.set(signature, tray);
      if (panel.dataset.of === signature) draw(panel, variables, told, id, tray, run.about.mayChange);
    }, () => { /* what the execution tells stays */ });
  }
}

function none(panel, run, variables) {
  const reasons = variables.eligibility?.reasons ?? [];
  const outcome = run.outcome();
  panel.replaceChildren(
    h("header", { class: "state-head" }, h("h2", {}, "Tray order"), outcome ? h("span", { class: `pill ${tone(outcome)}` }, icon(outcome), statusName(outcome)) : null),
    h("p", { class: "comment" }, outcome === "WITHHELD" ? "No tray: the patient must not be fed at this meal." : outcome === "NOT_NEEDED" ? "No tray is needed." : "No tray order has been written by this execution yet."),
    reasonList(reasons));
}

function reasonList(reasons) {
  return reasons.length ? h("ul", { class: "reasons" }, reasons.map((reason) => h("li", {}, h("b", {}, words(reason)), h("code", {}, reason)))) : null;
}

/** What a person may do with it, on what stands there when they ask. */
function acts(tray, status) {
  if (!tray || (status !== "HELD" && status !== "PLACED")) return null;
  return h("div", { class: "acts order-acts" },
    status === "HELD" ? h("button", { type: "button", id: "release", onclick: () => actDialog(tray, "release") }, "Release…") : null,
    h("button", { type: "button", id: "cancel", onclick: () => actDialog(tray, "cancel") }, "Cancel…"));
}

const ACTS = {
  release: ["Release this tray order?", "Release", ["All rules are asked anew, without this order: it ends as placed, or as held with its new reasons.", "A release never overrides an allergen, NPO or texture.", "It stands as it is until the new one does."]],
  cancel: ["Cancel this tray order?", "Cancel the order", ["Nothing is produced for it; portions that it took are free again.", "It cannot be undone: another tray has to be asked for."]],
};

async function actDialog(tray, act) {
  const id = tray.trayOrder.trayOrderId;
  const path = `/trays/orders/${encodeURIComponent(id)}`;
  const facility = "?facilityId=" + encodeURIComponent(tray.facilityId);
  const [title, button, will] = ACTS[act];
  const { etag } = await tagged(path + facility);
  const why = h("textarea", { id: "why", maxlength: 500, required: true });
  dialog(title, h("div", {}, h("ul", { class: "will" }, will.map((line) => h("li", {}, line))), h("label", { for: "why" }, "Why (for the audit trail)"), why), button, async () => {
    const done = await post(`${path}/${act}${facility}`, { etag, why: why.value });
    read.clear();
    announce(act === "release" ? "Released" : "Cancelled");
    go(done.requestId ? "/executions/" + encodeURIComponent(`${done.requestId}-1`) : location.pathname);
  });
}

function draw(panel, variables, told, id, tray, mayChange) {
  const order = tray?.trayOrder;
  const decision = variables.decision ?? {};
  const status = order?.status ?? told.outcome;
  const reasons = order?.reasons ?? decision.reasons ?? [];
  const items = order?.items ?? decision.items ?? [];
  const flags = order?.flags ?? decision.flags ?? [];
  const proof = order?.proof ?? decision.proof;
  const deadline = order?.holdDeadlineAt ?? told.holdDeadlineAt;
  const where = tray?.location ?? variables.eligibility?.location;
  const box = h("div", { class: "drawn", id: "proof", "data-tray-order": id }, h("p", { class: "muted" }, "Drawing…"));
  panel.replaceChildren(...[
    h("header", { class: "state-head" }, h("h2", {}, "Tray order"), h("span", { class: `pill ${tone(status)}` }, icon(status), statusName(status) === status ? words(status) : statusName(status)), h("span", { class: "muted" }, place(where))),
    h("p", { class: "muted small" }, h("code", {}, id), tray ? "" : " · as the execution tells it"),
    status === "HELD" ? h("div", { class: "hold" }, h("p", {}, "Waits for a person", deadline ? ", until " : "", deadline ? h("b", { title: day(deadline) }, clock(deadline)) : ""), reasonList(reasons)) : reasonList(reasons),
    mayChange ? acts(tray, status) : null,
    flags.length ? h("p", {}, flags.map((flag) => h("span", { class: "flag" }, words(flag)))) : null,
    items.length ? h("table", { class: "items" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Slot"), h("th", { scope: "col" }, "Recipe"), order ? h("th", { scope: "col", class: "number" }, "kcal") : null)),
      h("tbody", {}, items.map((item) => h("tr", {}, h("td", { class: "muted" }, words(item.slot)), h("td", {}, item.name ?? "", " ", h("code", { class: "muted" }, item.recipeId)), order ? h("td", { class: "number" }, item.nutrients?.ENERGY_KCAL ?? "unknown") : null)))) : null,
    proof ? section("Proof", box) : null,
    order?.audit?.length ? section("History of the order", h("ul", { class: "audit" }, order.audit.map((entry) => h("li", {}, h("span", { class: "number" }, clock(entry.at)), " ", words(entry.action), " by ", entry.actor))), true) : null,
  ].filter(Boolean));
  if (proof) showProof(box, id, proof);
}

/** Puts the drawn proof in its place; where none is drawn, the proof as it is stored. */
async function showProof(box, id, proof) {
  const html = await fragment("/proofs/" + encodeURIComponent(id)).catch(() => null);
  const asStored = section("As JSON", pre(proof), true);
  if (html === null) {
    box.replaceChildren(asStored);
    return;
  }
  box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes, asStored);
}

export function inputOutput(panel, run) {
  const signature = `data:${run.name}:${run.execution.status}`;
  if (panel.dataset.of === signature) return;
  panel.dataset.of = signature;
  panel.replaceChildren(...[
    h("header", { class: "state-head" }, h("h2", {}, "Input and output")),
    section("Input", pre(parsed(run.execution.input))),
    run.execution.output ? section("Output", pre(parsed(run.execution.output))) : null,
    run.execution.error ? section("Error", h("div", { class: "fault" }, h("b", {}, run.execution.error), h("pre", { class: "cause" }, run.execution.cause ?? ""))) : null,
    section("Execution, as AWS describes it", pre(run.execution), true),
    section("Definition it runs", pre(run.definition), true),
  ].filter(Boolean));
}
