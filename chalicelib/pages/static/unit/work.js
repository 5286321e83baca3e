// The workspace: where the unit stands, the tree at the side, one leaf open. Everything typed is saved by itself.

import { Account } from "account";
import { runner } from "acts";
import { CarryOver } from "carry_over";
import { Case } from "case";
import { LeafPanel } from "criterion";
import { Documents } from "documents";
import { Finish } from "finish";
import { signInHere } from "frame";
import { Keys, onKey } from "keyboard";
import { Notices } from "notices";
import { Bar, html, Masthead, Summary } from "parts";
import { render } from "preact";
import { ended, whenSessionTurns } from "session";
import { Supplement } from "supplement";
import { Team } from "team";
import { Tree } from "tree";
import { Head } from "unit_head";
import { detail, moment, number, of, say } from "words";
import { Workbook } from "workbook";
import { begin, desk, drawWith, MARKS, paint, pointsOf, refresh, stateOf, step } from "workspace";

const PLACES = {
  finish: Finish,
  workbook: Workbook,
  supplement: Supplement,
  documents: Documents,
  team: Team,
  "carry-over": CarryOver,
  notices: Notices,
  case: Case,
  account: Account,
};

/** What the places take of `makePage`. */
const page = { state: desk, paint, run: runner(desk, paint), transitions };

function transitions(table) {
  const named = Object.entries(table).map(([name, change]) => [
    name,
    (...args) => {
      Object.assign(desk, change(desk, ...args));
      paint();
    },
  ]);
  return Object.fromEntries(named);
}

/** Where all that can be typed lies in the browser until it is saved. */
const KEPT = new Set(["leaf", "finish", "supplement"]);

function route() {
  const [place, code] = decodeURIComponent(location.hash.slice(2)).split("/");
  desk.place = Object.hasOwn(PLACES, place) ? place : "leaf";
  desk.open = desk.leaves[code] ? code : null;
  desk.problem = desk.notGiven = null;
  desk.caseAsked = false;
  if (desk.open) desk.area = desk.leaves[desk.open].area.code;
  paint();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (!desk.open && desk.place !== "leaf")
        document.getElementById("main")?.focus({ preventScroll: true });
      if (!desk.open) return;
      document.getElementById("leaf-title")?.focus();
      document.querySelector("[aria-current=page].leaf-link")?.scrollIntoView({ block: "nearest" });
    }),
  );
}

/** Where the first leaf is that could not be saved. */
function placeOf({ drafts, path }) {
  const [code] = Object.keys(drafts);
  return desk.leaves[code] ? `#/${path === desk.path ? "leaf" : "supplement"}/${code}` : "#/finish";
}

function SaveState() {
  const { sheet } = (desk.place === "supplement" && desk.supplement) || desk;
  const words = {
    clean: "",
    dirty: say("Chưa lưu…", "Not saved yet…"),
    saving: say("Đang lưu…", "Saving…"),
    saved:
      sheet.savedAt && say(`Đã lưu ${moment(sheet.savedAt)}`, `Saved ${moment(sheet.savedAt)}`),
    retrying: say(
      "Chưa lưu được, đang thử lại. Số liệu vẫn giữ trên máy này.",
      "Not saved; trying again. What you typed is kept on this computer.",
    ),
    held: html`<a href=${placeOf(sheet)}>${say(`${sheet.waiting} tiêu chí chưa lưu được: xem lại`, `${sheet.waiting} criteria not saved: look again`)}</a>`,
  };
  if (ended)
    words.retrying = html`<a href=${signInHere()}>${say("Chưa lưu, còn giữ trên máy này: đăng nhập lại", "Not saved, kept on this computer: sign in again")}</a>`;
  return html`<span class="save ${sheet.refusal ? "held" : sheet.state}" role="status">${sheet.refusal ? say("Chưa lưu: ", "Not saved: ") + detail(sheet.refusal) : words[sheet.state]}</span>`;
}

