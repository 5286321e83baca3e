// One unit: its criteria at the side, one of them open, or how far the unit is.

import { ActsOf } from "acceptances";
import { Problem } from "acts";
import { AppraisalPanel } from "appraisal_panel";
import { Bulk } from "bulk";
import { nameOfPass, passOf } from "council_head";
import {
  clearOf,
  state as known,
  placeOfLeaf,
  progressOf,
  shown,
  stateOf,
  workOf,
} from "council_state";
import { CouncilTree } from "council_tree";
import { Viewer } from "evidence_beside";
import { Opening } from "opening";
import { html } from "parts";
import { of, stamp, words } from "words";

const T = words({
  back: ["← Các đơn vị", "← Units"],
  sentAt: (at) => [`Đơn vị gửi phiếu lúc ${at}.`, `The unit submitted at ${at}.`],
  notSent: [
    "Đơn vị chưa gửi phiếu tự đánh giá nên chưa có gì để xem; vẫn chấm được từng tiêu chí.",
    "The unit has not submitted its self-assessment, so there is nothing to see yet;" +
      " criteria can be appraised all the same.",
  ],
  reopened: [
    "Phiếu đang được mở lại cho đơn vị sửa; dưới đây là nội dung của lần gửi gần nhất.",
    "The self-assessment is open again for the unit; what follows is its latest submission.",
  ],
  appraised: (done, all) => [
    `Đã thẩm định ${done} / ${all} tiêu chí được phân công.`,
    `${done} of ${all} assigned criteria are appraised.`,
  ],
  proposed: (done, all) => [
    `Đã đề xuất ${done} / ${all} tiêu chí được giúp việc.`,
    `${done} of ${all} criteria that you prepare have a proposal.`,
  ],
  goOn: ["Thẩm định tiếp", "Go on"],
  propose: ["Đề xuất tiếp", "Go on proposing"],
  notMine: [
    "Không có tiêu chí nào của đơn vị này được phân công cho Ông/Bà; ở đây chỉ xem." +
      " Ai thẩm định phần nào: xem mục Phân công.",
    "Nothing of this unit is assigned to you; you can only read. Who appraises what is told under" +
      " Assignments.",
  ],
  saves: [
    "Giá trị được lưu ngay khi nhập; không phải gửi đi.",
    "Values are saved as you enter them; there is nothing to submit.",
  ],
  finished: ["Đã thẩm định xong.", "All done."],
  changeable: [
    "Không phải gửi đi; còn sửa được đến khi lần thẩm định đóng.",
    "There is nothing to submit; values can be changed until the appraisal closes.",
  ],
  others: ["Về danh sách đơn vị", "Back to the units"],
});

export function Appraisal({ page, state }) {
  const { unit, open, beside } = state;
  if (!unit) return html`<${Opening} />`;
  const leaf = unit.leaves[open];
  return html`${!beside && html`<${CouncilTree} page=${page} state=${state} unit=${unit} />`}
    ${
      leaf
        ? html`<${AppraisalPanel} key=${open} page=${page} state=${state} unit=${unit}
            leaf=${leaf} />`
        : html`<${Summary} page=${page} state=${state} unit=${unit} />`
    }
    ${beside && html`<${Viewer} page=${page} beside=${beside} />`}`;
}

/** How far the unit is, where to go on, and what can be accepted in one act. */
function Summary({ page, state, unit }) {
  const { name, sent, submitted_at: submitted } = unit.sheet.reply;
  const { proposes, codes } = workOf(unit);
  const { done, of: all } = progressOf(unit, codes);
  const { number, open } = passOf(unit.sheet.reply.windows);
  const [next] = shown(unit).filter((code) => stateOf(unit, code) === "missing");
  const finished = all > 0 && done === all;
  return html`<section class="panel">
    <p class="crumb"><a href="#/">${T.back}</a></p>
    <h1 tabindex="-1">${of(name)}</h1>
    <${Problem} state=${state} />
    <p class="lead">
      ${nameOfPass(number)}. ${sent ? T.sentAt(stamp(sent.submitted_at)) : T.notSent}
    </p>
    ${sent && !submitted && html`<p class="notice">${T.reopened}</p>`}
    <p>
      ${!codes.length ? T.notMine : proposes ? T.proposed(done, all) : T.appraised(done, all)}${" "}
      ${finished && !proposes && T.finished}${" "}
      ${open && !proposes && (finished ? T.changeable : codes.length > 0 && T.saves)}
    </p>
    ${finished && html`<p><a class="button" href="#/">${T.others}</a></p>`}
    ${
      next &&
      codes.length > 0 &&
      html`<p>
        <a class="button" href=${placeOfLeaf(unit.id, next)}>
          ${proposes ? T.propose : T.goOn}
        </a>
      </p>`
    }
    ${
      open &&
      codes.length > 0 &&
      !finished &&
      !proposes &&
      html`<${Bulk} page=${page} path=${known.path} number=${number}
        entries=${clearOf(unit).map((leaf) => ({ unit: unit.id, leaf }))}
        after=${() => unit.sheet.load()} />`
    }
    <${ActsOf} page=${page} state=${state} after=${() => unit.sheet.load()}
      touches=${({ changed }) => unit.id in changed} />
  </section>`;
}
