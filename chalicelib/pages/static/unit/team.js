// Who sees to which leaf until when, and the unit's contact persons. Internal to the unit.

import { Problem, runner } from "acts";
import { html } from "parts";
import { account, call } from "session";
import { Due } from "tree";
import { day, of, say } from "words";
import { assign, assignees, desk, isMine, stateOf } from "workspace";

const chosen = new Set();
const given = { to: "", due: "" };

export function Team({ desk, paint }) {
  const run = runner(desk, paint);
  return html`<section class="panel wider"><h1>${say("Phân công và đầu mối", "Team and contacts")}</h1>
    <p class="lead">${say("Ai lo tiêu chí nào, đến ngày nào; và ai là người liên hệ của đơn vị. Phân công chỉ dùng trong nội bộ đơn vị.", "Who works on which criterion, until when; and whom to call at the unit. Assignments stay within the unit.")}</p>
    <p><a href="#/carry-over">${say("Chép giải trình và đầu mối của kỳ trước", "Copy the explanations and contacts of an earlier round")}</a></p>
    <${Problem} state=${desk} /><${Contacts} desk=${desk} run=${run} paint=${paint} /><${Assignments} desk=${desk} run=${run} paint=${paint} /></section>`;
}

/** Names to choose from: the own one, those that were used already, everybody with an account at the unit. */
export const Names = () =>
  html`<datalist id="names">${[...new Set([account.name || account.email, ...assignees(), ...Object.values(desk.people)])].map((name) => html`<option value=${name} />`)}</datalist>`;

function Assignments({ desk, run, paint }) {
  const codes = desk.order.filter((code) => stateOf(code) !== "none"),
    some = chosen.size;
  const set = (name) => (event) => {
    given[name] = event.target.value;
    paint();
  };
  const put = (to) =>
    run(async () => {
      await assign([...chosen], to.trim(), given.due);
      chosen.clear();
    });
  const areas = desk.areas
    .map((area) => [area, area.codes.filter((code) => codes.includes(code))])
    .filter(([, own]) => own.length);
  return html`<div class="block"><h2 id="assignments">${say("Phân công", "Assignments")}</h2>
    <p>${say(`Đã giao ${codes.filter((code) => desk.assigned[code]).length} / ${codes.length} tiêu chí. Chọn tiêu chí rồi ghi người hoặc bộ phận.`, `${codes.filter((code) => desk.assigned[code]).length} of ${codes.length} criteria are assigned. Choose criteria, then name a person or a division.`)}</p>
    <form class="giving" onSubmit=${put(given.to)}><${Names} />
      <p class="field"><label for="give-to">${say("Giao cho", "Assign to")}</label><input id="give-to" list="names" maxlength="300" required value=${given.to} onInput=${set("to")} /></p>
      <p class="field"><label for="give-due">${say("Đến hết ngày (nội bộ)", "By (internal)")}</label><input id="give-due" type="date" value=${given.due} onInput=${set("due")} /></p>
      <p class="buttons"><button class="button" disabled=${desk.busy || !some}>${some ? say(`Giao ${some} tiêu chí`, `Assign ${some} criteria`) : say("Chọn tiêu chí để giao", "Choose criteria to assign")}</button>
        <button type="button" class="button plain" disabled=${desk.busy || ![...chosen].some((code) => desk.assigned[code])} onClick=${put("")}>${say("Bỏ phân công", "Unassign")}</button></p></form>
    ${areas.map(([area, own]) => html`<${AreaRows} key=${area.code} desk=${desk} area=${area} codes=${own} paint=${paint} />`)}</div>`;
}

function AreaRows({ desk, area, codes, paint }) {
  const all = codes.every((code) => chosen.has(code)),
    turn = (which, on) => {
      for (const code of which) on ? chosen.add(code) : chosen.delete(code);
      paint();
    };
  const share = codes.filter((code) => desk.assigned[code]).length;
  return html`<details class="share"><summary><span>${area.code}. ${of(area.title)}</span> <span class="soft">${share} / ${codes.length}</span></summary>
    <label class="check"><input type="checkbox" checked=${all} onChange=${(event) => turn(codes, event.target.checked)} /> ${say("Cả lĩnh vực", "The whole area")}</label>
    <ul class="shares">${codes.map(
      (
        code,
      ) => html`<li key=${code}><label class="check"><input type="checkbox" checked=${chosen.has(code)} onChange=${(event) => turn([code], event.target.checked)} />
      <span><span class="code">${code}</span> ${of(desk.leaves[code].title)}<span class="given">${desk.assigned[code] ? html`${isMine(code) ? say("Giao cho tôi", "Mine") : desk.assigned[code].to}<${Due} given=${desk.assigned[code]} done=${stateOf(code) === "done"} />` : say("chưa giao", "not assigned")}</span></span></label></li>`,
    )}</ul></details>`;
}

const KINDS = {
  technical: ["Đầu mối kỹ thuật", "Technical contact"],
  coordinator: ["Đầu mối phối hợp", "Coordinator"],
};
const BLANK = { name: "", position: "", phone: "", email: "" };

