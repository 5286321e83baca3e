// The rows of one group's list: read from the API, saved as a whole.

import { listPath } from "list_state";
import { call } from "session";

const CHANGED = {
  detail:
    "Người khác vừa sửa danh sách này; danh sách mới đang hiện bên dưới, hãy làm lại thay đổi " +
    "của Ông/Bà.",
  detail_en:
    "Somebody else has just changed this list; it is shown as it is now, make your change again.",
};
const GONE = {
  detail:
    "Người khác vừa sửa danh sách này; người mà Ông/Bà đang sửa không còn trong danh sách, nên " +
    "thay đổi chưa được lưu.",
  detail_en:
    "Somebody else has just changed this list; the person you were changing is no longer on it, " +
    "so your change was not saved.",
};

export const groupOf = (state) => state.lists.groups[state.open];

/** The form at the row where its person is now; none where that person is no longer listed. */
function moved(editing, rows) {
  if (!editing || editing.at === null) return editing;
  const at = rows.findIndex((row) => row.email === editing.email);
  return at < 0 ? null : { ...editing, at };
}

/** The open group's list, row by row; once it is sent, what became of the letters too. */
export async function loadGroup(state) {
  const group = groupOf(state);
  const [list, letters] = await Promise.all([
    call("GET", listPath(state, group)),
    group.sent_at && call("GET", listPath(state, group, "/people")),
  ]);
  // Rows may have moved: the form follows its person, and the question about a row is closed.
  return { list, letters, dropping: null, editing: moved(state.editing, list.respondents) };
}

/** The group's list, and how far all lists are, as they are after a change. */
export const reloadGroup = (page) => Promise.all([page.fetch(), page.reload()]);

/** The rows as the API takes them back. */
export function rowsOf(state) {
  const own = groupOf(state).own_unit;
  return state.list.respondents.map((row) => (own ? { ...row, rates: "" } : { ...row }));
}

/** Save these rows as the whole list, unless somebody else changed it since it was read. */
export async function putRows(page, rows) {
  const { state } = page;
  const { version } = state.list;
  try {
    await call("PUT", listPath(state, groupOf(state)), { respondents: rows, version });
  } catch (problem) {
    if (problem.code === "changed_meanwhile") {
      const { editing } = state;
      await page.fetch();
      const gone = editing && !state.editing;
      Object.assign(problem, gone ? GONE : CHANGED, { errors: null });
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
