// Drafts for the meeting: computed by the secretariat as often as it likes, then frozen.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { detail, moment, of, words } from "words";

const T = words({
  title: ["Dự thảo kết quả", "Draft results"],
  lead: [
    "Dự thảo được tính từ những gì đang lưu, bao nhiêu lần cũng được; " +
      "thành viên chỉ thấy dự thảo đã được chốt.",
    "A draft is computed from what is stored, as often as you wish; members see only what is " +
      "frozen.",
  ],
  compute: ["Tính dự thảo", "Compute drafts"],
  underWay: ["Đang tính dự thảo…", "Drafts are being computed…"],
  failed: ["Không tính được dự thảo", "The drafts could not be computed"],
  opening: ["Đang mở…", "Opening…"],
  none: ["Chưa có dự thảo.", "No draft yet."],
  see: (draft) => [`Xem dự thảo ${draft}`, `See draft ${draft}`],
  ranked: (units) => [`${units} đơn vị được xếp hạng`, `${units} units ranked`],
  dropOuts: (units) => [
    `${units} đơn vị không có trong xếp hạng`,
    `${units} units drop out of the ranking`,
  ],
  gaps: (gaps) => [`${gaps} mục thiếu dữ liệu`, `${gaps} gaps`],
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

const isUnderWay = ({ state }) => state === "queued";

/** The drafts and their jobs; looked at again while some are being computed. */
export async function fetchMeetingDrafts(state, page) {
  clearTimeout(waiting);
  const { drafts, jobs } = await call("GET", `${state.path}/drafts`);
  if (jobs.some(isUnderWay)) waiting = setTimeout(page.run(page.fetch, { aside: true }), SOON);
  return { drafts, jobs };
}

/** The newest draft of each index. */
function newest({ drafts, overview }) {
  const latest = (index) => drafts?.find((draft) => draft.index === index);
  return Object.keys(overview.indexes).map(latest).filter(Boolean);
}

export function MeetingDrafts({ page, state, standing }) {
  const busy = state.jobs.some(isUnderWay);
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
  return html`<section class="block" aria-live="polite">
    <h2>${T.title}</h2>
    <p>${T.lead}</p>
    <p class="buttons">
      <button type="button" class="button plain" disabled=${state.busy || busy}
        onClick=${compute}>${T.compute}</button>${" "}
      <${Standing} job=${state.jobs[0]} />
    </p>
    ${listed}
    ${
      state.overview.council &&
      !standing &&
      html`<${Freeze} page=${page} state=${state} latest=${latest} />`
    }
  </section>`;
}

function Standing({ job }) {
  if (!job) return null;
  if (isUnderWay(job)) return html`<span class="tag caution">${T.underWay}</span>`;
  return job.state === "failed"
    ? html`<span class="tag alarm">${T.failed}</span> ${detail(job.problem)}`
    : null;
}

/** A draft in two lines: where it comes from, and what it would bring. */
function Line({ state, draft }) {
  const { statuses, gaps, changed, since } = draft;
  const missing = gaps.not_ranked + gaps.counts_zero;
  const said = [
    T.ranked(statuses.ranked),
    draft.drop_outs.length && T.dropOuts(draft.drop_outs.length),
    missing && T.gaps(missing),
    since && T.changed(changed.inputs, since),
  ];
  return html`<p>
      ${of(state.overview.indexes[draft.index])}:${" "}
      <a href="#/ranking/draft/${encodeURIComponent(draft.index)}/${draft.draft}">
        ${T.see(draft.draft)}
      </a>${" "}
      <span class="soft">· ${moment(draft.at)}</span>
    </p>
    <p class="soft">${said.filter(Boolean).join(" · ")}</p>`;
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
