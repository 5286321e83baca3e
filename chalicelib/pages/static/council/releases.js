// Releases of results to units, and their objections: the secretariat and operations staff release,
// the chair and the secretariat decide, members read. So do requests that a criterion should not
// apply. Rulings that wait for a second person.

import { CouncilDesk, enterCouncilDesk } from "council_desk";
import { fetchNotApplicable, NotApplicableRequests, noAnswer } from "not_applicable_list";
import { fetchObjections, noDecision, Objections } from "objection_list";
import { makePage } from "page";
import { html } from "parts";
import { fetchProposed, ProposedPage } from "proposed_rulings";
import { Releases } from "release_passes";
import { call } from "session";

const page = makePage({
  state: {
    ...{ path: null, overview: null, confirmed: "", objections: null, proposals: [] },
    ...{ requests: null, ...noDecision(), ...noAnswer() },
  },
  enter: enterCouncilDesk,
  load: async ({ path }) => ({ overview: await call("GET", `${path}/releases`) }),
  places: {
    releases: { View: Releases },
    rulings: { View: ProposedPage, fetch: ({ path }) => fetchProposed(path) },
    "not-applicable": {
      View: NotApplicableRequests,
      arrive: noAnswer,
      fetch: fetchNotApplicable,
    },
    objections: { View: Objections, arrive: noDecision, fetch: fetchObjections },
  },
  Frame: ReleasesFrame,
});

function ReleasesFrame(frame) {
  return html`<${CouncilDesk} here=${frame.state.place} ...${frame} />`;
}

page.begin();
