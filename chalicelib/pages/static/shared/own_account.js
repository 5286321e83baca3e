// The own account, the same for every role: posts, password, second factor and how a lost one is
// replaced, signing out everywhere.

import { Problem } from "acts";
import { OwnPosts } from "own_posts";
import { html } from "parts";
import { isOps } from "posts";
import { account, call } from "session";
import { words } from "words";

const T = words({
  title: ["Tài khoản của tôi", "My account"],
  changePassword: ["Đổi mật khẩu", "Change the password"],
  present: ["Mật khẩu hiện nay", "Present password"],
  fresh: ["Mật khẩu mới", "New password"],
  rules: [
    "Ít nhất 12 ký tự, có chữ thường, chữ hoa và chữ số.",
    "At least 12 characters, with small and capital letters and a digit.",
  ],
  again: ["Gõ lại mật khẩu mới", "The new password again"],
  changeIt: ["Đổi mật khẩu", "Change it"],
  changed: [
    "Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.",
    "Password changed. Other devices must sign in again.",
  ],
  factor: ["Xác thực hai lớp", "Second factor"],
  isOn: [
    "Đang bật: mỗi lần đăng nhập cần mã trên ứng dụng xác thực.",
    "On: each sign-in asks for a code of your authenticator.",
  ],
  isOff: [
    "Chưa bật. Khi bật, ngoài mật khẩu còn cần mã trên điện thoại; nên bật cho lãnh đạo, " +
      "Hội đồng và bộ phận điều hành.",
    "Off. Once on, a sign-in needs a code of your phone besides the password; recommended for " +
      "leaders, the council and operations staff.",
  ],
  lost: ["Mất điện thoại, hoặc đổi máy?", "Phone lost or replaced?"],
  lostByStaff: [
    "Báo bộ phận điều hành của kỳ đánh giá. Họ bấm “Cấp lại mật khẩu”: xác thực hai lớp tắt, " +
      "mọi phiên đăng nhập kết thúc, mật khẩu mới đến hộp thư của Ông/Bà.",
    "Tell the operations staff of the round. They press “New password”: the second factor goes " +
      "off, every sign-in ends, and a new password comes to your mailbox.",
  ],
  lostByColleague: [
    "Nhờ một người khác của bộ phận điều hành bấm “Cấp lại mật khẩu” ở mục Tài khoản: xác thực " +
      "hai lớp tắt, mọi phiên đăng nhập kết thúc, mật khẩu mới đến hộp thư của Ông/Bà. " +
      "Vì vậy luôn cần ít nhất hai người có tài khoản điều hành.",
    "Ask somebody else of the operations staff to press “New password” under Accounts: the " +
      "second factor goes off, every sign-in ends, and a new password comes to your mailbox. " +
      "So there should always be at least two operations accounts.",
  ],
  lostThen: [
    "Đăng nhập bằng mật khẩu đó, đặt mật khẩu riêng, rồi bật lại tại đây trên điện thoại mới. " +
      "Còn giữ điện thoại cũ thì không cần ai: tắt ở đây, rồi bật lại trên điện thoại mới.",
    "Sign in with it, choose your own password, and set the second factor up here on the new " +
      "phone. With the old phone at hand you need nobody: switch it off here, then set up the " +
      "new one.",
  ],
  presentToRemove: ["Mật khẩu hiện nay, để tắt", "Present password, to switch it off"],
  remove: ["Tắt xác thực hai lớp", "Switch the second factor off"],
  removed: ["Đã tắt xác thực hai lớp.", "The second factor is off."],
  setUp: ["Bật xác thực hai lớp", "Set up a second factor"],
  scan: [
    "Mở ứng dụng xác thực trên điện thoại và quét mã này.",
    "Open the authenticator on your phone and scan this code.",
  ],
  qr: ["Mã QR cho ứng dụng xác thực", "QR code for the authenticator"],
  typeKey: ["Không quét được? Gõ khóa:", "Cannot scan it? Type the key:"],
  typeCode: ["Gõ sáu chữ số đang hiện", "Type the six digits that it shows"],
  confirm: ["Bật", "Switch on"],
  confirmed: ["Đã bật xác thực hai lớp.", "The second factor is on."],
  notNow: ["Thôi", "Not now"],
  everywhere: ["Đăng xuất mọi nơi", "Sign out everywhere"],
  everywhereWhen: [
    "Dùng khi để quên tài khoản đang mở ở máy khác. Một lần đăng nhập kéo dài nhiều nhất 12 giờ.",
    "For when you left the account open on another computer. A sign-in lasts for 12 hours at most.",
  ],
  signOut: ["Đăng xuất khỏi mọi thiết bị", "Sign out of every device"],
});
const DIFFERENT = {
  detail: "Hai lần gõ mật khẩu mới khác nhau.",
  detail_en: "The two new passwords differ.",
};

/**
 * What is typed; the own posts by name; whether the second factor is on; {qr, secret} of the one
 * that is being set up.
 */
const NOTHING = {
  old: "",
  fresh: "",
  again: "",
  code: "",
  off: "",
  posts: [],
  hasFactor: null,
  secret: null,
};
/** It is kept in the member `own` of the page's state. */
const changes = {
  type: ({ own }, name, value) => ({ own: { ...own, [name]: value } }),
  clearPasswords: ({ own }) => ({ own: { ...own, old: "", fresh: "", again: "" } }),
  setUp: ({ own }, secret) => ({ own: { ...own, secret } }),
  know: ({ own }, hasFactor) => ({ own: { ...own, hasFactor, secret: null, code: "", off: "" } }),
};

