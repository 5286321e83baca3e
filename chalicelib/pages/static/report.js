// The report as it is printed and signed: national header, summary, explanations, difficulties and proposals, signature.

import { render } from "preact";
import { html, Masthead, Summary } from "parts";
import { detail, number, of, say, stamp } from "words";
import { account, call } from "session";
import { download, Problem, runner } from "acts";
import { enter, Head } from "menu";

const root = document.getElementById("app"), shown = { desk: null, report: null, fault: null };

const draw = () => render(shown.fault ? html`<${Fault} />` : html`<${Head} here="report" desk=${shown.desk} again=${draw} /><${Report} desk=${shown.desk} report=${shown.report} />`, root);

async function begin() {
  try {
    shown.desk = await enter();
    if (!shown.desk) return;
    shown.report = await call("GET", `${shown.desk.path}/report`);
  } catch (problem) { shown.fault = problem; }
  draw();
  setInterval(draw, 30000);
}

function Fault() {
  return html`<${Masthead} again=${draw} /><main class="narrow" id="main"><h1>${say("Chưa mở được báo cáo", "The report could not be opened")}</h1><${Summary} faults=${[{ text: detail(shown.fault) || String(shown.fault) }]} />
    <p><a class="button" href="/work#/finish">${say("Về bảng chấm điểm", "Back to the self-assessment")}</a></p></main>`;
}

/** A criterion that is its own leaf is shown once. */
function linesOf({ lines }) {
  const leaves = new Set(lines.filter((line) => line.kind === "leaf").map((line) => line.code));
  return lines.filter((line) => line.kind !== "criterion" || !leaves.has(line.code));
}

function Line({ line }) {
  const points = !line.applies ? say("không áp dụng", "not applicable") : line.points === null ? "–" : number(line.points);
  return html`<tr class=${line.kind}><td>${line.code}</td><td>${of(line.title)}${line.kind === "leaf" && html`<span class="soft"> ${line.value}${line.estimated ? say(" (số ước)", " (estimated)") : ""}</span>`}</td>
    <td class="right">${number(line.maximum)}</td><td class="right">${points}</td><td class="right">${line.kind === "leaf" ? line.evidence : ""}</td></tr>`;
}

function Report({ desk, report }) {
  const today = new Date(), word = runner(desk, draw)(() => download(`${desk.path}/report.docx`, `bao-cao-${account.round}-${account.unit}.docx`));
  return html`<main class="paper" id="main" tabindex="-1"><${Problem} desk=${desk} /><p class="tools buttons"><button type="button" class="button" onClick=${() => print()}>${say("In báo cáo", "Print")}</button> <button type="button" class="button plain" disabled=${desk.busy} onClick=${word}>${say("Tải báo cáo Word", "Download as Word")}</button> <a class="button plain" href="/work#/finish">${say("Phê duyệt và gửi", "Approve and submit")}</a></p>
    <header class="national"><div><p>${of(report.authority)}</p><p><b>${of(report.name)}</b></p></div><div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b>Độc lập - Tự do - Hạnh phúc</b></p><p><i>Ngày ${today.getDate()} tháng ${today.getMonth() + 1} năm ${today.getFullYear()}</i></p></div></header>
    ${report.draft && html`<p class="notice">${say("Bản nháp: lãnh đạo đơn vị chưa phê duyệt.", "Draft: the unit's leader has not approved yet.")}</p>`}
    <h1>${say("Báo cáo kết quả tự chấm điểm", "Report on the self-assessment")}<small>${of(report.index)} – ${report.year}</small></h1>
    ${report.illustrative && html`<p class="soft">${say("Bộ tiêu chí chỉ để minh họa.", "The catalogue is illustrative.")}</p>`}
    <h2>${say("1. Tổng hợp điểm tự chấm", "1. Points")}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${say("Bảng điểm", "Points")}><table><thead><tr><th>${say("Mã", "Code")}</th><th>${say("Lĩnh vực, tiêu chí", "Area, criterion")}</th><th class="right">${say("Tối đa", "Maximum")}</th><th class="right">${say("Tự chấm", "Points")}</th><th class="right">${say("Tài liệu", "Files")}</th></tr></thead>
      <tbody>${linesOf(report).map((line) => html`<${Line} line=${line} />`)}<tr class="area"><td></td><td>${say("Cộng", "Total")}</td><td class="right">${number(report.total.maximum)}</td><td class="right">${number(report.total.points ?? "–")}</td><td></td></tr></tbody></table></div>
    <h2>${say("2. Giải trình", "2. Explanations")}</h2>${report.explanations.length ? report.explanations.map((each) => html`<p><b>${each.code} ${of(each.title)}:</b> ${each.text}</p>`) : html`<p>${say("Không có.", "None.")}</p>`}
    <h2>${say("3. Khó khăn, vướng mắc", "3. Difficulties")}</h2><p class="lines">${report.difficulties || say("Không có.", "None.")}</p>
    <h2>${say("4. Đề xuất, kiến nghị", "4. Proposals")}</h2><p class="lines">${report.proposals || say("Không có.", "None.")}</p>
    <footer class="signature"><div>${report.digest && html`<img src=${report.qr} alt=${say("Mã QR của bản đã phê duyệt", "QR code of what was approved")} width="130" height="130" /><p class="soft">${say("Phê duyệt", "Approved")} ${stamp(report.approved_at)}<br /><code>${report.digest}</code></p>`}</div>
      <div><p><b>${say("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT")}</b></p><p><i>${say("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)")}</i></p></div></footer></main>`;
}
begin();