function Progress() {
  const fill = desk.order.filter((code) => stateOf(code) !== "none"),
    done = fill.filter((code) => stateOf(code) === "done").length;
  return html`<span class="done"><${Bar} done=${done} total=${fill.length} label=${say("Tiến độ", "Progress")} /><span><b>${done}</b> / ${fill.length} <span class="long">${say("tiêu chí ", "criteria ")}</span>${say("xong", "done")}</span></span>`;
}

function Welcome() {
  const count = (state) => desk.order.filter((code) => stateOf(code) === state).length,
    { totals } = desk.sheet;
  const next = desk.order.find((code) => ["missing", "explain"].includes(stateOf(code)));
  const figure = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section class="panel welcome"><h1>${of(desk.unit.unit.name)}</h1><p class="lead">${of(desk.unit.title)}</p>
    <dl class="big">${figure(say("Điểm tự chấm", "Self-assessed points"), html`${number(totals.points)} <span>/ ${number(totals.maximum)}</span>`)}
      ${figure(say("Chưa nhập số liệu", "Without a value"), count("missing"))}${figure(say("Cần tài liệu hoặc giải trình", "Need evidence or explanation"), count("explain"))}</dl>
    <p class="buttons">${
      next
        ? html`<a class="button" href="#/leaf/${next}">${say(`Làm tiếp: tiêu chí ${next}`, `Go on: criterion ${next}`)}</a>`
        : html`<a class="button" href="#/finish">${say("Đã đủ. Sang phê duyệt và gửi", "Complete. Go on to approval")}</a>`
    }</p>
    <p class="soft">${say("Năm nay giống năm trước? ", "Much as last year? ")}<a href="#/carry-over">${say("Chép giải trình và đầu mối của kỳ trước", "Copy the explanations and contacts of an earlier round")}</a></p>
    ${desk.illustrative && html`<p class="notice">${say("Bộ tiêu chí này chỉ để minh họa, không phải phụ lục chính thức.", "This catalogue is illustrative, not the official annex.")}</p>`}</section>`;
}

function Fault() {
  return html`<${Masthead} again=${paint} /><main class="narrow" id="main"><h1>${say("Chưa mở được", "This could not be opened")}</h1><${Summary} problems=${[{ text: detail(desk.fault) }]} />
    <p><a class="button" href="/signin">${say("Đăng nhập bằng tài khoản khác", "Sign in with another account")}</a></p></main>`;
}

function Page() {
  if (desk.fault) return html`<${Fault} />`;
  const Other = PLACES[desk.place];
  const panel = desk.open
    ? html`<${LeafPanel} key=${desk.open} desk=${desk} code=${desk.open} paint=${paint} step=${step} pointsOf=${pointsOf} state=${MARKS[stateOf(desk.open)]} />`
    : html`<${Welcome} />`;
  return html`<${Head} here=${{ "carry-over": "team", case: "notices" }[desk.place] ?? desk.place} state=${desk} again=${paint} kept=${KEPT.has(desk.place)}><${Progress} /><${SaveState} /></${Head}>
    <main id="main" tabindex="-1" class="wide ${Other ? "single" : desk.open ? "two open" : "two"}">${Other ? html`<${Other} desk=${desk} paint=${paint} refresh=${refresh} page=${page} state=${desk} />` : html`<${Tree} />${panel}`}</main>
    ${desk.help && html`<${Keys} />`}`;
}

drawWith(() => render(html`<${Page} />`, document.getElementById("app")));
addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (desk.sheet && !event.defaultPrevented) onKey(event);
});
addEventListener("beforeunload", (event) => {
  const waiting = desk.sheet?.waiting || desk.supplement?.sheet.waiting; // on the way to the sign-in it comes back by itself
  if ((waiting && !ended) || desk.uploads?.all.some((each) => each.state === "sending"))
    event.preventDefault();
});
whenSessionTurns(paint);
setInterval(paint, 30000);
if (await begin()) {
  route();
  const look = () => {
    if (!document.hidden) refresh();
  };
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", look);
}