/** Nothing is typed yet; `fetch` then asks for the posts, and whether the second factor is on. */
export const openAccount = () => ({ own: NOTHING });

export async function loadAccount(state) {
  const [{ second_factor: hasFactor }, { posts }] = await Promise.all([
    call("GET", "/api/account"),
    call("GET", "/api/account/posts"),
  ]);
  return changes.know({ own: { ...state.own, posts } }, hasFactor);
}

export function Account({ page, state }) {
  const act = page.transitions(changes);
  const parts = { page, act, own: state.own, busy: state.busy };
  return html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${account.name} · ${account.email}</p>
    <${Problem} state=${state} />
    ${state.told && html`<p class="good" role="status">✓ ${state.told}</p>`}
    <${OwnPosts} posts=${state.own.posts} />
    <${Password} ...${parts} />
    <div class="block"><h2>${T.factor}</h2><${Factor} ...${parts} /><${Lost} /></div>
    <${Everywhere} page=${page} />
  </section>`;
}

/** How a lost second factor is replaced. */
function Lost() {
  const byColleague = account.posts.some(isOps);
  return html`<details>
    <summary>${T.lost}</summary>
    <p>${byColleague ? T.lostByColleague : T.lostByStaff}</p>
    <p>${T.lostThen}</p>
  </details>`;
}

function Field({ own, act, name, label, hint, ...more }) {
  return html`<p class="field">
    <label for=${name}>${label}</label>
    ${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
    <input id=${name} value=${own[name]} required aria-describedby=${hint && `${name}-hint`}
      onInput=${(event) => act.type(name, event.target.value)} ...${more} />
  </p>`;
}

function Password({ page, act, own, busy }) {
  const change = page.run(async () => {
    const { old, fresh, again } = page.state.own;
    if (fresh !== again) throw DIFFERENT;
    await call("POST", "/api/account/password", { password: old, new_password: fresh });
    act.clearPasswords();
    return T.changed;
  });
  const field = (name, label, autocomplete, hint) => html`<${Field} own=${own} act=${act}
    name=${name} label=${label} type="password" autocomplete=${autocomplete} hint=${hint} />`;
  return html`<form class="block" onSubmit=${change}>
    <h2>${T.changePassword}</h2>
    ${field("old", T.present, "current-password")}
    ${field("fresh", T.fresh, "new-password", T.rules)}
    ${field("again", T.again, "new-password")}
    <button class="button plain" disabled=${busy}>${T.changeIt}</button>
  </form>`;
}

function Factor(parts) {
  if (parts.own.hasFactor) return html`<${FactorOn} ...${parts} />`;
  return parts.own.secret ? html`<${NewFactor} ...${parts} />` : html`<${FactorOff} ...${parts} />`;
}

function FactorOn({ page, act, own, busy }) {
  const remove = page.run(async () => {
    const { off } = page.state.own;
    await call("POST", "/api/account/second-factor/remove", { password: off });
    act.know(false);
    return T.removed;
  });
  return html`<p>${T.isOn}</p>
    <form onSubmit=${remove}>
      <${Field} own=${own} act=${act} name="off" label=${T.presentToRemove} type="password"
        autocomplete="current-password" />
      <button class="button plain" disabled=${busy}>${T.remove}</button>
    </form>`;
}

function FactorOff({ page, act, own, busy }) {
  const setUp = page.run(async () => {
    act.setUp(await call("POST", "/api/account/second-factor"));
  });
  return html`<p>${T.isOff}</p>
    <button type="button" class="button plain" disabled=${busy || own.hasFactor === null}
      onClick=${setUp}>${T.setUp}</button>`;
}

function NewFactor({ page, act, own, busy }) {
  const { qr, secret } = own.secret;
  const confirm = page.run(async () => {
    const code = page.state.own.code.replace(/\s/g, "");
    await call("POST", "/api/account/second-factor/confirm", { code });
    act.know(true);
    return T.confirmed;
  });
  return html`<form onSubmit=${confirm}>
    <ol class="how">
      <li>
        ${T.scan}
        <div class="with-key">
          <img src=${qr} alt=${T.qr} width="180" height="180" />
          <p class="soft">
            ${T.typeKey}<br /><code class="key">${secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          </p>
        </div>
      </li>
      <li>
        <${Field} own=${own} act=${act} name="code" label=${T.typeCode} inputmode="numeric"
          autocomplete="one-time-code" />
      </li>
    </ol>
    <p class="buttons">
      <button class="button" disabled=${busy}>${T.confirm}</button>${" "}
      <button type="button" class="button plain" onClick=${() => act.setUp(null)}>
        ${T.notNow}
      </button>
    </p>
  </form>`;
}

function Everywhere({ page }) {
  const signOut = page.run(async () => {
    await call("POST", "/api/account/sign-out-everywhere");
    location.replace("/signin");
  });
  return html`<div class="block">
    <h2>${T.everywhere}</h2>
    <p>${T.everywhereWhen}</p>
    <button type="button" class="button plain" disabled=${page.state.busy} onClick=${signOut}>
      ${T.signOut}
    </button>
  </div>`;
}
