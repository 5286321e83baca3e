// The sheet as a workbook both ways: down, filled offline, back with a preview of every change and every error.

import { html } from "parts";
import { detail, number, say } from "words";
import { account, call, fresh } from "session";
import { base64, download, Problem, runner } from "acts";

export function Workbook({ desk, paint, refresh }) {
  const run = runner(desk, paint), { preview } = desk;
  const choose = run(async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    desk.preview = desk.imported = null;
    if (file) desk.preview = { name: file.name, ...(await call("POST", `${desk.path}/workbook/preview`, { content: await base64(file) })) };
  });
  const save = run(async () => {
    for (let at = 0; at < preview.entries.length; at += 90) await call("POST", `${desk.path}/sheet`, { save_id: fresh(), entries: preview.entries.slice(at, at + 90) });
    desk.imported = preview.entries.length; desk.preview = null;
    await refresh();
  });
  return html`<section class="panel"><h1>${say("Bảng tính Excel", "Excel workbook")}</h1>
    <p class="lead">${say("Dành cho khi cần điền ngoài mạng hoặc chia cho nhiều bộ phận cùng điền.", "For filling offline, or for many divisions to fill.")}</p>
    <${Problem} desk=${desk} />
    ${desk.imported != null && html`<p class="good" role="status">${say(`Đã lưu ${desk.imported} tiêu chí từ bảng tính.`, `Saved ${desk.imported} leaves from the workbook.`)}</p>`}
    <ol class="how"><li><p>${say("Tải bảng tính về: có sẵn số liệu đang lưu, danh sách chọn và công thức tính điểm.", "Download the workbook: what is saved, drop-down lists and formulas are in it.")}</p>
        <button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => download(`${desk.path}/workbook`, `${account.round}-${account.unit}.xlsx`))}>${say("Tải bảng tính về", "Download the workbook")}</button></li>
      <li><p>${say("Điền các ô để trống hoặc cần sửa, rồi lưu tệp.", "Fill in or correct the cells, and save the file.")}</p></li>
      <li><p>${say("Nạp lại: mọi thay đổi được cho xem trước; còn một lỗi thì chưa lưu gì.", "Bring it back: every change is shown first; nothing is saved while one error stands.")}</p>
        <label class="button" for="workbook">${say("Nạp bảng tính đã điền", "Bring back a filled workbook")}</label><input id="workbook" class="unseen" type="file" accept=".xlsx" onChange=${choose} /></li></ol>
    ${preview && html`<section class="block" aria-live="polite"><h2>${preview.name}</h2>
      ${preview.errors.length > 0 && html`<div class="summary" role="alert"><h2>${say(`${preview.errors.length} lỗi; chưa lưu gì`, `${preview.errors.length} errors; nothing was saved`)}</h2><ul>${preview.errors.map((each) => html`<li><b>${each.cell}</b>${each.at ? ` (${each.at})` : ""}: ${detail(each)}</li>`)}</ul></div>`}
      ${preview.doubts.length > 0 && html`<div class="doubt"><p>${say("Xin kiểm tra lại các số liệu này; vẫn lưu được nếu đúng:", "Please check these figures; they may be saved if they are right:")}</p><ul>${preview.doubts.map((each) => html`<li><b>${each.cell}</b> (${each.at}): ${detail(each)}</li>`)}</ul></div>`}
      ${preview.changes.length === 0 ? html`<p>${say("Bảng tính này không thay đổi gì so với bản đang lưu.", "This workbook changes nothing.")}</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Các thay đổi", "Changes")}><table><caption>${say(`${preview.changes.length} thay đổi`, `${preview.changes.length} changes`)}</caption>
        <thead><tr><th>${say("Tiêu chí", "Leaf")}</th><th>${say("Ô", "Cell")}</th><th>${say("Đang lưu", "Now")}</th><th>${say("Sẽ thành", "Then")}</th><th class="right">${say("Điểm", "Points")}</th></tr></thead>
        <tbody>${preview.changes.map((each) => html`<tr><td>${each.leaf}</td><td>${each.cell}</td><td>${each.from == null ? "–" : number(plainly(each.from))}</td><td>${each.to == null ? "–" : number(plainly(each.to))}</td><td class="right">${each.points == null ? "" : number(each.points)}</td></tr>`)}</tbody></table></div>`}
      ${preview.entries.length > 0 && preview.errors.length === 0 && html`<button type="button" class="button" disabled=${desk.busy} onClick=${save}>${say(`Lưu ${preview.entries.length} tiêu chí`, `Save ${preview.entries.length} leaves`)}</button>`}</section>`}</section>`;
}
const plainly = (value) => (typeof value === "object" ? Object.values(value).join(" / ") : String(value));
