// The windows as they count for one unit: opened or closed for it alone, told and asked first.

import { Asked } from "asking";
import { html } from "parts";
import { instant, noWhen, When } from "when";
import { Dates } from "window_dates";
import { TITLES } from "window_words";
import { of, stamp, until, words } from "words";

const T = words({
  heading: ["Thời hạn của đơn vị", "The unit's windows"],
  unitOnly: ["riêng đơn vị này", "this unit only"],
  decided: (reason, by, time) => [
    `Lý do: “${reason}” (${by}, ${time})`,
    `Reason: “${reason}” (${by}, ${time})`,
  ],
  survey: [
    "Điều tra mở, đóng chung cho cả kỳ.",
    "The survey opens and closes for the whole round.",
  ],
  reason: ["Lý do", "Reason"],
  extend: ["Gia hạn riêng", "Extend for this unit"],
  open: ["Mở riêng", "Open for this unit"],
  openFor: (window, unit) => [
    `${window}: mở riêng cho ${unit}`,
    `${window}: open for ${unit} alone`,
  ],
  sureOpen: ["Mở cho đơn vị", "Open for the unit"],
  opens: [
    "Chỉ đơn vị này được làm tiếp đến thời hạn mới; các đơn vị khác không đổi. " +
      "Đơn vị được báo trong hệ thống và qua thư, kèm lý do.",
    "This unit alone may go on until then; nothing changes for the others. " +
      "The unit is told in the application and by e-mail, with the reason.",
  ],
  wasSent: [
    "Bản đã gửi và biên nhận cũ vẫn lưu; nếu sửa, đơn vị phải phê duyệt và gửi lại.",
    "What was sent stays on record with its receipt; " +
      "once the unit changes something, it has to approve and send again.",
  ],
  opened: (window, end) => [
    `${window}: mở cho đơn vị đến ${end}`,
    `${window}: open for the unit until ${end}`,
  ],
  close: ["Đóng riêng", "Close for this unit"],
  closeFor: (window, unit) => [
    `${window}: đóng ngay với ${unit}?`,
    `${window}: close now for ${unit}?`,
  ],
  sureClose: ["Đóng sau 10 giây", "Close in ten seconds"],
  closes: [
    "Đơn vị không làm tiếp được sau 10 giây; các đơn vị khác không đổi. " +
      "Đơn vị chỉ được báo là đã đóng; lý do nằm trong nhật ký.",
    "The unit cannot go on after ten seconds; nothing changes for the others. " +
      "The unit is told that it was closed; the reason stays on record.",
  ],
  closed: (window, end) => [
    `${window}: đóng với đơn vị lúc ${end}`,
    `${window}: closes for the unit at ${end}`,
  ],
});

const changes = {
  type(state, window, name, text) {
    const typed = { ...untilOf(state, window), [name]: text };
    return { opened: { ...state.opened, until: { ...state.opened.until, [window]: typed } } };
  },
};
const untilOf = (state, window) => state.opened.until[window] ?? noWhen;

/**
 * `unit` is one of the round's, `windows` those that count for it; `change(act, window, body)`
 * opens or closes one and gives the API's reply.
 */
export function OwnWindows({ page, state, unit, windows, change }) {
  return html`<section class="block"><h2>${T.heading}</h2>
    <ul class="own-windows">
      ${windows.map(
        (window) => html`<li key=${window.window}>
          <${Own} ...${{ page, state, unit, window, change }} />
        </li>`,
      )}
    </ul>
  </section>`;
}

/** One window as it counts for the unit; the survey is one for all. */
function Own({ window, ...rest }) {
  const own = window.unit_only;
  const close = html`<${CloseForUnit} window=${window} ...${rest} />`;
  const only = html` <span class="tag caution">${T.unitOnly}</span>`;
  const decided = () => T.decided(window.reason, window.decided_by, stamp(window.decided_at));
  return html`<p>
      <b>${TITLES[window.window]}</b><br />
      <${Dates} window=${window} />${own && only}
    </p>
    ${own && html`<p class="soft">${decided()}</p>`}
    ${
      window.window === "survey"
        ? html`<p class="soft">${T.survey}</p>`
        : html`<div class="buttons">
          <${OpenForUnit} window=${window} ...${rest} />
          ${window.state === "open" && own && close}
        </div>`
    }`;
}

/** A button's word, with the window's name for those who do not see where it is. */
const named = (word, title) => html`${word}<span class="unseen"> ${title}</span>`;

function OpenForUnit({ page, state, unit, window: { window, state: phase }, change }) {
  const act = page.transitions(changes);
  const title = TITLES[window];
  const open = async (reason) => {
    const given = await change("open", window, { until: instant(untilOf(state, window)), reason });
    return T.opened(title, until(given.closes));
  };
  const wasSent = window === "self_assessment" && unit.submission !== "not_submitted";
  return html`<${Asked} link page=${page} id="own-open-${window}" why=${T.reason} act=${open}
    label=${named(phase === "open" ? T.extend : T.open, title)}
    title=${T.openFor(title, of(unit.name))} sure=${T.sureOpen}>
    <p>${T.opens}${wasSent && ` ${T.wasSent}`}</p>
    <${When} id="own-until-${window}" value=${untilOf(state, window)}
      type=${(name, text) => act.type(window, name, text)} />
  </${Asked}>`;
}

function CloseForUnit({ page, unit, window: { window }, change }) {
  const title = TITLES[window];
  const close = async (reason) => {
    const given = await change("close", window, { reason });
    return T.closed(title, stamp(given.closes));
  };
  return html`<${Asked} link page=${page} id="own-close-${window}" why=${T.reason} act=${close}
    label=${named(T.close, title)} title=${T.closeFor(title, of(unit.name))} sure=${T.sureClose}>
    <p>${T.closes}</p>
  </${Asked}>`;
}
