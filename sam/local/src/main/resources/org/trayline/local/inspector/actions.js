// What changes something, after saying what it will do.
import { announce, h } from "./dom.js";
import { post } from "./api.js";
import { go } from "./main.js";
import { clock, day } from "./words.js";

/** @param act what the button says that does it; none where there is nothing to do */
export function dialog(title, body, act, run) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const button = act ? h("button", { type: "submit", class: "primary" }, act) : null;
  const box = h("dialog", { "aria-labelledby": "dialog-title", onclose: () => box.remove() },
    h("form", { method: "dialog", onsubmit: async (event) => {
      event.preventDefault();
      if (!button) { box.close(); return; }
      button.disabled = true;
      problem.hidden = true;
      try {
        await run();
        box.close();
      } catch (fault) {
        problem.textContent = `${fault.name}: ${fault.message}`;
        problem.hidden = false;
        button.disabled = false;
      }
    } },
      h("h2", { id: "dialog-title" }, title), body, problem,
      h("div", { class: "acts" }, h("button", { type: "button", onclick: () => box.close() }, act ? "Leave it" : "Close"), button ?? "")));
  document.body.append(box);
  box.showModal();
  return box;
}

export function redriveDialog(run) {
  const stands = run.visits.filter((visit) => ["FAILED", "TIMED_OUT", "ABORTED"].includes(visit.changes.at(-1).status)).map((visit) => visit.state);
  const stopped = run.execution.stopDate ? new Date(Date.parse(run.execution.stopDate) + 14 * 86_400_000).toISOString() : null;
  dialog("Redrive this execution?", h("ul", { class: "will" },
    h("li", {}, "It goes on from ", h("b", {}, [...new Set(stands)].join(", ") || "where it stopped"), ", with the same input and variables. States that succeeded are not run again."),
    h("li", {}, "It runs the definition that it began with, even if the workflow has been updated since. Functions are called as they are now."),
    h("li", {}, "Retries are counted anew. Name and history stay; this is redrive ", h("b", {}, (run.execution.redriveCount ?? 0) + 1), "."),
    stopped ? h("li", {}, `It can be redriven until ${day(stopped)}, ${clock(stopped)}: 14 days after it stopped.`) : null),
  "Redrive", async () => {
    await post(`${run.path}/redrive`);
    announce("Redriven");
    await run.changed();
  });
}

/** The next free-looking name: `x-again-2` after `x-again-1`. */
function nextName(name) {
  const again = name.match(/^(.*)-again-(\d+)$/);
  const next = `-again-${again ? Number(again[2]) + 1 : 1}`;
  return (again ? again[1] : name).slice(0, 80 - next.length) + next;
}

export function startAnewDialog(run) {
  const name = h("input", { id: "new-name", value: nextName(run.name), maxlength: 80, pattern: "[A-Za-z0-9._\\-]{1,80}", required: true, spellcheck: "false" });
  dialog("Start anew with this input?", h("div", {}, h("ul", { class: "will" },
    h("li", {}, "A new execution begins at the first state with the same input. This one stays as it is."),
    h("li", {}, "It runs the workflow as it is now, with every step done again."),
    h("li", {}, "A patient has one tray per meal: where a tray order is there already, it ends as Not needed and writes nothing.")),
    h("label", { for: "new-name" }, "Name of the new execution"), name),
  "Start", async () => {
    const started = await post(`${run.path}/start-anew`, { name: name.value });
    announce("Started");
    go("/executions/" + encodeURIComponent(started.execution));
  });
}
