// The own account, for every role: the head is that of the post that is worked in.

import { Frame, identify } from "frame";
import { enterStaff, StaffHead } from "ops_head";
import { Account, loadAccount, openAccount } from "own_account";
import { makePage } from "page";
import { html } from "parts";
import { isOfUnit, isOps, ROLE_WORDS } from "posts";
import { account } from "session";
import { enter, Head } from "unit_head";
import { words } from "words";

const T = words({ strip: ["Vai trò", "Role"] });

/** The heads by who has them, and what each needs; others have one of their own account alone. */
const HEADS = [
  [isOps, enterStaff, StaffHead],
  [isOfUnit, enter, Head],
  [() => true, async () => ({}), OwnHead],
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

function OwnHead({ here, again }) {
  const role = ROLE_WORDS[account.role];
  return html`<${Frame} here=${here} who=${role} places=${[]} again=${again} strip=${T.strip}>
    <span class="deadline"><b>${role}</b></span>
  </${Frame}>`;
}

page.begin();
