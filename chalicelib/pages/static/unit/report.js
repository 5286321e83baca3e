// The page of the report as it is printed and signed: how to get it, and the report itself.

import { download, Problem } from "acts";
import { makePage } from "page";
import { html } from "parts";
import { Paper } from "report_paper";
import { account, call } from "session";
import { enter, Head } from "unit_head";
import { words } from "words";

const T = words({
  print: ["In báo cáo", "Print"],
  word: ["Tải báo cáo Word", "Download as Word"],
  finish: ["Phê duyệt và gửi", "Approve and submit"],
});

/** `brief`: only the areas of the table of points, on a phone. */
const page = makePage({
  state: { path: "", unit: null, notices: [], report: null, brief: true },
  enter,
  load: async ({ path }) => ({ report: await call("GET", `${path}/report`) }),
  places: { report: { View: Paper } },
  Frame: ReportFrame,
});

function ReportFrame({ state, children }) {
  return html`<${Head} here="report" state=${state} again=${page.paint} />
    <main class="paper" id="main" tabindex="-1">
      <${Problem} state=${state} /><${Tools} state=${state} />${children}
    </main>`;
}

function Tools({ state }) {
  const name = `bao-cao-${account.round}-${account.unit}.docx`;
  const word = page.run(() => download(`${state.path}/report.docx`, name));
  return html`<p class="tools buttons">
    <button type="button" class="button" onClick=${() => print()}>${T.print}</button>${" "}
    <button type="button" class="button plain" disabled=${state.busy} onClick=${word}>
      ${T.word}
    </button>${" "}
    <a class="button plain" href="/work#/finish">${T.finish}</a>
  </p>`;
}

setInterval(page.paint, 30000);
page.begin();
