// The last stage of the end: all in sight once more, then the submission.

import { isComplete, isSending, isSigned, isUnsaved, loadApproval } from "finish_state";
import { html } from "parts";
import { call, fresh } from "session";
import { standing } from "verdicts";
import { number, of, size, stamp, words } from "words";
import { nameOf } from "workspace";

const T = words({
  check: ["Kiểm tra lần cuối trước khi gửi", "Check once more before submitting"],
  possible: [
    "Gửi được khi các bước 1, 3 và 4 đã xong.",
    "Possible once steps 1, 3 and 4 are done.",
  ],
  unit: ["Đơn vị", "Unit"],
  round: ["Kỳ đánh giá", "Round"],
  points: ["Tổng điểm tự chấm", "Self-assessed points"],
  evidence: ["Tài liệu kiểm chứng", "Evidence"],
  files: ["tệp", "files"],
  others: (n) => [
    `; ${n} tệp khác không được tính (không dùng được hoặc chỉ để tham khảo)`,
    `; ${n} others do not count (unusable, or for reference only)`,
  ],
  approvedBy: ["Phê duyệt", "Approved by"],
  report: ["Báo cáo đã ký", "Signed report"],
  byArea: ["Điểm từng lĩnh vực", "Points by area"],
  area: ["Lĩnh vực", "Area"],
  areaPoints: ["Điểm", "Points"],
  maximum: ["Tối đa", "Maximum"],
  once: [
    "Chỉ gửi được một lần. Sau khi gửi, không ai trong đơn vị sửa được nữa, trừ khi bộ phận " +
      "điều hành mở lại có lý do.",
    "This can be submitted only once. Afterwards nobody in the unit can change it, unless " +
      "operations reopens it with a reason.",
  ],
  submitting: ["Đang gửi…", "Submitting…"],
  submit: ["Gửi đi", "Submit"],
  notYet: ["Chưa gửi", "Not yet"],
});
const UNSAVED = {
  detail: "Chưa gửi: có nội dung trên máy này chưa lưu được. Hãy xem lại rồi gửi.",
  detail_en: "Not submitted: something on this computer is not saved. Look at it, then submit.",
};

/** `checking` is when the approval was given that is looked at for the last time. */
const changes = {
  check: (_state, { approval, receipts }) => ({
    approval,
    receipts,
    checking: approval.approved_at,
  }),
  leave: () => ({ checking: null }),
  /** An approval is submitted under one id, however often; the next approval gets another. */
  begin: ({ approval: { approved_at: of }, submitting }) => ({
    submitting: submitting?.of === of ? submitting : { of, id: fresh() },
  }),
  /** The receipt in the reply is shown at once: what is loaded after it may fail. */
  end: ({ receipts }, receipt) => ({
    ...{ checking: null, submitting: null },
    receipts: [
      { ...receipt, state: "stands" },
      ...receipts.map((earlier) => ({ ...earlier, state: "replaced" })),
    ],
  }),
};

/** Whether something else has to end before anything is submitted. */
const isWaiting = (state) => state.busy || isUnsaved(state) || isSending(state);

export function Submitting({ page, state, refresh }) {
  const act = page.transitions(changes);
  if (isSigned(state) && state.checking === state.approval.approved_at)
    return html`<${Check} page=${page} state=${state} refresh=${refresh} />`;
  const check = page.run(async () => act.check(await loadApproval(state)));
  const possible = isSigned(state) && isComplete(state);
  const disabled = !possible || isWaiting(state);
  return html`<button type="button" class="button" disabled=${disabled} onClick=${check}>
      ${T.check}
    </button>
    ${!possible && html`<p class="soft">${T.possible}</p>`}`;
}

/** What is about to be submitted, and the button that does it. */
function Check({ page, state, refresh }) {
  const act = page.transitions(changes);
  const submit = page.run(async () => {
    await state.sheet.flush();
    if (isUnsaved(state)) throw UNSAVED;
    act.begin();
    const receipt = await call("POST", `${state.path}/submit`, { save_id: state.submitting.id });
    act.end(receipt);
    await refresh();
  });
  return html`<dl class="rows">
      ${rowsOf(state).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    <${Areas} state=${state} />
    <p class="notice">${T.once}</p>
    <p class="buttons">
      <button type="button" class="button" disabled=${isWaiting(state)}
        onClick=${submit}>
        ${state.busy ? T.submitting : T.submit}
      </button>
      ${" "}
      <button type="button" class="button plain" onClick=${act.leave}>${T.notYet}</button>
    </p>`;
}

function rowsOf({ unit, sheet, uploads, approval }) {
  const { points, maximum } = sheet.totals;
  const approved = `${nameOf(approval.approved_by)}, ${stamp(approval.approved_at)}`;
  return [
    [T.unit, of(unit.unit.name)],
    [T.round, of(unit.title)],
    [T.points, `${number(points)} / ${number(maximum)}`],
    [T.evidence, evidence(uploads.files)],
    [T.approvedBy, approved],
    [T.report, approval.report.name],
  ];
}

/** How many files count and how large they are; how many do not count. */
function evidence(files) {
  const counted = files.filter((file) => !["quarantined", "reference"].includes(standing(file)));
  const bytes = counted.reduce((sum, file) => sum + file.size, 0);
  const others = files.length - counted.length;
  return `${counted.length} ${T.files}, ${size(bytes)}${others ? T.others(others) : ""}`;
}

function Areas({ state }) {
  const { areas: totals } = state.sheet.totals;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.byArea}>
    <table>
      <thead><tr>
        <th>${T.area}</th>
        <th class="right">${T.areaPoints}</th>
        <th class="right">${T.maximum}</th>
      </tr></thead>
      <tbody>
        ${state.areas.map(
          ({ code, title }) => html`<tr>
            <td>${code}. ${of(title)}</td>
            <td class="right">${number(totals[code].points)}</td>
            <td class="right">${number(totals[code].maximum)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
