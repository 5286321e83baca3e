// Operations staff follow the survey of every index, group by group and unit by unit.

import { Clock, count, Dash, Figures, Table } from "figures";
import { Replies, waiting } from "incident_replies";
import { html } from "parts";
import { CountNow, Download, TopProblem } from "progress_acts";
import { ProgressTable } from "progress_table";
import { followSignals, indexShown, Signals } from "signals";
import { of, words } from "words";

const T = words({
  title: ["Tiến độ khảo sát", "Progress of the survey"],
  often: ["đơn vị thấy số liệu mỗi giờ", "units see counts by the hour"],
  incidents: (some) => [
    `${some} báo lỗi của đơn vị chờ trả lời`,
    `${some} reported incidents wait for a reply`,
  ],
  index: ["Bộ chỉ số", "Index"],
  byGroup: ["Tiến độ theo nhóm của cả bộ chỉ số", "Progress of the whole index by group"],
  plan: ["kế hoạch", "plan"],
  units: ["Từng đơn vị", "Unit by unit"],
  by: ["Xem theo", "Seen by"],
  rated: ["Đơn vị được đánh giá", "Rated unit"],
  listers: ["Nơi lập danh sách", "Who lists"],
  find: ["Tìm đơn vị", "Find a unit"],
});

const changes = {
  chooseIndex: (_state, index) => ({ index, sort: "" }),
  seeBy: (_state, by) => ({ by }),
  search: (_state, wanted) => ({ wanted }),
};

export function RoundProgress({ page, state }) {
  const index = indexShown(state);
  return html`<${TopProblem} state=${state} />
    <h1>${T.title}</h1>
    <${Clock} of=${state.progress} often=${T.often} />
    <p class="buttons">
      <${CountNow} page=${page} state=${state} />${" "}
      <${Download} page=${page} state=${state} />
    </p>
    <${ToIncidents} incidents=${state.incidents} />
    <${Indexes} page=${page} indexes=${state.progress.indexes} shown=${index} />
    <${Figures} total=${index.total} />
    <${Table} caption=${T.byGroup} rows=${index.groups.map(row)} />
    <h2>${T.units}</h2>
    <${Chosen} page=${page} state=${state} />
    <${ProgressTable} page=${page} state=${state} index=${index} />
    <${Dash} />
    <${Replies} page=${page} state=${state} />
    <${Signals} page=${page} state=${state} index=${index} />`;
}

/** A group with its plan, where it has one. */
function row(group) {
  const title = of(group.title);
  const plan = group.plan === null ? "" : ` (${T.plan} ${count(group.plan)})`;
  return { title: title + plan, counts: group };
}

function ToIncidents({ incidents }) {
  const some = waiting(incidents);
  const go = () => document.getElementById("faults").scrollIntoView();
  if (!some) return null;
  return html`<p>
    <button type="button" class="link" onClick=${go}>${T.incidents(some)}</button>
  </p>`;
}

const Choice = ({ on, act, children }) =>
  html`<button type="button" class="choice" aria-pressed=${String(on)} onClick=${act}>
    ${children}
  </button>`;

function Indexes({ page, indexes, shown }) {
  const choose = (at) => () => {
    page.transitions(changes).chooseIndex(at);
    return followSignals(page);
  };
  return html`<div class="choices" role="group" aria-label=${T.index}>
    ${indexes.map(
      (index, at) => html`<${Choice} on=${index === shown} act=${choose(at)}>
        ${of(index.title)}
      </${Choice}>`,
    )}
  </div>`;
}

/** Which units are shown, and seen from which side. */
function Chosen({ page, state }) {
  const act = page.transitions(changes);
  const by = (name) => html`<${Choice} on=${state.by === name} act=${() => act.seeBy(name)}>
    ${T[name]}
  </${Choice}>`;
  return html`<div class="choices" role="group" aria-label=${T.by}>
      ${by("rated")}${by("listers")}
    </div>
    <p class="field">
      <label for="find">${T.find}</label>
      <input id="find" type="search" value=${state.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>`;
}
