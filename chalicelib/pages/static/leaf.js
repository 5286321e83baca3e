// One leaf: its inputs with the points they give, the guide beside them, explanation, evidence, history.

import { html } from "parts";
import { detail, moment, number, of, say, size } from "words";
import { call } from "session";
import { keys, two } from "rules";

const LABELS = { numerator: ["Tử số", "Numerator"], denominator: ["Mẫu số", "Denominator"], count: ["Số lượng", "Count"],
  breaches: ["Số lần vi phạm, chậm", "Breaches"], points: ["Số điểm", "Points"], percent: ["Tỷ lệ %", "Percent"] };
const METHODS = { survey: ["Điểm này lấy từ điều tra xã hội học; đơn vị không nhập.", "This comes from the survey; nothing to enter."],
  external: ["Số liệu này do cơ quan chủ trì nhập; đơn vị không nhập.", "The authority enters this figure; nothing to enter."],
  council_only: ["Hội đồng chấm điểm này; đơn vị chỉ gửi tài liệu và giải trình.", "The council scores this; send evidence and an explanation only."] };

export function LeafPanel({ desk, code, step, pointsOf, state, paint }) {
  const leaf = desk.leaves[code], { sheet } = desk, locked = Boolean(desk.unit.locked_since || sheet.refusal || desk.unit.windows.self_assessment.state !== "open");
  const own = leaf.applies && ["self_assessed", "council_only"].includes(leaf.method);
  return html`<section class="panel" aria-labelledby="leaf-title">
    <p class="crumb"><a href="#/" class="back">${say("← Danh mục", "← Criteria")}</a><span>${leaf.area.code}. ${of(leaf.area.title)}</span></p>
    <h1 id="leaf-title" tabindex="-1"><span class="code">${code}</span> ${of(leaf.title)}</h1>
    ${leaf.criterion.code !== code && html`<p class="soft">${say("Thuộc tiêu chí", "Part of")} ${leaf.criterion.code} ${of(leaf.criterion.title)}</p>`}
    <div class="with-guide"><div class="work">
      ${!leaf.applies && html`<p class="notice">${say("Tiêu chí này không áp dụng cho đơn vị.", "This leaf does not apply to your unit.")}</p>`}
      ${METHODS[leaf.method] && html`<p class="notice">${say(...METHODS[leaf.method])}</p>`}
      ${locked && own && html`<p class="notice">${say("Hiện không sửa được", "This cannot be changed now")}${desk.unit.locked_reason ? `: ${of(desk.unit.locked_reason)} (${say("từ", "since")} ${moment(desk.unit.locked_since)})` : ""}.</p>`}
      <${Conflict} desk=${desk} code=${code} />
      ${own && leaf.method === "self_assessed" && html`<${Values} sheet=${sheet} leaf=${leaf} locked=${locked} points=${pointsOf(code)} />`}
      ${own && html`<${Explanation} sheet=${sheet} leaf=${leaf} locked=${locked} state=${state} />`}
      ${own && leaf.evidence !== "none" && html`<${Evidence} desk=${desk} leaf=${leaf} locked=${locked} paint=${paint} />`}
      ${own && html`<${History} desk=${desk} code=${code} paint=${paint} />`}
    </div><${Guide} leaf=${leaf} /></div>
    <nav class="steps" aria-label=${say("Tiêu chí trước, sau", "Previous and next leaf")}><button type="button" class="button plain" onClick=${() => step(-1)}>${say("← Trước", "← Previous")}</button><button type="button" class="button" onClick=${() => step(1)}>${say("Tiếp theo →", "Next →")}</button></nav>
  </section>`;
}

function Guide({ leaf }) {
  return html`<aside class="guide" aria-label=${say("Hướng dẫn chấm", "Scoring guide")}><h2>${say("Cách chấm", "How it is scored")}</h2>
    <p>${leaf.guide ? of(leaf.guide) : say("Không có hướng dẫn riêng.", "No guide of its own.")}</p>
    ${leaf.rule.type === "formula" && html`<ul class="formula">${leaf.rule.branches.map((each) => html`<li><code>${each.points}</code>${each.when && html` ${say("nếu", "if")} <code>${each.when}</code>`}</li>`)}</ul>`}
    ${leaf.legal_basis?.length > 0 && html`<h2>${say("Căn cứ", "Legal basis")}</h2><ul>${leaf.legal_basis.map((basis) => html`<li>${of(basis.title)}${(basis.versions ?? []).map((each) => html`<span class="soft"> ${each.document}</span>`)}</li>`)}</ul>`}</aside>`;
}

