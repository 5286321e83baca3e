// The terms of a publication: at once or at an instant, and what is typed where units drop out.

import { html } from "parts";
import { instant } from "when";
import { words } from "words";

const T = words({
  when: ["Khi nào", "When"],
  atOnce: ["Ngay", "At once"],
  timed: ["Vào giờ đã định, chẳng hạn ngày hội nghị", "At a set time, such as the conference"],
  day: ["Ngày công bố", "Day of publication"],
  hour: ["Giờ công bố", "Time of publication"],
  strict: [
    "Nếu đến lúc đó số liệu đã đổi, hoặc còn việc chờ quyết định, thì không công bố; trang này " +
      "sẽ cho biết vì sao.",
    "If an input has changed by then, or a decision is open, nothing is published; this page " +
      "will say why.",
  ],
  dropOuts: (units) => [
    `${units} đơn vị không có trong xếp hạng. Gõ số ${units} để xác nhận`,
    `${units} units drop out of the ranking. Type ${units} to confirm`,
  ],
  silent: [
    "Không có phiếu điều tra nào được tính. Gõ “không có phiếu” để xác nhận",
    "No answer of a survey counts. Type “no answers” to confirm",
  ],
  phrase: ["không có phiếu", "no answers"],
});
const SILENT = ["not_sealed", "no_answers"];

/** `publication` has `timed`, `day` and `hour`; `act` has `type(name, value)`. */
export function Timing({ publication: { timed, day, hour }, act }) {
  const option = (value, text) => html`<label class="option">
    <input type="radio" name="timed" checked=${timed === value}
      onChange=${() => act.type("timed", value)} />
    <span>${text}</span>
  </label>`;
  const field = (name, kind, value) => html`<p class="field">
    <label for="publication-${name}">${T[name]}</label>
    <input id="publication-${name}" type=${kind} value=${value}
      onInput=${(event) => act.type(name, event.target.value)} />
  </p>`;
  return html`<fieldset class="kinds">
      <legend>${T.when}</legend>${option(false, T.atOnce)}${option(true, T.timed)}
    </fieldset>
    ${
      timed &&
      html`<div class="inputs">${field("day", "date", day)}${field("hour", "time", hour)}</div>
        <p class="soft">${T.strict}</p>`
    }`;
}

/** "now", the instant that is set, or nothing while it is not set in full. */
export function timeOf({ timed, day, hour }) {
  if (!timed) return "now";
  return day && hour ? instant({ day, hour }) : "";
}

/** What has to be typed before these drafts are published; the server asks for the same. */
function toType(drafts) {
  const known = drafts.filter(Boolean);
  const dropping = known.reduce((sum, draft) => sum + draft.drop_outs.length, 0);
  if (dropping) return { label: T.dropOuts(dropping), text: `${dropping}` };
  return known.some(({ survey }) => SILENT.includes(survey))
    ? { label: T.silent, text: T.phrase }
    : null;
}

export function isConfirmed({ typed }, drafts) {
  const wanted = toType(drafts);
  return !wanted || typed.trim().toLowerCase() === wanted.text;
}

/** The field in which it is typed, where something has to be. */
export function Confirmation({ publication: { typed }, act, drafts }) {
  const wanted = toType(drafts);
  if (!wanted) return null;
  return html`<p class="field">
    <label for="typed">${wanted.label}</label>
    <input id="typed" maxlength="300" autocomplete="off" value=${typed}
      onInput=${(event) => act.type("typed", event.target.value)} />
  </p>`;
}
