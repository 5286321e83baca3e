// What follows from the assignments: what nobody appraises, how much each member has, by area.

import { allUnitNames, indexOf, personName } from "assignments_words";
import { Bar, html } from "parts";
import { inOrder, of, words } from "words";

const T = words({
  gaps: (gaps) => [
    `Còn ${gaps} lượt tiêu chí chưa có người thẩm định`,
    `${gaps} criteria of units have nobody to appraise them`,
  ],
  noGaps: [
    "Mọi tiêu chí của mọi đơn vị đều có người thẩm định.",
    "Every criterion of every unit has somebody to appraise it.",
  ],
  criteria: (criteria) => [`${criteria} tiêu chí`, `${criteria} criteria`],
  units: (units) => [`${units} đơn vị`, `${units} units`],
  nobody: () => ["chưa giao ai", "assigned to nobody"],
  own_unit: (name) => [
    `là đơn vị công tác của ${name}, chưa có người thay`,
    `is where ${name} works, and there is no deputy`,
  ],
  left: (name) => [
    `đã giao ${name}, nhưng không còn trong Hội đồng`,
    `went to ${name}, who is no longer on the council`,
  ],
  load: ["Khối lượng của từng người", "Load of each member"],
  loadLead: [
    "Lượt tiêu chí: mỗi tiêu chí của mỗi đơn vị là một lượt; tính theo bảng đã lưu.",
    "Each criterion of each unit counts once; as saved.",
  ],
  member: ["Người thẩm định", "Member"],
  count: ["Lượt tiêu chí", "Criteria of units"],
  matrix: ["Lĩnh vực và người thẩm định", "Areas and members"],
  area: ["Lĩnh vực", "Area"],
  open: ["Chưa có ai", "Nobody"],
});

const ofIndex = (state) =>
  state.overview.load.filter((each) => each.index === indexOf(state).index);
const sum = (loads) => loads.reduce((total, { criteria }) => total + criteria, 0);

/** Everything that nobody appraises, named, in every index. */
export function Gaps({ state }) {
  const { gaps } = state.overview;
  const total = gaps.reduce((all, gap) => all + gap.criteria.length * gap.units.length, 0);
  if (!total) return html`<p class="good">✓ ${T.noGaps}</p>`;
  return html`<section class="notice" aria-labelledby="gaps-title">
    <h2 id="gaps-title">${T.gaps(total)}</h2>
    <ul class="gaps">
      ${gaps.map((gap, at) => html`<li key=${at}><${OneGap} state=${state} gap=${gap} /></li>`)}
    </ul>
  </section>`;
}

function OneGap({ state, gap }) {
  const index = state.overview.indexes.find((one) => one.index === gap.index);
  const area = index.areas.find(({ code }) => code === gap.area);
  const several = state.overview.indexes.length > 1;
  return html`<details>
    <summary>
      <span>
        ${several && `${of(index.title)}: `}<b>${area.code}. ${of(area.title)}</b>${" "}
        (${T.criteria(gap.criteria.length)}, ${T.units(gap.units.length)}):${" "}
        ${T[gap.why](personName(state, gap.member))}
      </span>
    </summary>
    <p class="soft">${gap.criteria.join(", ")}</p>
    <p class="soft">${allUnitNames(state, gap.units)}</p>
  </details>`;
}

/** The people who have something to appraise in the index, most first. */
function loaded(state) {
  const members = [...new Set(ofIndex(state).map(({ member }) => member))].filter(Boolean);
  const load = (member) => sum(ofIndex(state).filter((each) => each.member === member));
  return members
    .map((member) => ({ member, name: personName(state, member), criteria: load(member) }))
    .sort((one, other) => other.criteria - one.criteria || inOrder(one.name, other.name));
}

export function Load({ state }) {
  const rows = loaded(state);
  const most = Math.max(...rows.map(({ criteria }) => criteria), 0);
  const row = ({ member, name, criteria }) => html`<tr key=${member}>
    <th scope="row">${name}</th>
    <td><${Bar} done=${criteria} total=${most} label=${T.count} />${criteria}</td>
  </tr>`;
  return html`<section class="block">
    <h2>${T.load}</h2>
    <p class="soft">${T.loadLead}</p>
    <table class="standing load">
      <caption class="unseen">${T.load}</caption>
      <thead><tr>
        <th scope="col">${T.member}</th><th scope="col">${T.count}</th>
      </tr></thead>
      <tbody>${rows.map(row)}</tbody>
    </table>
  </section>`;
}

/** How much of each area each member has; the last column is what nobody has. */
export function Matrix({ state }) {
  const members = loaded(state);
  const count = (area, member) =>
    sum(ofIndex(state).filter((each) => each.area === area && each.member === member));
  const areas = indexOf(state).areas.filter(({ criteria }) =>
    criteria.some(({ appraised }) => appraised.length > 0),
  );
  const row = ({ code, title }) => html`<tr key=${code}>
    <th scope="row">${code}. ${of(title)}</th>
    ${members.map(({ member }) => html`<td class="right">${count(code, member) || "–"}</td>`)}
    <td class="right"><${Open} count=${count(code, "")} /></td>
  </tr>`;
  return html`<section class="block">
    <h2>${T.matrix}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.matrix}>
      <table class="standing">
        <caption class="unseen">${T.matrix}</caption>
        <thead><tr>
          <th scope="col">${T.area}</th>
          ${members.map(({ name }) => html`<th scope="col" class="right">${name}</th>`)}
          <th scope="col" class="right">${T.open}</th>
        </tr></thead>
        <tbody>${areas.map(row)}</tbody>
      </table>
    </div>
  </section>`;
}

const Open = ({ count }) => (count ? html`<span class="need">${count}</span>` : "–");
