// One leaf: its inputs with the points they give, the guide beside them, explanation, evidence, history.

import { Evidence } from "files";
import { label, spoken } from "formula";
import { html } from "parts";
import { keys } from "rules";
import { call } from "session";
import { Names } from "team";
import { Due } from "tree";
import { detail, moment, number, of, say, score, stamp } from "words";
import { assign, isMine, nameOf, stateOf } from "workspace";

const METHODS = {
  survey: [
    "Điểm này lấy từ điều tra xã hội học; đơn vị không nhập.",
    "This comes from the survey; nothing to enter.",
  ],
  external: [
    "Số liệu này do cơ quan chủ trì nhập; đơn vị không nhập.",
    "The authority enters this figure; nothing to enter.",
  ],
  council_only: [
    "Hội đồng chấm điểm này; đơn vị chỉ gửi tài liệu và giải trình.",
    "The council scores this; send evidence and an explanation only.",
  ],
};

export function LeafPanel({ desk, code, step, pointsOf, state, paint }) {
  const leaf = desk.leaves[code],
    { sheet } = desk,
    locked = Boolean(
      desk.unit.locked_since || sheet.refusal || desk.unit.windows.self_assessment.state !== "open",
    );
  const own = leaf.applies && ["self_assessed", "council_only"].includes(leaf.method);
  return html`<section class="panel" aria-labelledby="leaf-title">
    <p class="crumb"><a href="#/" class="back">${say("← Danh mục", "← Criteria")}</a><span>${leaf.area.code}. ${of(leaf.area.title)}</span></p>
    <h1 id="leaf-title" tabindex="-1"><span class="code">${code}</span> ${of(leaf.title)}</h1>
    ${leaf.criterion.code !== code && html`<p class="soft">${say("Thuộc tiêu chí", "Part of")} ${leaf.criterion.code} ${of(leaf.criterion.title)}</p>`}
    ${own && html`<${Given} desk=${desk} code=${code} paint=${paint} />`}
    <div class="with-guide"><div class="work">
      ${!leaf.applies && html`<p class="notice">${say("Tiêu chí này không áp dụng cho đơn vị.", "This criterion does not apply to your unit.")}</p>`}
      ${METHODS[leaf.method] && html`<p class="notice">${say(...METHODS[leaf.method])}</p>`}
      ${locked && own && html`<p class="notice">${say("Hiện không sửa được", "This cannot be changed now")}${desk.unit.locked_reason ? `: ${of(desk.unit.locked_reason)} (${say("từ", "since")} ${moment(desk.unit.locked_since)})` : ""}.</p>`}
      <${Conflict} desk=${desk} code=${code} />
      ${own && leaf.method === "self_assessed" && html`<${Values} sheet=${sheet} leaf=${leaf} locked=${locked} points=${pointsOf(code)} />`}
      ${own && html`<${Explanation} sheet=${sheet} leaf=${leaf} locked=${locked} state=${state} />`}
      ${own && leaf.evidence !== "none" && html`<${Evidence} desk=${desk} leaf=${leaf} locked=${locked} paint=${paint} />`}
      ${own && html`<${History} desk=${desk} code=${code} paint=${paint} />`}
    </div><${Guide} leaf=${leaf} /></div>
    <nav class="steps" aria-label=${say("Tiêu chí trước, sau", "Previous and next criterion")}><button type="button" class="button plain" onClick=${() => step(-1)}>${say("← Trước", "← Previous")}</button><button type="button" class="button" onClick=${() => step(1)}>${say("Tiếp theo →", "Next →")}</button></nav>
  </section>`;
}

/** Who sees to this leaf; a few words, unfolded to be changed. */
function Given({ desk, code, paint }) {
  const given = desk.assigned[code],
    who = given && (isMine(code) ? say("tôi", "me") : given.to);
  const keep = async (event) => {
    event.preventDefault();
    const form = event.currentTarget,
      { to, due } = Object.fromEntries(new FormData(form));
    try {
      await assign([code], to.trim(), due);
      form.closest("details").open = false;
      desk.notGiven = null;
    } catch (problem) {
      desk.notGiven = problem;
    }
    paint();
  };
  return html`<details class="given-to"><summary>${given ? html`<span>${say("Giao cho ", "Assigned to ")}${who}<${Due} given=${given} done=${stateOf(code) === "done"} /></span>` : say("Giao tiêu chí này cho…", "Assign this criterion to…")}</summary>
    <form class="giving" onSubmit=${keep}><${Names} state=${desk} />${desk.notGiven && html`<p class="wrong" role="alert">${detail(desk.notGiven)}</p>`}
      <p class="field"><label for="to">${say("Người hoặc bộ phận (để trống: không giao)", "Person or division (empty: nobody)")}</label><input id="to" name="to" list="names" maxlength="300" value=${given?.to ?? ""} /></p>
      <p class="field"><label for="due">${say("Đến hết ngày (nội bộ)", "By (internal)")}</label><input id="due" name="due" type="date" value=${given?.due ?? ""} /></p>
      <button class="button plain">${say("Lưu phân công", "Keep")}</button></form></details>`;
}

