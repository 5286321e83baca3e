// One criterion of all units side by side, to be changed in place: the same case gets the same
// points.

import { ActsOf } from "acceptances";
import { UnitRow } from "across_row";
import { loadAcross, rowsToAccept } from "across_rows";
import { Problem } from "acts";
import { Bulk } from "bulk";
import { nameOfPass } from "council_head";
import { Guide } from "guide";
import { Opening } from "opening";
import { html } from "parts";
import { of, score, words } from "words";

const T = words({
  back: ["← Các tiêu chí", "← Criteria"],
  maximum: ["Điểm tối đa", "Maximum"],
  onlyWaiting: ["Chỉ hiện đơn vị chưa thẩm định", "Only units not appraised"],
  unit: ["Đơn vị", "Unit"],
  own: ["Đơn vị tự chấm", "The unit's own"],
  first: ["Lần 1", "First"],
  value: ["Hội đồng chấm", "The council's value"],
  points: ["Điểm", "Points"],
  reason: ["Lý do, nhận xét", "Reason or comment"],
  closed: ["Hiện không trong thời hạn thẩm định; chỉ xem.", "The appraisal is not open now."],
  notMine: [
    "Tiêu chí này không được phân công cho Ông/Bà; chỉ xem.",
    "This criterion is not assigned to you; you can only read it.",
  ],
});

const changes = { onlyWaiting: (_state, onlyWaiting) => ({ onlyWaiting }) };

export function Across({ page, state }) {
  const { across } = state;
  if (!across) return html`<${Opening} />`;
  const { leaf, area, pass, mine } = across;
  return html`<section class="panel wider">
    <p class="crumb"><a href="#/criteria">${T.back}</a> <span>${of(area)}</span></p>
    <h1 tabindex="-1"><span class="code">${leaf.code}</span> ${of(leaf.title)}</h1>
    <p class="lead">${nameOfPass(pass.number)}. ${T.maximum}: ${score(leaf.max)}</p>
    <${Problem} state=${state} />
    ${!mine && html`<p class="notice">${T.notMine}</p>`}
    ${mine && !pass.open && html`<p class="notice">${T.closed}</p>`}
    <${Guide} leaf=${leaf} />
    <${Acting} page=${page} state=${state} across=${across} />
    <${Table} page=${page} state=${state} across=${across} />
  </section>`;
}

/** What can be done with all rows at once. */
function Acting({ page, state, across }) {
  const { pass, mine, leaf } = across;
  const act = page.transitions(changes);
  const after = async () => {
    state.across = await loadAcross(page, state.rest);
  };
  const touches = ({ changed }) =>
    Object.values(changed).some((codes) => codes.includes(leaf.code));
  return html`${
    mine &&
    pass.open &&
    html`<${Bulk} page=${page} path=${state.path} number=${pass.number} after=${after}
      entries=${rowsToAccept(across).map(({ unit }) => ({ unit, leaf: leaf.code }))} />`
  }
    <${ActsOf} page=${page} state=${state} after=${after} touches=${touches} />
    <label class="check">
      <input type="checkbox" checked=${state.onlyWaiting}
        onChange=${(event) => act.onlyWaiting(event.target.checked)} />${" "}
      ${T.onlyWaiting}
    </label>`;
}

function Table({ page, state, across }) {
  const { rows, pass, leaf } = across;
  const waits = ({ sheet }) => sheet.drafts[leaf.code] || sheet.entry(leaf.code).value === null;
  const shown = rows.filter((row) => !state.onlyWaiting || waits(row));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${of(leaf.title)}>
    <table class="across stack">
      <caption class="unseen">${of(leaf.title)}</caption>
      <thead><tr>
        <th scope="col">${T.unit}</th><th scope="col">${T.own}</th>
        ${pass.number === 2 && html`<th scope="col">${T.first}</th>`}
        <th scope="col">${T.value}</th><th scope="col" class="right">${T.points}</th>
        <th scope="col">${T.reason}</th>
      </tr></thead>
      <tbody>
        ${shown.map(
          (row) => html`<${UnitRow} key=${row.unit} page=${page} across=${across} row=${row} />`,
        )}
      </tbody>
    </table>
  </div>`;
}
