// The frame of every page of a unit's people: who is here, the menu, the deadline always in sight.

import { Frame, identify } from "frame";
import { html } from "parts";
import { account, call } from "session";
import { left, moment, of, say, until } from "words";

/** Everything a unit's people can go to; a page of its own has its own path, the rest is the workspace. */
const PLACES = [
  ["leaf", "/work#/", "Phiếu tự đánh giá", "Self-assessment"],
  ["workbook", "/work#/workbook", "Bảng tính", "Workbook"],
  ["documents", "/work#/documents", "Tài liệu", "Documents"],
  ["team", "/work#/team", "Phân công", "Team"],
  ["lists", "/lists", "Danh sách điều tra", "Respondent lists"],
  ["report", "/report", "Báo cáo", "Report"],
  ["finish", "/work#/finish", "Phê duyệt và gửi", "Approve and submit"],
  ["supplement", "/work#/supplement", "Bổ sung", "Supplement"],
  ["progress", "/progress", "Tiến độ khảo sát", "Survey progress"],
];
const OWN = [
  ["notices", "/work#/notices", "Thông báo", "Notices"],
  ["account", "/work#/account", "Tài khoản", "Account"],
];
const NOBODY = {
  detail:
    "Trang này dành cho cán bộ của đơn vị được đánh giá; tài khoản của Ông/Bà không thuộc đơn vị nào.",
  detail_en: "This page is for officers of an assessed unit; your account belongs to none.",
};

/**
 * {path, unit, notices} of whoever is signed in; null on the way to the sign-in, which leads back here, and for
 * operations staff, who have pages of their own.
 */
export async function enter() {
  const who = await identify();
  if (!who) return null;
  if (who.role === "ops") {
    location.replace("/progress");
    return null;
  }
  if (!account.unit) throw NOBODY;
  const path = `/api/units/${encodeURIComponent(account.round)}/${encodeURIComponent(account.unit)}`;
  const [unit, { notices }] = await Promise.all([
    call("GET", path),
    call("GET", `${path}/notices`),
  ]);
  return { path, unit, notices };
}

/** The head of a page; `here` is one of PLACES or OWN, `state` what `enter` gave, children what the strip shows besides. */
export function Head({ here, state, again, window = "self_assessment", kept, children }) {
  const absent = {
    supplement: !hasSupplement(state.unit),
    lists: !Object.keys(state.unit.lists).length,
  };
  const unread = { notices: state.notices.filter((each) => !each.read).length };
  const places = [...PLACES.filter(([name]) => !absent[name]), ...OWN].map(
    ([name, href, vi, en]) => ({ name, href, title: say(vi, en), unread: unread[name] }),
  );
  return html`<${Frame} here=${here} who=${of(state.unit.unit.name)} places=${places} again=${again} kept=${kept} strip=${say("Thời hạn và tiến độ", "Deadline and progress")}>
    <${Deadline} unit=${state.unit} window=${window} />${children}</${Frame}>`;
}

const hasSupplement = ({ submission, windows }) =>
  submission !== "not_submitted" && windows.supplement.state !== "not_yet";

/** Until when a window is open, or why it is closed. */
function Deadline({ unit, window: name }) {
  const window = unit.windows[name],
    own = name === "self_assessment",
    { supplement } = unit.windows;
  if (own && supplement.state === "open" && hasSupplement(unit) && supplement.closes) {
    return html`<span class="deadline"><b>${left(supplement.closes)}</b>, ${say("bổ sung, giải trình đến ", "supplement until ")}${until(supplement.closes)}</span>`;
  }
  if (own && unit.submitted_at)
    return html`<span class="deadline">${say("Đã gửi lúc ", "Submitted ")}${moment(unit.submitted_at)}</span>`;
  if (own && unit.locked_since) {
    return html`<span class="deadline late"><b>${say("Đã khóa", "Locked")}</b> ${say("từ ", "since ")}${moment(unit.locked_since)}: ${of(unit.locked_reason)}</span>`;
  }
  if (!window || window.state === "not_yet") {
    return html`<span class="deadline">${window?.opens ? say("Mở từ ", "Opens ") + moment(window.opens) : say("Chưa mở", "Not open yet")}</span>`;
  }
  if (window.state === "closed")
    return html`<span class="deadline late">${say("Đã hết hạn ", "Closed ")}${moment(window.closes)}</span>`;
  if (!window.closes)
    return html`<span class="deadline">${say("Đang mở, chưa định ngày đóng", "Open, no closing date yet")}</span>`;
  return html`<span class="deadline"><b>${left(window.closes)}</b>, ${say("đến ", "until ")}${until(window.closes)}${window.reason && html`<span class="soft reason"> · ${window.reason}</span>`}</span>`;
}
