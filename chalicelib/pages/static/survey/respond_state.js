// What the respondent's page knows, and the draft that it keeps on the device until it is sent.

import { clock, remember, remembered } from "respond_language";
import { T } from "respond_words";

/** As an address, and as the key under which a signed-in page leaves the preview on the device. */
const PREVIEW = "questionnaire-preview";
export const token = tidied(location.hash);
export const previewing = token === PREVIEW;

/** What follows the `#` without what mail programs and people put around it; "" if nothing does. */
function tidied(hash) {
  let text = hash;
  try {
    text = decodeURIComponent(hash);
  } catch {
    /* a lone % is a mark like others */
  }
  return text.replace(/^[^\w-]+|[^\w-]+$/g, "");
}

/**
 * - `stage`: which of the stages is shown.
 * - `ballot`: what the server gave for the link; null until it is opened.
 * - `draft`: {answers: {question: option}, at, sending}; `draftKey`: where the device keeps it.
 * - `kept`: whether the last change was kept on the device; null before the first change.
 * - `errors`: {question, text} of what the server did not take.
 * - `busy`: the server is being asked; `uncertain`: a sent answer may have arrived.
 * - `receipt`: the number of the receipt; `refusal`: the problem why nothing can be answered.
 */
export const state = {
  stage: "start",
  ballot: null,
  draft: { answers: {} },
  draftKey: null,
  kept: null,
  errors: [],
  busy: false,
  uncertain: false,
  receipt: null,
  refusal: null,
};

/** The ballot that a signed-in page left for its preview. */
export function findPreview() {
  try {
    state.ballot = JSON.parse(remembered(PREVIEW));
  } catch {
    /* as if there were none */
  }
}

/** What was answered before from the same link; the link itself is not kept on the device. */
export async function findDraft() {
  if (!token || !crypto.subtle) return;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const bytes = [...new Uint8Array(digest).slice(0, 12)];
  state.draftKey = `par-draft-${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  try {
    state.draft = { answers: {}, ...JSON.parse(remembered(state.draftKey)) };
  } catch {
    /* an unreadable draft is none */
  }
}

export function keepDraft() {
  if (previewing) return;
  const { draft, draftKey } = state;
  draft.at = Date.now();
  state.kept = draftKey !== null && remember(draftKey, JSON.stringify(draft));
}

export const forgetDraft = () => state.draftKey && remember(state.draftKey, null);

/** Whether the draft is kept on the device, in words. */
export function savedText() {
  if (state.kept === null) return "";
  return state.kept ? T.saved(clock(state.draft.at)) : T.unsaved;
}

/** Choose an option of a question, or with null none. */
export function setAnswer(id, number) {
  if (number === null) delete state.draft.answers[id];
  else state.draft.answers[id] = number;
  keepDraft();
}

/** Take what the server gave for the link; the draft keeps only answers to its questions. */
export function takeBallot(ballot) {
  const known = new Set(ballot.questions.map(({ id }) => id));
  for (const id of Object.keys(state.draft.answers))
    if (!known.has(id)) delete state.draft.answers[id];
  state.ballot = ballot;
}

export const answered = () => state.ballot.questions.filter(({ id }) => state.draft.answers[id]);
