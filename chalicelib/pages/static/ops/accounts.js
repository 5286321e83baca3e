// The round's accounts, found by role and by name; from here the way to make them from a list.

import { AccountList, noAccount, postsIn } from "account_list";
import { Enrol, noList } from "enrol";
import { html } from "parts";
import { ROLE_WORDS, ROLES } from "posts";
import { of, plain, words } from "words";

const T = words({
  title: ["Tài khoản", "Accounts"],
  create: ["Tạo tài khoản từ danh sách", "Create accounts from a list"],
  role: ["Vai trò", "Role"],
  all: ["Tất cả", "All"],
  find: ["Tìm theo tên, địa chỉ thư hoặc đơn vị", "Find by name, address or unit"],
  oneByOne: ["Từng tài khoản", "One by one"],
  none: ["Không có tài khoản nào.", "No account."],
});

/** Which accounts are listed, which one is open, and the list for more. */
export const everyAccount = () => ({
  accountFilter: { role: "", wanted: "" },
  ...noAccount(),
  ...noList(),
});

const changes = {
  filter: (state, role) => ({ accountFilter: { ...state.accountFilter, role } }),
  search: (state, wanted) => ({ accountFilter: { ...state.accountFilter, wanted } }),
};

export function Accounts({ page, state }) {
  return state.rest.join("/") === "new"
    ? html`<${Enrol} page=${page} state=${state} />`
    : html`<${Listed} page=${page} state=${state} />`;
}

function Listed({ page, state }) {
  const act = page.transitions(changes);
  const unitName = (id) => of(state.units.find((unit) => unit.unit === id)?.name);
  const wanted = plain(state.accountFilter.wanted.trim());
  const unitsOf = (account) => postsIn(state.round, account).map(({ unit }) => unitName(unit));
  const accounts = ofRole(state, state.accountFilter.role).filter((account) =>
    plain([account.name, account.email, ...unitsOf(account)].join(" ")).includes(wanted),
  );
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p><a class="button" href="#/accounts/new">${T.create}</a></p>
    <${Roles} state=${state} act=${act} />
    <p class="field">
      <label for="find-account">${T.find}</label>
      <input id="find-account" type="search" value=${state.accountFilter.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
    <h2 class="unseen">${T.oneByOne}</h2>
    ${
      accounts.length
        ? html`<${AccountList} page=${page} state=${state} accounts=${accounts}
          unitName=${unitName} />`
        : html`<p role="status">${T.none}</p>`
    }`;
}

const ofRole = (state, role) =>
  state.accounts.filter(
    (account) => !role || postsIn(state.round, account).some((post) => post.role === role),
  );

function Roles({ state, act }) {
  const choice = (role, text) => html`<button type="button" class="choice"
    aria-pressed=${String(state.accountFilter.role === role)} onClick=${() => act.filter(role)}>
    ${text} <span>${ofRole(state, role).length}</span>
  </button>`;
  return html`<div class="choices" role="group" aria-label=${T.role}>
    ${choice("", T.all)}${Object.keys(ROLES).map((role) => choice(role, ROLE_WORDS[role]))}
  </div>`;
}
