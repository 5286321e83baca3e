// The inputs of a leaf, by its rule, and the points they give.

import { label } from "formula";
import { two } from "fractions";
import { html } from "parts";
import { read } from "readings";
import { keys } from "rules";
import { detail, number, of, say, score, words } from "words";

const T = words({
  level: ["Mức đạt được", "Level reached"],
  points: ["điểm", "points"],
  partial: [
    "Điền nốt ô còn lại thì mới tính điểm và lưu được.",
    "Fill in the other field; then it is scored and saved.",
  ],
  clear: ["Xóa số liệu", "Clear"],
  estimated: ["Số ước tính đến hết năm", "Estimated to the end of the year"],
});

const pointsOf = ({ points }) => (points ? two(points) : null);

/** A value being typed, as the inputs of a leaf take it: a sheet that saves nothing. */
export const unsaved = (leaf, fields, fill) => ({
  faults: {},
  fields: () => fields,
  shown: () => ({ fields }),
  reading: () => read(leaf, fields),
  points: () => pointsOf(read(leaf, fields)),
  edit: (_code, change) => fill(change.fields),
});

/** The inputs; `estimates`: whether a figure may be marked as an estimate. */
export function Values({ sheet, leaf, locked, estimates }) {
  const { code, rule } = leaf;
  const read = sheet.reading(code);
  const refused = sheet.faults[code];
  const fault = read.fault ? say(read.fault.vi, read.fault.en) : refused && detail(refused);
  const Fields = rule.type === "levels" ? Levels : Inputs;
  return html`<div class="values">
    <${Fields} sheet=${sheet} leaf=${leaf} locked=${locked} read=${read} fault=${fault} />
    ${fault && html`<p class="wrong" id="value-wrong" role="alert">${fault}</p>`}
    ${read.doubts?.length > 0 && html`<${Doubts} rule=${rule} doubts=${read.doubts} />`}
    ${read.partial && html`<p class="soft" role="status">${T.partial}</p>`}
    <${Score} sheet=${sheet} leaf=${leaf} locked=${locked} />
    ${estimates && html`<${Estimated} sheet=${sheet} code=${code} locked=${locked} />`}
  </div>`;
}

const Estimated = ({ sheet, code, locked }) =>
  html`<label class="check">
    <input type="checkbox" disabled=${locked} checked=${sheet.estimated(code)}
      onChange=${(event) => sheet.edit(code, { estimated: event.target.checked })} />${" "}
    ${T.estimated}
  </label>`;

/** Keep what is typed into one field of the value. */
const set = (sheet, code, key) => (event) =>
  sheet.edit(code, { fields: { ...sheet.fields(code), [key]: event.target.value } });

function Levels({ sheet, leaf: { code, rule, max }, locked }) {
  const { level: chosen } = sheet.fields(code);
  return html`<fieldset disabled=${locked}>
    <legend>${T.level}</legend>
    ${rule.levels.map(
      ({ id, title, points }) => html`<label class="option">
        <input type="radio" name="level" value=${id} checked=${chosen === id}
          onChange=${set(sheet, code, "level")} />
        <span>${of(title)}</span>
        <span class="worth">${score(points)} / ${score(max)} ${T.points}</span>
      </label>`,
    )}
  </fieldset>`;
}

function Inputs({ sheet, leaf: { code, rule }, locked, read, fault }) {
  const fields = sheet.fields(code);
  const written = sheet.shown(code)?.fields ? (text) => text : number;
  const doubtful = read.doubts?.length ? "value-doubt" : undefined;
  return html`<div class=${rule.type === "formula" ? "inputs named" : "inputs"}>
    ${keys(rule).map(
      (key) => html`<p class="field">
        <label for="in-${key}">${label(rule, key)}</label>
        <input id="in-${key}" inputmode="decimal" autocomplete="off" disabled=${locked}
          class=${fault && (read.key ?? key) === key ? "invalid" : ""}
          aria-invalid=${fault ? "true" : undefined}
          aria-describedby=${fault ? "value-wrong" : doubtful}
          value=${written(fields[key] ?? "")} onInput=${set(sheet, code, key)} />
      </p>`,
    )}
  </div>`;
}

const Doubts = ({ rule, doubts }) =>
  html`<div class="doubt" id="value-doubt" role="status">
    ${doubts.map(
      ({ key, vi, en }) => html`<p>${key ? `${label(rule, key)} ` : ""}${say(vi, en)}.</p>`,
    )}
  </div>`;

function Score({ sheet, leaf: { code, max }, locked }) {
  const points = sheet.points(code);
  const entered = Object.keys(sheet.fields(code)).length > 0;
  return html`<p class="score">
    <output aria-live="polite">
      <b>${points === null ? "–" : score(points)}</b> / ${score(max)} ${T.points}
    </output>
    ${
      entered &&
      !locked &&
      html`<button type="button" class="link"
        onClick=${() => sheet.edit(code, { fields: {} })}>${T.clear}</button>`
    }
  </p>`;
}
