// How things are called and how times are written.
export const STATUS = {
  FAILED: ["Failed", "failed"], TIMED_OUT: ["Timed out", "failed"], ABORTED: ["Aborted", "withheld"],
  HELD: ["Held", "held"], RUNNING: ["Running", "running"], PENDING: ["Waiting", "idle"], PLACED: ["Placed", "ok"],
  SUCCEEDED: ["Succeeded", "ok"], WITHHELD: ["Withheld", "withheld"], NOT_NEEDED: ["Not needed", "idle"],
  CANCELLED: ["Cancelled", "idle"], CAUGHT: ["Caught", "caught"], NOT_REACHED: ["Not reached", "idle"],
};
/** What lies on the DLQ: its name, tone and sign. */
export const KIND = {
  FAILED: ["Failed", "failed", "FAILED"], NEVER_STARTED: ["Never started", "held", "PENDING"], RUNNING: ["Goes on", "running", "RUNNING"],
  SETTLED: ["Settled", "ok", "SUCCEEDED"], FORGOTTEN: ["Forgotten", "withheld", "ABORTED"], MALFORMED: ["Malformed", "caught", "CAUGHT"],
};
/** Of a class its own name, without its packages. */
export const lastPart = (error) => error.split(".").at(-1);
export const statusName = (status) => STATUS[status]?.[0] ?? status;
export const tone = (status) => STATUS[status]?.[1] ?? "idle";

/** `NO_COMPLIANT_TRAY` as `No compliant tray`; what is known by its letters keeps them. */
export function words(code) {
  const text = code.toLowerCase().replaceAll("_", " ").replace(/\bnpo\b/g, "NPO");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function duration(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** How long ago, by this machine's clock: that of queues, which no rehearsal moves. */
export function age(iso) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 1000));
  if (Number.isNaN(seconds)) return "";
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

let zone;
export function useZone(name) { zone = name ?? zone; }
const formats = new Map();
function format(kind, options) {
  const key = kind + (zone ?? "");
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { ...options, hour12: false, timeZone: zone }));
  return formats.get(key);
}
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
export const clock = (iso) => (iso ? format("clock", CLOCK).format(new Date(iso)) : "");
export const millis = (iso) => (iso ? format("millis", { ...CLOCK, fractionalSecondDigits: 3 }).format(new Date(iso)) : "");
export const day = (iso) => (iso ? format("day", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(new Date(iso)) : "");
export const dayOf = (date) => new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(date + "T00:00:00Z"));
export const shortDayOf = (date) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(date + "T00:00:00Z"));
export const zoneName = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
export const place = (at) => [at?.unit, at?.room, at?.bed].filter(Boolean).join(" · ");
