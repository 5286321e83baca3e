// What changed between a draft and the one before: units that moved, and the inputs behind it.

import { html } from "parts";
import { number, of, words } from "words";

const T = words({
  first: ["Đây là dự thảo đầu tiên.", "This is the first draft."],
  moves: (draft) => [`Thay đổi so với dự thảo ${draft}`, `Changes since draft ${draft}`],
  none: ["Không đơn vị nào đổi kết quả.", "No unit moved."],
  unit: ["Đơn vị", "Unit"],
  before: ["Trước", "Before"],
  after: ["Nay", "Now"],
  rank: (rank) => [`hạng ${rank}`, `rank ${rank}`],
  band: (band) => [`loại ${band}`, `band ${band}`],
  inputs: (inputs) => [`${inputs} số liệu đã đổi`, `${inputs} inputs changed`],
  elsewhere: (inputs) => [
    `${inputs} số liệu đã đổi ở bộ chỉ số khác.`,
    `${inputs} inputs changed in other indexes.`,
  ],
  shown: (most) => [`Hiện ${most} mục đầu.`, `The first ${most} are shown.`],
  criterion: (leaf) => [`tiêu chí ${leaf}`, `criterion ${leaf}`],
  pass: (pass) => [`lần ${pass}`, `pass ${pass}`],
});
const WHAT = words({
  round: ["cấu hình kỳ đánh giá", "the round"],
  units: ["đơn vị", "the unit"],
  scores: ["tự đánh giá", "self-assessment"],
  appraisals: ["thẩm định", "appraisal"],
  external: ["số liệu bên ngoài", "external figure"],
  cells: ["kết quả điều tra", "survey"],
  participation: ["số người được mời và trả lời", "people invited and answered"],
  not_applicable: ["không áp dụng", "not applicable"],
  exclusions: ["loại khỏi xếp hạng", "exclusion"],
  voids: ["hủy kết quả điều tra", "void survey"],
  adjustments: ["điểm thưởng, phạt", "adjustment"],
  previous: ["kết quả năm trước", "last year’s result"],
});
const PLACES = words({
  unranked: ["không xếp hạng", "not ranked"],
  excluded: ["bị loại", "excluded"],
  missing: ["chưa thẩm định", "not appraised"],
});
const MOST = 100;

/** The units that stand elsewhere now. */
export function Moves({ draft: { since, units } }) {
  if (!since) return html`<p class="soft">${T.first}</p>`;
  return html`<section class="block">
    <h2>${T.moves(since)}</h2>
    ${units.length ? html`<${MovedUnits} units=${units} />` : html`<p>${T.none}</p>`}
  </section>`;
}

function MovedUnits({ units }) {
  const row = ({ name, before, after }) => html`<tr>
    <th scope="row">${of(name)}</th><td>${placed(before)}</td><td>${placed(after)}</td>
  </tr>`;
  return html`<table class="stack">
    <thead><tr>
      <th scope="col">${T.unit}</th><th scope="col">${T.before}</th><th scope="col">${T.after}</th>
    </tr></thead>
    <tbody>${units.map(row)}</tbody>
  </table>`;
}

/** "hạng 3 · 91,20 · loại A", or what became of the unit. */
function placed(place) {
  if (!place) return "–";
  const { status, rank, index, band } = place;
  const words_ = [rank && T.rank(rank), index && number(index), band && T.band(band)];
  return [PLACES[status], ...words_].filter(Boolean).join(" · ");
}

/** The inputs behind the changes, by unit and criterion. */
export function Inputs({ state, draft: { inputs, changed, since } }) {
  if (!since) return null;
  const nameOf = (id) => of(state.units.find(({ unit }) => unit === id)?.name) || id;
  const line = (change) => html`<li><${InputChange} change=${change} name=${nameOf} /></li>`;
  return html`<section class="block">
    <h2>${T.inputs(changed.inputs)}</h2>
    <ul class="notices">${inputs.slice(0, MOST).map(line)}</ul>
    ${changed.inputs > MOST && html`<p class="soft">${T.shown(MOST)}</p>`}
    ${changed.elsewhere > 0 && html`<p class="soft">${T.elsewhere(changed.elsewhere)}</p>`}
  </section>`;
}

function InputChange({ change: { what, unit, leaf, part, before, after }, name }) {
  const about = [
    unit && name(unit),
    leaf && T.criterion(leaf),
    WHAT[what],
    part && (what === "appraisals" ? T.pass(part) : part),
  ];
  const told = before !== null || after !== null;
  return html`${about.filter(Boolean).join(" · ")}${
    told && html`: ${before ?? "–"} → <b>${after ?? "–"}</b>`
  }`;
}
