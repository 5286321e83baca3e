// The jobs that publish: looked at as long as one is under way; what came of each, and those that
// wait for their time, which can be called off.

import { Asked } from "asking";
import { html } from "parts";
import { newest } from "result_drafts";
import { call } from "session";
import { detail, moment, of, stamp, words } from "words";

const T = words({
  title: ["Các lần công bố", "Publications"],
  opening: ["Đang mở…", "Opening…"],
  none: ["Chưa công bố lần nào.", "None so far."],
  version: (version) => [` (phiên bản ${version})`, ` (version ${version})`],
  draft: (draft) => [` · từ dự thảo ${draft}`, ` · from draft ${draft}`],
  reason: (reason) => [`Lý do: ${reason}`, `Reason: ${reason}`],
  at: (at) => [`Hẹn công bố lúc ${at}`, `To be published at ${at}`],
  newer: [
    "Đã có dự thảo mới hơn vì số liệu đã đổi: đến giờ sẽ không công bố bản này. " +
      "Hãy hủy rồi hẹn lại với dự thảo mới.",
    "There is a newer draft because inputs changed: this one will not be published. " +
      "Call it off and set a time for the new draft.",
  ],
  undecided: [
    "Còn việc chờ quyết định, xem danh sách ở trên: nếu đến giờ vẫn chưa quyết định thì không " +
      "công bố.",
    "Decisions are open; see the list above. If they still are by then, nothing is published.",
  ],
  cancel: ["Hủy hẹn…", "Call off…"],
  cancelSure: ["Hủy hẹn", "Call it off"],
  cancelAsk: ["Hủy lần công bố đã hẹn?", "Call off this publication?"],
  why: ["Lý do (ghi vào nhật ký)", "Reason (kept on record)"],
  cancelled: ["Đã hủy hẹn công bố", "The publication was called off"],
});
export const STATUSES = words({
  provisional: ["tạm thời", "provisional"],
  final: ["chính thức", "final"],
});
const STATES = words({
  scheduled: ["đã hẹn giờ", "time is set"],
  queued: ["đang chờ", "queued"],
  running: ["đang tính", "running"],
  done: ["đã công bố", "published"],
  failed: ["không công bố được", "failed"],
  cancelled: ["đã hủy", "called off"],
});
const COLOURS = {
  scheduled: "caution",
  queued: "caution",
  running: "caution",
  done: "fine",
  failed: "alarm",
};
const MOST = 20;
const SOON = 2000;

const changes = {
  show: (_state, jobs) => ({ jobs }),
  fail: (_state, problem) => ({ problem }),
};
const underWay = ({ state }) => state === "queued" || state === "running";
let waiting = 0;

/** Look at the jobs, and again while one is under way; a finished one may have a new version. */
export async function fetchJobs(page) {
  const { state } = page;
  clearTimeout(waiting);
  const wasBusy = state.jobs?.some(underWay);
  const { jobs } = await call("GET", `${state.path}/rankings/jobs`);
  page.transitions(changes).show(jobs);
  if (jobs.some(underWay)) waiting = setTimeout(() => lookAgain(page), SOON);
  else if (wasBusy) await page.reload();
}

function lookAgain(page) {
  if (page.state.place === "publish") followJobs(page); // on the way back it is done anyway
}

/** The same, a failure told beside what the page says. */
export async function followJobs(page) {
  try {
    await fetchJobs(page);
  } catch (problem) {
    page.transitions(changes).fail(problem);
  }
}

export function Jobs({ page, state }) {
  return html`<section class="block" aria-live="polite">
    <h2>${T.title}</h2>
    ${state.jobs ? html`<${Loaded} page=${page} state=${state} />` : html`<p>${T.opening}</p>`}
  </section>`;
}

function Loaded({ page, state }) {
  if (!state.jobs.length) return html`<p>${T.none}</p>`;
  const line = (job) => html`<li key=${job.job}>
    <${Job} state=${state} job=${job} />
    ${job.state === "scheduled" && html`<${Waiting} page=${page} state=${state} job=${job} />`}
  </li>`;
  return html`<ul class="notices">${state.jobs.map(line)}</ul>`;
}

function Job({ state, job }) {
  const asked = job.asked_at ? moment(job.asked_at) : "";
  return html`<p>
      <span class="tag ${COLOURS[job.state]}">${STATES[job.state]}</span>${" "}
      <b>${STATUSES[job.status]}</b> <span class="soft">· ${asked} · ${job.by}</span>
    </p>
    <p>
      ${job.indexes.map(
        (id, index) => html`${index > 0 && ", "}<${Index} state=${state} job=${job} id=${id} />`,
      )}
    </p>
    ${job.reason && html`<p class="soft">${T.reason(job.reason)}</p>`}
    ${job.problem && html`<${Problem} problem=${job.problem} />`}`;
}

/** A publication that waits for its time. */
function Waiting({ page, state, job }) {
  const outdated = job.indexes.some((index) => newest(state, index)?.draft > job.drafts[index]);
  const undecided =
    job.status === "final" && state.openDecisions.some(({ index }) => job.indexes.includes(index));
  const cancel = async (reason) => {
    await call("POST", `${state.path}/rankings/jobs/${job.job}/cancel`, { reason });
    await followJobs(page);
    return T.cancelled;
  };
  return html`<p><b>${T.at(stamp(job.due_at))}</b></p>
    ${outdated && html`<p class="need">${T.newer}</p>`}
    ${undecided && html`<p class="need">${T.undecided}</p>`}
    <${Asked} page=${page} id="cancel-${job.job}" label=${T.cancel} sure=${T.cancelSure}
      title=${T.cancelAsk} why=${T.why} act=${cancel} />`;
}

/** An index of a job: once it is published, a link to the ranking and its version. */
function Index({ state, job, id }) {
  const title = of(state.overview.indexes[id]);
  const from = job.drafts[id] ? T.draft(job.drafts[id]) : "";
  if (job.state !== "done") return `${title}${from}`;
  const link = `/rankings/${encodeURIComponent(state.round.round)}/${encodeURIComponent(id)}`;
  return html`<a href=${link}>${title}</a>${T.version(job.versions[id])}${from}`;
}

function Problem({ problem }) {
  const lines = problem.errors?.slice(0, MOST) ?? [];
  return html`<div class="need">
    <p>${detail(problem)}</p>
    ${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${detail(line)}</li>`)}</ul>`}
  </div>`;
}
