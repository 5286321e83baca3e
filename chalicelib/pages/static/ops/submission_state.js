// The state of a unit's submission in a word.

import { html } from "parts";
import { words } from "words";

const T = words({ reopened: ["đang mở lại", "open again"] });
export const STATES = words({
  not_submitted: ["chưa gửi", "not sent"],
  on_time: ["đúng hạn", "on time"],
  late: ["muộn", "late"],
});
const COLOURS = { not_submitted: "caution", on_time: "fine", late: "alarm" };

/** `unit` is one of the round's units, as the API lists them. */
export function State({ unit: { submission, reopened } }) {
  const again = html` <span class="tag caution">${T.reopened}</span>`;
  return html`<span class="tag ${COLOURS[submission]}">${STATES[submission]}</span>
    ${reopened && again}`;
}
