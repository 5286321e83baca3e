// The letters to the people of a sent list. Per person no more than listed, sent or bounced: nothing here changes when
// somebody answers. A bounced address is put right; whoever is late is reminded, without anybody learning who that is.

import { html } from "parts";
import { call } from "session";
import { of, plain, say, stamp } from "words";

const STATES = {
  listed: ["chưa gửi thư", "not sent yet", "soft"],
  sent: ["đã gửi thư", "sent", ""],
  bounced: ["thư bị trả lại", "bounced", "need"],
};
const ENDS = {
  applied: ["đã sửa", "corrected"],
  waiting: ["chờ bộ phận điều hành duyệt", "waits for the operations staff"],
  refused: ["không được duyệt", "refused"],
};
const MOST = 200;
const domain = (address) => address.trim().toLowerCase().split("@")[1] ?? "";

export function Letters({ desk, group, run, paint, load }) {
  const path = `${desk.path}/lists/${encodeURIComponent(group.group)}`,
    index = `?index=${encodeURIComponent(group.index)}`;
  const open = desk.unit.windows.survey.state === "open",
    people = desk.letters.people.map((each, at) => ({
      ...each,
      ...desk.list.respondents[at],
      email: each.email,
      at,
    }));
  return html`${people.length > 0 && html`<${Standing} desk=${desk} people=${people} paint=${paint} />`}
    ${people.length > 0 && !desk.staff && html`<${Reminders} desk=${desk} run=${run} load=${load} path=${`${path}/nudge${index}`} open=${open} />`}
    <section class="block"><h2 id="letters">${say("Thư mời từng người", "The letter to each person")}</h2>
      <p>${say("Trang này chỉ cho biết thư đã gửi hay bị trả lại. Ai đã trả lời thì không ai được biết.", "This page tells only whether a letter was sent or came back. Who has answered is told to nobody.")}${open ? "" : ` ${say("Thư chỉ được gửi và địa chỉ chỉ sửa được khi đợt điều tra đang mở.", "Letters are sent, and addresses corrected, only while the survey is open.")}`}</p>
      <${People} desk=${desk} group=${group} people=${people} run=${run} paint=${paint} load=${load} path=${`${path}/corrections${index}`} open=${open} />
      <${Corrections} corrections=${desk.letters.corrections} /></section>`;
}

function Standing({ desk, people, paint }) {
  const counts = { sent: 0, bounced: 0, listed: 0 };
  for (const each of people) counts[each.state] += 1;
  const show = () => {
    desk.only = "bounced";
    paint();
    document.getElementById("letters").scrollIntoView();
  };
  return html`<p>${say(`Thư mời: ${counts.sent} đã gửi, ${counts.bounced} bị trả lại, ${counts.listed} chưa gửi.`, `Letters: ${counts.sent} sent, ${counts.bounced} bounced, ${counts.listed} not sent yet.`)}
    ${counts.bounced > 0 && html` <button type="button" class="link" onClick=${show}>${say("Xem thư bị trả lại", "See those that bounced")}</button>`}</p>`;
}

