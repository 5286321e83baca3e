// What a unit has asked for beyond the plan of a group: fewer people, or more of them.

import { groupOf } from "list_rows";
import { html } from "parts";
import { call, fresh } from "session";
import { say, stamp, words } from "words";

const T = words({
  title: ["Đề nghị ngoại lệ", "Exemptions"],
  none: ["Chưa có đề nghị nào cho nhóm này.", "Nothing was asked for this group."],
  fewerPeople: (count) => [
    `Được ít hơn kế hoạch: ${count} người`,
    `Fewer than planned: ${count} people`,
  ],
  morePeople: (count) => [
    `Được nhiều hơn quy định: ${count} người`,
    `More than the limit: ${count} people`,
  ],
  askedAt: (at) => [`đề nghị lúc ${at}`, `asked ${at}`],
  decidedAt: (at) => [`quyết định lúc ${at}`, `decided ${at}`],
  note: (note) => [`Ý kiến: ${note}`, `Note: ${note}`],
  begin: ["Đề nghị ngoại lệ", "Ask for an exemption"],
  kind: ["Đề nghị", "Ask for"],
  fewer: ["Ít người hơn kế hoạch", "Fewer people than planned"],
  more: ["Nhiều người hơn quy định", "More people than the limit"],
  people: ["Số người", "Number of people"],
  reason: ["Lý do", "Reason"],
  send: ["Gửi đề nghị", "Send the request"],
  sent: ["Đã gửi đề nghị", "The request was sent"],
  cancel: ["Thôi", "Cancel"],
});
const STATES = {
  requested: ["đang chờ quyết định", "waiting for a decision"],
  approved: ["được chấp thuận", "approved"],
  refused: ["không được chấp thuận", "refused"],
};

/** `asking` is {id, kind, people, reason} of the request in the form; sent twice it counts once. */
const changes = {
  begin: () => ({ asking: { id: fresh(), kind: "fewer", people: "", reason: "" } }),
  type: ({ asking }, name, value) => ({ asking: { ...asking, [name]: value } }),
  close: () => ({ asking: null }),
};

export function Exemptions({ page, state, writable }) {
  const { group, index } = groupOf(state);
  const act = page.transitions(changes);
  const asked = state.lists.exceptions.filter(
    (each) => each.index === index && each.group === group,
  );
  return html`<section class="block">
    <h2>${T.title}</h2>
    ${asked.map((each) => html`<${Exemption} asked=${each} />`)}
    ${!asked.length && html`<p class="soft">${T.none}</p>`}
    ${writable && state.asking && html`<${ExemptionForm} page=${page} state=${state} act=${act} />`}
    ${
      writable &&
      !state.asking &&
      html`<button type="button" class="button plain" onClick=${act.begin}>${T.begin}</button>`
    }
  </section>`;
}

function Exemption({ asked }) {
  const title = asked.kind === "fewer" ? T.fewerPeople(asked.people) : T.morePeople(asked.people);
  const told = [
    asked.reason,
    T.askedAt(stamp(asked.requested_at)),
    asked.decided_at && T.decidedAt(stamp(asked.decided_at)),
    asked.note && T.note(asked.note),
  ];
  return html`<p>
    <b>${title}</b> – ${say(...STATES[asked.state])}<br />
    <span class="soft">${told.filter(Boolean).join(" · ")}</span>
  </p>`;
}

function ExemptionForm({ page, state, act }) {
  const { kind, people, reason } = state.asking;
  const type = (name) => (event) => act.type(name, event.target.value);
  const complete = /^\d{1,4}$/.test(people) && reason.trim();
  return html`<form onSubmit=${page.run(() => ask(page, act))} novalidate>
    <p class="field">
      <label for="ask-kind">${T.kind}</label>
      <select id="ask-kind" onChange=${type("kind")}>
        <option value="fewer" selected=${kind === "fewer"}>${T.fewer}</option>
        <option value="more" selected=${kind === "more"}>${T.more}</option>
      </select>
    </p>
    <p class="field">
      <label for="ask-people">${T.people}</label>
      <input id="ask-people" inputmode="numeric" value=${people} onInput=${type("people")} />
    </p>
    <p class="field">
      <label for="ask-reason">${T.reason}</label>
      <textarea id="ask-reason" rows="3" value=${reason}
        onInput=${type("reason")}></textarea>
    </p>
    <p class="buttons">
      <button class="button" disabled=${state.busy || !complete}>${T.send}</button>${" "}
      <button type="button" class="button plain" onClick=${act.close}>${T.cancel}</button>
    </p>
  </form>`;
}

async function ask(page, act) {
  const { id, kind, people, reason } = page.state.asking;
  const { group, index } = groupOf(page.state);
  const request = { save_id: id, group, index, kind, people: Number(people), reason };
  await call("POST", `${page.state.path}/list-exceptions`, request);
  act.close();
  await page.reload();
  return T.sent;
}