function Guide({ leaf }) {
  return html`<aside class="guide" aria-label=${say("Hướng dẫn chấm", "Scoring guide")}><details open=${matchMedia("(min-width: 52.01rem)").matches}><summary><h2>${say("Cách chấm", "How it is scored")}</h2></summary>
    <p>${leaf.guide ? of(leaf.guide) : say("Không có hướng dẫn riêng.", "No guide of its own.")}</p>
    ${leaf.rule.type === "formula" && html`<ul class="formula">${spoken(leaf.rule).map(([points, when]) => html`<li><b>${points}</b> ${when}</li>`)}</ul>`}
    ${leaf.legal_basis?.length > 0 && html`<h2>${say("Căn cứ", "Legal basis")}</h2><ul>${leaf.legal_basis.map((basis) => html`<li>${of(basis.title)}${(basis.versions ?? []).map((each) => html`<span class="soft"> ${each.document}</span>`)}</li>`)}</ul>`}</details></aside>`;
}

function Values({ sheet, leaf, locked, points }) {
  const { code, rule } = leaf,
    fields = sheet.fields(code),
    read = sheet.reading(code),
    server = sheet.faults[code];
  const fault = read.fault ? say(read.fault.vi, read.fault.en) : server && detail(server);
  const set = (key) => (event) =>
    sheet.edit(code, { fields: { ...sheet.fields(code), [key]: event.target.value } });
  return html`<div class="values">${
    rule.type === "levels"
      ? html`<fieldset disabled=${locked}><legend>${say("Mức đạt được", "Level reached")}</legend>${rule.levels.map(
          (
            level,
          ) => html`<label class="option"><input type="radio" name="level" value=${level.id} checked=${fields.level === level.id} onChange=${set("level")} />
        <span>${of(level.title)}</span><span class="worth">${score(level.points)} / ${score(leaf.max)} ${say("điểm", "points")}</span></label>`,
        )}</fieldset>`
      : html`<div class=${rule.type === "formula" ? "inputs named" : "inputs"}>${keys(rule).map(
          (key) => html`<p class="field"><label for="in-${key}">${label(rule, key)}</label>
        <input id="in-${key}" inputmode="decimal" autocomplete="off" disabled=${locked} class=${fault && (read.key ?? key) === key ? "invalid" : ""} aria-invalid=${fault ? "true" : undefined} aria-describedby=${fault ? "value-wrong" : read.doubts?.length ? "value-doubt" : undefined}
          value=${sheet.shown(code)?.fields ? (fields[key] ?? "") : number(fields[key] ?? "")} onInput=${set(key)} /></p>`,
        )}</div>`
  }
    ${fault && html`<p class="wrong" id="value-wrong" role="alert">${fault}</p>`}
    ${read.doubts?.length > 0 && html`<div class="doubt" id="value-doubt" role="status">${read.doubts.map((each) => html`<p>${each.key ? `${label(rule, each.key)} ` : ""}${say(each.vi, each.en)}.</p>`)}</div>`}
    ${read.partial && html`<p class="soft" role="status">${say("Điền nốt ô còn lại thì mới tính điểm và lưu được.", "Fill in the other field; then it is scored and saved.")}</p>`}
    <p class="score"><output aria-live="polite"><b>${points === null ? "–" : score(points)}</b> / ${score(leaf.max)} ${say("điểm", "points")}</output>
      ${Object.keys(fields).length > 0 && !locked && html`<button type="button" class="link" onClick=${() => sheet.edit(code, { fields: {} })}>${say("Xóa số liệu", "Clear")}</button>`}</p>
    <label class="check"><input type="checkbox" disabled=${locked} checked=${sheet.estimated(code)} onChange=${(event) => sheet.edit(code, { estimated: event.target.checked })} /> ${say("Số ước tính đến hết năm", "Estimated to the end of the year")}</label></div>`;
}

export function Explanation({ sheet, leaf, locked, state }) {
  const needed = state[0] === "!";
  return html`<div class="block"><p class="field"><label for="explanation">${say("Giải trình", "Explanation")}</label>
    <span class="hint" id="explanation-hint">${needed ? html`<strong class="need">${say("Cần giải trình, vì chưa có tài liệu kiểm chứng chính thức.", "Needed, as there is no official evidence yet.")}</strong>` : say("Bắt buộc khi thiếu tài liệu kiểm chứng hoặc tài liệu chỉ để tham khảo.", "Needed where evidence is missing or for reference only.")}</span>
    <textarea id="explanation" rows="3" maxlength="4000" disabled=${locked} aria-describedby="explanation-hint" value=${sheet.explanation(leaf.code)} onInput=${(event) => sheet.edit(leaf.code, { explanation: event.target.value })}></textarea></p></div>`;
}

export const PARTS = {
  value: ["Số liệu", "Value"],
  explanation: ["Giải trình", "Explanation"],
  estimated: ["Ước tính", "Estimated"],
};
const empty = () => say("(để trống)", "(empty)");

