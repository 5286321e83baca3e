// The sign-in and the calls to the API. The access token is kept in memory only; the refresh cookie
// is out of reach.

import { early } from "early";
import { clockIs } from "words";

const OFFLINE = {
  code: "offline",
  detail: "Mất kết nối mạng; hãy kiểm tra mạng rồi thử lại.",
  detail_en: "No connection; check the network and try again.",
};
const REFRESH = "/api/session/refresh";

let token = "";
let renewing = null;
let tell = () => {};
/** Who is signed in, with every post; role, round, unit and until are of the one worked in. */
export let account = null;
let post = null;
/** Work in this post of the account. */
export function workIn(held) {
  post = held;
  account = { ...account, ...held };
}
/**
 * Why the sign-in ended while the page was open, null while it is good: the page stays as it is
 * until somebody signs in again.
 */
export let ended = null;
/** `act` is called when the sign-in has ended, and when it is good again. */
export const whenSessionTurns = (act) => {
  tell = act;
};

/** What the API refused: its problem document; `status` 0 means that no reply came. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    Object.assign(this, body, { status });
  }
}

export const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/**
 * Do an act under an id, which it keeps when it is sent again after a lost reply, so that it counts
 * once; another act gets another id.
 */
export async function once(holder, what, act) {
  if (holder.once?.what !== what) holder.once = { what, id: fresh() };
  const reply = await act(holder.once.id);
  holder.once = null;
  return reply;
}

function keep(session) {
  token = session.access_token;
  account = { ...session.account, ...post };
  turn(null);
  return account;
}

function turn(problem) {
  if (ended === problem) return;
  ended = problem;
  tell();
}

async function send(method, path, body) {
  const reply = await request(method, path, body);
  const date = reply.headers.get("date");
  if (method === "POST" && date) clockIs(date); // never an old reply kept by a cache
  if (reply.ok) return reply;
  throw await refused(reply);
}

async function request(method, path, body) {
  const headers = { Accept: "*/*", "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  const { refresh } = early;
  if (path === REFRESH) early.refresh = null;
  try {
    return await ((path === REFRESH && refresh) || fetch(path, { method, headers, body: sent }));
  } catch {
    throw new Problem(0, OFFLINE);
  }
}

async function refused(reply) {
  let problem = {};
  try {
    problem = await reply.json();
  } catch {
    /* a gateway's own page */
  }
  return new Problem(reply.status, {
    detail: `Máy chủ trả lời ${reply.status}; hãy thử lại.`,
    detail_en: `The server answered ${reply.status}; please try again.`,
    ...problem,
  });
}

/** A raw reply; renews the access token once when it has run out. */
export async function ask(method, path, body) {
  if (path.startsWith("/api/session")) return send(method, path, body);
  try {
    const reply = await send(method, path, body);
    turn(null);
    return reply;
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    return again(problem, method, path, body);
  }
}

async function again(problem, method, path, body) {
  try {
    await resume();
    return await send(method, path, body);
  } catch (error) {
    if (error.status !== 401) throw error;
    const why = error.code === "another_account" ? error : problem;
    turn(why);
    throw why;
  }
}

/** The JSON of a reply, null for none. */
export async function call(method, path, body) {
  const reply = await ((method === "GET" && taken(path)) || ask(method, path, body));
  return reply.status === 204 ? null : reply.json();
}

const ahead = new Map();

/**
 * Read all at once what is about to be asked for, one thing after another; who asks first for any
 * of it gets that reply.
 */
export function readAhead(paths) {
  for (const path of paths) {
    const reply = ask("GET", path);
    reply.catch(() => {}); // told to whoever asks
    ahead.set(path, reply);
  }
}

function taken(path) {
  const reply = ahead.get(path);
  ahead.delete(path);
  return reply;
}

/** With a `code` of the authenticator at once; without one the API asks for it if it needs one. */
export async function signIn(email, password, code) {
  const body = { email, password, ...(code && { code }) };
  return keep(await call("POST", "/api/session", body));
}

export async function changeFirst(email, challenge, new_password) {
  return keep(await call("POST", "/api/session/password", { email, challenge, new_password }));
}

export async function secondFactor(email, challenge, code) {
  return keep(await call("POST", "/api/session/second-factor", { email, challenge, code }));
}

/** Sign in again by the cookie; many callers share one request. */
export function resume() {
  renewing ??= call("POST", REFRESH, {})
    .then(own)
    .then(keep)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/**
 * Refuse the session of somebody else, who signed in with this browser meanwhile: what was typed
 * here is not saved in that name.
 */
function own(session) {
  if (!account || account.email === session.account.email) return session;
  throw new Problem(401, {
    code: "another_account",
    detail: `Trình duyệt này vừa đăng nhập bằng tài khoản ${session.account.email}.`,
    detail_en: `This browser was signed in as ${session.account.email} meanwhile.`,
  });
}

export async function signOut() {
  await call("DELETE", "/api/session");
  token = "";
}
