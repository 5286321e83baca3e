// What a workbook would change, before it is saved: its errors, its changes, and a choice where a
// colleague changed the same.

import { PARTS, Turn, wordsOf } from "criterion";
import { html } from "parts";
import { detail, moment, of, say, score, words } from "words";
import { choiceOf, clashing, entriesOf, keyOf, plainParts } from "workbook_choices";
import { nameOf } from "workspace";

const T = words({
  overtaken: (codes) => [
    `Trong lúc Ông/Bà xem trước, có người vừa lưu tiêu chí ${codes}. Không mất gì: hãy xem ` +
      `lại dưới đây rồi lưu.`,
    `While you were looking, somebody saved ${codes}. Nothing is lost: look again below, then ` +
      `save.`,
  ],
  errors: (n) => [`${n} lỗi; chưa lưu gì`, `${n} errors; nothing was saved`],
  doubts: [
    "Xin kiểm tra lại các số liệu này; vẫn lưu được nếu đúng:",
    "Please check these figures; they may be saved if they are right:",
  ],
  noChange: [
    "Bảng tính này không thay đổi gì so với bản đang lưu.",
    "This workbook changes nothing.",
  ],
  clashes: (n) => [
    `${n} tiêu chí đồng nghiệp đã sửa sau khi tải bảng tính về`,
    `${n} criteria that a colleague changed since the download`,
  ],
  choose: [
    "Hãy chọn giá trị được giữ. Giá trị kia vẫn còn trong tệp của Ông/Bà hoặc trong lịch sử " +
      "của tiêu chí.",
    "Choose which one stays. The other remains in your file, or in the criterion's history.",
  ],
  changes: (n) => [`${n} thay đổi`, `${n} changes`],
  points: ["điểm", "points"],
  open: (n) => [
    `Còn ${n} tiêu chí cần chọn thì mới lưu được.`,
    `Choose for ${n} more criteria; then you can save.`,
  ],
  nothing: [
    "Không có gì để lưu: mọi giá trị đang lưu được giữ nguyên.",
    "Nothing to save: all that is saved stays as it is.",
  ],
  save: (n) => [`Lưu ${n} tiêu chí`, `Save ${n} criteria`],
  cell: ["ô", "cell"],
  mine: ["Lấy từ bảng tính", "Take the workbook's"],
  theirs: (name, time) => [`Giữ của ${name}, lưu lúc ${time}`, `Keep what ${name} saved, ${time}`],
});
/** The texts of the report, which are not leaves. */
const TEXTS = {
  "report:difficulties": ["Khó khăn, vướng mắc", "Difficulties"],
  "report:proposals": ["Đề xuất, kiến nghị", "Proposals"],
};

const changes = {
  choose({ preview }, change, choice) {
    const choices = { ...preview.choices, [keyOf(change)]: choice };
    return { preview: { ...preview, choices } };
  },
};

export function Preview({ page, state, save }) {
  const { preview, overtaken, leaves } = state;
  const { name, errors, doubts } = preview;
  const nothing = preview.changes.length === 0 && errors.length === 0;
  return html`<section class="block" aria-live="polite">
    <h2>${name}</h2>
    ${overtaken && html`<p class="notice" role="alert">${T.overtaken(overtaken.join(", "))}</p>`}
    ${errors.length > 0 && html`<${Errors} errors=${errors} />`}
    ${doubts.length > 0 && html`<${Doubts} doubts=${doubts} />`}
    ${nothing && html`<p>${T.noChange}</p>`}
    <${Clashes} page=${page} state=${state} />
    <${Changes} changes=${preview.changes} leaves=${leaves} />
    ${errors.length === 0 && html`<${Save} state=${state} save=${save} />`}
  </section>`;
}

const Errors = ({ errors }) =>
  html`<div class="summary" role="alert">
    <h2>${T.errors(errors.length)}</h2>
    <ul>
      ${errors.map(
        (error) => html`<li>
          <b>${error.cell}</b>${error.at ? ` (${error.at})` : ""}: ${detail(error)}
        </li>`,
      )}
    </ul>
  </div>`;

