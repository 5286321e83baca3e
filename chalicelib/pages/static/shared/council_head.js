// The frame of the council's pages: the round, the pass that is open and until when, every place.

import { Frame, identify } from "frame";
import { html } from "parts";
import { homeOf, isOfCouncil } from "posts";
import { account, call } from "session";
import { left, moment, until, words } from "words";

const T = words({
  who: ["Hội đồng thẩm định", "Appraisal council"],
  strip: ["Thời hạn thẩm định", "Deadline of the appraisal"],
  passes: (number) => [
    `Thẩm định lần ${number}`,
    number === 1 ? "First appraisal" : "Final appraisal",
  ],
  until: (at) => [`đến ${at}`, `until ${at}`],
  opens: (at) => [`mở từ ${at}`, `opens ${at}`],
  notYet: ["chưa mở", "not open yet"],
  noClosing: ["đang mở, chưa định ngày đóng", "open, no closing date yet"],
  closed: (at) => [`đã đóng ${at}`, `closed ${at}`],
});
const TITLES = words({
  units: ["Theo đơn vị", "By unit"],
  criteria: ["Theo tiêu chí", "By criterion"],
  acceptances: ["Chấp nhận hàng loạt", "Bulk acceptances"],
  second: ["Chấm lần hai", "Second scores"],
  workbook: ["Bảng tính", "Workbook"],
  progress: ["Tiến độ", "Progress"],
  assignments: ["Phân công", "Assignments"],
  consistency: ["Độ nhất quán", "Consistency"],
  releases: ["Trả kết quả", "Release results"],
  objections: ["Đề nghị xem xét lại", "Objections"],
  "not-applicable": ["Đề nghị không áp dụng", "Not applicable"],
  rulings: ["Quyết định chờ xác nhận", "Rulings to confirm"],
  meeting: ["Họp Hội đồng", "Meeting"],
});
/** Where each place is; most are parts of one page. */
const PLACES = {
  units: "/council#/",
  criteria: "/council#/criteria",
  acceptances: "/council#/acceptances",
  second: "/council#/second",
  workbook: "/council#/workbook",
  progress: "/council#/progress",
  assignments: "/council/assignments",
  consistency: "/council/consistency",
  releases: "/council/releases#/",
  objections: "/council/releases#/objections",
  "not-applicable": "/council/releases#/not-applicable",
  rulings: "/council/releases#/rulings",
  meeting: "/council/meeting",
};
const APPRAISING = ["council", "chair"];
/** Not everybody's places: the secretariat follows up, the chair decides, others appraise. */
const ROLES = {
  acceptances: APPRAISING,
  workbook: APPRAISING,
  progress: ["secretariat"],
  second: APPRAISING,
  consistency: ["secretariat"],
  "not-applicable": ["chair", "secretariat"],
  rulings: ["chair", "secretariat"],
};
/** Of use only where a sample gets second scores, or where units may object. */
const OF_SECOND = ["second", "consistency"];
const OF_OBJECTIONS = ["objections"];
const WINDOWS = { 1: "appraisal_first", 2: "appraisal_final" };

/**
 * {path, round} of the person of the council who is signed in; null on the way to the sign-in, and
 * for others, who have pages of their own.
 */
export async function enterCouncil() {
  const who = await identify(isOfCouncil);
  if (!who) return null;
  if (!isOfCouncil(who)) {
    location.replace(homeOf(who));
    return null;
  }
  const path = `/api/council/${encodeURIComponent(who.round)}`;
  return { path, round: await call("GET", `${path}/state`) };
}

/**
 * {number, open, window} of the pass that is worked in: the one that is open, the final one if both
 * are; else the last one that was open.
 */
export function passOf(windows) {
  const pass = (number) => ({ number, window: windows[WINDOWS[number]] });
  const both = [pass(2), pass(1)];
  const open = both.find(({ window }) => window.state === "open");
  if (open) return { ...open, open: true };
  return { ...(both.find(({ window }) => window.state === "closed") ?? pass(1)), open: false };
}

export const nameOfPass = (number) => T.passes(number);

/**
 * The head of a page; `here` is one of PLACES, `state` what `enterCouncil` gave, `windows` those
 * that are counted down, children what the strip shows besides.
 */
export function CouncilHead({ here, state, windows = state.round.windows, again, kept, children }) {
  const isFor = (name) =>
    (ROLES[name]?.includes(account.role) ?? true) &&
    (state.round.second_scores || !OF_SECOND.includes(name)) &&
    (state.round.objections || !OF_OBJECTIONS.includes(name));
  const places = Object.entries(PLACES)
    .filter(([name]) => isFor(name))
    .map(([name, href]) => ({ name, href, title: TITLES[name] }));
  return html`<${Frame} here=${here} who=${T.who} places=${places} again=${again} kept=${kept}
    strip=${T.strip}>
    <${Deadline} ...${passOf(windows)} />${children}
  </${Frame}>`;
}

function Deadline({ number, open, window }) {
  const late = window.state === "closed";
  return html`<span class=${late ? "deadline late" : "deadline"}>
    <b>${T.passes(number)}</b>, ${told(open, window)}
  </span>`;
}

function told(open, { state, opens, closes }) {
  if (open) return closes ? `${left(closes)}, ${T.until(until(closes))}` : T.noClosing;
  if (state === "closed") return T.closed(moment(closes));
  return opens ? T.opens(moment(opens)) : T.notYet;
}
