// Whether what was typed is saved, in the strip of a page that saves by itself.

import { signInHere } from "frame";
import { html } from "parts";
import { ended } from "session";
import { detail, moment, words } from "words";

const T = words({
  clean: ["", ""],
  dirty: ["Chưa lưu…", "Not saved yet…"],
  saving: ["Đang lưu…", "Saving…"],
  saved: (at) => [`Đã lưu ${at}`, `Saved ${at}`],
  retrying: [
    "Chưa lưu được, đang thử lại. Số liệu vẫn giữ trên máy này.",
    "Not saved; trying again. What you typed is kept on this computer.",
  ],
  notKept: [
    "Chưa lưu được, đang thử lại. Máy này không giữ được số liệu: xin đừng đóng trang.",
    "Not saved; trying again. This computer cannot keep what you typed: do not close the page.",
  ],
  held: (count) => [
    `${count} tiêu chí chưa lưu được: xem lại`,
    `${count} criteria not saved: look again`,
  ],
  signIn: [
    "Chưa lưu, còn giữ trên máy này: đăng nhập lại",
    "Not saved, kept on this computer: sign in again",
  ],
  signInApart: [
    "Chưa lưu, máy này không giữ được: đăng nhập lại ở thẻ mới",
    "Not saved, this computer cannot keep it: sign in again in a new tab",
  ],
  refused: ["Chưa lưu: ", "Not saved: "],
});

/** How the saving of a sheet is going; `placeOf(code)` is where a leaf of it is. */
export function SaveState({ sheet, placeOf }) {
  const look = sheet.refusal ? "held" : sheet.state;
  return html`<span class="save ${look}" role="status">${told(sheet, placeOf)}</span>`;
}

function told(sheet, placeOf) {
  if (sheet.refusal) return T.refused + detail(sheet.refusal);
  if (sheet.state === "retrying") return tryingAgain(sheet);
  if (sheet.state === "saved") return sheet.savedAt && T.saved(moment(sheet.savedAt));
  if (sheet.state === "held")
    return html`<a href=${placeOf(Object.keys(sheet.drafts)[0])}>${T.held(sheet.waiting)}</a>`;
  return T[sheet.state];
}

/** A save that was lost; what the browser could not keep is lost with the page. */
function tryingAgain({ kept }) {
  if (!ended) return kept ? T.retrying : T.notKept;
  if (kept) return html`<a href=${signInHere()}>${T.signIn}</a>`;
  return html`<a href=${signInHere()} target="_blank">${T.signInApart}</a>`;
}
