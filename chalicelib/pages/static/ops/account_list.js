// Accounts one by one: who has one, for what, when they signed in last; a new password, signing
// out, disabling, each asked first.

import { Asked } from "asking";
import { html } from "parts";
import { noEnds, PostEnds } from "post_ends";
import { hasEnded, isOps, ROLE_WORDS } from "posts";
import { call, account as own } from "session";
import { moment, until, words } from "words";

const T = words({
  disabled: ["đã khóa", "disabled"],
  signedIn: (time) => [`đăng nhập lần cuối ${time}`, `last signed in ${time}`],
  neverSignedIn: ["chưa đăng nhập lần nào", "has never signed in"],
  manage: ["Quản lý", "Manage"],
  ended: ["đã kết thúc", "has ended"],
  ends: (at) => [`đến ${at}`, `until ${at}`],
  elsewhere: (posts) => [`có thêm ${posts} nhiệm vụ ở kỳ khác`, `${posts} more in other rounds`],
  reason: ["Lý do", "Reason"],
});
/** What may be done to an account, by the name that the API gives it. */
const ACTS = {
  reset: words({
    label: ["Cấp lại mật khẩu", "New password"],
    title: ({ name }) => [`Cấp lại mật khẩu cho ${name}?`, `A new password for ${name}?`],
    does: ({ email }) => [
      `Mật khẩu mới được gửi tới ${email} và phải đổi khi đăng nhập.`,
      `A first password goes to ${email} and must be changed at the next sign-in.`,
    ],
    more: [
      " Mật khẩu cũ, xác thực hai lớp và mọi phiên đăng nhập hết hiệu lực ngay.",
      " The old one, the second factor and every sign-in are void at once.",
    ],
    told: ({ email }) => [`Đã gửi mật khẩu mới tới ${email}`, `A new password went to ${email}`],
  }),
  "sign-out": words({
    label: ["Đăng xuất mọi nơi", "Sign out everywhere"],
    title: ({ name }) => [
      `Đăng xuất ${name} khỏi mọi thiết bị?`,
      `Sign ${name} out of every device?`,
    ],
    does: () => [
      "Người này phải đăng nhập lại; mật khẩu không đổi. " +
        "Nội dung chưa lưu nằm lại trên máy của họ.",
      "They have to sign in again; the password stays. " +
        "What they have not saved stays on their device.",
    ],
    told: ({ name }) => [
      `Đã đăng xuất ${name} khỏi mọi thiết bị`,
      `${name} is signed out everywhere`,
    ],
  }),
  enable: words({
    label: ["Mở khóa", "Enable"],
    title: ({ name }) => [`Mở khóa tài khoản của ${name}?`, `Enable the account of ${name}?`],
    does: () => [
      "Người này đăng nhập lại được bằng mật khẩu cũ.",
      "They may sign in again with the password they had.",
    ],
    told: ({ name }) => [`Đã mở khóa tài khoản của ${name}`, `${name} may sign in again`],
  }),
  disable: words({
    label: ["Khóa tài khoản", "Disable"],
    title: ({ name }) => [`Khóa tài khoản của ${name}?`, `Disable the account of ${name}?`],
    does: () => [
      "Từ yêu cầu kế tiếp tài khoản không mở được gì nữa. " +
        "Những gì người này đã làm vẫn còn; mở khóa lại được.",
      "From the next request on it opens nothing. " +
        "What they did stays; the account can be enabled again.",
    ],
    told: ({ name }) => [`Đã khóa tài khoản của ${name}`, `The account of ${name} is disabled`],
  }),
};

/** The account whose acts are open: one at a time. */
export const noAccount = () => ({ managed: "", ...noEnds() });

/** The posts of an account in a round; operations staff work in every round. */
export const postsIn = (round, account) =>
  account.posts.filter((post) => isOps(post) || post.round === round.round);

const changes = {
  manage: (state, sub) => ({ managed: state.managed === sub ? "" : sub }),
};

/** The posts that an account has, or had, at a unit of the round. */
export const atUnit = ({ round }, account, unit) =>
  postsIn(round, account).filter((post) => post.unit === unit.unit);

/** `unitName` names a unit where accounts of several are shown. */
export function AccountList({ page, state, accounts, unitName }) {
  return html`<ul class="people-list">
    ${accounts.map(
      (account) => html`<li key=${account.sub}>
        <${Person} state=${state} account=${account} unitName=${unitName} />
        <${Managed} page=${page} state=${state} account=${account} />
      </li>`,
    )}
  </ul>`;
}

function Person({ state, account, unitName }) {
  const { name, email, last_sign_in } = account;
  const disabled = html` <span class="tag alarm">${T.disabled}</span>`;
  const here = postsIn(state.round, account);
  const elsewhere = account.posts.length - here.length;
  return html`<p>
    <b>${name}</b> <span class="soft">${email}</span>${account.disabled && disabled}<br />
    ${here.map((post) => html`<${HeldPost} post=${post} unitName=${unitName} /><br />`)}
    <span class=${last_sign_in ? "soft" : "need"}>
      ${last_sign_in ? T.signedIn(moment(last_sign_in)) : T.neverSignedIn}
    </span>
    ${elsewhere > 0 && html`<span class="soft"> · ${T.elsewhere(elsewhere)}</span>`}
  </p>`;
}

/** `unitName` is missing where all accounts are of one unit. */
function HeldPost({ post, unitName }) {
  const { role, unit, areas, until: end } = post;
  const link = () => html`: <a href="#/unit/${unit}">${unitName(unit)}</a>`;
  return html`<span>
    ${ROLE_WORDS[role]}${unitName && unit && link()}
    ${areas.length > 0 && ` (${areas.join(", ")})`}
    ${end && html` <span class="tag">${hasEnded(post) ? T.ended : T.ends(until(end))}</span>`}
  </span>`;
}

function Managed({ page, state, account }) {
  const act = page.transitions(changes);
  const open = state.managed === account.sub;
  return html`<button type="button" class="link" aria-expanded=${String(open)}
      onClick=${() => act.manage(account.sub)}>
      ${T.manage}<span class="unseen"> ${account.name}</span>
    </button>
    ${open && html`<${Acts} page=${page} state=${state} account=${account} />`}`;
}

/** The acts that fit the account; nobody disables their own. */
function Acts({ page, state, account }) {
  const ask = (name) =>
    html`<${Ask} page=${page} state=${state} account=${account} name=${name} />`;
  return html`<div class="buttons">
    ${!account.disabled && ask("reset")}
    ${ask("sign-out")}
    ${account.disabled ? ask("enable") : account.email !== own.email && ask("disable")}
  </div>
  <${PostEnds} page=${page} state=${state} account=${account}
    posts=${postsIn(state.round, account)} />`;
}

/** `name` is one of ACTS. */
function Ask({ page, state, account, name }) {
  const told = ACTS[name];
  const act = async (reason) => {
    await call("POST", `${state.path}/accounts/${account.sub}/${name}`, { reason });
    await page.reload();
    return told.told(account);
  };
  return html`<${Asked} page=${page} id="${name}-${account.sub}" label=${told.label}
    title=${told.title(account)} why=${T.reason} act=${act}>
    <p>${told.does(account)}${told.more}</p>
  </${Asked}>`;
}
