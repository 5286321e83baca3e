// The own account, for every role: the head is that of the post that is worked in.

import { CouncilHead, enterCouncil } from "council_head";
import { identify } from "frame";
import { enterStaff, StaffHead } from "ops_head";
import { Account, loadAccount, openAccount } from "own_account";
import { makePage } from "page";
import { html } from "parts";
import { isOfCouncil, isOfUnit, isOps } from "posts";
import { account } from "session";
import { enter, Head } from "unit_head";

/** The heads by who has them, and what each needs. */
const HEADS = [
  [isOps, enterStaff, StaffHead],
  [isOfUnit, enter, Head],
  [isOfCouncil, enterCouncil, CouncilHead],
];
const headOf = (who) => HEADS.find(([is]) => is(who));

const page = makePage({
  state: { path: "", unit: null, notices: [], ...openAccount() },
  enter: async () => {
    const who = await identify();
    return who && headOf(who)[1]();
  },
  places: { account: { View: Account, fetch: loadAccount } },
  Frame: AccountFrame,
});

function AccountFrame({ state, children }) {
  const [, , head] = headOf(account);
  return html`<${head} here="account" state=${state} again=${page.paint} />
    <main class="wide single" id="main" tabindex="-1">${children}</main>`;
}

page.begin();