function Reminders({ desk, run, load, path, open }) {
  const { most, days_apart, automatic, invited, again_at } = desk.letters.reminders;
  const nudge = run(async () => {
    try {
      await call("POST", path);
    } finally {
      await load();
    }
    return say("Đã nhận yêu cầu nhắc", "The reminder is on its way");
  });
  const why = !open
    ? say(
        "Chỉ nhắc được khi đợt điều tra đang mở.",
        "Reminders go out only while the survey is open.",
      )
    : !most
      ? say(
          "Kỳ này không gửi thư nhắc. Liên hệ bộ phận điều hành nếu cần.",
          "This round sends no reminders. Ask the operations staff if they are needed.",
        )
      : !invited
        ? say(
            "Nhóm này chưa được mời nên chưa có ai để nhắc.",
            "Nobody of this group was invited yet.",
          )
        : again_at
          ? say(
              `Nhóm này đã được nhắc; có thể nhắc lại từ ${stamp(again_at)}.`,
              `This group was reminded; it can be reminded again from ${stamp(again_at)} on.`,
            )
          : "";
  return html`<section class="block"><h2>${say("Nhắc người chưa trả lời", "Remind those who are late")}</h2>
    ${
      most > 0 &&
      html`<p>${say(
        `Thư nhắc chỉ gửi tới người chưa trả lời; đơn vị không được biết đó là ai, bao nhiêu người. Mỗi người được nhắc nhiều nhất ${most} lần${automatic ? ", kể cả thư nhắc tự động" : ""}, cách thư trước ít nhất ${days_apart} ngày; mỗi nhóm được yêu cầu nhắc mỗi ngày một lần.`,
        `A reminder goes only to those who have not answered; who and how many they are is not told. Nobody gets more than ${most}${automatic ? ", automatic ones included" : ""}, at least ${days_apart} days after the letter before; a group can be reminded once a day.`,
      )}</p>`
    }
    ${why ? html`<p class="notice">${why}</p>` : html`<p><button type="button" class="button" disabled=${desk.busy} onClick=${nudge}>${say("Nhắc nhóm này", "Remind this group")}</button></p>`}</section>`;
}

function People({ desk, group, people, run, paint, load, path, open }) {
  if (!people.length)
    return html`<p>${say("Danh sách này không có ai.", "Nobody is on this list.")}</p>`;
  const kinds = [
    ["", say("Tất cả", "All"), people],
    [
      "bounced",
      say("Thư bị trả lại", "Bounced"),
      people.filter((each) => each.state === "bounced"),
    ],
    [
      "waiting",
      say("Chờ duyệt địa chỉ", "Waiting for approval"),
      people.filter((each) => each.waiting),
    ],
  ];
  const only = desk.only ?? "",
    wanted = plain((desk.wanted ?? "").trim()),
    units = desk.state.units[group.index] ?? {};
  const shown = kinds
    .find(([kind]) => kind === only)[2]
    .filter((each) => plain(`${each.name} ${each.email} ${each.position}`).includes(wanted));
  const fix = (each) => () => {
    desk.fixing = { at: each.at, old: each.email, value: "" };
    paint();
    document.getElementById("row-new").focus();
  };
  return html`<div class="choices" role="group" aria-label=${say("Lọc theo thư", "Filter by letter")}>${kinds.map(
    ([kind, title, some]) =>
      html`<button type="button" class="choice" aria-pressed=${String(kind === only)} onClick=${() => {
        desk.only = kind;
        paint();
      }}>${title} <span>${some.length}</span></button>`,
  )}</div>
    <p class="field"><label for="find-person">${say("Tìm theo tên, thư hoặc chức vụ", "Find by name, address or post")}</label><input id="find-person" type="search" value=${desk.wanted ?? ""} onInput=${(
      event,
    ) => {
      desk.wanted = event.target.value;
      paint();
    }} /></p>
    ${
      shown.length === 0
        ? html`<p role="status">${only === "bounced" && !wanted ? say("Không có thư nào bị trả lại.", "No letter came back.") : say("Không có ai.", "Nobody.")}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Những người trong danh sách", "People on the list")}><table class="people stack"><caption class="unseen">${of(group.title)}</caption>
    <thead><tr><th class="right">${say("Dòng", "Row")}</th><th>${say("Họ và tên, thư điện tử", "Name, e-mail address")}</th><th>${say("Chức vụ, cơ quan", "Post, organisation")}</th>${!group.own_unit && html`<th>${say("Đánh giá", "Rates")}</th>`}<th>${say("Thư mời", "Letter")}</th></tr></thead>
    <tbody>${shown.slice(0, MOST).map(
      (
        each,
      ) => html`<tr key=${each.at}><td class="right" data-head=${say("Dòng", "Row")}>${each.at + 1}</td><td><b>${each.name}</b><br />${each.email}</td><td>${each.position}${each.organisation && html`<br /><span class="soft">${each.organisation}</span>`}${each.replaces && html`<br /><span class="soft">${say("Thay: ", "For: ")}${each.replaces} (${each.reason})</span>`}</td>${!group.own_unit && html`<td>${units[each.rates] ?? each.rates}</td>`}
      <td><span class=${STATES[each.state][2]}>${say(...STATES[each.state])}</span>${each.waiting && html`<br /><span class="soft">${say("địa chỉ mới chờ duyệt", "the new address waits for approval")}</span>`}${each.revoked && html`<br /><span class="soft">${say("bộ phận điều hành đã thu hồi đường dẫn", "the operations staff revoked the link")}</span>`}
        ${open && each.state === "bounced" && !each.waiting && desk.fixing?.at !== each.at && html`<br /><button type="button" class="link" onClick=${fix(each)}>${say("Sửa địa chỉ", "Correct the address")}<span class="unseen">: ${each.name}</span></button>`}</td></tr>
      ${desk.fixing?.at === each.at && html`<tr><td colspan="5"><${Correct} desk=${desk} name=${each.name} run=${run} paint=${paint} load=${load} path=${path} /></td></tr>`}`,
    )}</tbody></table></div>`
    }
    ${shown.length > MOST && html`<p class="soft">${say(`Hiện ${MOST} trên ${shown.length} người; gõ để tìm những người khác.`, `${MOST} of ${shown.length} people are shown; type to find the others.`)}</p>`}`;
}

