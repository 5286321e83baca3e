// What helpers propose: the helper is told that it is a proposal, the appraiser confirms it with
// one press, which saves it like anything that the appraiser types.

import { isPrepared, step, whyLocked } from "council_state";
import { wordsOf } from "criterion";
import { html } from "parts";
import { moment, score, words } from "words";

const T = words({
  title: ["Đề xuất của người giúp việc", "What a helper proposes"],
  by: (who, at) => [`${who} đề xuất lúc ${at}`, `proposed by ${who}, ${at}`],
  points: ["điểm", "points"],
  confirm: ["Xác nhận đề xuất (D)", "Confirm the proposal (D)"],
  same: ["Giá trị của Ông/Bà đang giống đề xuất.", "Your value is the same as the proposal."],
  preparing: [
    "Ông/Bà giúp việc cho người thẩm định: giá trị lưu ở đây là đề xuất, chưa phải điểm Hội đồng.",
    "You prepare for the appraiser: what is saved here is a proposal, not the council's value.",
  ],
  appraised: ["Người thẩm định đã chấm", "The appraiser has given"],
});

/** Take over what is proposed for a criterion and go on; stay where a reason is missing. */
export function confirm(unit, code) {
  const { sheet } = unit;
  if (whyLocked(unit, code) || isPrepared(unit, code) || !sheet.proposed(code)) return;
  sheet.confirm(code);
  if (sheet.lacksReason(code)) document.getElementById("reason")?.focus();
  else step(1);
}

/** For the appraiser: who proposed what, and the button that confirms it. */
export function Proposed({ unit, leaf, locked }) {
  const { sheet } = unit;
  const proposal = sheet.proposed(leaf.code);
  if (!proposal) return null;
  const { value, points, comment, saved_by: who, saved_at: at } = proposal;
  const isSame = JSON.stringify(sheet.entry(leaf.code).value) === JSON.stringify(value);
  return html`<div class="notice" id="proposal">
    <p>
      <b>${T.title}.</b> ${wordsOf(leaf, "value", value)}:${" "}
      ${score(points)} / ${score(leaf.max)} ${T.points}.
      ${comment && html` <span class="said">“${comment}”</span>`}
    </p>
    <p class="soft">${T.by(who, moment(at))}</p>
    ${isSame && html`<p>${T.same}</p>`}
    ${
      !isSame &&
      !locked &&
      html`<p>
        <button type="button" class="button" id="confirm-proposal"
          onClick=${() => confirm(unit, leaf.code)}>
          ${T.confirm}
        </button>
      </p>`
    }
  </div>`;
}

/** For the helper: that this is a proposal, and what the appraiser has given already. */
export function Prepared({ unit, leaf }) {
  const { value } = unit.sheet.entry(leaf.code);
  return html`<p class="notice" id="preparing">${T.preparing}</p>
    ${value != null && html`<p><b>${T.appraised}.</b> ${wordsOf(leaf, "value", value)}</p>`}`;
}
