// Drafts of the rankings: computed as often as wished, seen by operations staff and the
// secretariat alone.

import { html } from "parts";
import { call } from "session";
import { detail, moment, of, words } from "words";

const T = words({
  title: ["Dự thảo kết quả", "Draft results"],
  lead: [
    "Dự thảo được tính từ những gì đang lưu, bao nhiêu lần cũng được; " +
      "chỉ bộ phận điều hành và Tổ Thư ký xem được. " +
      "Hệ thống cũng tự tính khi một lần thẩm định đóng, khi phiếu được niêm phong " +
      "và mỗi đêm nếu số liệu đã đổi.",
    "A draft is computed from what is stored, as often as you wish; " +
      "operations staff and the secretariat alone see it. " +
      "The system computes one by itself too: when an appraisal closes, when ballots are " +
      "sealed, and each night if something changed.",
  ],
  compute: ["Tính dự thảo", "Compute drafts"],
  underWay: ["Đang tính dự thảo…", "Drafts are being computed…"],
  opening: ["Đang mở…", "Opening…"],
  none: ["Chưa có dự thảo.", "No draft yet."],
  same: (of_) => [`Không có gì thay đổi từ ${of_}`, `Nothing changed since ${of_}`],
  number: (draft) => [`dự thảo ${draft}`, `draft ${draft}`],
  made: (of_) => [`Đã tính ${of_}`, `Computed ${of_}`],
  failed: ["Không tính được dự thảo", "The drafts could not be computed"],
  open: (draft) => [`Xem dự thảo ${draft}`, `See draft ${draft}`],
  earlier: ["Các dự thảo trước", "Earlier drafts"],
  ranked: (units) => [`${units} đơn vị được xếp hạng`, `${units} units ranked`],
  dropOuts: (units) => [
    `${units} đơn vị không có trong xếp hạng`,
    `${units} units drop out of the ranking`,
  ],
  gaps: (gaps) => [`${gaps} mục thiếu dữ liệu`, `${gaps} gaps`],
  moved: (units, draft) => [
    `${units} đơn vị đổi kết quả so với dự thảo ${draft}`,
    `${units} units moved since draft ${draft}`,
  ],
});
export const SURVEYS = words({
  none: ["không có điều tra", "no survey"],
  not_sealed: [
    "phiếu điều tra chưa niêm phong nên điểm điều tra bằng 0",
    "the ballots are not sealed, so survey points are 0",
  ],
  no_answers: [
    "điều tra không có phiếu nào được tính nên điểm điều tra bằng 0",
    "no answer of the survey counts, so survey points are 0",
  ],
  counted: ["đã tính điểm điều tra", "the survey counts"],
});
export const CAUSES = words({
  asked: ["được yêu cầu", "on request"],
  publication: ["khi công bố", "for a publication"],
  appraisal_first: ["khi thẩm định lần 1 đóng", "when the first appraisal closed"],
  appraisal_final: ["khi thẩm định lần 2 đóng", "when the final appraisal closed"],
  sealed: ["khi phiếu được niêm phong", "when ballots were sealed"],
  night: ["hằng đêm", "nightly"],
});
const SOON = 2000;

/** What the page knows of drafts before it has asked. */
export const noDrafts = () => ({ drafts: null, draftJobs: [], draft: null, wholeDrafts: {} });

const changes = {
  show: (_state, { drafts, jobs }) => ({ drafts, draftJobs: jobs }),
  keep: ({ wholeDrafts }, draft) => ({
    wholeDrafts: { ...wholeDrafts, [`${draft.index}/${draft.draft}`]: draft },
  }),
  fail: (_state, problem) => ({ problem }),
};
let waiting = 0;

/** Fetch the drafts, and again while some are being computed. */
export async function fetchDrafts(page) {
  clearTimeout(waiting);
  const reply = await call("GET", `${page.state.path}/drafts`);
  page.transitions(changes).show(reply);
  await fetchWhole(page);
  if (reply.jobs.some(isUnderWay)) waiting = setTimeout(() => lookAgain(page), SOON);
}

