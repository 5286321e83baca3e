// The lists of people to be asked: every group beside its plan, filled by file or by hand, looked
// over, sent once. A unit keeps its own here, operations staff those of the steering authority.

import { identify } from "frame";
import { GroupPanel } from "list_group";
import { AllLists } from "list_groups";
import { loadGroup } from "list_rows";
import { review, Send } from "list_send";
import { groupsOf, sentAll } from "list_state";
import { enterStaff, StaffHead } from "ops_head";
import { makePage } from "page";
import { Bar, html } from "parts";
import { isOfUnit, isOps } from "posts";
import { call } from "session";
import { enter, Head } from "unit_head";
import { words } from "words";

const T = words({
  filled: ["Nhóm đã có người", "Groups with people"],
  groups: ["nhóm", "groups"],
  people: ["người", "people"],
  working: ["Đang xử lý…", "Working…"],
});

/**
 * What a place begins with: `open` is the key of a group; `known` is what is told before sending,
 * null until it is loaded.
 */
const NOTHING = {
  open: null,
  list: null,
  letters: null,
  wanted: "",
  only: "",
  editing: null,
  dropping: null,
  fixing: null,
  asking: null,
  known: null,
  agreed: false,
};

const openGroup = (only) => (state, rest) => {
  const open = keyOf(state.lists, rest.join("/"));
  return open ? { ...NOTHING, open, only } : { ...NOTHING, place: "all" };
};
const PLACES = {
  all: { View: AllLists, arrive: () => NOTHING },
  send: { View: Send, arrive: () => NOTHING, fetch: () => review(page) },
  group: { View: GroupPanel, arrive: openGroup(""), fetch: loadGroup },
  bounced: { View: GroupPanel, arrive: openGroup("bounced"), fetch: loadGroup },
};

const page = makePage({
  state: { path: "", unit: null, notices: [], staff: false, lists: null, file: null, ...NOTHING },
  enter: enterLists,
  load,
  places: PLACES,
  Frame: ListsFrame,
  focusFirst: true,
});

async function enterLists() {
  const who = await identify((post) => isOps(post) || isOfUnit(post));
  if (!who) return null;
  const staff = isOps(who);
  const entered = await (staff ? enterStaff() : enter());
  if (!entered || !staff) return entered;
  // For staff the round's windows are read as those of a unit.
  return { ...entered, staff, unit: await call("GET", entered.path) };
}

async function load({ path }) {
  return { lists: await call("GET", `${path}/lists`) };
}

/** The key of a group that is called by it, or by `index/group` as other pages do. */
function keyOf(lists, name) {
  const named = ([key, group]) => name === key || name === `${group.index}/${group.group}`;
  return groupsOf(lists).find(named)?.[0];
}

function ListsFrame({ state, children }) {
  return html`<${ListsHead} state=${state}><${Progress} state=${state} /></${ListsHead}>
    <main id="main" tabindex="-1" class="wide single">${children}</main>`;
}

function ListsHead({ state, children }) {
  if (state.staff)
    return html`<${StaffHead} here="lists" state=${state} again=${page.paint}>
      ${children}
    </${StaffHead}>`;
  const window = sentAll(state.lists) ? "survey" : "respondent_lists";
  return html`<${Head} here="lists" state=${state} again=${page.paint} window=${window}>
    ${children}
  </${Head}>`;
}

function Progress({ state }) {
  const all = groupsOf(state.lists);
  const filled = all.filter(([, group]) => group.listed > 0).length;
  const people = all.reduce((sum, [, group]) => sum + group.listed, 0);
  return html`<span class="done">
      <${Bar} done=${filled} total=${all.length} label=${T.filled} />
      <span>
        <b>${filled}</b> / ${all.length} ${T.groups} · <b>${people}</b> ${T.people}
      </span>
    </span>
    <span class="save" role="status">${state.busy ? T.working : state.told}</span>`;
}

/** Whether something typed would be lost. */
const typed = ({ editing, fixing, asking }) => editing || fixing?.value || asking?.reason;

addEventListener("beforeunload", (event) => {
  if (typed(page.state)) event.preventDefault();
});
setInterval(() => {
  if (!page.state.busy) page.paint();
}, 30000);
page.begin();
