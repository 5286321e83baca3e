// Progress of the survey: a unit follows its groups, operations staff every unit. Both learn of faults here.

import { download, Problem, runner } from "acts";
import { answers, Clock, count, dash, Figures, facts, percent, Share, Table } from "figures";
import { identify } from "frame";
import { Answers, Report } from "incidents";
import { enterStaff, StaffHead } from "ops_head";
import { html, Masthead } from "parts";
import { render } from "preact";
import { account, call } from "session";
import { Signals } from "signals";
import { enter, Head } from "unit_head";
import { of, plain, say } from "words";

const state = {
  desk: null,
  found: null,
  faults: [],
  helpers: [],
  index: 0,
  by: "rated",
  sort: "",
  up: true,
  wanted: "",
  busy: false,
  problem: null,
  path: "",
};
const paint = () => render(html`<${Page} />`, document.getElementById("app"));
const isOps = () => account?.role === "ops";

async function begin() {
  try {
    if (!(await identify())) return;
    state.desk = await (isOps() ? enterStaff() : enter());
    if (!state.desk) return;
    state.path = state.desk.path;
    await load();
    setInterval(() => {
      if (!document.hidden) load().catch(() => {});
    }, 300000);
  } catch (problem) {
    state.problem = problem;
  }
  paint();
}

async function load() {
  const [found, told] = await Promise.all([
    call("GET", `${state.path}/progress`),
    call("GET", `${state.path}/faults`),
  ]);
  Object.assign(state, { found, faults: told.faults, helpers: told.helpers ?? [], problem: null });
  paint();
}

const run = runner(state, paint);
const save = run(() =>
  download(
    `${state.path}/progress.xlsx`,
    `tien-do-khao-sat-${state.desk.round?.round ?? account.round}.xlsx`,
  ),
);
const again = run(async () => {
  await call("POST", `${state.path}/progress/refresh`);
  await load();
});

function Unit() {
  const { found } = state,
    groups = Object.entries(found.groups);
  const rows = groups.map(([, each]) => ({ title: of(each.title), counts: each })),
    lists = (each) => `${each.index}/${each.group}`;
  return html`<h1>${say("Tiến độ khảo sát", "Progress of the survey")}</h1><${Clock} of=${found} often=${say("đếm lại mỗi giờ", "counted every hour")} />
    ${groups.some(([, each]) => each.own) && html`<p class="soft">${say("Số người trong danh sách của đơn vị là số hiện nay; ", "The sizes of the unit's own lists are current; ")}${found.at ? say("mọi số khác là của lần đếm trên.", "all other figures are of that count.") : say("số đã mời, đã trả lời có sau lần đếm đầu tiên.", "who was invited and has answered is told after the first count.")}</p>`}
    ${found.at && html`<${Figures} total=${found.total} />`}
    ${[
      [true, say("Danh sách của đơn vị", "The unit's own lists")],
      [false, say("Danh sách của nơi khác, đánh giá đơn vị", "Lists of others, who rate the unit")],
    ]
      .map(([own, title]) => [title, groups.filter(([, each]) => each.own === own)])
      .filter(([, some]) => some.length)
      .map(
        ([title, some]) => html`<h2>${title}</h2>
    <ul class="lines-of-groups">${some.map(
      ([key, each]) => html`<li key=${key}><p class="name">${of(each.title)}</p>${
        each.invited > 0 &&
        html`<${Share} of=${each} />
      <p><b>${count(each.answered)}</b> / ${count(each.asked ?? each.invited)} ${say("đã trả lời", "answered")} · <b>${percent(each.rate)}</b></p>`
      }
      <p class="soft">${say(`danh sách có ${count(each.listed)} người`, `${count(each.listed)} listed`)}${each.own ? say(" (hiện nay)", " (as of now)") : ""}${found.at && ` · ${each.invited > 0 ? facts(each) : say("chưa mời ai", "nobody invited yet")}`}</p>
      ${each.own && each.bounced > 0 && html`<p class="warn"><a href="/lists#/bounced/${lists(each)}">${say(`${count(each.bounced)} thư bị trả lại: xem và sửa địa chỉ`, `${count(each.bounced)} letters bounced: see and correct the addresses`)}</a></p>`}
      ${each.own && each.invited > 0 && html`<p><a href="/lists#/group/${lists(each)}">${say("Thư mời từng người, nhắc người chưa trả lời", "The letter to each person, reminders")}</a></p>`}</li>`,
    )}</ul>`,
      )}
    ${rows.some(({ counts }) => counts.answered === null) && dash()}
    <details><summary>${say("Bảng số liệu đầy đủ", "All figures in a table")}</summary><${Table} caption=${say("Tiến độ theo nhóm", "Progress by group")} rows=${rows} /></details>
    <p class="buttons"><button type="button" class="button plain" disabled=${state.busy} onClick=${save}>${say("Tải bảng Excel", "Download as Excel")}</button></p>
    <${Report} path=${state.path} groups=${found.groups} helpers=${state.helpers} faults=${state.faults} reload=${load} paint=${paint} />`;
}

