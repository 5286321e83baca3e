// Operations staff: every unit, the round's windows, accounts, publications and rulings.

import { Accounts, everyAccount } from "accounts";
import { Outcome } from "acts";
import { arriveAtCases, Dishonesty, fetchCases, noCases } from "dishonesty";
import { arriveAtDossier, Dossier, fetchDossier, noDossier } from "dossier";
import { arriveAtDraft, DraftPage, fetchDraft } from "draft_page";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { html } from "parts";
import { fetchResults, noPublication, Publishing } from "publishing";
import { noDrafts } from "result_drafts";
import { noFiles, Rounds } from "rounds";
import { fetchRulings, noRulings, Rulings } from "rulings";
import { call } from "session";
import { arriveAtUnit, fetchUnit, noUnit, Unit } from "unit";
import { everyUnit, UnitList } from "unit_list";
import { fetchWaiting, noWaiting, WaitingFiles } from "waiting_files";
import { noWindows, Windows } from "windows";

/** The entry of the menu under which each place is found. */
const MENU = {
  unit: "units",
  ...{ rulings: "publish", draft: "publish", dishonesty: "publish", dossier: "publish" },
};

/** A place of one round; while none is loaded, loading one comes first. */
const inRound = ({ arrive = () => ({}), ...place }) => ({
  ...place,
  arrive: (state, rest) => (state.path ? arrive(state, rest) : { place: "round" }),
});
/** On the way in the round is loaded again, and what the place shows besides. */
const withRound = (fetch) => async () => {
  const [changes] = await Promise.all([fetch?.(page), page.reload()]);
  return changes;
};

const PLACES = {
  units: inRound({ View: UnitList, fetch: withRound() }),
  unit: inRound({ View: Unit, arrive: arriveAtUnit, fetch: withRound(fetchUnit) }),
  windows: inRound({ View: Windows, fetch: withRound() }),
  accounts: inRound({ View: Accounts, fetch: withRound() }),
  files: inRound({ View: WaitingFiles, fetch: withRound(fetchWaiting) }),
  publish: inRound({ View: Publishing, fetch: withRound(fetchResults) }),
  draft: inRound({ View: DraftPage, arrive: arriveAtDraft, fetch: withRound(fetchDraft) }),
  rulings: inRound({ View: Rulings, fetch: withRound(fetchRulings) }),
  dishonesty: inRound({ View: Dishonesty, arrive: arriveAtCases, fetch: withRound(fetchCases) }),
  dossier: inRound({ View: Dossier, arrive: arriveAtDossier, fetch: withRound(fetchDossier) }),
  round: { View: Rounds },
};

/** What the places keep of a round; another round begins without it. */
const kept = () => ({
  ...everyUnit(),
  ...noUnit(),
  ...noWindows(),
  ...everyAccount(),
  ...noWaiting(),
  ...noPublication(),
  ...noDrafts(),
  ...noRulings(),
  ...noCases(),
  ...noDossier(),
});

const page = makePage({
  state: {
    ...{ round: null, path: null, overview: null, units: [], accounts: [] },
    ...kept(),
    ...noFiles(),
  },
  enter,
  load,
  places: PLACES,
  Frame: OpsFrame,
});

async function enter() {
  const entered = await enterStaff();
  return entered && { ...kept(), ...entered };
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

function OpsFrame({ state, children }) {
  const here = MENU[state.place] ?? state.place;
  return html`<${StaffHead} here=${here} state=${state} again=${page.paint} />
    <main class="wide single" id="main" tabindex="-1">
      <${Outcome} state=${state} />
      ${children}
    </main>`;
}

page.begin();
