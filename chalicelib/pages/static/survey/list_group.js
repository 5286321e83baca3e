// The list of one group: its people, added, changed and taken off one by one; what is to be known of them; exceptions.

import { Letters } from "letters";
import { Notices } from "list_file";
import { html } from "parts";
import { showQuestionnaire } from "questionnaire_preview";
import { call, fresh } from "session";
import { of, plain, say, stamp } from "words";

const EMPTY = {
  name: "",
  email: "",
  position: "",
  organisation: "",
  rates: "",
  replaces: "",
  reason: "",
};
const FIELDS = () => [
  ["name", say("Họ và tên", "Name"), true],
  ["email", say("Thư điện tử", "E-mail address"), true],
  ["position", say("Chức vụ", "Post"), false],
  ["organisation", say("Cơ quan công tác", "Organisation"), false],
];
const STATES = {
  requested: ["đang chờ quyết định", "waiting for a decision"],
  approved: ["được chấp thuận", "approved"],
  refused: ["không được chấp thuận", "refused"],
};
const MOST = 200;

export function GroupPanel({ desk, run, paint, load, refresh, problem, writable }) {
  const group = desk.state.groups[desk.open],
    { list } = desk;
  return html`<section class="panel"><p class="crumb"><a href="#/">← ${say("Các nhóm", "All groups")}</a><span>${of(desk.state.indexes[group.index])}</span></p><h1 tabindex="-1">${of(group.title)}</h1>
    <p class="lead">${say(`${group.listed} người`, `${group.listed} people`)}${group.expected != null ? say(`, bình quân theo kế hoạch ${group.expected}`, `, even share of the plan ${group.expected}`) : ""}${group.limit != null ? say(`, tối đa ${group.limit}`, `, at most ${group.limit}`) : ""}${group.substitutes ? say(`, ${group.substitutes} người thay`, `, ${group.substitutes} substitutes`) : ""}.
      ${group.own_unit ? say(" Nhóm này đánh giá chính đơn vị.", " This group rates the unit itself.") : say(" Mỗi người đánh giá đơn vị ghi ở dòng của mình.", " Each person rates the unit named in the row.")}</p>
    <p class="buttons"><button type="button" class="button plain" disabled=${desk.busy} onClick=${preview(desk, group, run)}>${say("Xem trước phiếu điều tra của nhóm", "Preview the group's questionnaire")}</button></p>${problem}
    ${
      list
        ? html`<${Notices} notices=${list.notices} />${writable && html`<${RowForm} desk=${desk} group=${group} run=${run} paint=${paint} load=${load} refresh=${refresh} />`}
      ${desk.letters ? html`<${Letters} desk=${desk} group=${group} run=${run} paint=${paint} load=${load} />` : html`<${People} desk=${desk} group=${group} run=${run} paint=${paint} load=${load} refresh=${refresh} writable=${writable} />`}`
        : html`<p role="status">${say("Đang mở…", "Opening…")}</p>`
    }
    ${!desk.staff && html`<${Exceptions} desk=${desk} group=${group} run=${run} paint=${paint} refresh=${refresh} writable=${writable} />`}</section>`;
}

/** Show what this group will be asked, on the respondents' own page, which reads it from this device and sends nothing. */
const preview = (desk, group, run) =>
  run(async () => {
    const { groups, ...found } = await call("GET", `${desk.path}/questionnaires`);
    const shown = groups.find(
      (each) => each.index.id === group.index && each.group.id === group.group,
    );
    const name = group.own_unit
      ? desk.unit.unit.name
      : { vi: "đơn vị ghi ở từng dòng", en: "the unit named in each row" };
    showQuestionnaire(found.round, name, shown);
  });

/** Put these rows in the place of the list as it was read; whoever was faster is not written over. */
async function put(desk, group, rows, load, refresh) {
  const path = `${desk.path}/lists/${encodeURIComponent(group.group)}?index=${encodeURIComponent(group.index)}`;
  try {
    await call("PUT", path, { respondents: rows, version: desk.list.version });
  } catch (problem) {
    if (problem.code === "changed_meanwhile") {
      await load();
      Object.assign(problem, {
        detail:
          "Người khác vừa sửa danh sách này; danh sách mới đang hiện bên dưới, hãy làm lại thay đổi của Ông/Bà.",
        detail_en:
          "Somebody else has just changed this list; it is shown as it is now, make your change again.",
        errors: null,
      });
    }
    for (const each of problem.errors ?? [])
      each.at = each.at.startsWith(`rows[${desk.editing?.at}]`) ? each.at : "";
    throw problem;
  }
  await Promise.all([load(), refresh()]);
}

