// A list by file: the form out; the filled one back, shown first with every fault by its cell, then kept.

import { base64, download } from "acts";
import { html } from "parts";
import { account, call } from "session";
import { detail, of, say } from "words";

const KINDS = {
  not_a_name: ["Không phải họ tên", "Not a name"],
  missing: ["Ô còn thiếu", "Something is missing"],
  bad_email: ["Địa chỉ thư sai", "Wrong e-mail addresses"],
  duplicate: ["Trùng trong danh sách", "Twice on the list"],
  unknown_group: ["Không có nhóm này", "No such group"],
  unknown_unit: ["Không có đơn vị này", "No such unit"],
  other_unit: ["Không phải đơn vị lập danh sách", "Not the unit that lists"],
  over_limit: ["Nhiều hơn quy định", "More than the rule allows"],
  too_long: ["Quá dài", "Too long"],
  formula: ["Ô chứa công thức", "Cells with a formula"],
  date: ["Ô chứa ngày tháng", "Cells with a date"],
  error: ["Ô chứa lỗi bảng tính", "Cells with a spreadsheet error"],
  missing_column: ["Thiếu cột", "Columns are missing"],
  repeated_column: ["Cột lặp lại", "Columns twice"],
  empty: ["Tệp chưa có ai", "The file names nobody"],
  unseen: ["Ký tự ẩn", "Invisible characters"],
  repeated: ["Trùng địa chỉ", "The same address twice"],
  unknown_kind: ["Loại không có", "No such kind"],
  unknown_leaf: ["Không có tiêu chí này", "No such criterion"],
  reason_missing: ["Thiếu lý do", "The reason is missing"],
  bad_number: ["Số không hợp lệ", "Not a number"],
  unknown_area: ["Không có lĩnh vực này", "No such area"],
};
const OTHERS = ["Lỗi khác", "Others"];
const MOST = 300;

export function FilePanel({ desk, run, refresh, writable }) {
  const { file } = desk;
  const choose = run(async (event) => {
    const [chosen] = event.target.files;
    event.target.value = "";
    desk.file = null;
    if (!chosen) return;
    const content = await base64(chosen);
    desk.file = {
      name: chosen.name,
      content,
      ...(await call("POST", `${desk.path}/list-form/preview`, { content })),
    };
  });
  const keep = run(async () => {
    const { groups } = await call("POST", `${desk.path}/list-form/keep`, {
      content: file.content,
      basis: file.basis,
    });
    const people = Object.values(groups).reduce((sum, each) => sum + each, 0);
    desk.file = null;
    await refresh();
    return say(`Đã lưu ${people} người từ tệp`, `Kept ${people} people from the file`);
  });
  return html`<section class="block"><h2>${writable ? say("Lập danh sách bằng tệp", "Lists by file") : say("Danh sách dạng tệp", "The lists as a file")}</h2>
    ${writable && html`<p>${say("Tải mẫu Excel về (có sẵn danh sách đang lưu), điền rồi nạp lại. Nhận tệp .xlsx và .csv. Mọi thay đổi được cho xem trước; còn lỗi thì chưa lưu gì.", "Download the Excel form (it holds the lists as they are), fill it in, upload it. XLSX and CSV are taken. All changes are shown first; nothing is kept while an error stands.")}</p>`}
    <p class="buttons"><button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => download(`${desk.path}/list-form`, `danh-sach-${desk.staff ? `${desk.round.round}-authority` : `${account.round}-${account.unit}`}.xlsx`))}>${writable ? say("Tải mẫu về", "Download the form") : say("Tải danh sách về", "Download the lists")}</button>
      ${writable && html`<label class="button" for="list-file">${say("Nạp tệp đã điền", "Bring back a filled file")}</label><input id="list-file" class="unseen" type="file" accept=".xlsx,.csv" onChange=${choose} />`}</p>
    ${
      file &&
      html`<section class="block preview" aria-live="polite"><h2>${file.name}</h2>
      <${Errors} errors=${file.errors} />${file.basis && html`<${Changes} groups=${file.groups} />`}<${Notices} notices=${file.notices} />
      ${
        file.basis &&
        html`<p class="buttons"><button type="button" class="button" disabled=${desk.busy} onClick=${keep}>${say("Lưu danh sách từ tệp", "Keep the lists of the file")}</button> <button type="button" class="button plain" onClick=${run(
          async () => {
            desk.file = null;
          },
        )}>${say("Bỏ", "Cancel")}</button></p>`
      }</section>`
    }</section>`;
}

