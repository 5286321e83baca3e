// The end: check, approve, sign, upload, submit, keep the receipt.

import { download, follow, Problem, runner } from "acts";
import { Conflict } from "criterion";
import { Loud, Quiet, standing } from "files";
import { html } from "parts";
import { account, call, fresh } from "session";
import { put } from "uploads";
import { detail, number, of, say, size, stamp, until } from "words";
import { nameOf } from "workspace";

export function Finish({ desk, paint, refresh }) {
  const run = runner(desk, paint),
    { approval } = desk;
  if (desk.finishing !== desk.unit) {
    desk.finishing = desk.unit;
    load(desk).then(paint, (problem) => {
      desk.problem = problem;
      paint();
    });
  }
  const [latest, ...earlier] = desk.receipts ?? [];
  if (latest?.state === "stands")
    return html`<${Receipt} desk=${desk} receipt=${latest} earlier=${earlier} />`;
  if (!approval)
    return html`<section class="panel"><h1>${say("Phê duyệt và gửi", "Approve and submit")}</h1><${Problem} state=${desk} /><p role="status">${say("Đang mở…", "Opening…")}</p></section>`;
  const { missing } = approval,
    complete = missing.length === 0,
    approved = approval.state === "approved",
    signed = approved && approval.report;
  return html`<section class="panel finish"><h1>${say("Phê duyệt và gửi", "Approve and submit")}</h1><${Problem} state=${desk} />${latest && html`<${Reopened} desk=${desk} receipts=${desk.receipts} />`}<ol class="stages">
    <${Stage} n="1" done=${complete} title=${say("Kiểm tra đã đủ", "Check that nothing is missing")}>
      ${complete ? html`<p>${say("Mọi tiêu chí đã có số liệu, tài liệu hoặc giải trình.", "Every criterion has its value, and evidence or an explanation.")}</p>` : html`<${Leaves} lead=${(count) => say(`Còn ${count} tiêu chí chưa đủ:`, `${count} criteria are incomplete:`)} label=${say("Những việc còn thiếu", "What is missing")} findings=${missing} />`}
      ${approval.doubts.length > 0 && html`<div class="doubt"><${Leaves} lead=${(count) => say(`${count} tiêu chí có số liệu khác thường. Vẫn gửi được, nhưng xin kiểm tra lại:`, `${count} criteria have unusual figures. They can be sent, but please check:`)} label=${say("Số liệu cần xem lại", "Figures to look at again")} findings=${approval.doubts} /></div>`}
      ${desk.sheet.waiting > 0 && html`<p class="wrong">${say(`${desk.sheet.waiting} tiêu chí trên máy này chưa lưu được; hãy xem lại trước khi phê duyệt.`, `${desk.sheet.waiting} criteria on this computer are not saved; look at them first.`)}</p>`}</${Stage}>
    <${Stage} n="2" done=${Object.keys(desk.sheet.entries).some((code) => code.startsWith("report:"))} title=${say("Báo cáo tự chấm điểm", "Report")}>
      <${Text} desk=${desk} code="report:difficulties" label=${say("Khó khăn, vướng mắc", "Difficulties")} /><${Text} desk=${desk} code="report:proposals" label=${say("Đề xuất, kiến nghị", "Proposals")} />
      <p class="buttons"><a class="button plain" href="/report" target="_blank" rel="noopener">${say("Xem và in báo cáo", "Read and print the report")}</a> <button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => download(`${desk.path}/report.docx`, `bao-cao-${account.round}-${account.unit}.docx`))}>${say("Tải báo cáo Word", "Download as Word")}</button></p></${Stage}>
    <${Stage} n="3" done=${approved} title=${say("Lãnh đạo phê duyệt", "The leader approves")}>
      ${approval.state === "voided" && html`<p class="notice">${of(approval.void)}</p>`}
      ${
        approved
          ? html`<div class="with-code"><p>${say(`${nameOf(approval.approved_by)} đã phê duyệt lúc ${stamp(approval.approved_at)}. Sửa bất cứ mục nào sẽ làm phê duyệt mất hiệu lực.`, `${nameOf(approval.approved_by)} approved at ${stamp(approval.approved_at)}. Any change voids it.`)}<br /><span class="soft">${say("Mã số phiếu tự đánh giá", "Digest")}: <code>${approval.digest}</code></span></p><img src=${approval.qr} alt=${say("Mã QR của bản đã phê duyệt", "QR code of what was approved")} width="120" height="120" /></div><p class="soft">${say("Mã QR in trên báo cáo: quét để kiểm tra bản in đúng là bản đã phê duyệt, đã gửi.", "The QR code is printed on the report: scan it to check that the print is what was approved and sent.")}</p>`
          : account.role === "leader"
            ? html`<button type="button" class="button" disabled=${desk.busy || !complete || desk.sheet.waiting > 0} onClick=${run(
                async () => {
                  await call("POST", `${desk.path}/approve`, {
                    save_id: fresh(),
                    version: approval.version,
                  });
                  await load(desk);
                },
              )}>${say("Phê duyệt phiếu tự đánh giá này", "Approve this self-assessment")}</button>`
            : html`<p>${say("Chờ lãnh đạo đơn vị đăng nhập và phê duyệt.", "Waiting for the unit's leader to sign in and approve.")}</p>`
      }</${Stage}>
    <${Stage} n="4" done=${Boolean(signed)} title=${say("Gửi báo cáo đã ký", "Upload the signed report")}>
      ${signed && html`<p>${approval.report.name} · ${say("gửi lúc", "uploaded")} ${stamp(approval.report.uploaded_at)}</p>${isScan(approval.report) && html`<p class="notice">${say("Báo cáo này không có chữ ký số (bản quét): hãy chắc chắn bản giấy đã được ký và đóng dấu.", "This report has no digital signature (a scan): make sure that the paper was signed and stamped.")}</p>`}<${Loud} file=${approval.report} /><${Quiet} file=${approval.report} />`}
      ${
        approved
          ? html`<p><label class="button plain" for="report">${signed ? say("Thay báo cáo khác", "Replace it") : say("Chọn báo cáo đã ký (PDF)", "Choose the signed report (PDF)")}</label><input id="report" class="unseen" type="file" accept="application/pdf,.pdf" onChange=${run((event) => upload(desk, event.target, paint))} /></p>
        ${desk.sending != null && html`<progress class="bar" max="1" value=${desk.sending} aria-label=${say("Đang gửi báo cáo", "Sending the report")}></progress>`}`
          : html`<p class="soft">${say("Sau khi phê duyệt: in báo cáo, ký, đóng dấu hoặc ký số, rồi gửi tệp PDF ở đây.", "After approval: print, sign and stamp it or sign it digitally, then upload the PDF here.")}</p>`
      }</${Stage}>
    <${Stage} n="5" done=${false} title=${say("Gửi đi", "Submit")}>
      ${
        desk.checking && signed
          ? html`<${Check} desk=${desk} run=${run} paint=${paint} refresh=${refresh} />`
          : html`<button type="button" class="button" disabled=${desk.busy || !signed || !complete || desk.sheet.waiting > 0} onClick=${run(
              async () => {
                await load(desk);
                desk.checking = true;
              },
            )}>${say("Kiểm tra lần cuối trước khi gửi", "Check once more before submitting")}</button>${!(signed && complete) && html`<p class="soft">${say("Gửi được khi các bước 1, 3 và 4 đã xong.", "Possible once steps 1, 3 and 4 are done.")}</p>`}`
      }</${Stage}></ol></section>`;
}

