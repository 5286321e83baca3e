// Drafts of the rankings: computed as often as wished, seen by operations staff and the
// secretariat alone.

import { Computing, DraftLine, isUnderWay } from "draft_lines";
import { OpenDecisions } from "open_decisions";
import { html } from "parts";
import { call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Dự thảo kết quả", "Draft results"],
  lead: [
    "Dự thảo được tính từ những gì đang lưu, bao nhiêu lần cũng được; " +
      "chỉ bộ phận điều hành và Tổ Thư ký xem được. " +
      "Hệ thống cũng tự tính khi một lần thẩm định đóng, " +
      "khi phiếu được niêm phong và mỗi đêm nếu số liệu đã đổi.",
    "A draft is computed from what is stored, as often as you wish; " +
      "operations staff and the secretariat alone see it. " +
      "The system computes one by itself too: when an appraisal closes, " +
      "when ballots are sealed, and each night if something changed.",
  ],
  opening: ["Đang mở…", "Opening…"],
  none: ["Chưa có dự thảo.", "No draft yet."],
  earlier: ["Các dự thảo trước", "Earlier drafts"],
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
export const noDrafts = () => ({
  ...{ drafts: null, draftJobs: [], draft: null, wholeDrafts: {}, openDecisions: [] },
});

const changes = {
  show: (_state, { drafts, jobs, open_decisions: openDecisions }) => ({
    drafts,
    draftJobs: jobs,
    openDecisions,
  }),
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

function lookAgain(page) {
  if (page.state.place !== "publish") return; // on the way back they are fetched anyway
  fetchDrafts(page).catch((problem) => page.transitions(changes).fail(problem));
}

/** The newest draft of an index; undefined before the first. */
export const newest = (state, index) => state.drafts?.find((draft) => draft.index === index);

export function Drafts({ page, state }) {
  return html`<section class="block">
    <h2>${T.title}</h2>
    <p>${T.lead}</p>
    <${OpenDecisions} waiting=${state.openDecisions} />
    <${Computing} state=${state} job=${state.draftJobs[0]}
      compute=${page.run(() => compute(page))} />
    ${state.drafts ? html`<${Loaded} state=${state} />` : html`<p>${T.opening}</p>`}
  </section>`;
}

async function compute(page) {
  await call("POST", `${page.state.path}/drafts`, {});
  await fetchDrafts(page);
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

function Line({ draft }) {
  const { survey, since, changed } = draft;
  return html`<${DraftLine} draft=${draft}
    href=${`#/draft/${encodeURIComponent(draft.index)}/${draft.draft}`}
    from=${[CAUSES[draft.cause], draft.by]}
    more=${[survey !== "none" && SURVEYS[survey], since && T.moved(changed.units, since)]} />`;
}
