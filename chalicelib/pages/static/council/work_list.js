// Every unit of the round: what it has sent, and how far its appraisal is, in the areas asked for.

import { passOf } from "council_head";
import { Opening } from "opening";
import { Bar, html } from "parts";
import { account } from "session";
import { of, plain, words } from "words";

const T = words({
  title: ["Thẩm định theo đơn vị", "Appraisal by unit"],
  lead: [
    "Chọn một đơn vị để thẩm định từng tiêu chí. Phiếu chưa gửi thì chưa hiển thị.",
    "Choose a unit to appraise criterion by criterion. What is not submitted is not shown.",
  ],
  area: ["Lĩnh vực", "Area"],
  everyArea: ["Mọi lĩnh vực", "Every area"],
  mine: ["Lĩnh vực được phân công cho tôi", "Areas assigned to me"],
  index: ["Bộ chỉ số", "Index"],
  everyIndex: ["Mọi bộ chỉ số", "Every index"],
  find: ["Tìm đơn vị", "Find a unit"],
  none: ["Không có đơn vị nào.", "No unit."],
  unit: ["Đơn vị", "Unit"],
  submission: ["Tình trạng gửi", "Submission"],
  appraised: ["Đã thẩm định", "Appraised"],
  units: ["đơn vị đã thẩm định xong", "units done"],
  criteria: ["lượt tiêu chí đã thẩm định", "criteria of units appraised"],
  waiting: ["đơn vị chưa gửi phiếu", "units have not submitted"],
  goOn: (unit) => [`Thẩm định tiếp: ${unit}`, `Go on: ${unit}`],
  notMine: [
    "Chưa có tiêu chí nào được phân công cho Ông/Bà; ở đây chỉ xem. Tổ Thư ký phân công; xem mục" +
      " Phân công.",
    "Nothing is assigned to you yet; you can only read. The secretariat assigns; see Assignments.",
  ],
});
const APPRAISING = ["council", "chair"];
const SUBMISSIONS = words({
  on_time: ["đã gửi", "submitted"],
  late: ["đã gửi, muộn", "submitted late"],
  not_submitted: ["chưa gửi", "not submitted"],
});

const changes = {
  chooseIndex: (_state, index) => ({ index, area: null }),
  chooseArea: (_state, area) => ({ area }),
  search: (_state, wanted) => ({ wanted }),
};

const hasPart = ({ round }) => round.indexes.some(({ mine }) => mine.length > 0);
/** The areas that are asked for: "" all, "mine", which is first where there are any, or one. */
export const areaOf = (state) => state.area ?? (hasPart(state) ? "mine" : "");

/** How far a unit is in the areas that are asked for. */
function progress(area, unit) {
  if (area === "mine") return { done: unit.mine.appraised, total: unit.mine.leaves };
  const areas = Object.entries(unit.areas).filter(([code]) => !area || code === area);
  const sum = (name) => areas.reduce((total, [, each]) => total + each[name], 0);
  return { done: sum("appraised"), total: sum("leaves") };
}

export function WorkList({ page, state }) {
  if (!state.units) return html`<${Opening} />`;
  const act = page.transitions(changes);
  const [wanted, area] = [plain(state.wanted.trim()), areaOf(state)];
  const rows = state.units
    .filter((unit) => !state.index || unit.index === state.index)
    .filter((unit) => plain(`${of(unit.name)} ${unit.unit}`).includes(wanted))
    .map((unit) => ({ ...unit, ...progress(area, unit) }))
    .filter(({ total }) => area !== "mine" || total > 0);
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${
      APPRAISING.includes(account.role) &&
      !hasPart(state) &&
      html`<p class="notice">${T.notMine}</p>`
    }
    <${Figures} rows=${rows} />
    <${GoOn} state=${state} />
    <${Filters} state=${state} act=${act} />
    ${rows.length ? html`<${Rows} rows=${rows} />` : html`<p role="status">${T.none}</p>`}
  </section>`;
}

/** To the first unit that has submitted and of which something is left to appraise. */
function GoOn({ state }) {
  const isLeft = ({ submission, mine }) =>
    submission !== "not_submitted" && mine.appraised < mine.leaves;
  const next = passOf(state.round.windows).open && state.units.find(isLeft);
  if (!next) return null;
  return html`<p>
    <a class="button" href="#/unit/${encodeURIComponent(next.unit)}">${T.goOn(of(next.name))}</a>
  </p>`;
}

function Figures({ rows }) {
  const done = rows.filter((row) => row.total > 0 && row.done === row.total).length;
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  const waiting = rows.filter((row) => row.submission === "not_submitted").length;
  return html`<dl class="big">
    <div><dt>${T.units}</dt><dd>${done} <span>/ ${rows.length}</span></dd></div>
    <div><dt>${T.criteria}</dt><dd>${sum("done")} <span>/ ${sum("total")}</span></dd></div>
    <div><dt>${T.waiting}</dt><dd>${waiting}</dd></div>
  </dl>`;
}

/** The indexes that areas are chosen from: one, or no single area can be meant. */
const chosen = ({ round, index }) =>
  round.indexes.length === 1 ? round.indexes[0] : round.indexes.find((one) => one.index === index);

export function Filters({ state, act }) {
  const { indexes } = state.round;
  const areas = Object.entries(chosen(state)?.areas ?? {});
  const option = ([value, title]) =>
    html`<option value=${value} selected=${areaOf(state) === value}>${title}</option>`;
  return html`<div class="asked-for">
    ${
      indexes.length > 1 &&
      html`<p class="field">
        <label for="index">${T.index}</label>
        <select id="index" onChange=${(event) => act.chooseIndex(event.target.value)}>
          <option value="">${T.everyIndex}</option>
          ${indexes.map(
            ({ index, title }) =>
              html`<option value=${index} selected=${state.index === index}>${of(title)}</option>`,
          )}
        </select>
      </p>`
    }
    <p class="field">
      <label for="area">${T.area}</label>
      <select id="area" onChange=${(event) => act.chooseArea(event.target.value)}>
        ${[
          ["", T.everyArea],
          ["mine", T.mine],
          ...areas.map(([code, title]) => [code, `${code}. ${of(title)}`]),
        ].map(option)}
      </select>
    </p>
    <p class="field">
      <label for="find">${T.find}</label>
      <input id="find" type="search" value=${state.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
  </div>`;
}

const Rows = ({ rows }) =>
  html`<div class="scroll" tabindex="0" role="region" aria-label=${T.title}>
    <table class="standing">
      <caption class="unseen">${T.title}</caption>
      <thead><tr>
        <th scope="col">${T.unit}</th><th scope="col">${T.submission}</th>
        <th scope="col">${T.appraised}</th>
      </tr></thead>
      <tbody>${rows.map((row) => html`<${Row} key=${row.unit} row=${row} />`)}</tbody>
    </table>
  </div>`;

const Row = ({ row }) =>
  html`<tr>
    <th scope="row"><a href="#/unit/${encodeURIComponent(row.unit)}">${of(row.name)}</a></th>
    <td>${SUBMISSIONS[row.submission]}</td>
    <td>
      <${Bar} done=${row.done} total=${row.total} label=${`${T.appraised}: ${of(row.name)}`} />
      <span class="nowrap">${row.done} / ${row.total}</span>
    </td>
  </tr>`;
