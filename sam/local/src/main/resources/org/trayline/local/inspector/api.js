// Asks this origin and no other.
const token = document.querySelector("meta[name=inspector-token]").content;

export class Problem extends Error {
  constructor(status, name, message) { super(message); this.status = status; this.name = name; }
}

async function answer(response) {
  if (response.ok) return response.json();
  let said = {};
  try { said = await response.json(); } catch { /* no JSON: the status alone must do */ }
  throw new Problem(response.status, said.error ?? said.title ?? `Status ${response.status}`, said.message ?? said.detail ?? response.statusText);
}

export const get = async (path, signal) => answer(await fetch("/api" + path, { signal, cache: "no-store" }));

/** What is there, with the ETag that it has now. */
export async function tagged(path) {
  const response = await fetch("/api" + path, { cache: "no-store" });
  const read = await answer(response);
  return { read, etag: response.headers.get("ETag") };
}

/** A reader that knows what it has read: null while nothing has changed. */
export function changes() {
  let etag = null;
  let of = null;
  return async (path) => {
    const known = of === path && etag ? { "If-None-Match": etag } : {};
    const response = await fetch("/api" + path, { headers: known, cache: "no-store" });
    if (response.status === 304) return null;
    const read = await answer(response);
    etag = response.headers.get("ETag");
    of = path;
    return read;
  };
}

export const post = async (path, body) =>
  answer(await fetch("/api" + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Inspector-Token": token },
    body: JSON.stringify(body ?? {}),
  }));

export async function fragment(path) {
  const response = await fetch("/api" + path, { cache: "no-store" });
  return response.ok ? response.text() : null;
}

let about;
export async function whereWeAre() {
  if (!about) {
    about = await get("/about");
    about.ahead = Date.parse(about.now) - Date.now();
  }
  return about;
}
/** The clock of the executions, which a rehearsal moves. */
export const now = () => Date.now() + (about?.ahead ?? 0);
