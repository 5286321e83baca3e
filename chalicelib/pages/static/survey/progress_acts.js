// What is done with the figures as a whole: counted again, taken away as a table.

import { download, Problem } from "acts";
import { acting, underWay } from "form_acts";
import { html } from "parts";
import { recount } from "recount";
import { account } from "session";
import { followSignals } from "signals";
import { words } from "words";

const T = words({
  counting: ["Đang đếm…", "Counting…"],
  countNow: ["Đếm lại ngay", "Count now"],
  download: ["Tải bảng Excel", "Download as Excel"],
});
const [COUNT, SAVE, LOOK] = ["count", "save", "look"];

/** What went wrong with them; every form of the page shows its own problems. */
export const TopProblem = ({ state }) =>
  [COUNT, SAVE, LOOK].includes(state.acting) ? html`<${Problem} state=${state} />` : null;

const changes = {
  fail: (state, problem) => (state.busy ? {} : { problem, acting: LOOK }),
  succeed: ({ acting: name }) => (name === LOOK ? { problem: null, acting: "" } : {}),
};

/** Look at the figures again, unasked; a failure is shown until the next look or act. */
export async function lookAgain(page) {
  const act = page.transitions(changes);
  try {
    await page.reload();
    act.succeed();
    await followSignals(page);
  } catch (problem) {
    act.fail(problem);
  }
}

export function CountNow({ page, state }) {
  const count = async () => {
    await recount(page);
    await followSignals(page);
  };
  return html`<button type="button" class="button" disabled=${state.busy}
    onClick=${acting(page, COUNT, count)}>
    ${underWay(state, COUNT) ? T.counting : T.countNow}
  </button>`;
}

export function Download({ page, state: { path, round, busy } }) {
  const name = `tien-do-khao-sat-${round?.round ?? account.round}.xlsx`;
  const save = () => download(`${path}/progress.xlsx`, name);
  return html`<button type="button" class="button plain" disabled=${busy}
    onClick=${acting(page, SAVE, save)}>${T.download}</button>`;
}
