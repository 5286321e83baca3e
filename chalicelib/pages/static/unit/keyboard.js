// The keys of the workspace: to the next leaf and back, to the search, and the list of them.

import { KeyList, TYPING } from "key_list";
import { html } from "parts";
import { words } from "words";
import { go, shown, step } from "workspace";

const T = words({
  arrows: [
    "tiêu chí sau, trước (Alt khi đang gõ)",
    "next, previous criterion (with Alt while typing)",
  ],
  enter: ["lưu và sang tiêu chí sau", "save and go to the next criterion"],
  escape: ["thôi gõ; thôi tìm; đóng tiêu chí", "stop typing; stop searching; close the criterion"],
  slash: ["tìm mã hoặc tên", "find a code or title"],
  question: ["bảng này", "this table"],
});
/** What is written on each key, and what it does in the words of T. */
const KEYS = [
  ["↓ ↑", "arrows"],
  ["Enter", "enter"],
  ["Esc", "escape"],
  ["/", "slash"],
  ["?", "question"],
];

const changes = {
  turnHelp: ({ help }) => ({ help: !help }),
  closeHelp: () => ({ help: false }),
  stopSearching: () => ({ wanted: "" }),
};

export function onKey(event, page) {
  const { target, key } = event;
  if (key === "Escape") stepBack(target, page);
  else if (event.ctrlKey || event.metaKey) return;
  else if (key === "Enter") enter(event, page);
  else if (key === "ArrowDown" || key === "ArrowUp") arrow(event, page);
  else if (!event.altKey && !target.matches(TYPING) && !target.matches("#find"))
    letter(event, page);
}

/** Save and go on from a value; from the search to the first leaf that it found. */
function enter(event, page) {
  if (event.target.matches(".values input")) {
    event.preventDefault();
    page.state.sheet.soon(0);
    step(1);
  } else if (event.target.matches("#find")) {
    const [first] = shown();
    if (first) go(`/leaf/${first}`);
  }
}

/** To the next leaf or back; while typing only with Alt. */
function arrow(event, { state }) {
  if (!event.altKey && event.target.matches(TYPING)) return;
  if (!["leaf", "supplement"].includes(state.place)) return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1);
}

function letter(event, page) {
  if (event.key === "/" && page.state.place === "leaf") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
  if (event.key === "?") page.transitions(changes).turnHelp();
}

/** Leave one thing: the list of keys, a field, the search, the leaf. */
function stepBack(target, page) {
  const { help, wanted, open } = page.state;
  const act = page.transitions(changes);
  if (help) act.closeHelp();
  else if (target.matches(TYPING)) target.blur();
  else if (wanted) act.stopSearching();
  else if (open) go("/");
}

export function Keys({ page }) {
  const { closeHelp } = page.transitions(changes);
  return html`<${KeyList} keys=${KEYS.map(([key, does]) => [key, T[does]])} close=${closeHelp} />`;
}
