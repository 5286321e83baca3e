// Sign in; change the first password, its rules in words; give the second factor. Then on to the
// workspace.

import { makePage } from "page";
import { html, Masthead, Summary } from "parts";
import { homeOf } from "posts";
import { account, changeFirst, secondFactor, signIn } from "session";
import { detail, words } from "words";

const T = words({
  title: ["Đăng nhập", "Sign in"],
  lead: [
    "Dành cho cán bộ được giao thực hiện tự đánh giá, Hội đồng thẩm định và bộ phận điều hành.",
    "For officers who carry out the self-assessment, the council and the operations staff.",
  ],
  email: ["Địa chỉ thư công vụ", "Official e-mail address"],
  password: ["Mật khẩu", "Password"],
  firstTime: [
    "Lần đầu: mật khẩu trong thư báo tài khoản.",
    "First time: the password in the letter about your account.",
  ],
  signingIn: ["Đang đăng nhập…", "Signing in…"],
  forgotten: [
    "Quên mật khẩu? Bộ phận điều hành của kỳ đánh giá gửi cho Ông/Bà mật khẩu mới.",
    "Forgotten your password? The operations staff of the round will send you a new one.",
  ],
  fillIn: ["Hãy điền địa chỉ thư và mật khẩu.", "Fill in the e-mail address and the password."],
  change: ["Đặt mật khẩu của riêng Ông/Bà", "Choose a password of your own"],
  changeLead: [
    "Mật khẩu trong thư chỉ dùng một lần. Từ nay chỉ mình Ông/Bà biết mật khẩu mới.",
    "The password in the letter works only once. From now on you alone know the new one.",
  ],
  long: ["ít nhất 12 ký tự", "at least 12 characters"],
  letters: ["có chữ thường và chữ hoa", "small and capital letters"],
  digit: ["có chữ số", "a digit"],
  met: [" – đạt", " – met"],
  unmet: [" – chưa đạt", " – not yet"],
  newPassword: ["Mật khẩu mới", "New password"],
  again: ["Gõ lại mật khẩu mới", "The new password again"],
  changeIt: ["Đổi mật khẩu và tiếp tục", "Change it and go on"],
  needs: (rules) => [`Mật khẩu mới cần: ${rules}.`, `The new password needs: ${rules}.`],
  differ: ["Hai lần gõ mật khẩu khác nhau.", "The two passwords differ."],
  code: ["Mã xác thực", "Authentication code"],
  codeLead: [
    "Mở ứng dụng xác thực trên điện thoại của Ông/Bà và gõ sáu chữ số đang hiện.",
    "Open the authenticator on your phone and type the six digits that it shows.",
  ],
  digits: ["Sáu chữ số", "Six digits"],
  codeToo: ["Mã xác thực, nếu có", "Authentication code, if you have one"],
  codeTooHint: [
    "Gõ sáu chữ số trên ứng dụng xác thực thì không phải chờ.",
    "With the six digits of your authenticator you need not wait.",
  ],
  goOn: ["Tiếp tục", "Go on"],
  lost: [
    "Không còn điện thoại đó? Báo bộ phận điều hành của kỳ đánh giá (người của bộ phận điều hành " +
      "báo một người khác cùng bộ phận): họ cấp lại mật khẩu thì xác thực hai lớp cũng tắt.",
    "No longer have that phone? Tell the operations staff of the round (operations staff tell a " +
      "colleague): when they send a new password, the second factor goes off too.",
  ],
});

/** The rules for a new password, by the name of their words, and whether it keeps them. */
const RULES = [
  ["long", (text) => [...text].length >= 12],
  ["letters", (text) => /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text)],
  ["digit", (text) => /[0-9]/.test(text)],
];

/** The steps: their fields, the one that a refusal is shown at, what is missing, the call. */
const STEPS = {
  "sign-in": {
    Fields: SignIn,
    at: "email",
    missing: ({ email, password }) =>
      !(email && password) && { at: email ? "password" : "email", text: T.fillIn },
    send: ({ email, password, code }) => signIn(email.trim(), password, code.replace(/\s/g, "")),
  },
  change: {
    Fields: NewPassword,
    at: "password",
    missing: weak,
    send: ({ email, challenge, password }) => changeFirst(email.trim(), challenge, password),
  },
  code: {
    Fields: Code,
    at: "code",
    missing: () => null,
    send: ({ email, challenge, code }) =>
      secondFactor(email.trim(), challenge, code.replace(/\s/g, "")),
  },
};
/** What the API still asks for, and the step that gives it. */
const NEXT = { password_change_required: "change", second_factor_required: "code" };

const page = makePage({
  state: {
    step: "sign-in",
    email: "",
    password: "",
    again: "",
    code: "",
    challenge: "",
    problems: [],
    locked: false,
    leaving: false,
  },
  enter: async () => ({}),
  places: { signin: { View: Step } },
  Frame: ({ children }) => html`<${Masthead} again=${page.paint} />
    <main class="narrow" id="main">${children}</main>`,
});

