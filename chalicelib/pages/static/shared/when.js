// Until when: a day, and an hour where the day's end is not meant; the country's time, wherever the
// browser is.

import { html } from "parts";
import { words } from "words";

const T = words({
  day: ["Đến hết ngày", "Until the end of"],
  hour: ["hoặc đến giờ (không bắt buộc)", "or until (optional)"],
});
const ZONE = "+07:00";
const DAY = 86400000;

/** `value` is {day, hour}, `type(name, text)` changes one of them; `id` is unique on the page. */
export function When({ id, value, type }) {
  const field = (name, kind, more) => html`<p class="field">
    <label for="${id}-${name}">${T[name]}</label>
    <input id="${id}-${name}" type=${kind} value=${value[name]}
      onInput=${(event) => type(name, event.target.value)} ...${more} />
  </p>`;
  return html`<div class="inputs">
    ${field("day", "date", { required: true })}${field("hour", "time")}
  </div>`;
}

/** Nothing chosen yet. */
export const noWhen = { day: "", hour: "" };

/** The instant that is meant; a problem in words if no day is given. */
export function instant({ day, hour }) {
  if (!day) throw { detail: "Hãy chọn ngày.", detail_en: "Choose a day." };
  if (hour) return new Date(`${day}T${hour}:00${ZONE}`).toISOString();
  return new Date(new Date(`${day}T00:00:00${ZONE}`).getTime() + DAY).toISOString();
}
