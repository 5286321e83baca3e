// Operations staff: every unit and its standing, the round's windows, the accounts, publications and rulings.

import { Accounts } from "accounts";
import { Problem, runner } from "acts";
import { enterStaff, StaffHead } from "ops_head";
import { Bar, html, Masthead } from "parts";
import { render } from "preact";
import { Publishing } from "publishing";
import { Rounds } from "rounds";
import { Rulings } from "rulings";
import { call } from "session";
import { STATES, State } from "submission_state";
import { Unit } from "unit";
import { Windows } from "windows";
import { moment, of, plain, say } from "words";

const FILTERS = [
  ["all", "Tất cả", "All"],
  ["not_submitted", "Chưa gửi", "Not sent"],
  ["on_time", "Đúng hạn", "On time"],
  ["late", "Muộn", "Late"],
  ["own", "Có thời hạn riêng", "Own deadline"],
  ["nobody", "Chưa có tài khoản", "No account"],
];
const PLACES = {
  "": [Units, "units"],
  unit: [Unit, "units"],
  windows: [Windows, "windows"],
  accounts: [Accounts, "accounts"],
  publish: [Publishing, "publish"],
  rulings: [Rulings, "publish"],
  round: [Rounds, "round"],
};
const desk = {
  path: null,
  state: null,
  units: [],
  accounts: [],
  place: "",
  open: "",
  index: "",
  only: "all",
  wanted: "",
  busy: false,
  problem: null,
  told: "",
};
const paint = () => render(html`<${Page} />`, document.getElementById("app"));
const run = runner(desk, paint);

async function begin() {
  try {
    const here = await enterStaff();
    if (!here) return;
    Object.assign(desk, here);
    if (desk.path) await load();
  } catch (problem) {
    desk.problem = problem;
  }
  route();
}

async function load() {
  const [state, { units }, { accounts }] = await Promise.all([
    call("GET", desk.path),
    call("GET", `${desk.path}/units`),
    call("GET", `${desk.path}/accounts`),
  ]);
  Object.assign(desk, { state, units, accounts });
  paint();
}

function route() {
  const [place, ...rest] = decodeURIComponent(location.hash.slice(2)).split("/");
  const first = !desk.routed;
  Object.assign(desk, {
    place: Object.hasOwn(PLACES, place) ? place : "",
    open: rest.join("/"),
    told: "",
    routed: true,
  });
  if (!first) desk.problem = null;
  paint();
  if (!first && desk.path)
    load().catch((problem) => {
      desk.problem = problem;
      paint();
    });
  if (!first) {
    scrollTo(0, 0);
    document.querySelector("h1")?.focus({ preventScroll: true });
  }
}
addEventListener("hashchange", route);

function Units() {
  const mine = (unit) => desk.accounts.filter((each) => each.unit === unit.unit && !each.disabled);
  const fits = {
    all: () => true,
    own: (unit) => Object.keys(unit.windows).length > 0,
    nobody: (unit) => !mine(unit).length,
  };
  const of_index = desk.units.filter((each) => !desk.index || each.index === desk.index),
    test = (name) => fits[name] ?? ((unit) => unit.submission === name);
  const rows = of_index
    .filter(test(desk.only))
    .filter((each) => plain(`${of(each.name)} ${each.unit}`).includes(plain(desk.wanted.trim())));
  const indexes = Object.entries(desk.state.indexes),
    sent = of_index.filter((each) => each.submission !== "not_submitted").length;
  const press = (is, text, act) =>
    html`<button type="button" class="choice" aria-pressed=${String(is)} onClick=${() => {
      act();
      paint();
    }}>${text}</button>`;
  return html`<h1 tabindex="-1">${say("Đơn vị", "Units")}</h1>
    <dl class="big"><div><dt>${say("đã gửi bản tự chấm điểm", "have sent their self-assessment")}</dt><dd>${sent} <span>/ ${of_index.length}</span></dd></div>
      ${["on_time", "late", "not_submitted"].map((name) => html`<div><dt>${say(...STATES[name])}</dt><dd>${of_index.filter(test(name)).length}</dd></div>`)}</dl>
    ${
      indexes.length > 1 &&
      html`<div class="choices" role="group" aria-label=${say("Bộ chỉ số", "Index")}>${press(
        !desk.index,
        say("Mọi bộ chỉ số", "Every index"),
        () => {
          desk.index = "";
        },
      )}${indexes.map(([id, title]) =>
        press(desk.index === id, of(title), () => {
          desk.index = id;
        }),
      )}</div>`
    }
    <div class="choices" role="group" aria-label=${say("Lọc theo trạng thái", "Filter by state")}>${FILTERS.map(
      ([name, vi, en]) =>
        press(
          desk.only === name,
          html`${say(vi, en)} <span>${of_index.filter(test(name)).length}</span>`,
          () => {
            desk.only = name;
          },
        ),
    )}</div>
    <p class="field"><label for="find">${say("Tìm đơn vị", "Find a unit")}</label><input id="find" type="search" value=${desk.wanted} onInput=${(
      event,
    ) => {
      desk.wanted = event.target.value;
      paint();
    }} /></p>
    ${
      !rows.length
        ? html`<p role="status">${say("Không có đơn vị nào.", "No unit.")}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Từng đơn vị", "Unit by unit")}><table class="standing"><caption class="unseen">${say("Từng đơn vị", "Unit by unit")}</caption>
      <thead><tr><th scope="col">${say("Đơn vị", "Unit")}</th><th scope="col">${say("Tình trạng gửi", "Submission")}</th><th scope="col">${say("Đã nhập", "Filled in")}</th><th scope="col" class="right">${say("Tài khoản", "Accounts")}</th></tr></thead>
      <tbody>${rows.map(
        (
          each,
        ) => html`<tr key=${each.unit}><th scope="row"><a href="#/unit/${each.unit}">${of(each.name)}</a>${Object.keys(each.windows).length > 0 && html`<br /><span class="soft">${say("có thời hạn riêng", "own deadline")}</span>`}</th>
        <td><${State} unit=${each} />${each.sent_at && html`<br /><span class="soft">${moment(each.sent_at)}</span>`}</td>
        <td><${Bar} done=${each.done} total=${each.leaves} label=${say("Đã nhập", "Filled in")} /><span class="nowrap">${each.done} / ${each.leaves}</span></td>
        <td class="right">${mine(each).length || html`<span class="need">${say("chưa có", "none")}</span>`}</td></tr>`,
      )}</tbody></table></div>`
    }`;
}

function Page() {
  if (!desk.rounds)
    return html`<${Masthead} again=${paint} /><main class="wide single" id="main" tabindex="-1"><h1>${say("Đơn vị", "Units")}</h1><${Problem} desk=${desk} /></main>`;
  const [Place, here] = PLACES[desk.path ? desk.place : "round"];
  return html`<${StaffHead} here=${here} desk=${desk} again=${paint} /><main class="wide single" id="main" tabindex="-1"><${Problem} desk=${desk} />
    <p class=${desk.told ? "good" : "unseen"} role="status">${desk.told && `✓ ${desk.told}`}</p>
    ${desk.state || !desk.path ? html`<${Place} key=${desk.place + desk.open} desk=${desk} run=${run} load=${load} enter=${begin} paint=${paint} />` : !desk.problem && html`<h1>${say("Đơn vị", "Units")}</h1><p role="status">${say("Đang mở…", "Opening…")}</p>`}</main>`;
}
begin();