function Ops() {
  const { found } = state,
    index = found.indexes[state.index] ?? found.indexes[0];
  const waiting = state.faults.filter((fault) => fault.status === "open").length;
  const press = (is, text, act) =>
    html`<button type="button" class="choice" aria-pressed=${String(is)} onClick=${() => {
      act();
      paint();
    }}>${text}</button>`;
  return html`<h1>${say("Tiến độ khảo sát", "Progress of the survey")}</h1>
    <${Clock} of=${found} often=${say("đơn vị thấy số liệu mỗi giờ", "units see counts by the hour")} />
    <p class="buttons"><button type="button" class="button" disabled=${state.busy} onClick=${again}>${state.busy ? say("Đang đếm…", "Counting…") : say("Đếm lại ngay", "Count now")}</button> <button type="button" class="button plain" disabled=${state.busy} onClick=${save}>${say("Tải bảng Excel", "Download as Excel")}</button></p>
    ${waiting > 0 && html`<p><button type="button" class="link" onClick=${() => document.getElementById("faults").scrollIntoView()}>${say(`${waiting} báo lỗi của đơn vị chờ trả lời`, `${waiting} reported incidents wait for a reply`)}</button></p>`}
    <div class="choices" role="group" aria-label=${say("Bộ chỉ số", "Index")}>${found.indexes.map(
      (each, at) =>
        press(each === index, of(each.title), () => {
          state.index = at;
          state.sort = "";
        }),
    )}</div>
    <${Figures} total=${index.total} />
    <${Table} caption=${say("Tiến độ theo nhóm của cả bộ chỉ số", "Progress of the whole index by group")} rows=${index.groups.map((each) => ({ title: each.plan === null ? of(each.title) : `${of(each.title)} (${say("kế hoạch", "plan")} ${count(each.plan)})`, counts: each }))} />
    <h2>${say("Từng đơn vị", "Unit by unit")}</h2>
    <div class="choices" role="group" aria-label=${say("Xem theo", "Seen by")}>${press(
      state.by === "rated",
      say("Đơn vị được đánh giá", "Rated unit"),
      () => {
        state.by = "rated";
      },
    )}${press(state.by === "listers", say("Nơi lập danh sách", "Who lists"), () => {
      state.by = "listers";
    })}</div>
    <p class="field"><label for="find">${say("Tìm đơn vị", "Find a unit")}</label><input id="find" type="search" value=${state.wanted} onInput=${(
      event,
    ) => {
      state.wanted = event.target.value;
      paint();
    }} /></p>
    <${Bodies} index=${index} />${dash()}
    <${Answers} path=${state.path} faults=${state.faults} reload=${load} paint=${paint} />
    <${Signals} path=${state.path} index=${index} paint=${paint} />`;
}

/** The value a row is sorted by: its name, or the rate of a group or of all; what is not told comes last. */
const worth = (row) =>
  state.sort === "name"
    ? of(row.name)
    : Number((state.sort === "total" ? row.total : row.groups[state.sort])?.rate ?? NaN);
function sorted(rows) {
  if (!state.sort) return rows;
  const turn = state.up ? 1 : -1,
    last = (value) => Number.isNaN(value);
  return [...rows].sort((one, other) => {
    const [a, b] = [worth(one), worth(other)];
    if (typeof a === "string") return turn * a.localeCompare(b, "vi");
    return last(a) - last(b) || turn * (a - b) || 0;
  });
}

function Bodies({ index }) {
  const rows = sorted(
    index[state.by].filter((row) => plain(of(row.name)).includes(plain(state.wanted.trim()))),
  );
  const columns = [
    ...index.groups
      .filter((group) => index[state.by].some((row) => row.groups[group.group]))
      .map((group) => [group.group, of(group.title)]),
    ["total", say("Cộng", "Total")],
  ];
  const head = (key, title) =>
    html`<th scope="col" aria-sort=${state.sort === key ? (state.up ? "ascending" : "descending") : undefined}><button type="button" class="link" onClick=${() => {
      state.up = state.sort === key ? !state.up : true;
      state.sort = key;
      paint();
    }}>${title}${state.sort === key ? (state.up ? " ▲" : " ▼") : ""}</button></th>`;
  if (!index[state.by].length)
    return html`<p>${say("Chưa có danh sách nào được gửi.", "No list has been sent yet.")}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Tiến độ từng đơn vị", "Progress unit by unit")}><table class="bodies"><caption class="unseen">${say("Bấm tiêu đề cột để sắp xếp", "Press a column's head to sort")}</caption>
    <thead><tr>${head("name", say("Đơn vị", "Unit"))}${columns.map(([key, title]) => head(key, title))}<th scope="col" class="right">${say("Trả lại", "Bounced")}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.id}><th scope="row">${of(row.name)}</th>${columns.map(([key]) => html`<${Cell} counts=${key === "total" ? row.total : row.groups[key]} />`)}<td class="right">${count(row.total.bounced)}</td></tr>`)}</tbody></table></div>`;
}

const Cell = ({ counts }) =>
  counts
    ? html`<td><${Share} of=${counts} /><span class="nowrap">${answers(counts)}</span> ${counts.rate !== null && html`<b class="nowrap">${percent(counts.rate)}</b>`}</td>`
    : html`<td class="soft">·</td>`;

function Page() {
  const head = !state.desk
    ? html`<${Masthead} again=${paint} />`
    : isOps()
      ? html`<${StaffHead} here="progress" state=${state.desk} again=${paint} />`
      : html`<${Head} here="progress" state=${state.desk} again=${paint} window="survey" />`;
  const empty = html`<h1>${say("Tiến độ khảo sát", "Progress of the survey")}</h1>`;
  return html`${head}<main class="wide single survey" id="main" tabindex="-1"><${Problem} state=${state} />${!state.found ? empty : isOps() ? html`<${Ops} />` : html`<${Unit} />`}</main>`;
}
begin();
