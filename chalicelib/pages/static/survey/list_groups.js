// Every group of the respondent lists beside its plan: the first place of their page.

import { groupsOf, Locked, Refused, sentAll, writable } from "list_state";
import { FilePanel } from "list_upload";
import { html } from "parts";
import { of, words } from "words";

const T = words({
  title: ["Danh sách điều tra", "Respondent lists"],
  titleOfStaff: ["Danh sách của cơ quan chủ trì", "Lists of the steering authority"],
  make: [
    "Lập danh sách đối tượng điều tra theo từng nhóm, bằng tệp hoặc nhập tay, xem lại rồi gửi " +
      "một lần.",
    "List the people to be asked, group by group, by file or by hand; look them over; send them " +
      "once.",
  ],
  sent: [
    "Mở từng nhóm để xem thư mời tới từng người, sửa địa chỉ bị trả lại và nhắc người chưa trả " +
      "lời.",
    "Open a group to see the letter to each person, to correct bounced addresses and to remind " +
      "those who are late.",
  ],
  sentByStaff: [
    "Mở từng nhóm để xem thư mời tới từng người và sửa địa chỉ bị trả lại.",
    "Open a group to see the letter to each person and to correct bounced addresses.",
  ],
  none: ["Đơn vị này không phải lập danh sách nào.", "This unit has no list to make."],
  noneOfStaff: [
    "Kỳ này không có danh sách nào do cơ quan chủ trì lập.",
    "The steering authority has no list to make in this round.",
  ],
  review: ["Xem lại và gửi", "Review and send"],
  byGroup: ["Danh sách theo nhóm", "Lists by group"],
  table: ["Số người theo nhóm bên cạnh kế hoạch", "People by group beside the plan"],
  group: ["Nhóm đối tượng", "Group"],
  listed: ["Đã có", "Listed"],
  share: ["Bình quân theo kế hoạch", "Even share of the plan"],
  most: ["Tối đa", "At most"],
  state: ["Tình trạng", "State"],
  inAll: (plan) => [`cả nhóm ${plan}`, `in all ${plan}`],
  isSent: ["đã gửi", "sent"],
  isShort: ["ít hơn kế hoạch", "fewer than planned"],
  isEnough: ["đủ", "enough"],
  isEmpty: ["chưa có", "none yet"],
  waits: ["ngoại lệ chờ quyết định", "an exemption waits"],
  shareIs: [
    "Bình quân là kế hoạch chung của nhóm chia đều cho các đơn vị lập danh sách, hoặc số đã " +
      "được chấp thuận; chỉ để đối chiếu.",
    "The even share is the group's whole plan divided among all who list it, or the number " +
      "approved; for orientation only.",
  ],
});

export function AllLists({ page, state }) {
  const { lists, staff } = state;
  return html`<section class="panel">
    <h1 tabindex="-1">${staff ? T.titleOfStaff : T.title}</h1>
    <p class="lead">${lead(state)}</p>
    <${Locked} lists=${lists} /><${Refused} problem=${state.problem} />
    ${groupsOf(lists).length === 0 && html`<p>${staff ? T.noneOfStaff : T.none}</p>`}
    ${
      groupsOf(lists).length > 0 &&
      html`<${Groups} lists=${lists} />
        ${writable(lists) && html`<p><a class="button" href="#/send">${T.review}</a></p>`}
        <${FilePanel} page=${page} state=${state} />`
    }
  </section>`;
}

function lead({ lists, staff }) {
  if (!sentAll(lists)) return T.make;
  return staff ? T.sentByStaff : T.sent;
}

export function Groups({ lists }) {
  const several = Object.keys(lists.indexes).length > 1;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.byGroup}>
      <table class="groups stack">
        <caption class="unseen">${T.table}</caption>
        <thead><tr>
          <th>${T.group}</th><th class="right">${T.listed}</th><th class="right">${T.share}</th>
          <th class="right">${T.most}</th><th>${T.state}</th>
        </tr></thead>
        <tbody>
          ${groupsOf(lists).map(
            ([key, group]) => html`<${Group} key=${key} name=${key} group=${group} lists=${lists}
              index=${several && of(lists.indexes[group.index])} />`,
          )}
        </tbody>
      </table>
    </div>
    <p class="soft">${T.shareIs}</p>`;
}

function Group({ name, group, lists, index }) {
  const note = (text) => html`<br /><span class="soft">${text}</span>`;
  return html`<tr>
    <td><a href="#/group/${name}">${of(group.title)}</a>${index && note(index)}</td>
    <td class="right" data-head=${T.listed}><b>${group.listed}</b></td>
    <td class="right" data-head=${T.share}>
      ${group.expected ?? "–"}${group.plan != null && note(T.inAll(group.plan))}
    </td>
    <td class="right" data-head=${T.most}>${group.limit ?? "–"}</td>
    <td data-head=${T.state}>
      <span class=${group.short && !group.sent_at ? "need" : "soft"}>${standing(group)}</span>
      ${waits(lists, group) && note(T.waits)}
    </td>
  </tr>`;
}

function standing(group) {
  if (group.sent_at) return T.isSent;
  if (group.short) return T.isShort;
  return group.listed ? T.isEnough : T.isEmpty;
}

/** Whether an exemption asked for this group is not decided yet. */
const waits = (lists, { index, group }) =>
  lists.exceptions.some(
    (asked) => asked.state === "requested" && asked.index === index && asked.group === group,
  );