/** Whether a report has no digital signature, so nobody but people can tell who signed it. */
const isScan = ({ verdicts }) =>
  verdicts.some((each) => each.kind === "signature" && each.outcome === "good") &&
  !verdicts.some((each) => each.kind === "signer");

/** What is missing or strange, leaf by leaf, each leaf once. */
function Leaves({ lead, label, findings }) {
  const found = new Map();
  for (const each of findings)
    found.set(each.at, [...(found.get(each.at) ?? []), detail(each).replace(`${each.at}: `, "")]);
  return html`<p>${lead(found.size)}</p>
    <ul class="missing" tabindex="0" aria-label=${label}>${[...found].map(([code, texts]) => html`<li><a href="#/leaf/${code}"><b>${code}</b> ${texts.join("; ")}</a></li>`)}</ul>`;
}

const Stage = ({ n, done, title, children }) =>
  html`<li class=${done ? "stage done" : "stage"}><h2><span class="n" aria-hidden="true">${done ? "✓" : n}</span> ${title}${done && html`<span class="unseen">${say(" – xong", " – done")}</span>`}</h2><div>${children}</div></li>`;

function Text({ desk, code, label }) {
  const id = code.replace(":", "-");
  return html`<${Conflict} desk=${desk} code=${code} /><p class="field"><label for=${id}>${label}</label><textarea id=${id} rows="3" maxlength="20000" disabled=${Boolean(desk.unit.locked_since)} value=${desk.sheet.explanation(code)} onInput=${(event) => desk.sheet.edit(code, { explanation: event.target.value })}></textarea></p>`;
}

