// Publishing begins with drafts: what they would bring is looked at first, each gap confirmed with
// its reason; then the job that does it, now or at an instant.

import { Asked } from "asking";
import { Gaps, groupsOf, reasonOf } from "gaps";
import { html } from "parts";
import { fetchJobs, followJobs, Jobs, STATUSES } from "publication_jobs";
import { Confirmation, isConfirmed, Timing, timeOf } from "publication_terms";
import { Drafts, fetchDrafts, fetchWhole, newest } from "result_drafts";
import { call } from "session";
import { of, stamp, words } from "words";

const T = words({
  publish: ["Công bố", "Publish"],
  lead: [
    "Kết quả được tính thành dự thảo trước; xem xong mới công bố thành một phiên bản mới. " +
      "Trước khi công bố chính thức, điều tra phải đóng và phiếu đã niêm phong.",
    "Results are computed as a draft first; once looked at, it is published as a new version. " +
      "Before a final one the survey must be closed and its ballots sealed.",
  ],
  rulings: ["Quyết định về từng đơn vị", "Rulings on single units"],
  newOne: ["Lần công bố mới", "A new publication"],
  indexes: ["Bộ chỉ số", "Indexes"],
  draft: (draft) => [`dự thảo ${draft}`, `draft ${draft}`],
  noDraft: ["chưa có dự thảo", "no draft yet"],
  draftFirst: ["Hãy tính dự thảo trước khi công bố.", "Compute a draft before you publish."],
  publishAs: ["Công bố", "Publish as"],
  agreed: [
    "Công bố chính thức cần phương án đã được Hội đồng nhất trí, nếu kỳ này có Hội đồng:",
    "A final publication needs a motion that the council has agreed to, if the round has one:",
  ],
  meeting: ["Họp Hội đồng", "Meeting"],
  again: ["Lý do công bố lại", "Why it is published again"],
  againHint: (titles) => [
    `${titles} đã công bố; lý do hiện công khai cùng phiên bản mới.`,
    `${titles} was published before; the reason is public with the new version.`,
  ],
  decideFirst: [
    "Chưa công bố chính thức được: còn việc chờ quyết định, xem danh sách ở trên.",
    "Nothing final can be published yet: decisions are open; see the list above.",
  ],
  confirm: ["Xác nhận và công bố", "Confirm and publish"],
  question: (status, titles) => [
    `Công bố ${status}: ${titles}?`,
    `Publish as ${status}: ${titles}?`,
  ],
  at: (at) => [`Công bố lúc ${at}.`, `It is published at ${at}.`],
  set: ["Đã hẹn giờ công bố", "The time of publication is set"],
  underWay: ["Đã giao việc công bố; tình trạng ở dưới", "The publication is under way; see below"],
});
const CHOICES = words({
  provisional: [
    "Tạm thời: còn có thể thay bằng bản khác",
    "Provisional: another may take its place",
  ],
  final: ["Chính thức", "Final"],
});
const DOES = words({
  provisional: [
    "Bảng xếp hạng tạm thời cũng hiện công khai, ghi rõ là tạm thời, và không rút lại được; " +
      "bản sau thay thế bằng số phiên bản mới.",
    "A provisional ranking is public too, marked so, and cannot be taken back; " +
      "a later one takes its place under a new number.",
  ],
  final: [
    "Bảng xếp hạng chính thức hiện công khai cho mọi người, " +
      "kèm dữ liệu để ai cũng tính lại được, và không sửa, không rút được; " +
      "sai sót chỉ đính chính bằng một phiên bản mới có lý do. " +
      "Mọi đơn vị được báo.",
    "The final ranking is open to everybody, with the data to recompute it, " +
      "and can be neither changed nor taken back; " +
      "a mistake is corrected by a new version with its reason. Every unit is told.",
  ],
});

const blank = () => ({
  status: "provisional",
  indexes: null, // every one
  reason: "",
  reasons: {},
  all: "",
  typed: "",
  timed: false,
  day: "",
  hour: "",
});
/** The form of a new publication, with the reasons for gaps. */
export const noPublication = () => ({ publication: blank(), jobs: null });

const changed = (state, change) => ({ publication: { ...state.publication, ...change } });
const changes = {
  choose: changed,
  type: (state, name, text) => changed(state, { [name]: text }),
  giveReason: (state, key, text) =>
    changed(state, { reasons: { ...state.publication.reasons, [key]: text } }),
  finish: (state) => changed(state, { ...blank(), status: state.publication.status }),
};

/** Fetch the drafts and the publications. */
export async function fetchResults(page) {
  await Promise.all([fetchJobs(page), fetchDrafts(page)]);
}

const chosen = (state) => state.publication.indexes ?? Object.keys(state.overview.indexes);
const titles = (state, indexes) => indexes.map((id) => of(state.overview.indexes[id])).join(", ");
/** The newest draft of each chosen index; undefined where there is none. */
const draftsOf = (state) => chosen(state).map((index) => newest(state, index));
/** The same with their gaps, once they are fetched. */
const wholeOf = (state) =>
  draftsOf(state).map((draft) => draft && state.wholeDrafts[`${draft.index}/${draft.draft}`]);
/** The chosen indexes that were published before. */
const publishedBefore = (state) =>
  Object.keys(state.overview.indexes).filter(
    (id) => chosen(state).includes(id) && state.overview.rankings[id],
  );