function Values({ sheet, leaf, locked, points }) {
  const { code, rule } = leaf, fields = sheet.fields(code), read = sheet.reading(code), server = sheet.faults[code];
  const fault = read.fault ? say(read.fault.vi, read.fault.en) : server && detail(server);
  const set = (key) => (event) => sheet.edit(code, { fields: { ...sheet.fields(code), [key]: event.target.value } });
  return html`<div class="values">${rule.type === "levels"
    ? html`<fieldset disabled=${locked}><legend>${say("Mức đạt được", "Level reached")}</legend>${rule.levels.map((level) => html`<label class="option"><input type="radio" name="level" value=${level.id} checked=${fields.level === level.id} onChange=${set("level")} />
        <span>${of(level.title)}</span><span class="worth">${number(level.points)} ${say("điểm", "points")}</span></label>`)}</fieldset>`
    : html`<div class="inputs">${keys(rule).map((key) => html`<p class="field"><label for="in-${key}">${LABELS[key] ? say(...LABELS[key]) : key}</label>
        <input id="in-${key}" inputmode="decimal" autocomplete="off" disabled=${locked} class=${fault && (read.key ?? key) === key ? "invalid" : ""} aria-invalid=${fault ? "true" : undefined} aria-describedby=${fault ? "value-wrong" : undefined}
          value=${sheet.drafts[code]?.fields ? fields[key] ?? "" : number(fields[key] ?? "")} onInput=${set(key)} /></p>`)}</div>`}
    ${fault && html`<p class="wrong" id="value-wrong" role="alert">${fault}</p>`}
    ${read.partial && html`<p class="soft" role="status">${say("Điền nốt ô còn lại thì mới tính điểm và lưu được.", "Fill in the other field; then it is scored and saved.")}</p>`}
    <p class="score"><output aria-live="polite"><b>${points === null ? "–" : number(points)}</b> / ${number(two2(leaf.max))} ${say("điểm", "points")}</output>
      ${Object.keys(fields).length > 0 && !locked && html`<button type="button" class="link" onClick=${() => sheet.edit(code, { fields: {} })}>${say("Xóa số liệu", "Clear")}</button>`}</p>
    <label class="check"><input type="checkbox" disabled=${locked} checked=${sheet.estimated(code)} onChange=${(event) => sheet.edit(code, { estimated: event.target.checked })} /> ${say("Số ước đến 31/12 (số liệu thực đến 30/11)", "Estimated to 31 December (data to 30 November)")}</label></div>`;
}
const two2 = (decimal) => { const [whole, rest = ""] = decimal.split("."); return `${whole}.${rest.padEnd(2, "0")}`; };

export function Explanation({ sheet, leaf, locked, state }) {
  const needed = state[0] === "!";
  return html`<div class="block"><p class="field"><label for="explanation">${say("Giải trình", "Explanation")}</label>
    <span class="hint" id="explanation-hint">${needed ? html`<strong class="need">${say("Cần giải trình, vì chưa có tài liệu kiểm chứng chính thức.", "Needed, as there is no official evidence yet.")}</strong>` : say("Bắt buộc khi thiếu tài liệu kiểm chứng hoặc tài liệu chỉ để tham khảo.", "Needed where evidence is missing or for reference only.")}</span>
    <textarea id="explanation" rows="3" maxlength="4000" disabled=${locked} aria-describedby="explanation-hint" value=${sheet.explanation(leaf.code)} onInput=${(event) => sheet.edit(leaf.code, { explanation: event.target.value })}></textarea></p></div>`;
}

function shownValue(leaf, value) {
  if (value == null) return say("(để trống)", "(empty)");
  if (leaf.rule.type === "levels") return of(leaf.rule.levels.find((level) => level.id === value.level)?.title) || value.level;
  return keys(leaf.rule).map((key) => `${LABELS[key] ? say(...LABELS[key]) : key}: ${number(value[key] ?? "")}`).join("; ");
}

