// The sheet as a workbook both ways: down, filled offline, back with a preview of every change.

import { base64, download, Problem } from "acts";
import { html } from "parts";
import { account, call, fresh } from "session";
import { moment, of, words } from "words";
import { entriesOf } from "workbook_choices";
import { Preview } from "workbook_preview";

const T = words({
  title: ["Bảng tính Excel", "Excel workbook"],
  lead: [
    "Dành cho khi cần điền ngoài mạng hoặc chia cho nhiều bộ phận cùng điền.",
    "For filling offline, or for many divisions to fill.",
  ],
  saved: (n) => [`Đã lưu ${n} tiêu chí từ bảng tính.`, `Saved ${n} criteria from the workbook.`],
  down: [
    "Tải bảng tính về: có sẵn số liệu đang lưu, danh sách chọn và công thức tính điểm.",
    "Download the workbook: what is saved, drop-down lists and formulas are in it.",
  ],
  download: ["Tải bảng tính về", "Download the workbook"],
  fill: [
    "Điền các ô để trống hoặc cần sửa, rồi lưu tệp.",
    "Fill in or correct the cells, and save the file.",
  ],
  back: [
    "Nạp lại: mọi thay đổi được cho xem trước; còn một lỗi thì chưa lưu gì.",
    "Upload it: every change is shown first; nothing is saved while there is an error.",
  ],
  locked: [
    "Phiếu tự đánh giá đã khóa nên không nạp được",
    "The self-assessment is locked, so nothing can be brought back",
  ],
  since: ["từ", "since"],
  upload: ["Nạp bảng tính đã điền", "Bring back a filled workbook"],
});
/** How many criteria the API saves at once. */
const AT_ONCE = 90;

const changes = {
  empty: () => ({ preview: null, imported: null, overtaken: null }),
  /** What is in the file: {name, content}; `choices` as in workbook_choices. */
  show: (_state, file, choices, found) => ({ preview: { ...file, choices, ...found } }),
  begin: () => ({ imported: 0, overtaken: null }),
  count: ({ imported }, more) => ({ imported: imported + more }),
  end: () => ({ preview: null }),
  /** Somebody saved these leaves while the preview was open. */
  overtake: (_state, overtaken) => ({ overtaken }),
};

/** Look at a file: what it would change, what is wrong in it. */
async function look(page, state, { name, content }, choices) {
  const found = await call("POST", `${state.path}/workbook/preview`, { content });
  page.transitions(changes).show({ name, content }, choices, found);
}

async function open(page, state, input) {
  const [file] = input.files;
  input.value = "";
  page.transitions(changes).empty();
  if (!file) return;
  await look(page, state, { name: file.name, content: await base64(file) }, {});
}

/** Save what is chosen, some at a time; where somebody else was quicker, look at the file again. */
async function save(page, state) {
  const act = page.transitions(changes);
  const { preview } = state;
  const entries = entriesOf(preview);
  act.begin();
  try {
    for (let start = 0; start < entries.length; start += AT_ONCE) {
      const some = entries.slice(start, start + AT_ONCE);
      await call("POST", `${state.path}/sheet`, { save_id: fresh(), entries: some });
      act.count(some.length);
    }
    act.end();
  } catch (problem) {
    if (problem.status !== 412 || !problem.errors) throw problem;
    act.overtake(problem.errors.map((error) => error.at));
    await look(page, state, preview, state.preview.choices);
  }
}

export function Workbook({ page, state, refresh }) {
  const { imported, preview } = state;
  const saveAll = page.run(async () => {
    await save(page, state);
    await refresh();
  });
  return html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Problem} state=${state} />
    ${imported > 0 && html`<p class="good" role="status">✓ ${T.saved(imported)}</p>`}
    <ol class="how">
      <li><p>${T.down}</p><${Down} page=${page} state=${state} /></li>
      <li><p>${T.fill}</p></li>
      <li><p>${T.back}</p><${Back} page=${page} state=${state} /></li>
    </ol>
    ${preview && html`<${Preview} page=${page} state=${state} save=${saveAll} />`}
  </section>`;
}

function Down({ page, state }) {
  const name = `${account.round}-${account.unit}.xlsx`;
  const fetch = page.run(() => download(`${state.path}/workbook`, name));
  return html`<button type="button" class="button plain" disabled=${state.busy} onClick=${fetch}>
    ${T.download}
  </button>`;
}

function Back({ page, state }) {
  const { locked_since: since, locked_reason: reason } = state.unit;
  if (since)
    return html`<p class="notice">${T.locked}: ${of(reason)} (${T.since} ${moment(since)}).</p>`;
  const choose = page.run((event) => open(page, state, event.target));
  return html`<label class="button" for="workbook">${T.upload}</label>
    <input id="workbook" class="unseen" type="file"
      accept=".xlsx,.xls,.xlsb,.ods" onChange=${choose} />`;
}
