// The council's result of the unit: how to print it, and the result itself once it is released.

import { Outcome } from "acts";
import { loadObjections, noObjections, Objecting, ObjectionDays } from "objecting";
import { makePage } from "page";
import { html } from "parts";
import { ResultPaper } from "results_paper";
import { call } from "session";
import { enter, Head } from "unit_head";
import { words } from "words";

const T = words({
  title: ["Kết quả thẩm định", "Result of the appraisal"],
  print: ["In kết quả", "Print"],
  none: [
    "Hội đồng chưa trả kết quả. Khi có, đơn vị nhận thông báo ở đây và qua thư.",
    "The council has not released a result yet. You will get a notice here and by e-mail.",
  ],
});

const page = makePage({
  state: { path: "", unit: null, notices: [], result: null, ...noObjections() },
  enter,
  load,
  places: { results: { View: Result } },
  Frame: ResultFrame,
});

/** Nobody objects to what is not released. */
async function load(state) {
  const result = await call("GET", `${state.path}/results`);
  return { result, ...(result.final_shown && (await loadObjections(state, page))) };
}

const Objections = ({ line }) => html`<${Objecting} page=${page} line=${line} />`;

// What was typed and not sent is not left without asking.
addEventListener("beforeunload", (event) => {
  if (page.state.why.trim()) event.preventDefault();
});

function ResultFrame({ state, children }) {
  return html`<${Head} here="results" state=${state} again=${page.paint} />
    <main class="paper result" id="main" tabindex="-1">
      <${Outcome} state=${state} />
      ${children}
    </main>`;
}

function Result({ state: { result, objections } }) {
  if (!result.first_shown)
    return html`<h1 tabindex="-1">${T.title}</h1>
      <p class="notice">${T.none}</p>`;
  return html`<p class="tools buttons">
      <button type="button" class="button" onClick=${() => print()}>${T.print}</button>
    </p>
    ${objections && html`<${ObjectionDays} objections=${objections} />`}
    <${ResultPaper} result=${result} Extra=${objections && Objections} />`;
}

setInterval(page.paint, 30000);
page.begin();
