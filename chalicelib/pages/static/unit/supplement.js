// After the first result: what the council gave, and what the unit adds to it. A sheet of its own; what was sent stays.

import { Conflict, Explanation } from "criterion";
import { Evidence } from "files";
import { html, Summary } from "parts";
import { account, call } from "session";
import { Sheet } from "sheet";
import { Uploads } from "uploads";
import { detail, moment, of, say, score } from "words";

async function load(desk, paint) {
  const path = `${desk.path}/supplement`,
    made = {
      path,
      sheet: new Sheet(path, account.email, desk.leaves, paint),
      uploads: new Uploads(path, paint, () => {}),
    };
  desk.supplement = made;
  try {
    made.state = await call("GET", path);
    await Promise.all([made.sheet.load(), made.uploads.load()]);
  } catch (problem) {
    made.problem = problem;
  }
  paint();
}

export function Supplement({ desk, paint }) {
  if (!desk.supplement) load(desk, paint);
  const { state, sheet, uploads, problem } = desk.supplement,
    leaf = desk.leaves[desk.open];
  if (problem)
    return html`<section class="panel"><h1>${say("Bổ sung, giải trình", "Supplement")}</h1><${Summary} problems=${[{ text: detail(problem) }]} /></section>`;
  if (!state)
    return html`<section class="panel"><h1>${say("Bổ sung, giải trình", "Supplement")}</h1><p role="status">${say("Đang mở…", "Opening…")}</p></section>`;
  const locked = state.window.state !== "open" || Boolean(sheet.refusal);
  return html`<section class="panel"><h1>${say("Bổ sung, giải trình", "Supplement")}</h1>
    <p class="lead">${say("Bản đã gửi giữ nguyên. Ở đây chỉ thêm tài liệu và giải trình; Hội đồng xem ở lần thẩm định sau.", "What was sent stays as it is. Add evidence and explanations here; the council sees them in its next pass.")}</p>
    ${state.locked_since && html`<p class="notice">${say("Đã khóa từ", "Locked since")} ${moment(state.locked_since)}: ${of(state.locked_reason)}.</p>`}
    ${leaf ? html`<${Leaf} desk=${{ ...desk, path: desk.supplement.path, sheet, uploads }} leaf=${leaf} result=${state.first_result?.[leaf.code]} locked=${locked} paint=${paint} />` : html`<${Results} desk=${desk} />`}</section>`;
}

function Leaf({ desk, leaf, result, locked, paint }) {
  return html`<p><a href="#/supplement">${say("← Tất cả tiêu chí", "← All criteria")}</a></p>
    <h2 id="leaf-title" tabindex="-1"><span class="code">${leaf.code}</span> ${of(leaf.title)}</h2>
    ${result && html`<p>${say("Thẩm định lần 1", "First appraisal")}: <b>${result.points === null ? "–" : score(result.points)}</b> / ${score(leaf.max)} ${say("điểm", "points")}${result.comment && html`<br />“${result.comment}”`}</p>`}
    <${Conflict} desk=${desk} code=${leaf.code} /><${Explanation} sheet=${desk.sheet} leaf=${leaf} locked=${locked} state=${["✓"]} />
    ${leaf.evidence !== "none" && html`<${Evidence} desk=${desk} leaf=${leaf} locked=${locked} paint=${paint} />`}`;
}

function Results({ desk }) {
  const { state, sheet, uploads } = desk.supplement;
  const codes = desk.order.filter(
    (code) =>
      desk.leaves[code].applies &&
      ["self_assessed", "council_only"].includes(desk.leaves[code].method),
  );
  const given = (code) => state.first_result?.[code];
  const added = (code) =>
    [
      sheet.explanation(code).trim() && say("giải trình", "explanation"),
      uploads.of(code).length > 0 && `${uploads.of(code).length} ${say("tệp", "files")}`,
    ]
      .filter(Boolean)
      .join(", ");
  if (!state.first_result)
    return html`<p class="notice">${say("Chưa có kết quả thẩm định lần 1.", "The first result is not out yet.")}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Kết quả thẩm định lần 1", "First result")}><table>
    <thead><tr><th>${say("Tiêu chí", "Criterion")}</th><th class="right">${say("Tự chấm", "Own")}</th><th class="right">${say("Thẩm định", "Council")}</th><th>${say("Nhận xét", "Comment")}</th><th>${say("Đã bổ sung", "Added")}</th></tr></thead>
    <tbody>${codes.map(
      (
        code,
      ) => html`<tr><td><a href="#/supplement/${code}">${code} ${of(desk.leaves[code].title)}</a></td><td class="right">${desk.sheet.entry(code).points == null ? "–" : score(desk.sheet.entry(code).points)}</td>
      <td class="right">${given(code)?.points == null ? "–" : score(given(code).points)}</td><td>${given(code)?.comment ?? ""}</td><td>${added(code)}</td></tr>`,
    )}</tbody></table></div>
    ${state.digest && html`<p class="soft">${say("Mã số phần bổ sung", "Digest of what was added")}: <code>${state.digest}</code></p>`}`;
}
