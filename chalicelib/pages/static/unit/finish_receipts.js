// What a unit keeps of its submissions: the receipt of the last one, those of the ones before.

import { follow } from "acts";
import { html } from "parts";
import { of, stamp, until, words } from "words";

const T = words({
  reopenedUntil: (time) => [
    `Bản đã gửi được mở lại để sửa, đến ${time}.`,
    `The submitted self-assessment is open again until ${time}.`,
  ],
  reopened: ["Bản đã gửi được mở lại để sửa.", "The submitted self-assessment is open again."],
  reason: ["Lý do", "Reason"],
  untilThen: [
    " Cho đến khi gửi lại, trạng thái nộp vẫn là của lần gửi trước.",
    " Until it is sent again, the earlier submission keeps its state.",
  ],
  receipt: ["Biên nhận", "Receipt"],
  onTime: ["gửi đúng hạn", "sent on time"],
  late: ["gửi quá hạn", "sent late"],
  wasReopened: [
    "bản đã gửi được mở lại; biên nhận vẫn chứng minh bản đã gửi lúc đó",
    "opened again; the receipt still proves what was sent then",
  ],
  wasReplaced: [
    "đã có lần gửi sau; biên nhận vẫn chứng minh bản đã gửi lúc đó",
    "sent again later; the receipt still proves what was sent then",
  ],
  download: ["Tải biên nhận", "Download"],
  submittedOnTime: ["Đã gửi đúng hạn", "Submitted on time"],
  submittedLate: ["Đã gửi (quá hạn)", "Submitted (late)"],
  submitted: ["đã gửi phiếu tự đánh giá lúc", "submitted its self-assessment at"],
  number: ["Số biên nhận", "Receipt number"],
  digest: ["Mã số bản đã gửi", "Digest of what was sent"],
  reportDigest: ["Mã số báo cáo đã ký", "Digest of the signed report"],
  code: ["Mã QR của biên nhận", "QR code of the receipt"],
  keep: [
    "Giữ tệp biên nhận này: ai có nó cũng kiểm tra được rằng bản được thẩm định đúng là bản " +
      "đã gửi.",
    "Keep the receipt: anyone who holds it can check that what is appraised is what was sent.",
  ],
  downloadReceipt: ["Tải biên nhận", "Download the receipt"],
  print: ["In", "Print"],
  check: ["Kiểm tra biên nhận", "Check the receipt"],
  earlier: ["Các lần gửi trước", "Earlier submissions"],
});
/** What became of a submission that is not the current one, by the state of its receipt. */
const BECAME = { reopened: "wasReopened", replaced: "wasReplaced" };

/** The receipt as a file, as the check of receipts takes it. */
function keep({ state, ...receipt }) {
  const written = JSON.stringify(receipt, null, 1);
  const file = new Blob([written], { type: "application/json" });
  follow(URL.createObjectURL(file), `bien-nhan-${receipt.receipt}.json`);
}

/** A sheet that was sent and is open again: until when, why, and what the receipts still say. */
export function Reopened({ unit, receipts }) {
  const { closes, reason } = unit.windows.self_assessment;
  return html`<div class="notice">
    <p>
      <b>${closes ? T.reopenedUntil(until(closes)) : T.reopened}</b>
      ${reason && ` ${T.reason}: ${reason}.`}${T.untilThen}
    </p>
    <${Receipts} receipts=${receipts} />
  </div>`;
}

const Receipts = ({ receipts }) =>
  html`<ul class="issued">
    ${receipts.map((receipt) => html`<${Issued} key=${receipt.signature} receipt=${receipt} />`)}
  </ul>`;

function Issued({ receipt }) {
  const punctual = receipt.on_time ? T.onTime : T.late;
  const sent = `${punctual}, ${stamp(receipt.submitted_at)}; ${T[BECAME[receipt.state]]}.`;
  return html`<li>
    <b>${T.receipt} ${receipt.receipt}</b>: ${sent}${" "}
    <button type="button" class="link" onClick=${() => keep(receipt)}>
      ${T.download} <span class="unseen">${receipt.receipt}</span>
    </button>
  </li>`;
}

/** The receipt of the submission that is current, and those of earlier ones. */
export function Receipt({ state, receipt, earlier }) {
  const name = of(state.unit.unit.name);
  return html`<section class="panel receipt">
    <p class="good">✓ ${receipt.on_time ? T.submittedOnTime : T.submittedLate}</p>
    <h1 tabindex="-1">${T.receipt}</h1>
    <p class="lead">${name} ${T.submitted} ${stamp(receipt.submitted_at)}.</p>
    <${Numbers} receipt=${receipt} />
    <p>${T.keep}</p>
    <p class="buttons">
      <button type="button" class="button" onClick=${() => keep(receipt)}>
        ${T.downloadReceipt}
      </button>
      ${" "}
      <button type="button" class="button plain" onClick=${() => print()}>${T.print}</button>
      ${" "}
      <a class="button plain" href=${receipt.check}>${T.check}</a>
    </p>
    ${
      earlier.length > 0 &&
      html`<div class="block"><h2>${T.earlier}</h2><${Receipts} receipts=${earlier} /></div>`
    }
  </section>`;
}

function Numbers({ receipt }) {
  return html`<div class="with-code">
    <dl class="rows">
      <div><dt>${T.number}</dt><dd class="number">${receipt.receipt}</dd></div>
      <div><dt>${T.digest}</dt><dd><code>${receipt.digest}</code></dd></div>
      <div><dt>${T.reportDigest}</dt><dd><code>${receipt.report_sha256}</code></dd></div>
    </dl>
    <img src=${receipt.qr} alt=${T.code} width="220" height="220" />
  </div>`;
}
