// What several places show of a criterion: its explanation, its parts in words, and two values of
// which one has to be chosen.

import { label } from "formula";
import { html } from "parts";
import { keys } from "rules";
import { moment, number, of, say, score, stamp, words } from "words";

export const PARTS = {
  value: ["Số liệu", "Value"],
  explanation: ["Giải trình", "Explanation"],
  estimated: ["Ước tính", "Estimated"],
};
export const nameOfPart = (part) => say(...PARTS[part]);
const T = words({
  explanation: PARTS.explanation,
  explanationNeeded: [
    "Cần giải trình, vì chưa có tài liệu kiểm chứng chính thức.",
    "Needed, as there is no official evidence yet.",
  ],
  whenNeeded: [
    "Bắt buộc khi thiếu tài liệu kiểm chứng hoặc tài liệu chỉ để tham khảo.",
    "Needed where evidence is missing or for reference only.",
  ],
  empty: ["(để trống)", "(empty)"],
  yes: ["có", "yes"],
  no: ["không", "no"],
  to: ["thành", "to"],
  unsavedWhenSent: [
    "Nội dung trên máy này chưa lưu khi phiếu được gửi",
    "Not saved when the self-assessment was sent",
  ],
  twoEdited: ["Hai người cùng sửa mục này", "Two people edited this"],
  sentWithout: (at) => [
    `Phiếu đã gửi lúc ${at}, không có nội dung này. `,
    `The self-assessment was sent at ${at}, without it. `,
  ],
  askedLater: [
    "Nếu phiếu được mở lại, Ông/Bà sẽ được hỏi có lưu hay không; không có gì tự lưu.",
    "If the self-assessment is opened again, you will be asked whether to save it;" +
      " nothing is saved by itself.",
  ],
  compare: [
    "Chưa mất gì: hãy so sánh rồi chọn giá trị được giữ.",
    "Nothing is lost: compare, and choose which one stays.",
  ],
  yours: ["Của Ông/Bà (chưa lưu)", "Yours (not saved)"],
  saved: ["Đang lưu trong phiếu", "Saved in the self-assessment"],
  savedBy: (name, at) => [`Của ${name}, lưu lúc ${at}`, `By ${name}, saved ${at}`],
  saveMine: ["Lưu giá trị của tôi", "Save mine"],
  drop: ["Bỏ nội dung chưa lưu", "Drop what is not saved"],
  keepSaved: ["Giữ giá trị đang lưu", "Keep what is saved"],
  keepTheirs: ["Giữ giá trị của họ", "Keep theirs"],
});

export function Explanation({ sheet, leaf: { code }, locked, needed }) {
  const edit = (event) => sheet.edit(code, { explanation: event.target.value });
  return html`<div class="block">
    <p class="field">
      <label for="explanation">${T.explanation}</label>
      <span class="hint" id="explanation-hint">
        ${needed ? html`<strong class="need">${T.explanationNeeded}</strong>` : T.whenNeeded}
      </span>
      <textarea id="explanation" rows="3" maxlength="4000" disabled=${locked}
        aria-describedby="explanation-hint" value=${sheet.explanation(code)}
        onInput=${edit}></textarea>
    </p>
  </div>`;
}

/**
 * One part of a leaf in words: its value, its explanation or the mark of an estimate; `leaf` only
 * matters for values.
 */
export function wordsOf(leaf, part, held) {
  if (part === "estimated") return held ? T.yes : T.no;
  if (part === "value") return held == null ? T.empty : valueInWords(leaf, held);
  return held ? `“${held}”` : T.empty;
}

function valueInWords({ rule }, value) {
  if (rule.type === "levels") {
    const level = rule.levels.find(({ id }) => id === value.level);
    return of(level?.title) || value.level;
  }
  const shown = rule.type === "direct" ? score : (decimal) => number(decimal ?? "");
  return keys(rule)
    .map((key) => `${label(rule, key)}: ${shown(value[key])}`)
    .join("; ");
}

/** The name behind an address; the address itself where none is known. */
export const nameIn = (people, address) => people?.[address] || address;

/** What a part was and what it became. */
export const Turn = ({ leaf, part, from, to }) => html`
  <span class="from">${wordsOf(leaf, part, from)}</span>${" "}
  <span aria-hidden="true">→</span><span class="unseen">${T.to}</span>${" "}
  <span class="to">${wordsOf(leaf, part, to)}</span>`;

/**
 * Both values of a leaf, or of a text of the report, that two people saved, or that was not saved
 * when the sheet was sent; one is chosen. `sheet` is given where it is not the state's own.
 */
export function Conflict({ state, sheet = state.sheet, code }) {
  const conflict = sheet.conflicts[code];
  if (!conflict) return null;
  const { mine, theirs, sent } = conflict;
  const leaf = state.leaves[code];
  const saved = sent
    ? T.saved
    : T.savedBy(nameIn(state.people, theirs.saved_by), moment(theirs.saved_at));
  const parts = Object.keys(mine);
  return html`<div class="conflict" role="alert">
    <h2>${sent ? T.unsavedWhenSent : T.twoEdited}</h2>
    <p>
      ${sent && T.sentWithout(stamp(sent))}${sheet.submittedAt ? T.askedLater : T.compare}
    </p>
    <div class="sides">
      <${Side} title=${T.yours} leaf=${leaf} parts=${parts} held=${mine} />
      <${Side} title=${saved} leaf=${leaf} parts=${parts} held=${theirs} />
    </div>
    <${Choice} sheet=${sheet} code=${code} sent=${sent} />
  </div>`;
}

const Side = ({ title, leaf, parts, held }) =>
  html`<div>
    <h3>${title}</h3>
    ${parts.map(
      (part) => html`<p>
        ${part === "estimated" && `${nameOfPart(part)}: `}${wordsOf(leaf, part, held[part])}
      </p>`,
    )}
  </div>`;

function Choice({ sheet, code, sent }) {
  const keep = sent ? T.keepSaved : T.keepTheirs;
  return html`<p class="buttons">
    ${
      !sheet.submittedAt &&
      html`<button type="button" class="button" onClick=${() => sheet.choose(code, true)}>
        ${T.saveMine}
      </button>`
    }${" "}
    <button type="button" class="button plain" onClick=${() => sheet.choose(code, false)}>
      ${sheet.submittedAt ? T.drop : keep}
    </button>
  </p>`;
}
