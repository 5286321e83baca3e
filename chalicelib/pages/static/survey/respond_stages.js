// The stages before and after the questions: the start, the review, the thanks, the refusal.

import {
  busyButton,
  button,
  counted,
  el,
  heading,
  jump,
  notice,
  toQuestions,
  waitingPlace,
} from "respond_drawing";
import { clock, day, detailOf, say, textOf } from "respond_language";
import { openBallot, submitAnswers } from "respond_server";
import { answered, state } from "respond_state";
import { PRIVACY, REFUSALS, T } from "respond_words";

export function start() {
  const { draft, busy } = state;
  const resumed = Object.keys(draft.answers).length > 0;
  const begin = button(resumed ? T.resume : T.start, openBallot);
  const privacy = PRIVACY.map((pair) => el("li", null, say(...pair)));
  return [
    heading(T.page),
    el("p", null, T.lead),
    resumed ? notice(T.resumed(`${clock(draft.at)} ${day(draft.at)}`)) : null,
    el("div", { class: "buttons" }, busy ? busyButton(T.starting) : begin),
    waitingPlace(),
    el("h2", null, T.privacyTitle),
    el("ul", { class: "privacy" }, privacy),
  ];
}

export function review() {
  const { ballot, draft, busy } = state;
  const given = answered();
  const blank = ballot.questions
    .map(({ id, title }, place) => ({ id, title: `${place + 1}. ${textOf(title)}` }))
    .filter(({ id }) => !draft.answers[id]);
  const buttons = busy
    ? [busyButton(T.sending)]
    : [button(T.send, submitAnswers), button(T.back, toQuestions, "button plain")];
  return [
    heading(T.reviewTitle),
    el("p", null, ...counted(given), blank.length ? "." : `. ${T.full}`),
    given.length ? null : notice(T.allBlank),
    el("p", null, T.once),
    waitingPlace(),
    el("div", { class: "buttons" }, buttons),
    ...(given.length && !busy ? blanks(blank) : []),
  ];
}

/** The questions that were left blank, as links to them. */
function blanks(blank) {
  if (!blank.length) return [];
  const links = blank.map(({ id, title }) => el("li", null, jump(id, title)));
  return [el("p", { id: "blank" }, T.blank(blank.length)), el("ul", { class: "blank" }, links)];
}

export function thanks() {
  const { receipt } = state;
  const number = el("span", { class: "receipt" }, receipt);
  return [
    heading(T.thanks),
    el("p", null, T.received),
    receipt ? el("p", null, `${T.receipt}:`, el("br"), number) : notice(T.noReceipt),
  ];
}

export function refused() {
  const { refusal } = state;
  const known = REFUSALS[refusal.code];
  const { title, text } = known ?? REFUSALS.other;
  const told = !known || refusal.code === "window_closed" ? detailOf(refusal) : "";
  const final = ["link_invalid", "already_answered"].includes(refusal.code);
  const retry = button(T.again, () => location.reload());
  return [
    heading(say(...title)),
    el("p", null, told || say(...text)),
    final ? null : el("div", { class: "buttons" }, retry),
  ];
}
