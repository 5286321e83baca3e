// Operations staff run the survey: letters, requests, who was invited, questionnaires, sealing.

import { Decisions } from "decisions";
import { Letters } from "mailing";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { html } from "parts";
import { fetchPeople, forget, People } from "people";
import { fetchQuestionnaires, Questionnaires } from "questionnaires";
import { Sealing } from "sealing";
import { call } from "session";
import { words } from "words";

const T = words({ working: ["Đang xử lý…", "Working…"] });

const PLACES = {
  letters: { View: Letters },
  decisions: { View: Decisions },
  people: { View: People, arrive: forget, fetch: fetchPeople, keepsView: true },
  questionnaires: {
    View: Questionnaires,
    arrive: () => ({ revision: null }),
    fetch: fetchQuestionnaires,
  },
  sealing: { View: Sealing },
};

const page = makePage({
  state: {
    rounds: [],
    round: null,
    path: "",
    ...forget(),
    questionnaires: null,
    revision: null,
    beingSealed: [],
  },
  enter: enterStaff,
  load,
  places: PLACES,
  Frame: SurveyFrame,
  focusFirst: true,
});

/** What every place shows a part of; `counts` are those of the last count. */
async function load({ path }) {
  const [overview, mailing, quota, counts, { corrections }, { exceptions }] = await Promise.all([
    call("GET", path),
    call("GET", `${path}/mailing`),
    call("GET", "/api/ops/mail-quota"),
    call("GET", `${path}/progress`),
    call("GET", `${path}/corrections`),
    call("GET", `${path}/list-exceptions`),
  ]);
  return { overview, mailing, quota, counts, corrections, exceptions };
}

function SurveyFrame({ state, children }) {
  return html`<${StaffHead} here=${state.place} state=${state} again=${page.paint}>
      <span class="save" role="status">${state.busy ? T.working : state.told}</span>
    </${StaffHead}>
    <main id="main" tabindex="-1" class="wide single">
      <section class="panel">${children}</section>
    </main>`;
}

page.begin();
