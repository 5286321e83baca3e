// The keys of the workspace: to the next leaf and back, to the search, and the list of them.

import { html } from "parts";
import { say } from "words";
import { desk, go, paint, shown, step } from "workspace";

const TYPING =
  "input:not([type=radio]):not([type=checkbox]):not([type=search]), textarea, select, input[type=radio]";

export function onKey(event) {
  const { target, key } = event,
    typing = target.matches(TYPING),
    arrow = key === "ArrowDown" || key === "ArrowUp";
  if (key === "Escape") return stepBack(typing, target);
  if (event.ctrlKey || event.metaKey) return;
  if (key === "Enter" && target.matches(".values input")) {
    event.preventDefault();
    desk.sheet.soon(0);
    return step(1);
  }
  if (key === "Enter" && target.matches("#find")) {
    const [first] = shown();
    if (first) go(`/leaf/${first}`);
    return;
  }
  if (event.altKey ? !arrow : typing) return;
  if (target.matches("#find") && !arrow) return;
  if (arrow && (desk.place === "leaf" || desk.place === "supplement")) {
    event.preventDefault();
    step(key === "ArrowDown" ? 1 : -1);
  }
  if (key === "/" && desk.place === "leaf") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
  if (key === "?") {
    desk.help = !desk.help;
    paint();
  }
}

function stepBack(typing, target) {
  if (desk.help) desk.help = false;
  else if (typing) target.blur();
  else if (desk.wanted) desk.wanted = "";
  else if (desk.open) go("/");
  paint();
}

export function Keys() {
  const rows = [
    [
      "↓ ↑",
      say(
        "tiêu chí sau, trước (Alt khi đang gõ)",
        "next, previous criterion (with Alt while typing)",
      ),
    ],
    ["Enter", say("lưu và sang tiêu chí sau", "save and go to the next criterion")],
    [
      "Esc",
      say("thôi gõ; thôi tìm; đóng tiêu chí", "stop typing; stop searching; close the criterion"),
    ],
    ["/", say("tìm mã hoặc tên", "find a code or title")],
    ["?", say("bảng này", "this table")],
  ];
  return html`<section class="keys" role="dialog" aria-label=${say("Phím tắt", "Keys")}><h2>${say("Phím tắt", "Keys")}</h2>
    <dl>${rows.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}</dl>
    <button type="button" class="link" onClick=${() => {
      desk.help = false;
      paint();
    }}>${say("Đóng", "Close")}</button></section>`;
}
