// Notices to the unit, and the own account: password, second factor, every sign-in.

import { html, Summary } from "parts";
import { detail, moment, of, say } from "words";
import { account, call } from "session";

export function Notices({ desk, paint }) {
  const unread = desk.notices.filter((each) => !each.read);
  const read = async () => { await call("POST", `${desk.path}/notices/read`, { ids: unread.map((each) => each.id) }); unread.forEach((each) => { each.read = true; }); paint(); };
  return html`<section class="panel"><h1>${say("Thông báo", "Notices")}</h1>
    ${desk.notices.length === 0 ? html`<p>${say("Chưa có thông báo nào. Thông báo về thời hạn, mở lại và kết quả hiện ở đây và được gửi qua thư.", "No notices yet. News of deadlines, reopening and results appear here and by e-mail.")}</p>`
      : html`<ul class="notices">${desk.notices.map((each) => html`<li class=${each.read ? "" : "unread"}><p>${of(each.text)}</p><p class="soft">${moment(each.at)}</p></li>`)}</ul>`}
    ${unread.length > 0 && html`<button type="button" class="button plain" onClick=${read}>${say("Đánh dấu đã đọc", "Mark as read")}</button>`}</section>`;
}

const form = { own: null, secret: null, code: "", old: "", fresh: "", done: "", faults: [] };
export function Account({ desk, paint }) {
  const set = (change) => { Object.assign(form, change); paint(); };
  const run = (act) => async (event) => { event?.preventDefault(); set({ faults: [], done: "" }); try { await act(); } catch (problem) { form.faults = (problem.errors ?? [problem]).map((each) => ({ text: detail(each) })); } paint(); };
  if (desk.ownAsked === undefined) { desk.ownAsked = true; run(async () => { form.own = await call("GET", "/api/account"); })(); }
  const input = (name, label, more) => html`<p class="field"><label for=${name}>${label}</label><input id=${name} value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} ...${more} /></p>`;
  return html`<section class="panel"><h1>${say("Tài khoản", "Account")}</h1><p class="lead">${account.name} · ${account.email}</p>
    <${Summary} faults=${form.faults} />${form.done && html`<p class="good" role="status">${form.done}</p>`}
    <form class="block" onSubmit=${run(async () => { await call("POST", "/api/account/password", { password: form.old, new_password: form.fresh }); Object.assign(form, { old: "", fresh: "", done: say("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.", "Password changed. Other devices must sign in again.") }); })}>
      <h2>${say("Đổi mật khẩu", "Change the password")}</h2>${input("old", say("Mật khẩu hiện nay", "Present password"), { type: "password", autocomplete: "current-password" })}
      ${input("fresh", say("Mật khẩu mới (ít nhất 12 ký tự, có chữ thường, chữ hoa và chữ số)", "New password (at least 12 characters, with small and capital letters and a digit)"), { type: "password", autocomplete: "new-password" })}<button class="button plain">${say("Đổi mật khẩu", "Change it")}</button></form>
    <div class="block"><h2>${say("Xác thực hai lớp", "Second factor")}</h2>${form.own?.second_factor
      ? html`<p>${say("Đang bật: mỗi lần đăng nhập cần mã trên ứng dụng xác thực.", "On: each sign-in asks for a code of your authenticator.")}</p><button type="button" class="button plain" onClick=${run(async () => { await call("DELETE", "/api/account/second-factor"); form.own.second_factor = false; })}>${say("Tắt", "Switch off")}</button>`
      : form.secret ? html`<form onSubmit=${run(async () => { await call("POST", "/api/account/second-factor/confirm", { code: form.code }); Object.assign(form, { secret: null, code: "" }); form.own = { ...form.own, second_factor: true }; })}>
          <p>${say("Thêm tài khoản vào ứng dụng xác thực bằng khóa này, rồi gõ mã đang hiện:", "Add an account to your authenticator with this key, then type the code it shows:")}</p><p><code class="key">${form.secret.secret}</code></p>${input("code", say("Sáu chữ số", "Six digits"), { inputmode: "numeric" })}<button class="button">${say("Bật", "Switch on")}</button></form>`
      : html`<p>${say("Chưa bật. Nên bật cho tài khoản lãnh đạo.", "Off. Recommended for leaders.")}</p><button type="button" class="button plain" onClick=${run(async () => { form.secret = await call("POST", "/api/account/second-factor", {}); })}>${say("Bật xác thực hai lớp", "Set up a second factor")}</button>`}</div>
    <div class="block"><h2>${say("Đăng xuất mọi nơi", "Sign out everywhere")}</h2><button type="button" class="button plain" onClick=${run(async () => { await call("POST", "/api/account/sign-out-everywhere", {}); location.replace("/signin"); })}>${say("Đăng xuất khỏi mọi thiết bị", "Sign out of every device")}</button></div></section>`;
}
