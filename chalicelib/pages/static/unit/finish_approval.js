// Two stages of the end: the leader's approval, and the signed report.

import { isApproved, isComplete, isSending, isSigned, isUnsaved, loadApproval } from "finish_state";
import { html } from "parts";
import { put } from "put_file";
import { account, call, fresh } from "session";
import { Loud, Quiet } from "verdicts";
import { of, stamp, words } from "words";
import { nameOf } from "workspace";

const T = words({
  approved: (name, time) => [
    `${name} đã phê duyệt lúc ${time}. Sửa bất cứ mục nào sẽ làm phê duyệt mất hiệu lực.`,
    `${name} approved at ${time}. Any change voids it.`,
  ],
  digest: ["Mã số phiếu tự đánh giá", "Digest"],
  code: ["Mã QR của bản đã phê duyệt", "QR code of what was approved"],
  aboutCode: [
    "Mã QR in trên báo cáo: quét để kiểm tra bản in đúng là bản đã phê duyệt, đã gửi.",
    "The QR code is printed on the report: scan it to check that the print is what was " +
      "approved and sent.",
  ],
  approve: ["Phê duyệt phiếu tự đánh giá này", "Approve this self-assessment"],
  waiting: [
    "Chờ lãnh đạo đơn vị đăng nhập và phê duyệt.",
    "Waiting for the unit's leader to sign in and approve.",
  ],
  uploaded: ["gửi lúc", "uploaded"],
  scan: [
    "Báo cáo này không có chữ ký số (bản quét): hãy chắc chắn bản giấy đã được ký và đóng dấu.",
    "This report has no digital signature (a scan): make sure that the paper was signed and " +
      "stamped.",
  ],
  replace: ["Thay báo cáo khác", "Replace it"],
  choose: ["Chọn báo cáo đã ký (PDF)", "Choose the signed report (PDF)"],
  sending: ["Đang gửi báo cáo", "Sending the report"],
  afterApproval: [
    "Sau khi phê duyệt: in báo cáo, ký, đóng dấu hoặc ký số, rồi gửi tệp PDF ở đây.",
    "After approval: print, sign and stamp it or sign it digitally, then upload the PDF here.",
  ],
});

const changes = {
  show: (_state, { approval, receipts }) => ({ approval, receipts }),
  /** How much of the report has arrived, from 0 to 1; null when none is being sent. */
  send: (_state, sending) => ({ sending }),
};

export function Approving({ page, state }) {
  const { approval } = state;
  return html`
    ${approval.state === "voided" && html`<p class="notice">${of(approval.void)}</p>`}
    ${isApproved(state) && html`<${Approved} approval=${approval} />`}
    ${!isApproved(state) && html`<${Approve} page=${page} state=${state} />`}
  `;
}

function Approved({ approval }) {
  const name = nameOf(approval.approved_by);
  return html`<div class="with-code">
      <p>
        ${T.approved(name, stamp(approval.approved_at))}<br />
        <span class="soft">${T.digest}: <code>${approval.digest}</code></span>
      </p>
      <img src=${approval.qr} alt=${T.code} width="120" height="120" />
    </div>
    <p class="soft">${T.aboutCode}</p>`;
}

function Approve({ page, state }) {
  if (account.role !== "leader") return html`<p>${T.waiting}</p>`;
  const act = page.transitions(changes);
  const approve = page.run(async () => {
    const { version } = state.approval;
    await call("POST", `${state.path}/approve`, { save_id: fresh(), version });
    act.show(await loadApproval(state));
  });
  const disabled = state.busy || !isComplete(state) || isUnsaved(state);
  return html`<button type="button" class="button" disabled=${disabled} onClick=${approve}>
    ${T.approve}
  </button>`;
}

export function Signing({ page, state }) {
  return html`
    ${isSigned(state) && html`<${SignedReport} report=${state.approval.report} />`}
    ${isApproved(state) && html`<${ChooseReport} page=${page} state=${state} />`}
    ${!isApproved(state) && html`<p class="soft">${T.afterApproval}</p>`}
  `;
}

/** Whether a report has no digital signature, so that only people can tell who signed it. */
const isScan = ({ verdicts }) =>
  verdicts.some((verdict) => verdict.kind === "signature" && verdict.outcome === "good") &&
  !verdicts.some((verdict) => verdict.kind === "signer");

function SignedReport({ report }) {
  return html`<p>${report.name} · ${T.uploaded} ${stamp(report.uploaded_at)}</p>
    ${isScan(report) && html`<p class="notice">${T.scan}</p>`}
    <${Loud} file=${report} /><${Quiet} file=${report} />`;
}

function ChooseReport({ page, state }) {
  const choose = page.run((event) => upload(page, state, event.target), { aside: true });
  return html`<p>
      <label class="button plain" for="report">${isSigned(state) ? T.replace : T.choose}</label>
      <input id="report" class="unseen" type="file" accept="application/pdf,.pdf"
        disabled=${isSending(state)} onChange=${choose} />
    </p>
    ${
      isSending(state) &&
      html`<progress class="bar" max="1" value=${state.sending} aria-label=${T.sending}></progress>`
    }`;
}

async function upload(page, state, input) {
  const act = page.transitions(changes);
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  const { name, size } = file;
  const type = "application/pdf";
  act.send(0);
  try {
    const form = await call("POST", `${state.path}/report/forms`, { name, size, type });
    await put(form, file, act.send);
    await call("POST", `${state.path}/report`, { evidence: form.evidence });
  } finally {
    act.send(null);
  }
  act.show(await loadApproval(state));
}
