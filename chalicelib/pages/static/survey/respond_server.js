// What is asked of the server: open the link's ballot, take the answers.

import { button, draw, el, go, main } from "respond_drawing";
import { detailOf } from "respond_language";
import { forgetDraft, keepDraft, state, takeBallot, token } from "respond_state";
import { T } from "respond_words";

/** Seconds to wait before each further attempt; the last one for ever. */
const WAITS = [2, 4, 8, 15, 30];

/**
 * Posts until there is a reply: [whether it is good, its JSON]. A lost connection or an
 * overloaded server is waited out, in sight of the person.
 */
async function post(path, body) {
  for (let attempt = 0; ; attempt += 1) {
    const reply = await postOnce(path, body);
    if (reply) return reply;
    await pause(WAITS[Math.min(attempt, WAITS.length - 1)]);
  }
}

async function postOnce(path, body) {
  try {
    const reply = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20000),
    });
    if (reply.status < 500 && reply.status !== 429) return [reply.ok, await reply.json()];
    if (reply.status !== 429) state.uncertain = true;
  } catch {
    state.uncertain = true;
  }
  return null;
}

/** Wait so many seconds, until the connection is back, or until the person presses the button. */
function pause(seconds) {
  const place = main.querySelector(".waiting");
  const text = el("p", null, T.wait(seconds));
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(timer);
      removeEventListener("online", finish);
      text.textContent = T.trying;
      place.querySelector("button").remove();
      done();
    };
    const timer = setTimeout(finish, seconds * 1000);
    addEventListener("online", finish);
    const title = el("h2", null, T.waitTitle);
    place.replaceChildren(
      el("div", { class: "notice" }, title, text, button(T.now, finish, "link")),
    );
  });
}

export async function openBallot() {
  state.busy = true;
  draw({ focus: false });
  const [ok, reply] = await post("api/respond/open", { token });
  Object.assign(state, { busy: false, uncertain: false });
  if (!ok) return refuse(reply);
  takeBallot(reply);
  return go("questions");
}

export async function submitAnswers() {
  Object.assign(state, { busy: true, uncertain: false, errors: [] });
  setSending(true);
  draw({ focus: false });
  const { ballot, draft } = state;
  const answers = Object.fromEntries(
    ballot.questions.map(({ id }) => [id, draft.answers[id] ?? null]),
  );
  const [ok, reply] = await post("api/respond/answer", { ballot: ballot.ballot, answers });
  state.busy = false;
  if (ok) return thank(reply.receipt);
  if (reply.code === "already_answered" && state.uncertain) return thank(null);
  setSending(false);
  if (reply.code !== "invalid" && !reply.errors) return refuse(reply);
  state.errors = (reply.errors ?? [{ at: "", ...reply }]).map(located);
  return go("questions");
}

/** The draft says that it is being sent, in case the page is loaded again before the reply. */
function setSending(sending) {
  state.draft.sending = sending;
  keepDraft();
}

/** An error of the API, with the question that it names. */
function located(error) {
  const names = error.at.split(/[.[\]]+/);
  const question = state.ballot.questions.find(({ id }) => names.includes(id))?.id;
  return { question, text: detailOf(error) };
}

function thank(receipt) {
  forgetDraft();
  state.receipt = receipt;
  go("thanks");
}

/**
 * A draft that was being sent when the connection broke did arrive, if the server says that the
 * link was used.
 */
function refuse(problem) {
  if (problem.code === "already_answered") {
    if (state.draft.sending) return thank(null);
    forgetDraft();
  }
  state.refusal = problem;
  return go("refused");
}
