// A round from its two files: what they hold is shown first, the server names every fault of both, then the round stands.

import { Errors } from "list_file";
import { html } from "parts";
import { call } from "session";
import { table } from "table_upload";
import { of, say } from "words";

const view = { round: null, units: null, errors: [], loaded: null };

/** `enter` takes the page to the round of its address, once that is another one. */
export function Rounds({ desk, run, enter }) {
  const { round, units } = view,
    known = round && desk.rounds.some((each) => each.round === round.id);
  const read = (part, reader) =>
    run(async (event) => {
      const [chosen] = event.target.files;
      event.target.value = "";
      if (!chosen) return;
      Object.assign(view, { [part]: null, errors: [], loaded: null });
      view[part] = { file: chosen.name, ...reader(chosen.name, await chosen.text()) };
    });
  const load = run(async () => {
    view.errors = [];
    // The text of the file itself: what a parser here would smooth over, the server must see.
    const body = new Blob([`{"round": ${round.text}, "units": ${JSON.stringify(units.rows)}}`]);
    try {
      view.loaded = await call("PUT", `/api/ops/rounds/${encodeURIComponent(round.id)}`, body);
    } catch (problem) {
      if (problem.status !== 422 || !problem.errors?.length) throw problem;
      view.errors = problem.errors.map((each) => ({ ...each, at: placed(each.at, units) }));
      return;
    }
    Object.assign(view, { round: null, units: null });
    history.replaceState(null, "", `?round=${encodeURIComponent(view.loaded.round)}#/round`);
    await enter();
  });
  const file = (part, name, reader, what) =>
    html`<p class="buttons"><label class=${view[part] ? "button plain" : "button"} for="${part}-file">${say("Chọn ", "Choose ")}${name}</label><input id="${part}-file" class="unseen" type="file" accept=${name.slice(name.indexOf("."))} onChange=${read(part, reader)} /> <span class="soft">${view[part] ? `✓ ${view[part].file}` : what}</span></p>`;
  return html`<h1 tabindex="-1">${say("Nạp kỳ đánh giá", "Load a round")}</h1>
    <p class="lead">${say("Một kỳ đánh giá là hai tệp: round.json (bộ chỉ số, thời hạn, phiếu điều tra) và units.csv (các đơn vị). Nạp cả hai cùng lúc; còn lỗi thì chưa lưu gì.", "A round is two files: round.json (indexes, windows, questionnaires) and units.csv (the units). Both are loaded at once; nothing is kept while an error stands.")}</p>
    ${view.loaded && html`<${Loaded} loaded=${view.loaded} desk=${desk} />`}
    ${file("round", "round.json", readRound, say("bộ chỉ số, thời hạn, phiếu điều tra", "indexes, windows, questionnaires"))}
    ${file("units", "units.csv", readUnits, say("các cột unit, index, name_vi, name_en, region, ranked; UTF-8", "the columns unit, index, name_vi, name_en, region, ranked; UTF-8"))}
    ${
      (round || units) &&
      html`<section class="block preview" aria-live="polite"><h2>${say("Xem trước", "Preview")}</h2><${Errors} errors=${view.errors} />
      <dl class="rows">${round && html`<div><dt>${say("Kỳ", "Round")}</dt><dd>${round.title} <span class="soft">(${round.id})</span></dd></div><div><dt>${say("Bộ chỉ số", "Indexes")}</dt><dd>${round.indexes.join("; ")}</dd></div>`}${units && html`<div><dt>${say("Đơn vị", "Units")}</dt><dd>${units.rows.length}</dd></div>`}</dl>
      ${known && html`<p class="notice">${say("Kỳ này đã nạp: bản mới sẽ thay bản cũ.", "This round is loaded already: the new one takes its place.")}</p>`}
      <p class="buttons"><button type="button" class="button" disabled=${desk.busy || !round || !units} onClick=${load}>${desk.busy ? say("Đang nạp…", "Loading…") : say("Nạp kỳ đánh giá", "Load the round")}</button> ${!(round && units) && html`<span class="soft">${say("Chọn đủ hai tệp thì nạp được.", "Possible once both files are chosen.")}</span>`}</p></section>`
    }
    <p class="soft">${say("Nạp lại được cho đến khi một thời hạn được mở hoặc một đơn vị đã lưu gì; sau đó chỉ còn đổi được phiếu điều tra, đến thư mời đầu tiên.", "It can be loaded again until a window is opened or a unit has saved something; afterwards only the questionnaires can change, until the first invitation.")}</p>
    <p class="soft">${say("Các kỳ mẫu nằm trong mã nguồn, mỗi kỳ một thư mục có đủ hai tệp: ", "The rounds that ship lie in the source code, each a folder with both files: ")}<b>rounds/national-2024</b>, <b>rounds/hanoi-2023</b>. ${say("Danh mục tiêu chí trong đó chỉ để minh họa.", "Their catalogues are illustrative.")}</p>`;
}

function readRound(name, text) {
  let document_ = null;
  try {
    document_ = JSON.parse(text);
  } catch {
    /* said below */
  }
  if (typeof document_?.id !== "string" || !document_.id)
    throw {
      detail: `“${name}” không đọc được: cần tệp JSON của một kỳ, có mã kỳ ở mục id.`,
      detail_en: `“${name}” cannot be read: the JSON of a round is needed, with its id.`,
    };
  const indexes = Array.isArray(document_.indexes)
    ? document_.indexes.map((each) => String(of(each?.title) || each?.id))
    : [];
  return { text, id: document_.id, title: String(of(document_.title) || document_.id), indexes };
}

const NEEDED = ["unit", "index", "name_vi", "ranked"];

function readUnits(name, text) {
  const found = table(text);
  if (!found)
    throw {
      detail: `“${name}” không đọc được: cần tệp CSV mã UTF-8, ô có ngoặc kép phải đóng ngoặc.`,
      detail_en: `“${name}” cannot be read: CSV in UTF-8 is needed, every quotation closed.`,
    };
  const missing = NEEDED.filter((column) => !found.header.includes(column));
  if (missing.length)
    throw {
      detail: `“${name}” thiếu cột ở dòng tiêu đề: ${missing.join(", ")}.`,
      detail_en: `“${name}” lacks columns in its header: ${missing.join(", ")}.`,
    };
  return found;
}

/** Where a fault stands in the files: `units[1].ranked` is a cell of units.csv. */
function placed(at, { lines }) {
  const [, row, column] = /^units\[(\d+)\]\.?(.*)$/.exec(at) ?? [];
  return row === undefined
    ? `round.json: ${at.replace(/^round\./, "")}`
    : `units.csv: ${say("dòng", "row")} ${lines[row]}, ${column}`;
}

function Loaded({ loaded, desk }) {
  const leaves = Object.values(loaded.leaves).reduce((sum, each) => sum + each, 0);
  return html`<section class="block" role="status"><p class="good">✓ ${say(`Đã nạp: ${of(desk.round.title)}. ${loaded.units} đơn vị, ${leaves} tiêu chí.`, `Loaded: ${of(desk.round.title)}. ${loaded.units} units, ${leaves} criteria.`)}</p>
    <p>${say("Việc tiếp theo: ", "Next: ")}<a href="#/windows">${say("xem và mở thời hạn", "see and open the windows")}</a>, <a href="#/accounts/new">${say("tạo tài khoản cho các đơn vị", "create the units’ accounts")}</a>.</p></section>`;
}
