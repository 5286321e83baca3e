// How far a survey is, in bars and figures; shared by units and operations staff. A dash stands where few were invited.

import { html } from "parts";
import { left, number, say, stamp, until } from "words";

export const count = (people) =>
  people === null ? "–" : new Intl.NumberFormat(say("vi-VN", "en-GB")).format(people);
/** How many of those answered whose answers are told; of a total, groups with a dash may be left out. */
export const answers = ({ answered, asked }) =>
  answered === null ? "–" : `${count(answered)} / ${count(asked)}`;
export const percent = (rate) => (rate === null ? "–" : `${number(rate)} %`);
/** The text stands beside every bar, so the bar itself is for the eye alone. */
export const Share = ({ of: { answered, asked } }) =>
  html`<progress class="bar" aria-hidden="true" max=${asked || 1} value=${answered ?? 0}></progress>`;

/** When it was counted, how often it is counted, and how long people may still answer. */
export function Clock({ of: found, often }) {
  const ends = {
    open: () =>
      found.closes
        ? `${left(found.closes)}, ${say("đến ", "until ")}${until(found.closes)}`
        : say("đang mở, chưa định ngày đóng", "open, no closing date yet"),
    closed: () => `${say("đã hết hạn trả lời ", "answers closed ")}${stamp(found.closes)}`,
    not_yet: () => say("đợt điều tra chưa mở", "the survey is not open yet"),
  };
  return html`<p class="lead clock"><b>${found.at ? `${say("Số liệu lúc ", "Counted at ")}${stamp(found.at)}` : say("Chưa có số liệu", "Not counted yet")}</b> <span class="soft">(${often})</span> · ${ends[found.state]()}</p>`;
}

/** The figures that matter most, large. */
export function Figures({ total }) {
  const shown = [
    [
      say("đã trả lời", "answered"),
      total.invited === 0
        ? html`<span>${say("chưa mời ai", "nobody invited yet")}</span>`
        : html`${count(total.answered)} <span>/ ${count(total.asked ?? total.invited)} ${say("người được mời", "invited")}</span>`,
    ],
    [say("tỷ lệ trả lời", "response rate"), percent(total.rate)],
    [say("thư bị trả lại", "letters bounced"), count(total.bounced)],
    [say("bị báo thư rác", "called spam"), count(total.complained)],
  ];
  return html`<dl class="big">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${total.asked !== null && total.asked < total.invited && html`<p class="soft">${say(`Số đã trả lời và tỷ lệ không kể ${count(total.invited - total.asked)} người ở nhóm có dấu –.`, `Answers and rate are without ${count(total.invited - total.asked)} people in groups with a –.`)}</p>`}`;
}

export const FACTS = [
  ["listed", "Danh sách", "Listed"],
  ["invited", "Đã mời", "Invited"],
  ["sent", "Đã gửi thư", "Sent"],
  ["delivered", "Thư đã đến", "Delivered"],
  ["bounced", "Bị trả lại", "Bounced"],
  ["complained", "Báo thư rác", "Called spam"],
];
export const facts = (counts) =>
  FACTS.slice(2)
    .filter(([name]) => counts[name] > 0 || name === "sent")
    .map(([name, vi, en]) => `${say(vi, en).toLowerCase()} ${count(counts[name])}`)
    .join(" · ");

/** Every figure of rows [{title, counts}], for whoever would rather read than look. */
export function Table({ caption, rows }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table class="figures-table stack"><caption class="unseen">${caption}</caption>
    <thead><tr><th scope="col">${say("Nhóm", "Group")}</th>${FACTS.map(([, vi, en]) => html`<th scope="col" class="right">${say(vi, en)}</th>`)}<th scope="col" class="right">${say("Đã trả lời / người được tính", "Answered / asked")}</th><th scope="col" class="right">${say("Tỷ lệ", "Rate")}</th></tr></thead>
    <tbody>${rows.map(({ title, counts }) => html`<tr><th scope="row">${title}</th>${FACTS.map(([name, vi, en]) => html`<td class="right" data-head=${say(vi, en)}>${count(counts[name])}</td>`)}<td class="right nowrap" data-head=${say("Đã trả lời / người được tính", "Answered / asked")}>${answers(counts)}</td><td class="right nowrap" data-head=${say("Tỷ lệ", "Rate")}>${percent(counts.rate)}</td></tr>`)}</tbody></table></div>`;
}

export const dash = () =>
  html`<p class="soft">${say("– : nhóm có dưới 5 người được mời không hiện số đã trả lời và không tính vào tỷ lệ chung, để không ai suy ra được từng người.", "–: where fewer than 5 were invited, answers are not told and not part of the overall rate, so that nobody can be singled out.")}</p>`;
