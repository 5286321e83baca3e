// The respondent's page. The token stays in the URL fragment and is sent only when the person
// presses a button: loading this page, or running this script in a mail scanner, asks the server
// nothing and changes nothing.

import { draw, drawWith, go, main } from "respond_drawing";
import { remembered, speak } from "respond_language";
import { deadline, questions } from "respond_questions";
import { refused, review, start, thanks } from "respond_stages";
import {
  answered,
  findDraft,
  findPreview,
  previewing,
  savedText,
  state,
  token,
} from "respond_state";
import { T } from "respond_words";

drawWith({ start, questions, review, thanks, refused });

addEventListener("popstate", () => {
  const { stage, ballot, busy, receipt } = state;
  if (ballot && !receipt && !busy && stage === "review") go("questions");
});
addEventListener("hashchange", () => location.reload());
addEventListener("beforeunload", (event) => {
  const over = ["thanks", "refused"].includes(state.stage);
  if (state.ballot && !previewing && !over && answered().length) event.preventDefault();
});
setInterval(() => {
  const place = main.querySelector(".deadline");
  if (place) place.textContent = deadline();
}, 30000);

function tellConnection(event) {
  const place = main.querySelector("#saved");
  if (place) place.textContent = event.type === "offline" ? T.offline : savedText();
}
addEventListener("online", tellConnection);
addEventListener("offline", tellConnection);

for (const choice of document.querySelectorAll(".languages button")) {
  choice.addEventListener("click", () => {
    speak(choice.lang);
    if (!state.busy) draw({ focus: false });
  });
}

speak(new URLSearchParams(location.search).get("lang") ?? remembered("lang"));
if (previewing) {
  findPreview();
  state.stage = "questions";
} else await findDraft();
if (!token || (previewing && !state.ballot)) {
  Object.assign(state, { stage: "refused", refusal: { code: "link_invalid" } });
}
draw({ focus: false });
