// The round's windows: the official dates, what was decided over them, and opening or closing each,
// told and asked first.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { instant, noWhen, When } from "when";
import { Dates, dates, Line, spanOf } from "window_dates";
import { CLOSES, OPENS, TITLES } from "window_words";
import { day, moment, now, of, stamp, today, until, words } from "words";

const T = words({
  title: ["Thời hạn của kỳ", "The round's windows"],
  lead: [
    "Ngày theo kế hoạch của kỳ giữ nguyên; mở, gia hạn hay đóng là quyết định phủ lên, có lý do. " +
      "Thời hạn riêng của một đơn vị đặt ở trang của đơn vị đó.",
    "The official dates stay as they are; opening, extending or closing lies over them, " +
      "with a reason. A deadline of one unit is set on that unit's page.",
  ],
  plan: ["theo kế hoạch", "official dates"],
  force: ["đang áp dụng", "in force"],
  now: ["bây giờ", "now"],
  official: (dates) => [`Theo kế hoạch: ${dates}.`, `Officially: ${dates}.`],
  decided: (time, by, reason) => [
    `Quyết định lúc ${time} (${by}): “${reason}”`,
    `Decided ${time} (${by}): “${reason}”`,
  ],
  own: ["Thời hạn riêng:", "Own deadlines:"],
  sealed: ["Phiếu đã niêm phong; không mở lại được.", "The ballots are sealed; it cannot reopen."],
  reason: ["Lý do", "Reason"],
  extend: ["Gia hạn hoặc đổi giờ đóng", "Extend, or move the end"],
  reopen: ["Mở lại", "Open again"],
  openNow: ["Mở ngay", "Open now"],
  move: (window) => [`Đổi thời hạn: ${window}`, `Move the end: ${window}`],
  open: (window) => [`Mở: ${window}`, `Open: ${window}`],
  sureMove: ["Đổi thời hạn", "Move it"],
  sureOpen: ["Mở", "Open"],
  seen: [
    "Đơn vị thấy thời hạn mới cùng lý do này; quyết định được ghi vào nhật ký.",
    "Units see the new deadline with this reason; the decision goes on record.",
  ],
  opened: (window, end) => [`${window}: mở đến ${end}`, `${window}: open until ${end}`],
  closeNow: ["Đóng ngay", "Close now"],
  close: (window) => [`Đóng ngay: ${window}?`, `Close now: ${window}?`],
  sureClose: ["Đóng sau 10 giây", "Close in ten seconds"],
  behind: (units) => [`Hiện ${units} đơn vị chưa gửi. `, `${units} units have not sent yet. `],
  kept: [
    "Đơn vị chỉ được báo là đã đóng; lý do nằm trong nhật ký.",
    "Units are told that it was closed; the reason stays on record.",
  ],
  closed: (window, end) => [
    `${window}: đóng lúc ${end} (sau 10 giây)`,
    `${window}: closes at ${end} (in ten seconds)`,
  ],
});
const STATES = words({
  not_yet: ["chưa mở", "not open yet"],
  open: ["đang mở", "open"],
  closed: ["đã đóng", "closed"],
});
const COLOURS = { not_yet: "", open: "fine", closed: "alarm" };
/** A window that closes does so a little later; then it is looked at again. */
const CLOSED_AFTER = 11000;

/** Until when each window is to be opened, as typed so far. */
export const noWindows = () => ({ until: {} });

const changes = {
  type: (state, window, name, text) => ({
    until: { ...state.until, [window]: { ...untilOf(state, window), [name]: text } },
  }),
};
const untilOf = (state, window) => state.until[window] ?? noWhen;
const pathOf = (state, { window }) => `${state.path}/windows/${window}`;