function Correct({ desk, name, run, paint, load, path }) {
  const { fixing } = desk,
    moves = !desk.staff && domain(fixing.value) && domain(fixing.value) !== domain(fixing.old);
  const save = run(async () => {
    const { state } = await call("POST", path, { old: fixing.old, new: fixing.value });
    desk.fixing = null;
    await load();
    return state === "waiting"
      ? say("Đã gửi, chờ duyệt", "Sent for approval")
      : say("Đã sửa địa chỉ", "The address was corrected");
  });
  return html`<form class="editor" onSubmit=${save} novalidate><p class="field"><label for="row-new">${say(`Địa chỉ đúng của ${name}`, `The right address of ${name}`)}</label>
      <span class="hint" id="row-new-hint">${say(`Thư gửi tới ${fixing.old} bị trả lại. Sau khi sửa, đường dẫn đã gửi hết hiệu lực và thư mời mới đi tới địa chỉ mới. Mỗi lần sửa đều được ghi lại.`, `The letter to ${fixing.old} came back. Once it is corrected, the link that was sent is dead and a new letter goes to the new address. Every correction is on record.`)}</span>
      <input id="row-new" type="email" autocomplete="off" maxlength="254" aria-describedby="row-new-hint" value=${fixing.value} onInput=${(
        event,
      ) => {
        fixing.value = event.target.value;
        paint();
      }} /></p>
    ${moves && html`<p class="notice" role="status">${say(`Địa chỉ mới thuộc tên miền khác (${domain(fixing.value)}): phải chờ bộ phận điều hành duyệt, lúc đó thư mới được gửi.`, `The new address is under another mail domain (${domain(fixing.value)}): it waits for the operations staff, and nothing is sent before.`)}</p>`}
    <p class="buttons"><button class="button" disabled=${desk.busy || !domain(fixing.value)}>${moves ? say("Gửi để duyệt", "Send for approval") : say("Sửa và gửi thư mời mới", "Correct and send again")}</button> <button type="button" class="button plain" onClick=${() => {
      desk.fixing = null;
      paint();
    }}>${say("Thôi", "Cancel")}</button></p></form>`;
}

function Corrections({ corrections }) {
  if (!corrections.length) return null;
  return html`<h3>${say("Các lần sửa địa chỉ", "Corrections")}</h3><ul class="notices">${[
    ...corrections,
  ]
    .reverse()
    .map(
      (
        each,
      ) => html`<li key=${each.id}><p>${say(`Dòng ${each.at + 1}`, `Row ${each.at + 1}`)}, ${each.person}: ${each.old} → <b>${each.new}</b> <span class="tag">${say(...ENDS[each.state])}</span></p>
    <p class="soft">${each.by} · ${stamp(each.asked_at)}${each.reason && html` · ${say("Ý kiến: ", "Note: ")}${each.reason}`}</p></li>`,
    )}</ul>`;
}
