// The progress of every unit, or of everybody who lists: sorted by a column's head, found by name.

import { answers, count, percent, Share } from "figures";
import { html } from "parts";
import { inOrder, of, plain, words } from "words";

const T = words({
  none: ["Chưa có danh sách nào được gửi.", "No list has been sent yet."],
  table: ["Tiến độ từng đơn vị", "Progress unit by unit"],
  sort: ["Bấm tiêu đề cột để sắp xếp", "Press a column's head to sort"],
  unit: ["Đơn vị", "Unit"],
  total: ["Cộng", "Total"],
  bounced: ["Trả lại", "Bounced"],
});

const changes = {
  sortBy: ({ sort, up }, column) => ({ sort: column, up: sort === column ? !up : true }),
};

export function ProgressTable({ page, state, index }) {
  const all = index[state.by];
  if (!all.length) return html`<p>${T.none}</p>`;
  const wanted = plain(state.wanted.trim());
  const found = all.filter((row) => plain(of(row.name)).includes(wanted));
  const columns = columnsOf(index, all);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table class="bodies">
      <caption class="unseen">${T.sort}</caption>
      <thead><tr>
        <${Head} page=${page} state=${state} column="name" title=${T.unit} />
        ${columns.map(
          ([column, title]) => html`<${Head} page=${page} state=${state} column=${column}
            title=${title} />`,
        )}
        <th scope="col" class="right">${T.bounced}</th>
      </tr></thead>
      <tbody>
        ${sorted(found, state).map(
          (row) => html`<${Row} key=${row.id} row=${row} columns=${columns} />`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** [column, title] of the groups that some row has, and of all of them together. */
function columnsOf(index, rows) {
  const groups = index.groups.filter(({ group }) => rows.some((row) => row.groups[group]));
  return [...groups.map(({ group, title }) => [group, of(title)]), ["total", T.total]];
}

function Head({ page, state: { sort, up }, column, title }) {
  const here = sort === column;
  const { sortBy } = page.transitions(changes);
  return html`<th scope="col" aria-sort=${here ? (up ? "ascending" : "descending") : undefined}>
    <button type="button" class="link" onClick=${() => sortBy(column)}>
      ${title}${here && (up ? " ▲" : " ▼")}
    </button>
  </th>`;
}

const figuresOf = (row, column) => (column === "total" ? row.total : row.groups[column]);

function Row({ row, columns }) {
  return html`<tr>
    <th scope="row">${of(row.name)}</th>
    ${columns.map(([column]) => html`<${Cell} counts=${figuresOf(row, column)} />`)}
    <td class="right">${count(row.total.bounced)}</td>
  </tr>`;
}

function Cell({ counts }) {
  if (!counts) return html`<td class="soft">·</td>`;
  return html`<td>
    <${Share} of=${counts} />
    <span class="nowrap">${answers(counts)}</span>${" "}
    ${counts.rate !== null && html`<b class="nowrap">${percent(counts.rate)}</b>`}
  </td>`;
}

/** Rows by name, or by the rate of a column; those whose rate is not told come last. */
function sorted(rows, { sort, up }) {
  if (!sort) return rows;
  const turn = up ? 1 : -1;
  if (sort === "name")
    return [...rows].sort((one, other) => turn * inOrder(of(one.name), of(other.name)));
  const rate = (row) => Number(figuresOf(row, sort)?.rate ?? NaN);
  const untold = (row) => Number.isNaN(rate(row));
  return [...rows].sort(
    (one, other) => untold(one) - untold(other) || turn * (rate(one) - rate(other)) || 0,
  );
}
