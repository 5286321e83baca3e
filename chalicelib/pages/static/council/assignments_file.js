// The assignments as a file both ways: downloaded, changed in a spreadsheet, shown with every
// problem by its cell, and saved in place of the table.

import { base64, download } from "acts";
import { indexOf, partName, personName, unitNames } from "assignments_words";
import { Errors, Notices } from "list_file";
import { html } from "parts";
import { account, call } from "session";
import { Bring, form } from "table_upload";
import { of, words } from "words";

const T = words({
  title: ["Phân công từ tệp", "Assignments by file"],
  lead: [
    "Tải bảng hiện tại về, sửa trong bảng tính rồi nạp lại; bảng nạp lên thay toàn bộ phân công.",
    "Download the current table, change it in a spreadsheet and upload it; it replaces everything.",
  ],
  xlsx: ["Tải bảng (.xlsx)", "Download (.xlsx)"],
  csv: ["Tải bảng (.csv)", "Download (.csv)"],
  preview: (name) => [`Xem trước: ${name}`, `Preview: ${name}`],
  gaps: (gaps) => [
    `Theo bảng này còn ${gaps} lượt tiêu chí chưa có người thẩm định.`,
    `With this table ${gaps} criteria of units have nobody to appraise them.`,
  ],
  part: ["Lĩnh vực, tiêu chí", "Area or criterion"],
  units: ["Đơn vị", "Units"],
  member: ["Người thẩm định", "Member"],
  keep: (rows) => [`Thay toàn bộ bằng ${rows} dòng này`, `Replace everything with these ${rows}`],
  kept: ["Đã lưu phân công.", "The assignments are saved."],
  cancel: ["Bỏ", "Cancel"],
});
const COLUMNS = [
  ...["Bộ chỉ số", "Lĩnh vực, tiêu chí", "Đơn vị", "Người thẩm định"],
  ...["Người giúp việc", "Người thay", "Đơn vị công tác"],
];

/** What is pasted, and the table as the API read it. */
export const noAssignmentFile = () => ({ assignmentFile: { pasted: "", file: null } });

const changes = {
  type: (state, pasted) => ({ assignmentFile: { ...state.assignmentFile, pasted } }),
  show: (state, file) => ({ assignmentFile: { ...state.assignmentFile, file } }),
  keep: (_state, overview) => ({ overview, draft: null, ...noAssignmentFile() }),
};

export function AssignmentFile({ page, state, writes }) {
  const act = page.transitions(changes);
  const { file, pasted } = state.assignmentFile;
  const preview = async (name, blob) => {
    act.show(null);
    const content = await base64(blob);
    act.show({ name, ...(await call("POST", `${state.path}/assignments/preview`, { content })) });
  };
  const keep = page.run(async () => {
    const { version, assignments, own } = file;
    const body = { version, assignments, own };
    act.keep(await call("PUT", `${state.path}/assignments`, body));
    return T.kept;
  });
  return html`<details class="block">
    <summary><h2>${T.title}</h2></summary>
    <${Downloads} page=${page} state=${state} />
    ${
      writes &&
      html`<p>${T.lead}</p>
        <${Bring} id="assignments" page=${page} state=${state} pasted=${pasted} type=${act.type}
          preview=${preview} />`
    }
    ${
      file &&
      html`<${Preview} state=${state} file=${file} keep=${keep} leave=${() => act.show(null)} />`
    }
  </details>`;
}

function Downloads({ page, state }) {
  const round = state.round?.round ?? account.round;
  const book = page.run(() =>
    download(`${state.path}/assignments.xlsx`, `phan-cong-tham-dinh-${round}.xlsx`),
  );
  return html`<p class="buttons">
    <button type="button" class="button plain" onClick=${book}>${T.xlsx}</button>${" "}
    <button type="button" class="button plain"
      onClick=${() => form(COLUMNS, rowsOf(state.overview), `phan-cong-tham-dinh-${round}.csv`)}>
      ${T.csv}
    </button>
  </p>`;
}

/** The rows of the CSV, by code and address. */
function rowsOf({ assignments, own }) {
  return [
    ...own.map(({ person, units }) => ["", "", "", person, "", "", units.join("; ")]),
    ...assignments.map((row) => [
      ...[row.index, row.part, row.units.join("; "), row.member],
      ...[row.helpers.join("; "), row.deputy, ""],
    ]),
  ];
}

function Preview({ state, file, keep, leave }) {
  const open = file.gaps.reduce((sum, gap) => sum + gap.criteria.length * gap.units.length, 0);
  const ready = !file.errors.length;
  return html`<section class="preview" aria-live="polite">
    <h3>${T.preview(file.name)}</h3>
    <${Errors} errors=${file.errors} />
    <${Notices} notices=${file.notices} />
    ${ready && html`<${Table} state=${state} file=${file} />`}
    ${ready && open > 0 && html`<p class="need">${T.gaps(open)}</p>`}
    ${
      ready &&
      html`<p class="buttons">
        <button type="button" class="button" disabled=${state.busy} onClick=${keep}>
          ${T.keep(file.assignments.length)}
        </button>${" "}
        <button type="button" class="button plain" onClick=${leave}>${T.cancel}</button>
      </p>`
    }
  </section>`;
}

function Table({ state, file }) {
  const row = (one) => {
    const index = indexOf({ overview: file, index: one.index });
    return html`<tr>
      <th scope="row">${of(index.title)}: ${partName(index, one.part)}</th>
      <td>${unitNames(state, one.units)}</td>
      <td>${personName(state, one.member)}</td>
    </tr>`;
  };
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${T.part}>
    <table class="standing">
      <thead><tr>
        <th scope="col">${T.part}</th><th scope="col">${T.units}</th>
        <th scope="col">${T.member}</th>
      </tr></thead>
      <tbody>${file.assignments.map(row)}</tbody>
    </table>
  </div>`;
}
