// One criterion of a unit to score a second time: what the unit sent, and the member's own score.

import { Problem } from "acts";
import { Reason } from "appraisal_form";
import { Before, Own } from "appraisal_panel";
import { catalogue } from "catalogue";
import { nameOfPass, passOf } from "council_head";
import { state as known } from "council_state";
import { Conflict } from "criterion";
import { EvidenceList, Viewer } from "evidence_beside";
import { Guide } from "guide";
import { Values } from "leaf_values";
import { Opening } from "opening";
import { html } from "parts";
import { SecondSheet } from "second_sheet";
import { account, call } from "session";
import { of, words } from "words";

const T = words({
  back: ["← Chấm lần hai", "← Second scores"],
  title: ["Điểm chấm lần hai của Ông/Bà", "Your second score"],
  blind: [
    "Ông/Bà chấm độc lập: không hiển thị điểm, lý do của người chấm trước. Điểm này không tính" +
      " vào kết quả của đơn vị.",
    "You score on your own: what the first appraiser gave is not shown. Your score does not count" +
      " in the unit's result.",
  ],
  locked: [
    "Hiện không chấm được tiêu chí này: lần thẩm định chưa mở hoặc đã đóng, hoặc tiêu chí" +
      " không còn giao cho Ông/Bà.",
    "This cannot be scored now: no pass is open, or it is no longer yours to score.",
  ],
  reason: [
    "Bắt buộc khi giá trị khác với giá trị đơn vị tự chấm; Tổ Thư ký đọc, đơn vị không đọc.",
    "Needed where the value differs from the unit's own; the secretariat reads it, the unit not.",
  ],
  accept: ["Lấy giá trị đơn vị tự chấm, sang tiêu chí sau (A)", "Take the unit's value, go on (A)"],
  steps: ["Tiêu chí trước, sau", "Previous and next criterion"],
  previous: ["← Trước", "← Previous"],
  next: ["Tiếp theo →", "Next →"],
  press: ["Bấm ", "Press "],
  forKeys: [" để xem phím tắt.", " for the keyboard shortcuts."],
});

export const placeOfScore = (unit, code) =>
  `#/score/${encodeURIComponent(unit)}/${encodeURIComponent(code)}`;

/** A unit with what it sent and the member's second scores. */
export async function loadSecond(page, id) {
  const path = `${known.path}/${encodeURIComponent(id)}`;
  const [criteria, reply, previous, seconds] = await Promise.all([
    call("GET", `${path}/criteria`),
    call("GET", `${path}/sheet`),
    call("GET", `${path}/previous`),
    call("GET", `${known.path}/second-scores/mine`),
  ]);
  const { leaves } = catalogue(criteria);
  const { number } = passOf(reply.windows);
  const who = account.email;
  const sheet = new SecondSheet({ path, number, who, leaves, changed: page.soon, reply });
  await sheet.load();
  return { seconds, second: { id, path, leaves, previous, sheet } };
}

/** Whether a second score of the criterion is not taken now. */
const isLocked = ({ sheet }, code) =>
  !passOf(sheet.reply.windows).open || Boolean(sheet.refusal) || !sheet.seconds.includes(code);

/** To what is so many places further in the list of second scores; to the list at its end. */
function stepOfScore(by) {
  const { second, open, seconds } = known;
  const rows = seconds.to_score;
  const here = rows.findIndex(({ unit, criterion }) => unit === second.id && criterion === open);
  const next = rows[here + by];
  location.hash = next ? placeOfScore(next.unit, next.criterion) : "#/second";
}

/** What the keys work on here; null where no criterion is open. */
export function scoreAtHand({ second, open }) {
  if (!second?.leaves[open]) return null;
  const locked = isLocked(second, open);
  return {
    unit: second,
    code: open,
    sheet: second.sheet,
    locked,
    step: stepOfScore,
    home: "second",
  };
}

export function SecondScore({ page, state }) {
  const { second, open, beside } = state;
  const leaf = second?.leaves[open];
  if (!leaf) return html`<${Opening} />`;
  return html`<section class="panel" aria-labelledby="leaf-title">
      <p class="crumb">
        <a href="#/second" class="back">${T.back}</a>
        <span>${of(second.sheet.reply.name)}</span>
        <span>${leaf.area.code}. ${of(leaf.area.title)}</span>
      </p>
      <h1 id="leaf-title" tabindex="-1">
        <span class="code">${leaf.code}</span> ${of(leaf.title)}
      </h1>
      <${Problem} state=${state} />
      <p class="notice">${T.blind}</p>
      <div class="with-guide">
        <div class="work">
          <${Own} unit=${second} leaf=${leaf} />
          <${EvidenceList} page=${page} unit=${second} code=${leaf.code} />
          <${Before} unit=${second} code=${leaf.code} />
          <${Form} second=${second} leaf=${leaf} />
        </div>
        <${Guide} leaf=${leaf} />
      </div>
      <nav class="steps" aria-label=${T.steps}>
        <button type="button" class="button plain" onClick=${() => stepOfScore(-1)}>
          ${T.previous}
        </button>
        <button type="button" class="button" onClick=${() => stepOfScore(1)}>${T.next}</button>
      </nav>
      <p class="soft keys-hint">${T.press}<kbd>?</kbd>${T.forKeys}</p>
    </section>
    ${beside && html`<${Viewer} page=${page} beside=${beside} />`}`;
}

function Form({ second, leaf }) {
  const { sheet, leaves } = second;
  const { code } = leaf;
  const { number } = passOf(sheet.reply.windows);
  const locked = isLocked(second, code);
  const acceptable = !locked && sheet.own(code)?.value != null;
  const accept = () => {
    sheet.takeOver(code);
    stepOfScore(1);
  };
  return html`<section class="block council-value" aria-label=${T.title}>
    <h2>${T.title} <span class="soft">${nameOfPass(number)}</span></h2>
    ${locked && html`<p class="notice">${T.locked}</p>`}
    <${Conflict} state=${{ leaves }} sheet=${sheet} code=${code} />
    ${
      acceptable &&
      html`<p>
        <button type="button" class="button" id="accept" onClick=${accept}>${T.accept}</button>
      </p>`
    }
    <${Values} sheet=${sheet} leaf=${leaf} locked=${locked} />
    <${Reason} sheet=${sheet} code=${code} locked=${locked} hint=${T.reason} />
  </section>`;
}
