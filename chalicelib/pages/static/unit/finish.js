// The end: check, approve, sign, upload, submit, keep the receipt.

import { Problem } from "acts";
import { Approving, Signing } from "finish_approval";
import { Completeness, Report } from "finish_check";
import { Receipt, Reopened } from "finish_receipts";
import { hasReport, isApproved, isComplete, isSigned, loadApproval } from "finish_state";
import { Submitting } from "finish_submit";
import { Loading } from "loading";
import { html } from "parts";
import { words } from "words";

const T = words({
  title: ["Phê duyệt và gửi", "Approve and submit"],
  opening: ["Đang mở…", "Opening…"],
  done: [" – xong", " – done"],
  check: ["Kiểm tra đã đủ", "Check that nothing is missing"],
  report: ["Báo cáo tự chấm điểm", "Report"],
  approve: ["Lãnh đạo phê duyệt", "The leader approves"],
  sign: ["Gửi báo cáo đã ký", "Upload the signed report"],
  submit: ["Gửi đi", "Submit"],
});
/** The stages in their order: the name of the title, when it is done, what it shows. */
const STAGES = [
  ["check", isComplete, Completeness],
  ["report", hasReport, Report],
  ["approve", isApproved, Approving],
  ["sign", isSigned, Signing],
  ["submit", () => false, Submitting],
];

export function Finish({ page, state, refresh }) {
  const [latest, ...earlier] = state.receipts ?? [];
  const submitted = latest?.state === "stands";
  return html`<${Loading} page=${page} of=${state.unit} load=${() => loadApproval(state)}>
    ${
      submitted
        ? html`<${Receipt} state=${state} receipt=${latest} earlier=${earlier} />`
        : html`<${Stages} page=${page} state=${state} refresh=${refresh} />`
    }
  </${Loading}>`;
}

function Stages({ page, state, refresh }) {
  const { approval, receipts } = state;
  return html`<section class=${approval ? "panel finish" : "panel"}>
    <h1 tabindex="-1">${T.title}</h1>
    <${Problem} state=${state} />
    ${!approval && html`<p role="status">${T.opening}</p>`}
    ${receipts?.length > 0 && html`<${Reopened} unit=${state.unit} receipts=${receipts} />`}
    ${
      approval &&
      html`<ol class="stages">
        ${STAGES.map(
          ([name, isDone, Body], place) => html`<${Stage} n=${place + 1} title=${T[name]}
            done=${isDone(state)}>
            <${Body} page=${page} state=${state} refresh=${refresh} />
          </${Stage}>`,
        )}
      </ol>`
    }
  </section>`;
}

const Stage = ({ n, done, title, children }) =>
  html`<li class=${done ? "stage done" : "stage"}>
    <h2>
      <span class="n" aria-hidden="true">${done ? "✓" : n}</span> ${title}
      ${done && html`<span class="unseen">${T.done}</span>`}
    </h2>
    <div>${children}</div>
  </li>`;
