// Requests of units that wait, and yes or no to each, with a note that goes to the unit.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { words } from "words";

const T = words({
  told: [
    "Quyết định và ý kiến được báo cho đơn vị trên hệ thống và qua thư.",
    "The unit is told of decision and note in the application and by e-mail.",
  ],
  none: ["Không có đề nghị nào đang chờ.", "None is waiting."],
  approve: ["Chấp thuận…", "Approve…"],
  approveSure: ["Chấp thuận", "Approve"],
  refuse: ["Không chấp thuận…", "Refuse…"],
  refuseSure: ["Không chấp thuận", "Refuse"],
  note: ["Ý kiến gửi đơn vị", "Note to the unit"],
});

/** Requests of one kind, each shown by `Request({page, request})`; children precede who is told. */
export function Requests({ page, title, requests, Request, children }) {
  const item = (request) => html`<${Request} key=${request.id} page=${page} request=${request} />`;
  return html`<section class="block">
    <h2>${title} <span class="soft">(${requests.length})</span></h2>
    <p class="soft">${children}${T.told}</p>
    ${
      requests.length
        ? html`<ul class="notices">${requests.map(item)}</ul>`
        : html`<p>${T.none}</p>`
    }
  </section>`;
}

/** The button that approves the request `id`; children say what that brings. */
export const Approve = ({ page, id, title, act, children }) =>
  html`<${Asked} id=${`yes-${id}`} page=${page} label=${T.approve} sure=${T.approveSure}
    why=${T.note} title=${title} act=${act}><p>${children}</p></${Asked}>`;

export const Refuse = ({ page, id, title, act, children }) =>
  html`<${Asked} id=${`no-${id}`} page=${page} label=${T.refuse} sure=${T.refuseSure}
    why=${T.note} title=${title} act=${act}><p>${children}</p></${Asked}>`;

/** The act that sends `body(note)` to a place of the API; `told()` says what was done. */
export const decide = (page, place, body, told) => async (note) => {
  await call("POST", `${page.state.path}${place}`, body(note));
  await page.reload();
  return told();
};
