// What every place of the respondent lists goes by: how far they are, why nothing can be changed,
// what was refused. `lists` is the API's reply that holds every group.

import { html, Summary } from "parts";
import { detail, moment, of, stamp, words } from "words";

const T = words({
  sent: (at) => [
    `Danh sách đã gửi lúc ${at} và đã khóa.`,
    `The lists were sent ${at} and are locked.`,
  ],
  locked: (since, why) => [
    `Danh sách đã khóa từ ${since}: ${why}. Liên hệ bộ phận điều hành nếu cần mở lại.`,
    `The lists are locked since ${since}: ${why}. Ask the operations staff to reopen them.`,
  ],
  notYet: ["Chưa đến thời gian lập danh sách.", "The time for the lists has not come yet."],
});

/** [key, group] of every group. */
export const groupsOf = (lists) => Object.entries(lists.groups);
export const unsent = (lists) => groupsOf(lists).filter(([, group]) => !group.sent_at);
export const sentAll = (lists) => groupsOf(lists).length > 0 && unsent(lists).length === 0;
export const writable = (lists) => lists.window.state === "open" && unsent(lists).length > 0;

/** Where the API keeps the list of a group, `more` is what follows. */
export const listPath = ({ path }, { group, index }, more = "") =>
  `${path}/lists/${encodeURIComponent(group)}${more}?index=${encodeURIComponent(index)}`;

/** Why nothing can be changed, and since when. */
export function Locked({ lists }) {
  const why = lockedBecause(lists);
  return why && html`<p class="notice">${why}</p>`;
}

function lockedBecause(lists) {
  const { state, closes } = lists.window;
  if (sentAll(lists)) return T.sent(stamp(groupsOf(lists)[0][1].sent_at));
  if (state === "closed") return T.locked(moment(closes), of(lists.locked_reason));
  return state === "not_yet" ? T.notYet : null;
}

/** Everything the server refused, as links to the fields that have one. */
export function Refused({ problem }) {
  if (!problem) return null;
  const problems = problem.errors?.length
    ? problem.errors.map((each) => ({ text: detail(each), at: fieldOf(each.at) }))
    : [{ text: detail(problem) }];
  return html`<${Summary} problems=${problems} />`;
}

/** The id of the field that "rows[3].email" speaks of, if it is on the page. */
function fieldOf(at = "") {
  const name = `row-${at.split(".").pop()}`;
  return document.getElementById(name) ? name : "";
}
