// Progress of the survey: a unit follows its groups, operations staff every unit. Incidents are
// reported and replied to here.

import { identify } from "frame";
import { blankReport } from "incident_report";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { html } from "parts";
import { isOfUnit, isOps } from "posts";
import { lookAgain } from "progress_acts";
import { RoundProgress } from "round_progress";
import { call } from "session";
import { followSignals, NO_SIGNALS } from "signals";
import { enter, Head } from "unit_head";
import { UnitProgress } from "unit_progress";

/** How often the page looks at the figures again, in milliseconds. */
const OFTEN = 300000;

const page = makePage({
  state: {
    path: "",
    staff: false,
    progress: null,
    incidents: [],
    helpers: [],
    acting: "",
    report: blankReport(),
    replies: {},
    index: 0,
    by: "rated",
    sort: "",
    up: true,
    wanted: "",
    signals: NO_SIGNALS,
  },
  enter: enterProgress,
  load,
  places: { progress: { View: Progress, fetch: () => followSignals(page) } },
  Frame: ProgressFrame,
});

async function enterProgress() {
  const who = await identify((post) => isOps(post) || isOfUnit(post));
  if (!who) return null;
  const staff = isOps(who);
  const entered = await (staff ? enterStaff() : enter());
  return entered && { ...entered, staff };
}

async function load({ path }) {
  const [progress, reported] = await Promise.all([
    call("GET", `${path}/progress`),
    call("GET", `${path}/faults`),
  ]);
  return { progress, incidents: reported.faults, helpers: reported.helpers ?? [] };
}

function Progress({ state }) {
  return html`<${state.staff ? RoundProgress : UnitProgress} page=${page} state=${state} />`;
}

function ProgressFrame({ state, children }) {
  const head = state.staff
    ? html`<${StaffHead} here="progress" state=${state} again=${page.paint} />`
    : html`<${Head} here="progress" state=${state} again=${page.paint} window="survey" />`;
  return html`${head}
    <main class="wide single survey" id="main" tabindex="-1">${children}</main>`;
}

page.begin();
setInterval(() => {
  if (!document.hidden && page.state.ready) lookAgain(page);
}, OFTEN);