/** The gaps to be confirmed for a final publication. */
const gapsOf = (state) =>
  state.publication.status === "final" ? groupsOf(wholeOf(state).filter(Boolean)) : [];

export function Publishing({ page, state }) {
  return html`<h1 tabindex="-1">${T.publish}</h1>
    <p class="lead">${T.lead} <a href="#/rulings">${T.rulings}</a></p>
    <${Drafts} page=${page} state=${state} />
    <${Form} page=${page} state=${state} />
    <${Jobs} page=${page} state=${state} />`;
}

function Form({ page, state }) {
  if (!state.drafts?.length) return html`<p class="soft">${T.draftFirst}</p>`;
  const act = page.transitions(changes);
  const before = publishedBefore(state);
  return html`<h2>${T.newOne}</h2>
    <${Indexes} page=${page} state=${state} act=${act} />
    <${Statuses} page=${page} state=${state} act=${act} />
    ${before.length > 0 && html`<${Again} state=${state} act=${act} before=${before} />`}
    <${Timing} publication=${state.publication} act=${act} />
    <${Gaps} state=${state} act=${act} groups=${gapsOf(state)} />
    <${Confirmation} publication=${state.publication} act=${act} drafts=${draftsOf(state)} />
    ${blocking(state).length > 0 && html`<p class="need">${T.decideFirst}</p>`}
    <${Publish} page=${page} state=${state} act=${act} />`;
}

/** Choose something, then fetch what has to be confirmed for it. */
const choosing = (page, act, change) =>
  page.run(async () => {
    act.choose(change);
    await fetchWhole(page);
  });

function Indexes({ page, state, act }) {
  const now = chosen(state);
  const choose = (id) => (event) => {
    const others = now.filter((one) => one !== id);
    choosing(page, act, { indexes: event.target.checked ? [...now, id] : others })();
  };
  const which = (draft) => (draft ? T.draft(draft.draft) : T.noDraft);
  const box = (id) => html`<label class="check">
    <input type="checkbox" checked=${now.includes(id)} onChange=${choose(id)} />${" "}
    ${titles(state, [id])} <span class="soft">(${which(newest(state, id))})</span>
  </label>`;
  const indexes = Object.keys(state.overview.indexes);
  return html`<fieldset class="pick"><legend>${T.indexes}</legend>${indexes.map(box)}</fieldset>`;
}

function Statuses({ page, state, act }) {
  const option = (status) => html`<label class="option">
    <input type="radio" name="status" checked=${state.publication.status === status}
      onChange=${choosing(page, act, { status })} />
    <span>${CHOICES[status]}</span>
  </label>`;
  return html`<fieldset class="kinds">
    <legend>${T.publishAs}</legend>${option("provisional")}${option("final")}
    ${
      state.publication.status === "final" &&
      html`<p class="soft">${T.agreed} <a href="/council/meeting">${T.meeting}</a></p>`
    }
  </fieldset>`;
}

function Again({ state, act, before }) {
  return html`<p class="field">
    <label for="again">${T.again}</label>
    <span class="hint" id="again-hint">${T.againHint(titles(state, before))}</span>
    <input id="again" maxlength="2000" aria-describedby="again-hint"
      value=${state.publication.reason}
      onInput=${(event) => act.type("reason", event.target.value)} />
  </p>`;
}

/** What is to be decided before the chosen indexes become final. */
const blocking = (state) =>
  state.publication.status === "final"
    ? state.openDecisions.filter(({ index }) => chosen(state).includes(index))
    : [];

/** Whether something is still to be chosen, computed, confirmed, explained or decided. */
function incomplete(state) {
  const { status, reason } = state.publication;
  const drafts = draftsOf(state);
  if (!drafts.length || !drafts.every(Boolean)) return true;
  if (status === "final" && !wholeOf(state).every(Boolean)) return true;
  if (publishedBefore(state).length && !reason.trim()) return true;
  if (blocking(state).length) return true;
  if (!timeOf(state.publication) || !isConfirmed(state.publication, drafts)) return true;
  return gapsOf(state).some((group) => !reasonOf(state, group).trim());
}

function Publish({ page, state, act }) {
  const { status, timed } = state.publication;
  const title = T.question(STATUSES[status], titles(state, chosen(state)));
  const at = timed && timeOf(state.publication);
  return html`<${Asked} page=${page} id="publish" title=${title} sure=${T.publish}
    label=${gapsOf(state).length ? T.confirm : T.publish} disabled=${incomplete(state)}
    act=${() => publish(page, act)}>
    ${at && html`<p><b>${T.at(stamp(at))}</b></p>`}
    <p>${DOES[status]}</p>
  </${Asked}>`;
}

/** Ask for the publication of the drafts that are shown. */
async function publish(page, act) {
  const { state } = page;
  const { status, reason, typed, timed } = state.publication;
  const confirm = (group) => ({ gaps: group.gaps, reason: reasonOf(state, group) });
  const drafts = Object.fromEntries(draftsOf(state).map(({ index, draft }) => [index, draft]));
  const at = timed ? { at: timeOf(state.publication) } : {};
  const body = { status, reason, typed, drafts, confirmed: gapsOf(state).map(confirm), ...at };
  await call("POST", `${state.path}/rankings`, body);
  act.finish();
  await followJobs(page);
  return timed ? T.set : T.underWay;
}
