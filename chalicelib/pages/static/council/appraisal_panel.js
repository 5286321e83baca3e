// One criterion of a unit: what the unit sent, what it was given before, and the council's value.

import { Problem } from "acts";
import { AppraisalForm } from "appraisal_form";
import { step } from "council_state";
import { wordsOf } from "criterion";
import { EvidenceList } from "evidence_beside";
import { Guide } from "guide";
import { html } from "parts";
import { of, score, words } from "words";

const T = words({
  back: ["← Danh mục", "← Criteria"],
  partOf: ["Thuộc tiêu chí", "Part of"],
  compare: ["Xem tiêu chí này ở mọi đơn vị", "See this criterion for all units"],
  steps: ["Tiêu chí trước, sau", "Previous and next criterion"],
  previous: ["← Trước", "← Previous"],
  next: ["Tiếp theo →", "Next →"],
  own: ["Đơn vị tự đánh giá", "The unit's own assessment"],
  points: ["điểm", "points"],
  nothing: ["Đơn vị không gửi số liệu cho tiêu chí này.", "The unit sent no value for this."],
  estimated: ["Số ước tính đến hết năm.", "Estimated to the end of the year."],
  explanation: ["Giải trình", "Explanation"],
  added: ["Bổ sung sau lần 1", "Added after the first appraisal"],
  before: (year) => [`Năm ${year}`, `In ${year}`],
  ownThen: ["tự chấm", "own"],
  councilThen: ["Hội đồng", "council"],
  notThen: ["không áp dụng", "not applicable"],
  look: ["Cần xem", "Look at this"],
  noneThen: ["chưa có điểm thẩm định", "no appraised points"],
});
const DOUBTS = words({
  not_sent: ["đơn vị không gửi số liệu", "the unit sent no value"],
  unusual: ["số liệu bất thường theo cách chấm", "the figures are unusual for the rule"],
  estimated: ["số ước tính", "the figure is an estimate"],
  no_evidence: ["không có tài liệu kiểm chứng chính thức", "there is no official evidence"],
  file: ["có tệp cần xem lại", "a file should be looked at"],
});

export function AppraisalPanel({ page, state, unit, leaf }) {
  const { code, title, area, criterion } = leaf;
  const home = `#/unit/${encodeURIComponent(unit.id)}`;
  const compare = `#/criterion/${[unit.sheet.reply.index, code].map(encodeURIComponent).join("/")}`;
  return html`<section class="panel" aria-labelledby="leaf-title">
    <p class="crumb">
      <a href=${home} class="back">${T.back}</a>
      <span><a href=${home}>${of(unit.sheet.reply.name)}</a></span>
      <span>${area.code}. ${of(area.title)}</span>
    </p>
    <h1 id="leaf-title" tabindex="-1"><span class="code">${code}</span> ${of(title)}</h1>
    ${
      criterion.code !== code &&
      html`<p class="soft">${T.partOf} ${criterion.code} ${of(criterion.title)}</p>`
    }
    <p><a href=${compare}>${T.compare}</a></p>
    <${Problem} state=${state} />
    <div class="with-guide">
      <div class="work">
        <${Own} unit=${unit} leaf=${leaf} />
        <${EvidenceList} page=${page} unit=${unit} code=${code} />
        <${Before} unit=${unit} code=${code} />
        <${AppraisalForm} page=${page} unit=${unit} leaf=${leaf} />
      </div>
      <${Guide} leaf=${leaf} />
    </div>
    <nav class="steps" aria-label=${T.steps}>
      <button type="button" class="button plain" onClick=${() => step(-1)}>${T.previous}</button>
      <button type="button" class="button" onClick=${() => step(1)}>${T.next}</button>
    </nav>
  </section>`;
}

/** What the unit sent, what it added since, and why it should be looked at. */
export function Own({ unit, leaf }) {
  const { code } = leaf;
  const own = unit.sheet.own(code);
  const added = unit.sheet.reply.supplement.entries[code];
  const doubts = unit.sheet.reply.doubts[code] ?? [];
  return html`<div class="block own">
    <h2>${T.own}</h2>
    <${Value} own=${own} leaf=${leaf} />
    ${own?.explanation && html`<${Said} title=${T.explanation} text=${own.explanation} />`}
    ${added?.explanation && html`<${Said} title=${T.added} text=${added.explanation} />`}
    <${Doubts} doubts=${doubts} />
  </div>`;
}

function Value({ own, leaf }) {
  if (own?.value == null) return html`<p>${T.nothing}</p>`;
  return html`<p>
    ${wordsOf(leaf, "value", own.value)}:${" "}
    <b>${score(own.points)}</b> / ${score(leaf.max)} ${T.points}.
    ${own.estimated && html` <span class="need">${T.estimated}</span>`}
  </p>`;
}

const Doubts = ({ doubts }) =>
  doubts.length > 0 &&
  html`<p class="need">${T.look}: ${doubts.map((each) => DOUBTS[each]).join("; ")}.</p>`;

const Said = ({ title, text }) => html`<p><b>${title}.</b> <span class="said">${text}</span></p>`;

/** What the council gave for the same criterion in the year before. */
export function Before({ unit, code }) {
  const { year, criteria } = unit.previous;
  const then = criteria[code];
  if (!then) return null;
  const points = (given) => `${score(given)} / ${score(then.maximum)}`;
  const told = then.applied
    ? [
        then.own_points && `${T.ownThen} ${points(then.own_points)}`,
        then.points ? `${T.councilThen} ${points(then.points)}` : T.noneThen,
      ]
    : [T.notThen];
  return html`<p class="soft year-before">
    ${T.before(year)}: ${told.filter(Boolean).join("; ")}.
    ${then.comment && html` “${then.comment}”`}
  </p>`;
}