/** One part of a leaf in words: its value, its explanation or the mark of an estimate; `leaf` only matters for values. */
export function wordsOf(leaf, part, held) {
  if (part === "estimated") return held ? say("có", "yes") : say("không", "no");
  return part === "value" ? shownValue(leaf, held) : held ? `“${held}”` : empty();
}
/** What a part was and what it became. */
export const Turn = ({ leaf, part, from, to }) =>
  html`<span class="from">${wordsOf(leaf, part, from)}</span> <span aria-hidden="true">→</span><span class="unseen">${say("thành", "to")}</span> <span class="to">${wordsOf(leaf, part, to)}</span>`;

function shownValue(leaf, value) {
  if (value == null) return empty();
  if (leaf.rule.type === "levels")
    return of(leaf.rule.levels.find((level) => level.id === value.level)?.title) || value.level;
  return keys(leaf.rule)
    .map(
      (key) =>
        `${label(leaf.rule, key)}: ${leaf.rule.type === "direct" ? score(value[key]) : number(value[key] ?? "")}`,
    )
    .join("; ");
}

/** Both values of a leaf, or of a text of the report, that two people saved, or that was not saved when the sheet was sent; one is chosen. */
export function Conflict({ desk, code }) {
  const clash = desk.sheet.conflicts[code],
    leaf = desk.leaves[code];
  if (!clash) return null;
  const { mine, theirs, sent } = clash,
    { submittedAt } = desk.sheet;
  const side = (title, held) =>
    html`<div><h3>${title}</h3>${Object.keys(mine).map((part) => html`<p>${part === "estimated" && `${say(...PARTS[part])}: `}${wordsOf(leaf, part, held[part])}</p>`)}</div>`;
  return html`<div class="conflict" role="alert"><h2>${sent ? say("Nội dung trên máy này chưa lưu khi phiếu được gửi", "Not saved when the self-assessment was sent") : say("Hai người cùng sửa mục này", "Two people edited this")}</h2>
    <p>${sent && say(`Phiếu đã gửi lúc ${stamp(sent)}, không có nội dung này. `, `The self-assessment was sent at ${stamp(sent)}, without it. `)}${submittedAt ? say("Nếu phiếu được mở lại, Ông/Bà sẽ được hỏi có lưu hay không; không có gì tự lưu.", "If the self-assessment is opened again, you will be asked whether to save it; nothing is saved by itself.") : say("Chưa mất gì: hãy so sánh rồi chọn giá trị được giữ.", "Nothing is lost: compare, and choose which one stays.")}</p>
    <div class="sides">${side(say("Của Ông/Bà (chưa lưu)", "Yours (not saved)"), mine)}${side(sent ? say("Đang lưu trong phiếu", "Saved in the self-assessment") : say(`Của ${nameOf(theirs.saved_by)}, lưu lúc ${moment(theirs.saved_at)}`, `By ${nameOf(theirs.saved_by)}, saved ${moment(theirs.saved_at)}`), theirs)}</div>
    <p class="buttons">${!submittedAt && html`<button type="button" class="button" onClick=${() => desk.sheet.choose(code, true)}>${say("Lưu giá trị của tôi", "Save mine")}</button>`} <button type="button" class="button plain" onClick=${() => desk.sheet.choose(code, false)}>${submittedAt ? say("Bỏ nội dung chưa lưu", "Drop what is not saved") : sent ? say("Giữ giá trị đang lưu", "Keep what is saved") : say("Giữ giá trị của họ", "Keep theirs")}</button></p></div>`;
}

function History({ desk, code, paint }) {
  const shown = desk.history?.[code],
    leaf = desk.leaves[code];
  const open = async (event) => {
    if (!event.currentTarget.open) return;
    try {
      desk.history = {
        [code]: (await call("GET", `${desk.path}/history?leaf=${encodeURIComponent(code)}`))
          .history,
      };
    } catch (problem) {
      desk.history = { [code]: problem };
    }
    paint();
  };
  return html`<details class="block" onToggle=${open}><summary>${say("Lịch sử thay đổi", "History")}</summary>
    ${
      shown instanceof Error
        ? html`<p class="wrong">${detail(shown)}</p>`
        : shown &&
          (
            shown.length === 0
              ? html`<p class="soft">${say("Chưa ai sửa tiêu chí này.", "Nobody has changed this criterion yet.")}</p>`
              : html`<ol class="history">${shown.map(
                  (
                    each,
                  ) => html`<li key=${each.version}><p><b>${stamp(each.saved_at)}</b> · <span title=${each.by}>${nameOf(each.by)}</span></p>
        <dl class="turns">${Object.keys(each.now).map((part) => html`<div><dt>${say(...PARTS[part])}</dt><dd><${Turn} leaf=${leaf} part=${part} from=${each.was[part]} to=${each.now[part]} /></dd></div>`)}</dl></li>`,
                )}</ol>`
          )
    }</details>`;
}
