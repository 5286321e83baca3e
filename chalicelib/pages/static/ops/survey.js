// The survey as the operations staff run it: letters, what waits for a decision, who was invited, questionnaires, sealing.

import { Problem, runner } from "acts";
import { Decisions } from "decisions";
import { Letters } from "mailing";
import { enterStaff, StaffHead } from "ops_head";
import { html, Masthead, Summary } from "parts";
import { openPeople, People } from "people";
import { render } from "preact";
import { openQuestionnaires, Questionnaires } from "questionnaires";
import { Sealing } from "sealing";
import { call } from "session";
import { detail, say } from "words";

const PLACES = {
  letters: Letters,
  decisions: Decisions,
  people: People,
  questionnaires: Questionnaires,
  sealing: Sealing,
};
const OPENING = { people: openPeople, questionnaires: openQuestionnaires };
const desk = {
  rounds: [],
  round: null,
  path: "",
  place: "letters",
  at: [],
  busy: false,
  problem: null,
  told: "",
  fault: null,
};
const paint = () => render(html`<${Page} />`, document.getElementById("app"));
const run = runner(desk, paint);

async function begin() {
  try {
    const here = await enterStaff();
    if (!here) return;
    Object.assign(desk, here);
    await load();
  } catch (problem) {
    desk.fault = problem;
    return paint();
  }
  await route();
}

/** What every place shows a part of; `counts` are those of the last count. */
async function load() {
  const { path } = desk,
    get = (place) => call("GET", `${path}${place}`);
  const [state, mailing, quota, counts, { corrections }, { exceptions }] = await Promise.all([
    get(""),
    get("/mailing"),
    call("GET", "/api/ops/mail-quota"),
    get("/progress"),
    get("/corrections"),
    get("/list-exceptions"),
  ]);
  Object.assign(desk, { state, mailing, quota, counts, corrections, exceptions });
}

/** Count anew; within ten seconds of the last count that one stands. */
async function recount() {
  await call("POST", `${desk.path}/progress/refresh`);
  await load();
}

async function route() {
  const [place, ...at] = location.hash.slice(2).split("/").map(decodeURIComponent);
  Object.assign(desk, {
    place: Object.hasOwn(PLACES, place) ? place : "letters",
    at,
    problem: null,
    told: "",
    people: null,
    handed: null,
    revision: null,
  });
  paint();
  if (OPENING[desk.place]) await run(() => OPENING[desk.place](desk))();
  requestAnimationFrame(() => document.querySelector("h1")?.focus());
}

function Page() {
  if (desk.fault)
    return html`<${Masthead} again=${paint} /><main class="narrow" id="main"><h1>${say("Chưa mở được", "This could not be opened")}</h1><${Summary} problems=${[{ text: detail(desk.fault) || String(desk.fault) }]} />
    <p><a class="button" href="/signin">${say("Đăng nhập bằng tài khoản khác", "Sign in with another account")}</a></p></main>`;
  const Place = PLACES[desk.place];
  return html`<${StaffHead} here=${desk.place} state=${desk} again=${paint}><span class="save" role="status">${desk.busy ? say("Đang xử lý…", "Working…") : desk.told}</span></${StaffHead}>
    <main id="main" tabindex="-1" class="wide single"><section class="panel"><${Place} desk=${desk} run=${run} paint=${paint} load=${load} recount=${recount} problem=${html`<${Problem} state=${desk} />`} /></section></main>`;
}

addEventListener("hashchange", () => {
  if (desk.state) route();
});
begin();
