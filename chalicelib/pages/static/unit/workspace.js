// What the workspace knows: the unit, its leaves, its sheet and files, who sees to what; and what of it is shown.

import { exact, sum, two } from "rules";
import { account, call } from "session";
import { Sheet } from "sheet";
import { enter } from "unit_head";
import { Uploads } from "uploads";
import { plain } from "words";

export const desk = {
  unit: null,
  areas: [],
  leaves: {},
  order: [],
  sheet: null,
  uploads: null,
  path: "",
  open: null,
  place: "leaf",
  onlyMissing: false,
  wanted: "",
  whose: "",
  area: null,
  help: false,
  notices: [],
  people: {},
  assigned: {},
  assignments: null,
  fault: null,
  ready: false,
};
let planned = false,
  draw = () => {};

export const drawWith = (page) => {
  draw = page;
};
/** Draw soon; many calls make one drawing. */
export function paint() {
  if (planned || !(desk.ready || desk.fault)) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    draw();
  });
}

/** Load everything; false when somebody else's page is on its way or it could not be loaded. */
export async function begin() {
  try {
    const here = await enter();
    if (!here) return false;
    Object.assign(desk, here);
    take(await call("GET", `${desk.path}/criteria`));
    desk.uploads = new Uploads(desk.path, paint, refresh);
    desk.sheet = new Sheet(desk.path, account.email, desk.leaves, paint);
    await Promise.all([desk.sheet.load(), desk.uploads.load(), loadAssignments(), loadPeople()]);
    desk.ready = true;
  } catch (problem) {
    desk.fault = problem;
  }
  paint();
  return desk.ready;
}

function take(criteria) {
  desk.areas = criteria.areas;
  desk.illustrative = criteria.illustrative;
  for (const area of criteria.areas) {
    area.codes = [];
    for (const criterion of area.criteria)
      for (const leaf of criterion.leaves ?? [criterion]) {
        desk.leaves[leaf.code] = {
          ...leaf,
          area,
          criterion,
          words: plain(`${leaf.code} ${leaf.title.vi} ${leaf.title.en ?? ""}`),
        };
        desk.order.push(leaf.code);
        area.codes.push(leaf.code);
      }
  }
}

export async function refresh() {
  try {
    desk.unit = await call("GET", desk.path);
    await Promise.all([desk.sheet.load(), desk.uploads.load(), loadNotices(), loadAssignments()]);
    if (
      desk.unit.locked_since === null &&
      desk.unit.windows.self_assessment.state === "open" &&
      desk.sheet.refusal
    ) {
      desk.sheet.refusal = null;
      desk.sheet.soon(0);
    }
  } catch {
    /* the next round tries again; typed values are kept */
  }
  paint();
}

async function loadNotices() {
  desk.notices = (await call("GET", `${desk.path}/notices`)).notices;
}
async function loadPeople() {
  desk.people = (await call("GET", `${desk.path}/people`)).people;
}
async function loadAssignments() {
  keepAssignments(await call("GET", `${desk.path}/assignments`));
}

/** What the API says of the assignments: all of them, with their version. */
export function keepAssignments(found) {
  desk.assignments = found;
  desk.assigned = Object.fromEntries(found.assignments.map((each) => [each.leaf, each]));
}

/** Assign leaves to somebody until a day, or (with `to` empty) to nobody; what others changed meanwhile stays. */
export async function assign(codes, to, due) {
  const chosen = new Set(codes),
    path = `${desk.path}/assignments`;
  const changed = () => [
    ...desk.assignments.assignments.filter((each) => !chosen.has(each.leaf)),
    ...(to ? codes.map((leaf) => ({ leaf, to, due: due || null })) : []),
  ];
  const send = async () =>
    keepAssignments(
      await call("PUT", path, { assignments: changed(), version: desk.assignments.version }),
    );
  try {
    await send();
  } catch (problem) {
    if (problem.status !== 412) throw problem;
    await loadAssignments();
    await send();
  }
  paint();
}

/** The name behind an address of the sheet; the address itself where none is known. */
export const nameOf = (address) => desk.people[address] || address;
export const isMine = (code) => [account.name, account.email].includes(desk.assigned[code]?.to);
/** Whom leaves are assigned to, each once. */
export const assignees = () =>
  [...new Set((desk.assignments?.assignments ?? []).map((each) => each.to))].sort((a, b) =>
    a.localeCompare(b, "vi"),
  );

export const MARKS = {
  done: ["✓", "xong", "done"],
  missing: ["○", "còn thiếu", "missing"],
  explain: ["!", "cần tài liệu hoặc giải trình", "needs evidence or explanation"],
  none: ["–", "không phải nhập", "nothing to enter"],
};
const OWN = ["self_assessed", "council_only"];

/** done | missing | explain (a value, but neither evidence nor explanation) | none (not this unit's to fill). */
export function stateOf(code) {
  const leaf = desk.leaves[code],
    { sheet } = desk;
  if (!leaf.applies || !OWN.includes(leaf.method)) return "none";
  if (leaf.method === "self_assessed" && sheet.reading(code).value == null) return "missing";
  const proven = desk.uploads
    .of(code)
    .some((file) => file.state !== "quarantined" && file.official !== false);
  return leaf.evidence === "required" && !proven && !sheet.explanation(code).trim()
    ? "explain"
    : "done";
}

export function pointsOf(code) {
  const held = desk.sheet.entry(code);
  if (!desk.sheet.shown(code)?.fields && held.points !== undefined) return held.points;
  const { points } = desk.sheet.reading(code);
  return points ? two(points) : null;
}

/** How far an area is: leaves done of those to fill, points reached (exact ones, rounded once) of those that the unit scores. */
export function progressOf(codes) {
  const own = codes.filter((code) => stateOf(code) !== "none"),
    scored = own.filter((code) => desk.leaves[code].method === "self_assessed");
  return {
    own: own.length,
    done: own.filter((code) => stateOf(code) === "done").length,
    reached: two(
      sum(scored.map((code) => desk.sheet.reading(code).points ?? exact(pointsOf(code) ?? "0"))),
    ),
    most: two(sum(scored.map((code) => exact(desk.leaves[code].max)))),
  };
}

export function matches(code) {
  if (desk.wanted && !desk.leaves[code].words.includes(plain(desk.wanted.trim()))) return false;
  if (
    desk.whose === "mine"
      ? !isMine(code)
      : desk.whose && desk.assigned[code]?.to !== desk.whose.slice(1)
  )
    return false;
  return !desk.onlyMissing || ["missing", "explain"].includes(stateOf(code)) || code === desk.open;
}
/** Whether the tree shows a choice of its leaves. */
export const searching = () => Boolean(desk.wanted.trim() || desk.onlyMissing || desk.whose);
export const shown = () => desk.order.filter(matches);

export function go(hash) {
  location.hash = hash;
}
export function step(by) {
  const codes = searching() ? shown() : desk.order,
    at = codes.indexOf(desk.open),
    next = codes[at < 0 ? 0 : at + by];
  if (next) go(`/${desk.place === "supplement" ? "supplement" : "leaf"}/${next}`);
}
