// One unit in the table of a criterion: what it sent, and the council's value with its reason.

import { isLocked } from "across_rows";
import { placeOfLeaf } from "council_state";
import { Conflict, wordsOf } from "criterion";
import { label } from "formula";
import { html } from "parts";
import { keys } from "rules";
import { detail, number, of, say, score, words } from "words";

const T = words({
  notApplicable: ["không áp dụng", "not applicable"],
  notSent: ["chưa gửi", "not submitted"],
  accept: ["Chấp nhận", "Accept"],
  acceptOf: (name) => [`Chấp nhận: ${name}`, `Accept: ${name}`],
  explanation: ["Giải trình", "Explanation"],
  choose: ["Chọn mức…", "Choose a level…"],
  own: ["Đơn vị tự chấm", "The unit's own"],
  first: ["Lần 1", "First"],
  points: ["Điểm", "Points"],
  value: ["Mức", "Level"],
  reason: ["Lý do", "Reason"],
  needed: ["Cần lý do thì mới lưu", "Saved once a reason is given"],
  files: (count) => [`${count} tệp`, `${count} files`],
});
const STATES = words({
  dirty: ["chưa lưu", "not saved"],
  saving: ["đang lưu", "saving"],
  saved: ["đã lưu", "saved"],
  retrying: ["đang thử lại", "trying again"],
});

export function UnitRow({ across, row }) {
  const { leaf, pass, code } = across;
  const { sheet } = row;
  const locked = isLocked(across, row);
  const clash = sheet.conflicts[code];
  return html`<tr>
      <th scope="row">
        <a href=${placeOfLeaf(row.unit, code)}>${of(row.name)}</a>
        ${row.evidence.length > 0 && html`<${Files} count=${row.evidence.length} />`}
      </th>
      <td data-head=${T.own}><${Own} row=${row} leaf=${leaf} /></td>
      ${
        pass.number === 2 &&
        html`<td data-head=${T.first}><${Given} given=${sheet.before(code)} leaf=${leaf} /></td>`
      }
      <td>
        ${row.applies && html`<${Value} row=${row} leaf=${leaf} locked=${locked} />`}
        <${Wrong} sheet=${sheet} code=${code} />
      </td>
      <td class="right" data-head=${T.points}>
        ${sheet.points(code) === null ? "–" : score(sheet.points(code))}
        <br /><span class="soft" role="status">${STATES[sheet.state] ?? ""}</span>
      </td>
      <td data-head=${T.reason}><${Reason} row=${row} code=${code} locked=${locked} /></td>
    </tr>
    ${
      clash &&
      html`<tr>
        <td colspan=${pass.number === 2 ? 6 : 5}>
          <${Conflict} state=${{ leaves: { [code]: leaf } }} sheet=${sheet} code=${code} />
        </td>
      </tr>`
    }`;
}

const Files = ({ count }) => html`<br /><span class="soft">${T.files(count)}</span>`;

/** What the unit sent. */
function Own({ row: { own, applies, submission }, leaf }) {
  if (!applies) return T.notApplicable;
  if (own?.value == null) return submission === "not_submitted" ? T.notSent : "–";
  return html`<${Given} given=${own} leaf=${leaf} />
    ${own.explanation && html`<${Explained} text=${own.explanation} />`}`;
}

const Explained = ({ text }) =>
  html`<details><summary>${T.explanation}</summary><p class="said">${text}</p></details>`;

const Given = ({ given, leaf }) =>
  given?.value == null
    ? "–"
    : html`${wordsOf(leaf, "value", given.value)}: <b>${score(given.points)}</b>`;

/** The inputs of the value, and taking over what the unit sent. */
function Value({ row, leaf, locked }) {
  const { sheet, own, name } = row;
  const accept = () => sheet.takeOver(leaf.code);
  const Fields = leaf.rule.type === "levels" ? Level : Inputs;
  return html`<span class="in-place">
    <${Fields} row=${row} leaf=${leaf} locked=${locked} />
    ${
      !locked &&
      own?.value != null &&
      html`<button type="button" class="link" aria-label=${T.acceptOf(of(name))}
        onClick=${accept}>${T.accept}</button>`
    }
  </span>`;
}

function Level({ row: { sheet, name }, leaf: { code, rule }, locked }) {
  const { level: chosen = "" } = sheet.fields(code);
  const choose = (event) =>
    sheet.edit(code, { fields: event.target.value ? { level: event.target.value } : {} });
  return html`<select aria-label=${`${of(name)}: ${T.value}`} disabled=${locked}
    onChange=${choose}>
    <option value="" selected=${chosen === ""}>${T.choose}</option>
    ${rule.levels.map(
      ({ id, title, points }) =>
        html`<option value=${id} selected=${chosen === id}>
          ${of(title)} (${score(points)})
        </option>`,
    )}
  </select>`;
}

function Inputs({ row: { sheet, name }, leaf: { code, rule }, locked }) {
  const fields = sheet.fields(code);
  const written = sheet.shown(code)?.fields ? (text) => text : number;
  const set = (key) => (event) =>
    sheet.edit(code, { fields: { ...sheet.fields(code), [key]: event.target.value } });
  return keys(rule).map(
    (key) =>
      html`<input inputmode="decimal" autocomplete="off" disabled=${locked}
        aria-label=${`${of(name)}: ${label(rule, key)}`} title=${label(rule, key)}
        value=${written(fields[key] ?? "")} onInput=${set(key)} />`,
  );
}

function Wrong({ sheet, code }) {
  const { fault } = sheet.reading(code);
  const refused = sheet.faults[code] ?? sheet.refusal;
  const text = fault ? say(fault.vi, fault.en) : refused && detail(refused);
  return text ? html`<p class="wrong" role="alert">${text}</p>` : null;
}

function Reason({ row: { sheet, name }, code, locked }) {
  return html`<textarea rows="2" maxlength="4000" disabled=${locked}
      aria-label=${`${of(name)}: ${T.reason}`} value=${sheet.explanation(code)}
      onInput=${(event) => sheet.edit(code, { explanation: event.target.value })}></textarea>
    ${sheet.lacksReason(code) && html`<p class="need">${T.needed}</p>`}`;
}
