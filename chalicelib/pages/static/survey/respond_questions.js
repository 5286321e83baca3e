// The questions: what is rated, until when, and one choice for each question.

import { button, counted, el, heading, jump, main, notice, toReview } from "respond_drawing";
import { clock, day, textOf } from "respond_language";
import { answered, previewing, savedText, setAnswer, state } from "respond_state";
import { T } from "respond_words";

export function questions() {
  const { ballot, errors } = state;
  const { round, unit } = ballot;
  return [
    errors.length ? errorSummary() : null,
    el("p", { class: "above" }, `${textOf(round.title)} · ${textOf(round.authority)}`),
    heading(`${T.about}: ${textOf(unit.name)}`),
    facts(),
    previewing ? notice(T.preview) : null,
    ballot.illustrative ? notice(T.illustrative) : null,
    el("p", null, T.how),
    progress(),
    ...ballot.questions.map(question),
    previewing ? null : el("div", { class: "buttons" }, button(T.review, toReview)),
  ];
}

function facts() {
  const { closes, group } = state.ballot;
  return el(
    "ul",
    { class: "facts" },
    el("li", null, `${T.as}: `, el("b", null, textOf(group.title))),
    closes ? el("li", null, `${T.until}: `, el("b", { class: "deadline" }, deadline())) : null,
  );
}

/** Until when the person can answer, and how long that is. */
export function deadline() {
  const closes = new Date(state.ballot.closes);
  const midnight = clock(closes) === "00:00";
  const when = midnight ? T.endOf(day(closes - 1)) : T.at(clock(closes), day(closes));
  return `${when} (${timeLeft(closes)})`;
}

function timeLeft(closes) {
  const minutes = Math.max(0, Math.floor((closes - Date.now()) / 60000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  if (days) return T.daysLeft(days, hours);
  return hours ? T.hoursLeft(hours, minutes % 60) : T.minutesLeft(minutes % 60);
}

function progress() {
  const given = answered();
  const max = state.ballot.questions.length;
  return el(
    "div",
    { class: "progress" },
    el("div", { id: "count" }, counted(given)),
    el("span", { id: "saved", role: "status" }, savedText()),
    el("progress", { max, value: given.length, "aria-labelledby": "count" }),
  );
}

function question({ id, title, options }, place) {
  const wrong = state.errors.find((error) => error.question === id);
  const chosen = state.draft.answers[id];
  return el(
    "fieldset",
    { id: `q-${id}`, tabindex: -1 },
    el("legend", null, `${place + 1}. ${textOf(title)}`),
    wrong ? el("p", { class: "wrong" }, wrong.text) : null,
    options.map((option, index) => choice(id, option, index + 1, chosen)),
    el(
      "button",
      { type: "button", class: "link", hidden: !chosen, onclick: () => answer(id, null) },
      T.clear,
      el("span", { class: "unseen" }, `: ${textOf(title)}`),
    ),
  );
}

function choice(id, option, value, chosen) {
  const checked = chosen === value;
  const onchange = () => answer(id, value);
  return el(
    "label",
    { class: "option" },
    el("input", { type: "radio", name: id, value, checked, onchange }),
    el("span", null, textOf(option.title)),
  );
}

/** Take a choice, or with null clear it, without drawing the page again. */
function answer(id, number) {
  const field = main.querySelector(`#q-${CSS.escape(id)}`);
  if (number === null) clear(field);
  setAnswer(id, number);
  field.querySelector(".link").hidden = number === null;
  const given = answered();
  main.querySelector("#count").replaceChildren(...counted(given));
  main.querySelector("progress").value = given.length;
  main.querySelector("#saved").textContent = savedText();
}

function clear(field) {
  const inputs = field.querySelectorAll("input");
  for (const input of inputs) input.checked = false;
  inputs[0].focus();
}

function errorSummary() {
  const lines = state.errors.map(({ question: id, text }) =>
    el("li", null, id ? jump(id, text) : text),
  );
  return el(
    "div",
    { class: "summary", tabindex: -1, role: "alert" },
    el("h2", null, T.wrong),
    el("ul", null, lines),
  );
}
