// The people of a list one by one: listed, sent or bounced, never more; a link to hand over, or to be revoked.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { of, plain, say } from "words";

const STATES = {
  listed: ["chưa gửi thư", "not sent yet", ""],
  sent: ["đã gửi thư", "sent", "fine"],
  bounced: ["thư bị trả lại", "bounced", "alarm"],
};
const MOST = 100;

/** The address of the people of a list: index, lister, group, state, as far as they are chosen. */
export const peopleAt = (...parts) => `#/people/${parts.map(encodeURIComponent).join("/")}`;

/** Which list the address names, as far as it was counted. */
function chosen({ counts: { indexes }, at: [asked, lister, group, state = ""] }) {
  const index = indexes.find((each) => each.index === asked) ?? indexes[0],
    row = index?.listers.find((each) => each.id === lister);
  return { index, row, group: row?.groups[group] ? group : "", state };
}

export async function openPeople(desk) {
  const { index, row, group } = chosen(desk);
  if (!group) return;
  const lister = row.id === "authority" ? "" : `/units/${encodeURIComponent(row.id)}`;
  const { at } = desk,
    { people } = await call(
      "GET",
      `${desk.path}${lister}/lists/${encodeURIComponent(group)}/people?index=${encodeURIComponent(index.index)}`,
    );
  if (desk.at === at) desk.people = { rows: people, wanted: "" }; // not if another list was opened before the answer came
}

export function People({ desk, run, paint, recount, problem }) {
  const { indexes } = desk.counts,
    { index, row, group, state } = chosen(desk);
  const go = (...parts) => {
    location.hash = peopleAt(...parts);
  };
  const option = (value, title, now) =>
    html`<option value=${value} selected=${value === now}>${title}</option>`;
  return html`<h1 tabindex="-1">${say("Người được mời", "People invited")}</h1>
    <p class="lead">${say("Từng người chỉ hiện: chưa gửi thư, đã gửi thư, hoặc thư bị trả lại. Hệ thống không cho ai xem người nào đã trả lời.", "Of each person only listed, sent or bounced is shown. Nobody is shown who has answered.")}</p>${problem}
    ${desk.handed && html`<${Handed} desk=${desk} paint=${paint} />`}
    ${
      !indexes.some((each) => each.listers.length)
        ? html`<p>${say("Chưa có danh sách đã gửi ở lần đếm gần nhất.", "No list was sent at the last count.")}</p><p><button type="button" class="button plain" disabled=${desk.busy} onClick=${run(recount)}>${say("Đếm lại ngay", "Count now")}</button></p>`
        : html`<div class="inputs wide-inputs">
      ${indexes.length > 1 && html`<p class="field"><label for="people-index">${say("Bộ chỉ số", "Index")}</label><select id="people-index" onChange=${(event) => go(event.target.value)}>${indexes.map((each) => option(each.index, of(each.title), index.index))}</select></p>`}
      <p class="field"><label for="people-lister">${say("Nơi lập danh sách", "Who lists")}</label><select id="people-lister" onChange=${(
        event,
      ) => {
        const found = index.listers.find((each) => each.id === event.target.value);
        go(index.index, found.id, Object.keys(found.groups)[0]);
      }}>${option("", say("Chọn", "Choose"), row?.id ?? "")}${index.listers.map((each) => option(each.id, of(each.name), row?.id))}</select></p>
      ${row && html`<p class="field"><label for="people-group">${say("Nhóm", "Group")}</label><select id="people-group" onChange=${(event) => go(index.index, row.id, event.target.value, state)}>${Object.keys(row.groups).map((each) => option(each, of(index.groups.find((its) => its.group === each)?.title), group))}</select></p>`}</div>
      ${desk.people && html`<${Rows} desk=${desk} run=${run} paint=${paint} index=${index.index} state=${state} only=${(wanted) => go(index.index, row.id, group, wanted)} />`}`
    }`;
}

