// A round from its two files: what they hold is shown first, the server names every problem of
// both, then the round is loaded.

import { Errors } from "list_file";
import { html } from "parts";
import { placed, readRound, readUnits } from "round_files";
import { call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Nạp kỳ đánh giá", "Load a round"],
  lead: [
    "Một kỳ đánh giá là hai tệp: round.json (bộ chỉ số, thời hạn, phiếu điều tra) " +
      "và units.csv (các đơn vị). Nạp cả hai cùng lúc; còn lỗi thì chưa lưu gì.",
    "A round is two files: round.json (indexes, windows, questionnaires) " +
      "and units.csv (the units). Both are loaded at once; " +
      "nothing is kept while there is an error.",
  ],
  choose: (name) => [`Chọn ${name}`, `Choose ${name}`],
  roundHolds: ["bộ chỉ số, thời hạn, phiếu điều tra", "indexes, windows, questionnaires"],
  unitsHold: [
    "các cột unit, index, name_vi, name_en, region, ranked; UTF-8",
    "the columns unit, index, name_vi, name_en, region, ranked; UTF-8",
  ],
  preview: ["Xem trước", "Preview"],
  round: ["Kỳ", "Round"],
  indexes: ["Bộ chỉ số", "Indexes"],
  units: ["Đơn vị", "Units"],
  known: [
    "Kỳ này đã nạp: bản mới sẽ thay bản cũ.",
    "This round is loaded already: the new one takes its place.",
  ],
  loading: ["Đang nạp…", "Loading…"],
  load: ["Nạp kỳ đánh giá", "Load the round"],
  both: ["Chọn đủ hai tệp thì nạp được.", "Possible once both files are chosen."],
  again: [
    "Nạp lại được cho đến khi một thời hạn được mở hoặc một đơn vị đã lưu gì; " +
      "sau đó chỉ còn đổi được phiếu điều tra, đến thư mời đầu tiên.",
    "It can be loaded again until a window is opened or a unit has saved something; " +
      "afterwards only the questionnaires can change, until the first invitation.",
  ],
  shipped: [
    "Các kỳ mẫu nằm trong mã nguồn, mỗi kỳ một thư mục có đủ hai tệp:",
    "The rounds that ship lie in the source code, each a folder with both files:",
  ],
  illustrative: [
    "Danh mục tiêu chí trong đó chỉ để minh họa.",
    "Their catalogues are illustrative.",
  ],
  loaded: (title, units, leaves) => [
    `Đã nạp: ${title}. ${units} đơn vị, ${leaves} tiêu chí.`,
    `Loaded: ${title}. ${units} units, ${leaves} criteria.`,
  ],
  next: ["Việc tiếp theo:", "Next:"],
  windows: ["xem và mở thời hạn", "see and open the windows"],
  accounts: ["tạo tài khoản cho các đơn vị", "create the units’ accounts"],
});
const READERS = { round: readRound, units: readUnits };

/** The two files as they were read, what the server found wrong, and what it loaded last. */
export const noFiles = () => ({
  files: { round: null, units: null, errors: [], loaded: null },
});

const changed = (state, change) => ({ files: { ...state.files, ...change } });
const changes = {
  drop: (state, part) => changed(state, { [part]: null, errors: [], loaded: null }),
  keep: (state, part, file) => changed(state, { [part]: file }),
  refuse: (state, errors) => changed(state, { errors }),
  finish: (_state, loaded) => ({ files: { ...noFiles().files, loaded } }),
};

export function Rounds({ page, state }) {
  const { round, units, loaded } = state.files;
  const file = (part, name, holds) =>
    html`<${File} page=${page} state=${state} part=${part} name=${name} holds=${holds} />`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${loaded && html`<${Loaded} state=${state} />`}
    ${file("round", "round.json", T.roundHolds)}
    ${file("units", "units.csv", T.unitsHold)}
    ${(round || units) && html`<${Preview} page=${page} state=${state} />`}
    <p class="soft">${T.again}</p>
    <p class="soft">
      ${T.shipped} <b>rounds/national-2024</b>, <b>rounds/hanoi-2023</b>. ${T.illustrative}
    </p>`;
}

/** Chooses one of the two files; `part` is one of READERS. */
function File({ page, state, part, name, holds }) {
  const act = page.transitions(changes);
  const choose = page.run(async (event) => {
    const [chosen] = event.target.files;
    event.target.value = "";
    if (!chosen) return;
    act.drop(part);
    const content = READERS[part](chosen.name, await chosen.text());
    act.keep(part, { file: chosen.name, ...content });
  });
  const file = state.files[part];
  return html`<p class="buttons">
    <label class=${file ? "button plain" : "button"} for="${part}-file">${T.choose(name)}</label>
    <input id="${part}-file" class="unseen" type="file" accept=${name.slice(name.indexOf("."))}
      onChange=${choose} />${" "}
    <span class="soft">${file ? `✓ ${file.file}` : holds}</span>
  </p>`;
}

function Preview({ page, state }) {
  const { round, units, errors } = state.files;
  const known = round && state.rounds.some((one) => one.round === round.id);
  const line = (title, content) => html`<div><dt>${title}</dt><dd>${content}</dd></div>`;
  return html`<section class="block preview" aria-live="polite">
    <h2>${T.preview}</h2>
    <${Errors} errors=${errors} />
    <dl class="rows">
      ${round && line(T.round, html`${round.title} <span class="soft">(${round.id})</span>`)}
      ${round && line(T.indexes, round.indexes.join("; "))}
      ${units && line(T.units, units.rows.length)}
    </dl>
    ${known && html`<p class="notice">${T.known}</p>`}
    <${LoadButton} page=${page} state=${state} />
  </section>`;
}

function LoadButton({ page, state }) {
  const { round, units } = state.files;
  const both = round && units;
  const act = page.transitions(changes);
  return html`<p class="buttons">
    <button type="button" class="button" disabled=${state.busy || !both}
      onClick=${page.run(() => load(page, act))}>${state.busy ? T.loading : T.load}</button>${" "}
    ${!both && html`<span class="soft">${T.both}</span>`}
  </p>`;
}

/** Load the round of the two files, and go to it. */
async function load({ state, begin }, act) {
  const { round, units } = state.files;
  act.refuse([]);
  // The text of the file itself: what a parser here would smooth over, the server must see.
  const body = new Blob([`{"round": ${round.text}, "units": ${JSON.stringify(units.rows)}}`]);
  let loaded;
  try {
    loaded = await call("PUT", `/api/ops/rounds/${encodeURIComponent(round.id)}`, body);
  } catch (problem) {
    if (problem.status !== 422 || !problem.errors?.length) throw problem;
    act.refuse(problem.errors.map((error) => ({ ...error, at: placed(error.at, units) })));
    return;
  }
  history.replaceState(null, "", `?round=${encodeURIComponent(loaded.round)}#/round`);
  await begin();
  act.finish(loaded);
}

function Loaded({ state }) {
  const { units, leaves } = state.files.loaded;
  const total = Object.values(leaves).reduce((sum, count) => sum + count, 0);
  return html`<section class="block" role="status">
    <p class="good">✓ ${T.loaded(of(state.round.title), units, total)}</p>
    <p>
      ${T.next} <a href="#/windows">${T.windows}</a>,${" "}
      <a href="#/accounts/new">${T.accounts}</a>.
    </p>
  </section>`;
}
