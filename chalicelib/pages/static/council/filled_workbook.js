// A member's appraisals as a workbook both ways: down, filled offline, back with a preview of every
// change and every error by its cell, and saved in one act.

import { base64, download, Problem } from "acts";
import { nameOfPass, passOf } from "council_head";
import { Errors, Notices } from "list_file";
import { html } from "parts";
import { account, call } from "session";
import { of, score, words } from "words";

const T = words({
  title: ["Thẩm định bằng bảng tính", "Appraise by workbook"],
  lead: [
    "Khi cần thẩm định ngoài mạng: tải bảng về, điền, rồi nạp lại, bao nhiêu lần cũng được.",
    "For working offline: download the workbook, fill it, bring it back, as often as you like.",
  ],
  down: [
    "Tải bảng về: mỗi dòng là một tiêu chí được phân công, với giá trị đơn vị đã gửi.",
    "Download it: each row is an assigned criterion of a unit, with the value that the unit sent.",
  ],
  download: ["Tải bảng tính (.xlsx)", "Download the workbook (.xlsx)"],
  fill: [
    "Điền ô màu vàng. Giá trị khác với giá trị đơn vị tự chấm thì ghi lý do.",
    "Fill the yellow cells. A value other than the unit's own needs a reason.",
  ],
  back: [
    "Nạp lại: mọi thay đổi được cho xem trước; còn một lỗi thì chưa lưu gì.",
    "Bring it back: every change is shown first; nothing is saved while there is an error.",
  ],
  upload: ["Nạp bảng đã điền", "Bring back a filled workbook"],
  closed: ["Hiện không trong thời hạn thẩm định.", "The appraisal is not open now."],
  prepares: [
    "Bảng tính dành cho thành viên được phân công thẩm định.",
    "The workbook is for members to whom criteria are assigned.",
  ],
  preview: (name) => [`Xem trước: ${name}`, `Preview: ${name}`],
  found: (count, units, pass) => [
    `${pass}: thay đổi ${count} tiêu chí của ${units} đơn vị.`,
    `${pass}: ${count} criteria of ${units} units would change.`,
  ],
  nothing: [
    "Bảng không thay đổi gì so với nội dung đang lưu.",
    "The workbook changes nothing of what is saved.",
  ],
  where: ["Đơn vị, tiêu chí", "Unit and criterion"],
  from: ["Đang lưu", "Saved now"],
  to: ["Trong bảng", "In the workbook"],
  cell: (at) => [`ô ${at}`, `cell ${at}`],
  points: (points) => [`${points} điểm`, `${points} points`],
  empty: ["chưa có", "none"],
  keep: (count) => [`Lưu cả ${count} thay đổi`, `Save all ${count} changes`],
  cancel: ["Bỏ", "Cancel"],
  saved: (count) => [`Đã lưu ${count} tiêu chí từ bảng tính.`, `Saved ${count} criteria.`],
  left: (count, why) => [
    ` Còn ${count} tiêu chí chưa lưu (${why}); nạp lại bảng để lưu tiếp.`,
    ` ${count} were not saved (${why}); bring the workbook back to go on.`,
  ],
});

const changes = {
  /** {name, content} of a file, with what the API says of it. */
  show: (_state, filled) => ({ filled }),
};
const count = (byUnit) => Object.values(byUnit).flat().length;

export function FilledWorkbook({ page, state }) {
  const { open } = passOf(state.round.windows);
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Problem} state=${state} />
    <p role="status" class=${state.told ? "good" : "unseen"}>${state.told}</p>
    ${
      why(open)
        ? html`<p class="notice">${why(open)}</p>`
        : html`<${Steps} page=${page} state=${state} />`
    }
    ${state.filled && html`<${Preview} page=${page} state=${state} filled=${state.filled} />`}
  </section>`;
}

/** Why there is no workbook; "" where there is one. */
function why(open) {
  if (account.role === "secretariat") return T.prepares;
  return open ? "" : T.closed;
}

function Steps({ page, state }) {
  const { show } = page.transitions(changes);
  const path = `${state.path}/workbook`;
  const down = page.run(() => download(path, `tham-dinh-${state.round.round}.xlsx`));
  const choose = page.run(async ({ target }) => {
    const [file] = target.files;
    target.value = "";
    show(null);
    if (!file) return;
    const content = await base64(file);
    show({ name: file.name, content, ...(await call("POST", `${path}/preview`, { content })) });
  });
  return html`<ol>
    <li><p>${T.down}</p>
      <p><button type="button" class="button plain" disabled=${state.busy} onClick=${down}>
        ${T.download}
      </button></p></li>
    <li><p>${T.fill}</p></li>
    <li><p>${T.back}</p>
      <p class="buttons">
        <label class="button" for="filled-workbook">${T.upload}</label>
        <input id="filled-workbook" class="unseen" type="file" accept=".xlsx,.xls,.xlsb,.ods"
          disabled=${state.busy} onChange=${choose} />
      </p></li>
  </ol>`;
}

function Preview({ page, state, filled }) {
  const { show } = page.transitions(changes);
  const { content, errors, notices, changes: found } = filled;
  const keep = page.run(async () => {
    const done = await call("POST", `${state.path}/workbook`, { content });
    show(null);
    return T.saved(count(done.saved)) + (done.why ? T.left(count(done.left), of(done.why)) : "");
  });
  const units = new Set(found.map(({ unit }) => unit)).size;
  return html`<section class="preview" aria-live="polite">
    <h2>${T.preview(filled.name)}</h2>
    <${Errors} errors=${errors} />
    <${Notices} notices=${notices} />
    <p>${found.length ? T.found(found.length, units, nameOfPass(filled.pass)) : T.nothing}</p>
    ${found.length > 0 && html`<${Changes} found=${found} />`}
    <p class="buttons">
      ${
        errors.length === 0 &&
        found.length > 0 &&
        html`<button type="button" class="button" id="save-filled" disabled=${state.busy}
            onClick=${keep}>
            ${T.keep(found.length)}
          </button>${" "}`
      }
      <button type="button" class="button plain" onClick=${() => show(null)}>${T.cancel}</button>
    </p>
  </section>`;
}

const Changes = ({ found }) =>
  html`<div class="scroll tall" tabindex="0" role="region" aria-label=${T.where}>
    <table class="standing">
      <thead><tr>
        <th scope="col">${T.where}</th><th scope="col">${T.from}</th><th scope="col">${T.to}</th>
      </tr></thead>
      <tbody>${found.map((each) => html`<${Change} key=${each.cell} change=${each} />`)}</tbody>
    </table>
  </div>`;

const Change = ({ change: { name, leaf, title, cell, from, to } }) =>
  html`<tr>
    <th scope="row">
      ${of(name)}, ${leaf} ${of(title)} <span class="soft">(${T.cell(cell)})</span>
    </th>
    <td><${Value} part=${from} /></td>
    <td><${Value} part=${to} /></td>
  </tr>`;

function Value({ part: { words: said, points, comment } }) {
  if (points === null && !comment) return html`<span class="soft">${T.empty}</span>`;
  return html`${points !== null && html`<p>${of(said)} (${T.points(score(points))})</p>`}
    ${comment && html`<p class="said">“${comment}”</p>`}`;
}
