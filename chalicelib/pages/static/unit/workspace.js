// The state of the workspace: the unit, its leaves, its sheet and files, the assignments, and which
// leaves are shown.

import { loadNotApplicable } from "asking_not_applicable";
import { catalogue } from "catalogue";
import { nameIn } from "criterion";
import { exact, sum, two } from "fractions";
import { account, call } from "session";
import { Sheet } from "sheet";
import { enterReading } from "unit_head";
import { Uploads } from "uploads";
import { inOrder, plain } from "words";

/** The page's one state; `supplement` is a sheet of its own, loaded at its place. */
export const state = {
  path: "",
  unit: null,
  notices: [],
  areas: [],
  leaves: {},
  order: [],
  illustrative: false,
  sheet: null,
  uploads: null,
  supplement: null,
  people: {},
  assignments: null,
  assigned: {},
  notApplicable: null,
  open: null,
  area: null,
  wanted: "",
  whose: "",
  onlyMissing: false,
  help: false,
  notGiven: null,
  history: null,
  replies: {},
};

/** What `enterWorkspace` and the first `load` ask for. */
const FIRST = ["criteria", "people", "assignments", "not-applicable", "sheet", "evidence"];

/** What stays while the page is open; null when another page is on its way. */
export async function enterWorkspace(page) {
  const entered = await enterReading(FIRST.map((part) => `/${part}`));
  if (!entered) return null;
  const { path } = entered;
  const [criteria, { people }] = await Promise.all([
    call("GET", `${path}/criteria`),
    call("GET", `${path}/people`),
  ]);
  const known = catalogue(criteria);
  const sheet = new Sheet(path, account.email, known.leaves, page.soon);
  const uploads = new Uploads(path, page.soon, () => refresh(page));
  return { ...entered, ...known, people, sheet, uploads };
}

/** What others may have changed. */
export async function load({ path, sheet, uploads }) {
  const [assignments, asked] = await Promise.all([
    call("GET", `${path}/assignments`),
    loadNotApplicable(path),
    sheet.load(),
    uploads.load(),
  ]);
  return { ...byLeaf(assignments), ...asked };
}

/** Load what may be new; what goes wrong is left to the next time, and what was typed stays. */
export async function refresh(page) {
  try {
    state.unit = await call("GET", state.path);
    const [{ notices }] = await Promise.all([call("GET", `${state.path}/notices`), page.reload()]);
    state.notices = notices;
    if (isOpen(state.unit)) state.sheet.saveAgain();
  } catch {
    /* the next round tries again */
  }
  page.paint();
}

/** Whether the unit can change its self-assessment now. */
const isOpen = ({ locked_since: since, windows }) =>
  since === null && windows.self_assessment.state === "open";
/** Whether nothing can be changed, or a save has just been refused. */
export const isLocked = ({ unit, sheet }) => !isOpen(unit) || Boolean(sheet.refusal);

/** What the API says of the assignments: all of them with their version, and each by its leaf. */
const byLeaf = (assignments) => ({
  assignments,
  assigned: Object.fromEntries(assignments.assignments.map((each) => [each.leaf, each])),
});

/**
 * Assign leaves to somebody until a day, or (with `to` empty) to nobody; what others changed
 * meanwhile stays.
 */
export async function assign(codes, to, due) {
  const path = `${state.path}/assignments`;
  const others = () => state.assignments.assignments.filter((each) => !codes.includes(each.leaf));
  const send = async () => {
    const { version } = state.assignments;
    const given = to ? codes.map((leaf) => ({ leaf, to, due: due || null })) : [];
    const assignments = [...others(), ...given];
    Object.assign(state, byLeaf(await call("PUT", path, { assignments, version })));
  };
  try {
    await send();
  } catch (problem) {
    if (problem.status !== 412) throw problem;
    Object.assign(state, byLeaf(await call("GET", path)));
    await send();
  }
}

/** The name behind an address of the sheet; the address itself where none is known. */
export const nameOf = (address) => nameIn(state.people, address);
export const isMine = (code) => [account.name, account.email].includes(state.assigned[code]?.to);
/** Whom leaves are assigned to, each once. */
export function assignees() {
  const names = new Set((state.assignments?.assignments ?? []).map((each) => each.to));
  return [...names].sort(inOrder);
}

/** Whether a leaf is the unit's to fill. */
export const isOwn = (leaf) =>
  leaf.applies && ["self_assessed", "council_only"].includes(leaf.method);

/**
 * done | missing | explain (a value, but neither evidence nor explanation) | none (not this unit's
 * to fill).
 */
export function stateOf(code) {
  const leaf = state.leaves[code];
  const { sheet, uploads } = state;
  if (!isOwn(leaf)) return "none";
  if (leaf.method === "self_assessed" && sheet.reading(code).value == null) return "missing";
  const proven = uploads
    .of(code)
    .some((file) => file.state !== "quarantined" && file.official !== false);
  if (leaf.evidence !== "required" || proven || sheet.explanation(code).trim()) return "done";
  return "explain";
}

export const isUnfinished = (code) => ["missing", "explain"].includes(stateOf(code));

/**
 * How far an area is: leaves done of those to fill, points reached (exact ones, rounded once) of
 * those that the unit scores.
 */
export function progressOf(codes) {
  const own = codes.filter((code) => stateOf(code) !== "none");
  const scored = own.filter((code) => state.leaves[code].method === "self_assessed");
  const reached = (code) =>
    state.sheet.reading(code).points ?? exact(state.sheet.points(code) ?? "0");
  return {
    own: own.length,
    done: own.filter((code) => stateOf(code) === "done").length,
    reached: two(sum(scored.map(reached))),
    most: two(sum(scored.map((code) => exact(state.leaves[code].max)))),
  };
}

/** Whether the tree shows a leaf; `whose` is "", "mine" or "=" with a name. */
export function matches(code) {
  const { wanted, whose, onlyMissing } = state;
  if (wanted && !state.leaves[code].words.includes(plain(wanted.trim()))) return false;
  if (whose === "mine" && !isMine(code)) return false;
  if (whose.startsWith("=") && state.assigned[code]?.to !== whose.slice(1)) return false;
  return !onlyMissing || isUnfinished(code) || code === state.open;
}
/** Whether the tree shows only some of its leaves. */
export const searching = () => Boolean(state.wanted.trim() || state.onlyMissing || state.whose);
export const shown = () => state.order.filter(matches);

export function go(hash) {
  location.hash = hash;
}
/** To the leaf so many places further, of those that are shown; to the first where none is open. */
export function step(by) {
  const codes = searching() ? shown() : state.order;
  const here = codes.indexOf(state.open);
  const next = codes[here < 0 ? 0 : here + by];
  if (next) go(`/${state.place === "supplement" ? "supplement" : "leaf"}/${next}`);
}
