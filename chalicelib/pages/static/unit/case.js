// What the unit is asked about interference with its survey, or about its evidence and figures: the
// note, its replies, the decision. Reached from a notice.

import { Problem } from "acts";
import { Loading } from "loading";
import { html } from "parts";
import { call, once } from "session";
import { left, moment, say, until, words } from "words";

const T = words({
  back: ["← Thông báo", "← Notices"],
  title: ["Giải trình của đơn vị", "The unit's explanation"],
  survey: ["Giải trình về điều tra xã hội học", "Explanation about the survey"],
  dishonesty: [
    "Giải trình về tài liệu kiểm chứng, số liệu",
    "Explanation about evidence and figures",
  ],
  lead: [
    "Cơ quan chủ trì xem xét vụ việc; đơn vị được giải trình trước khi có kết luận.",
    "The authority looks into the matter; the unit is heard before anything is decided.",
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
const OF_DISHONESTY = {
  ...KINDS,
  dismissed: ["Kết luận: trung thực", "Decision: nothing dishonest"],
  excluded: [
    "Kết luận: đơn vị không được đánh giá, xếp hạng",
    "Decision: the unit is neither rated nor ranked",
  ],
  reversed: ["Rút kết luận", "The decision is reversed"],
};
/** Where each case is, by what it is about, and what its steps are called. */
const CASES = {
  survey: { path: "case", kinds: KINDS },
  dishonesty: { path: "dishonesty", kinds: OF_DISHONESTY },
};
const NO_CASE = { steps: [], reply_until: null };

async function loadOne(path) {
  try {
    return await call("GET", path);
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    return NO_CASE;
  }
}

async function load({ path }) {
  const [survey, dishonesty] = await Promise.all(
    Object.values(CASES).map((one) => loadOne(`${path}/${one.path}`)),
  );
  return { cases: { survey, dishonesty } };
}

/** `replies` has what is typed in each case; it stays when another place is opened. */
const changes = {
  type: ({ replies }, about, text) => ({ replies: { ...replies, [about]: text } }),
  answered: ({ cases, replies }, about, file) => ({
    cases: { ...cases, [about]: file },
    replies: { ...replies, [about]: "" },
  }),
};

export function Case({ page, state }) {
  const { cases } = state;
  const told = Object.keys(CASES).filter((about) => cases?.[about].steps.length);
  return html`<${Loading} page=${page} load=${() => load(state)}>
    <section class="panel">
      <p class="crumb"><a href="#/notices">${T.back}</a></p>
      <h1 tabindex="-1">${T.title}</h1>
      <p class="lead">${T.lead}</p>
      <${Problem} state=${state} />
      ${!cases && html`<p role="status">${T.opening}</p>`}
      ${cases && !told.length && html`<p>${T.none}</p>`}
      ${told.map(
        (about) => html`<${About} key=${about} page=${page} state=${state} about=${about} />`,
      )}
    </section>
  </${Loading}>`;
}

function About({ page, state, about }) {
  const file = state.cases[about];
  return html`<h2>${T[about]}</h2>
    <${Steps} steps=${file.steps} kinds=${CASES[about].kinds} />
    ${file.reply_until && html`<${Reply} page=${page} state=${state} about=${about} />`}`;
}

function Steps({ steps, kinds }) {
  const due = (step) => step.reply_until && ` · ${T.replyBy}${until(step.reply_until)}`;
  return html`<ul class="notices">
    ${steps.map(
      (step) => html`<li>
        <p class="soft"><b>${say(...kinds[step.kind])}</b> · ${moment(step.at)}${due(step)}</p>
        <p class="text">${step.text}</p>
      </li>`,
    )}
  </ul>`;
}

function Reply({ page, state, about }) {
  const act = page.transitions(changes);
  const due = state.cases[about].reply_until;
  const send = page.run(async () => {
    const text = state.replies[about] ?? "";
    const path = `${state.path}/${CASES[about].path}/reply`;
    const post = (id) => call("POST", path, { save_id: id, text });
    act.answered(about, await once(state, `${path}\n${text}`, post));
  });
  return html`<form onSubmit=${send}>
    <p>
      <label for="reply-${about}">${T.reply}</label>
      <span class="hint" id="reply-hint-${about}">${left(due)}, ${T.until}${until(due)}</span>
      <textarea id="reply-${about}" rows="6" maxlength="4000" required
        aria-describedby="reply-hint-${about}"
        value=${state.replies[about] ?? ""}
        onInput=${(event) => act.type(about, event.target.value)}></textarea>
    </p>
    <p><button type="submit" class="button" disabled=${state.busy}>${T.send}</button></p>
  </form>`;
}