function Conflict({ desk, code }) {
  const clash = desk.sheet.conflicts[code], leaf = desk.leaves[code];
  if (!clash) return null;
  const { mine, theirs } = clash;
  const side = (title, held) => html`<div><h3>${title}</h3>${"value" in held && html`<p>${shownValue(leaf, held.value)}</p>`}${held.explanation && html`<p>“${held.explanation}”</p>`}${held.estimated && html`<p>${say("Số ước", "Estimated")}</p>`}</div>`;
  return html`<div class="conflict" role="alert"><h2>${say("Hai người cùng sửa tiêu chí này", "Two people edited this leaf")}</h2>
    <p>${say("Chưa mất gì: hãy so sánh rồi chọn giá trị được giữ.", "Nothing is lost: compare, and choose which one stays.")}</p>
    <div class="sides">${side(say("Của Ông/Bà (chưa lưu)", "Yours (not saved)"), mine)}${side(say(`Của ${theirs.saved_by}, lưu lúc ${moment(theirs.saved_at)}`, `By ${theirs.saved_by}, saved ${moment(theirs.saved_at)}`), theirs)}</div>
    <p class="buttons"><button type="button" class="button" onClick=${() => desk.sheet.choose(code, true)}>${say("Lưu giá trị của tôi", "Save mine")}</button> <button type="button" class="button plain" onClick=${() => desk.sheet.choose(code, false)}>${say("Giữ giá trị của họ", "Keep theirs")}</button></p></div>`;
}

export function Evidence({ desk, leaf, locked, paint }) {
  const { uploads } = desk, { code } = leaf, files = uploads.of(code), coming = uploads.all.filter((each) => each.leaves.includes(code));
  const others = uploads.files.filter((file) => !file.leaves.includes(code) && file.state !== "removed");
  const add = (found) => uploads.add([...found], [code]);
  const drop = (event) => { event.preventDefault(); event.currentTarget.classList.remove("over"); add(event.dataTransfer.files); };
  const share = async (event) => {
    const file = others.find((each) => each.evidence === event.target.value);
    if (!file) return;
    try { await change(desk, file, { leaves: [...file.leaves, code] }); } catch (problem) { uploads.fault = detail(problem); }
    paint();
  };
  return html`<div class="block evidence"><h2>${say("Tài liệu kiểm chứng", "Evidence")} ${leaf.evidence === "required" ? html`<span class="soft">${say("(cần có)", "(required)")}</span>` : html`<span class="soft">${say("(nếu có)", "(optional)")}</span>`}</h2>
    <ul class="files">${files.map((file) => html`<${File} key=${file.evidence} desk=${desk} file=${file} locked=${locked} paint=${paint} />`)}
      ${coming.map((each) => html`<${Coming} key=${each.id} uploads=${uploads} upload=${each} />`)}</ul>
    ${uploads.fault && html`<p class="wrong" role="alert">${uploads.fault}</p>`}
    ${!locked && html`<div class="drop" onDragOver=${(event) => { event.preventDefault(); event.currentTarget.classList.add("over"); }} onDragLeave=${(event) => event.currentTarget.classList.remove("over")} onDrop=${drop}>
      <label class="button plain" for="files">${say("Chọn tệp PDF", "Choose PDF files")}</label><input id="files" class="unseen" type="file" multiple accept="application/pdf,.pdf" onChange=${(event) => { add(event.target.files); event.target.value = ""; }} />
      <span class="soft">${say("hoặc kéo thả vào đây; nhiều tệp một lúc, mỗi tệp tối đa 20 MB", "or drop them here; many at once, at most 20 MB each")}</span></div>
      ${others.length > 0 && html`<p class="field"><label for="share">${say("Dùng lại tệp đã gửi cho tiêu chí khác", "Use a file already sent for another leaf")}</label><select id="share" onChange=${share}><option value="">${say("Chọn tệp…", "Choose a file…")}</option>
        ${others.map((file) => html`<option value=${file.evidence}>${file.name} (${file.leaves.join(", ")})</option>`)}</select></p>`}`}</div>`;
}

/** Change what is said of a file; with an interface that has no such change yet, confirming again adds leaves. */
async function change(desk, file, part) {
  const path = `${desk.path}/evidence`, { leaves, official = true, number: no = "", date = null, issuer = "", effective = null, version } = file;
  if (version === undefined) await call("POST", path, { evidence: file.evidence, leaves: part.leaves ?? leaves });
  else await call("PUT", `${path}/${file.evidence}`, { leaves, official, number: no, date, issuer, effective, version, ...part });
  desk.uploads.fault = null;
  await desk.uploads.load();
}