function RowForm({ desk, group, run, paint, load, refresh }) {
  const { editing } = desk;
  if (!editing)
    return html`<p><button type="button" class="button plain" onClick=${() => {
      desk.editing = { at: desk.list.respondents.length, row: { ...EMPTY } };
      paint();
      document.getElementById("row-name").focus();
    }}>${say("Thêm một người", "Add a person")}</button></p>`;
  const { row, at } = editing,
    fresh_ = at === desk.list.respondents.length,
    units = desk.state.units[group.index] ?? {};
  const set = (name) => (event) => {
    row[name] = event.target.value;
    paint();
  };
  const save = run(async () => {
    const rows = desk.list.respondents.map((each) => ({
      ...each,
      rates: group.own_unit ? "" : each.rates,
    }));
    rows[at] = editing.substitute ? { ...row } : { ...row, replaces: "", reason: "" };
    await put(desk, group, rows, load, refresh);
    desk.editing = null;
    return say("Đã lưu", "Saved");
  });
  const input = (name, label, needed) =>
    html`<p class="field"><label for="row-${name}">${label}${needed ? " *" : ""}</label><input id="row-${name}" value=${row[name]} onInput=${set(name)} autocomplete="off" type=${name === "email" ? "email" : "text"} /></p>`;
  return html`<form class="block row-form" onSubmit=${save} novalidate><h2>${fresh_ ? say("Thêm một người", "Add a person") : say(`Sửa dòng ${at + 1}`, `Change row ${at + 1}`)}</h2>
    <div class="inputs wide-inputs">${FIELDS().map(([name, label, needed]) => input(name, label, needed))}
      ${!group.own_unit && html`<p class="field"><label for="row-rates">${say("Đơn vị được đánh giá", "Rated unit")} *</label><select id="row-rates" value=${row.rates} onChange=${set("rates")}><option value="">${say("Chọn đơn vị", "Choose a unit")}</option>${Object.entries(units).map(([id, name]) => html`<option value=${id} selected=${row.rates === id}>${name}</option>`)}</select></p>`}</div>
    <label class="check"><input type="checkbox" checked=${editing.substitute} onChange=${(
      event,
    ) => {
      editing.substitute = event.target.checked;
      paint();
    }} /> ${say("Là người thay cho chức danh khác", "Substitute for another post")}</label>
    ${editing.substitute && html`<div class="inputs wide-inputs">${input("replaces", say("Thay cho chức danh", "Post that is replaced"), true)}${input("reason", say("Lý do thay", "Reason"), true)}</div>`}
    <p class="buttons"><button class="button" disabled=${desk.busy}>${say("Lưu", "Save")}</button> <button type="button" class="button plain" onClick=${() => {
      desk.editing = null;
      paint();
    }}>${say("Thôi", "Cancel")}</button></p></form>`;
}

function People({ desk, group, run, paint, load, refresh, writable }) {
  const rows = desk.list.respondents.map((row, at) => ({ row, at })),
    wanted = plain((desk.wanted ?? "").trim());
  const shown = wanted
      ? rows.filter(({ row }) => plain(`${row.name} ${row.email} ${row.position}`).includes(wanted))
      : rows,
    units = desk.state.units[group.index] ?? {};
  const edit = (row, at) => () => {
    desk.editing = { at, row: { ...row }, substitute: Boolean(row.replaces) };
    paint();
    document.getElementById("row-name").focus();
  };
  const drop = (at) =>
    run(async () => {
      desk.dropping = null;
      await put(
        desk,
        group,
        desk.list.respondents
          .filter((_, place) => place !== at)
          .map((each) => ({ ...each, rates: group.own_unit ? "" : each.rates })),
        load,
        refresh,
      );
      return say("Đã bỏ một người", "One person was taken off");
    });
  if (!rows.length)
    return html`<p>${say("Chưa có ai trong danh sách này.", "Nobody is on this list yet.")}</p>`;
  return html`<p class="field"><label for="find-person">${say("Tìm theo tên, thư hoặc chức vụ", "Find by name, address or post")}</label><input id="find-person" type="search" value=${desk.wanted ?? ""} onInput=${(
    event,
  ) => {
    desk.wanted = event.target.value;
    paint();
  }} /></p>
    <div class="scroll" tabindex="0" role="region" aria-label=${say("Những người trong danh sách", "People on the list")}><table class="people stack"><caption class="unseen">${of(group.title)}</caption>
    <thead><tr><th class="right">${say("Dòng", "Row")}</th><th>${say("Họ và tên, thư điện tử", "Name, e-mail address")}</th><th>${say("Chức vụ, cơ quan", "Post, organisation")}</th>${!group.own_unit && html`<th>${say("Đánh giá", "Rates")}</th>`}${writable && html`<th><span class="unseen">${say("Thao tác", "Actions")}</span></th>`}</tr></thead>
    <tbody>${shown.slice(0, MOST).map(
      ({
        row,
        at,
      }) => html`<tr key=${at}><td class="right" data-head=${say("Dòng", "Row")}>${at + 1}</td><td><b>${row.name}</b><br />${row.email}</td><td>${row.position}${row.organisation && html`<br /><span class="soft">${row.organisation}</span>`}${row.replaces && html`<br /><span class="soft">${say("Thay: ", "For: ")}${row.replaces} (${row.reason})</span>`}</td>${!group.own_unit && html`<td>${units[row.rates] ?? row.rates}</td>`}
      ${
        writable &&
        html`<td class="acts">${
          desk.dropping === at
            ? html`<button type="button" class="link" onClick=${drop(at)}>${say("Bỏ thật", "Really take off")}<span class="unseen">: ${row.name}</span></button> <button type="button" class="link" onClick=${() => {
                desk.dropping = null;
                paint();
              }}>${say("Thôi", "Cancel")}</button>`
            : html`<button type="button" class="link" onClick=${edit(row, at)}>${say("Sửa", "Change")}<span class="unseen">: ${row.name}</span></button> <button type="button" class="link" onClick=${() => {
                desk.dropping = at;
                paint();
              }}>${say("Bỏ", "Take off")}<span class="unseen">: ${row.name}</span></button>`
        }</td>`
      }</tr>`,
    )}</tbody></table></div>
    ${shown.length > MOST && html`<p class="soft">${say(`Hiện ${MOST} trên ${shown.length} người; gõ để tìm những người khác.`, `${MOST} of ${shown.length} people are shown; type to find the others.`)}</p>`}`;
}

