// Releases of results to units, and their objections: the secretariat and operations staff release,
// the chair and the secretariat decide, members read.

import { Problem } from "acts";
import { CouncilHead, enterCouncil } from "council_head";
import { identify } from "frame";
import { fetchObjections, noDecision, Objections } from "objection_list";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { html } from "parts";
import { isOfCouncil, isOps } from "posts";
import { Releases } from "release_passes";
import { account, call } from "session";

const page = makePage({
  state: { path: null, overview: null, confirmed: "", objections: null, ...noDecision() },
  enter,
  load: async ({ path }) => ({ overview: await call("GET", `${path}/releases`) }),
  places: {
    releases: { View: Releases },
    objections: { View: Objections, arrive: noDecision, fetch: fetchObjections },
  },
  Frame: ReleasesFrame,
});

async function enter() {
  const who = await identify((post) => isOps(post) || isOfCouncil(post));
  if (!who || !isOps(who)) return who && enterCouncil();
  const staff = await enterStaff();
  const round = staff?.round && encodeURIComponent(staff.round.round);
  return round && { ...staff, path: `/api/council/${round}` };
}

function ReleasesFrame({ state, children }) {
  const Head = isOps(account) ? StaffHead : CouncilHead;
  return html`<${Head} here=${state.place} state=${state} again=${page.paint} />
    <main class="wide single" id="main" tabindex="-1">
      <${Problem} state=${state} />
      <p class=${state.told ? "good" : "unseen"} role="status">
        ${state.told && `✓ ${state.told}`}
      </p>
      ${children}
    </main>`;
}

page.begin();
