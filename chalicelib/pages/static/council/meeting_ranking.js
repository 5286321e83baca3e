// The ranking of a frozen draft, or of one that is not frozen yet, to be read.

import { html } from "parts";
import { call } from "session";
import { number, of, words } from "words";

const T = words({
  back: ["‹ Họp Hội đồng", "‹ Meeting"],
  title: (draft, index) => [`Dự thảo ${draft}: ${index}`, `Draft ${draft}: ${index}`],
  opening: ["Đang mở…", "Opening…"],
  lead: ["Chưa công bố; chỉ để Hội đồng xem xét.", "Not public; for the council alone."],
  rank: ["Hạng", "Rank"],
  unit: ["Đơn vị", "Unit"],
  index: ["Chỉ số", "Index"],
  band: ["Loại", "Band"],
  appraised: ["Thẩm định", "Appraised"],
  survey: ["Điều tra", "Survey"],
  ranking: ["Xếp hạng", "Ranking"],
});
const STATUSES = words({
  unranked: ["không xếp hạng", "scored, not ranked"],
  excluded: ["bị loại", "excluded"],
  missing: ["chưa thẩm định", "not appraised"],
});

/** On the way to `#/ranking/motion/<index>/<motion>` or `#/ranking/draft/<index>/<draft>`. */
export const arriveAtRanking = () => ({ shown: null });

export async function fetchRanking({ path, rest: [kind, index, which] }) {
  const [name, at] = [index, which].map((part) => encodeURIComponent(part ?? ""));
  const address = kind === "motion" ? `motions/${at}/drafts/${name}` : `drafts/${name}/${at}`;
  return { shown: await call("GET", `${path}/${address}`) };
}

export function MeetingRanking({ state: { shown, overview } }) {
  if (!shown) return html`<h1 tabindex="-1">${T.opening}</h1>`;
  const head = (title) => html`<th scope="col" class="right">${title}</th>`;
  return html`<p><a href="#/">${T.back}</a></p>
    <h1 tabindex="-1">${T.title(shown.draft, of(overview.indexes[shown.index]))}</h1>
    <p class="lead">${T.lead}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.ranking}>
      <table>
        <thead><tr>
          ${head(T.rank)}<th scope="col">${T.unit}</th>
          ${head(T.index)}<th scope="col">${T.band}</th>
          ${head(T.appraised)}${head(T.survey)}
        </tr></thead>
        <tbody>${shown.ranking.units.map((unit) => html`<${RankedUnit} unit=${unit} />`)}</tbody>
      </table>
    </div>`;
}

function RankedUnit({ unit: { name, rank, index, band, points, status } }) {
  const cell = (text) => html`<td class="right">${text ?? "–"}</td>`;
  const word = status !== "ranked" && html` <span class="tag">${STATUSES[status]}</span>`;
  return html`<tr>
    ${cell(rank)}
    <th scope="row">${of(name)}${word}</th>
    ${cell(index && number(index))}<td>${band ?? "–"}</td>
    ${cell(points && number(points.appraised))}${cell(points && number(points.survey))}
  </tr>`;
}
