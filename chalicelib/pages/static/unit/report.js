// The report as it is printed and signed: national header, summary, explanations, difficulties and proposals, signature.

import { download, Problem, runner } from "acts";
import { paperOf } from "files";
import { html, Masthead, Summary } from "parts";
import { render } from "preact";
import { account, call } from "session";
import { enter, Head } from "unit_head";
import { detail, number, of, say, stamp } from "words";

const root = document.getElementById("app"),
  shown = { desk: null, report: null, fault: null, brief: true }; // brief on a phone only

const draw = () =>
  render(
    shown.fault
      ? html`<${Fault} />`
      : html`<${Head} here="report" state=${shown.desk} again=${draw} /><${Report} desk=${shown.desk} report=${shown.report} />`,
    root,
  );

async function begin() {
  try {
    shown.desk = await enter();
    if (!shown.desk) return;
    shown.report = await call("GET", `${shown.desk.path}/report`);
  } catch (problem) {
    shown.fault = problem;
  }
  draw();
  setInterval(draw, 30000);
}

function Fault() {
  return html`<${Masthead} again=${draw} /><main class="narrow" id="main"><h1>${say("Chưa mở được báo cáo", "The report could not be opened")}</h1><${Summary} problems=${[{ text: detail(shown.fault) || String(shown.fault) }]} />
    <p><a class="button" href="/work#/finish">${say("Về phiếu tự đánh giá", "Back to the self-assessment")}</a></p></main>`;
}

/** A criterion that is its own leaf is shown once. */
function linesOf({ lines }) {
  const leaves = new Set(lines.filter((line) => line.kind === "leaf").map((line) => line.code));
  return lines.filter((line) => line.kind !== "criterion" || !leaves.has(line.code));
}

const Figures = ({
  of: { maximum },
  points,
  files,
}) => html`<td class="right" data-label=${say("Tối đa", "Maximum")}>${number(maximum)}</td><td class="right reached" data-label=${say("Tự chấm", "Points")}>${points}</td>
  <td class="right" data-label=${say("Tài liệu", "Files")}>${files === false ? null : files}</td>`;

function Line({ line }) {
  const points = !line.applies
    ? say("không áp dụng", "not applicable")
    : line.points === null
      ? "–"
      : number(line.points);
  return html`<tr class=${line.kind}><td>${line.code}</td><td>${of(line.title)}${line.kind === "leaf" && html`<span class="soft"> ${line.value}${line.estimated ? say(" (số ước)", " (estimated)") : ""}</span>`}</td>
    <${Figures} of=${line} points=${points} files=${line.kind === "leaf" && line.evidence} /></tr>`;
}

const STANDINGS = [
  ["evidence", "Phụ lục. Tài liệu kiểm chứng", "Annex. Evidence"],
  [
    "reference",
    "Tài liệu chỉ để tham khảo (không tính là tài liệu kiểm chứng)",
    "For reference only (not counted as evidence)",
  ],
  [
    "quarantined",
    "Tệp không dùng được (không tính là tài liệu kiểm chứng)",
    "Files that cannot be used (not counted as evidence)",
  ],
];

/** The files that stand alike; what a paper is first, its leaves last. */
function Listed({ files, words: [, vi, en] }) {
  if (!files.length) return null;
  return html`<section class="annex"><h2>${say(vi, en)}</h2><ol>${files.map(
    (file) => html`<li><b>${file.name}</b>
    <span>${paperOf(file) || say("chưa ghi số, ngày, nơi ban hành", "number, date and issuer not given")}</span> <span class="soft">${say("Tiêu chí", "Criteria")}: ${file.leaves.join(", ")}</span></li>`,
  )}</ol></section>`;
}

