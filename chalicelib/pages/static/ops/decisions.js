// What units ask of the operations staff: addresses under another mail domain, and lists longer or shorter than the rule.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { moment, of, say } from "words";

const STATES = {
  corrected: ["nơi lập danh sách tự sửa", "corrected by its lister", ""],
  applied: ["đã chấp thuận", "approved", "fine"],
  approved: ["đã chấp thuận", "approved", "fine"],
  refused: ["không chấp thuận", "refused", "alarm"],
};

export function Decisions({ desk, run, paint, load, problem }) {
  const shared = { run, paint, busy: desk.busy },
    decide = (path, body, told) => async (reason) => {
      await call("POST", `${desk.path}${path}`, body(reason));
      await load();
      return told;
    };
  const waiting = desk.corrections.filter((each) => each.state === "waiting"),
    asked = desk.exceptions.filter((each) => each.state === "requested");
  const done = [
    ...desk.corrections
      .filter((each) => each.state !== "waiting")
      .map((each) => ({
        ...each,
        state: each.decided_by ? each.state : "corrected",
        what: html`${each.person}: ${each.old} → ${each.new}`,
        decided_by: each.decided_by || each.by,
        note: each.reason,
        at: each.decided_at ?? each.asked_at,
      })),
    ...desk.exceptions
      .filter((each) => each.state !== "requested")
      .map((each) => ({ ...each, what: what(each), at: each.decided_at })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return html`<h1 tabindex="-1">${say("Đề nghị chờ quyết định", "Requests that wait for a decision")}</h1>
    <p class="lead">${say("Mỗi đề nghị chỉ quyết định một lần, có lý do, và được ghi vào nhật ký.", "Each request is decided once, with a reason, on record.")}</p>${problem}
    <section class="block"><h2>${say("Ngoại lệ về số người", "Exceptions to the number of people")} <span class="soft">(${asked.length})</span></h2>
      <p class="soft">${say("Quyết định và ý kiến được báo cho đơn vị trên hệ thống và qua thư.", "The unit is told of decision and note in the application and by e-mail.")}</p>
      ${
        asked.length === 0
          ? html`<p>${say("Không có đề nghị nào đang chờ.", "None is waiting.")}</p>`
          : html`<ul class="notices">${asked.map((each) => {
              const path = `/list-exceptions/${encodeURIComponent(each.lister)}/${encodeURIComponent(each.id)}/decide`,
                why = say("Ý kiến gửi đơn vị", "Note to the unit");
              return html`<li key=${each.id}><p><b>${of(each.name)}</b> · ${of(each.title)}</p><p>${what(each)} <span class="soft">${each.kind === "fewer" ? each.share != null && say(`(bình quân theo kế hoạch ${each.share})`, `(even share of the plan ${each.share})`) : each.limit != null && say(`(quy định tối đa ${each.limit})`, `(the rule allows ${each.limit})`)}</span></p><p class="lines">${each.reason}</p><p class="soft">${each.requested_by} · ${moment(each.requested_at)}</p>
          <div class="buttons"><${Asked} ...${shared} id=${`yes-${each.id}`} label=${say("Chấp thuận…", "Approve…")} sure=${say("Chấp thuận", "Approve")} why=${why} title=${say(`Chấp thuận cho ${of(each.name)}?`, `Approve it for ${of(each.name)}?`)} act=${decide(path, (note) => ({ approve: true, note }), say("Đã chấp thuận", "Approved"))}>
            <p>${each.kind === "fewer" ? say(`Danh sách “${of(each.title)}” từ ${each.people} người được coi là đủ.`, `${each.people} people on “${of(each.title)}” count as enough.`) : say(`Danh sách “${of(each.title)}” được có tới ${each.people} người.`, `“${of(each.title)}” may have up to ${each.people} people.`)}</p></${Asked}>
          <${Asked} ...${shared} id=${`no-${each.id}`} label=${say("Không chấp thuận…", "Refuse…")} sure=${say("Không chấp thuận", "Refuse")} why=${why} title=${say(`Không chấp thuận đề nghị của ${of(each.name)}?`, `Refuse the request of ${of(each.name)}?`)} act=${decide(path, (note) => ({ approve: false, note }), say("Đã trả lời đơn vị", "The unit was answered"))}>
            <p>${say("Quy định chung vẫn áp dụng cho danh sách này.", "The general rule goes on applying to this list.")}</p></${Asked}></div></li>`;
            })}</ul>`
      }</section>
    <section class="block"><h2>${say("Địa chỉ thư chuyển sang tên miền khác", "Addresses under another mail domain")} <span class="soft">(${waiting.length})</span></h2>
      <p class="soft">${say("Thư của đối tượng điều tra sẽ đến máy chủ thư của nơi khác: hãy hỏi lại đơn vị hoặc chính người đó trước khi chấp thuận.", "The person's letters would go to somebody else's mail server: ask the unit or the person before you approve.")} ${say("Quyết định và ý kiến được báo cho đơn vị trên hệ thống và qua thư.", "The unit is told of decision and note in the application and by e-mail.")}</p>
      ${
        waiting.length === 0
          ? html`<p>${say("Không có đề nghị nào đang chờ.", "None is waiting.")}</p>`
          : html`<ul class="notices">${waiting.map((each) => {
              const path = `/corrections/${encodeURIComponent(each.id)}`,
                why = say("Ý kiến gửi đơn vị", "Note to the unit");
              return html`<li key=${each.id}><p><b>${each.person}</b> · ${of(each.name)} · ${of(each.title)} · ${say(`dòng ${each.at + 1}`, `row ${each.at + 1}`)}</p><p class="address">${each.old} → <b>${each.new}</b></p><p class="soft">${each.by} · ${moment(each.asked_at)}</p>
          <div class="buttons"><${Asked} ...${shared} id=${`yes-${each.id}`} label=${say("Chấp thuận…", "Approve…")} sure=${say("Chấp thuận", "Approve")} why=${why} title=${say("Đổi địa chỉ này?", "Change this address?")} act=${decide(path, (reason) => ({ approve: true, reason }), say("Đã đổi địa chỉ", "The address was changed"))}>
            <p>${say(`Đường dẫn đã gửi tới ${each.old} hết hiệu lực; thư mời mới đi tới ${each.new}. Lần đổi này được tính là một dấu hiệu khi xét can thiệp.`, `The link sent to ${each.old} dies; a new letter goes to ${each.new}. The change counts as a sign when interference is looked into.`)}</p></${Asked}>
          <${Asked} ...${shared} id=${`no-${each.id}`} label=${say("Không chấp thuận…", "Refuse…")} sure=${say("Không chấp thuận", "Refuse")} why=${why} title=${say("Giữ nguyên địa chỉ cũ?", "Keep the old address?")} act=${decide(path, (reason) => ({ approve: false, reason }), say("Đã từ chối", "Refused"))}>
            <p>${say("Đơn vị không đề nghị lại được đúng địa chỉ này.", "The unit cannot ask for this very address again.")}</p></${Asked}></div></li>`;
            })}</ul>`
      }</section>
    ${done.length > 0 && html`<details class="block"><summary>${say(`${done.length} đề nghị đã quyết định và địa chỉ đã sửa`, `${done.length} decided requests and corrected addresses`)}</summary><ul class="notices">${done.map((each) => html`<li key=${each.id}><p><span class=${`tag ${STATES[each.state][2]}`}>${say(STATES[each.state][0], STATES[each.state][1])}</span> <b>${of(each.name)}</b> · ${of(each.title)} · ${each.what}</p><p class="soft">${each.decided_by} · ${moment(each.at)}${each.note && `: ${each.note}`}</p></li>`)}</ul></details>`}`;
}

const what = (each) =>
  each.kind === "fewer"
    ? say(`Được ít hơn kế hoạch: ${each.people} người`, `Fewer than planned: ${each.people} people`)
    : say(
        `Được nhiều hơn quy định: ${each.people} người`,
        `More than the limit: ${each.people} people`,
      );