const Doubts = ({ doubts }) =>
  html`<div class="doubt">
    <p>${T.doubts}</p>
    <ul>
      ${doubts.map((doubt) => html`<li><b>${doubt.cell}</b> (${doubt.at}): ${detail(doubt)}</li>`)}
    </ul>
  </div>`;

/** The leaves that a colleague changed too, each with its choice. */
function Clashes({ page, state }) {
  const act = page.transitions(changes);
  const clashes = state.preview.changes.filter((change) => clashing(change).length > 0);
  if (clashes.length === 0) return null;
  return html`<h3>${T.clashes(clashes.length)}</h3>
    <p>${T.choose}</p>
    ${clashes.map(
      (change) => html`<${Clash} key=${change.leaf} leaf=${state.leaves[change.leaf]}
        change=${change} chosen=${choiceOf(state.preview, change)}
        choose=${(choice) => act.choose(change, choice)} />`,
    )}`;
}

/** What the workbook says and what a colleague saved since, and which of them stays. */
function Clash({ leaf, change, chosen, choose }) {
  const { saved_by: by, saved_at: savedAt } = change;
  const side = (choice, title, held) => html`<label class="option">
    <input type="radio" name=${change.leaf} checked=${chosen === choice}
      onChange=${() => choose(choice)} />
    <span>
      <b>${title}</b>
      ${clashing(change).map(
        (part) => html`<span class="part">${partText(leaf, part.part, part[held])}</span>`,
      )}
    </span>
  </label>`;
  return html`<fieldset class="conflict">
    <legend><${Title} leaf=${leaf} change=${change} /></legend>
    ${side("mine", T.mine, "to")}
    ${side("theirs", T.theirs(nameOf(by), moment(savedAt)), "from")}
  </fieldset>`;
}

const partText = (leaf, part, held) =>
  `${part === "value" ? "" : `${say(...PARTS[part])}: `}${wordsOf(leaf, part, held)}`;

/** The changes of what only the workbook changed. */
function Changes({ changes: all, leaves }) {
  const plain = all.filter((change) => plainParts(change).length > 0);
  if (plain.length === 0) return null;
  return html`<h3>${T.changes(plain.length)}</h3>
    <ul class="changes">
      ${plain.map(
        (change) => html`<li key=${change.leaf}>
          <${Change} leaf=${leaves[change.leaf]} change=${change} />
        </li>`,
      )}
    </ul>`;
}

function Change({ leaf, change }) {
  const parts = plainParts(change);
  const scored = change.points != null && parts.some(({ part }) => part === "value");
  return html`<p>
      <${Title} leaf=${leaf} change=${change} />
      ${
        scored &&
        html`<span class="worth">
          ${score(change.points)} / ${score(leaf.max)} ${T.points}
        </span>`
      }
    </p>
    <dl class="turns">
      ${parts.map(
        ({ part, from, to }) => html`<div>
          <dt>${say(...PARTS[part])}</dt>
          <dd><${Turn} leaf=${leaf} part=${part} from=${from} to=${to} /></dd>
        </div>`,
      )}
    </dl>`;
}

/** A leaf by its code and title, or a text of the report by its name; and its cell. */
function Title({ leaf, change }) {
  const text = TEXTS[change.leaf];
  return html`<span>
    <b>${text ? "" : change.leaf}</b> ${text ? say(...text) : of(leaf.title)}${" "}
    <span class="soft">(${T.cell} ${change.cell})</span>
  </span>`;
}

/** The button that saves; before it, what is still to be chosen. */
function Save({ state, save }) {
  const { preview, busy } = state;
  const entries = entriesOf(preview);
  const isOpen = (change) => clashing(change).length > 0 && !choiceOf(preview, change);
  const open = preview.changes.filter(isOpen).length;
  const nothing = preview.changes.length > 0 && !open && entries.length === 0;
  return html`
    ${open > 0 && html`<p class="soft" role="status">${T.open(open)}</p>`}
    ${nothing && html`<p role="status">${T.nothing}</p>`}
    ${
      entries.length > 0 &&
      html`<button type="button" class="button" disabled=${busy || open > 0} onClick=${save}>
        ${T.save(entries.length)}
      </button>`
    }
  `;
}
