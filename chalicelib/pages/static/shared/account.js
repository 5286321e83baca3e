// The own account: password, second factor, signing out everywhere.

import { Problem, runner } from "acts";
import { html } from "parts";
import { account, call } from "session";
import { say } from "words";

const form = {
  own: null,
  asked: false,
  secret: null,
  code: "",
  old: "",
  off: "",
  fresh: "",
  again: "",
  done: "",
};
const RULES = [
  "Ít nhất 12 ký tự, có chữ thường, chữ hoa và chữ số.",
  "At least 12 characters, with small and capital letters and a digit.",
];

export function Account({ desk, paint }) {
  const acts = runner(desk, paint),
    run = (act) =>
      acts(async () => {
        form.done = "";
        await act();
      });
  if (!form.asked) {
    form.asked = true;
    call("GET", "/api/account")
      .then(
        (own) => {
          form.own = own;
        },
        (problem) => {
          desk.problem = problem;
          form.asked = false;
        },
      )
      .finally(paint);
  }
  return html`<section class="panel"><h1>${say("Tài khoản", "Account")}</h1><p class="lead">${account.name} · ${account.email}</p>
    <${Problem} state=${desk} />${form.done && html`<p class="good" role="status">✓ ${form.done}</p>`}
    <${Password} run=${run} busy=${desk.busy} /><${Factor} run=${run} busy=${desk.busy} paint=${paint} />
    <div class="block"><h2>${say("Đăng xuất mọi nơi", "Sign out everywhere")}</h2><p>${say("Dùng khi để quên tài khoản đang mở ở máy khác.", "For when you left the account open on another computer.")}</p>
      <button type="button" class="button plain" disabled=${desk.busy} onClick=${run(async () => {
        await call("POST", "/api/account/sign-out-everywhere");
        location.replace("/signin");
      })}>${say("Đăng xuất khỏi mọi thiết bị", "Sign out of every device")}</button></div></section>`;
}

function Field({ name, label, hint, ...more }) {
  return html`<p class="field"><label for=${name}>${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
    <input id=${name} value=${form[name]} required aria-describedby=${hint ? `${name}-hint` : undefined} onInput=${(
      event,
    ) => {
      form[name] = event.target.value;
    }} ...${more} /></p>`;
}

function Password({ run, busy }) {
  const change = run(async () => {
    if (form.fresh !== form.again)
      throw {
        detail: "Hai lần gõ mật khẩu mới khác nhau.",
        detail_en: "The two new passwords differ.",
      };
    await call("POST", "/api/account/password", { password: form.old, new_password: form.fresh });
    Object.assign(form, {
      old: "",
      fresh: "",
      again: "",
      done: say(
        "Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.",
        "Password changed. Other devices must sign in again.",
      ),
    });
  });
  return html`<form class="block" onSubmit=${change}><h2>${say("Đổi mật khẩu", "Change the password")}</h2>
    <${Field} name="old" label=${say("Mật khẩu hiện nay", "Present password")} type="password" autocomplete="current-password" />
    <${Field} name="fresh" label=${say("Mật khẩu mới", "New password")} hint=${say(...RULES)} type="password" autocomplete="new-password" />
    <${Field} name="again" label=${say("Gõ lại mật khẩu mới", "The new password again")} type="password" autocomplete="new-password" />
    <button class="button plain" disabled=${busy}>${say("Đổi mật khẩu", "Change it")}</button></form>`;
}

function Factor({ run, busy, paint }) {
  const ask = run(async () => {
    form.secret = await call("POST", "/api/account/second-factor");
  });
  const confirm = run(async () => {
    await call("POST", "/api/account/second-factor/confirm", {
      code: form.code.replace(/\s/g, ""),
    });
    Object.assign(form, {
      secret: null,
      code: "",
      done: say("Đã bật xác thực hai lớp.", "The second factor is on."),
    });
    form.own.second_factor = true;
  });
  const remove = run(async () => {
    await call("POST", "/api/account/second-factor/remove", { password: form.off });
    form.own.second_factor = false;
    form.off = "";
    form.done = say("Đã tắt xác thực hai lớp.", "The second factor is off.");
  });
  const stop = () => {
    form.secret = null;
    paint();
  };
  return html`<div class="block"><h2>${say("Xác thực hai lớp", "Second factor")}</h2>
    ${
      form.own?.second_factor
        ? html`<p>${say("Đang bật: mỗi lần đăng nhập cần mã trên ứng dụng xác thực.", "On: each sign-in asks for a code of your authenticator.")}</p>
      <form onSubmit=${remove}><${Field} name="off" label=${say("Mật khẩu hiện nay, để tắt", "Present password, to switch it off")} type="password" autocomplete="current-password" />
        <button class="button plain" disabled=${busy}>${say("Tắt xác thực hai lớp", "Switch the second factor off")}</button></form>`
        : form.secret
          ? html`<form onSubmit=${confirm}><ol class="how"><li>${say("Mở ứng dụng xác thực trên điện thoại và quét mã này.", "Open the authenticator on your phone and scan this code.")}
          <div class="with-key"><img src=${form.secret.qr} alt=${say("Mã QR cho ứng dụng xác thực", "QR code for the authenticator")} width="180" height="180" />
          <p class="soft">${say("Không quét được? Gõ khóa:", "Cannot scan it? Type the key:")}<br /><code class="key">${form.secret.secret.replace(/(.{4})/g, "$1 ").trim()}</code></p></div></li>
        <li><${Field} name="code" label=${say("Gõ sáu chữ số đang hiện", "Type the six digits that it shows")} inputmode="numeric" autocomplete="one-time-code" /></li></ol>
        <p class="buttons"><button class="button" disabled=${busy}>${say("Bật", "Switch on")}</button> <button type="button" class="button plain" onClick=${stop}>${say("Thôi", "Not now")}</button></p></form>`
          : html`<p>${say("Chưa bật. Khi bật, ngoài mật khẩu còn cần mã trên điện thoại; nên bật cho tài khoản lãnh đạo.", "Off. Once on, a sign-in needs a code of your phone besides the password; recommended for leaders.")}</p><button type="button" class="button plain" disabled=${busy || !form.own} onClick=${ask}>${say("Bật xác thực hai lớp", "Set up a second factor")}</button>`
    }</div>`;
}