function Exceptions({ desk, group, run, paint, refresh, writable }) {
  const own = desk.state.exceptions.filter(
      (each) => each.index === group.index && each.group === group.group,
    ),
    { asking } = desk;
  const ask = run(async () => {
    await call("POST", `${desk.path}/list-exceptions`, {
      save_id: asking.id,
      group: group.group,
      index: group.index,
      kind: asking.kind,
      people: Number(asking.people),
      reason: asking.reason,
    });
    desk.asking = null;
    await refresh();
    return say("Đã gửi đề nghị", "The request was sent");
  });
  const set = (name) => (event) => {
    asking[name] = event.target.value;
    paint();
  };
  return html`<section class="block"><h2>${say("Đề nghị ngoại lệ", "Exceptions")}</h2>
    ${own.map((each) => html`<p><b>${each.kind === "fewer" ? say(`Được ít hơn kế hoạch: ${each.people} người`, `Fewer than planned: ${each.people} people`) : say(`Được nhiều hơn quy định: ${each.people} người`, `More than the limit: ${each.people} people`)}</b> – ${say(...STATES[each.state])}<br /><span class="soft">${each.reason} · ${say("đề nghị lúc", "asked")} ${stamp(each.requested_at)}${each.decided_at && html` · ${say("quyết định lúc", "decided")} ${stamp(each.decided_at)}`}${each.note && html` · ${say("Ý kiến: ", "Note: ")}${each.note}`}</span></p>`)}
    ${!own.length && html`<p class="soft">${say("Chưa có đề nghị nào cho nhóm này.", "Nothing was asked for this group.")}</p>`}
    ${
      writable &&
      (asking
        ? html`<form onSubmit=${ask} novalidate>
      <p class="field"><label for="ask-kind">${say("Đề nghị", "Ask for")}</label><select id="ask-kind" onChange=${set("kind")}><option value="fewer" selected=${asking.kind === "fewer"}>${say("Ít người hơn kế hoạch", "Fewer people than planned")}</option><option value="more" selected=${asking.kind === "more"}>${say("Nhiều người hơn quy định", "More people than the limit")}</option></select></p>
      <p class="field"><label for="ask-people">${say("Số người", "Number of people")}</label><input id="ask-people" inputmode="numeric" value=${asking.people} onInput=${set("people")} /></p>
      <p class="field"><label for="ask-reason">${say("Lý do", "Reason")}</label><textarea id="ask-reason" rows="3" value=${asking.reason} onInput=${set("reason")}></textarea></p>
      <p class="buttons"><button class="button" disabled=${desk.busy || !/^\d{1,4}$/.test(asking.people) || !asking.reason.trim()}>${say("Gửi đề nghị", "Send the request")}</button> <button type="button" class="button plain" onClick=${() => {
        desk.asking = null;
        paint();
      }}>${say("Thôi", "Cancel")}</button></p></form>`
        : html`<button type="button" class="button plain" onClick=${() => {
            desk.asking = { id: fresh(), kind: "fewer", people: "", reason: "" };
            paint();
          }}>${say("Đề nghị ngoại lệ", "Ask for an exception")}</button>`)
    }</section>`;
}
