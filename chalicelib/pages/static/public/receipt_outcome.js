// What became of a receipt or of a printed report: the verdict, what was sent, the signed report.

import { html } from "parts";
import { isPrint } from "receipt_reading";
import { of, stamp, words } from "words";

const T = words({
  unknown: ["Không khớp với bản nào đang có hiệu lực", "It matches nothing in force"],
  unknownWhy: [
    "Bản in này không phải bản được phê duyệt hoặc đã gửi gần nhất của đơn vị: có thể đơn vị đã " +
      "sửa và phê duyệt lại. Hãy dùng bản in mới nhất, hoặc hỏi đơn vị.",
    "This print is not what the unit last approved or sent: it may have been edited and " +
      "approved again. Use the latest print, or ask the unit.",
  ],
  altered: [
    "Biên nhận này không phải do hệ thống cấp, hoặc đã bị sửa",
    "This receipt was not issued here, or was altered",
  ],
  alteredWhy: [
    "Chỉ cần khác một ký tự là không còn đúng. Hãy lấy lại biên nhận từ trang “Phê duyệt và " +
      "gửi” của đơn vị rồi kiểm tra lại.",
    "One changed character is enough. Get the receipt again from the unit's page “Approve and " +
      "submit”, then check again.",
  ],
  notSent: ["Đã phê duyệt, chưa gửi", "Approved, not submitted"],
  notSentWhy: [
    "Bản in này đúng là bản đang được phê duyệt. Đơn vị chưa gửi đi.",
    "This print is the approved report. The unit has not submitted it yet.",
  ],
  void: ["Phê duyệt này không còn hiệu lực", "This approval is void"],
  voidWhy: [
    "Đơn vị đã sửa sau khi phê duyệt và chưa gửi bản này.",
    "The unit edited it after its approval and has not submitted this.",
  ],
  same: [
    "Đúng: bản đang được thẩm định chính là bản đã gửi",
    "Right: what is appraised is what was sent",
  ],
  sameWhy: [
    "Không một số liệu, giải trình hay tài liệu nào khác đi kể từ khi gửi.",
    "No value, explanation or file differs from what was sent.",
  ],
  later: [
    "Biên nhận thật, nhưng sau đó đơn vị đã gửi lại bản khác",
    "A genuine receipt, but the unit has sent another one since",
  ],
  laterWhy: (at, receipt) => [
    `Bản được thẩm định là bản gửi lúc ${at}, biên nhận ${receipt}.`,
    `What is appraised was sent at ${at}, receipt ${receipt}.`,
  ],
  reopened: ["Bản đã gửi được mở lại và đang sửa", "It was opened again and is being edited"],
  reopenedWhy: [
    "Bản hiện nay khác bản đã gửi; đơn vị chưa gửi lại.",
    "It differs from what was sent; the unit has not sent it again yet.",
  ],
  differs: [
    "Biên nhận thật, nhưng bản đang lưu khác bản đã gửi",
    "A genuine receipt, but what is stored differs from what was sent",
  ],
  differsWhy: [
    "Hãy báo ngay cho bộ phận điều hành của kỳ đánh giá, kèm biên nhận này.",
    "Tell the operations staff of the round at once, with this receipt.",
  ],
  unit: ["Đơn vị", "Unit"],
  round: ["Kỳ đánh giá", "Round"],
  approved: ["Phê duyệt", "Approved"],
  sent: ["Gửi lúc", "Sent"],
  onTime: ["đúng hạn", "on time"],
  late: ["quá hạn", "late"],
  number: ["Số biên nhận", "Receipt number"],
  report: ["Báo cáo đã ký", "Signed report"],
  noReport: ["chưa chọn tệp để đối chiếu", "no file chosen to compare"],
  isReport: (name) => [`“${name}” đúng là báo cáo đã gửi`, `“${name}” is the report that was sent`],
  isNotReport: (name) => [
    `“${name}” không phải báo cáo đã gửi`,
    `“${name}” is not the report that was sent`,
  ],
});

const SIGNS = { good: "✓", need: "!", wrong: "✗" };
const verdict = (look) => (title, why) => ({ look, title, why });
const good = verdict("good");
const need = verdict("need");
const wrong = verdict("wrong");

function onPrint(found) {
  if (!found.known) return wrong(T.unknown, T.unknownWhy);
  if (found.submission) return onSent(found) ?? need(T.reopened, T.reopenedWhy);
  return found.approved_at ? need(T.notSent, T.notSentWhy) : need(T.void, T.voidWhy);
}

function onReceipt(found) {
  if (!found.valid) return wrong(T.altered, T.alteredWhy);
  const changed = () =>
    found.state === "reopened" ? need(T.reopened, T.reopenedWhy) : wrong(T.differs, T.differsWhy);
  return onSent(found) ?? changed();
}

/** Of what was sent, unless the unit has changed it since. */
function onSent({ unchanged, later }) {
  if (unchanged) return good(T.same, T.sameWhy);
  return later && need(T.later, T.laterWhy(stamp(later.submitted_at), later.receipt));
}

export function Outcome({ state: { held, found, report } }) {
  const { look, title, why } = isPrint(held) ? onPrint(found) : onReceipt(found);
  return html`<section class="outcome ${look}" aria-labelledby="outcome">
    <h2 id="outcome" tabindex="-1" class=${look}>
      <span aria-hidden="true">${SIGNS[look]}</span> ${title}
    </h2>
    <p>${why}</p>
    ${
      (found.known || found.valid) &&
      html`<${Rows} found=${found} report=${report}
        sent=${isPrint(held) ? found.submission : found.valid && held} />`
    }
  </section>`;
}

/** Whose it is and when it was sent; `sent` are the parts of its receipt. */
function Rows({ found, sent, report }) {
  return html`<dl class="rows">
    <${Row} name=${T.unit}><b>${of(found.name)}</b></${Row}>
    <${Row} name=${T.round}>${of(found.title)}</${Row}>
    ${found.approved_at && html`<${Row} name=${T.approved}>${stamp(found.approved_at)}</${Row}>`}
    ${sent && html`<${Sent} sent=${sent} report=${report} />`}
  </dl>`;
}

const Row = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

function Sent({ sent, report }) {
  return html`<${Row} name=${T.sent}>
      ${stamp(sent.submitted_at)} – <b>${sent.on_time ? T.onTime : T.late}</b>
    </${Row}>
    <${Row} name=${T.number}><span class="number">${sent.receipt}</span></${Row}>
    <${Row} name=${T.report}>
      <${Compared} report=${report} wanted=${sent.report_sha256} />
    </${Row}>`;
}

function Compared({ report, wanted }) {
  if (!report) return T.noReport;
  if (report.sha256 === wanted) return html`<span class="good">✓ ${T.isReport(report.name)}</span>`;
  return html`<span class="wrong">✗ ${T.isNotReport(report.name)}</span>`;
}
