// The frame of every page of a unit's people: who is here, the menu, the deadline always in sight.

import { Frame, identify } from "frame";
import { html } from "parts";
import { homeOf, isOfUnit } from "posts";
import { call, readAhead } from "session";
import { left, moment, of, say, until, words } from "words";

const T = words({
  strip: ["Thời hạn và tiến độ", "Deadline and progress"],
  supplementUntil: (at) => [`bổ sung, giải trình đến ${at}`, `supplement until ${at}`],
  submitted: (at) => [`Đã gửi lúc ${at}`, `Submitted ${at}`],
  locked: ["Đã khóa", "Locked"],
  since: (at, why) => [`từ ${at}: ${why}`, `since ${at}: ${why}`],
  opens: (at) => [`Mở từ ${at}`, `Opens ${at}`],
  notYet: ["Chưa mở", "Not open yet"],
  closed: (at) => [`Đã hết hạn ${at}`, `Closed ${at}`],
  noClosing: ["Đang mở, chưa định ngày đóng", "Open, no closing date yet"],
  until: (at) => [`đến ${at}`, `until ${at}`],
});
/** Where a unit's people can go; what has no page of its own is a place of the workspace. */
const PLACES = [
  ["leaf", "/work#/", "Phiếu tự đánh giá", "Self-assessment"],
  ["workbook", "/work#/workbook", "Bảng tính", "Workbook"],
  ["documents", "/work#/documents", "Tài liệu", "Documents"],
  ["team", "/work#/team", "Phân công", "Team"],
  ["lists", "/lists", "Danh sách điều tra", "Respondent lists"],
  ["report", "/report", "Báo cáo", "Report"],
  ["finish", "/work#/finish", "Phê duyệt và gửi", "Approve and submit"],
  ["supplement", "/work#/supplement", "Bổ sung", "Supplement"],
  ["results", "/results", "Kết quả", "Result"],
  ["progress", "/progress", "Tiến độ khảo sát", "Survey progress"],
  ["notices", "/work#/notices", "Thông báo", "Notices"],
];

/**
 * {path, unit, notices} of the person who is signed in; null on the way to the sign-in, which leads
 * back here, and for operations staff and the council, who have pages of their own.
 */
export const enter = () => enterReading([]);

/** As `enter`; the `parts` below `path`, which the page will ask for next, are read meanwhile. */
export async function enterReading(parts) {
  const who = await identify(isOfUnit);
  if (!who) return null;
  if (!isOfUnit(who)) {
    location.replace(homeOf(who));
    return null;
  }
  const [round, unit] = [who.round, who.unit].map(encodeURIComponent);
  const path = `/api/units/${round}/${unit}`;
  readAhead(["", "/notices", ...parts].map((part) => path + part));
  return read(path);
}

async function read(path) {
  const [unit, { notices }] = await Promise.all([
    call("GET", path),
    call("GET", `${path}/notices`),
  ]);
  return { path, unit, notices };
}

/**
 * The head of a page; `here` is one of PLACES, `state` what `enter` gave, `window` the one that is
 * counted down, children what the strip shows besides.
 */
export function Head({ here, state, again, window = "self_assessment", kept, children }) {
  return html`<${Frame} here=${here} who=${of(state.unit.unit.name)} places=${placesOf(state)}
    again=${again} kept=${kept} strip=${T.strip}>
    <${Deadline} unit=${state.unit} window=${window} />${children}
  </${Frame}>`;
}

/** Where this unit's people can go: not all units have lists, a supplement or a result. */
function placesOf({ unit, notices }) {
  const absent = {
    supplement: !hasSupplement(unit),
    results: !hasResult(unit),
    lists: !Object.keys(unit.lists).length,
  };
  const unread = { notices: notices.filter((notice) => !notice.read).length };
  return PLACES.filter(([name]) => !absent[name]).map(([name, href, ...title]) => ({
    name,
    href,
    title: say(...title),
    unread: unread[name],
  }));
}

const hasSupplement = ({ submission, windows }) =>
  submission !== "not_submitted" && windows.supplement.state !== "not_yet";

/** A result may come from when a pass has opened; its page says whether it is released. */
const hasResult = ({ windows }) =>
  [windows.appraisal_first, windows.appraisal_final].some(({ state }) => state !== "not_yet");

/** Until when a window is open, or why it is closed. */
function Deadline({ unit, window }) {
  if (window === "self_assessment") {
    const { supplement } = unit.windows;
    if (supplement.state === "open" && supplement.closes && hasSupplement(unit))
      return html`<${Text}>
        <b>${left(supplement.closes)}</b>, ${T.supplementUntil(until(supplement.closes))}
      </${Text}>`;
    if (unit.submitted_at)
      return html`<${Text}>${T.submitted(moment(unit.submitted_at))}</${Text}>`;
    if (unit.locked_since)
      return html`<${Text} late=${true}>
        <b>${T.locked}</b> ${T.since(moment(unit.locked_since), of(unit.locked_reason))}
      </${Text}>`;
  }
  return html`<${WindowText} window=${unit.windows[window]} />`;
}

function WindowText({ window }) {
  if (!window || window.state === "not_yet")
    return html`<${Text}>${window?.opens ? T.opens(moment(window.opens)) : T.notYet}</${Text}>`;
  const { state, closes, reason } = window;
  if (state === "closed") return html`<${Text} late=${true}>${T.closed(moment(closes))}</${Text}>`;
  if (!closes) return html`<${Text}>${T.noClosing}</${Text}>`;
  return html`<${Text}>
    <b>${left(closes)}</b>, ${T.until(until(closes))}
    ${reason && html`<span class="soft reason"> · ${reason}</span>`}
  </${Text}>`;
}

const Text = ({ late, children }) =>
  html`<span class=${late ? "deadline late" : "deadline"}>${children}</span>`;
