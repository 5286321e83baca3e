// The round's accounts: who has one, when they signed in last; a new password, signing out, disabling, each asked first.

import { Asked } from "asking";
import { Enrol } from "enrol";
import { html } from "parts";
import { account, call } from "session";
import { moment, of, plain, say } from "words";

export const ROLES = {
  editor: ["Người nhập liệu", "Editor"],
  leader: ["Lãnh đạo đơn vị", "Leader"],
  council: ["Thành viên Hội đồng", "Council member"],
  ops: ["Bộ phận điều hành", "Operations staff"],
};
const view = { wanted: "", role: "", chosen: "" };

export function Accounts({ desk, run, load, paint }) {
  if (desk.open === "new")
    return html`<${Enrol} desk=${desk} run=${run} load=${load} paint=${paint} />`;
  const name = (unit) => of(desk.units.find((each) => each.unit === unit)?.name);
  const rows = desk.accounts.filter(
    (each) =>
      (!view.role || each.role === view.role) &&
      plain(`${each.name} ${each.email} ${name(each.unit)}`).includes(plain(view.wanted.trim())),
  );
  const press = (role, text) =>
    html`<button type="button" class="choice" aria-pressed=${String(view.role === role)} onClick=${() => {
      view.role = role;
      paint();
    }}>${text} <span>${desk.accounts.filter((each) => !role || each.role === role).length}</span></button>`;
  return html`<h1 tabindex="-1">${say("Tài khoản", "Accounts")}</h1>
    <p><a class="button" href="#/accounts/new">${say("Tạo tài khoản từ danh sách", "Create accounts from a list")}</a></p>
    <div class="choices" role="group" aria-label=${say("Vai trò", "Role")}>${press("", say("Tất cả", "All"))}${Object.entries(ROLES).map(([role, words]) => press(role, say(...words)))}</div>
    <p class="field"><label for="find-account">${say("Tìm theo tên, địa chỉ thư hoặc đơn vị", "Find by name, address or unit")}</label><input id="find-account" type="search" value=${view.wanted} onInput=${(
      event,
    ) => {
      view.wanted = event.target.value;
      paint();
    }} /></p>
    <h2 class="unseen">${say("Từng tài khoản", "One by one")}</h2>${rows.length ? html`<${People} accounts=${rows} unit=${name} desk=${desk} run=${run} load=${load} paint=${paint} />` : html`<p role="status">${say("Không có tài khoản nào.", "No account.")}</p>`}`;
}

/** Accounts one by one; the acts of one open at a time. `unit` names a unit where several are shown. */
export function People({ accounts, unit, desk, run, load, paint }) {
  return html`<ul class="people-list">${accounts.map(
    (
      each,
    ) => html`<li key=${each.sub}><p><b>${each.name}</b> <span class="soft">${each.email}</span>${each.disabled && html` <span class="tag alarm">${say("đã khóa", "disabled")}</span>`}<br />
    ${say(...ROLES[each.role])}${unit && each.unit && html`: <a href="#/unit/${each.unit}">${unit(each.unit)}</a>`}${each.areas.length > 0 && ` (${each.areas.join(", ")})`} · <span class=${each.last_sign_in ? "soft" : "need"}>${each.last_sign_in ? `${say("đăng nhập lần cuối ", "last signed in ")}${moment(each.last_sign_in)}` : say("chưa đăng nhập lần nào", "has never signed in")}</span></p>
    <button type="button" class="link" aria-expanded=${String(view.chosen === each.sub)} onClick=${() => {
      view.chosen = view.chosen === each.sub ? "" : each.sub;
      paint();
    }}>${say("Quản lý", "Manage")}<span class="unseen"> ${each.name}</span></button>
    ${view.chosen === each.sub && html`<${Acts} of=${each} desk=${desk} run=${run} load=${load} paint=${paint} />`}</li>`,
  )}</ul>`;
}

function Acts({ of: each, desk, run, load, paint }) {
  const act = (name, told) => async (reason) => {
    await call("POST", `${desk.path}/accounts/${each.sub}/${name}`, { reason });
    await load();
    return told;
  };
  const ask = (name, label, title, told, words) =>
    html`<${Asked} id="${name}-${each.sub}" label=${label} title=${title} why=${say("Lý do", "Reason")} act=${act(name, told)} run=${run} busy=${desk.busy} paint=${paint}><p>${words}</p></${Asked}>`;
  return html`<div class="buttons">${
    !each.disabled &&
    ask(
      "reset",
      say("Cấp lại mật khẩu", "New password"),
      say(`Cấp lại mật khẩu cho ${each.name}?`, `A new password for ${each.name}?`),
      say(`Đã gửi mật khẩu mới tới ${each.email}`, `A new password went to ${each.email}`),
      say(
        `Mật khẩu mới được gửi tới ${each.email} và phải đổi khi đăng nhập. Mật khẩu cũ, xác thực hai lớp và mọi phiên đăng nhập hết hiệu lực ngay.`,
        `A first password goes to ${each.email} and must be changed at the next sign-in. The old one, the second factor and every sign-in are void at once.`,
      ),
    )
  }
    ${ask("sign-out", say("Đăng xuất mọi nơi", "Sign out everywhere"), say(`Đăng xuất ${each.name} khỏi mọi thiết bị?`, `Sign ${each.name} out of every device?`), say(`Đã đăng xuất ${each.name} khỏi mọi thiết bị`, `${each.name} is signed out everywhere`), say("Người này phải đăng nhập lại; mật khẩu không đổi. Nội dung chưa lưu nằm lại trên máy của họ.", "They have to sign in again; the password stays. What they have not saved stays on their device."))}
    ${
      each.disabled
        ? ask(
            "enable",
            say("Mở khóa", "Enable"),
            say(`Mở khóa tài khoản của ${each.name}?`, `Enable the account of ${each.name}?`),
            say(`Đã mở khóa tài khoản của ${each.name}`, `${each.name} may sign in again`),
            say(
              "Người này đăng nhập lại được bằng mật khẩu cũ.",
              "They may sign in again with the password they had.",
            ),
          )
        : each.email !== account.email &&
          ask(
            "disable",
            say("Khóa tài khoản", "Disable"),
            say(`Khóa tài khoản của ${each.name}?`, `Disable the account of ${each.name}?`),
            say(`Đã khóa tài khoản của ${each.name}`, `The account of ${each.name} is disabled`),
            say(
              "Từ yêu cầu kế tiếp tài khoản không mở được gì nữa. Những gì người này đã làm vẫn còn; mở khóa lại được.",
              "From the next request on it opens nothing. What they did stays; the account can be enabled again.",
            ),
          )
    }</div>`;
}