function Report({ desk, report }) {
  const { letterhead } = report,
    word = runner(
      desk,
      draw,
    )(() => download(`${desk.path}/report.docx`, `bao-cao-${account.round}-${account.unit}.docx`));
  return html`<main class="paper" id="main" tabindex="-1"><${Problem} state=${desk} /><p class="tools buttons"><button type="button" class="button" onClick=${() => print()}>${say("In báo cáo", "Print")}</button> <button type="button" class="button plain" disabled=${desk.busy} onClick=${word}>${say("Tải báo cáo Word", "Download as Word")}</button> <a class="button plain" href="/work#/finish">${say("Phê duyệt và gửi", "Approve and submit")}</a></p>
    <header class="national" lang="vi"><div>${letterhead.superior.map((line) => html`<p>${line}</p>`)}${letterhead.issuer.map((line) => html`<p><b>${line}</b></p>`)}<p class="stroke">${letterhead.number}</p></div>
      <div>${letterhead.nation.map((line) => html`<p><b>${line}</b></p>`)}<p class="stroke"><i>${letterhead.place_and_date}</i></p></div></header>
    ${report.draft && html`<p class="notice">${say("Bản nháp: lãnh đạo đơn vị chưa phê duyệt.", "Draft: the unit's leader has not approved yet.")}</p>`}
    <h1>${say("BÁO CÁO", "Report")} <span>${of(report.subject)}</span><small>${of(report.index)}</small></h1>
    ${report.illustrative && html`<p class="to soft">${say("(Bộ tiêu chí minh họa, không phải phụ lục chính thức)", "(Illustrative criteria, not the official annex)")}</p>`}
    <p class="to">${say("Kính gửi", "To")}: ${of(report.authority)}</p>
    <h2>${say("I. Tổng hợp kết quả tự chấm điểm", "I. Points")}</h2>
    <div class="choices detail" role="group" aria-label=${say("Mức chi tiết", "Detail")}>${[
      [true, "Theo lĩnh vực", "By area"],
      [false, "Từng tiêu chí", "Every criterion"],
    ].map(
      ([brief, vi, en]) =>
        html`<button type="button" class="choice" aria-pressed=${String(shown.brief === brief)} onClick=${() => {
          shown.brief = brief;
          draw();
        }}>${say(vi, en)}</button>`,
    )}</div>
    <div class="scroll" tabindex="0" role="region" aria-label=${say("Bảng điểm", "Points")}><table class=${shown.brief ? "points brief" : "points"}><thead><tr><th>${say("Mã", "Code")}</th><th>${say("Lĩnh vực, tiêu chí", "Area, criterion")}</th><th class="right">${say("Tối đa", "Maximum")}</th><th class="right">${say("Tự chấm", "Points")}</th><th class="right">${say("Tài liệu", "Files")}</th></tr></thead>
      <tbody>${linesOf(report).map((line) => html`<${Line} line=${line} />`)}<tr class="area"><td></td><td>${say("Tổng cộng", "Total")}</td><${Figures} of=${report.total} points=${number(report.total.points ?? "–")} files=${false} /></tr></tbody></table></div>
    <h2>${say("II. Giải trình", "II. Explanations")}</h2>${report.explanations.length ? report.explanations.map((each) => html`<p><b>${each.code} ${of(each.title)}:</b> ${each.text}</p>`) : html`<p>${say("Không có.", "None.")}</p>`}
    <h2>${say("III. Khó khăn, vướng mắc", "III. Difficulties")}</h2><p class="lines">${report.difficulties || say("Không có.", "None.")}</p>
    <h2>${say("IV. Đề xuất, kiến nghị", "IV. Proposals")}</h2><p class="lines">${report.proposals || say("Không có.", "None.")}</p>
    <footer class="signature"><div><p class="recipients" lang="vi"><b>Nơi nhận:</b><br />- Như trên;<br />- Lưu: VT.</p>${report.digest && html`<img src=${report.qr} alt=${say("Mã QR của bản đã phê duyệt", "QR code of what was approved")} width="130" height="130" /><p class="soft">${say("Phê duyệt", "Approved")} ${stamp(report.approved_at)}<br /><code>${report.digest}</code></p>`}</div>
      <div>${letterhead.signatory.map((line) => html`<p lang="vi"><b>${line}</b></p>`)}<p><i>${say("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)")}</i></p></div></footer>
    ${STANDINGS.map((each) => html`<${Listed} files=${report.files.filter((file) => file.standing === each[0])} words=${each} />`)}</main>`;
}
begin();
