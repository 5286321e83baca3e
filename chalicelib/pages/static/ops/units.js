// Operations staff: every unit, the round's windows, accounts, publications and rulings.

import { Accounts } from "accounts";
import { Problem } from "acts";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { html } from "parts";
import { Publishing } from "publishing";
import { Rounds } from "rounds";
import { Rulings } from "rulings";
import { call } from "session";
import { Unit } from "unit";
import { UnitList } from "unit_list";
import { Windows } from "windows";

/** The entry of the menu under which each place is found. */
const MENU = { unit: "units", rulings: "publish" };

const open = (_state, rest) => ({ open: rest.join("/") });
const old = (Component) => () =>
  html`<${Component} desk=${page.state} run=${page.run} load=${page.reload} enter=${page.begin}
    paint=${page.paint} />`;
const PLACES = {
  units: { View: UnitList },
  unit: { View: old(Unit), arrive: open, fetch: reload },
  windows: { View: old(Windows), fetch: reload },
  accounts: { View: old(Accounts), arrive: open, fetch: reload },
  publish: { View: old(Publishing), fetch: reload },
  rulings: { View: old(Rulings), arrive: open, fetch: reload },
  round: { View: old(Rounds) },
};

const page = makePage({
  state: { round: null, path: null, units: [], accounts: [], index: "", only: "all", wanted: "" },
  enter,
  load,
  places: PLACES,
  Frame: OpsFrame,
});

/** Before anything else a round has to be loaded. */
async function enter() {
  const entered = await enterStaff();
  if (entered && !entered.path) location.hash = "#/round";
  return entered;
}

async function load({ path }) {
  if (!path) return {};
  const [overview, { units }, { accounts }] = await Promise.all([
    call("GET", path),
    call("GET", `${path}/units`),
    call("GET", `${path}/accounts`),
  ]);
  return { overview, units, accounts };
}

async function reload() {
  if (page.state.path) await page.reload();
}

function OpsFrame({ state, children }) {
  const here = MENU[state.place] ?? state.place;
  return html`<${StaffHead} here=${here} state=${state} again=${page.paint} />
    <main class="wide single" id="main" tabindex="-1">
      <${Problem} state=${state} />
      <p class=${state.told ? "good" : "unseen"} role="status">
        ${state.told && `✓ ${state.told}`}
      </p>
      ${children}
    </main>`;
}

page.begin();
