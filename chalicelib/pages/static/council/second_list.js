// What the member scores a second time, and what the secretariat asks the member to look at again.

import { Problem } from "acts";
import { passOf } from "council_head";
import { placeOfLeaf } from "council_state";
import { Opening } from "opening";
import { html } from "parts";
import { placeOfScore } from "second_score";
import { call } from "session";
import { of, stamp, words } from "words";

const T = words({
  title: ["Chấm lần hai", "Second scores"],
  lead: [
    "Một mẫu rút ngẫu nhiên được người thứ hai chấm độc lập để xem Hội đồng chấm có đều không. " +
      "Điểm chấm lần hai không tính vào kết quả của đơn vị.",
    "A random sample is scored by a second member on his or her own, to see whether the council " +
      "judges alike. A second score does not count in the unit's result.",
  ],
  now: [
    "Chấm được khi lần thẩm định đang mở, trước khi thẩm định lần 2 đóng.",
    "Scores are taken while a pass is open, before the final appraisal closes.",
  ],
  closed: ["Hiện không trong thời hạn thẩm định.", "The appraisal is not open now."],
  none: ["Ông/Bà không có tiêu chí nào để chấm lần hai.", "You have nothing to score."],
  unit: ["Đơn vị", "Unit"],
  criterion: ["Tiêu chí", "Criterion"],
  standing: ["Tình trạng", "Standing"],
  given: ["✓ đã chấm", "✓ scored"],
  waiting: ["○ chưa chấm", "○ not scored yet"],
  done: (done, all) => [`Đã chấm ${done} / ${all} tiêu chí.`, `${done} of ${all} are scored.`],
  again: ["Đề nghị xem lại", "Please look again"],
  againLead: [
    "Tổ Thư ký đề nghị Ông/Bà xem lại giá trị đã chấm. Lưu lại giá trị, sửa hoặc giữ nguyên, đều" +
      " được; người quyết định là Ông/Bà.",
    "The secretariat asks you to look at your value again. Save it changed or as it is; the" +
      " decision is yours.",
  ],
});

export async function loadSeconds({ path }) {
  return { seconds: await call("GET", `${path}/second-scores/mine`) };
}

export function SecondList({ state }) {
  if (!state.seconds) return html`<${Opening} />`;
  const { to_score: rows, to_look_at: asked } = state.seconds;
  const { open } = passOf(state.round.windows);
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <${Problem} state=${state} />
    <p class="lead">${T.lead}</p>
    <${Again} asked=${asked} />
    ${rows.length > 0 && html`<p class="notice">${open ? T.now : T.closed}</p>`}
    ${rows.length ? html`<${Rows} rows=${rows} />` : html`<p role="status">${T.none}</p>`}
  </section>`;
}

function Again({ asked }) {
  if (!asked.length) return null;
  return html`<section class="notice" aria-labelledby="again-title">
    <h2 id="again-title">${T.again}</h2>
    <p>${T.againLead}</p>
    <ul>
      ${asked.map(
        ({ unit, name, criterion, text, asked_at: at }) => html`<li key=${`${unit}/${criterion}`}>
          <a href=${placeOfLeaf(unit, criterion)}>${criterion}, ${of(name)}</a>
          <span class="soft"> ${stamp(at)}</span>: <span class="said">${text}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function Rows({ rows }) {
  const done = rows.filter(({ given }) => given).length;
  return html`<p>${T.done(done, rows.length)}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.title}>
      <table class="standing">
        <caption class="unseen">${T.title}</caption>
        <thead><tr>
          <th scope="col">${T.criterion}</th><th scope="col">${T.unit}</th>
          <th scope="col">${T.standing}</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`<${Row} row=${row} />`)}</tbody>
      </table>
    </div>`;
}

const Row = ({ row: { unit, name, criterion, title, given } }) =>
  html`<tr key=${`${unit}/${criterion}`}>
    <th scope="row">
      <a href=${placeOfScore(unit, criterion)}>${criterion} ${of(title)}</a>
    </th>
    <td>${of(name)}</td>
    <td class="nowrap">${given ? T.given : T.waiting}</td>
  </tr>`;
