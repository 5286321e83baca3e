// The rows of the table of one criterion: each unit has a sheet of its own for its criterion.

import { AppraisalSheet } from "appraisal_sheet";
import { passOf } from "council_head";
import { isUntouched, state } from "council_state";
import { account, call } from "session";

/** The criterion of an index that the address names, with a row for each unit. */
export async function loadAcross(page, [index, code]) {
  const where = [index, "criteria", code].map(encodeURIComponent).join("/");
  const [reply, round, { acceptances }] = await Promise.all([
    call("GET", `${state.path}/indexes/${where}`),
    call("GET", `${state.path}/state`),
    call("GET", `${state.path}/acceptances`),
  ]);
  const pass = passOf(round.windows);
  const leaf = reply.criterion;
  const rows = reply.units.map((given) => rowOf(given, { leaf, pass, page }));
  await Promise.all(rows.map(({ sheet }) => sheet.load()));
  state.acts = acceptances;
  return { index, code, leaf, pass, rows, area: reply.area, mine: reply.mine };
}

function rowOf(given, { leaf, pass, page }) {
  const { code } = leaf;
  const sheet = new AppraisalSheet({
    path: `${state.path}/${encodeURIComponent(given.unit)}`,
    number: pass.number,
    who: account.email,
    leaves: { [code]: leaf },
    changed: page.soon,
    reply: asSheet(given, code),
  });
  return { ...given, sheet };
}

/** A unit's case of the criterion, as the API says its whole sheet. */
function asSheet({ own, appraisals, doubts, windows }, code) {
  const only = (entry) => (entry ? { [code]: entry } : {});
  return {
    entries: only(own),
    appraisals: { 1: only(appraisals[1]), 2: only(appraisals[2]) },
    doubts: { [code]: doubts },
    windows,
  };
}

/** Why a row takes no value: it does not apply, or nothing here can be changed. */
export const isLocked = ({ pass }, { applies, mine, sheet }) =>
  !mine || !pass.open || !applies || Boolean(sheet.refusal);

/** The rows that the person can accept in one act: nobody touched them, no doubt. */
export const rowsToAccept = ({ rows, code, leaf }) =>
  rows.filter(
    ({ applies, mine, own, doubts, sheet }) =>
      applies &&
      mine &&
      leaf.method === "self_assessed" &&
      own?.value != null &&
      doubts.length === 0 &&
      isUntouched(sheet, code),
  );
