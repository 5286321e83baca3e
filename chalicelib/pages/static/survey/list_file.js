// What is wrong in a file that was uploaded, cell by cell, and what is to be known of a list.

import { html } from "parts";
import { detail, say, words } from "words";

const T = words({
  toFix: (count) => [
    `${count} lỗi cần sửa trong tệp; chưa lưu gì`,
    `${count} problems to fix in the file; nothing was saved`,
  ],
  byCell: ["Các lỗi theo ô", "Errors by cell"],
  cell: ["Ô", "Cell"],
  fix: ["Cần sửa", "To fix"],
  someShown: (shown, all) => [
    `Hiện ${shown} trên ${all} lỗi; nạp lại tệp sau khi sửa để xem tiếp.`,
    `${shown} of ${all} are shown; bring the file back once fixed to see the others.`,
  ],
  toKnow: (count) => [
    `${count} điều cần biết (không phải lỗi)`,
    `${count} things to know (no errors)`,
  ],
});
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
  not_assigned: ["Không được phân công", "Not assigned to you"],
  own_unit: ["Đơn vị nơi mình công tác", "The own unit"],
  changed_meanwhile: ["Người khác vừa lưu", "Changed meanwhile"],
  window_closed: ["Đã hết thời hạn", "The window is closed"],
  bad_number: ["Số không hợp lệ", "Not a number"],
  unknown_area: ["Không có lĩnh vực này", "No such area"],
};
const OTHERS = ["Lỗi khác", "Others"];
const MOST = 300;

/** Every problem of a file by its cell, MOST of a kind, under a list of the kinds. */
export function Errors({ errors }) {
  if (!errors.length) return null;
  const kinds = byKind(errors);
  const kept = new Set([...kinds.values()].flatMap((same) => same.slice(0, MOST)));
  const shown = errors.filter((each) => kept.has(each));
  const id = (each) => {
    const same = shown.filter((one) => one.at === each.at).indexOf(each);
    return `fault-${each.at}${same ? `-${same + 1}` : ""}`;
  };
  const item = ([kind, same]) => html`<li>
    <${ToRow} id=${id(same[0])}>${say(...kind)}: ${same.length}</${ToRow}>
  </li>`;
  return html`<div class="summary" role="alert">
      <h2>${T.toFix(errors.length)}</h2>
      <ul>${[...kinds].map(item)}</ul>
    </div>
    <${ErrorRows} errors=${shown} id=${id} />
    ${
      shown.length < errors.length &&
      html`<p class="soft">${T.someShown(shown.length, errors.length)}</p>`
    }`;
}

function byKind(errors) {
  const kinds = new Map();
  for (const each of errors) {
    const kind = KINDS[each.code] ?? OTHERS;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return kinds;
}

/** A link to a row further down: the address stays. */
function ToRow({ id, children }) {
  const go = (event) => {
    event.preventDefault();
    const row = document.getElementById(id);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  };
  return html`<a href="#${id}" onClick=${go}>${children}</a>`;
}

function ErrorRows({ errors, id }) {
  const row = (each) => html`<tr id=${id(each)} tabindex="-1">
    <th scope="row">${each.at}</th><td>${detail(each)}</td>
  </tr>`;
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${T.byCell}>
    <table>
      <caption class="unseen">${T.byCell}</caption>
      <thead><tr><th>${T.cell}</th><th>${T.fix}</th></tr></thead>
      <tbody>${errors.map(row)}</tbody>
    </table>
  </div>`;
}

/** What is to be known, though nothing has to be fixed. */
export function Notices({ notices }) {
  if (!notices.length) return null;
  return html`<details class="known" open=${notices.length < 6}>
    <summary>${T.toKnow(notices.length)}</summary>
    <ul>${notices.slice(0, MOST).map((each) => html`<li>${cellOf(each)}${detail(each)}</li>`)}</ul>
  </details>`;
}

const cellOf = ({ at }) => (/^[A-Z]+\d+$/.test(at) ? html`<b>${at}</b>: ` : "");
