// The first two stages of the end: whether nothing is missing, and the texts of the report.

import { download } from "acts";
import { Conflict } from "criterion";
import { isComplete, isUnsaved } from "finish_state";
import { html } from "parts";
import { account } from "session";
import { detail, words } from "words";
import { isLocked } from "workspace";

const T = words({
  complete: [
    "Mọi tiêu chí đã có số liệu, tài liệu hoặc giải trình.",
    "Every criterion has its value, and evidence or an explanation.",
  ],
  incomplete: (n) => [`Còn ${n} tiêu chí chưa đủ:`, `${n} criteria are incomplete:`],
  missing: ["Những việc còn thiếu", "What is missing"],
  doubtful: (n) => [
    `${n} tiêu chí có số liệu khác thường. Vẫn gửi được, nhưng xin kiểm tra lại:`,
    `${n} criteria have unusual figures. They can be sent, but please check:`,
  ],
  doubts: ["Số liệu cần xem lại", "Figures to look at again"],
  unsaved: (n) => [
    `${n} tiêu chí trên máy này chưa lưu được; hãy xem lại trước khi phê duyệt.`,
    `${n} criteria on this computer are not saved; look at them first.`,
  ],
  difficulties: ["Khó khăn, vướng mắc", "Difficulties"],
  proposals: ["Đề xuất, kiến nghị", "Proposals"],
  print: ["Xem và in báo cáo", "Read and print the report"],
  word: ["Tải báo cáo Word", "Download as Word"],
});

export function Completeness({ state }) {
  const { missing, doubts } = state.approval;
  return html`
    ${isComplete(state) && html`<p>${T.complete}</p>`}
    ${
      !isComplete(state) &&
      html`<${Leaves} lead=${T.incomplete} label=${T.missing} questions=${missing} />`
    }
    ${
      doubts.length > 0 &&
      html`<div class="doubt">
        <${Leaves} lead=${T.doubtful} label=${T.doubts} questions=${doubts} />
      </div>`
    }
    ${isUnsaved(state) && html`<p class="wrong">${T.unsaved(state.sheet.waiting)}</p>`}
  `;
}

/** The texts of what is missing or unusual, by the leaf that they are about. */
function byLeaf(questions) {
  const texts = new Map();
  for (const question of questions) {
    const text = detail(question).replace(`${question.at}: `, "");
    texts.set(question.at, [...(texts.get(question.at) ?? []), text]);
  }
  return texts;
}

/** Leaves with what is missing or unusual there, each leaf once. */
function Leaves({ lead, label, questions }) {
  const texts = byLeaf(questions);
  return html`<p>${lead(texts.size)}</p>
    <ul class="missing" tabindex="0" aria-label=${label}>
      ${[...texts].map(
        ([code, about]) => html`<li>
          <a href="#/leaf/${code}"><b>${code}</b> ${about.join("; ")}</a>
        </li>`,
      )}
    </ul>`;
}

export function Report({ page, state }) {
  const name = `bao-cao-${account.round}-${account.unit}.docx`;
  const asWord = page.run(() => download(`${state.path}/report.docx`, name));
  return html`<${Text} state=${state} name="difficulties" label=${T.difficulties} />
    <${Text} state=${state} name="proposals" label=${T.proposals} />
    <p class="buttons">
      <a class="button plain" href="/report" target="_blank" rel="noopener">${T.print}</a>
      ${" "}
      <button type="button" class="button plain" disabled=${state.busy} onClick=${asWord}>
        ${T.word}
      </button>
    </p>`;
}

/** A text of the report, saved as the leaves are. */
function Text({ state, name, label }) {
  const id = `report-${name}`;
  const code = `report:${name}`;
  const { sheet } = state;
  const type = (event) => sheet.edit(code, { explanation: event.target.value });
  return html`<${Conflict} state=${state} code=${code} />
    <p class="field">
      <label for=${id}>${label}</label>
      <textarea id=${id} rows="3" maxlength="20000" disabled=${isLocked(state)}
        value=${sheet.explanation(code)} onInput=${type}></textarea>
    </p>`;
}
