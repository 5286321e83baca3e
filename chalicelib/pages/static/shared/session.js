// The sign-in and the calls to the API. The access token lives in memory only; the refresh cookie is out of reach.

import { clockIs } from "words";

let token = "",
  renewing = null,
  tell = () => {};
export let account = null;
/** Why the sign-in ended while the page was open, null while it stands: the page stays as it is until somebody signs in again. */
export let ended = null;
/** `act` is called when the sign-in has ended, and when it stands again. */
export const whenSessionTurns = (act) => {
  tell = act;
};

/** What the API refused: its problem document; `status` 0 means that no answer came. */
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

/** Do an act under an id: sent again after a lost answer it keeps its id, so that it counts once; another act gets another. */
export async function once(holder, what, act) {
  if (holder.once?.what !== what) holder.once = { what, id: fresh() };
  const found = await act(holder.once.id);
  holder.once = null;
  return found;
}

function keep(session) {
  token = session.access_token;
  account = session.account;
  turn(null);
  return account;
}

function turn(problem) {
  if (ended === problem) return;
  ended = problem;
  tell();
}

async function send(method, path, body) {
  const headers = { Accept: "*/*", "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, {
      code: "offline",
      detail: "Mất kết nối mạng; hãy kiểm tra mạng rồi thử lại.",
      detail_en: "No connection; check the network and try again.",
    });
  }
  if (method === "POST" && answer.headers.has("date")) clockIs(answer.headers.get("date")); // never an old answer kept by a cache
  if (answer.ok) return answer;
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    /* a gateway's own page */
  }
  throw new Problem(answer.status, {
    detail: `Máy chủ trả lời ${answer.status}; hãy thử lại.`,
    detail_en: `The server answered ${answer.status}; please try again.`,
    ...problem,
  });
}

/** A raw answer; renews the access token once when it has run out. */
export async function ask(method, path, body) {
  if (path.startsWith("/api/session")) return send(method, path, body);
  try {
    const answer = await send(method, path, body);
    turn(null);
    return answer;
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    return again(problem, method, path, body);
  }
}

async function again(problem, method, path, body) {
  try {
    await resume();
    return await send(method, path, body);
  } catch (fault) {
    if (fault.status !== 401) throw fault;
    const why = fault.code === "another_account" ? fault : problem;
    turn(why);
    throw why;
  }
}

/** The JSON of an answer, null for none. */
export async function call(method, path, body) {
  const answer = await ask(method, path, body);
  return answer.status === 204 ? null : answer.json();
}

export async function signIn(email, password) {
  return keep(await call("POST", "/api/session", { email, password }));
}
export async function changeFirst(email, challenge, new_password) {
  return keep(await call("POST", "/api/session/password", { email, challenge, new_password }));
}
export async function secondFactor(email, challenge, code) {
  return keep(await call("POST", "/api/session/second-factor", { email, challenge, code }));
}
/** Sign in again by the cookie; many callers share one request. */
export function resume() {
  renewing ??= call("POST", "/api/session/refresh", {})
    .then(own)
    .then(keep)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}
/** Somebody else may have signed in with this browser meanwhile; what was typed here is not saved in that name. */
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