/** Fetch the gaps of the newest drafts, which a final publication has to confirm. */
export async function fetchWhole(page) {
  const { state } = page;
  if (state.publication.status !== "final" || !state.drafts) return;
  const latest = Object.keys(state.overview.indexes).map((index) => newest(state, index));
  const missing = latest.filter(
    (each) => each && !state.wholeDrafts[`${each.index}/${each.draft}`],
  );
  for (const { index, draft } of missing) {
    const path = `${state.path}/drafts/${encodeURIComponent(index)}/${draft}`;
    page.transitions(changes).keep(await call("GET", path));
  }
}

const isUnderWay = ({ state }) => state === "queued";

function lookAgain(page) {
  if (page.state.place !== "publish") return; // on the way back they are fetched anyway
  fetchDrafts(page).catch((problem) => page.transitions(changes).fail(problem));
}

/** The newest draft of an index; undefined before the first. */
export const newest = (state, index) => state.drafts?.find((draft) => draft.index === index);

export function Drafts({ page, state }) {
  const busy = state.draftJobs.some(isUnderWay);
  return html`<section class="block" aria-live="polite">
    <h2>${T.title}</h2>
    <p>${T.lead}</p>
    <p class="buttons">
      <button type="button" class="button" disabled=${state.busy || busy}
        onClick=${page.run(() => compute(page))}>${T.compute}</button>${" "}
      <${Standing} job=${state.draftJobs[0]} />
    </p>
    ${state.drafts ? html`<${Loaded} state=${state} />` : html`<p>${T.opening}</p>`}
  </section>`;
}

async function compute(page) {
  await call("POST", `${page.state.path}/drafts`, {});
  await fetchDrafts(page);
}

/** What came of the last job. */
function Standing({ job }) {
  if (!job) return null;
  if (isUnderWay(job)) return html`<span class="tag caution">${T.underWay}</span>`;
  if (job.state === "failed")
    return html`<span class="tag alarm">${T.failed}</span> ${detail(job.problem)}`;
  const numbers = [...new Set(Object.values(job.drafts))].map((draft) => T.number(draft));
  const made = job.made.length > 0;
  return html`<span class="soft">${(made ? T.made : T.same)(numbers.join(", "))}</span>`;
}

function Loaded({ state }) {
  if (!state.drafts.length) return html`<p>${T.none}</p>`;
  return Object.keys(state.overview.indexes).map(
    (index) => html`<${OfIndex} key=${index} state=${state} index=${index} />`,
  );
}

function OfIndex({ state, index }) {
  const [latest, ...earlier] = state.drafts.filter((draft) => draft.index === index);
  if (!latest) return null;
  const line = (draft) => html`<li key=${draft.draft}><${Line} draft=${draft} /></li>`;
  return html`<h3>${of(state.overview.indexes[index])}</h3>
    <${Line} draft=${latest} />
    ${
      earlier.length > 0 &&
      html`<details>
        <summary>${T.earlier} (${earlier.length})</summary>
        <ul class="notices">${earlier.map(line)}</ul>
      </details>`
    }`;
}

/** A draft in two lines: where it comes from, and what it would bring. */
function Line({ draft }) {
  const { statuses, gaps, changed, since } = draft;
  const missing = gaps.not_ranked + gaps.counts_zero;
  const said = [
    T.ranked(statuses.ranked),
    draft.drop_outs.length && T.dropOuts(draft.drop_outs.length),
    missing && T.gaps(missing),
    draft.survey !== "none" && SURVEYS[draft.survey],
    since && T.moved(changed.units, since),
  ];
  return html`<p>
      <a href="#/draft/${encodeURIComponent(draft.index)}/${draft.draft}">${T.open(draft.draft)}</a>
      ${" "}<span class="soft">· ${moment(draft.at)} · ${CAUSES[draft.cause]} · ${draft.by}</span>
    </p>
    <p class="soft">${said.filter(Boolean).join(" · ")}</p>`;
}
