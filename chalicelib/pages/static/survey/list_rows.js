// The rows of one group's list: read from the API, put back as a whole.

import { listPath } from "list_state";
import { call } from "session";

const CHANGED = {
  detail:
    "Người khác vừa sửa danh sách này; danh sách mới đang hiện bên dưới, hãy làm lại thay đổi " +
    "của Ông/Bà.",
  detail_en:
    "Somebody else has just changed this list; it is shown as it is now, make your change again.",
};

export const groupOf = (state) => state.lists.groups[state.open];

const changes = { loaded: (_state, list, letters) => ({ list, letters }) };

/** The open group's list, row by row; once it is sent, what became of the letters too. */
export async function loadGroup(page) {
  const { state } = page;
  const group = groupOf(state);
  const [list, letters] = await Promise.all([
    call("GET", listPath(state, group)),
    group.sent_at && call("GET", listPath(state, group, "/people")),
  ]);
  page.transitions(changes).loaded(list, letters);
}

/** The group's list, and how far all lists are, as they are after a change. */
export const reloadGroup = (page) => Promise.all([loadGroup(page), page.reload()]);

/** The rows as the API takes them back. */
export function rowsOf(state) {
  const own = groupOf(state).own_unit;
  return state.list.respondents.map((row) => (own ? { ...row, rates: "" } : { ...row }));
}

/** Put these rows in the place of the list as it was read; a faster change is not written over. */
export async function putRows(page, rows) {
  const { state } = page;
  const { version } = state.list;
  try {
    await call("PUT", listPath(state, groupOf(state)), { respondents: rows, version });
  } catch (problem) {
    if (problem.code === "changed_meanwhile") {
      await loadGroup(page);
      Object.assign(problem, CHANGED, { errors: null });
    }
    problem.errors = problem.errors?.map((each) => ({ ...each, at: inForm(state, each.at) }));
    throw problem;
  }
}

/** What a problem is at, if that is the row in the form; a new row is the last. */
function inForm({ editing, list }, at) {
  const row = editing && (editing.at ?? list.respondents.length);
  return at.startsWith(`rows[${row}]`) ? at : "";
}
