// Where the people of the council work: nobody appraises the own unit.

import { allUnitNames, personName } from "assignments_words";
import { html } from "parts";
import { of, words } from "words";

const T = words({
  title: ["Đơn vị công tác của người trong Hội đồng", "Where people of the council work"],
  lead: [
    "Không ai thẩm định hay giúp việc cho đơn vị nơi mình công tác; hệ thống từ chối.",
    "Nobody appraises or helps with the unit where they work; the system refuses it.",
  ],
  none: ["Chưa ghi ai.", "Nobody is listed yet."],
  person: ["Người", "Person"],
  unit: ["Đơn vị công tác", "Works at"],
  choose: ["Chọn…", "Choose…"],
  add: ["Ghi", "Note"],
  remove: ["Bỏ", "Remove"],
});

const changes = {
  pick: (state, more) => ({ ownForm: { ...state.ownForm, ...more } }),
  empty: () => ({ ownForm: {} }),
};

/** `put` takes the changed list. */
export function OwnUnits({ page, state, own, writes, put }) {
  const act = page.transitions(changes);
  const { person = "", unit = "" } = state.ownForm ?? {};
  // Who is taken off the list is told without units: people who are not told keep theirs.
  const noted = own.filter(({ units }) => units.length > 0);
  const note = (event) => {
    event.preventDefault();
    const before = own.find((each) => each.person === person)?.units ?? [];
    const others = own.filter((each) => each.person !== person);
    act.empty();
    put([...others, { person, units: [...new Set([...before, unit])] }]);
  };
  return html`<details class="block">
    <summary><h3>${T.title}</h3></summary>
    <p>${T.lead}</p>
    ${noted.length === 0 && html`<p role="status">${T.none}</p>`}
    <ul class="changes">
      ${noted.map(
        (each) => html`<li key=${each.person}>
          <b>${personName(state, each.person)}</b>: ${allUnitNames(state, each.units)}${" "}
          ${
            writes &&
            html`<button type="button" class="link"
              onClick=${() => put(own.map((one) => (one === each ? { ...one, units: [] } : one)))}>
              ${T.remove}<span class="unseen"> ${personName(state, each.person)}</span>
            </button>`
          }
        </li>`,
      )}
    </ul>
    ${
      writes &&
      html`<form class="giving" onSubmit=${note}>
        <${Choice} id="own-person" label=${T.person} value=${person}
          things=${state.overview.people.map(({ email, name }) => [email, name || email])}
          pick=${(value) => act.pick({ person: value })} />
        <${Choice} id="own-unit" label=${T.unit} value=${unit}
          things=${state.overview.units.map((one) => [one.unit, of(one.name)])}
          pick=${(value) => act.pick({ unit: value })} />
        <p class="buttons"><button class="button plain">${T.add}</button></p>
      </form>`
    }
  </details>`;
}

const Choice = ({ id, label, value, things, pick }) => html`<p class="field">
  <label for=${id}>${label}</label>
  <select id=${id} required value=${value} onChange=${(event) => pick(event.target.value)}>
    <option value="">${T.choose}</option>
    ${things.map(
      ([each, name]) => html`<option value=${each} selected=${value === each}>${name}</option>`,
    )}
  </select>
</p>`;
