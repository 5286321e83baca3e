// Many rulings by one table: brought or pasted, shown with every problem by its cell, then kept all
// at once.

import { base64 } from "acts";
import { Errors, Notices } from "list_file";
import { html } from "parts";
import { source } from "ruling_kinds";
import { call } from "session";
import { Bring, form } from "table_upload";
import { of, words } from "words";

const T = words({
  title: ["Nhiều quyết định từ tệp", "Many rulings by file"],
  columns: ["Tám cột:", "Eight columns:"],
  kinds: (kinds) => [`Loại là một trong: ${kinds}.`, `The kind is one of: ${kinds}.`],
  values: [
    "Giá trị là số điểm (âm là điểm phạt) hoặc số liệu theo cách tính của tiêu chí: 85,3; " +
      "47/50; tên mức; a=8 b=10. Công khai ghi “có” nếu lý do hiện công khai.",
    "The value is points (negative: a penalty) or a figure by the criterion's rule: 85.3; " +
      "47/50; the name of a level; a=8 b=10. Công khai says “có” where the reason is public.",
  ],
  form: ["Tải mẫu", "Download the form"],
  preview: (name) => [`Xem trước: ${name}`, `Preview: ${name}`],
  keep: (rulings) => [`Ghi ${rulings} quyết định`, `Keep ${rulings} rulings`],
  kept: (rulings) => [`Đã ghi ${rulings} quyết định`, `${rulings} rulings are kept`],
  waits: (rulings, waiting) => [
    `Đã ghi ${rulings} quyết định, trong đó ${waiting} chờ người thứ hai xác nhận`,
    `${rulings} rulings are kept; ${waiting} of them wait for a second person`,
  ],
  cancel: ["Bỏ", "Cancel"],
  caption: ["Các quyết định trong bảng", "The rulings of the table"],
  unit: ["Đơn vị", "Unit"],
  ruling: ["Quyết định", "Ruling"],
  reason: ["Lý do", "Reason"],
  public: ["công khai", "public"],
});
const COLUMNS = [
  ...["Loại", "Đơn vị", "Mã tiêu chí", "Giá trị", "Lý do", "Công khai"],
  ...["Văn bản", "Ngày văn bản"],
];
const KINDS = ["Không áp dụng", "Không đánh giá", "Điểm thưởng, phạt", "Số liệu bên ngoài"];

/** What is pasted, and the table as the API read it. */
export const noRulingFile = () => ({ rulingFile: { pasted: "", file: null } });

const changes = {
  type: (state, pasted) => ({ rulingFile: { ...state.rulingFile, pasted } }),
  show: (state, file) => ({ rulingFile: { ...state.rulingFile, file } }),
  empty: noRulingFile,
};

/** `put` keeps rulings and gives how many of them wait for a second person;
 * `about` says what one of them is about. */
export function RulingFile({ page, state, put, about }) {
  const act = page.transitions(changes);
  const { file, pasted } = state.rulingFile;
  const preview = async (name, blob) => {
    act.show(null);
    const content = await base64(blob);
    const reply = await call("POST", `${state.path}/rulings/preview`, { content });
    act.show({ name, ...reply });
  };
  const keep = page.run(async () => {
    const asked = file.rulings.map(({ by, at, confirmed_by, confirmed_at, ...ruling }) => ruling);
    const waiting = await put(asked);
    act.empty();
    return waiting ? T.waits(asked.length, waiting) : T.kept(asked.length);
  });
  return html`<details class="block">
    <summary><h2>${T.title}</h2></summary>
    <${HowTo} state=${state} />
    <${Bring} id="rulings" page=${page} state=${state} pasted=${pasted} type=${act.type}
      preview=${preview} />
    ${
      file &&
      html`<${Preview} state=${state} about=${about} keep=${keep} leave=${() => act.show(null)} />`
    }
  </details>`;
}

function HowTo({ state }) {
  const hand = () => form(COLUMNS, [], `quyet-dinh-${state.round.round}.csv`);
  return html`<p>
      ${T.columns} <b>${COLUMNS.join("; ")}</b>. ${T.kinds(KINDS.join("; "))} ${T.values}
    </p>
    <p><button type="button" class="button plain" onClick=${hand}>${T.form}</button></p>`;
}

function Preview({ state, about, keep, leave }) {
  const { name, errors, notices, rulings } = state.rulingFile.file;
  return html`<section class="preview" aria-live="polite">
    <h3>${T.preview(name)}</h3>
    <${Errors} errors=${errors} />
    <${Notices} notices=${notices} />
    ${rulings.length > 0 && html`<${Table} state=${state} rulings=${rulings} about=${about} />`}
    ${
      !errors.length &&
      html`<p class="buttons">
        <button type="button" class="button" disabled=${state.busy} onClick=${keep}>
          ${T.keep(rulings.length)}
        </button>${" "}
        <button type="button" class="button plain" onClick=${leave}>${T.cancel}</button>
      </p>`
    }
  </section>`;
}

function Table({ state, rulings, about }) {
  const unitName = (id) => of(state.units.find((unit) => unit.unit === id)?.name) || id;
  const row = (ruling) => html`<tr>
    <th scope="row">${unitName(ruling.unit)}</th>
    <td>${about(ruling)}</td>
    <td>
      ${ruling.reason}${ruling.public && ` (${T.public})`}
      ${source(ruling) && html`<p class="soft">${source(ruling)}</p>`}
    </td>
  </tr>`;
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${T.caption}>
    <table class="standing">
      <caption class="unseen">${T.caption}</caption>
      <thead><tr>
        <th scope="col">${T.unit}</th><th scope="col">${T.ruling}</th>
        <th scope="col">${T.reason}</th>
      </tr></thead>
      <tbody>${rulings.map(row)}</tbody>
    </table>
  </div>`;
}
