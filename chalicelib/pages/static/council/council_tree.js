// The criteria of a unit at the side: areas with how far each is, and what to show of them.

import {
  hasWork,
  matches,
  placeOfLeaf,
  progressOf,
  searching,
  shown,
  stateOf,
  workOf,
} from "council_state";
import { Bar, html } from "parts";
import { of, words } from "words";

const T = words({
  criteria: ["Danh mục tiêu chí", "Criteria"],
  find: ["Tìm mã hoặc tên tiêu chí", "Find a code or a title"],
  example: ["Tìm mã hoặc tên, ví dụ 1.2", "Find a code or title, e.g. 1.2"],
  onlyMine: ["Chỉ hiện tiêu chí được phân công", "Only what is assigned to me"],
  onlyWaiting: ["Chỉ hiện chưa thẩm định", "Only what is not appraised"],
  noMatch: ["Không có tiêu chí nào khớp.", "Nothing matches."],
  press: ["Bấm ", "Press "],
  forKeys: [" để xem phím tắt.", " for the keys."],
  appraised: ["đã thẩm định", "appraised"],
  proposed: ["đã đề xuất", "proposed"],
  progress: (area) => [`Tiến độ lĩnh vực ${area}`, `Progress of area ${area}`],
  done: ["đã thẩm định", "appraised"],
  missing: ["chưa thẩm định", "not appraised"],
  clash: ["cần xem lại", "to be looked at"],
  none: ["không thẩm định", "not appraised by the council"],
});
/** The sign of each state of a criterion; its words are in T. */
const SIGNS = { done: "✓", missing: "○", clash: "⚠", none: "–" };

const changes = {
  seek: (_state, sought) => ({ sought }),
  onlyMine: (_state, onlyMine) => ({ onlyMine }),
  onlyWaiting: (_state, onlyWaiting) => ({ onlyWaiting }),
  unfold: (state, code) => ({ unfolded: state.unfolded === code ? null : code }),
};

export function CouncilTree({ page, state, unit }) {
  const act = page.transitions(changes);
  return html`<aside class="tree" aria-label=${T.criteria}>
    <div class="filters">
      <label class="unseen" for="find">${T.find}</label>
      <input id="find" type="search" placeholder=${T.example} value=${state.sought}
        onInput=${(event) => act.seek(event.target.value)} />
      ${
        hasWork(unit) &&
        html`<${Check} on=${state.onlyMine} act=${act.onlyMine} label=${T.onlyMine} />`
      }
      <${Check} on=${state.onlyWaiting} act=${act.onlyWaiting} label=${T.onlyWaiting} />
    </div>
    <ul class="areas">
      ${unit.areas.map(
        (area) =>
          html`<${Area} key=${area.code} state=${state} unit=${unit} area=${area} act=${act} />`,
      )}
    </ul>
    ${!shown(unit).length && html`<p class="soft">${T.noMatch}</p>`}
    <p class="soft keys-hint">${T.press}<kbd>?</kbd>${T.forKeys}</p>
  </aside>`;
}

const Check = ({ on, act, label }) =>
  html`<label class="check">
    <input type="checkbox" checked=${on} onChange=${(event) => act(event.target.checked)} />${" "}
    ${label}
  </label>`;

function Area({ state, unit, area, act }) {
  const codes = area.codes.filter((code) => matches(unit, code));
  if (!codes.length) return null;
  const open = searching() || state.unfolded === area.code;
  const { done, of: all } = progressOf(unit, area.codes);
  const said = workOf(unit).proposes ? T.proposed : T.appraised;
  return html`<li class="area">
    <button type="button" class="area-head" aria-expanded=${String(open)}
      onClick=${() => act.unfold(area.code)}>
      <span class="name">${area.code}. ${of(area.title)}</span>
      <span class="figures">${all ? `${done} / ${all} ${said}` : T.none}</span>
      ${all > 0 && html`<${Bar} done=${done} total=${all} label=${T.progress(area.code)} />`}
    </button>
    ${
      open &&
      html`<ul class="leaves">
        ${codes.map(
          (code) =>
            html`<${LeafLink} key=${code} unit=${unit} code=${code} open=${code === state.open} />`,
        )}
      </ul>`
    }
  </li>`;
}

/** Called once when a criterion becomes the open one. */
const intoView = (link) => link?.scrollIntoView({ block: "nearest" });

function LeafLink({ unit, code, open }) {
  const standing = stateOf(unit, code);
  return html`<li>
    <a class="leaf-link ${standing}" href=${placeOfLeaf(unit.id, code)}
      ref=${open ? intoView : null} aria-current=${open ? "page" : undefined}>
      <span class="mark" aria-hidden="true">${SIGNS[standing]}</span>
      <span class="code">${code}</span>
      <span class="title">${of(unit.leaves[code].title)}</span>
      <span class="unseen">, ${T[standing]}</span>
    </a>
  </li>`;
}
