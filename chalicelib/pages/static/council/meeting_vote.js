// The own vote: agree, disagree with a reason, abstain; it may be changed while the freeze stands.

import { html } from "parts";
import { account, call } from "session";
import { words } from "words";

const T = words({
  title: ["Biểu quyết của Ông/Bà", "Your vote"],
  reason: ["Lý do (bắt buộc khi không nhất trí)", "Reason (required to disagree)"],
  send: ["Gửi biểu quyết", "Vote"],
  change: ["Đổi biểu quyết", "Change the vote"],
  sent: ["Đã ghi nhận biểu quyết", "Your vote is on record"],
  reasonFirst: ["Ghi lý do thì gửi được.", "Enter the reason to continue."],
});
export const CHOICES = words({
  agree: ["Nhất trí", "Agree"],
  disagree: ["Không nhất trí", "Disagree"],
  abstain: ["Không có ý kiến", "Abstain"],
});
const changes = {
  fill: ({ ballot }, change) => ({ ballot: { ...ballot, ...change } }),
  finish: () => ({ ballot: null }),
};

/** What is chosen and typed here; before that, the vote that stands. Its reason goes with it. */
function chosen({ ballot }, mine) {
  const choice = ballot?.choice ?? mine?.choice ?? "";
  const before = choice === mine?.choice ? mine.reason : "";
  return { choice, reason: ballot?.reason ?? before };
}

export function Ballot({ page, state, motion }) {
  const act = page.transitions(changes);
  const mine = motion.voters.find(({ email }) => email === account.email)?.vote;
  const { choice, reason } = chosen(state, mine);
  const missing = choice === "disagree" && !reason.trim();
  const send = page.run(async () => {
    const path = `${state.path}/motions/${motion.motion}/votes`;
    await call("POST", path, { choice, reason: reason.trim() });
    await page.fetch();
    act.finish();
    return T.sent;
  });
  const option = (name) => html`<label class="option">
    <input type="radio" name="choice" checked=${choice === name}
      onChange=${() => act.fill({ choice: name })} />
    <span>${CHOICES[name]}</span>
  </label>`;
  return html`<form onSubmit=${send} novalidate>
    <fieldset class="kinds">
      <legend>${T.title}</legend>${option("agree")}${option("disagree")}${option("abstain")}
    </fieldset>
    <p class="field">
      <label for="vote-reason">${T.reason}</label>
      <textarea id="vote-reason" rows="3" maxlength="2000" value=${reason}
        onInput=${(event) => act.fill({ reason: event.target.value })}></textarea>
    </p>
    <p class="buttons">
      <button class="button" disabled=${state.busy || !choice || missing}>
        ${mine ? T.change : T.send}
      </button>
      ${missing && html` <span class="soft">${T.reasonFirst}</span>`}
    </p>
  </form>`;
}
