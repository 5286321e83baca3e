// The first sight of the workspace: the points so far, what is missing, and where to go on.

import { html } from "parts";
import { number, of, words } from "words";
import { isUnfinished, stateOf } from "workspace";

const T = words({
  points: ["Điểm tự chấm", "Self-assessed points"],
  missing: ["Chưa nhập số liệu", "Without a value"],
  explain: ["Cần tài liệu hoặc giải trình", "Need evidence or explanation"],
  goOn: (code) => [`Làm tiếp: tiêu chí ${code}`, `Go on: criterion ${code}`],
  complete: ["Đã đủ. Sang phê duyệt và gửi", "Complete. Go on to approval"],
  asBefore: ["Năm nay giống năm trước? ", "Much as last year? "],
  copy: [
    "Chép giải trình và đầu mối của kỳ trước",
    "Copy the explanations and contacts of an earlier round",
  ],
  illustrative: [
    "Bộ tiêu chí này chỉ để minh họa, không phải phụ lục chính thức.",
    "This catalogue is illustrative, not the official annex.",
  ],
});

export function Welcome({ state }) {
  const { totals } = state.sheet;
  const count = (name) => state.order.filter((code) => stateOf(code) === name).length;
  return html`<section class="panel welcome">
    <h1 tabindex="-1">${of(state.unit.unit.name)}</h1>
    <p class="lead">${of(state.unit.title)}</p>
    <dl class="big">
      <${Figure} name=${T.points}>
        ${number(totals.points)} <span>/ ${number(totals.maximum)}</span>
      </${Figure}>
      <${Figure} name=${T.missing}>${count("missing")}</${Figure}>
      <${Figure} name=${T.explain}>${count("explain")}</${Figure}>
    </dl>
    <p class="buttons"><${Next} code=${state.order.find(isUnfinished)} /></p>
    <p class="soft">${T.asBefore}<a href="#/carry-over">${T.copy}</a></p>
    ${state.illustrative && html`<p class="notice">${T.illustrative}</p>`}
  </section>`;
}

const Figure = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

const Next = ({ code }) =>
  code
    ? html`<a class="button" href="#/leaf/${code}">${T.goOn(code)}</a>`
    : html`<a class="button" href="#/finish">${T.complete}</a>`;
