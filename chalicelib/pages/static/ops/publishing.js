// Publishing: provisional or final, each gap confirmed with its reason; then the job that does it.

import { Asked } from "asking";
import { Gaps, groupsOf, reasonOf } from "gaps";
import { html } from "parts";
import { followJobs, Jobs, STATUSES } from "publication_jobs";
import { call } from "session";
import { of, words } from "words";

const T = words({
  publish: ["Công bố", "Publish"],
  lead: [
    "Chỉ số được tính lại từ những gì đang lưu rồi công bố thành một phiên bản mới. " +
      "Trước khi công bố chính thức, điều tra phải đóng và phiếu đã niêm phong.",
    "The index is computed again from what is stored and published as a new version. " +
      "Before a final one the survey must be closed and its ballots sealed.",
  ],
  rulings: ["Quyết định về từng đơn vị", "Rulings on single units"],
  newOne: ["Lần công bố mới", "A new publication"],
  indexes: ["Bộ chỉ số", "Indexes"],
  publishAs: ["Công bố", "Publish as"],
  again: ["Lý do công bố lại", "Why it is published again"],
  againHint: (titles) => [
    `${titles} đã công bố; lý do hiện công khai cùng phiên bản mới.`,
    `${titles} was published before; the reason is public with the new version.`,
  ],
  confirm: ["Xác nhận và công bố", "Confirm and publish"],
  question: (status, titles) => [
    `Công bố ${status}: ${titles}?`,
    `Publish as ${status}: ${titles}?`,
  ],
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
  gaps: null,
  reasons: {},
  all: "",
});
/** The form of a new publication, with the gaps that the API named and the reasons for them. */
export const noPublication = () => ({ publication: blank(), jobs: null });

const changed = (state, change) => ({ publication: { ...state.publication, ...change } });
const changes = {
  choose: (state, change) => changed(state, { ...change, gaps: null }),
  type: (state, name, text) => changed(state, { [name]: text }),
  giveReason: (state, key, text) =>
    changed(state, { reasons: { ...state.publication.reasons, [key]: text } }),
  addGaps: (state, gaps) => changed(state, { gaps: [...(state.publication.gaps ?? []), ...gaps] }),
  finish: (state) => changed(state, { gaps: null, reasons: {}, all: "", reason: "" }),
};

const chosen = (state) => state.publication.indexes ?? Object.keys(state.overview.indexes);
const titles = (state, indexes) => indexes.map((id) => of(state.overview.indexes[id])).join(", ");
/** The chosen indexes that were published before. */
const publishedBefore = (state) =>
  Object.keys(state.overview.indexes).filter(
    (id) => chosen(state).includes(id) && state.overview.rankings[id],
  );

export function Publishing({ page, state }) {
  const act = page.transitions(changes);
  const before = publishedBefore(state);
  return html`<h1 tabindex="-1">${T.publish}</h1>
    <p class="lead">${T.lead} <a href="#/rulings">${T.rulings}</a></p>
    <h2>${T.newOne}</h2>
    <${Indexes} state=${state} act=${act} />
    <${Statuses} state=${state} act=${act} />
    ${before.length > 0 && html`<${Again} state=${state} act=${act} before=${before} />`}
    ${state.publication.gaps && html`<${Gaps} state=${state} act=${act} />`}
    <${Publish} page=${page} state=${state} act=${act} />
    <${Jobs} state=${state} />`;
}

function Indexes({ state, act }) {
  const indexes = Object.keys(state.overview.indexes);
  if (indexes.length < 2) return null;
  const now = chosen(state);
  const choose = (id) => (event) => {
    const others = now.filter((one) => one !== id);
    act.choose({ indexes: event.target.checked ? [...now, id] : others });
  };
  const box = (id) => html`<label class="check">
    <input type="checkbox" checked=${now.includes(id)} onChange=${choose(id)} />${" "}
    ${titles(state, [id])}
  </label>`;
  return html`<fieldset class="pick"><legend>${T.indexes}</legend>${indexes.map(box)}</fieldset>`;
}

function Statuses({ state, act }) {
  const option = (status) => html`<label class="option">
    <input type="radio" name="status" checked=${state.publication.status === status}
      onChange=${() => act.choose({ status })} />
    <span>${CHOICES[status]}</span>
  </label>`;
  return html`<fieldset class="kinds">
    <legend>${T.publishAs}</legend>${option("provisional")}${option("final")}
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

/** Whether something is still to be chosen or explained. */
function incomplete(state) {
  const { gaps, reason } = state.publication;
  if (!chosen(state).length) return true;
  if (publishedBefore(state).length && !reason.trim()) return true;
  return gaps && groupsOf(state).some((group) => !reasonOf(state, group).trim());
}

function Publish({ page, state, act }) {
  const { status, gaps } = state.publication;
  const title = T.question(STATUSES[status], titles(state, chosen(state)));
  return html`<${Asked} page=${page} id="publish" label=${gaps ? T.confirm : T.publish}
    title=${title} sure=${T.publish} act=${() => publish(page, act)} disabled=${incomplete(state)}>
    <p>${DOES[status]}</p>
  </${Asked}>`;
}

/** Ask for the publication; gaps come back to be confirmed, one reason each. */
async function publish(page, act) {
  const { state } = page;
  const { status, reason, gaps } = state.publication;
  const confirm = (group) => ({ gaps: group.gaps, reason: reasonOf(state, group) });
  const confirmed = gaps ? groupsOf(state).map(confirm) : [];
  const body = { status, indexes: chosen(state), reason, confirmed };
  try {
    await call("POST", `${state.path}/rankings`, body);
  } catch (problem) {
    const { errors } = problem;
    if (!errors?.length || errors.some(({ code }) => code !== "gap")) throw problem;
    act.addGaps(errors);
    document.getElementById("gaps")?.focus();
    return "";
  }
  act.finish();
  await followJobs(page);
  return T.underWay;
}
