// The criteria at the side: areas with their points and progress, their leaves, and what to show of
// them.

import { Bar, html } from "parts";
import { day, number, of, today, words } from "words";
import { assignees, isMine, matches, progressOf, searching, shown, stateOf } from "workspace";

const T = words({
  criteria: ["Danh mục tiêu chí", "Criteria"],
  find: ["Tìm mã hoặc tên tiêu chí", "Find a code or a title"],
  example: ["Tìm mã hoặc tên, ví dụ 1.2", "Find a code or title, e.g. 1.2"],
  whose: ["Người được giao", "Assigned to"],
  everyone: ["Mọi phân công", "All assignments"],
  own: ["Của tôi", "Mine"],
  onlyMissing: ["Chỉ hiện còn thiếu", "Only what is missing"],
  noMatch: ["Không có tiêu chí nào khớp.", "Nothing matches."],
  noneMissing: ["Không còn thiếu gì.", "Nothing is missing."],
  press: ["Bấm ", "Press "],
  forKeys: [" để xem phím tắt.", " for the keys."],
  nothingToEnter: ["Đơn vị không phải nhập", "Nothing for the unit to enter"],
  points: ["điểm", "points"],
  finished: ["xong", "done"],
  progress: (area) => [`Tiến độ lĩnh vực ${area}`, `Progress of area ${area}`],
  done: ["xong", "done"],
  missing: ["còn thiếu", "missing"],
  explain: ["cần tài liệu hoặc giải trình", "needs evidence or explanation"],
  none: ["không phải nhập", "nothing to enter"],
  clash: ["cần xem lại", "to be looked at"],
  mine: ["Giao cho tôi", "Mine"],
  overdue: ["quá hạn nội bộ ", "overdue since "],
  by: ["hạn ", "by "],
});
/** The sign of each state of a leaf; its words are in T. */
const SIGNS = { done: "✓", missing: "○", explain: "!", none: "–", clash: "⚠" };

const changes = {
  search: (_state, wanted) => ({ wanted }),
  chooseWhose: (_state, whose) => ({ whose }),
  onlyMissing: (_state, onlyMissing) => ({ onlyMissing }),
  unfold: (state, code) => ({ area: state.area === code ? null : code }),
};

export function Tree({ page, state }) {
  const act = page.transitions(changes);
  const none = state.wanted || state.whose ? T.noMatch : T.noneMissing;
  return html`<aside class="tree" aria-label=${T.criteria}>
    <${Filters} state=${state} act=${act} />
    <ul class="areas">
      ${state.areas.map(
        (area) => html`<${Area} key=${area.code} state=${state} area=${area} act=${act} />`,
      )}
    </ul>
    ${searching() && !shown().length && html`<p class="soft">${none}</p>`}
    <p class="soft keys-hint">${T.press}<kbd>?</kbd>${T.forKeys}</p>
  </aside>`;
}

function Filters({ state, act }) {
  const names = assignees();
  return html`<div class="filters">
    <label class="unseen" for="find">${T.find}</label>
    <input id="find" type="search" placeholder=${T.example} value=${state.wanted}
      onInput=${(event) => act.search(event.target.value)} />
    ${names.length > 0 && html`<${Whose} state=${state} act=${act} names=${names} />`}
    <label class="check">
      <input type="checkbox" checked=${state.onlyMissing}
        onChange=${(event) => act.onlyMissing(event.target.checked)} />${" "}
      ${T.onlyMissing}
    </label>
  </div>`;
}

function Whose({ state, act, names }) {
  return html`<label class="unseen" for="whose">${T.whose}</label>
    <select id="whose" value=${state.whose}
      onChange=${(event) => act.chooseWhose(event.target.value)}>
      <option value="">${T.everyone}</option>
      <option value="mine">${T.own}</option>
      ${names.map((name) => html`<option value=${`=${name}`}>${name}</option>`)}
    </select>`;
}

function Area({ state, area, act }) {
  const codes = area.codes.filter(matches);
  if (searching() && !codes.length) return null;
  const open = searching() || state.area === area.code;
  return html`<li class="area">
    <button type="button" class="area-head" aria-expanded=${String(open)}
      onClick=${() => act.unfold(area.code)}>
      <span class="name">${area.code}. ${of(area.title)}</span><${Reached} area=${area} />
    </button>
    ${
      open &&
      html`<ul class="leaves">
        ${codes.map((code) => html`<${LeafLink} key=${code} state=${state} code=${code} />`)}
      </ul>`
    }
  </li>`;
}

/** The points and the progress of an area. */
function Reached({ area }) {
  const { own, done, reached, most } = progressOf(area.codes);
  if (own === 0) return html`<span class="figures">${T.nothingToEnter}</span>`;
  return html`<span class="figures">
      <span>${number(reached)} / ${number(most)} ${T.points}</span>
      <span>${done} / ${own} ${T.finished}</span>
    </span>
    <${Bar} done=${done} total=${own} label=${T.progress(area.code)} />`;
}

/** Called once when a leaf becomes the open one. */
const intoView = (link) => link?.scrollIntoView({ block: "nearest" });

function LeafLink({ state, code }) {
  const standing = stateOf(code);
  const clash = state.sheet.conflicts[code] || state.sheet.faults[code];
  const given = state.assigned[code];
  const open = code === state.open;
  const told = clash ? "clash" : standing;
  return html`<li>
    <a class="leaf-link ${standing}" href="#/leaf/${code}" ref=${open ? intoView : null}
      aria-current=${open ? "page" : undefined}>
      <span class="mark" aria-hidden="true">${SIGNS[told]}</span><span class="code">${code}</span>
      <span class="title">
        ${of(state.leaves[code].title)}
        ${given && html`<${GivenTo} code=${code} given=${given} done=${standing === "done"} />`}
      </span>
      <span class="unseen">, ${T[told]}</span>
    </a>
  </li>`;
}

const GivenTo = ({ code, given, done }) =>
  html`<span class="given">
    ${isMine(code) ? T.mine : given.to}<${Due} given=${given} done=${done} />
  </span>`;

/** The internal date of an assignment; said plainly once it has passed and the leaf is not done. */
export function Due({ given, done }) {
  if (!given.due) return null;
  const late = !done && given.due < today();
  return html`<span class=${late ? "need" : ""}>
    ${" · "}${late ? T.overdue : T.by}${day(given.due)}
  </span>`;
}
