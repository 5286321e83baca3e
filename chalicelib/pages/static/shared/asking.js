// An act that cannot be taken back asks first: its button opens what it does, and a reason where one goes on record.

import { html } from "parts";
import { say } from "words";

let open = "",
  reason = "";
const shut = () => {
  open = "";
  reason = "";
};
// What was asked at one place is never answered at another, where a button may have the same name.
addEventListener("hashchange", shut);

/**
 * A button `label` that asks before `act(reason)`; `title` and children say what it does, `sure` stands on the button that
 * does it. `why` labels the reason, without it none is asked for; `first` is done before it asks. `run` is the page's
 * runner, `id` is unique on the page.
 */
export function Asked({
  id,
  label,
  title,
  sure = label,
  why,
  first,
  act,
  run,
  busy,
  paint,
  link,
  disabled,
  children,
}) {
  const leave = () => {
    shut();
    paint();
    document.getElementById(`ask-${id}`)?.focus();
  };
  const show = () => {
    open = id;
    reason = "";
    paint();
    document.getElementById(`ask-${id}-title`)?.focus();
  };
  const begin = first
    ? run(async () => {
        await first();
        show();
      })
    : show;
  const onEscape = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    }
  };
  const go = run(async () => {
    const told = await act(reason.trim());
    shut();
    return told;
  });
  if (open !== id)
    return html`<button type="button" id="ask-${id}" class=${link ? "link" : "button plain"} disabled=${busy || disabled} onClick=${begin}>${label}</button>`;
  return html`<form class="asked" aria-labelledby="ask-${id}-title" onSubmit=${go} onKeyDown=${onEscape} novalidate><p class="question" id="ask-${id}-title" tabindex="-1">${title}</p>${children}
    ${
      why &&
      html`<p class="field"><label for="ask-${id}-why">${why}</label><textarea id="ask-${id}-why" rows="2" maxlength="2000" value=${reason} onInput=${(
        event,
      ) => {
        reason = event.target.value;
        paint();
      }}></textarea></p>`
    }
    <p class="buttons"><button class="button" disabled=${busy || (why && !reason.trim())} aria-describedby=${why && !reason.trim() ? `ask-${id}-grey` : undefined}>${sure}</button> <button type="button" class="button plain" onClick=${leave}>${say("Thôi, không làm", "Cancel")}</button>${why && !reason.trim() && html` <span class="soft" id="ask-${id}-grey">${say("Ghi lý do thì bấm được.", "Enter a reason to continue.")}</span>`}</p></form>`;
}
