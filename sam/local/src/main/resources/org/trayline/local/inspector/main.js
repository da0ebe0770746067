import { get, whereWeAre } from "./api.js";
import { h, s } from "./dom.js";
import { useZone } from "./words.js";
import { traysPage } from "./trays.js";
import { executionPage } from "./execution.js";
import { lettersPage } from "./letters.js";
import { kitchenPage } from "./kitchen.js";

const main = document.getElementById("main");
const COUNT = 10_000;
let leave = null;

/** Follows the address: `/`, `/executions`, `/kitchen` and `/dead-letters` are lists, `/executions/NAME` is one. */
async function show() {
  leave?.();
  leave = null;
  const path = location.pathname;
  const name = path.startsWith("/executions/") ? decodeURIComponent(path.slice("/executions/".length)) : null;
  try {
    const about = await whereWeAre();
    useZone(about.zone);
    header(about, path);
    leave = name ? executionPage(main, about, name)
      : path === "/dead-letters" && about.deadLetters ? lettersPage(main, about)
      : path === "/kitchen" && about.trays ? kitchenPage(main)
      : traysPage(main, about, path === "/" && about.trays);
  } catch (problem) {
    main.replaceChildren(h("p", { class: "empty problem", role: "alert" }, `${problem.name}: ${problem.message}`));
  }
}

export function go(address) {
  history.pushState(null, "", address);
  show();
  main.focus({ preventScroll: true });
}

function header(about, path) {
  const pages = [];
  if (about.trays) pages.push(["/", "Trays"], ["/kitchen", "Kitchen"]);
  pages.push(["/executions", "Executions"]);
  if (about.deadLetters) pages.push(["/dead-letters", "Dead letters"]);
  const at = (path === "/dead-letters" && about.deadLetters) || (path === "/kitchen" && about.trays) ? path : path.startsWith("/executions") || !about.trays ? "/executions" : "/";
  document.getElementById("nav").replaceChildren(
    ...pages.map(([address, text]) => h("a", { href: address, "aria-current": address === at ? "page" : null }, text, address === "/dead-letters" ? h("span", { class: "count", id: "dead-letters", hidden: true }) : null)));
  if (about.deadLetters && at !== "/dead-letters") countNow();
  document.getElementById("where").replaceChildren(
    h("span", { class: "machine", title: about.stateMachineArn }, about.where),
    about.mayChange ? "" : h("span", { class: "tag", title: "Started without --allow-changes" }, "read-only"));
}

/** How many lie on the DLQ, told beside the page's name wherever one is. */
export function countDeadLetters(depth) {
  const count = document.getElementById("dead-letters");
  if (!count) return;
  count.textContent = depth.toLocaleString("en");
  count.hidden = depth === 0;
}

async function countNow() {
  try { countDeadLetters((await get("/dead-letters")).depth); } catch { /* the next count tells */ }
}
setInterval(() => {
  if (!document.hidden && document.getElementById("dead-letters") && location.pathname !== "/dead-letters") countNow();
}, COUNT);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  const to = new URL(link.href, location.href);
  if (to.origin !== location.origin || link.getAttribute("href").startsWith("#") || to.pathname.startsWith("/api/")) return;
  event.preventDefault();
  go(to.pathname + to.search);
});
window.addEventListener("popstate", show);

const SUN = "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.2m0 10.6v1.2M1.5 8h1.2m10.6 0h1.2M3.4 3.4l.9.9m7.4 7.4l.9.9m0-9.2l-.9.9m-7.4 7.4l-.9.9";
const MOON = "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z";
const button = document.getElementById("theme");
const dark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
function theme() {
  button.replaceChildren(s("svg", { class: "icon", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: dark() ? SUN : MOON })));
  button.setAttribute("aria-label", dark() ? "Light colours" : "Dark colours");
  button.title = button.getAttribute("aria-label");
}
const kept = localStorage.getItem("theme");
if (kept) document.documentElement.dataset.theme = kept;
button.addEventListener("click", () => {
  const next = dark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
  theme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
theme();
show();