export function Errors({ errors }) {
  if (!errors.length) return null;
  const kinds = errors.reduce((map, each) => {
    const kind = KINDS[each.code] ?? OTHERS;
    return map.set(kind, [...(map.get(kind) ?? []), each]);
  }, new Map());
  const go = (at) => (event) => {
    event.preventDefault();
    const row = document.getElementById(at);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  };
  const kept = new Set([...kinds.values()].flatMap((same) => same.slice(0, MOST))),
    shown = errors.filter((each) => kept.has(each));
  const id = (each) => {
    const same = shown.filter((one) => one.at === each.at).indexOf(each);
    return `fault-${each.at}${same ? `-${same + 1}` : ""}`;
  };
  return html`<div class="summary" role="alert"><h2>${say(`${errors.length} lỗi cần sửa trong tệp; chưa lưu gì`, `${errors.length} problems to fix in the file; nothing was saved`)}</h2>
      <ul>${[...kinds].map(([kind, same]) => html`<li><a href="#${id(same[0])}" onClick=${go(id(same[0]))}>${say(...kind)}: ${same.length}</a></li>`)}</ul></div>
    <div class="scroll tall" tabindex="0" role="region" aria-label=${say("Các lỗi theo ô", "Errors by cell")}><table><caption class="unseen">${say("Các lỗi theo ô", "Errors by cell")}</caption><thead><tr><th>${say("Ô", "Cell")}</th><th>${say("Cần sửa", "To fix")}</th></tr></thead>
      <tbody>${shown.map((each) => html`<tr id=${id(each)} tabindex="-1"><th scope="row">${each.at}</th><td>${detail(each)}</td></tr>`)}</tbody></table></div>
    ${shown.length < errors.length && html`<p class="soft">${say(`Hiện ${shown.length} trên ${errors.length} lỗi; nạp lại tệp sau khi sửa để xem tiếp.`, `${shown.length} of ${errors.length} are shown; bring the file back once fixed to see the others.`)}</p>`}`;
}

function Changes({ groups }) {
  const all = Object.values(groups);
  if (!all.length) return null;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Các thay đổi", "Changes")}><table class="stack"><caption>${say("Tệp này sẽ thay đổi", "What the file would change")}</caption>
    <thead><tr><th>${say("Nhóm", "Group")}</th><th class="right">${say("Đang có", "Now")}</th><th class="right">${say("Sẽ có", "Then")}</th><th class="right">${say("Thêm", "Added")}</th><th class="right">${say("Sửa", "Changed")}</th><th class="right">${say("Bỏ ra", "Removed")}</th></tr></thead>
    <tbody>${all.map((each) => html`<tr><th scope="row">${of(each.title)}</th><td class="right" data-head=${say("Đang có", "Now")}>${each.before}</td><td class="right" data-head=${say("Sẽ có", "Then")}><b>${each.listed}</b></td><td class="right" data-head=${say("Thêm", "Added")}>${each.added}</td><td class="right" data-head=${say("Sửa", "Changed")}>${each.changed}</td><td class="right" data-head=${say("Bỏ ra", "Removed")}>${each.removed.length}</td></tr>`)}</tbody></table></div>
    ${all.filter((each) => each.removed.length).map((each) => html`<details><summary>${say(`${each.removed.length} người bị bỏ ra khỏi “${of(each.title)}”`, `${each.removed.length} people removed from “${of(each.title)}”`)}</summary><ul>${each.removed.slice(0, MOST).map((one) => html`<li>${one.name} (${one.email})</li>`)}</ul></details>`)}`;
}

/** What is to be known, though nothing has to be mended. */
export function Notices({ notices }) {
  if (!notices.length) return null;
  return html`<details class="known" open=${notices.length < 6}><summary>${say(`${notices.length} điều cần biết (không phải lỗi)`, `${notices.length} things to know (no errors)`)}</summary>
    <ul>${notices.slice(0, MOST).map((each) => html`<li>${/^[A-Z]+\d+$/.test(each.at) ? html`<b>${each.at}</b>: ` : ""}${detail(each)}</li>`)}</ul></details>`;
}
