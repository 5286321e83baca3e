// Until when: a day, and an hour where the day's end is not meant; the country's time, wherever the browser is.

import { html } from "parts";
import { say } from "words";

const ZONE = "+07:00";

/** `value` is {day, hour}, changed in place; `id` is unique on the page. */
export function When({ id, value, paint }) {
  const field = (name, label, type, more) =>
    html`<p class="field"><label for="${id}-${name}">${label}</label><input id="${id}-${name}" type=${type} value=${value[name]} onInput=${(
      event,
    ) => {
      value[name] = event.target.value;
      paint();
    }} ...${more} /></p>`;
  return html`<div class="inputs">${field("day", say("Đến hết ngày", "Until the end of"), "date", { required: true })}${field("hour", say("hoặc đến giờ (không bắt buộc)", "or until (optional)"), "time")}</div>`;
}

/** The instant that is meant; a fault in words if no day is given. */
export function instant({ day, hour }) {
  if (!day) throw { detail: "Hãy chọn ngày.", detail_en: "Choose a day." };
  if (hour) return new Date(`${day}T${hour}:00${ZONE}`).toISOString();
  return new Date(new Date(`${day}T00:00:00${ZONE}`).getTime() + 86400000).toISOString();
}