const act = page.transitions({
  type: (_state, name, value) => ({ [name]: value }),
  refuse: (_state, problems) => ({ problems }),
  turn: (_state, step, challenge) => ({ step, challenge, password: "", code: "", problems: [] }),
  lock: () => ({ locked: true }),
  leave: () => ({ leaving: true }),
});

function weak({ password, again }) {
  const unmet = RULES.filter(([, met]) => !met(password)).map(([rule]) => T[rule]);
  if (unmet.length) return { at: "password", text: T.needs(unmet.join("; ")) };
  return password !== again && { at: "again", text: T.differ };
}

const submit = page.run(async () => {
  const { state } = page;
  const { at, missing, send } = STEPS[state.step];
  const unready = missing(state);
  act.refuse(unready ? [unready] : []);
  if (unready) return;
  try {
    await send(state);
    act.leave();
    location.replace(next());
  } catch (problem) {
    if (NEXT[problem.code]) return turn(problem);
    if (problem.code === "too_many_requests") act.lock();
    const errors = problem.errors ?? [problem];
    act.refuse(errors.map((each) => ({ at, text: detail(each) })));
  }
});

/** To another step, from its heading on: who hears the page or goes by keyboard learns of it. */
function turn({ code, challenge }) {
  act.turn(NEXT[code], challenge);
  document.querySelector("h1").focus();
}

/** The page that asked for the sign-in, if it is ours; else where this account has its work. */
function next() {
  const home = homeOf(account);
  const asked = new URLSearchParams(location.search).get("to") ?? home;
  if (!URL.canParse(asked, location.origin)) return home;
  const to = new URL(asked, location.origin);
  to.hash ||= location.hash;
  // What is checked is what is used: a path alone may begin with `//` and lead elsewhere.
  return to.href.startsWith(`${location.origin}/`) ? to.href : home;
}

function Step({ state }) {
  const { Fields } = STEPS[state.step];
  return html`<form onSubmit=${submit} novalidate><${Fields} state=${state} /></form>`;
}

const Button = ({ state, children }) =>
  html`<button class="button" disabled=${state.busy || state.leaving}>${children}</button>`;

function Field({ state, name, label, hint, ...more }) {
  const wrong = state.problems.find(({ at }) => at === name);
  const described = wrong ? `${name}-wrong` : hint && `${name}-hint`;
  return html`<p class="field">
    <label for=${name}>${label}</label>
    ${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
    ${wrong && html`<span class="wrong" id="${name}-wrong">${wrong.text}</span>`}
    <input id=${name} class=${wrong ? "invalid" : ""} value=${state[name]}
      aria-describedby=${described} aria-invalid=${wrong ? "true" : undefined}
      onInput=${(event) => act.type(name, event.target.value)} ...${more} />
  </p>`;
}

function SignIn({ state }) {
  return html`<h1>${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Summary} problems=${state.problems} />
    <${Field} state=${state} name="email" label=${T.email} type="email" autocomplete="username" />
    <${Field} state=${state} name="password" label=${T.password} type="password"
      autocomplete="current-password" hint=${T.firstTime} />
    ${
      state.locked &&
      html`<${Field} state=${state} name="code" label=${T.codeToo} hint=${T.codeTooHint}
        inputmode="numeric" autocomplete="one-time-code" />`
    }
    <${Button} state=${state}>${state.busy || state.leaving ? T.signingIn : T.title}</${Button}>
    <p class="soft">${T.forgotten}</p>`;
}

function NewPassword({ state }) {
  return html`<h1 tabindex="-1">${T.change}</h1>
    <p class="lead">${T.changeLead}</p>
    <${Summary} problems=${state.problems} />
    <ul class="checks">
      ${RULES.map(([rule, met]) => html`<${Rule} text=${T[rule]} met=${met(state.password)} />`)}
    </ul>
    <${Field} state=${state} name="password" label=${T.newPassword} type="password"
      autocomplete="new-password" />
    <${Field} state=${state} name="again" label=${T.again} type="password"
      autocomplete="new-password" />
    <${Button} state=${state}>${T.changeIt}</${Button}>`;
}

function Rule({ text, met }) {
  return html`<li class=${met ? "met" : ""}>
    <span aria-hidden="true">${met ? "✓" : "○"}</span> ${text}
    <span class="unseen">${met ? T.met : T.unmet}</span>
  </li>`;
}

function Code({ state }) {
  return html`<h1 tabindex="-1">${T.code}</h1>
    <p class="lead">${T.codeLead}</p>
    <${Summary} problems=${state.problems} />
    <${Field} state=${state} name="code" label=${T.digits} inputmode="numeric"
      autocomplete="one-time-code" />
    <${Button} state=${state}>${T.goOn}</${Button}>
    <p class="soft">${T.lost}</p>`;
}

page.begin();
