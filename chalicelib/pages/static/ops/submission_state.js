// The state of a unit's submission in a word.

import { html } from "parts";
import { say } from "words";

export const STATES = {
  not_submitted: ["chưa gửi", "not sent", "caution"],
  on_time: ["đúng hạn", "on time", "fine"],
  late: ["muộn", "late", "alarm"],
};

/** `unit` is one of the round's units, as the API lists them. */
export const State = ({ unit }) =>
  html`<span class="tag ${STATES[unit.submission][2]}">${say(...STATES[unit.submission])}</span>${unit.reopened && html` <span class="tag caution">${say("đang mở lại", "open again")}</span>`}`;
