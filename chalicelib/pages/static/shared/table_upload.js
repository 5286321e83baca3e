// A table that people bring as a file, or paste from a spreadsheet; and the form they fill.

import { follow } from "acts";
import { html } from "parts";
import { words } from "words";

const T = words({
  bring: ["Nạp tệp .xlsx hoặc .csv", "Bring an .xlsx or .csv file"],
  paste: [
    "hoặc dán từ bảng tính, kể cả dòng tiêu đề",
    "or paste from a spreadsheet, with the row of headings",
  ],
  preview: ["Xem trước bảng đã dán", "Preview the pasted table"],
  pastedTable: ["Bảng đã dán", "The pasted table"],
});

/**
 * `preview(name, blob)` reads a table; `pasted` is what is pasted so far, `type(text)` changes it;
 * `id` is unique on the page.
 */
export function Bring({ id, page, state, pasted, type, preview }) {
  const choose = page.run(async (event) => {
    const [chosen] = event.target.files;
    event.target.value = "";
    if (chosen) await preview(chosen.name, chosen);
  });
  const paste = page.run(() => preview(T.pastedTable, new Blob([pasted])));
  return html`<p class="buttons">
      <label class="button" for="${id}-file">${T.bring}</label>
      <input id="${id}-file" class="unseen" type="file"
        accept=".xlsx,.xls,.xlsb,.ods,.csv" onChange=${choose} />
    </p>
    <form onSubmit=${paste}>
      <p class="field">
        <label for="${id}-pasted">${T.paste}</label>
        <textarea id="${id}-pasted" rows="5" value=${pasted}
          onInput=${(event) => type(event.target.value)}></textarea>
      </p>
      <p>
        <button class="button plain" disabled=${state.busy || !pasted.trim()}>${T.preview}</button>
      </p>
    </form>`;
}

/**
 * A CSV as {header, rows, lines}: rows as objects by the header, the number of each in the file;
 * null where it cannot be read.
 */
export function table(text) {
  const records = recordsOf(text);
  if (!records || text.includes("\ufffd")) return null; // the mark of a byte that is not UTF-8
  const [first, ...rest] = records
    .map((cells, index) => ({ cells, line: index + 1 }))
    .filter(({ cells }) => cells.some(Boolean));
  if (!first) return null;
  const byHeader = ({ cells }) => first.cells.map((name, index) => [name, cells[index] ?? ""]);
  return {
    header: first.cells,
    rows: rest.map((record) => Object.fromEntries(byHeader(record))),
    lines: rest.map(({ line }) => line),
  };
}

/** The cells of each record of a CSV; null where a quotation is not closed. */
function recordsOf(text) {
  const [top] = text.split("\n", 1);
  const comma = top.includes(";") && !top.includes(",") ? ";" : ",";
  const records = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${comma}\\r\\n]*))(${comma}|\\r?\\n|$)`, "y");
  for (let end = comma; end; ) {
    const match = cell.exec(text);
    if (!match) return null;
    const [, quoted, bare] = match;
    records.at(-1).push((quoted?.replaceAll('""', '"') ?? bare).trim());
    end = match[3];
    if (end && end !== comma) records.push([]);
  }
  return records;
}

/** Hand out a table with these headings and rows, as CSV that Vietnamese spreadsheets open. */
export function form(columns, rows, name) {
  const cell = (text) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns, ...rows].map((row) => row.map(cell).join(";"));
  const blob = new Blob(["\ufeff", lines.join("\r\n")], { type: "text/csv" });
  const url = URL.createObjectURL(blob);
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
