// The people on a group's list, found by name, changed or taken off one by one.

import { editRow } from "list_person";
import { groupOf, putRows, reloadGroup, rowsOf } from "list_rows";
import { html } from "parts";
import { of, plain, words } from "words";

const T = words({
  nobody: ["Chưa có ai trong danh sách này.", "Nobody is on this list yet."],
  find: ["Tìm theo tên, thư hoặc chức vụ", "Find by name, address or post"],
  table: ["Những người trong danh sách", "People on the list"],
  row: ["Dòng", "Row"],
  person: ["Họ và tên, thư điện tử", "Name, e-mail address"],
  post: ["Chức vụ, cơ quan", "Post, organisation"],
  rates: ["Đánh giá", "Rates"],
  actions: ["Thao tác", "Actions"],
  replaces: ["Thay: ", "For: "],
  change: ["Sửa", "Change"],
  drop: ["Bỏ", "Take off"],
  reallyDrop: ["Bỏ thật", "Really take off"],
  cancel: ["Thôi", "Cancel"],
  dropped: ["Đã bỏ một người", "One person was taken off"],
  more: (shown, all) => [
    `Hiện ${shown} trên ${all} người; gõ để tìm những người khác.`,
    `${shown} of ${all} people are shown; type to find the others.`,
  ],
});
const MOST = 200;

/** `dropping` is the row that is asked about before it is taken off. */
const changes = {
  search: (_state, wanted) => ({ wanted }),
  askToDrop: (_state, dropping) => ({ dropping }),
};

export function People({ page, state, writable }) {
  const act = page.transitions(changes);
  const rows = state.list.respondents.map((row, at) => ({ row, at }));
  if (!rows.length) return html`<p>${T.nobody}</p>`;
  const wanted = plain(state.wanted.trim());
  const found = rows.filter(({ row }) =>
    plain(`${row.name} ${row.email} ${row.position}`).includes(wanted),
  );
  return html`<p class="field">
      <label for="find-person">${T.find}</label>
      <input id="find-person" type="search" value=${state.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
    <${Table} page=${page} state=${state} rows=${found.slice(0, MOST)} writable=${writable} />
    ${found.length > MOST && html`<p class="soft">${T.more(MOST, found.length)}</p>`}`;
}

function Table({ page, state, rows, writable }) {
  const group = groupOf(state);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table class="people stack">
      <caption class="unseen">${of(group.title)}</caption>
      <thead><tr>
        <th class="right">${T.row}</th><th>${T.person}</th><th>${T.post}</th>
        ${!group.own_unit && html`<th>${T.rates}</th>`}
        ${writable && html`<th><span class="unseen">${T.actions}</span></th>`}
      </tr></thead>
      <tbody>
        ${rows.map(
          ({ row, at }) => html`<tr key=${at}>
            <${Person} state=${state} row=${row} at=${at} />
            ${writable && html`<${Acts} page=${page} state=${state} row=${row} at=${at} />`}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The cells that tell of a person of the open group's list. */
export function Person({ state, row, at }) {
  const { index, own_unit: own } = groupOf(state);
  const note = (text) => html`<br /><span class="soft">${text}</span>`;
  return html`<td class="right" data-head=${T.row}>${at + 1}</td>
    <td><b>${row.name}</b><br />${row.email}</td>
    <td>
      ${row.position}${row.organisation && note(row.organisation)}
      ${row.replaces && note(`${T.replaces}${row.replaces} (${row.reason})`)}
    </td>
    ${!own && html`<td>${state.lists.units[index]?.[row.rates] ?? row.rates}</td>`}`;
}

/** What can be done with a row; taking it off asks first. */
function Acts({ page, state, row, at }) {
  const act = page.transitions(changes);
  const button = (label, onClick) => html`<button type="button" class="link" onClick=${onClick}>
    ${label}<span class="unseen">: ${row.name}</span>
  </button>`;
  if (state.dropping === at) {
    const reallyDrop = page.run(() => drop(page, at));
    return html`<td class="acts">
      ${button(T.reallyDrop, reallyDrop)}${" "}
      <button type="button" class="link" onClick=${() => act.askToDrop(null)}>${T.cancel}</button>
    </td>`;
  }
  return html`<td class="acts">
    ${button(T.change, () => editRow(page, at, row))}${" "}
    ${button(T.drop, () => act.askToDrop(at))}
  </td>`;
}

async function drop(page, at) {
  page.transitions(changes).askToDrop(null);
  const others = rowsOf(page.state).filter((_row, place) => place !== at);
  await putRows(page, others);
  await reloadGroup(page);
  return T.dropped;
}
