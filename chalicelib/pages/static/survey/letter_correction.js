// The form that corrects the address of a person whose letter came back.

import { groupOf } from "list_rows";
import { listPath } from "list_state";
import { html } from "parts";
import { call } from "session";
import { words } from "words";

const T = words({
  address: (name) => [`Địa chỉ đúng của ${name}`, `The right address of ${name}`],
  cameBack: (old) => [
    `Thư gửi tới ${old} bị trả lại. Sau khi sửa, đường dẫn đã gửi hết hiệu lực và thư mời mới ` +
      `đi tới địa chỉ mới. Mỗi lần sửa đều được ghi lại.`,
    `The letter to ${old} came back. Once it is corrected, the link that was sent is dead and a ` +
      `new letter goes to the new address. Every correction is on record.`,
  ],
  otherDomain: (domain) => [
    `Địa chỉ mới thuộc tên miền khác (${domain}): phải chờ bộ phận điều hành duyệt, ` +
      `lúc đó thư mới được gửi.`,
    `The new address is under another mail domain (${domain}): it waits for the operations ` +
      `staff, and nothing is sent before.`,
  ],
  ask: ["Gửi để duyệt", "Send for approval"],
  asked: ["Đã gửi, chờ duyệt", "Sent for approval"],
  correct: ["Sửa và gửi thư mời mới", "Correct and send again"],
  corrected: ["Đã sửa địa chỉ", "The address was corrected"],
  cancel: ["Thôi", "Cancel"],
});

/** `fixing` is {at, old, value}: the row, the address that failed, the one being typed. */
const changes = {
  open: (_state, { at, email }) => ({ fixing: { at, old: email, value: "" } }),
  type: ({ fixing }, value) => ({ fixing: { ...fixing, value } }),
  close: () => ({ fixing: null }),
};

/** Open the form for this person, and move there. */
export function correctAddress(page, person) {
  page.transitions(changes).open(person);
  document.getElementById("row-new").focus();
}

const domainOf = (address) => address.trim().toLowerCase().split("@")[1] ?? "";

export function CorrectAddress({ page, state, name }) {
  const { type, close } = page.transitions(changes);
  const { old, value } = state.fixing;
  const domain = domainOf(value);
  const waits = !state.staff && domain && domain !== domainOf(old);
  return html`<form class="editor" onSubmit=${page.run(() => save(page))} novalidate>
    <p class="field">
      <label for="row-new">${T.address(name)}</label>
      <span class="hint" id="row-new-hint">${T.cameBack(old)}</span>
      <input id="row-new" type="email" autocomplete="off" maxlength="254"
        aria-describedby="row-new-hint" value=${value}
        onInput=${(event) => type(event.target.value)} />
    </p>
    ${waits && html`<p class="notice" role="status">${T.otherDomain(domain)}</p>`}
    <p class="buttons">
      <button class="button" disabled=${state.busy || !domain}>
        ${waits ? T.ask : T.correct}
      </button>${" "}
      <button type="button" class="button plain" onClick=${close}>${T.cancel}</button>
    </p>
  </form>`;
}

/** An address under another mail domain waits for the operations staff. */
async function save(page) {
  const { state } = page;
  const { old, value } = state.fixing;
  const path = listPath(state, groupOf(state), "/corrections");
  const kept = await call("POST", path, { old, new: value });
  page.transitions(changes).close();
  await page.fetch();
  return kept.state === "waiting" ? T.asked : T.corrected;
}
