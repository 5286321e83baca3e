// Every criterion that the council appraises, and for how many units it has a value.

import { Opening } from "opening";
import { Bar, html } from "parts";
import { of, plain, score, words } from "words";
import { areaOf, Filters } from "work_list";

const T = words({
  title: ["Thẩm định theo tiêu chí", "Appraisal by criterion"],
  lead: [
    "Chọn một tiêu chí để xem mọi đơn vị cạnh nhau: cùng một trường hợp thì cùng số điểm.",
    "Choose a criterion to see all units side by side: the same case gets the same points.",
  ],
  criterion: ["Tiêu chí", "Criterion"],
  maximum: ["Điểm tối đa", "Maximum"],
  appraised: ["Đơn vị đã thẩm định", "Units appraised"],
  none: ["Không có tiêu chí nào.", "No criterion."],
});

const changes = {
  chooseIndex: (_state, index) => ({ index, area: null }),
  chooseArea: (_state, area) => ({ area }),
  search: (_state, wanted) => ({ wanted }),
};

export function CriteriaList({ page, state }) {
  if (!state.indexes) return html`<${Opening} />`;
  const indexes = state.indexes.filter(({ index }) => !state.index || index === state.index);
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Filters} state=${state} act=${page.transitions(changes)} />
    ${indexes.map((index) => html`<${Criteria} key=${index.index} state=${state} ...${index} />`)}
  </section>`;
}

function Criteria({ state, index, title, areas, criteria }) {
  const [sought, area] = [plain(state.wanted.trim()), areaOf(state)];
  const isAsked = (one) => !area || (area === "mine" ? one.mine : one.area === area);
  const rows = criteria.filter(
    (one) => isAsked(one) && plain(`${one.criterion} ${of(one.title)}`).includes(sought),
  );
  if (!rows.length) return html`<p role="status">${T.none}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${of(title)}>
    <table class="standing">
      <caption>${of(title)}</caption>
      <thead><tr>
        <th scope="col">${T.criterion}</th><th scope="col" class="right">${T.maximum}</th>
        <th scope="col">${T.appraised}</th>
      </tr></thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<${Row} key=${row.criterion} index=${index} row=${row}
              area=${of(areas[row.area])} />`,
        )}
      </tbody>
    </table>
  </div>`;
}

const Row = ({ index, row, area }) =>
  html`<tr>
    <th scope="row">
      <a href=${`#/criterion/${[index, row.criterion].map(encodeURIComponent).join("/")}`}>
        ${row.criterion} ${of(row.title)}
      </a>
      <br /><span class="soft">${row.area}. ${area}</span>
    </th>
    <td class="right">${score(row.maximum)}</td>
    <td>
      <${Bar} done=${row.appraised} total=${row.units}
        label=${`${T.appraised}: ${row.criterion}`} />
      <span class="nowrap">${row.appraised} / ${row.units}</span>
    </td>
  </tr>`;
