// A table that people bring as a file, or paste from a spreadsheet; and the form they fill.

import { follow } from "acts";
import { html } from "parts";
import { say } from "words";

/** `preview(name, blob)` reads it; `view` keeps what is pasted; `id` is unique on the page. */
export function Bring({ id, desk, run, view, preview, paint }) {
  const choose = run(async (event) => {
    const [chosen] = event.target.files;
    event.target.value = "";
    if (chosen) await preview(chosen.name, chosen);
  });
  const paste = run(() => preview(say("Bảng đã dán", "The pasted table"), new Blob([view.pasted])));
  return html`<p class="buttons"><label class="button" for="${id}-file">${say("Nạp tệp .xlsx hoặc .csv", "Bring an .xlsx or .csv file")}</label><input id="${id}-file" class="unseen" type="file" accept=".xlsx,.csv" onChange=${choose} /></p>
    <form onSubmit=${paste}><p class="field"><label for="${id}-pasted">${say("hoặc dán từ bảng tính, kể cả dòng tiêu đề", "or paste from a spreadsheet, with the row of headings")}</label><textarea id="${id}-pasted" rows="5" value=${view.pasted} onInput=${(
      event,
    ) => {
      view.pasted = event.target.value;
      paint();
    }}></textarea></p>
      <p><button class="button plain" disabled=${desk.busy || !view.pasted.trim()}>${say("Xem trước bảng đã dán", "Preview the pasted table")}</button></p></form>`;
}

/** A CSV as {header, rows, lines}: rows as objects by the header, the number of each in the file; null where it cannot be read. */
export function table(text) {
  const [top] = text.split("\n", 1),
    comma = top.includes(";") && !top.includes(",") ? ";" : ",",
    records = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${comma}\\r\\n]*))(${comma}|\\r?\\n|$)`, "y");
  for (let end = comma; end; ) {
    const found = cell.exec(text);
    if (!found) return null;
    records.at(-1).push((found[1]?.replaceAll('""', '"') ?? found[2]).trim());
    end = found[3];
    if (end && end !== comma) records.push([]);
  }
  const [first, ...rest] = records
    .map((cells, at) => ({ cells, line: at + 1 }))
    .filter(({ cells }) => cells.some(Boolean));
  if (!first || text.includes("\ufffd")) return null; // the mark of a byte that is not UTF-8
  return {
    header: first.cells,
    rows: rest.map(({ cells }) =>
      Object.fromEntries(first.cells.map((name, at) => [name, cells[at] ?? ""])),
    ),
    lines: rest.map(({ line }) => line),
  };
}

/** Hand out a table with these headings and rows, as CSV that spreadsheets of Vietnamese readers open. */
export function form(columns, rows, name) {
  const cell = (text) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const url = URL.createObjectURL(
    new Blob(["\ufeff", [columns, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")], {
      type: "text/csv",
    }),
  );
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
