// What the unit is asked about interference with its survey: the note, its replies, the decision.
// Reached from a notice.

import { Problem } from "acts";
import { Loading } from "loading";
import { html } from "parts";
import { call, once } from "session";
import { left, moment, say, until, words } from "words";

const T = words({
  back: ["← Thông báo", "← Notices"],
  title: ["Giải trình về điều tra xã hội học", "Explanation about the survey"],
  lead: [
    "Cơ quan chủ trì xem xét dấu hiệu can thiệp vào phiếu điều tra về đơn vị. Đơn vị được " +
      "giải trình trước khi có kết luận.",
    "The steering authority looks into signs of interference with the survey about the unit. " +
      "The unit is heard before anything is decided.",
  ],
  opening: ["Đang mở…", "Opening…"],
  none: ["Không có nội dung nào gửi đơn vị.", "Nothing was written to the unit."],
  replyBy: ["trả lời đến ", "reply by "],
  reply: ["Giải trình của đơn vị", "The unit's explanation"],
  until: ["đến ", "until "],
  send: ["Gửi giải trình", "Send the explanation"],
});
const KINDS = {
  note: ["Đề nghị giải trình", "Asked to explain"],
  reply: ["Đơn vị trả lời", "The unit's reply"],
  dismissed: ["Kết luận: không can thiệp", "Decision: no interference"],
  voided: [
    "Kết luận: hủy kết quả điều tra của đơn vị",
    "Decision: the unit's survey results are void",
  ],
  reversed: ["Khôi phục kết quả điều tra", "The survey results count again"],
};
const NO_CASE = { steps: [], reply_until: null };

async function load({ path }) {
  try {
    return { case: await call("GET", `${path}/case`) };
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    return { case: NO_CASE };
  }
}

/** `reply` is what is typed; it stays when another place is opened. */
const changes = {
  type: (_state, reply) => ({ reply }),
  answered: (_state, file) => ({ case: file, reply: "" }),
};

export function Case({ page, state }) {
  const file = state.case;
  return html`<${Loading} page=${page} load=${() => load(state)}>
    <section class="panel">
      <p class="crumb"><a href="#/notices">${T.back}</a></p>
      <h1 tabindex="-1">${T.title}</h1>
      <p class="lead">${T.lead}</p>
      <${Problem} state=${state} />
      ${file ? html`<${Steps} steps=${file.steps} />` : html`<p role="status">${T.opening}</p>`}
      ${file?.reply_until && html`<${Reply} page=${page} state=${state} />`}
    </section>
  </${Loading}>`;
}

function Steps({ steps }) {
  if (steps.length === 0) return html`<p>${T.none}</p>`;
  const due = (step) => step.reply_until && ` · ${T.replyBy}${until(step.reply_until)}`;
  return html`<ul class="notices">
    ${steps.map(
      (step) => html`<li>
        <p class="soft"><b>${say(...KINDS[step.kind])}</b> · ${moment(step.at)}${due(step)}</p>
        <p class="text">${step.text}</p>
      </li>`,
    )}
  </ul>`;
}

function Reply({ page, state }) {
  const act = page.transitions(changes);
  const due = state.case.reply_until;
  const send = page.run(async () => {
    const text = state.reply;
    const post = (id) => call("POST", `${state.path}/case/reply`, { save_id: id, text });
    act.answered(await once(state, text, post));
  });
  return html`<form onSubmit=${send}>
    <p>
      <label for="reply">${T.reply}</label>
      <span class="hint" id="reply-hint">${left(due)}, ${T.until}${until(due)}</span>
      <textarea id="reply" rows="6" maxlength="4000" required aria-describedby="reply-hint"
        value=${state.reply} onInput=${(event) => act.type(event.target.value)}></textarea>
    </p>
    <p><button type="submit" class="button" disabled=${state.busy}>${T.send}</button></p>
  </form>`;
}
