// Drafts for the meeting: computed by the secretariat as often as it likes, then frozen.

import { Asked } from "asking";
import { Computing, DraftLine, isUnderWay } from "draft_lines";
import { OpenDecisions } from "open_decisions";
import { html } from "parts";
import { call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Dự thảo kết quả", "Draft results"],
  lead: [
    "Dự thảo được tính từ những gì đang lưu, bao nhiêu lần cũng được; " +
      "thành viên chỉ thấy dự thảo đã được chốt.",
    "A draft is computed from what is stored, as often as you wish; members see only what is " +
      "frozen.",
  ],
  opening: ["Đang mở…", "Opening…"],
  none: ["Chưa có dự thảo.", "No draft yet."],
  changed: (inputs, draft) => [
    `${inputs} số liệu đã đổi so với dự thảo ${draft}`,
    `${inputs} inputs changed since draft ${draft}`,
  ],
  freeze: ["Chốt thành phương án", "Freeze as a motion"],
  question: (number) => [
    `Chốt các dự thảo mới nhất thành phương án số ${number}?`,
    `Freeze the newest drafts as motion ${number}?`,
  ],
  does: [
    "Thành viên Hội đồng của lúc này biểu quyết phương án. Muốn chốt dự thảo khác thì mở lại " +
      "phương án này, có lý do.",
    "The members of this moment vote on it. To freeze other drafts, lift the freeze with a reason.",
  ],
  frozen: (number) => [`Đã chốt phương án số ${number}`, `Motion ${number} is frozen`],
});
const SOON = 2000;
let waiting = 0;

/** The drafts and their jobs; looked at again while some are being computed. */
export async function fetchMeetingDrafts(state, page) {
  clearTimeout(waiting);
  const { drafts, jobs, open_decisions: openDecisions } = await call("GET", `${state.path}/drafts`);
  if (jobs.some(isUnderWay)) waiting = setTimeout(page.run(page.fetch, { aside: true }), SOON);
  return { drafts, jobs, openDecisions };
}

/** The newest draft of each index. */
function newest({ drafts, overview }) {
  const latest = (index) => drafts?.find((draft) => draft.index === index);
  return Object.keys(overview.indexes).map(latest).filter(Boolean);
}

export function MeetingDrafts({ page, state, standing }) {
  const compute = page.run(async () => {
    await call("POST", `${state.path}/drafts`, {});
    await page.fetch();
  });
  const latest = newest(state);
  const listed = latest.length
    ? html`<ul class="notices">
        ${latest.map((draft) => html`<li><${Line} state=${state} draft=${draft} /></li>`)}
      </ul>`
    : html`<p>${state.drafts ? T.none : T.opening}</p>`;
  return html`<section class="block">
    <h2>${T.title}</h2>
    <p>${T.lead}</p>
    <${OpenDecisions} waiting=${state.openDecisions} council />
    <${Computing} state=${state} job=${state.jobs[0]} compute=${compute} plain />
    ${listed}
    ${
      state.overview.council &&
      !standing &&
      html`<${Freeze} page=${page} state=${state} latest=${latest} />`
    }
  </section>`;
}

function Line({ state, draft }) {
  const { index, since, changed } = draft;
  return html`<${DraftLine} draft=${draft} before=${`${of(state.overview.indexes[index])}: `}
    href=${`#/ranking/draft/${encodeURIComponent(index)}/${draft.draft}`}
    more=${[since && T.changed(changed.inputs, since)]} />`;
}

function Freeze({ page, state, latest }) {
  const next = state.overview.motions.length + 1;
  const freeze = async () => {
    const drafts = Object.fromEntries(latest.map(({ index, draft }) => [index, draft]));
    const { motion } = await call("POST", `${state.path}/motions`, { drafts });
    await page.fetch();
    return T.frozen(motion);
  };
  const complete = latest.length === Object.keys(state.overview.indexes).length;
  return html`<${Asked} page=${page} id="freeze" label=${T.freeze} title=${T.question(next)}
    disabled=${!complete} act=${freeze}>
    <p>${T.does}</p>
  </${Asked}>`;
}
