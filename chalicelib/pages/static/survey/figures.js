// How far a survey is, in bars and figures; shared by units and operations staff. A dash is shown
// where few were invited.

import { html } from "parts";
import { left, number, say, stamp, until, words } from "words";

const T = words({
  closes: (rest, at) => [`${rest}, đến ${at}`, `${rest}, until ${at}`],
  openForNow: ["đang mở, chưa định ngày đóng", "open, no closing date yet"],
  closed: (at) => [`đã hết hạn trả lời ${at}`, `answers closed ${at}`],
  notYet: ["đợt điều tra chưa mở", "the survey is not open yet"],
  countedAt: (at) => [`Số liệu lúc ${at}`, `Counted at ${at}`],
  notCounted: ["Chưa có số liệu", "Not counted yet"],
  answered: ["đã trả lời", "answered"],
  nobody: ["chưa mời ai", "nobody invited yet"],
  invited: ["người được mời", "invited"],
  rate: ["tỷ lệ trả lời", "response rate"],
  bounced: ["thư bị trả lại", "letters bounced"],
  spam: ["bị báo thư rác", "called spam"],
  without: (people) => [
    `Số đã trả lời và tỷ lệ không kể ${people} người ở nhóm có dấu –.`,
    `Answers and rate are without ${people} people in groups with a –.`,
  ],
  group: ["Nhóm", "Group"],
  ofAsked: ["Đã trả lời / người được tính", "Answered / asked"],
  rateOfGroup: ["Tỷ lệ", "Rate"],
  dash: [
    "– : nhóm có dưới 5 người được mời không hiện số đã trả lời và không tính vào tỷ lệ chung, " +
      "để không ai suy ra được từng người.",
    "–: where fewer than 5 were invited, answers are not told and not part of the overall rate, " +
      "so that nobody can be singled out.",
  ],
});
const FACTS = [
  ["listed", "Danh sách", "Listed"],
  ["invited", "Đã mời", "Invited"],
  ["sent", "Đã gửi thư", "Sent"],
  ["delivered", "Thư đã đến", "Delivered"],
  ["bounced", "Bị trả lại", "Bounced"],
  ["complained", "Báo thư rác", "Called spam"],
];

export const count = (people) =>
  people === null ? "–" : new Intl.NumberFormat(say("vi-VN", "en-GB")).format(people);
/** How many answered of those whose answers are told; a total may leave out groups with a dash. */
export const answers = ({ answered, asked }) =>
  answered === null ? "–" : `${count(answered)} / ${count(asked)}`;
export const percent = (rate) => (rate === null ? "–" : `${number(rate)} %`);
/** The text is beside every bar, so the bar itself is for the eye alone. */
export const Share = ({ of: { answered, asked } }) =>
  html`<progress class="bar" aria-hidden="true" max=${asked || 1}
    value=${answered ?? 0}></progress>`;

/** When it was counted, how often it is counted, and how long people may still answer. */
export function Clock({ of: { at, state, closes }, often }) {
  return html`<p class="lead clock">
    <b>${at ? T.countedAt(stamp(at)) : T.notCounted}</b> <span class="soft">(${often})</span>${" "}
    · ${ENDS[state](closes)}
  </p>`;
}

const ENDS = {
  open: (closes) => (closes ? T.closes(left(closes), until(closes)) : T.openForNow),
  closed: (closes) => T.closed(stamp(closes)),
  not_yet: () => T.notYet,
};

/** The figures that matter most, large. */
export function Figures({ total }) {
  const { invited, asked } = total;
  const figure = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="big">
      ${figure(T.answered, html`<${Answered} total=${total} />`)}
      ${figure(T.rate, percent(total.rate))}
      ${figure(T.bounced, count(total.bounced))}
      ${figure(T.spam, count(total.complained))}
    </dl>
    ${
      asked !== null &&
      asked < invited &&
      html`<p class="soft">${T.without(count(invited - asked))}</p>`
    }`;
}

function Answered({ total: { invited, answered, asked } }) {
  if (invited === 0) return html`<span>${T.nobody}</span>`;
  return html`${count(answered)} <span>/ ${count(asked ?? invited)} ${T.invited}</span>`;
}

/** What became of the letters, in a line. */
export const facts = (counts) =>
  FACTS.slice(2)
    .filter(([name]) => counts[name] > 0 || name === "sent")
    .map(([name, vi, en]) => `${say(vi, en).toLowerCase()} ${count(counts[name])}`)
    .join(" · ");

/** Every figure of rows [{title, counts}], for anyone who would rather read than look. */
export function Table({ caption, rows }) {
  const head = (title) => html`<th scope="col" class="right">${title}</th>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table class="figures-table stack">
      <caption class="unseen">${caption}</caption>
      <thead><tr>
        <th scope="col">${T.group}</th>
        ${FACTS.map(([, vi, en]) => head(say(vi, en)))}${head(T.ofAsked)}${head(T.rateOfGroup)}
      </tr></thead>
      <tbody>${rows.map((row) => html`<${Row} ...${row} />`)}</tbody>
    </table>
  </div>`;
}

function Row({ title, counts }) {
  const cell = (head, value, more = "") =>
    html`<td class=${`right${more}`} data-head=${head}>${value}</td>`;
  return html`<tr>
    <th scope="row">${title}</th>
    ${FACTS.map(([name, vi, en]) => cell(say(vi, en), count(counts[name])))}
    ${cell(T.ofAsked, answers(counts), " nowrap")}
    ${cell(T.rateOfGroup, percent(counts.rate), " nowrap")}
  </tr>`;
}

/** What a dash means. */
export const Dash = () => html`<p class="soft">${T.dash}</p>`;
