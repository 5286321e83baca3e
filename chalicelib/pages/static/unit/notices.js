// What the unit was told, newest first; what nobody has marked as read stands out.

import { Problem, runner } from "acts";
import { html } from "parts";
import { call } from "session";
import { moment, of, say } from "words";

const KINDS = {
  deadline_near: ["Sắp hết hạn", "Deadline"],
  reopened: ["Mở lại", "Reopened"],
  first_result: ["Kết quả thẩm định", "Appraisal"],
  supplement_open: ["Bổ sung", "Supplement"],
  published: ["Công bố", "Published"],
  fault_answered: ["Trả lời báo lỗi", "Incident answered"],
  case_noted: ["Đề nghị giải trình", "Please explain"],
  exception_decided: ["Đề nghị ngoại lệ", "Exception"],
  correction_decided: ["Sửa địa chỉ thư", "Address"],
};

export function Notices({ desk, paint }) {
  const run = runner(desk, paint),
    unread = desk.notices.filter((each) => !each.read);
  const read = (ids) =>
    run(async () => {
      desk.notices = (await call("POST", `${desk.path}/notices/read`, { ids })).notices;
    });
  return html`<section class="panel"><h1>${say("Thông báo", "Notices")}</h1>
    <p class="lead">${say("Tin về thời hạn, mở lại và kết quả. Mỗi tin cũng được gửi qua thư cho cán bộ của đơn vị.", "News of deadlines, reopening and results. Each also goes by e-mail to the unit's officers.")}</p>
    <${Problem} state=${desk} />
    ${unread.length > 1 && html`<p><button type="button" class="button plain" disabled=${desk.busy} onClick=${read(unread.slice(0, 200).map((each) => each.id))}>${say("Đánh dấu tất cả đã đọc", "Mark all as read")}</button></p>`}
    ${
      desk.notices.length === 0
        ? html`<p>${say("Chưa có thông báo nào.", "No notices yet.")}</p>`
        : html`<ul class="notices">${desk.notices.map(
            (each) => html`<li key=${each.id} class=${each.read ? "" : "unread"}>
        <p class="soft">${!each.read && html`<span class="tag caution">${say("chưa đọc", "unread")}</span> `}<b>${say(...KINDS[each.kind])}</b> · ${moment(each.at)}</p><p class="text">${of(each.text)}</p>
        ${each.kind === "case_noted" && html`<p><a href="#/case">${say("Xem và trả lời", "Read and reply")}</a></p>`}
        ${["exception_decided", "correction_decided"].includes(each.kind) && html`<p><a href="/lists">${say("Mở danh sách", "Open the lists")}</a></p>`}
        ${!each.read && html`<button type="button" class="link" disabled=${desk.busy} onClick=${read([each.id])}>${say("Đánh dấu đã đọc", "Mark as read")}</button>`}</li>`,
          )}</ul>`
    }</section>`;
}