export function Windows({ page, state }) {
  const windows = Object.values(state.overview.windows);
  const present = now();
  const span = spanOf(windows, present);
  const row = (window) => html`<li key=${window.window}>
    <${Row} page=${page} state=${state} window=${window} span=${span} present=${present} />
  </li>`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <p class="soft axis" aria-hidden="true">
      <span>${day(today(span[0]))}</span><span>${day(today(span[1]))}</span>
    </p>
    <ol class="every-window">${windows.map(row)}</ol>
    <p class="soft legend">
      <span class="swatch plan"></span> ${T.plan}${" "}
      <span class="swatch force"></span> ${T.force}${" "}
      <span class="swatch now"></span> ${T.now}
    </p>`;
}

function Row({ page, state, window, span, present }) {
  const sealed = window.window === "survey" && Object.values(state.overview.sealed).some(Boolean);
  return html`<h2>
      ${TITLES[window.window]}${" "}
      <span class="tag ${COLOURS[window.state]}">${STATES[window.state]}</span>
    </h2>
    <${Line} window=${window} span=${span} present=${present} />
    <p><${Dates} window=${window} /></p>
    ${window.decided_at && html`<${Decision} window=${window} />`}
    <${OwnDeadlines} state=${state} window=${window} />
    ${
      sealed
        ? html`<p class="soft">${T.sealed}</p>`
        : html`<${Buttons} page=${page} state=${state} window=${window} />`
    }`;
}

function Decision({ window }) {
  const official = dates(window.official_opens, window.official_closes);
  const decided = T.decided(moment(window.decided_at), window.decided_by, window.reason);
  return html`<p class="soft">${T.official(official)} ${decided}</p>`;
}

/** The units for which the window has a deadline of their own. */
function OwnDeadlines({ state, window }) {
  const units = state.units.filter((unit) => unit.windows[window.window]);
  if (!units.length) return null;
  const link = (unit, index) =>
    html`${index > 0 && ", "}<a href="#/unit/${unit.unit}">${of(unit.name)}</a>`;
  return html`<p class="soft">${T.own} ${units.map(link)}</p>`;
}

function Buttons({ page, state, window }) {
  const close = html`<${CloseWindow} page=${page} state=${state} window=${window} />`;
  return html`<div class="buttons">
    <${OpenWindow} page=${page} state=${state} window=${window} />
    ${window.state === "open" && close}
  </div>`;
}

/** Opens a window, or moves the end of an open one. */
function OpenWindow({ page, state, window }) {
  const act = page.transitions(changes);
  const { window: name } = window;
  const title = TITLES[name];
  const open = async (reason) => {
    const body = { until: instant(untilOf(state, name)), reason };
    const given = await call("POST", `${pathOf(state, window)}/open`, body);
    await page.reload();
    return T.opened(title, until(given.closes));
  };
  const isOpen = window.state === "open";
  const label = isOpen ? T.extend : window.state === "closed" ? T.reopen : T.openNow;
  return html`<${Asked} page=${page} id="open-${name}" label=${label} why=${T.reason} act=${open}
    title=${isOpen ? T.move(title) : T.open(title)} sure=${isOpen ? T.sureMove : T.sureOpen}>
    <p>${OPENS[name]} ${T.seen}</p>
    <${When} id="until-${name}" value=${untilOf(state, name)}
      type=${(part, text) => act.type(name, part, text)} />
  </${Asked}>`;
}

function CloseWindow({ page, state, window }) {
  const { window: name } = window;
  const title = TITLES[name];
  const notSent = state.units.filter((unit) => unit.submission === "not_submitted").length;
  const behind = name === "self_assessment" ? notSent : 0;
  const close = async (reason) => {
    const given = await call("POST", `${pathOf(state, window)}/close`, { reason });
    await page.reload();
    setTimeout(() => page.reload().catch(() => {}), CLOSED_AFTER);
    return T.closed(title, stamp(given.closes));
  };
  return html`<${Asked} page=${page} id="close-${name}" label=${T.closeNow} why=${T.reason}
    title=${T.close(title)} sure=${T.sureClose} act=${close}>
    <p>${CLOSES[name]} ${behind > 0 ? T.behind(behind) : ""}${T.kept}</p>
  </${Asked}>`;
}
