// The form that adds a person to a list, or changes one.

import { groupOf, putRows, reloadGroup, rowsOf } from "list_rows";
import { html } from "parts";
import { words } from "words";

const T = words({
  add: ["Thêm một người", "Add a person"],
  change: (row) => [`Sửa dòng ${row}`, `Change row ${row}`],
  name: ["Họ và tên", "Name"],
  email: ["Thư điện tử", "E-mail address"],
  position: ["Chức vụ", "Post"],
  organisation: ["Cơ quan công tác", "Organisation"],
  rates: ["Đơn vị được đánh giá", "Rated unit"],
  choose: ["Chọn đơn vị", "Choose a unit"],
  substitute: ["Là người thay cho chức danh khác", "Substitute for another post"],
  replaces: ["Thay cho chức danh", "Post that is replaced"],
  reason: ["Lý do thay", "Reason"],
  save: ["Lưu", "Save"],
  saved: ["Đã lưu", "Saved"],
  cancel: ["Thôi", "Cancel"],
});
const EMPTY = {
  name: "",
  email: "",
  position: "",
  organisation: "",
  rates: "",
  replaces: "",
  reason: "",
};

/**
 * `editing` is {at, email, row, substitute}: the row in the form; its place is null for a new one.
 * `email` is the address that the list has: the row is found by it when the list is loaded again.
 */
const changes = {
  edit: (_state, at, row) => ({
    editing: { at, email: row.email, row: { ...row }, substitute: Boolean(row.replaces) },
  }),
  type: ({ editing }, name, value) => ({
    editing: { ...editing, row: { ...editing.row, [name]: value } },
  }),
  substitute: ({ editing }, substitute) => ({ editing: { ...editing, substitute } }),
  close: () => ({ editing: null }),
};

/** Open the form for a row of the list, or for a new one, whose `at` is null. */
export function editRow(page, at, row) {
  page.transitions(changes).edit(at, row);
  document.getElementById("row-name").focus();
}

export function PersonForm({ page, state }) {
  const { editing } = state;
  if (!editing) {
    const add = () => editRow(page, null, EMPTY);
    return html`<p><button type="button" class="button plain" onClick=${add}>${T.add}</button></p>`;
  }
  const act = page.transitions(changes);
  const save = page.run(() => saveRow(page, state, act));
  return html`<form class="block row-form" onSubmit=${save} novalidate>
    <h2>${editing.at === null ? T.add : T.change(editing.at + 1)}</h2>
    <${Fields} state=${state} act=${act} />
    <${Substitute} editing=${editing} act=${act} />
    <p class="buttons">
      <button class="button" disabled=${state.busy}>${T.save}</button>${" "}
      <button type="button" class="button plain" onClick=${act.close}>${T.cancel}</button>
    </p>
  </form>`;
}

async function saveRow(page, state, act) {
  const { at, row, substitute } = state.editing;
  const rows = rowsOf(state);
  rows[at ?? rows.length] = substitute ? row : { ...row, replaces: "", reason: "" };
  await putRows(page, rows);
  act.close();
  await reloadGroup(page);
  return T.saved;
}

function Fields({ state, act }) {
  const { row } = state.editing;
  const field = (name, needed) =>
    html`<${Field} name=${name} needed=${needed} row=${row} act=${act} />`;
  return html`<div class="inputs wide-inputs">
    ${field("name", true)}${field("email", true)}${field("position")}${field("organisation")}
    ${!groupOf(state).own_unit && html`<${Rates} state=${state} row=${row} act=${act} />`}
  </div>`;
}

function Field({ name, needed, row, act }) {
  return html`<p class="field">
    <label for="row-${name}">${T[name]}${needed ? " *" : ""}</label>
    <input id="row-${name}" type=${name === "email" ? "email" : "text"} autocomplete="off"
      value=${row[name]} onInput=${(event) => act.type(name, event.target.value)} />
  </p>`;
}

/** The unit that the person rates. */
function Rates({ state, row, act }) {
  const units = Object.entries(state.lists.units[groupOf(state).index] ?? {});
  return html`<p class="field">
    <label for="row-rates">${T.rates} *</label>
    <select id="row-rates" value=${row.rates}
      onChange=${(event) => act.type("rates", event.target.value)}>
      <option value="">${T.choose}</option>
      ${units.map(
        ([id, name]) => html`<option value=${id} selected=${row.rates === id}>${name}</option>`,
      )}
    </select>
  </p>`;
}

function Substitute({ editing: { row, substitute }, act }) {
  return html`<label class="check">
      <input type="checkbox" checked=${substitute}
        onChange=${(event) => act.substitute(event.target.checked)} /> ${T.substitute}
    </label>
    ${
      substitute &&
      html`<div class="inputs wide-inputs">
        <${Field} name="replaces" needed=${true} row=${row} act=${act} />
        <${Field} name="reason" needed=${true} row=${row} act=${act} />
      </div>`
    }`;
}