async function load(desk) {
  const sent = desk.unit.submission !== "not_submitted";
  const [approval, { receipts }] = await Promise.all([
    call("GET", `${desk.path}/approval`),
    sent ? call("GET", `${desk.path}/receipts`) : { receipts: [] },
  ]);
  Object.assign(desk, { approval, receipts });
}

async function upload(desk, input, paint) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  const form = await call("POST", `${desk.path}/report/forms`, {
    name: file.name,
    size: file.size,
    type: "application/pdf",
  });
  try {
    await put(form, file, (sent) => {
      desk.sending = sent;
      paint();
    });
  } finally {
    desk.sending = null;
  }
  await call("POST", `${desk.path}/report`, { evidence: form.evidence });
  await load(desk);
}

function Check({ desk, run, paint, refresh }) {
  const counted = desk.uploads.files.filter(
      (file) => standing(file) !== "quarantined" && standing(file) !== "reference",
    ),
    others = desk.uploads.files.length - counted.length;
  const { totals } = desk.sheet,
    rows = [
      [say("Đơn vị", "Unit"), of(desk.unit.unit.name)],
      [say("Kỳ đánh giá", "Round"), of(desk.unit.title)],
      [
        say("Tổng điểm tự chấm", "Self-assessed points"),
        `${number(totals.points)} / ${number(totals.maximum)}`,
      ],
      [
        say("Tài liệu kiểm chứng", "Evidence"),
        `${counted.length} ${say("tệp", "files")}, ${size(counted.reduce((all, file) => all + file.size, 0))}${others ? say(`; ${others} tệp khác không được tính (không dùng được hoặc chỉ để tham khảo)`, `; ${others} others do not count (unusable, or for reference only)`) : ""}`,
      ],
      [
        say("Phê duyệt", "Approved by"),
        `${nameOf(desk.approval.approved_by)}, ${stamp(desk.approval.approved_at)}`,
      ],
      [say("Báo cáo đã ký", "Signed report"), desk.approval.report.name],
    ];
  const submit = run(async () => {
    await desk.sheet.flush();
    await call("POST", `${desk.path}/submit`, { save_id: (desk.submitting ??= fresh()) });
    Object.assign(desk, { checking: false, submitting: null }); // once it is opened again, sending it is another submission
    await refresh();
    desk.finishing = desk.unit;
    await load(desk);
  });
  return html`<dl class="rows">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><div class="scroll" tabindex="0" role="region" aria-label=${say("Điểm từng lĩnh vực", "Points by area")}><table><thead><tr><th>${say("Lĩnh vực", "Area")}</th><th class="right">${say("Điểm", "Points")}</th><th class="right">${say("Tối đa", "Maximum")}</th></tr></thead>
    <tbody>${desk.areas.map((area) => html`<tr><td>${area.code}. ${of(area.title)}</td><td class="right">${number(totals.areas[area.code].points)}</td><td class="right">${number(totals.areas[area.code].maximum)}</td></tr>`)}</tbody></table></div>
    <p class="notice">${say("Chỉ gửi được một lần. Sau khi gửi, không ai trong đơn vị sửa được nữa, trừ khi bộ phận điều hành mở lại có lý do.", "This can be submitted only once. Afterwards nobody in the unit can change it, unless operations reopens it with a reason.")}</p>
    <p class="buttons"><button type="button" class="button" disabled=${desk.busy} onClick=${submit}>${desk.busy ? say("Đang gửi…", "Submitting…") : say("Gửi đi", "Submit")}</button> <button type="button" class="button plain" onClick=${() => {
      desk.checking = false;
      paint();
    }}>${say("Chưa gửi", "Not yet")}</button></p>`;
}

