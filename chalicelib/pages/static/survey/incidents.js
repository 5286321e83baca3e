// Incidents in sending, receiving and answering, as units and operations staff read them.

import { html } from "parts";
import { moment, say, words } from "words";

const T = words({
  contact: ["Liên hệ: ", "Contact: "],
  staff: ["Bộ phận điều hành", "Operations staff"],
});
export const KINDS = {
  sending: ["Gửi thư mời", "Sending invitations"],
  receiving: ["Nhận thư mời", "Receiving invitations"],
  answering: ["Trả lời phiếu", "Answering the questionnaire"],
};
const STATUS = {
  open: ["Đang chờ trả lời", "Waiting for an answer"],
  answered: ["Đã trả lời", "Answered"],
  closed: ["Đã đóng", "Closed"],
};

/** What was reported, and what was replied. */
export function Incident({ incident: { status, kind, reported_at, text, contact, replies } }) {
  return html`<p>
      <span class=${`state ${status}`}>${say(...STATUS[status])}</span> ${say(...KINDS[kind])}${" "}
      <span class="soft">· ${moment(reported_at)}</span>
    </p>
    <p class="lines">${text}</p>
    ${contact && html`<p class="soft">${T.contact}${contact}</p>`}
    ${replies.map(
      (reply) => html`<blockquote class="lines">
        ${reply.text}<footer class="soft">${T.staff} · ${moment(reply.at)}</footer>
      </blockquote>`,
    )}`;
}