const STATES = { waiting: ["đang kiểm tra", "being inspected"], inspected: ["đã kiểm tra", "inspected"], quarantined: ["không dùng được", "cannot be used"] };
function File({ desk, file, locked, paint }) {
  const run = (act) => async () => { try { await act(); } catch (problem) { desk.uploads.fault = detail(problem); } paint(); };
  const open = run(async () => { const { url } = await call("GET", `${desk.path}/evidence/${file.evidence}/link`); window.open(url, "_blank", "noopener"); });
  const remove = run(async () => { await call("POST", `${desk.path}/evidence/${file.evidence}/remove`, {}); await desk.uploads.load(); });
  const edit = (key) => (event) => run(() => change(desk, file, { [key]: event.target.type === "checkbox" ? !event.target.checked : event.target.value || (key.endsWith("e") && key !== "issue" ? null : "") }))();
  const bad = file.state === "quarantined";
  return html`<li class="file ${file.state ?? ""}"><p><button type="button" class="link name" onClick=${open}>${file.name}</button> <span class="soft">${size(file.size)} · ${moment(file.uploaded_at)}${file.state ? " · " : ""}</span>${file.state && html`<b class=${bad ? "need" : "soft"}>${say(...(STATES[file.state] ?? [file.state, file.state]))}</b>`}</p>
    ${file.leaves.length > 1 && html`<p class="soft">${say("Dùng cho: ", "For: ")}${file.leaves.join(", ")}</p>`}
    ${file.verdicts?.length > 0 && html`<ul class="verdicts">${file.verdicts.map((each) => html`<li class=${each.outcome}><span aria-hidden="true">${{ good: "✓", warning: "!", bad: "✗" }[each.outcome] ?? "?"}</span> ${of(each.text)}</li>`)}</ul>`}
    ${bad && html`<p class="wrong">${say("Tệp này chưa được tính là tài liệu kiểm chứng. Hãy gửi tệp khác hoặc giải trình.", "This file does not count as evidence. Send another one, or explain.")}</p>`}
    ${file.version !== undefined && !locked && html`<details><summary>${say("Số, ngày, nơi ban hành", "Number, date, issuer")}</summary><div class="inputs">
      <p class="field"><label for="no-${file.evidence}">${say("Số, ký hiệu", "Number")}</label><input id="no-${file.evidence}" value=${file.number ?? ""} onChange=${edit("number")} /></p>
      <p class="field"><label for="date-${file.evidence}">${say("Ngày ban hành", "Date")}</label><input type="date" id="date-${file.evidence}" value=${file.date ?? ""} onChange=${edit("date")} /></p>
      <p class="field"><label for="by-${file.evidence}">${say("Nơi ban hành", "Issuer")}</label><input id="by-${file.evidence}" value=${file.issuer ?? ""} onChange=${edit("issuer")} /></p>
      <p class="field"><label for="from-${file.evidence}">${say("Có hiệu lực từ", "Effective from")}</label><input type="date" id="from-${file.evidence}" value=${file.effective ?? ""} onChange=${edit("effective")} /></p></div>
      <label class="check"><input type="checkbox" checked=${file.official === false} onChange=${edit("official")} /> ${say("Chỉ để tham khảo, không phải tài liệu chính thức", "For reference only, not official")}</label>
      <button type="button" class="link" onClick=${remove}>${say("Thôi dùng tệp này", "Stop using this file")}</button></details>`}</li>`;
}

function Coming({ uploads, upload }) {
  const { state, file } = upload;
  return html`<li class="file ${state}"><p><b>${file.name}</b> <span class="soft">${size(file.size)}</span></p>
    ${(state === "sending" || state === "waiting") && html`<progress class="bar" max="1" value=${upload.sent} aria-label=${say(`Đang gửi ${file.name}`, `Sending ${file.name}`)}></progress>`}
    ${upload.text && html`<p class="wrong" role="alert">${say(upload.text.vi, upload.text.en)}</p>`}
    ${state === "failed" && html`<button type="button" class="link" onClick=${() => uploads.retry(upload)}>${say("Gửi lại", "Send again")}</button> `}
    ${(state === "failed" || state === "refused") && html`<button type="button" class="link" onClick=${() => uploads.dismiss(upload)}>${say("Bỏ qua", "Dismiss")}</button>`}</li>`;
}

function History({ desk, code, paint }) {
  const shown = desk.history?.[code], leaf = desk.leaves[code];
  const open = async (event) => {
    if (!event.currentTarget.open) return;
    try { desk.history = { [code]: (await call("GET", `${desk.path}/history?leaf=${encodeURIComponent(code)}`)).history }; } catch (problem) { desk.history = { [code]: problem }; }
    paint();
  };
  return html`<details class="block" onToggle=${open}><summary>${say("Lịch sử thay đổi", "History")}</summary>
    ${shown instanceof Error ? html`<p class="wrong">${detail(shown)}</p>` : shown && html`<ol class="history">${shown.map((each) => html`<li><b>${moment(each.saved_at)}</b> ${each.by}: ${shownValue(leaf, each.was.value)} → ${shownValue(leaf, each.value)}${each.explanation ? html` · “${each.explanation}”` : ""}</li>`)}</ol>`}</details>`;
}
