// The dates of a window: in words, and for the eye as bars on one line.

import { html } from "parts";
import { left, moment, until, words } from "words";

const T = words({
  openEnded: ["Chưa định ngày đóng", "No closing date yet"],
  closed: (end) => [`Đã đóng: ${end}`, `Closed: ${end}`],
  opens: (start) => [`Mở từ ${start}`, `Opens ${start}`],
  to: (end) => [`, đến ${end}`, `, until ${end}`],
  noStart: ["Chưa định ngày mở", "No opening date yet"],
  noDates: ["chưa định ngày", "no dates"],
});

/** From when to when, and how long that is still. */
export function Dates({ window: { opens, closes, state } }) {
  if (state === "open")
    return closes ? html`<b>${left(closes)}</b>${T.to(until(closes))}` : T.openEnded;
  if (state === "closed") return T.closed(until(closes));
  if (!opens) return T.noStart;
  return `${T.opens(moment(opens))}${closes ? T.to(until(closes)) : ""}`;
}

/** Two dates, each of which may be missing. */
export function dates(opens, closes) {
  if (!opens && !closes) return T.noDates;
  return `${opens ? moment(opens) : "…"} – ${closes ? until(closes) : "…"}`;
}

/** The first and the last instant of all windows and of now: the ends of every line. */
export function spanOf(windows, present) {
  const instants = windows
    .flatMap((window) => [window.official_opens, window.official_closes])
    .concat(windows.flatMap((window) => [window.opens, window.closes]))
    .filter(Boolean)
    .map((instant) => new Date(instant).getTime());
  return [Math.min(...instants, present), Math.max(...instants, present)];
}

const WIDTH = 1000;
const THIN = 6;

/**
 * Official dates and those in force as two bars on one scale, with the present instant; for the eye
 * alone. Where only the end is set, the bar is a mark.
 */
export function Line({ window, span: [from, to], present }) {
  const place = (instant) => ((new Date(instant) - from) / (to - from || 1)) * WIDTH;
  const bar = (opens, closes, y, name) => {
    if (!opens && !closes) return null;
    const end = closes ? place(closes) : WIDTH;
    const start = opens ? place(opens) : Math.max(end - THIN, 0);
    return html`<rect class=${name} x=${start} y=${y} width=${Math.max(end - start, THIN)}
      height="8" rx="2" />`;
  };
  return html`<svg class="line" viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none"
    aria-hidden="true">
    <rect class="ground" x="0" y="11" width=${WIDTH} height="1" />
    ${bar(window.official_opens, window.official_closes, 1, "plan")}
    ${bar(window.opens, window.closes, 14, "force")}
    <rect class="now" x=${place(present)} y="0" width="3" height="24" />
  </svg>`;
}