/** The receipt as a file, as the check of receipts takes it. */
function keep({ state, ...receipt }) {
  follow(
    URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 1)], { type: "application/json" })),
    `bien-nhan-${receipt.receipt}.json`,
  );
}

/** A sheet that was sent and is open again: until when, why, and what the receipts still say. */
function Reopened({ desk, receipts }) {
  const { closes, reason } = desk.unit.windows.self_assessment;
  return html`<div class="notice"><p><b>${closes ? say(`Bản đã gửi được mở lại để sửa, đến ${until(closes)}.`, `The submitted self-assessment is open again until ${until(closes)}.`) : say("Bản đã gửi được mở lại để sửa.", "The submitted self-assessment is open again.")}</b>${reason && ` ${say("Lý do", "Reason")}: ${reason}.`}${say(" Cho đến khi gửi lại, trạng thái nộp vẫn là của lần gửi trước.", " Until it is sent again, the earlier submission keeps its state.")}</p><${Issued} receipts=${receipts} /></div>`;
}

const BECAME = {
  reopened: [
    "bản đã gửi được mở lại; biên nhận vẫn chứng minh bản đã gửi lúc đó",
    "opened again; the receipt still proves what was sent then",
  ],
  replaced: [
    "đã có lần gửi sau; biên nhận vẫn chứng minh bản đã gửi lúc đó",
    "sent again later; the receipt still proves what was sent then",
  ],
};
const Issued = ({ receipts }) =>
  html`<ul class="issued">${receipts.map((each) => html`<li key=${each.signature}><b>${say("Biên nhận", "Receipt")} ${each.receipt}</b>: ${each.on_time ? say("gửi đúng hạn", "sent on time") : say("gửi quá hạn", "sent late")}, ${stamp(each.submitted_at)}; ${say(...BECAME[each.state])}.${" "}<button type="button" class="link" onClick=${() => keep(each)}>${say("Tải biên nhận", "Download")} <span class="unseen">${each.receipt}</span></button></li>`)}</ul>`;

function Receipt({ desk, receipt, earlier }) {
  return html`<section class="panel receipt"><p class="good">✓ ${receipt.on_time ? say("Đã gửi đúng hạn", "Submitted on time") : say("Đã gửi (quá hạn)", "Submitted (late)")}</p><h1>${say("Biên nhận", "Receipt")}</h1>
    <p class="lead">${of(desk.unit.unit.name)} ${say("đã gửi phiếu tự đánh giá lúc", "submitted its self-assessment at")} ${stamp(receipt.submitted_at)}.</p>
    <div class="with-code"><dl class="rows"><div><dt>${say("Số biên nhận", "Receipt number")}</dt><dd class="number">${receipt.receipt}</dd></div><div><dt>${say("Mã số bản đã gửi", "Digest of what was sent")}</dt><dd><code>${receipt.digest}</code></dd></div><div><dt>${say("Mã số báo cáo đã ký", "Digest of the signed report")}</dt><dd><code>${receipt.report_sha256}</code></dd></div></dl>
      <img src=${receipt.qr} alt=${say("Mã QR của biên nhận", "QR code of the receipt")} width="220" height="220" /></div>
    <p>${say("Giữ tệp biên nhận này: ai có nó cũng kiểm tra được rằng bản được thẩm định đúng là bản đã gửi.", "Keep the receipt: anyone who holds it can check that what is appraised is what was sent.")}</p>
    <p class="buttons"><button type="button" class="button" onClick=${() => keep(receipt)}>${say("Tải biên nhận", "Download the receipt")}</button> <button type="button" class="button plain" onClick=${() => print()}>${say("In", "Print")}</button> <a class="button plain" href=${receipt.check}>${say("Kiểm tra biên nhận", "Check the receipt")}</a></p>
    ${earlier.length > 0 && html`<div class="block"><h2>${say("Các lần gửi trước", "Earlier submissions")}</h2><${Issued} receipts=${earlier} /></div>`}</section>`;
}
