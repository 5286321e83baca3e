// What the unit was told, newest first; what nobody has marked as read stands out.

import { Problem } from "acts";
import { html } from "parts";
import { call } from "session";
import { moment, of, say, words } from "words";

const T = words({
  title: ["Thông báo", "Notices"],
  lead: [
    "Tin về thời hạn, mở lại và kết quả. Mỗi tin cũng được gửi qua thư cho cán bộ của đơn vị.",
    "News of deadlines, reopening and results. Each also goes by e-mail to the unit's officers.",
  ],
  none: ["Chưa có thông báo nào.", "No notices yet."],
  unread: ["chưa đọc", "unread"],
  markAll: ["Đánh dấu tất cả đã đọc", "Mark all as read"],
  mark: ["Đánh dấu đã đọc", "Mark as read"],
  toCase: ["Xem và trả lời", "Read and reply"],
  toLists: ["Mở danh sách", "Open the lists"],
  toResults: ["Xem kết quả", "See the result"],
});
const KINDS = {
  deadline_near: ["Sắp hết hạn", "Deadline"],
  reopened: ["Mở lại", "Reopened"],
  first_result: ["Kết quả thẩm định", "Appraisal"],
  final_result: ["Kết quả thẩm định", "Appraisal"],
  supplement_open: ["Bổ sung", "Supplement"],
  published: ["Công bố", "Published"],
  fault_answered: ["Trả lời báo lỗi", "Incident answered"],
  case_noted: ["Đề nghị giải trình", "Please explain"],
  exception_decided: ["Đề nghị ngoại lệ", "Exemption"],
  correction_decided: ["Sửa địa chỉ thư", "Address"],
  evidence_bad: ["Tệp không dùng được", "Unusable file"],
  objection_decided: ["Xem xét lại", "Objection"],
  not_applicable_decided: ["Không áp dụng", "Not applicable"],
};
/** Where a notice leads. */
const LINKS = {
  first_result: ["/results", "toResults"],
  final_result: ["/results", "toResults"],
  objection_decided: ["/results", "toResults"],
  case_noted: ["#/case", "toCase"],
  exception_decided: ["/lists", "toLists"],
  correction_decided: ["/lists", "toLists"],
};
/** How many notices the API marks at once. */
const AT_ONCE = 200;

const changes = { show: (_state, { notices }) => ({ notices }) };

export function Notices({ page, state }) {
  const act = page.transitions(changes);
  const { path, notices } = state;
  const read = (ids) =>
    page.run(async () => act.show(await call("POST", `${path}/notices/read`, { ids })));
  const unread = notices.filter((notice) => !notice.read).map((notice) => notice.id);
  return html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Problem} state=${state} />
    ${
      unread.length > 1 &&
      html`<p>
        <button type="button" class="button plain" disabled=${state.busy}
          onClick=${read(unread.slice(0, AT_ONCE))}>${T.markAll}</button>
      </p>`
    }
    ${notices.length === 0 && html`<p>${T.none}</p>`}
    ${
      notices.length > 0 &&
      html`<ul class="notices">
        ${notices.map(
          (notice) => html`<${Notice} key=${notice.id} notice=${notice} busy=${state.busy}
            read=${read([notice.id])} />`,
        )}
      </ul>`
    }
  </section>`;
}

function Notice({ notice, busy, read }) {
  const [href, name] = LINKS[notice.kind] ?? [];
  return html`<li class=${notice.read ? "" : "unread"}>
    <p class="soft">
      ${!notice.read && html`<span class="tag caution">${T.unread}</span> `}
      <b>${say(...KINDS[notice.kind])}</b> · ${moment(notice.at)}
    </p>
    <p class="text">${of(notice.text)}</p>
    ${href && html`<p><a href=${href}>${T[name]}</a></p>`}
    ${
      !notice.read &&
      html`<button type="button" class="link" disabled=${busy} onClick=${read}>${T.mark}</button>`
    }
  </li>`;
}
