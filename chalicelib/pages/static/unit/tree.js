// The criteria at the side: areas with their points and progress, their leaves, and what to show of them.

import { Bar, html } from "parts";
import { day, number, of, say, today } from "words";
import {
  assignees,
  desk,
  isMine,
  MARKS,
  matches,
  paint,
  progressOf,
  searching,
  shown,
  stateOf,
} from "workspace";

const set = (name, from) => (event) => {
  desk[name] = event.target[from];
  paint();
};

export function Tree() {
  const names = assignees(),
    none = searching() && !shown().length;
  return html`<aside class="tree" aria-label=${say("Danh mục tiêu chí", "Criteria")}>
    <div class="filters"><label class="unseen" for="find">${say("Tìm mã hoặc tên tiêu chí", "Find a code or a title")}</label>
      <input id="find" type="search" placeholder=${say("Tìm mã hoặc tên, ví dụ 1.2", "Find a code or title, e.g. 1.2")} value=${desk.wanted} onInput=${set("wanted", "value")} />
      ${
        names.length > 0 &&
        html`<label class="unseen" for="whose">${say("Người được giao", "Assigned to")}</label>
        <select id="whose" value=${desk.whose} onChange=${set("whose", "value")}><option value="">${say("Mọi phân công", "All assignments")}</option>
          <option value="mine">${say("Của tôi", "Mine")}</option>${names.map((name) => html`<option value=${`=${name}`}>${name}</option>`)}</select>`
      }
      <label class="check"><input type="checkbox" checked=${desk.onlyMissing} onChange=${set("onlyMissing", "checked")} /> ${say("Chỉ hiện còn thiếu", "Only what is missing")}</label></div>
    <ul class="areas">${desk.areas.map((area) => html`<${Area} key=${area.code} area=${area} />`)}</ul>
    ${none && html`<p class="soft">${desk.wanted || desk.whose ? say("Không có tiêu chí nào khớp.", "Nothing matches.") : say("Không còn thiếu gì.", "Nothing is missing.")}</p>`}
    <p class="soft keys-hint">${say("Bấm ", "Press ")}<kbd>?</kbd>${say(" để xem phím tắt.", " for the keys.")}</p></aside>`;
}

function Area({ area }) {
  const chosen = searching(),
    codes = area.codes.filter(matches),
    open = chosen ? codes.length > 0 : desk.area === area.code;
  if (chosen && !codes.length) return null;
  const { own, done, reached, most } = progressOf(area.codes);
  const toggle = () => {
    desk.area = desk.area === area.code ? null : area.code;
    paint();
  };
  return html`<li class="area"><button type="button" class="area-head" aria-expanded=${String(open)} onClick=${toggle}>
      <span class="name">${area.code}. ${of(area.title)}</span>${
        own === 0
          ? html`<span class="figures">${say("Đơn vị không phải nhập", "Nothing for the unit to enter")}</span>`
          : html`<span class="figures"><span>${number(reached)} / ${number(most)} ${say("điểm", "points")}</span><span>${done} / ${own} ${say("xong", "done")}</span></span>
      <${Bar} done=${done} total=${own} label=${say(`Tiến độ lĩnh vực ${area.code}`, `Progress of area ${area.code}`)} />`
      }</button>
    ${open && html`<ul class="leaves">${codes.map((code) => html`<${LeafLink} key=${code} code=${code} />`)}</ul>`}</li>`;
}

function LeafLink({ code }) {
  const state = stateOf(code),
    [mark, vi, en] = MARKS[state],
    clash = desk.sheet.conflicts[code] || desk.sheet.faults[code],
    given = desk.assigned[code];
  return html`<li><a class="leaf-link ${state}" href="#/leaf/${code}" aria-current=${code === desk.open ? "page" : undefined}>
    <span class="mark" aria-hidden="true">${clash ? "⚠" : mark}</span><span class="code">${code}</span><span class="title">${of(desk.leaves[code].title)}
      ${given && html`<span class="given">${isMine(code) ? say("Giao cho tôi", "Mine") : given.to}<${Due} given=${given} done=${state === "done"} /></span>`}</span>
    <span class="unseen">, ${clash ? say("cần xem lại", "to be looked at") : say(vi, en)}</span></a></li>`;
}

/** The internal date of an assignment; said plainly once it has passed and the leaf is not done. */
export function Due({ given, done }) {
  if (!given.due) return null;
  const late = !done && given.due < today();
  return html`<span class=${late ? "need" : ""}> · ${late ? say("quá hạn nội bộ ", "overdue since ") : say("hạn ", "by ")}${day(given.due)}</span>`;
}
