// The table of assignments, changed here and saved as a whole; where people work besides.

import { AssignmentForm, noForm } from "assignments_form";
import { OwnUnits } from "assignments_own";
import { indexOf, partName, personName, unitNames } from "assignments_words";
import { html } from "parts";
import { call } from "session";
import { words } from "words";

const T = words({
  title: ["Bảng phân công", "Table of assignments"],
  none: ["Bộ chỉ số này chưa giao gì.", "Nothing of this index is assigned yet."],
  part: ["Lĩnh vực, tiêu chí", "Area or criterion"],
  units: ["Đơn vị", "Units"],
  member: ["Người thẩm định", "Member"],
  deputy: (name) => [`người thay: ${name}`, `deputy: ${name}`],
  helpers: (names) => [`giúp việc: ${names}`, `helpers: ${names}`],
  acts: ["Sửa, bỏ", "Change, remove"],
  change: ["Sửa", "Change"],
  remove: ["Bỏ", "Remove"],
  about: (part, name) => [` ${part} của ${name}`, ` ${part} of ${name}`],
  unsaved: [
    "Bảng có thay đổi chưa lưu. Lưu thì thay toàn bộ phân công cùng lúc.",
    "The table has changes that are not saved. Saving replaces all assignments at once.",
  ],
  save: ["Lưu phân công", "Save the assignments"],
  saved: ["Đã lưu phân công.", "The assignments are saved."],
  undo: ["Bỏ thay đổi", "Drop the changes"],
});

/** `draft` is the table as it is changed here, {assignments, own}; null while nothing was. */
export const noEditing = () => ({ draft: null, ...noForm() });
export const nothingChanged = ({ draft }) => draft === null;

/** The table as it is shown: with the changes made here. */
export const tableOf = ({ draft, overview }) => draft ?? overview;

const changes = {
  keep: (_state, draft) => ({ draft }),
  take: (_state, row) => ({ form: { ...row, everyUnit: !row.units.length, replaces: row } }),
  remove: (state, row) => ({ draft: without(state, row) }),
  undo: () => noEditing(),
  show: (_state, overview) => ({ overview, ...noEditing() }),
};

function without(state, row) {
  const { assignments, own } = tableOf(state);
  return { assignments: assignments.filter((one) => one !== row), own };
}

/** The rows with one more, or with it in the place of another. */
const placed = (rows, row, replaced) =>
  replaced ? rows.map((one) => (one === replaced ? row : one)) : [...rows, row];

export function Editing({ page, state, writes }) {
  const act = page.transitions(changes);
  const { assignments, own } = tableOf(state);
  const rows = assignments.filter((row) => row.index === indexOf(state).index);
  const put = (more) => act.keep({ assignments, own, ...more });
  return html`<section class="block">
    <h2>${T.title}</h2>
    ${
      rows.length
        ? html`<${Rows} state=${state} rows=${rows} act=${writes && act} />`
        : html`<p role="status">${T.none}</p>`
    }
    ${
      writes &&
      html`<${AssignmentForm} page=${page} state=${state}
        put=${(row, replaced) => put({ assignments: placed(assignments, row, replaced) })} />`
    }
    <${OwnUnits} page=${page} state=${state} own=${own} writes=${writes}
      put=${(changed) => put({ own: changed })} />
    ${!nothingChanged(state) && html`<${Unsaved} page=${page} state=${state} act=${act} />`}
  </section>`;
}

function Rows({ state, rows, act }) {
  const index = indexOf(state);
  const row = (one, at) => {
    const part = partName(index, one.part);
    const about = html`<span class="unseen">${T.about(part, personName(state, one.member))}</span>`;
    return html`<tr key=${at}>
      <th scope="row">${part}</th>
      <td data-head=${T.units}>${unitNames(state, one.units)}</td>
      <td data-head=${T.member}><${Person} state=${state} row=${one} /></td>
      ${
        act &&
        html`<td class="acts">
          <button type="button" class="link" onClick=${() => act.take(one)}>
            ${T.change}${about}
          </button>${" "}
          <button type="button" class="link" onClick=${() => act.remove(one)}>
            ${T.remove}${about}
          </button>
        </td>`
      }
    </tr>`;
  };
  return html`<table class="standing stack">
    <caption class="unseen">${T.title}</caption>
    <thead><tr>
      <th scope="col">${T.part}</th><th scope="col">${T.units}</th>
      <th scope="col">${T.member}</th>${act && html`<th scope="col">${T.acts}</th>`}
    </tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;
}

function Person({ state, row }) {
  const name = (email) => personName(state, email);
  const note = (text) => html`<br /><span class="soft">${text}</span>`;
  return html`${name(row.member)}
    ${row.deputy && note(T.deputy(name(row.deputy)))}
    ${row.helpers.length > 0 && note(T.helpers(row.helpers.map(name).join(", ")))}`;
}

function Unsaved({ page, state, act }) {
  const save = page.run(async () => {
    const { assignments, own } = tableOf(state);
    const body = { version: state.overview.version, assignments, own };
    act.show(await call("PUT", `${state.path}/assignments`, body));
    return T.saved;
  });
  return html`<div class="notice" role="status">
    <p>${T.unsaved}</p>
    <p class="buttons">
      <button type="button" class="button" disabled=${state.busy} onClick=${save}>
        ${T.save}
      </button>${" "}
      <button type="button" class="button plain" onClick=${act.undo}>${T.undo}</button>
    </p>
  </div>`;
}
