// The pages that the council and operations staff share: who enters, and what surrounds them.

import { Outcome } from "acts";
import { CouncilHead, enterCouncil } from "council_head";
import { identify } from "frame";
import { enterStaff, StaffHead } from "ops_head";
import { html } from "parts";
import { isOfCouncil, isOps } from "posts";
import { account } from "session";

/** What `enterCouncil` gives; of operations staff, what `enterStaff` gives, with its path. */
export async function enterCouncilDesk() {
  const who = await identify((post) => isOps(post) || isOfCouncil(post));
  if (!who || !isOps(who)) return who && enterCouncil();
  const staff = await enterStaff();
  const round = staff?.round && encodeURIComponent(staff.round.round);
  return round && { ...staff, path: `/api/council/${round}` };
}

/** The head of whoever is signed in, with `here` as its entry, and what came of the last act. */
export function CouncilDesk({ here, page, state, children }) {
  const Head = isOps(account) ? StaffHead : CouncilHead;
  return html`<${Head} here=${here} state=${state} again=${page.paint} />
    <main class="wide single" id="main" tabindex="-1">
      <${Outcome} state=${state} />
      ${children}
    </main>`;
}
