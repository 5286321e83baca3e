// Elements without a framework, the drawing of a stage, and the way from one stage to another.

import { language } from "respond_language";
import { state } from "respond_state";
import { T } from "respond_words";

export const main = document.querySelector("main");
const stages = {};

/** The stages that can be drawn: {name: () => elements, of which an `h1` is the title}. */
export function drawWith(table) {
  Object.assign(stages, table);
}

/** An element; attributes `onclick`, … are listeners, children that are null or "" are left out. */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  const present = children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== "");
  element.append(...present);
  return element;
}

export const heading = (text) => el("h1", { tabindex: -1 }, text);
export const notice = (text) => el("p", { class: "notice" }, text);
export const button = (text, press, kind = "button") =>
  el("button", { type: "button", class: kind, onclick: press }, text);
/** In the place of a button while the server is being asked. */
export const busyButton = (text) =>
  el("button", { class: "button", "aria-disabled": "true", type: "button" }, text);
/** Where the wait for a connection is told. */
export const waitingPlace = () => el("div", { class: "waiting", role: "status" });

export function draw({ focus = true } = {}) {
  document.documentElement.lang = language;
  for (const choice of document.querySelectorAll(".languages button"))
    choice.setAttribute("aria-pressed", String(choice.lang === language));
  main.replaceChildren(...stages[state.stage]().filter(Boolean));
  document.title = `${main.querySelector("h1").textContent} · PAR INDEX`;
  if (!focus) return;
  scrollTo(0, 0);
  (main.querySelector(".summary") ?? main.querySelector("h1")).focus({ preventScroll: true });
}

export function go(stage) {
  state.stage = stage;
  draw();
}

export function toReview() {
  history.pushState({ review: true }, "");
  go("review");
}

/** Back through the history, so that the browser's own back button does the same. */
export function toQuestions() {
  return new Promise((done) => {
    addEventListener("popstate", () => setTimeout(done), { once: true });
    history.back();
  });
}

/** A link to a question, from wherever it is named. */
export function jump(id, text) {
  const press = (event) => {
    event.preventDefault();
    showQuestion(id);
  };
  return el("a", { href: `#q-${id}`, onclick: press }, text);
}

async function showQuestion(id) {
  if (state.stage === "review") await toQuestions();
  const field = document.getElementById(`q-${id}`);
  field.scrollIntoView();
  field.querySelector("input").focus({ preventScroll: true });
}

/** How many questions are answered, as children of an element. */
export function counted(answered) {
  const [before, count, after] = T.done(answered.length, state.ballot.questions.length);
  return [before, el("b", null, count), after];
}
