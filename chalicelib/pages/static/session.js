// The sign-in and the calls to the API. The access token lives in memory only; the refresh cookie is out of reach.

let token = "", renewing = null;
export let account = null;

/** What the API refused: its problem document; `status` 0 means that no answer came. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    Object.assign(this, body, { status });
  }
}

export const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

function keep(session) {
  token = session.access_token;
  account = session.account;
  return account;
}

async function send(method, path, body) {
  const headers = { Accept: "*/*", "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Problem(0, { code: "offline", detail: "Mất kết nối mạng; hãy kiểm tra mạng rồi thử lại.",
      detail_en: "No connection; check the network and try again." });
  }
  if (answer.ok) return answer;
  let problem = {};
  try { problem = await answer.json(); } catch { /* a gateway's own page */ }
  throw new Problem(answer.status, { detail: `Máy chủ trả lời ${answer.status}; hãy thử lại.`,
    detail_en: `The server answered ${answer.status}; please try again.`, ...problem });
}

/** A raw answer; renews the access token once when it has run out. */
export async function ask(method, path, body) {
  try {
    return await send(method, path, body);
  } catch (problem) {
    if (problem.status !== 401 || path.startsWith("/api/session")) throw problem;
    await resume();
    return send(method, path, body);
  }
}

/** The JSON of an answer, null for none. */
export async function call(method, path, body) {
  const answer = await ask(method, path, body);
  return answer.status === 204 ? null : answer.json();
}

export async function signIn(email, password) { return keep(await call("POST", "/api/session", { email, password })); }
export async function changeFirst(email, challenge, new_password) {
  return keep(await call("POST", "/api/session/password", { email, challenge, new_password }));
}
export async function secondFactor(email, challenge, code) {
  return keep(await call("POST", "/api/session/second-factor", { email, challenge, code }));
}
/** Sign in again by the cookie; many callers share one request. */
export function resume() {
  renewing ??= call("POST", "/api/session/refresh", {}).then(keep).finally(() => { renewing = null; });
  return renewing;
}
export async function signOut() {
  await call("DELETE", "/api/session");
  token = "";
}
