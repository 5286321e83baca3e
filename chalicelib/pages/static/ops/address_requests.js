// Addresses that are to change to another mail domain: whose, from where to where, yes or no.

import { html } from "parts";
import { Approve, decide, Refuse, Requests } from "unit_requests";
import { moment, of, words } from "words";

const T = words({
  title: ["Địa chỉ thư chuyển sang tên miền khác", "Addresses under another mail domain"],
  askFirst: [
    "Thư của đối tượng điều tra sẽ đến máy chủ thư của nơi khác: " +
      "hãy hỏi lại đơn vị hoặc chính người đó trước khi chấp thuận.",
    "The person's letters would go to somebody else's mail server: " +
      "ask the unit or the person before you approve.",
  ],
  row: (number) => [`dòng ${number}`, `row ${number}`],
  approve: ["Đổi địa chỉ này?", "Change this address?"],
  newLetter: (old, address) => [
    `Đường dẫn đã gửi tới ${old} hết hiệu lực; thư mời mới đi tới ${address}. ` +
      `Lần đổi này được tính là một dấu hiệu khi xét can thiệp.`,
    `The link sent to ${old} dies; a new letter goes to ${address}. ` +
      `The change counts as a sign when interference is looked into.`,
  ],
  approved: ["Đã đổi địa chỉ", "The address was changed"],
  refuse: ["Giữ nguyên địa chỉ cũ?", "Keep the old address?"],
  notAgain: [
    "Đơn vị không đề nghị lại được đúng địa chỉ này.",
    "The unit cannot ask for this very address again.",
  ],
  refused: ["Đã từ chối", "Refused"],
});

export const AddressRequests = ({ page, requests }) =>
  html`<${Requests} page=${page} title=${T.title} requests=${requests} Request=${Request}>
    ${T.askFirst}${" "}
  </${Requests}>`;

function Request({ page, request }) {
  const { id, person, name, title, at, by, asked_at } = request;
  const answer = (approve, told) => {
    const body = (reason) => ({ approve, reason });
    return decide(page, `/corrections/${encodeURIComponent(id)}`, body, told);
  };
  return html`<li>
    <p><b>${person}</b> · ${of(name)} · ${of(title)} · ${T.row(at + 1)}</p>
    <p class="address">${request.old} → <b>${request.new}</b></p>
    <p class="soft">${by} · ${moment(asked_at)}</p>
    <div class="buttons">
      <${Approve} page=${page} id=${id} title=${T.approve} act=${answer(true, () => T.approved)}>
        ${T.newLetter(request.old, request.new)}
      </${Approve}>
      <${Refuse} page=${page} id=${id} title=${T.refuse} act=${answer(false, () => T.refused)}>
        ${T.notAgain}
      </${Refuse}>
    </div>
  </li>`;
}
