// One draft: what it would bring, what changed since the one before, what its gaps do, its ranking.

import { Inputs, Moves } from "draft_moves";
import { groupsOf } from "gaps";
import { html } from "parts";
import { CAUSES, SURVEYS } from "result_drafts";
import { call } from "session";
import { detail, moment, number, of, words } from "words";

const T = words({
  back: ["‹ Công bố", "‹ Publish"],
  title: (draft, index) => [`Dự thảo ${draft}: ${index}`, `Draft ${draft}: ${index}`],
  lead: [
    "Chưa công bố; chỉ bộ phận điều hành và Tổ Thư ký xem được.",
    "Not public; operations staff and the secretariat alone see it.",
  ],
  opening: ["Đang mở…", "Opening…"],
  from: ["Tính lúc", "Computed"],
  ranked: ["Được xếp hạng", "Ranked"],
  dropOuts: ["Không có trong xếp hạng", "Drop out of the ranking"],
  survey: ["Điều tra xã hội học", "Survey"],
  gaps: ["Thiếu dữ liệu", "Gaps"],
  notRanked: (gaps) => [
    `${gaps} mục của đơn vị không được xếp hạng`,
    `${gaps} of units that are not ranked`,
  ],
  zero: (gaps) => [`${gaps} mục tính 0 điểm`, `${gaps} that count 0 points`],
  noGaps: ["không thiếu gì", "none"],
  nobody: ["không có", "none"],
  digest: ["Mã dữ liệu đầu vào", "Digest of the inputs"],
  units: (units) => [`${units} đơn vị`, `${units} units`],
  band: (band, units) => [`${units} loại ${band}`, `${units} in ${band}`],
  criterion: (leaf) => [`Tiêu chí ${leaf}`, `Criterion ${leaf}`],
  ranking: ["Xếp hạng", "Ranking"],
  rank: ["Hạng", "Rank"],
  unit: ["Đơn vị", "Unit"],
  index: ["Chỉ số", "Index"],
  bandHead: ["Loại", "Band"],
  appraised: ["Thẩm định", "Appraised"],
  surveyHead: ["Điều tra", "Survey"],
});
export const STATUSES = words({
  ranked: ["xếp hạng", "ranked"],
  unranked: ["không xếp hạng", "scored, not ranked"],
  excluded: ["bị loại", "excluded"],
  missing: ["chưa thẩm định", "not appraised"],
});

/** On the way to `#/draft/<index>/<number>`. */
export const arriveAtDraft = (_state, [index, draft]) => ({
  draft: null,
  draftWanted: [index, draft],
});

/** Load the draft of the address. */
export async function fetchDraft({ state }) {
  const [index, draft] = state.draftWanted.map(encodeURIComponent);
  return { draft: await call("GET", `${state.path}/drafts/${index}/${draft}`) };
}

/** The name of a unit. */
export const nameOf = (state, id) => of(state.units.find(({ unit }) => unit === id)?.name) || id;

export function DraftPage({ state }) {
  const { draft } = state;
  if (!draft) return html`<h1 tabindex="-1">${T.opening}</h1>`;
  const title = T.title(draft.draft, of(state.overview.indexes[draft.index]));
  return html`<p><a href="#/publish">${T.back}</a></p>
    <h1 tabindex="-1">${title}</h1>
    <p class="lead">${T.lead}</p>
    <${Totals} state=${state} draft=${draft} />
    <${Moves} draft=${draft} />
    <${Inputs} state=${state} draft=${draft} />
    <${Ranking} ranking=${draft.ranking} />
    <${Gaps} state=${state} groups=${groupsOf([draft])} />`;
}

function Totals({ state, draft }) {
  const { statuses, bands, gaps, drop_outs: dropOuts } = draft;
  const inBands = Object.entries(bands).map(([band, units]) => T.band(band, units));
  const missing = [
    gaps.not_ranked && T.notRanked(gaps.not_ranked),
    gaps.counts_zero && T.zero(gaps.counts_zero),
  ].filter(Boolean);
  const line = (name, content) => html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
  const named = `${dropOuts.length}: ${dropOuts.map((id) => nameOf(state, id)).join(", ")}`;
  return html`<dl class="rows">
    ${line(T.from, `${moment(draft.at)} · ${CAUSES[draft.cause]} · ${draft.by}`)}
    ${line(T.ranked, [T.units(statuses.ranked), ...inBands].join(" · "))}
    ${line(T.dropOuts, dropOuts.length ? html`<b>${named}</b>` : T.nobody)}
    ${line(T.survey, SURVEYS[draft.survey])}
    ${line(T.gaps, missing.join(" · ") || T.noGaps)}
    ${line(T.digest, html`<code>${draft.inputs_digest}</code>`)}
  </dl>`;
}

/** Criteria without data, each with what that does. */
function Gaps({ state, groups }) {
  if (!groups.length) return null;
  const line = (group) => html`<li>
    <p><b>${T.criterion(group.leaves.join(", "))}</b>: ${detail(group)}</p>
    <details><summary>${T.units(group.units.length)}</summary>
      <p class="soft">${group.units.map((id) => nameOf(state, id)).join(", ")}</p>
    </details>
  </li>`;
  return html`<section class="block">
    <h2>${T.gaps}</h2>
    <ul class="gaps">${groups.map(line)}</ul>
  </section>`;
}

function Ranking({ ranking }) {
  const head = (title) => html`<th scope="col" class="right">${title}</th>`;
  return html`<section class="block">
    <h2>${T.ranking}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.ranking}>
      <table>
        <thead><tr>
          ${head(T.rank)}<th scope="col">${T.unit}</th>
          ${head(T.index)}<th scope="col">${T.bandHead}</th>
          ${head(T.appraised)}${head(T.surveyHead)}
        </tr></thead>
        <tbody>${ranking.units.map((unit) => html`<${Unit} unit=${unit} />`)}</tbody>
      </table>
    </div>
  </section>`;
}

function Unit({ unit }) {
  const { rank, index, band, points, status } = unit;
  const cell = (text) => html`<td class="right">${text ?? "–"}</td>`;
  const word = status !== "ranked" && html` <span class="tag">${STATUSES[status]}</span>`;
  return html`<tr>
    ${cell(rank)}
    <th scope="row">${of(unit.name)}${word}</th>
    ${cell(index && number(index))}<td>${band ?? "–"}</td>
    ${cell(points && number(points.appraised))}${cell(points && number(points.survey))}
  </tr>`;
}
