// The council's page: the units and the criteria with how far each is, one unit's criteria to
// appraise, one criterion of all units. Everything typed is saved by itself.

import { Acceptances, loadActs } from "acceptances";
import { Across } from "across";
import { loadAcross } from "across_rows";
import { Appraisal } from "appraisal";
import { AppraisalProgress, loadProgress } from "appraisal_progress";
import { CouncilHead, enterCouncil } from "council_head";
import { Keys, onKey } from "council_keys";
import {
  loadUnit,
  placeOfLeaf,
  progressOf,
  refreshUnit,
  sheets,
  state,
  workOf,
} from "council_state";
import { CriteriaList } from "criteria_list";
import { FilledWorkbook } from "filled_workbook";
import { makePage } from "page";
import { Bar, html } from "parts";
import { SaveState } from "save_state";
import { loadSeconds, SecondList } from "second_list";
import { loadSecond, placeOfScore, SecondScore } from "second_score";
import { call, ended } from "session";
import { words } from "words";
import { WorkList } from "work_list";

const T = words({
  progress: ["Tiến độ thẩm định", "Progress of the appraisal"],
  done: ["đã thẩm định", "appraised"],
  proposed: ["đã đề xuất", "proposed"],
});
/** The entry of the menu under which each place is found. */
const MENU = { unit: "units", criterion: "criteria", score: "second" };

const PLACES = {
  units: { View: WorkList, fetch: () => call("GET", `${state.path}/units`), keepsView: true },
  criteria: { View: CriteriaList, fetch: () => call("GET", `${state.path}/criteria`) },
  unit: {
    View: Appraisal,
    arrive: ({ unit }, [id, code]) => ({
      open: code ?? null,
      beside: null,
      unfolded: unit?.id === id ? (unit.leaves[code]?.area.code ?? state.unfolded) : null,
      unit: unit?.id === id ? unit : null,
    }),
    fetch: async ({ unit, rest: [id] }) => unit?.id === id || openUnit(id),
  },
  criterion: {
    View: Across,
    arrive: ({ across }, rest) => ({ across: isHere(across, rest) ? across : null }),
    fetch: async ({ across, rest }) =>
      isHere(across, rest) || { across: await loadAcross(page, rest) },
  },
  acceptances: { View: Acceptances, fetch: loadActs },
  second: { View: SecondList, fetch: loadSeconds },
  score: {
    View: SecondScore,
    arrive: ({ second }, [id, code]) => ({
      ...{ unit: null, open: code, beside: null },
      second: second?.id === id ? second : null,
    }),
    fetch: async ({ second, rest: [id] }) => second?.id === id || loadSecond(page, id),
  },
  progress: { View: AppraisalProgress, fetch: loadProgress, keepsView: true },
  workbook: { View: FilledWorkbook, arrive: () => ({ filled: null }) },
};

const page = makePage({ state, enter: enterCouncil, places: PLACES, Frame: CouncilFrame });

/** The unit of that id with the bulk acceptances that touched it, at the criterion asked for. */
async function openUnit(id) {
  const [unit, { acts }] = await Promise.all([loadUnit(page, id), loadActs(state)]);
  return { unit, acts, unfolded: unit.leaves[state.open]?.area.code ?? null };
}

const isHere = (across, [index, code]) => across?.index === index && across.code === code;

function CouncilFrame({ children }) {
  const { place, unit, second, beside } = state;
  const here = MENU[place] ?? place;
  const looks = beside ? "with-viewer" : state.open ? "two open" : "two";
  const scores = place === "score" && second;
  const single = scores && beside ? "with-viewer" : "single";
  const look = place === "unit" && unit ? looks : single;
  return html`<${CouncilHead} here=${here} state=${state} again=${page.paint}
      windows=${(place === "unit" && unit?.sheet.reply.windows) || undefined}
      kept=${sheets().every((sheet) => sheet.kept)}>
      ${place === "unit" && unit && html`<${Saving} unit=${unit} />`}
      ${
        scores &&
        html`<${SaveState} sheet=${second.sheet}
          placeOf=${(code) => placeOfScore(second.id, code)} />`
      }
    </${CouncilHead}>
    <main id="main" tabindex="-1" class="wide ${look}">${children}</main>
    ${state.help && html`<${Keys} page=${page} />`}`;
}

function Saving({ unit }) {
  const { sheet, proposal } = unit;
  const { proposes, codes } = workOf(unit);
  const { done, of } = progressOf(unit, codes);
  const state = (each) =>
    html`<${SaveState} sheet=${each} placeOf=${(code) => placeOfLeaf(unit.id, code)} />`;
  return html`${
    of > 0 &&
    html`<span class="done">
      <${Bar} done=${done} total=${of} label=${T.progress} />
      <span><b>${done}</b> / ${of} ${proposes ? T.proposed : T.done}</span>
    </span>`
  }
    ${state(sheet)} ${proposal.state !== "clean" && state(proposal)}`;
}

/** Whether leaving would lose something; on the way to the sign-in the browser's drafts stay. */
const isUnsaved = () =>
  sheets().some((sheet) => sheet.waiting && !(ended && sheet.kept)) ||
  Object.values(state.unit?.asking ?? {}).some((question) => question.trim());

addEventListener("keydown", (event) => {
  if (state.ready && !event.defaultPrevented) onKey(event, page);
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
setInterval(page.paint, 30000);
await page.begin();
if (state.ready) {
  const look = () => document.hidden || refreshUnit(page).catch(() => {});
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", look);
}
