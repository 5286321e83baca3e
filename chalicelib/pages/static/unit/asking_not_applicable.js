// Asking that a criterion should not apply to the unit: the reason, and what the council decided.

import { html } from "parts";
import { call } from "session";
import { stamp, words } from "words";

const T = words({
  ask: ["Đề nghị không áp dụng tiêu chí này…", "Ask that this criterion should not apply…"],
  does: [
    "Hội đồng quyết định. Đến lúc đó tiêu chí vẫn áp dụng, đơn vị vẫn cần điền. " +
      "Tài liệu đã gắn với tiêu chí được gửi kèm.",
    "The council decides; until then the criterion applies and has to be filled in. " +
      "The files of the criterion go with it.",
  ],
  reason: ["Lý do, căn cứ", "Reason"],
  send: ["Gửi đề nghị", "Send"],
  made: (at) => [`Đề nghị không áp dụng, ${at}`, `Asked not to apply, ${at}`],
});
const STATES = words({
  requested: ["Hội đồng chưa quyết định", "The council has not decided yet"],
  accepted: ["Hội đồng đồng ý: không áp dụng", "The council agreed: it does not apply"],
  refused: ["Hội đồng không đồng ý: vẫn áp dụng", "The council did not agree: it applies"],
});
const ASKED = ["self_assessed", "council_only"];

/** The unit's requests, and whether it may make one now. */
export const loadNotApplicable = async (path) => ({
  notApplicable: await call("GET", `${path}/not-applicable`),
});

/** At a criterion: every request about it, and the form for one. */
export function NotApplicable({ page, state, leaf }) {
  if (!state.notApplicable || !ASKED.includes(leaf.method)) return null;
  const { open, requests } = state.notApplicable;
  const made = requests.filter((one) => one.leaf === leaf.code);
  const waits = made.some((one) => one.state === "requested");
  return html`${made.map((one) => html`<${Made} key=${one.number} request=${one} />`)}
    ${
      open &&
      leaf.applies &&
      !waits &&
      html`<${Form} key=${leaf.code} page=${page} state=${state} code=${leaf.code} />`
    }`;
}

function Made({ request: { at, reason, state, note } }) {
  return html`<p class="notice">
    <b>${T.made(stamp(at))}:</b> <span class="lines">${reason}</span><br />
    <b>${STATES[state]}.</b> <span class="lines">${note}</span>
  </p>`;
}

function Form({ page, state, code }) {
  const send = page.run(async (event) => {
    const form = event.target;
    const reason = new FormData(form).get("reason").trim();
    await call("POST", `${state.path}/not-applicable`, { leaf: code, reason });
    form.reset();
    Object.assign(state, await loadNotApplicable(state.path));
  });
  return html`<details class="asking">
    <summary>${T.ask}</summary>
    <form onSubmit=${send}>
      <p class="soft">${T.does}</p>
      <p class="field">
        <label for="not-applicable">${T.reason}</label>
        <textarea id="not-applicable" name="reason" rows="3" maxlength="2000" required></textarea>
      </p>
      <button class="button plain" disabled=${state.busy}>${T.send}</button>
    </form>
  </details>`;
}
