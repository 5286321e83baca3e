// The report itself: national header, points, explanations, difficulties and proposals, signature,
// annexes.

import { html } from "parts";
import { paperOf } from "verdicts";
import { number, of, stamp, words } from "words";

const T = words({
  draft: [
    "Bản nháp: lãnh đạo đơn vị chưa phê duyệt.",
    "Draft: the unit's leader has not approved yet.",
  ],
  title: ["BÁO CÁO", "Report"],
  illustrative: [
    "(Bộ tiêu chí minh họa, không phải phụ lục chính thức)",
    "(Illustrative criteria, not the official annex)",
  ],
  to: ["Kính gửi", "To"],
  points: ["I. Tổng hợp kết quả tự chấm điểm", "I. Points"],
  detail: ["Mức chi tiết", "Detail"],
  brief: ["Theo lĩnh vực", "By area"],
  full: ["Từng tiêu chí", "Every criterion"],
  table: ["Bảng điểm", "Points"],
  code: ["Mã", "Code"],
  criterion: ["Lĩnh vực, tiêu chí", "Area, criterion"],
  maximum: ["Tối đa", "Maximum"],
  reached: ["Tự chấm", "Points"],
  files: ["Tài liệu", "Files"],
  notApplicable: ["không áp dụng", "not applicable"],
  estimated: [" (số ước)", " (estimated)"],
  total: ["Tổng cộng", "Total"],
  explanations: ["II. Giải trình", "II. Explanations"],
  difficulties: ["III. Khó khăn, vướng mắc", "III. Difficulties"],
  proposals: ["IV. Đề xuất, kiến nghị", "IV. Proposals"],
  none: ["Không có.", "None."],
  qr: ["Mã QR của bản đã phê duyệt", "QR code of what was approved"],
  approved: (at) => [`Phê duyệt ${at}`, `Approved ${at}`],
  sign: ["(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)"],
  noPaper: ["chưa ghi số, ngày, nơi ban hành", "number, date and issuer not given"],
  criteria: (codes) => [`Tiêu chí: ${codes}`, `Criteria: ${codes}`],
  evidence: ["Phụ lục. Tài liệu kiểm chứng", "Annex. Evidence"],
  reference: [
    "Tài liệu chỉ để tham khảo (không tính là tài liệu kiểm chứng)",
    "For reference only (not counted as evidence)",
  ],
  quarantined: [
    "Tệp không dùng được (không tính là tài liệu kiểm chứng)",
    "Files that cannot be used (not counted as evidence)",
  ],
});
/** Each has an annex, whose title is its word in the table. */
const STANDINGS = ["evidence", "reference", "quarantined"];

const changes = { show: (_state, brief) => ({ brief }) };

export function Paper({ page, state: { report, brief } }) {
  const act = page.transitions(changes);
  return html`<${Letterhead} letterhead=${report.letterhead} />
    ${report.draft && html`<p class="notice">${T.draft}</p>`}
    <h1>${T.title} <span>${of(report.subject)}</span><small>${of(report.index)}</small></h1>
    ${report.illustrative && html`<p class="to soft">${T.illustrative}</p>`}
    <p class="to">${T.to}: ${of(report.authority)}</p>
    <h2>${T.points}</h2>
    <div class="choices detail" role="group" aria-label=${T.detail}>
      <${Choice} on=${brief} choose=${() => act.show(true)}>${T.brief}</${Choice}>
      <${Choice} on=${!brief} choose=${() => act.show(false)}>${T.full}</${Choice}>
    </div>
    <${Points} report=${report} brief=${brief} />
    <${Texts} report=${report} />
    <${Signature} report=${report} />
    ${STANDINGS.map((name) => html`<${Annex} name=${name} files=${report.files} />`)}`;
}

const lines = (texts) => texts.map((text) => html`<p>${text}</p>`);
const bold = (texts) => texts.map((text) => html`<p><b>${text}</b></p>`);

