// Who of the council appraises what: gaps, load, the table of assignments, and a file both ways.
// The secretariat and operations staff change it; members read.

import { Editing, noEditing, nothingChanged } from "assignments_edit";
import { AssignmentFile, noAssignmentFile } from "assignments_file";
import { Gaps, Load, Matrix } from "assignments_load";
import { CouncilDesk, enterCouncilDesk } from "council_desk";
import { makePage } from "page";
import { html } from "parts";
import { account, call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Phân công thẩm định", "Who appraises what"],
  lead: [
    "Giao lĩnh vực hoặc tiêu chí cho từng thành viên. Phần hẹp hơn được ưu tiên, đơn vị ghi tên " +
      "được ưu tiên hơn mọi đơn vị; không ai thẩm định đơn vị nơi mình công tác.",
    "Assign areas or criteria to members. Narrower parts win, named units win over all units; " +
      "nobody appraises the unit where they work.",
  ],
  who: [
    "Ai thẩm định phần nào, do Tổ Thư ký phân công; không ai thẩm định đơn vị nơi mình công tác.",
    "Who appraises what, as the secretariat has assigned it; nobody appraises the own unit.",
  ],
  never: [
    "Chưa phân công: mỗi thành viên thẩm định các lĩnh vực ghi trong tài khoản của mình.",
    "Nothing is assigned yet: each member appraises the areas of the own account.",
  ],
  index: ["Bộ chỉ số", "Index"],
});
const WRITERS = ["secretariat", "ops"];

const page = makePage({
  state: { path: null, overview: null, index: "", ...noEditing(), ...noAssignmentFile() },
  enter: enterCouncilDesk,
  load,
  places: { assignments: { View: AssignmentsPage } },
  Frame: AssignmentsFrame,
});
const changes = { chooseIndex: (_state, index) => ({ index }) };

// What was changed here and not saved is not left without asking.
addEventListener("beforeunload", (event) => {
  if (!nothingChanged(page.state)) event.preventDefault();
});

async function load({ path, index }) {
  const overview = await call("GET", `${path}/assignments`);
  return { overview, index: index || overview.indexes[0].index };
}

function AssignmentsFrame(frame) {
  return html`<${CouncilDesk} here="assignments" ...${frame} />`;
}

function AssignmentsPage({ state }) {
  const writes = WRITERS.includes(account.role);
  const assigned = state.overview.assignments.length > 0;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${writes ? T.lead : T.who}</p>
    <${Indexes} state=${state} />
    ${
      assigned
        ? html`<${Gaps} state=${state} /><${Load} state=${state} /><${Matrix} state=${state} />`
        : html`<p class="notice">${T.never}</p>`
    }
    <${Editing} page=${page} state=${state} writes=${writes} />
    <${AssignmentFile} page=${page} state=${state} writes=${writes} />`;
}

function Indexes({ state }) {
  const { indexes } = state.overview;
  if (indexes.length < 2) return null;
  const act = page.transitions(changes);
  const choice = ({ index, title }) => html`<button type="button" class="choice"
    aria-pressed=${String(state.index === index)} onClick=${() => act.chooseIndex(index)}>
    ${of(title)}
  </button>`;
  return html`<div class="choices" role="group" aria-label=${T.index}>
    ${indexes.map(choice)}
  </div>`;
}

page.begin();
