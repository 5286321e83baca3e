// Sign in; change the first password, its rules in words; give the second factor. Then on to the workspace.

import { html, Masthead, Summary } from "parts";
import { render } from "preact";
import { account, changeFirst, secondFactor, signIn } from "session";
import { detail, say } from "words";

const rules = () => [
  [say("ít nhất 12 ký tự", "at least 12 characters"), (text) => [...text].length >= 12],
  [
    say("có chữ thường và chữ hoa", "small and capital letters"),
    (text) => /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text),
  ],
  [say("có chữ số", "a digit"), (text) => /[0-9]/.test(text)],
];
const state = {
  step: "sign-in",
  email: "",
  password: "",
  again: "",
  code: "",
  challenge: "",
  faults: [],
  busy: false,
};

function set(change) {
  Object.assign(state, change);
  render(html`<${Page} />`, document.getElementById("app"));
}
/** To another step, from its heading on: whoever reads with the ears or goes by keyboard hears that the page is another. */
function go(change) {
  set({ ...change, busy: false });
  document.querySelector("h1").focus();
}
const fault = (at, text) => set({ faults: [{ at, text }], busy: false });

/** The page that asked for the sign-in, if it is one of ours; else where this account has its work. */
function next() {
  const home = account.role === "ops" ? "/progress" : "/work";
  const to = new URL(new URLSearchParams(location.search).get("to") ?? home, location.origin);
  return to.origin === location.origin
    ? to.pathname + to.search + (to.hash || location.hash)
    : home;
}

async function attempt(act) {
  set({ busy: true, faults: [] });
  try {
    await act();
    location.replace(next());
  } catch (problem) {
    if (problem.code === "password_change_required")
      return go({ step: "change", challenge: problem.challenge, password: "" });
    if (problem.code === "second_factor_required")
      return go({ step: "code", challenge: problem.challenge });
    const at = state.step === "sign-in" ? "email" : state.step === "code" ? "code" : "password";
    const errors = problem.errors?.map((each) => ({ at, text: detail(each) }));
    set({ busy: false, faults: errors ?? [{ at, text: detail(problem) }] });
  }
}

function submit(event) {
  event.preventDefault();
  const { step, email, password, again, code, challenge } = state;
  if (step === "sign-in") {
    if (!email || !password)
      return fault(
        email ? "password" : "email",
        say("Hãy điền địa chỉ thư và mật khẩu.", "Fill in the e-mail address and the password."),
      );
    return attempt(() => signIn(email.trim(), password));
  }
  if (step === "code")
    return attempt(() => secondFactor(email.trim(), challenge, code.replace(/\s/g, "")));
  const unmet = rules().filter(([, met]) => !met(password));
  if (unmet.length)
    return fault(
      "password",
      say("Mật khẩu mới cần: ", "The new password needs: ") +
        unmet.map(([text]) => text).join("; ") +
        ".",
    );
  if (password !== again)
    return fault("again", say("Hai lần gõ mật khẩu khác nhau.", "The two passwords differ."));
  return attempt(() => changeFirst(email.trim(), challenge, password));
}

function Field({ name, label, hint, ...more }) {
  const wrong = state.faults.find((each) => each.at === name);
  return html`<p class="field"><label for=${name}>${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
    ${wrong && html`<span class="wrong" id="${name}-wrong">${wrong.text}</span>`}
    <input id=${name} class=${wrong ? "invalid" : ""} value=${state[name]} aria-describedby=${wrong ? `${name}-wrong` : hint ? `${name}-hint` : undefined}
      aria-invalid=${wrong ? "true" : undefined} onInput=${(event) => set({ [name]: event.target.value })} ...${more} /></p>`;
}

const STEPS = {
  "sign-in": () => html`<h1>${say("Đăng nhập", "Sign in")}</h1>
    <p class="lead">${say(
      "Dành cho cán bộ được giao thực hiện tự đánh giá, Hội đồng thẩm định và bộ phận điều hành.",
      "For officers who carry out the self-assessment, the council and the operations staff.",
    )}</p>
    <${Summary} problems=${state.faults} />
    <${Field} name="email" label=${say("Địa chỉ thư công vụ", "Official e-mail address")} type="email" autocomplete="username" />
    <${Field} name="password" label=${say("Mật khẩu", "Password")} type="password" autocomplete="current-password"
      hint=${say("Lần đầu: mật khẩu trong thư báo tài khoản.", "First time: the password in the letter about your account.")} />
    <button class="button" disabled=${state.busy}>${state.busy ? say("Đang đăng nhập…", "Signing in…") : say("Đăng nhập", "Sign in")}</button>
    <p class="soft">${say(
      "Quên mật khẩu? Bộ phận điều hành của kỳ đánh giá gửi cho Ông/Bà mật khẩu mới.",
      "Forgotten your password? The operations staff of the round will send you a new one.",
    )}</p>`,
  change:
    () => html`<h1 tabindex="-1">${say("Đặt mật khẩu của riêng Ông/Bà", "Choose a password of your own")}</h1>
    <p class="lead">${say(
      "Mật khẩu trong thư chỉ dùng một lần. Từ nay chỉ mình Ông/Bà biết mật khẩu mới.",
      "The password in the letter works only once. From now on you alone know the new one.",
    )}</p>
    <${Summary} problems=${state.faults} />
    <ul class="checks">${rules().map(
      ([text, met]) => html`<li class=${met(state.password) ? "met" : ""}>
      <span aria-hidden="true">${met(state.password) ? "✓" : "○"}</span> ${text}<span class="unseen">${met(state.password) ? say(" – đạt", " – met") : say(" – chưa đạt", " – not yet")}</span></li>`,
    )}</ul>
    <${Field} name="password" label=${say("Mật khẩu mới", "New password")} type="password" autocomplete="new-password" />
    <${Field} name="again" label=${say("Gõ lại mật khẩu mới", "The new password again")} type="password" autocomplete="new-password" />
    <button class="button" disabled=${state.busy}>${say("Đổi mật khẩu và tiếp tục", "Change it and go on")}</button>`,
  code: () => html`<h1 tabindex="-1">${say("Mã xác thực", "Authentication code")}</h1>
    <p class="lead">${say(
      "Mở ứng dụng xác thực trên điện thoại của Ông/Bà và gõ sáu chữ số đang hiện.",
      "Open the authenticator on your phone and type the six digits that it shows.",
    )}</p>
    <${Summary} problems=${state.faults} />
    <${Field} name="code" label=${say("Sáu chữ số", "Six digits")} inputmode="numeric" autocomplete="one-time-code" />
    <button class="button" disabled=${state.busy}>${say("Tiếp tục", "Go on")}</button>`,
};

const Page = () =>
  html`<${Masthead} again=${() => set({})} /><main class="narrow" id="main"><form onSubmit=${submit} novalidate>${STEPS[state.step]()}</form></main>`;
set({});