function Letterhead({ letterhead }) {
  return html`<header class="national" lang="vi">
    <div>
      ${lines(letterhead.superior)}${bold(letterhead.issuer)}
      <p class="stroke">${letterhead.number}</p>
    </div>
    <div>
      ${bold(letterhead.nation)}<p class="stroke"><i>${letterhead.place_and_date}</i></p>
    </div>
  </header>`;
}

const Choice = ({ on, choose, children }) =>
  html`<button type="button" class="choice" aria-pressed=${String(on)} onClick=${choose}>
    ${children}
  </button>`;

function Points({ report, brief }) {
  const { total } = report;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table class=${brief ? "points brief" : "points"}>
      <thead><tr>
        <th>${T.code}</th><th>${T.criterion}</th><th class="right">${T.maximum}</th>
        <th class="right">${T.reached}</th><th class="right">${T.files}</th>
      </tr></thead>
      <tbody>
        ${linesOf(report).map((line) => html`<${Line} line=${line} />`)}
        <tr class="area">
          <td></td><td>${T.total}</td>
          <${Figures} maximum=${total.maximum} points=${number(total.points ?? "–")} />
        </tr>
      </tbody>
    </table>
  </div>`;
}

/** A criterion that is its own leaf is shown once. */
function linesOf({ lines }) {
  const leaves = new Set(lines.filter((line) => line.kind === "leaf").map((line) => line.code));
  return lines.filter((line) => line.kind !== "criterion" || !leaves.has(line.code));
}

function Line({ line }) {
  const leaf = line.kind === "leaf";
  const estimated = line.estimated ? T.estimated : "";
  return html`<tr class=${line.kind}>
    <td>${line.code}</td>
    <td>
      ${of(line.title)}${leaf && html`<span class="soft"> ${line.value}${estimated}</span>`}
    </td>
    <${Figures} maximum=${line.maximum} points=${pointsOf(line)} files=${leaf && line.evidence} />
  </tr>`;
}

function pointsOf({ applies, points }) {
  if (!applies) return T.notApplicable;
  return points === null ? "–" : number(points);
}

/** The cells of a line; only a leaf has files. */
function Figures({ maximum, points, files = false }) {
  return html`<td class="right" data-label=${T.maximum}>${number(maximum)}</td>
    <td class="right reached" data-label=${T.reached}>${points}</td>
    <td class="right" data-label=${T.files}>${files}</td>`;
}

function Texts({ report: { explanations, difficulties, proposals } }) {
  const explained = ({ code, title, text }) => html`<p><b>${code} ${of(title)}:</b> ${text}</p>`;
  return html`<h2>${T.explanations}</h2>
    ${explanations.length ? explanations.map(explained) : html`<p>${T.none}</p>`}
    <h2>${T.difficulties}</h2>
    <p class="lines">${difficulties || T.none}</p>
    <h2>${T.proposals}</h2>
    <p class="lines">${proposals || T.none}</p>`;
}

function Signature({ report }) {
  return html`<footer class="signature">
    <div>
      <p class="recipients" lang="vi"><b>Nơi nhận:</b><br />- Như trên;<br />- Lưu: VT.</p>
      ${report.digest && html`<${Approved} report=${report} />`}
    </div>
    <div>
      ${report.letterhead.signatory.map((line) => html`<p lang="vi"><b>${line}</b></p>`)}
      <p><i>${T.sign}</i></p>
    </div>
  </footer>`;
}

function Approved({ report: { qr, approved_at, digest } }) {
  return html`<img src=${qr} alt=${T.qr} width="130" height="130" />
    <p class="soft">${T.approved(stamp(approved_at))}<br /><code>${digest}</code></p>`;
}

/** The files of one standing; what a paper is first, its criteria last. */
function Annex({ name, files }) {
  const listed = files.filter((file) => file.standing === name);
  if (!listed.length) return null;
  const item = (file) => html`<li>
    <b>${file.name}</b>
    <span>${paperOf(file) || T.noPaper}</span>${" "}
    <span class="soft">${T.criteria(file.leaves.join(", "))}</span>
  </li>`;
  return html`<section class="annex">
    <h2>${T[name]}</h2>
    <ol>${listed.map(item)}</ol>
  </section>`;
}
