// The two files of a round as a person chose them: read as far as the preview needs it.

import { table } from "table_upload";
import { of, words } from "words";

const T = words({ row: (line) => [`dòng ${line}`, `row ${line}`] });
const NEEDED = ["unit", "index", "name_vi", "ranked"];

/** {text, id, title, indexes} of a round.json; the text goes to the server as it is. */
export function readRound(name, text) {
  const document_ = parsed(text);
  if (typeof document_?.id !== "string" || !document_.id)
    throw {
      detail: `“${name}” không đọc được: cần tệp JSON của một kỳ, có mã kỳ ở mục id.`,
      detail_en: `“${name}” cannot be read: the JSON of a round is needed, with its id.`,
    };
  const { id, title, indexes } = document_;
  const titles = Array.isArray(indexes)
    ? indexes.map((index) => String(of(index?.title) || index?.id))
    : [];
  return { text, id, title: String(of(title) || id), indexes: titles };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** {header, rows, lines} of a units.csv. */
export function readUnits(name, text) {
  const units = table(text);
  if (!units)
    throw {
      detail: `“${name}” không đọc được: cần tệp CSV mã UTF-8, ô có ngoặc kép phải đóng ngoặc.`,
      detail_en: `“${name}” cannot be read: CSV in UTF-8 is needed, every quotation closed.`,
    };
  const missing = NEEDED.filter((column) => !units.header.includes(column));
  if (missing.length)
    throw {
      detail: `“${name}” thiếu cột ở dòng tiêu đề: ${missing.join(", ")}.`,
      detail_en: `“${name}” lacks columns in its header: ${missing.join(", ")}.`,
    };
  return units;
}

/** Where a problem is in the files: `units[1].ranked` is a cell of units.csv. */
export function placed(at, { lines }) {
  const [, row, column] = /^units\[(\d+)\]\.?(.*)$/.exec(at) ?? [];
  return row === undefined
    ? `round.json: ${at.replace(/^round\./, "")}`
    : `units.csv: ${T.row(lines[row])}, ${column}`;
}
