// One more row for the table of assignments.

import { indexOf, partsOf } from "assignments_words";
import { html } from "parts";
import { of, words } from "words";

const T = words({
  title: ["Giao một phần", "Assign a part"],
  changing: ["Sửa một dòng", "Change a row"],
  part: ["Lĩnh vực, tiêu chí", "Area or criterion"],
  choose: ["Chọn…", "Choose…"],
  units: ["Đơn vị", "Units"],
  everyUnit: ["Mọi đơn vị", "Every unit"],
  member: ["Người thẩm định", "Member"],
  deputy: ["Người thay, cho đơn vị công tác của người thẩm định", "Deputy, for the own unit"],
  nobody: ["Không có", "None"],
  helpers: ["Người giúp việc (chuẩn bị điểm, người thẩm định xác nhận)", "Helpers, who prepare"],
  add: ["Thêm vào bảng", "Add to the table"],
  replace: ["Thay dòng này", "Replace the row"],
  cancel: ["Thôi, không sửa", "Cancel"],
});
const APPRAISING = ["council", "chair"];
const EMPTY = { part: "", everyUnit: true, units: [], member: "", deputy: "", helpers: [] };

/** What is filled in so far; `replaces` is the row whose place it takes. */
export const noForm = () => ({ form: EMPTY });

const changes = {
  fill: (state, more) => ({ form: { ...state.form, ...more } }),
  empty: noForm,
};

/** `put` takes the row, and the one that it replaces. */
export function AssignmentForm({ page, state, put }) {
  const act = page.transitions(changes);
  const { form } = state;
  const fill = (name) => (event) => act.fill({ [name]: event.target.value });
  const submit = (event) => {
    event.preventDefault();
    const { everyUnit, units, replaces, ...row } = form;
    act.empty();
    put({ ...row, index: indexOf(state).index, units: everyUnit ? [] : units }, replaces);
  };
  const appraisers = state.overview.people.filter(({ role }) => APPRAISING.includes(role));
  return html`<form class="editor" onSubmit=${submit}>
    <h3>${form.replaces ? T.changing : T.title}</h3>
    <p class="field">
      <label for="give-part">${T.part}</label>
      <select id="give-part" required value=${form.part} onChange=${fill("part")}>
        <option value="">${T.choose}</option>
        ${partsOf(indexOf(state)).map(
          ({ code, title, deep }) => html`<option value=${code} selected=${form.part === code}>
            ${deep ? "   " : ""}${code} ${title}
          </option>`,
        )}
      </select>
    </p>
    <${Units} state=${state} form=${form} fill=${act.fill} />
    <div class="inputs wide-inputs">
      <${Person} id="give-member" label=${T.member} people=${appraisers} value=${form.member}
        fill=${fill("member")} none=${T.choose} required=${true} />
      <${Person} id="give-deputy" label=${T.deputy} value=${form.deputy}
        people=${appraisers.filter(({ email }) => email !== form.member)} fill=${fill("deputy")}
        none=${T.nobody} />
    </div>
    <${Helpers} state=${state} form=${form} fill=${act.fill} />
    <p class="buttons">
      <button class="button plain" disabled=${!form.everyUnit && !form.units.length}>
        ${form.replaces ? T.replace : T.add}
      </button>
      ${
        form.replaces &&
        html` <button type="button" class="button plain" onClick=${act.empty}>${T.cancel}</button>`
      }
    </p>
  </form>`;
}

const Person = ({ id, label, people, value, fill, none, required }) => html`<p class="field">
  <label for=${id}>${label}</label>
  <select id=${id} required=${required} value=${value} onChange=${fill}>
    <option value="">${none}</option>
    ${people.map(
      ({ email, name }) => html`<option value=${email} selected=${value === email}>
        ${name || email}
      </option>`,
    )}
  </select>
</p>`;

const toggled = (list, each, on) => [...list.filter((one) => one !== each), ...(on ? [each] : [])];

function Units({ state, form, fill }) {
  const units = state.overview.units.filter(({ index }) => index === indexOf(state).index);
  return html`<fieldset class="plain-set">
    <legend>${T.units}</legend>
    <label class="check">
      <input type="checkbox" checked=${form.everyUnit}
        onChange=${(event) => fill({ everyUnit: event.target.checked })} /> ${T.everyUnit}
    </label>
    ${
      !form.everyUnit &&
      html`<${Checks} things=${units.map(({ unit, name }) => [unit, of(name)])} chosen=${form.units}
        set=${(chosen) => fill({ units: chosen })} />`
    }
  </fieldset>`;
}

function Helpers({ state, form, fill }) {
  const people = state.overview.people.filter(({ email }) => email !== form.member);
  return html`<fieldset class="plain-set">
    <legend>${T.helpers}</legend>
    <${Checks} things=${people.map(({ email, name }) => [email, name || email])}
      chosen=${form.helpers} set=${(chosen) => fill({ helpers: chosen })} />
  </fieldset>`;
}

const Checks = ({ things, chosen, set }) => html`<ul class="many-checks">
  ${things.map(
    ([id, name]) => html`<li key=${id}>
      <label class="check">
        <input type="checkbox" checked=${chosen.includes(id)}
          onChange=${(event) => set(toggled(chosen, id, event.target.checked))} /> ${name}
      </label>
    </li>`,
  )}
</ul>`;
