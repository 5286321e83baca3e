// After the first result: what the council gave, and what the unit adds to it. A sheet of its own;
// what was sent stays.

import { Problem } from "acts";
import { Conflict, Explanation } from "criterion";
import { Evidence } from "evidence";
import { html } from "parts";
import { account, call } from "session";
import { Sheet } from "sheet";
import { Uploads } from "uploads";
import { moment, of, score, words } from "words";
import { isOwn } from "workspace";

const T = words({
  title: ["Bổ sung, giải trình", "Supplement"],
  opening: ["Đang mở…", "Opening…"],
  lead: [
    "Bản đã gửi giữ nguyên. Ở đây chỉ thêm tài liệu và giải trình;" +
      " Hội đồng xem ở lần thẩm định sau.",
    "What was sent stays as it is. Add evidence and explanations here;" +
      " the council sees them in its next pass.",
  ],
  locked: ["Đã khóa từ", "Locked since"],
  all: ["← Tất cả tiêu chí", "← All criteria"],
  firstAppraisal: ["Thẩm định lần 1", "First appraisal"],
  points: ["điểm", "points"],
  noResult: ["Chưa có kết quả thẩm định lần 1.", "The first result is not out yet."],
  results: ["Kết quả thẩm định lần 1", "First result"],
  criterion: ["Tiêu chí", "Criterion"],
  own: ["Tự chấm", "Own"],
  council: ["Thẩm định", "Council"],
  comment: ["Nhận xét", "Comment"],
  added: ["Đã bổ sung", "Added"],
  explanation: ["giải trình", "explanation"],
  files: (count) => [`${count} tệp`, `${count} files`],
  asked: ["Hội đồng hỏi", "The council asks"],
  onlyAsked: [
    "Hội đồng yêu cầu giải trình một số tiêu chí; chỉ bổ sung được các tiêu chí đó.",
    "The council asks for explanations; only those criteria can be supplemented.",
  ],
  notAsked: [
    "Hội đồng không hỏi về tiêu chí này nên không bổ sung được.",
    "The council asked nothing about this criterion, so nothing can be added.",
  ],
  digest: ["Mã số phần bổ sung", "Digest of what was added"],
});

/** The supplement's own sheet and files, made once; `known` is what the API says of it. */
function begun({ path: unit, leaves }, soon) {
  const path = `${unit}/supplement`;
  const sheet = new Sheet(path, account.email, leaves, soon);
  return { path, known: null, sheet, uploads: new Uploads(path, soon, () => {}) };
}

const isOpen = ({ window, locked_since: since }) => window.state === "open" && since === null;

/** Load the supplement, its sheet and files; what was refused is saved once it is open again. */
export async function loadSupplement({ state, soon }) {
  state.supplement ??= begun(state, soon);
  const { supplement } = state;
  const { path, sheet, uploads } = supplement;
  const [known] = await Promise.all([call("GET", path), sheet.load(), uploads.load()]);
  supplement.known = known;
  if (isOpen(known)) sheet.saveAgain();
  soon();
}

export function Supplement({ state }) {
  if (!state.supplement?.known) return html`<${Opening} state=${state} />`;
  const { known } = state.supplement;
  const leaf = state.leaves[state.open];
  const since = moment(known.locked_since);
  return html`<section class="panel">
    <h1 tabindex=${leaf ? undefined : "-1"}>${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${
      known.locked_since &&
      html`<p class="notice">${T.locked} ${since}: ${of(known.locked_reason)}.</p>`
    }
    ${leaf ? html`<${Leaf} state=${state} leaf=${leaf} />` : html`<${Results} state=${state} />`}
  </section>`;
}

const Opening = ({ state }) =>
  html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <${Problem} state=${state} />
    ${!state.problem && html`<p role="status">${T.opening}</p>`}
  </section>`;

/** Whether the council asked about other criteria, and not about this one. */
const isShut = ({ requests }, code) => Object.keys(requests).length > 0 && !requests[code];

const Question = ({ text }) =>
  html`<p class="notice"><b>${T.asked}:</b> <span class="said">${text}</span></p>`;

/** A leaf: its question and result, and what the unit adds. */
function Leaf({ state, leaf }) {
  const { known, sheet, uploads } = state.supplement;
  const shut = isShut(known, leaf.code);
  const locked = !isOpen(known) || Boolean(sheet.refusal) || shut;
  const question = known.requests[leaf.code];
  const result = known.first_result?.[leaf.code];
  return html`<p><a href="#/supplement">${T.all}</a></p>
    <h2 id="leaf-title" tabindex="-1">
      <span class="code">${leaf.code}</span> ${of(leaf.title)}
    </h2>
    ${question && html`<${Question} text=${question} />`}
    ${shut && html`<p class="notice">${T.notAsked}</p>`}
    ${result && html`<${Result} leaf=${leaf} result=${result} />`}
    <${Conflict} state=${state} sheet=${sheet} code=${leaf.code} />
    <${Explanation} sheet=${sheet} leaf=${leaf} locked=${locked} needed=${false} />
    ${
      leaf.evidence !== "none" &&
      html`<${Evidence} uploads=${uploads} leaf=${leaf} locked=${locked} />`
    }`;
}

const pointsOf = (held) => (held?.points == null ? "–" : score(held.points));

const Result = ({ leaf, result }) =>
  html`<p>
    ${T.firstAppraisal}: <b>${pointsOf(result)}</b> / ${score(leaf.max)} ${T.points}
    ${result.comment && html`<br />“${result.comment}”`}
  </p>`;

/** Every leaf with what the unit and the council gave. */
function Results({ state }) {
  const { first_result: results, digest, requests } = state.supplement.known;
  if (!results) return html`<p class="notice">${T.noResult}</p>`;
  const own = state.order.map((code) => state.leaves[code]).filter(isOwn);
  const row = (leaf) =>
    html`<${Row} key=${leaf.code} state=${state} leaf=${leaf} result=${results[leaf.code]}
      question=${requests[leaf.code]} />`;
  return html`${
    Object.keys(requests).length > 0 && html`<p class="notice">${T.onlyAsked}</p>`
  }<div class="scroll" tabindex="0" role="region" aria-label=${T.results}>
      <table>
        <thead>
          <tr>
            <th>${T.criterion}</th>
            <th class="right">${T.own}</th>
            <th class="right">${T.council}</th>
            <th>${T.comment}</th>
            <th>${T.added}</th>
          </tr>
        </thead>
        <tbody>${own.map(row)}</tbody>
      </table>
    </div>
    ${digest && html`<p class="soft">${T.digest}: <code>${digest}</code></p>`}`;
}

function Row({ state, leaf: { code, title }, result, question }) {
  const { sheet, uploads } = state.supplement;
  const files = uploads.of(code).length;
  const added = [sheet.explanation(code).trim() && T.explanation, files > 0 && T.files(files)];
  return html`<tr>
    <td>
      <a href="#/supplement/${code}">${code} ${of(title)}</a>
      ${question && html`<br /><span class="need">${T.asked}: ${question}</span>`}
    </td>
    <td class="right">${pointsOf(state.sheet.entry(code))}</td>
    <td class="right">${pointsOf(result)}</td>
    <td>${result?.comment ?? ""}</td>
    <td>${added.filter(Boolean).join(", ")}</td>
  </tr>`;
}
