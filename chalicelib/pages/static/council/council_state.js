// The state of the council's page: the units, the one that is open with its sheet, what is shown.

import { AppraisalSheet } from "appraisal_sheet";
import { catalogue } from "catalogue";
import { passOf } from "council_head";
import { account, call } from "session";
import { plain } from "words";

export const state = {
  path: "",
  round: null,
  units: null,
  indexes: null,
  acts: [],
  index: "",
  area: null,
  wanted: "",
  unit: null,
  open: null,
  unfolded: null,
  sought: "",
  onlyWaiting: false,
  onlyMine: true,
  beside: null,
  across: null,
  second: null,
  seconds: null,
  filled: null,
  progress: null,
  help: false,
};

export const isAppraised = ({ method }) => ["self_assessed", "council_only"].includes(method);

/**
 * A unit with its criteria, sheet and last year, as its page shows it; `asking` are questions that
 * are typed and not sent.
 */
export async function loadUnit(page, id) {
  const path = `${state.path}/${encodeURIComponent(id)}`;
  const [criteria, reply, previous] = await Promise.all([
    call("GET", `${path}/criteria`),
    call("GET", `${path}/sheet`),
    call("GET", `${path}/previous`),
  ]);
  const known = catalogue(criteria);
  const { number } = passOf(reply.windows);
  const { leaves } = known;
  const given = { path, number, who: account.email, leaves, changed: page.soon, reply };
  const sheet = new AppraisalSheet(given);
  const proposal = new AppraisalSheet({ ...given, kind: "proposals" });
  await Promise.all([sheet.load(), proposal.load()]);
  return { id, path, ...known, previous, sheet, proposal, asking: {} };
}

/** Load what others may have changed; a pass that was opened meanwhile gets a sheet of its own. */
export async function refreshUnit(page) {
  const { unit } = state;
  if (!unit) return;
  await unit.sheet.load();
  if (unit.sheet.reply.prepares.length) await unit.proposal.load();
  const { number, open } = passOf(unit.sheet.reply.windows);
  if (number !== unit.sheet.number) state.unit = await loadUnit(page, unit.id);
  else if (open) for (const sheet of [unit.sheet, unit.proposal]) sheet.saveAgain();
  page.paint();
}

/** Whether the person prepares a value that somebody else confirms. */
export const isPrepared = ({ sheet, leaves }, code) =>
  !leaves[code].mine && sheet.reply.prepares.includes(code);
const isMine = (unit, code) => unit.leaves[code].mine || isPrepared(unit, code);
/** What the person does at a unit: whether to propose alone, and the codes of the criteria. */
export function workOf(unit) {
  const mine = unit.order.filter((code) => unit.leaves[code].mine);
  const prepared = unit.order.filter((code) => isPrepared(unit, code));
  const proposes = !mine.length && prepared.length > 0;
  return { proposes, codes: proposes ? prepared : mine };
}
/** The sheet that takes what the person types for a criterion. */
export const sheetOf = (unit, code) => (isPrepared(unit, code) ? unit.proposal : unit.sheet);

/** Why a criterion takes no value here: "" where it takes one. */
export function whyLocked(unit, code) {
  const leaf = unit.leaves[code];
  if (!isAppraised(leaf)) return leaf.method;
  if (!leaf.applies) return "notApplicable";
  if (!isMine(unit, code)) return "notMine";
  const { refusal } = sheetOf(unit, code);
  return passOf(unit.sheet.reply.windows).open && !refusal ? "" : "closed";
}

/** done | missing | clash | none (nothing to appraise). */
export function stateOf(unit, code) {
  const [leaf, sheet] = [unit.leaves[code], sheetOf(unit, code)];
  if (!isAppraised(leaf) || !leaf.applies) return "none";
  if (sheet.conflicts[code] || sheet.faults[code] || sheet.lacksReason(code)) return "clash";
  const given = sheet.reading(code).value ?? sheet.before(code)?.value;
  return given == null ? "missing" : "done";
}

/** The criteria of these that can be accepted with others: nobody touched them, no doubt. */
export const clearOf = ({ sheet, leaves }) =>
  Object.keys(leaves).filter(
    (code) =>
      leaves[code].mine && sheet.reply.doubts[code]?.length === 0 && isUntouched(sheet, code),
  );

export const isUntouched = (sheet, code) =>
  !sheet.drafts[code] &&
  Object.values(sheet.reply.appraisals).every(
    ({ [code]: given }) => !given || (given.value === null && !given.comment.trim()),
  ) &&
  sheet.entry(code).value === null &&
  !sheet.entry(code).explanation.trim();

/** How far a unit's criteria of these codes are. */
export function progressOf(unit, codes) {
  const taking = codes.filter((code) => stateOf(unit, code) !== "none");
  return {
    done: taking.filter((code) => stateOf(unit, code) === "done").length,
    of: taking.length,
  };
}

/** Whether the person has anything to do at the unit. */
export const hasWork = (unit) => unit.order.some((code) => isMine(unit, code));
/** Whether the tree shows a criterion. */
export function matches(unit, code) {
  const leaf = unit.leaves[code];
  if (state.sought && !leaf.words.includes(plain(state.sought.trim()))) return false;
  if (code === state.open) return true;
  if (state.onlyMine && hasWork(unit) && !isMine(unit, code)) return false;
  return !state.onlyWaiting || ["missing", "clash"].includes(stateOf(unit, code));
}
export const shown = (unit) => unit.order.filter((code) => matches(unit, code));
export const searching = () => Boolean(state.sought.trim() || state.onlyWaiting);

export const placeOfLeaf = (id, code) =>
  `#/unit/${encodeURIComponent(id)}/${encodeURIComponent(code)}`;
/**
 * To the criterion so many places further, of those that are shown; to the first where none is
 * open, and after the last one to the unit, which says what is left.
 */
export function step(by) {
  const { unit, open } = state;
  if (!unit) return;
  const codes = shown(unit).filter((code) => stateOf(unit, code) !== "none" || code === open);
  const here = codes.indexOf(open);
  const next = codes[here < 0 ? 0 : here + by];
  if (next) location.hash = placeOfLeaf(unit.id, next);
  else if (open && by > 0) location.hash = `#/unit/${encodeURIComponent(unit.id)}`;
}

/** Every sheet that something may be typed into. */
export const sheets = () =>
  [
    state.unit?.sheet,
    state.unit?.proposal,
    state.second?.sheet,
    ...(state.across?.rows ?? []).map((row) => row.sheet),
  ].filter(Boolean);
