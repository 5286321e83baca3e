// A unit follows the groups it listed, and those of others that rate it.

import { Clock, count, Dash, Figures, facts, percent, Share, Table } from "figures";
import { Report } from "incident_report";
import { html } from "parts";
import { Download, TopProblem } from "progress_acts";
import { of, words } from "words";

const T = words({
  title: ["Tiến độ khảo sát", "Progress of the survey"],
  often: ["đếm lại mỗi giờ", "counted every hour"],
  sizesNow: [
    "Số người trong danh sách của đơn vị là số hiện nay; ",
    "The sizes of the unit's own lists are current; ",
  ],
  othersCounted: ["mọi số khác là của lần đếm trên.", "all other figures are of that count."],
  othersLater: [
    "số đã mời, đã trả lời có sau lần đếm đầu tiên.",
    "who was invited and has answered is told after the first count.",
  ],
  own: ["Danh sách của đơn vị", "The unit's own lists"],
  others: ["Danh sách của nơi khác, đánh giá đơn vị", "Lists of others, who rate the unit"],
  answered: ["đã trả lời", "answered"],
  listed: (people) => [`danh sách có ${people} người`, `${people} listed`],
  now: [" (hiện nay)", " (as of now)"],
  nobody: ["chưa mời ai", "nobody invited yet"],
  bounced: (letters) => [
    `${letters} thư bị trả lại: xem và sửa địa chỉ`,
    `${letters} letters bounced: see and correct the addresses`,
  ],
  letters: ["Thư mời từng người, nhắc người chưa trả lời", "The letter to each person, reminders"],
  all: ["Bảng số liệu đầy đủ", "All figures in a table"],
  table: ["Tiến độ theo nhóm", "Progress by group"],
});

export function UnitProgress({ page, state }) {
  const { progress } = state;
  const groups = Object.entries(progress.groups).map(([key, group]) => ({ key, ...group }));
  return html`<${TopProblem} state=${state} />
    <h1>${T.title}</h1>
    <${Clock} of=${progress} often=${T.often} />
    ${groups.some((group) => group.own) && html`<${WhichCount} counted=${progress.at} />`}
    ${progress.at && html`<${Figures} total=${progress.total} />`}
    <${Groups} title=${T.own} groups=${groups.filter((group) => group.own === true)}
      counted=${progress.at} />
    <${Groups} title=${T.others} groups=${groups.filter((group) => group.own === false)}
      counted=${progress.at} />
    ${groups.some((group) => group.answered === null) && html`<${Dash} />`}
    <${All} groups=${groups} />
    <p class="buttons"><${Download} page=${page} state=${state} /></p>
    <${Report} page=${page} state=${state} />`;
}

/** The unit's lists are known at once, everything else by the last count. */
const WhichCount = ({ counted }) =>
  html`<p class="soft">${T.sizesNow}${counted ? T.othersCounted : T.othersLater}</p>`;

function Groups({ title, groups, counted }) {
  if (!groups.length) return null;
  return html`<h2>${title}</h2>
    <ul class="lines-of-groups">
      ${groups.map(
        (group) => html`<li key=${group.key}>
          <p class="name">${of(group.title)}</p>
          ${group.invited > 0 && html`<${Answered} group=${group} />`}
          <${Listed} group=${group} counted=${counted} />
          ${group.own && html`<${Letters} group=${group} />`}
        </li>`,
      )}
    </ul>`;
}

function Answered({ group: { answered, asked, invited, rate } }) {
  return html`<${Share} of=${{ answered, asked }} />
    <p>
      <b>${count(answered)}</b> / ${count(asked ?? invited)} ${T.answered} ·${" "}
      <b>${percent(rate)}</b>
    </p>`;
}

function Listed({ group, counted }) {
  const letters = group.invited > 0 ? facts(group) : T.nobody;
  return html`<p class="soft">
    ${T.listed(count(group.listed))}${group.own && T.now}${counted && ` · ${letters}`}
  </p>`;
}

/** Where the letters of the unit's own list are seen to. */
function Letters({ group: { index, group, bounced, invited } }) {
  const list = `${index}/${group}`;
  return html`${
    bounced > 0 &&
    html`<p class="warn">
      <a href="/lists#/bounced/${list}">${T.bounced(count(bounced))}</a>
    </p>`
  }
  ${invited > 0 && html`<p><a href="/lists#/group/${list}">${T.letters}</a></p>`}`;
}

function All({ groups }) {
  const rows = groups.map((group) => ({ title: of(group.title), counts: group }));
  return html`<details>
    <summary>${T.all}</summary>
    <${Table} caption=${T.table} rows=${rows} />
  </details>`;
}
