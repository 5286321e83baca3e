// The result as it is read and printed: a line for each criterion, what the unit and the council
// gave, with every reason, and the sums.

import { html } from "parts";
import { number, of, stamp, words } from "words";

const T = words({
  title: ["Kết quả thẩm định", "Result of the appraisal"],
  illustrative: [
    "(Bộ tiêu chí minh họa, không phải phụ lục chính thức)",
    "(Illustrative criteria, not the official annex)",
  ],
  scope: [
    "Các tiêu chí do Hội đồng thẩm định; điểm điều tra xã hội học và số liệu chính thức có trong" +
      " kết quả công bố.",
    "The criteria that the council appraises; the survey's points and official figures come with" +
      " the publication.",
  ],
  released: (pass, at) => [`Lần ${pass}: trả lúc ${at}.`, `Pass ${pass}: released ${at}.`],
  forSupplement: [
    "Lần 1: xem để bổ sung, giải trình; Hội đồng chưa trả kết quả.",
    "First appraisal: shown for the supplement; not released yet.",
  ],
  finalNotYet: ["Lần 2: chưa trả kết quả.", "Final appraisal: not released yet."],
  table: ["Bảng điểm", "Points"],
  code: ["Mã", "Code"],
  criterion: ["Lĩnh vực, tiêu chí", "Area, criterion"],
  maximum: ["Tối đa", "Maximum"],
  own: ["Tự chấm", "Own"],
  first: ["Lần 1", "First"],
  final: ["Lần 2", "Final"],
  total: ["Tổng cộng", "Total"],
  notApplicable: ["không áp dụng", "not applicable"],
  ownValue: ["Tự chấm", "Own"],
  firstValue: ["Thẩm định lần 1", "First appraisal"],
  finalValue: ["Thẩm định lần 2", "Final appraisal"],
  asked: ["Hội đồng hỏi", "The council asked"],
  added: ["Đơn vị bổ sung", "Supplement"],
  files: (count) => [`${count} tệp`, count === 1 ? "1 file" : `${count} files`],
  reason: ["Lý do", "Reason"],
  asBefore: ["giữ như lần 1", "as in the first appraisal"],
  notGiven: ["chưa có điểm, tính 0", "no value, counts 0"],
});

/** `Extra({line})` is what a page shows at a criterion besides. */
export function ResultPaper({ result, Extra }) {
  const columns = ["own", "first", ...(result.final_shown ? ["final"] : [])];
  return html`<h1 tabindex="-1">
      ${T.title} <span>${of(result.name)}</span>
      <small>${of(result.title)} · ${of(result.index_title)}</small>
    </h1>
    ${result.illustrative && html`<p class="to soft">${T.illustrative}</p>`}
    <p class="to soft">${T.scope}</p>
    <p class="to">${told(result).join(" ")}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
      <table class="points">
        <thead><tr>
          <th>${T.code}</th><th>${T.criterion}</th><th class="right">${T.maximum}</th>
          ${columns.map((name) => html`<th class="right">${T[name]}</th>`)}
        </tr></thead>
        <tbody>
          ${result.lines.map(
            (line) =>
              html`<${Line} key=${`${line.kind}/${line.code}`} line=${line} columns=${columns}
                result=${result} Extra=${Extra} />`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** When each pass was released, or why it shows. */
function told({ released, final_shown: isFinal }) {
  const pass = (number) => T.released(number, stamp(released[number]));
  const first = released[1] ? pass(1) : !isFinal && T.forSupplement;
  return [first, released[2] ? pass(2) : T.finalNotYet].filter(Boolean);
}

function Line({ line, columns, result, Extra }) {
  const leaf = line.kind === "leaf";
  const title = line.kind === "total" ? T.total : of(line.title);
  return html`<tr class=${line.kind === "total" ? "area total" : line.kind}>
    <td>${line.code}</td>
    <td>
      ${title}${!line.applies && html` <span class="soft">(${T.notApplicable})</span>`}
      ${leaf && line.applies && html`<${Given} line=${line} result=${result} />`}
      ${leaf && Extra && html`<${Extra} line=${line} />`}
    </td>
    <td class="right" data-label=${T.maximum}>${number(line.maximum)}</td>
    ${columns.map(
      (name) =>
        html`<td class=${name === columns.at(-1) ? "right reached" : "right"}
          data-label=${T[name]}>${number(line.points[name] ?? "–")}</td>`,
    )}
  </tr>`;
}

/** What everybody gave to a criterion, in the order in which it came. */
function Given({ line, result }) {
  const { own, first, final, added, counted } = line;
  return html`<ul class="judged">
    ${own?.words && html`<li><b>${T.ownValue}:</b> ${own.words}</li>`}
    <li>
      <b>${T.firstValue}:</b> ${first ? html`<${Judged} given=${first} />` : T.notGiven}
    </li>
    ${added?.question && html`<${Said} who=${T.asked} text=${added.question} />`}
    ${addedOf(added) && html`<${Said} who=${T.added} text=${addedOf(added)} />`}
    ${
      result.final_shown &&
      html`<li><b>${T.finalValue}:</b> <${Final} counted=${counted} given=${final} /></li>`
    }
  </ul>`;
}

const Said = ({ who, text }) => html`<li><b>${who}:</b> <span class="lines">${text}</span></li>`;

function addedOf(added) {
  const { explanation, files } = added ?? { explanation: "", files: [] };
  const named = files.length > 0 && `(${T.files(files.length)}: ${files.join(", ")})`;
  return [explanation, named].filter(Boolean).join(" ");
}

function Final({ counted, given }) {
  if (counted === 2) return html`<${Judged} given=${given} />`;
  return counted === 1 ? T.asBefore : T.notGiven;
}

const Judged = ({ given: { words: value, reason } }) =>
  html`${value}${reason && html`<span class="lines">. ${T.reason}: ${reason}</span>`}`;
