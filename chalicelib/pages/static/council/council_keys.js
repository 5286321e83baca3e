// The keys of the appraisal: to the next criterion and back, accept, change, reason, evidence.

import { placeOfLeaf, sheetOf, shown, state, step, whyLocked } from "council_state";
import { closeBeside, openNext } from "evidence_beside";
import { KeyList, TYPING } from "key_list";
import { html } from "parts";
import { confirm } from "proposals";
import { words } from "words";

const T = words({
  arrows: [
    "tiêu chí sau, trước (Alt khi đang gõ)",
    "next, previous criterion (with Alt while typing)",
  ],
  accept: ["chấp nhận như đơn vị chấm, sang tiêu chí sau", "accept the unit's value and go on"],
  confirm: ["xác nhận đề xuất của người giúp việc", "confirm what a helper proposes"],
  change: ["sửa giá trị", "change the value"],
  enter: [
    "(khi đang gõ giá trị) lưu và sang tiêu chí sau, hoặc đến ô lý do nếu cần",
    "(in a value) save and go on, or to the reason where one is needed",
  ],
  reason: ["ghi lý do; Ctrl Enter: lưu và sang tiêu chí sau", "reason; Ctrl Enter saves, goes on"],
  question: ["hỏi đơn vị (cần giải trình)", "ask the unit for an explanation"],
  evidence: ["mở tài liệu, tài liệu sau", "open the evidence, the next file"],
  escape: ["thôi gõ; đóng tài liệu; đóng tiêu chí", "stop typing; close the file, the criterion"],
  slash: ["tìm mã hoặc tên", "find a code or title"],
  help: ["bảng này", "this table"],
});
/** What is written on each key, and what it does in the words of T. */
const KEYS = [
  ["↓ ↑", "arrows"],
  ["A", "accept"],
  ["D", "confirm"],
  ["S", "change"],
  ["Enter", "enter"],
  ["L", "reason"],
  ["G", "question"],
  ["E", "evidence"],
  ["Esc", "escape"],
  ["/", "slash"],
  ["?", "help"],
];

const changes = {
  turnHelp: ({ help }) => ({ help: !help }),
  closeHelp: () => ({ help: false }),
  stopSeeking: () => ({ sought: "" }),
};

export function onKey(event, page) {
  const { target, key } = event;
  if (key === "Escape") stepBack(target, page);
  else if (key === "Enter") enter(event);
  else if (event.ctrlKey || event.metaKey) return;
  else if (state.place === "unit" && (key === "ArrowDown" || key === "ArrowUp")) arrow(event);
  else if (!event.altKey && !target.matches(TYPING) && !target.matches("[type=search]"))
    letter(event, page);
}

/** Save and go on; to the reason first where one is missing. */
function enter(event) {
  const { unit, open } = state;
  const { target, ctrlKey, metaKey } = event;
  if (target.matches("#find")) {
    const [first] = unit ? shown(unit) : [];
    if (first) location.hash = placeOfLeaf(unit.id, first);
    return;
  }
  const goesOn = target.matches("#reason") ? ctrlKey || metaKey : target.matches(".values input");
  if (!goesOn || !unit?.leaves[open]) return;
  event.preventDefault();
  const sheet = sheetOf(unit, open);
  if (sheet.lacksReason(open)) return document.getElementById("reason").focus();
  sheet.soon(0);
  step(1);
}

/** To the next criterion or back; while typing only with Alt. */
function arrow(event) {
  if (!event.altKey && event.target.matches(TYPING)) return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1);
}

/** Move to the first such field that takes something; false if there is none. */
function focus(selector) {
  const field = document.querySelector(`:is(${selector}):not(:disabled)`);
  field?.focus();
  return Boolean(field);
}

/** What a letter does at a criterion. */
const LETTERS = {
  a: ({ unit, open }) => {
    if (whyLocked(unit, open) || unit.sheet.own(open)?.value == null) return;
    sheetOf(unit, open).takeOver(open);
    step(1);
  },
  d: ({ unit, open }) => confirm(unit, open),
  s: () => focus(".values input:checked") || focus(".values input"),
  l: () => focus("#reason"),
  g: () => {
    const question = document.getElementById("question");
    question?.closest("details").setAttribute("open", "");
    question?.focus();
  },
  e: (_state, page) => openNext(page),
};

function letter(event, page) {
  const { unit, open, place } = state;
  const { key } = event;
  if (key === "?") page.transitions(changes).turnHelp();
  if (place !== "unit" || !unit) return;
  if (key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
  const act = unit.leaves[open] && LETTERS[key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(state, page);
}

/** Leave one thing: the list of keys, a field, the document, the search, the criterion. */
function stepBack(target, page) {
  const { help, sought, open, beside, place, unit } = state;
  const act = page.transitions(changes);
  if (help) act.closeHelp();
  else if (target.matches(TYPING)) target.blur();
  else if (place !== "unit" || !unit) return;
  else if (beside) closeBeside(page);
  else if (sought) act.stopSeeking();
  else if (open) location.hash = `#/unit/${encodeURIComponent(unit.id)}`;
}

export function Keys({ page }) {
  const { closeHelp } = page.transitions(changes);
  return html`<${KeyList} keys=${KEYS.map(([key, does]) => [key, T[does]])} close=${closeHelp} />`;
}