function Rows({ desk, run, paint, index, state, only }) {
  const { people } = desk,
    wanted = plain(people.wanted.trim());
  const found = people.rows.filter(
    (each) =>
      (!state || each.state === state) && plain(`${each.name} ${each.email}`).includes(wanted),
  );
  const count = (name) => people.rows.filter((each) => !name || each.state === name).length;
  const press = (name, title) =>
    html`<button type="button" class="choice" aria-pressed=${String(state === name)} onClick=${() => only(name)}>${title} <span>${count(name)}</span></button>`;
  const post = (to, email, done) => async (reason) =>
    done(await call("POST", `${desk.path}/links${to}`, { index, email, reason }));
  return html`<div class="choices" role="group" aria-label=${say("Lọc theo tình trạng thư", "By state")}>${press("", say("Tất cả", "All"))}${Object.entries(STATES).map(([name, [vi, en]]) => press(name, say(vi, en)))}</div>
    <p class="field"><label for="find-person">${say("Tìm theo tên hoặc thư", "Find by name or address")}</label><input id="find-person" type="search" value=${people.wanted} onInput=${(
      event,
    ) => {
      people.wanted = event.target.value;
      paint();
    }} /></p>
    <ul class="notices persons">${found.slice(0, MOST).map(
      (
        each,
      ) => html`<li key=${each.email}><p><b>${each.name}</b> <span class="address">${each.email}</span> <span class=${`tag ${STATES[each.state][2]}`}>${say(STATES[each.state][0], STATES[each.state][1])}</span>${each.waiting && html` <span class="tag caution">${say("đổi địa chỉ: chờ quyết định", "new address: waits for a decision")}</span>`}${each.revoked && html` <span class="tag caution">${say("đường dẫn đã thu hồi", "link revoked")}</span>`}</p>
      ${
        each.state !== "listed" &&
        !each.revoked &&
        html`<div class="buttons"><${Asked} id=${`hand-${each.email}`} link run=${run} busy=${desk.busy} paint=${paint} label=${html`${say("Đường dẫn trao tay…", "Link to hand over…")}<span class="unseen"> ${each.name}</span>`} sure=${say("Tạo đường dẫn", "Make the link")} why=${say("Lý do trao tay (ghi vào nhật ký)", "Why by hand (kept on record)")} title=${say(`Tạo đường dẫn trao tay cho ${each.name}?`, `Make a link to hand over to ${each.name}?`)}
        act=${post("", each.email, ({ link }) => {
          desk.handed = { name: each.name, link };
          requestAnimationFrame(() => document.getElementById("handed-link").focus());
          return say("Đã tạo đường dẫn", "The link was made");
        })}><p>${say("Đường dẫn đã gửi qua thư hết hiệu lực ngay, người này không nhận thư nào nữa. Đường dẫn mới chỉ hiện một lần; hãy trao tận tay đúng người. Số đường dẫn trao tay là một dấu hiệu khi xét can thiệp.", "The mailed link dies at once, and this person gets no more letters. The new one is shown once; hand it to that very person. Links handed over are counted as a sign when interference is looked into.")}</p></${Asked}>
        <${Asked} id=${`revoke-${each.email}`} link run=${run} busy=${desk.busy} paint=${paint} label=${html`${say("Thu hồi đường dẫn…", "Revoke the link…")}<span class="unseen"> ${each.name}</span>`} sure=${say("Thu hồi", "Revoke")} why=${say("Lý do thu hồi (ghi vào nhật ký)", "Why it is revoked (kept on record)")} title=${say(`Thu hồi đường dẫn của ${each.name}?`, `Revoke the link of ${each.name}?`)}
        act=${post("/revoke", each.email, () => {
          each.revoked = true;
          return say("Đã thu hồi", "Revoked");
        })}><p>${say("Đường dẫn của người này không mở được gì nữa và không tạo lại được. Phiếu đã gửi, nếu có, vẫn được tính; hệ thống không cho biết có hay không.", "The person's link opens nothing any more, and no other can be made. An answer that was given stays; whether there is one is not told.")}</p></${Asked}></div>`
      }</li>`,
    )}</ul>
    ${found.length > MOST && html`<p class="soft">${say(`Hiện ${MOST} trên ${found.length} người; gõ để tìm những người khác.`, `${MOST} of ${found.length} people are shown; type to find the others.`)}</p>`}${!found.length && html`<p>${say("Không có ai.", "Nobody.")}</p>`}`;
}

/** The link, shown this once. */
function Handed({ desk, paint }) {
  const { name, link } = desk.handed,
    copy = async () => {
      await navigator.clipboard.writeText(link);
      desk.told = say("Đã chép đường dẫn", "The link was copied");
      paint();
    };
  return html`<section class="asked" aria-labelledby="handed"><h2 id="handed">${say(`Đường dẫn trao tay cho ${name}`, `Link to hand over to ${name}`)}</h2>
    <p class="field"><label for="handed-link">${say("Chỉ hiện một lần: hãy chép hoặc in ngay", "Shown this once: copy or print it now")}</label><textarea id="handed-link" class="key" readonly rows="3" value=${link} onFocus=${(event) => event.target.select()}></textarea></p>
    <p class="buttons"><button type="button" class="button" onClick=${copy}>${say("Chép đường dẫn", "Copy the link")}</button> <button type="button" class="button plain" onClick=${() => {
      desk.handed = null;
      paint();
    }}>${say("Đã ghi lại, đóng", "Kept; close")}</button></p></section>`;
}