function Contacts({ desk, run, paint }) {
  if (!desk.contacts && !desk.contactsAsked) {
    desk.contactsAsked = true;
    call("GET", `${desk.path}/contacts`)
      .then(
        (found) => {
          desk.contacts = found;
        },
        (problem) => {
          desk.problem = problem;
          desk.contactsAsked = false;
        },
      )
      .finally(paint);
  }
  if (!desk.contacts)
    return html`<div class="block"><h2>${say("Đầu mối liên hệ", "Contacts")}</h2><p role="status">${say("Đang mở…", "Opening…")}</p></div>`;
  const { version } = desk.contacts,
    present = desk.contacts.contacts,
    { editing } = desk;
  const send = async (contacts) => {
    const wanted = contacts.map(({ kind, name, position, phone, email, from }) => ({
      kind,
      name,
      position,
      phone,
      email,
      ...(from ? { from } : {}),
    }));
    desk.contacts = await call("PUT", `${desk.path}/contacts`, { contacts: wanted, version });
    desk.editing = null;
  };
  const save = run(() =>
    send(
      editing.at === undefined
        ? [...present, editing]
        : present.map((each, at) => (at === editing.at ? editing : each)),
    ),
  );
  const start = (contact, at) => () => {
    desk.editing = { ...contact, at };
    paint();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.getElementById("contact-name")?.focus()),
    );
  };
  return html`<div class="block"><h2>${say("Đầu mối liên hệ", "Contacts")}</h2>
    <p>${say("Đầu mối kỹ thuật lo sự cố khi gửi, nhận và trả lời; đầu mối phối hợp lo nội dung.", "The technical contact handles trouble with sending, receiving and answering; the coordinator handles the content.")}</p>
    <div class="posts">${Object.entries(KINDS).map(([kind, title]) => {
      const people = present.map((each, at) => [each, at]).filter(([each]) => each.kind === kind);
      return html`<section><h3>${say(...title)}</h3>${people.length === 0 && html`<p class="need">${say("Chưa có.", "None yet.")}</p>`}
        ${people.map(([each, at]) => html`<${Person} key=${each.name} each=${each} edit=${start(each, at)} busy=${desk.busy} stop=${run(() => send(present.filter((_, place) => place !== at)))} />`)}
        ${!editing && html`<p><button type="button" class="button plain" onClick=${start({ ...BLANK, kind })}>${people.length ? say("Thêm người", "Add somebody") : say("Thêm đầu mối", "Name a contact")}<span class="unseen"> (${say(...title)})</span></button></p>`}</section>`;
    })}</div>
    ${
      editing &&
      html`<${Editor} editing=${editing} save=${save} busy=${desk.busy} stop=${() => {
        desk.editing = null;
        paint();
      }} paint=${paint} />`
    }
    ${desk.contacts.former.length > 0 && html`<details><summary>${say("Đầu mối trước đây", "Former contacts")}</summary><ul class="plain">${desk.contacts.former.map((each) => html`<li>${say(...KINDS[each.kind])}: ${each.name}, ${each.position} <span class="soft">(${day(each.from)} – ${day(each.until)})</span></li>`)}</ul></details>`}</div>`;
}

function Person({ each, edit, stop, busy }) {
  return html`<div class="person"><p><b>${each.name}</b>${each.copied_from && html` <span class="tag caution">${say("chép từ kỳ trước", "copied")}</span>`}${each.position && html`<br />${each.position}`}</p>
    <p>${[each.phone, each.email].filter(Boolean).join(" · ")}</p><p class="soft">${say("Từ ngày", "Since")} ${day(each.from)}</p>
    <p class="buttons"><button type="button" class="link" disabled=${busy} onClick=${edit}>${say("Sửa", "Edit")}<span class="unseen"> ${each.name}</span></button> <button type="button" class="link" disabled=${busy} onClick=${stop}>${say("Thôi làm đầu mối", "No longer a contact")}<span class="unseen"> (${each.name})</span></button></p></div>`;
}

function Editor({ editing, save, stop, busy, paint }) {
  const field = (key, label, more) =>
    html`<p class="field"><label for="contact-${key}">${label}</label><input id="contact-${key}" maxlength="300" value=${editing[key] ?? ""} onInput=${(
      event,
    ) => {
      editing[key] = event.target.value;
      paint();
    }} ...${more} /></p>`;
  return html`<form class="editor" onSubmit=${save} aria-label=${say(...KINDS[editing.kind])}><h3>${say(...KINDS[editing.kind])}</h3><div class="inputs">
    ${field("name", say("Họ và tên", "Full name"), { required: true })}${field("position", say("Chức vụ, bộ phận", "Post, division"))}
    ${field("phone", say("Điện thoại di động", "Mobile telephone"), { type: "tel" })}${field("email", say("Thư điện tử", "E-mail"), { type: "email" })}
    ${field("from", say("Từ ngày", "Since"), { type: "date" })}</div>
    <p class="buttons"><button class="button" disabled=${busy}>${say("Lưu đầu mối", "Save the contact")}</button> <button type="button" class="button plain" onClick=${stop}>${say("Thôi", "Cancel")}</button></p></form>`;
}
