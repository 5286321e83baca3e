// The frame of the council's pages: who is here, and every place to go to.

import { Frame, identify } from "frame";
import { html } from "parts";
import { homeOf } from "session";
import { of, words } from "words";

const T = words({
  who: ["Hội đồng thẩm định", "Appraisal council"],
  strip: ["Kỳ đánh giá", "Round"],
});
const TITLES = words({
  assignments: ["Phân công thẩm định", "Assignments"],
});
/** Where each place is, in the order of the menu. */
const PLACES = { assignments: "/council/assignments" };
const COUNCIL = ["council", "chair", "secretariat"];

/**
 * {path} of the person of the council who is signed in; null on the way to the sign-in, and for
 * others, who have pages of their own.
 */
export async function enterCouncil() {
  const who = await identify();
  if (!who) return null;
  if (!COUNCIL.includes(who.role)) {
    location.replace(homeOf(who.role));
    return null;
  }
  return { path: `/api/council/${encodeURIComponent(who.round)}` };
}

/** The head of a page; `here` is one of PLACES, `title` that of the round. */
export function CouncilHead({ here, title, again, kept, children }) {
  const places = Object.entries(PLACES).map(([name, href]) => ({
    name,
    href,
    title: TITLES[name],
  }));
  return html`<${Frame} here=${here} who=${T.who} places=${places} again=${again} kept=${kept}
    strip=${T.strip}>
    <span class="deadline"><b>${of(title)}</b></span>${children}
  </${Frame}>`;
}
