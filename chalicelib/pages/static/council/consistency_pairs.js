// The pairs that differ: both values, points and reasons, and how a person settles each.

import { Asked } from "asking";
import { wordsOf } from "criterion";
import { html } from "parts";
import { of, score, stamp, words } from "words";

const T = words({
  title: (count) => [`Khác biệt: ${count}`, `Differences: ${count}`],
  alike: (count) => [`${count} tiêu chí hai người chấm như nhau.`, `${count} criteria are alike.`],
  waiting: (count) => [
    `${count} tiêu chí chưa có giá trị của người chấm trước.`,
    `${count} criteria have no first value yet.`,
  ],
  none: ["Không có khác biệt nào.", "There is no difference."],
  first: (who) => [`Người chấm trước: ${who}`, `First: ${who}`],
  second: (who) => [`Chấm lần hai: ${who}`, `Second: ${who}`],
  points: ["điểm", "points"],
  ask: ["Đề nghị xem lại…", "Ask to look again…"],
  askTitle: ["Đề nghị người chấm trước xem lại?", "Ask the first appraiser to look again?"],
  askWhat: [
    "Người chấm trước đọc lời nhắn này (cả qua thư), không thấy điểm chấm lần hai, và tự quyết" +
      " định. Đừng ghi điểm chấm lần hai vào lời nhắn.",
    "The first appraiser reads these words, by e-mail too, and not the second value. Do not" +
      " write the second value here.",
  ],
  askWhy: ["Lời nhắn", "What to look at"],
  askSure: ["Gửi đề nghị", "Ask"],
  keep: ["Giữ giá trị của người chấm trước…", "Keep the first value…"],
  keepTitle: ["Giữ giá trị của người chấm trước?", "Keep the first value?"],
  keepWhy: ["Lý do", "Reason"],
  keepSure: ["Giữ", "Keep"],
  done: ["Đã ghi lại.", "It is on record."],
  settled: (who, at) => [`${who}, ${at}: `, `${who}, ${at}: `],
});
const STATES = words({
  open: ["chưa xử lý", "not settled"],
  asked: ["đã đề nghị xem lại, chờ người chấm", "asked to look again, waiting"],
  looked: ["người chấm đã lưu lại, vẫn khác", "looked at again, still different"],
  kept: ["giữ giá trị của người chấm trước", "the first value is kept"],
});
const ORDER = ["open", "looked", "asked", "kept"];

export function Pairs({ page, scores, send }) {
  const { pairs, counts } = scores;
  const sorted = ORDER.flatMap((state) => pairs.filter((pair) => pair.state === state));
  return html`<section class="block">
    <h2>${T.title(pairs.length)}</h2>
    <p class="soft">
      ${counts.alike > 0 && T.alike(counts.alike)}${" "}
      ${counts.waiting > 0 && T.waiting(counts.waiting)}
    </p>
    ${!pairs.length && html`<p>${T.none}</p>`}
    ${sorted.map(
      (pair) =>
        html`<${Pair} key=${`${pair.unit}/${pair.criterion}`} page=${page} scores=${scores}
          pair=${pair} send=${send} />`,
    )}
  </section>`;
}

function Pair({ page, scores, pair, send }) {
  const { unit, name, criterion, title, first, second, state, settlement } = pair;
  const who = (email) => scores.people[email] ?? email;
  return html`<article class="block pair" aria-label=${`${criterion} ${of(name)}`}>
    <h3>${criterion} ${of(title)}, ${of(name)} <span class="soft">${STATES[state]}</span></h3>
    <div class="sides">
      <${Side} title=${T.first(who(first.saved_by))} entry=${first} pair=${pair} />
      <${Side} title=${T.second(who(second.saved_by))} entry=${second} pair=${pair} />
    </div>
    ${
      settlement &&
      html`<p class="soft">
        ${T.settled(who(settlement.by), stamp(settlement.at))}
        <span class="said">${settlement.reason}</span>
      </p>`
    }
    <${Settling} page=${page} pair=${pair} send=${send} over=${scores.over}
      id=${`${unit}-${criterion}`} />
  </article>`;
}

const Side = ({ title, entry, pair: { loaded, maximum } }) =>
  html`<div>
    <h4>${title}</h4>
    <p>
      ${wordsOf(loaded, "value", entry.value)}:${" "}
      <b>${score(entry.points)}</b> / ${score(maximum)} ${T.points}
    </p>
    ${entry.comment && html`<p class="said">“${entry.comment}”</p>`}
  </div>`;

function Settling({ page, pair: { unit, criterion, marks, state }, send, over, id }) {
  const settle = (how) => async (reason) => {
    await send("settlements", { unit, leaf: criterion, how, reason, marks });
    return T.done;
  };
  return html`<div class="buttons">
    ${
      !over &&
      state !== "asked" &&
      html`<${Asked} page=${page} id=${`ask-${id}`} label=${T.ask} title=${T.askTitle}
        why=${T.askWhy} sure=${T.askSure} act=${settle("ask")}><p>${T.askWhat}</p></${Asked}>${" "}`
    }
    ${
      state !== "kept" &&
      html`<${Asked} page=${page} id=${`keep-${id}`} label=${T.keep} title=${T.keepTitle}
        why=${T.keepWhy} sure=${T.keepSure} act=${settle("keep_first")} />`
    }
  </div>`;
}
