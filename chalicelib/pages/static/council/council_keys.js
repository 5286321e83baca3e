// The keys of the appraisal: to the next criterion and back, accept, change, reason, evidence.

import { placeOfLeaf, sheetOf, shown, state, step, whyLocked } from "council_state";
import { closeBeside, openNext } from "evidence_beside";
import { KeyList, TYPING } from "key_list";
import { html } from "parts";
import { confirm } from "proposals";
import { scoreAtHand } from "second_score";
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
/** What nothing answers to while a second score is given. */
const OF_UNIT = ["confirm", "question", "slash"];

const changes = {
  turnHelp: ({ help }) => ({ help: !help }),
  closeHelp: () => ({ help: false }),
  stopSeeking: () => ({ sought: "" }),
};

/**
 * The criterion that the keys work on, of the appraisal or of the second scores: its `unit`, `code`
 * and `sheet`, whether it is `locked`, the `step` to others, and the place to which Escape leads;
 * null where none is open.
 */
function atHand() {
  const { place, unit, open } = state;
  if (place === "score") return scoreAtHand(state);
  if (place !== "unit" || !unit?.leaves[open]) return null;
  const locked = Boolean(whyLocked(unit, open));
  const home = `unit/${encodeURIComponent(unit.id)}`;
  return { unit, code: open, sheet: sheetOf(unit, open), locked, step, home };
}

export function onKey(event, page) {
  const { target, key } = event;
  if (key === "Escape") stepBack(target, page);
  else if (key === "Enter") enter(event);
  else if (event.ctrlKey || event.metaKey) return;
  else if (key === "ArrowDown" || key === "ArrowUp") arrow(event);
  else if (!event.altKey && !target.matches(TYPING) && !target.matches("[type=search]"))
    letter(event, page);
}

/** Save and go on; to the reason first where one is missing. */
function enter(event) {
  const { unit } = state;
  const { target, ctrlKey, metaKey } = event;
  if (target.matches("#find")) {
    const [first] = unit ? shown(unit) : [];
    if (first) location.hash = placeOfLeaf(unit.id, first);
    return;
  }
  const goesOn = target.matches("#reason") ? ctrlKey || metaKey : target.matches(".values input");
  const here = goesOn && atHand();
  if (!here) return;
  event.preventDefault();
  if (here.sheet.lacksReason(here.code)) return document.getElementById("reason").focus();
  here.sheet.soon(0);
  here.step(1);
}

/** To the next criterion or back, or into the first of a unit; while typing only with Alt. */
function arrow(event) {
  const move = state.place === "unit" ? step : atHand()?.step;
  if (!move || (!event.altKey && event.target.matches(TYPING))) return;
  event.preventDefault();
  move(event.key === "ArrowDown" ? 1 : -1);
}

/** Move to the first such field that takes something; false if there is none. */
function focus(selector) {
  const field = document.querySelector(`:is(${selector}):not(:disabled)`);
  field?.focus();
  return Boolean(field);
}

/** What a letter does at a criterion. */
const LETTERS = {
  a: ({ sheet, code, locked, step: move }) => {
    if (locked || sheet.own(code)?.value == null) return;
    sheet.takeOver(code);
    move(1);
  },
  d: ({ unit, code }) => state.place === "unit" && confirm(unit, code),
  s: () => focus(".values input:checked") || focus(".values input"),
  l: () => focus("#reason"),
  g: () => {
    const question = document.getElementById("question");
    question?.closest("details").setAttribute("open", "");
    question?.focus();
  },
  e: ({ unit, code }, page) => openNext(page, unit, code),
};

function letter(event, page) {
  const { unit, place } = state;
  const { key } = event;
  if (key === "?") page.transitions(changes).turnHelp();
  if (key === "/" && place === "unit" && unit) {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
  const here = atHand();
  const act = here && LETTERS[key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(here, page);
}

/** Leave one thing: the list of keys, a field, the document, the search, the criterion. */
function stepBack(target, page) {
  const { help, sought, beside } = state;
  const [act, here] = [page.transitions(changes), atHand()];
  if (help) act.closeHelp();
  else if (target.matches(TYPING)) target.blur();
  else if (beside) closeBeside(page);
  else if (sought && state.place === "unit") act.stopSeeking();
  else if (here) location.hash = `#/${here.home}`;
}

export function Keys({ page }) {
  const { closeHelp } = page.transitions(changes);
  const answered = KEYS.filter(([, does]) => state.place !== "score" || !OF_UNIT.includes(does));
  return html`<${KeyList} keys=${answered.map(([key, does]) => [key, T[does]])}
    close=${closeHelp} />`;
}
