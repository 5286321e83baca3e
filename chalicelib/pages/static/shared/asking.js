// An act that cannot be taken back asks first: its button opens what it does, and a reason where
// one goes on record.

import { html } from "parts";
import { words } from "words";

const T = words({
  cancel: ["Thôi, không làm", "Cancel"],
  reasonFirst: ["Ghi lý do thì bấm được.", "Enter a reason to continue."],
});

/** The id of the question that is open, and the reason typed so far: at most one on a page. */
const asked = { id: "", reason: "" };
const open = (id) => Object.assign(asked, { id, reason: "" });
const shut = () => open("");
// What was asked at one place is never answered at another, where a button may have the same name.
addEventListener("hashchange", shut);

/**
 * A button `label` that asks before `act(reason)`; `title` and children say what it does, `sure` is
 * the word on the button that does it. `why` labels the reason, without it none is asked for;
 * `first` is done before it asks. `id` is unique on the page; `link` and `disabled` are of the
 * button. A page that is no `makePage` gives `run`, `busy` and `paint` instead of `page`.
 */
export function Asked({
  page,
  run = page.run,
  busy = page.state.busy,
  paint = page.paint,
  label,
  sure = label,
  ...question
}) {
  const props = { ...question, label, sure, run, busy, paint };
  return asked.id === props.id
    ? html`<${Question} ...${props} />`
    : html`<${Opener} ...${props} />`;
}

/** The button before it is asked. */
function Opener({ id, label, first, run, busy, paint, link, disabled }) {
  const show = () => {
    open(id);
    paint();
    document.getElementById(`ask-${id}-title`)?.focus();
  };
  const showAfter = async () => {
    await first();
    show();
  };
  return html`<button type="button" id="ask-${id}" class=${link ? "link" : "button plain"}
    disabled=${busy || disabled} onClick=${first ? run(showAfter) : show}>${label}</button>`;
}

/** The open question, with what may be answered. */
function Question({ id, title, sure, why, act, run, busy, paint, children }) {
  const missing = why && !asked.reason.trim();
  const leave = () => {
    shut();
    paint();
    document.getElementById(`ask-${id}`)?.focus();
  };
  const onEscape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  };
  const answer = run(async () => {
    const told = await act(asked.reason.trim());
    shut();
    return told;
  });
  return html`<form class="asked" aria-labelledby="ask-${id}-title" novalidate
    onSubmit=${answer} onKeyDown=${onEscape}>
    <p class="question" id="ask-${id}-title" tabindex="-1">${title}</p>
    ${children}
    ${why && html`<${Reason} id="ask-${id}-why" label=${why} paint=${paint} />`}
    <p class="buttons">
      <button class="button" disabled=${busy || missing}
        aria-describedby=${missing ? `ask-${id}-grey` : undefined}>${sure}</button>${" "}
      <button type="button" class="button plain" onClick=${leave}>${T.cancel}</button>
      ${missing && html` <span class="soft" id="ask-${id}-grey">${T.reasonFirst}</span>`}
    </p>
  </form>`;
}

function Reason({ id, label, paint }) {
  const type = (event) => {
    asked.reason = event.target.value;
    paint();
  };
  return html`<p class="field">
    <label for=${id}>${label}</label>
    <textarea id=${id} rows="2" maxlength="2000" value=${asked.reason} onInput=${type}></textarea>
  </p>`;
}
