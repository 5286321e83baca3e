// The council's result of the unit: how to print it, and the result itself once it is released.

import { Problem } from "acts";
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
  state: { path: "", unit: null, notices: [], result: null },
  enter,
  load: async ({ path }) => ({ result: await call("GET", `${path}/results`) }),
  places: { results: { View: Result } },
  Frame: ResultFrame,
});

function ResultFrame({ state, children }) {
  return html`<${Head} here="results" state=${state} again=${page.paint} />
    <main class="paper result" id="main" tabindex="-1">
      <${Problem} state=${state} />
      <p class=${state.told ? "good" : "unseen"} role="status">
        ${state.told && `✓ ${state.told}`}
      </p>
      ${children}
    </main>`;
}

function Result({ state: { result } }) {
  if (!result.first_shown)
    return html`<h1 tabindex="-1">${T.title}</h1>
      <p class="notice">${T.none}</p>`;
  return html`<p class="tools buttons">
      <button type="button" class="button" onClick=${() => print()}>${T.print}</button>
    </p>
    <${ResultPaper} result=${result} />`;
}

setInterval(page.paint, 30000);
page.begin();
