// The workspace: how far the unit is, the criteria at the side, one of them or another place open.
// Everything typed is saved by itself.

import { CarryOver } from "carry_over";
import { Case } from "case";
import { Documents } from "documents";
import { Finish } from "finish";
import { Keys, onKey } from "keyboard";
import { LeafPanel } from "leaf_panel";
import { Notices } from "notices";
import { makePage } from "page";
import { Bar, html } from "parts";
import { SaveState } from "save_state";
import { ended } from "session";
import { loadSupplement, Supplement } from "supplement";
import { Team } from "team";
import { Tree } from "tree";
import { Head } from "unit_head";
import { Welcome } from "welcome";
import { words } from "words";
import { Workbook } from "workbook";
import { enterWorkspace, load, refresh, state, stateOf } from "workspace";

const T = words({
  progress: ["Tiến độ", "Progress"],
  criteria: ["tiêu chí ", "criteria "],
  done: ["xong", "done"],
});
/** The entry of the menu under which each place is found. */
const MENU = { "carry-over": "team", case: "notices" };
/** Where all that can be typed is a draft, which the browser keeps until it is saved. */
const KEPT = new Set(["leaf", "finish", "supplement"]);
const sheets = () => [state.sheet, state.supplement?.sheet].filter(Boolean);
const areKept = () => sheets().every((sheet) => sheet.kept);

/** A place of the workspace: it takes the page and its state, and can ask what is new. */
const place = (Component) => ({
  View: () => html`<${Component} page=${page} state=${page.state} refresh=${again} />`,
  arrive: () => ({ open: null }),
});
const PLACES = {
  leaf: { View: Leaf, arrive: openLeaf },
  finish: place(Finish),
  workbook: place(Workbook),
  supplement: {
    View: Supplement,
    arrive: (known, [code]) => ({ open: known.leaves[code] ? code : null }),
    fetch: () => loadSupplement(page),
  },
  documents: place(Documents),
  team: place(Team),
  "carry-over": place(CarryOver),
  notices: place(Notices),
  case: place(Case),
};

const page = makePage({ state, enter: enterWorkspace, load, places: PLACES, Frame: WorkFrame });
const again = () => Promise.all([refresh(page), refreshSupplement()]);

/** What may be new in the supplement once it was opened; a failure is left to the next time. */
const refreshSupplement = () => state.supplement && loadSupplement(page).catch(() => {});

/** The criterion of the address, in its area of the tree; none of an unknown code. */
function openLeaf({ leaves }, [code]) {
  const nothingAsked = { notGiven: null, history: null };
  const leaf = leaves[code];
  return leaf ? { open: code, area: leaf.area.code, ...nothingAsked } : { open: null };
}

function Leaf() {
  if (!state.open) return html`<${Welcome} state=${state} />`;
  return html`<${LeafPanel} page=${page} state=${state} code=${state.open} />`;
}

function WorkFrame({ children }) {
  const here = MENU[state.place] ?? state.place;
  const withTree = state.place === "leaf";
  const look = withTree ? (state.open ? "two open" : "two") : "single";
  return html`<${Head} here=${here} state=${state} again=${page.paint}
      kept=${KEPT.has(state.place) && areKept()}>
      <${Progress} /><${Saving} />
    </${Head}>
    <main id="main" tabindex="-1" class="wide ${look}">
      ${withTree && html`<${Tree} page=${page} state=${state} />`}${children}
    </main>
    ${state.help && html`<${Keys} page=${page} />`}`;
}

/** How the saving of the sheet that is open is going. */
function Saving() {
  const { sheet } = (state.place === "supplement" && state.supplement) || state;
  const place = sheet === state.sheet ? "leaf" : "supplement";
  const placeOf = (code) => (state.leaves[code] ? `#/${place}/${code}` : "#/finish");
  return html`<${SaveState} sheet=${sheet} placeOf=${placeOf} />`;
}

function Progress() {
  const own = state.order.filter((code) => stateOf(code) !== "none");
  const done = own.filter((code) => stateOf(code) === "done").length;
  return html`<span class="done">
    <${Bar} done=${done} total=${own.length} label=${T.progress} />
    <span>
      <b>${done}</b> / ${own.length} <span class="long">${T.criteria}</span>${T.done}
    </span>
  </span>`;
}

/**
 * Whether leaving would lose something. On the way to the sign-in that is not asked of drafts that
 * the browser keeps.
 */
function isUnsaved() {
  const { uploads, editing, replies } = state;
  const waiting = sheets().some((sheet) => sheet.waiting);
  const sending = uploads?.all.some((upload) => upload.state === "sending");
  return (
    (waiting && !(ended && areKept())) ||
    sending ||
    editing?.typed ||
    Object.values(replies).some(Boolean)
  );
}

addEventListener("keydown", (event) => {
  if (state.ready && !event.defaultPrevented) onKey(event, page);
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});
setInterval(page.paint, 30000);
await page.begin();
if (state.ready) {
  const look = () => document.hidden || again();
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", look);
}
