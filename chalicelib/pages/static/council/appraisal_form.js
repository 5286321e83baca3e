// The council's value of one criterion: the unit's own taken over, or another with a reason.

import { nameOfPass, passOf } from "council_head";
import { isAppraised, isPrepared, sheetOf, stateOf, step, whyLocked } from "council_state";
import { Conflict, wordsOf } from "criterion";
import { ExplanationRequest } from "explanation_request";
import { Values } from "leaf_values";
import { html } from "parts";
import { Prepared, Proposed } from "proposals";
import { detail, moment, score, words } from "words";

const T = words({
  title: ["Hội đồng chấm", "The council's value"],
  proposal: ["Đề xuất", "Proposal"],
  propose: ["Đề xuất như đơn vị chấm (A)", "Propose the unit's value (A)"],
  accept: ["Chấp nhận, sang tiêu chí sau (A)", "Accept and go on (A)"],
  reason: ["Lý do, nhận xét", "Reason or comment"],
  whenNeeded: [
    "Bắt buộc khi giá trị khác với giá trị đơn vị tự chấm; đơn vị sẽ đọc.",
    "Needed where the value differs from the unit's own; the unit will read it.",
  ],
  needed: [
    "Giá trị khác với giá trị đơn vị tự chấm: ghi lý do thì mới lưu.",
    "The value differs from the unit's own: it is saved once a reason is given.",
  ],
  first: ["Lần 1", "First appraisal"],
  points: ["điểm", "points"],
  savedBy: (who, at) => [`${who} lưu lúc ${at}`, `saved by ${who}, ${at}`],
});
/** Why nothing can be given here. */
const LOCKS = words({
  survey: ["Điểm này lấy từ điều tra xã hội học.", "These points come from the survey."],
  external: ["Số liệu này do cơ quan chủ trì nhập.", "The authority enters this figure."],
  notApplicable: [
    "Tiêu chí này không áp dụng cho đơn vị.",
    "This criterion does not apply to the unit.",
  ],
  notMine: [
    "Tiêu chí này không được phân công cho Ông/Bà; chỉ xem.",
    "This criterion is not assigned to you; you can only read it.",
  ],
  closed: ["Hiện không trong thời hạn thẩm định; chỉ xem.", "The appraisal is not open now."],
});

export function AppraisalForm({ page, unit, leaf }) {
  const { code } = leaf;
  const [sheet, prepared] = [sheetOf(unit, code), isPrepared(unit, code)];
  const why = whyLocked(unit, code);
  const { number } = passOf(sheet.reply.windows);
  return html`<section class="block council-value" aria-label=${T.title}>
    <h2>${prepared ? T.proposal : T.title} <span class="soft">${nameOfPass(number)}</span></h2>
    ${why && html`<p class="notice">${LOCKS[why]}</p>`}
    <${First} sheet=${sheet} leaf=${leaf} />
    ${
      prepared
        ? html`<${Prepared} unit=${unit} leaf=${leaf} />`
        : html`<${Proposed} unit=${unit} leaf=${leaf} locked=${Boolean(why)} />`
    }
    <${Conflict} state=${{ leaves: unit.leaves }} sheet=${sheet} code=${code} />
    ${isAppraised(leaf) && html`<${Fields} unit=${unit} leaf=${leaf} locked=${Boolean(why)} />`}
    <${ExplanationRequest} page=${page} unit=${unit} code=${code}
      locked=${Boolean(why) || prepared || number === 2 || !sheet.reply.sent} />
  </section>`;
}

function Fields({ unit, leaf, locked }) {
  const { code } = leaf;
  const sheet = sheetOf(unit, code);
  const acceptable = !locked && sheet.own(code)?.value != null;
  const accept = () => {
    sheet.takeOver(code);
    step(1);
  };
  return html`${
    acceptable &&
    html`<p>
      <button type="button" class="button" id="accept" onClick=${accept}>
        ${isPrepared(unit, code) ? T.propose : T.accept}
      </button>
    </p>`
  }
    <${Values} sheet=${sheet} leaf=${leaf} locked=${locked} />
    <${Reason} sheet=${sheet} code=${code} locked=${locked} />
    <${SavedBy} sheet=${sheet} code=${code} done=${stateOf(unit, code) === "done"} />`;
}

export function Reason({ sheet, code, locked, hint = T.whenNeeded }) {
  const lacking = sheet.lacksReason(code);
  const refused = sheet.faults[code];
  return html`<p class="field">
    <label for="reason">${T.reason}</label>
    <span class="hint" id="reason-hint">
      ${lacking ? html`<strong class="need">${T.needed}</strong>` : hint}
    </span>
    ${refused && html`<span class="wrong">${detail(refused)}</span>`}
    <textarea id="reason" rows="2" maxlength="4000" disabled=${locked}
      aria-describedby="reason-hint" value=${sheet.explanation(code)}
      onInput=${(event) => sheet.edit(code, { explanation: event.target.value })}></textarea>
  </p>`;
}

function SavedBy({ sheet, code, done }) {
  const { saved_by: who, saved_at: at } = sheet.entry(code);
  return done && who && at ? html`<p class="soft">${T.savedBy(who, moment(at))}</p>` : null;
}

/** What the first pass gave, while the final one is worked in. */
function First({ sheet, leaf }) {
  const before = sheet.before(leaf.code);
  if (before?.value == null) return null;
  return html`<p>
    <b>${T.first}.</b> ${wordsOf(leaf, "value", before.value)}:${" "}
    ${score(before.points)} / ${score(leaf.max)} ${T.points}.
    ${before.comment && html` <span class="said">“${before.comment}”</span>`}
  </p>`;
}
