// A meal as the kitchen looks at it: what is to be produced, for how many beds, and the tickets.
import { announce, h } from "./dom.js";
import { get } from "./api.js";
import { dayOf, place, useZone, words } from "./words.js";

const BEDS = [["occupied", "Occupied beds"], ["placed", "Placed"], ["held", "Held"], ["withheld", "Withheld"], ["notNeeded", "Not needed"], ["notYetLookedAt", "Not yet looked at"]];

export function kitchenPage(main) {
  const page = new Kitchen(main);
  page.start();
  return () => { page.left = true; };
}

class Kitchen {
  constructor(main) {
    this.meal = h("select", { "aria-label": "Meal period", id: "meal", hidden: true, onchange: () => this.load() });
    this.unit = h("select", { "aria-label": "Unit", id: "ticket-unit", onchange: () => this.tickets() });
    this.note = h("span", { class: "note" });
    this.beds = h("dl", { class: "beds" });
    this.lines = h("tbody", { id: "tally" });
    this.print = h("a", { id: "print", class: "button", target: "_blank", rel: "noopener", hidden: true }, "Print labels");
    this.cards = h("div", { class: "tickets" });
    main.replaceChildren(h("section", { class: "kitchen" },
      h("div", { class: "list-head" }, h("h1", {}, "Kitchen"), this.meal, this.note),
      this.beds,
      h("div", { class: "kitchen-parts" },
        h("section", { "aria-label": "Tally" }, h("h2", {}, "Tally"),
          h("table", { class: "items tally" }, h("thead", {}, h("tr", {}, ["Course", "Recipe", "IDDSI"].map((text) => h("th", { scope: "col" }, text)), h("th", { scope: "col", class: "number" }, "Portions"))), this.lines)),
        h("section", { "aria-label": "Tickets" }, h("div", { class: "list-head" }, h("h2", {}, "Tray tickets"), this.unit, this.print), this.cards))));
    document.title = "Kitchen · Trayline inspector";
  }

  async start() {
    try {
      const { mealPeriods } = await get("/trays/meal-periods");
      this.periods = mealPeriods;
      this.meal.replaceChildren(...mealPeriods.map((period, i) => h("option", { value: i }, `${words(period.mealPeriod)}, ${dayOf(period.serviceDate)} · ${period.facilityName}`)));
      this.meal.hidden = mealPeriods.length === 0;
      if (mealPeriods.length) await this.load();
      else this.note.textContent = "No trays have been asked for yet.";
    } catch (problem) {
      this.problem(problem);
    }
  }

  problem(problem) {
    this.note.textContent = `${problem.name}: ${problem.message}`;
    this.note.classList.add("problem");
  }

  query(more) {
    const { facilityId, serviceDate, mealPeriod } = this.periods[Number(this.meal.value) || 0];
    return new URLSearchParams({ facilityId, serviceDate, mealPeriod, ...more });
  }

  async load() {
    try {
      useZone(this.periods[Number(this.meal.value) || 0].timeZone);
      const tally = await get("/trays/tallies?" + this.query());
      if (this.left) return;
      this.beds.replaceChildren(...BEDS.map(([name, text]) => h("div", { "data-beds": name }, h("dt", {}, text), h("dd", {}, tally.beds[name].toLocaleString("en")))),
        ...Object.entries(tally.beds.withheldByReason).map(([reason, count]) => h("div", { class: "muted" }, h("dt", {}, words(reason)), h("dd", {}, count.toLocaleString("en")))));
      this.lines.replaceChildren(...tally.lines.map((line) => h("tr", {}, h("td", { class: "muted" }, words(line.course)), h("td", {}, line.name, " ", h("code", { class: "muted" }, line.recipeId)), h("td", {}, line.texture ?? "not said"), h("td", { class: "number" }, line.portions.toLocaleString("en")))));
      const units = [...new Set((await get("/trays/orders?limit=1000&status=PLACED&" + this.query())).trayOrders.map((order) => order.location.unit))].sort();
      this.unit.replaceChildren(...units.map((unit) => h("option", { value: unit }, unit || "Place not known")));
      await this.tickets();
    } catch (problem) {
      this.problem(problem);
    }
  }

  async tickets() {
    try {
      const query = "/trays/tickets?limit=200&" + this.query({ unit: this.unit.value });
      const { tickets } = await get(query);
      if (this.left) return;
      this.print.href = "/api" + query.replace("?", "/print?");
      this.print.hidden = tickets.length === 0;
      this.cards.replaceChildren(...tickets.map((ticket) => this.card(ticket)));
      announce(`${tickets.length} tickets`);
    } catch (problem) {
      this.problem(problem);
    }
  }

  card(ticket) {
    const { patient, diet } = ticket;
    return h("article", { class: ticket.validity === "VOID" ? "ticket void" : "ticket", "data-tray-order": ticket.trayOrderId },
      h("h3", {}, place(ticket.location) || "Place not known"),
      h("p", {}, h("b", {}, `${patient.familyName}, ${patient.givenName}`), h("span", { class: "muted" }, ` born ${patient.birthDate ?? "unknown"} · MRN ${patient.mrn}`)),
      ticket.validity === "VOID" ? h("div", { class: "stamp" }, h("b", {}, "VOID"), h("ul", {}, ticket.fails.map((fail) => h("li", {}, fail)))) : null,
      h("p", {}, diet ? `Food ${diet.texture} · Drink ${diet.thickness}${diet.tags.length ? " · " + diet.tags.map(words).join(", ") : ""}${diet.limits.map((limit) => " · " + limit).join("")}` : "May not be fed"),
      h("p", { class: "allergens" }, ticket.allergens.length ? "NO " + ticket.allergens.join(", ") : ticket.allergiesKnown ? "No known food allergy" : "Allergies not known"),
      h("ul", {}, ticket.items.map((item) => h("li", {}, item.name))),
      h("p", { class: "muted" }, ticket.carbohydrateG === null ? "Carbohydrate unknown" : `Carbohydrate ${ticket.carbohydrateG} g`, ticket.flags.map((flag) => h("span", { class: "flag" }, words(flag)))));
  }
}
