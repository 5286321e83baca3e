// The workspace: where the unit stands, the tree at the side, one leaf open. Everything typed is saved by itself.

import { render } from "preact";
import { html, Bar, Masthead, Summary } from "parts";
import { detail, left, moment, number, of, plain, say, until } from "words";
import { account, call, resume, signOut } from "session";
import { exact, sum, two } from "rules";
import { Sheet } from "sheet";
import { Uploads } from "evidence";
import { LeafPanel } from "leaf";
import { Finish, Workbook } from "finish";
import { Supplement } from "supplement";
import { Account, Notices } from "team";

const desk = { unit: null, areas: [], leaves: {}, order: [], sheet: null, uploads: null, path: "", open: null, place: "leaf",
  onlyMissing: false, wanted: "", area: null, help: false, notices: [], fault: null, ready: false };
let planned = false;
const paint = () => { if (!planned && (desk.ready || desk.fault)) { planned = true; requestAnimationFrame(() => { planned = false; render(html`<${Page} />`, document.getElementById("app")); }); } };

/** done | missing | explain (a value, but neither evidence nor explanation) | none (not this unit's to fill). */
export function stateOf(code) {
  const leaf = desk.leaves[code];
  if (!leaf.applies || !["self_assessed", "council_only"].includes(leaf.method)) return "none";
  const { sheet } = desk;
  if (leaf.method === "self_assessed") {
    const read = sheet.reading(code);
    if (read.value == null) return "missing";
  }
  const proven = desk.uploads.of(code).some((file) => file.state !== "quarantined" && file.official !== false);
  return leaf.evidence === "required" && !proven && !sheet.explanation(code).trim() ? "explain" : "done";
}
const MARKS = { done: ["✓", "xong", "done"], missing: ["○", "còn thiếu", "missing"], explain: ["!", "cần tài liệu hoặc giải trình", "needs evidence or explanation"], none: ["–", "không phải nhập", "nothing to enter"] };

export function pointsOf(code) {
  const held = desk.sheet.entry(code);
  if (!desk.sheet.drafts[code]?.fields && held.points !== undefined) return held.points;
  const { points } = desk.sheet.reading(code);
  return points ? two(points) : null;
}

async function begin() {
  try {
    await resume();
  } catch (problem) {
    if (problem.status === 401) return location.replace("/signin" + location.hash);
    return fail(problem);
  }
  if (!account.unit) return fail({ detail: "Trang này dành cho cán bộ của đơn vị được đánh giá; tài khoản của Ông/Bà không thuộc đơn vị nào.", detail_en: "This page is for officers of an assessed unit; your account belongs to none." });
  desk.path = `/api/units/${encodeURIComponent(account.round)}/${encodeURIComponent(account.unit)}`;
  try {
    const [unit, criteria] = await Promise.all([call("GET", desk.path), call("GET", `${desk.path}/criteria`)]);
    take(unit, criteria);
    desk.uploads = new Uploads(desk.path, paint, refresh);
    desk.sheet = new Sheet(desk.path, account.email, desk.leaves, paint);
    await Promise.all([desk.sheet.load(), desk.uploads.load(), notices()]);
  } catch (problem) { return fail(problem); }
  desk.ready = true;
  route();
  setInterval(() => { if (!document.hidden) refresh(); }, 30000);
}

function fail(problem) { desk.fault = problem; paint(); }

function take(unit, criteria) {
  desk.unit = unit;
  desk.areas = criteria.areas;
  desk.illustrative = criteria.illustrative;
  for (const area of criteria.areas) {
    area.codes = [];
    for (const criterion of area.criteria) for (const leaf of criterion.leaves ?? [criterion]) {
      desk.leaves[leaf.code] = { ...leaf, area, criterion, words: plain(`${leaf.code} ${leaf.title.vi} ${leaf.title.en ?? ""}`) };
      desk.order.push(leaf.code);
      area.codes.push(leaf.code);
    }
  }
}

async function notices() {
  try { desk.notices = (await call("GET", `${desk.path}/notices`)).notices; } catch (problem) { if (problem.status !== 404) throw problem; }
}

export async function refresh() {
  try {
    desk.unit = await call("GET", desk.path);
    if (desk.unit.locked_since === null && desk.unit.windows.self_assessment.state === "open") desk.sheet.refusal = null;
    await Promise.all([desk.sheet.load(), desk.uploads.load(), notices()]);
  } catch { /* the next round tries again; typed values are kept */ }
  paint();
}

function route() {
  const [place, code] = decodeURIComponent(location.hash.slice(2)).split("/");
  desk.place = Object.hasOwn(PLACES, place) ? place : "leaf";
  desk.open = desk.leaves[code] ? code : null;
  if (desk.open) desk.area = desk.leaves[desk.open].area.code;
  paint();
  if (desk.open) requestAnimationFrame(() => requestAnimationFrame(() => { document.getElementById("leaf-title")?.focus(); document.querySelector("[aria-current=page].leaf-link")?.scrollIntoView({ block: "nearest" }); }));
}

export function go(hash) { location.hash = hash; }
const shown = () => desk.order.filter((code) => matches(code));
function matches(code) {
  if (desk.wanted && !desk.leaves[code].words.includes(plain(desk.wanted.trim()))) return false;
  return !desk.onlyMissing || ["missing", "explain"].includes(stateOf(code)) || code === desk.open;
}
export function step(by) {
  const codes = desk.wanted || desk.onlyMissing ? shown() : desk.order, at = codes.indexOf(desk.open);
  const next = codes[at < 0 ? 0 : at + by];
  if (next) go(`/${desk.place === "supplement" ? "supplement" : "leaf"}/${next}`);
}

function onKey(event) {
  const typing = event.target.matches("input:not([type=radio]):not([type=checkbox]):not([type=search]), textarea, select, input[type=radio]");
  if (event.key === "Escape") {
    if (desk.help) desk.help = false;
    else if (typing) event.target.blur();
    else if (desk.wanted) desk.wanted = "";
    else if (desk.open) go("/");
    return paint();
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && event.target.matches(".values input")) { event.preventDefault(); desk.sheet.soon(0); return step(1); }
  if (event.key === "Enter" && event.target.matches("#find")) { const [first] = shown(); if (first) go(`/leaf/${first}`); return; }
  if (event.altKey ? !["ArrowDown", "ArrowUp"].includes(event.key) : typing) return;
  if (event.target.matches("#find") && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
  if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
  if (event.key === "?") { desk.help = !desk.help; paint(); }
}

function SaveState() {
  const { sheet } = desk.place === "supplement" && desk.supplement || desk;
  const words = { clean: "", dirty: say("Chưa lưu…", "Not saved yet…"), saving: say("Đang lưu…", "Saving…"),
    saved: sheet.savedAt && say(`Đã lưu ${moment(sheet.savedAt)}`, `Saved ${moment(sheet.savedAt)}`),
    retrying: say("Chưa lưu được, đang thử lại. Số liệu vẫn giữ trên máy này.", "Not saved; trying again. What you typed is kept on this computer."),
    held: say(`${sheet.waiting} tiêu chí chưa lưu được: nhập chưa đủ hoặc cần xem lại`, `${sheet.waiting} leaves not saved: incomplete, or to be looked at`) };
  return html`<span class="save ${sheet.refusal ? "held" : sheet.state}" role="status">${sheet.refusal ? say("Chưa lưu: ", "Not saved: ") + detail(sheet.refusal) : words[sheet.state]}</span>`;
}

function Deadline() {
  const { unit } = desk, supplement = unit.windows.supplement, window = unit.windows.self_assessment;
  if (supplement.state === "open" && unit.submission !== "not_submitted" && supplement.closes) return html`<span class="deadline"><b>${left(supplement.closes)}</b>, ${say("bổ sung, giải trình đến ", "supplement until ")}${until(supplement.closes)}</span>`;
  if (unit.submitted_at) return html`<span class="deadline">${say("Đã gửi lúc ", "Submitted ")}${moment(unit.submitted_at)}</span>`;
  if (unit.locked_since) return html`<span class="deadline late">${say(`Đã khóa từ ${moment(unit.locked_since)}: `, `Locked since ${moment(unit.locked_since)}: `)}${of(unit.locked_reason)}</span>`;
  if (window.state === "not_yet") return html`<span class="deadline">${window.opens ? say("Mở từ ", "Opens ") + moment(window.opens) : say("Chưa mở tự đánh giá", "Self-assessment is not open yet")}</span>`;
  return html`<span class="deadline"><b>${left(window.closes)}</b>, ${say("đến ", "until ")}${until(window.closes)}${window.reason && html`<span class="soft"> · ${window.reason}</span>`}</span>`;
}

function Strip() {
  const fill = desk.order.filter((code) => stateOf(code) !== "none"), done = fill.filter((code) => stateOf(code) === "done").length;
  return html`<div class="strip" role="region" aria-label=${say("Thời hạn và tiến độ", "Deadline and progress")}><div class="wide">
    <${Deadline} /><span class="done"><${Bar} done=${done} total=${fill.length} label=${say("Tiến độ", "Progress")} /> <b>${done}</b> / ${fill.length} ${say("tiêu chí xong", "leaves done")}</span><${SaveState} />
  </div></div>`;
}

function Tabs() {
  const unread = desk.notices.filter((each) => !each.read).length, { submission, windows } = desk.unit;
  const tabs = [["leaf", "/", say("Tự chấm điểm", "Self-assessment")], ["workbook", "/workbook", say("Bảng tính Excel", "Excel workbook")],
    ["finish", "/finish", say("Phê duyệt và gửi", "Approve and submit")], ...(submission !== "not_submitted" && windows.supplement.state !== "not_yet" ? [["supplement", "/supplement", say("Bổ sung, giải trình", "Supplement")]] : []), ["notices", "/notices", say("Thông báo", "Notices") + (unread ? ` (${unread})` : "")], ["account", "/account", say("Tài khoản", "Account")]];
  return html`<nav class="tabs wide" aria-label=${say("Các phần", "Sections")}>${tabs.map(([name, hash, text]) =>
    html`<a href="#${hash}" aria-current=${desk.place === name ? "page" : undefined}>${text}</a>`)}</nav>`;
}

function Area({ area, searching }) {
  const codes = area.codes.filter(matches), open = searching ? codes.length > 0 : desk.area === area.code;
  if (searching && !codes.length) return null;
  const own = area.codes.filter((code) => stateOf(code) !== "none"), scored = own.filter((code) => desk.leaves[code].method === "self_assessed");
  const done = own.filter((code) => stateOf(code) === "done").length;
  const reached = two(sum(scored.map((code) => exact(pointsOf(code) ?? "0")))), most = two(sum(scored.map((code) => exact(desk.leaves[code].max))));
  const toggle = () => { desk.area = desk.area === area.code ? null : area.code; paint(); };
  return html`<li class="area"><button type="button" class="area-head" aria-expanded=${String(open)} onClick=${toggle}>
      <span class="name">${area.code}. ${of(area.title)}</span><span class="figures"><span>${number(reached)} / ${number(most)} ${say("điểm", "points")}</span><span>${done} / ${own.length}</span></span>
      <${Bar} done=${done} total=${own.length} label=${say(`Tiến độ lĩnh vực ${area.code}`, `Progress of area ${area.code}`)} /></button>
    ${open && html`<ul class="leaves">${codes.map((code) => html`<${LeafLink} key=${code} code=${code} />`)}</ul>`}</li>`;
}

function LeafLink({ code }) {
  const state = stateOf(code), [mark, vi, en] = MARKS[state], clash = desk.sheet.conflicts[code] || desk.sheet.faults[code];
  return html`<li><a class="leaf-link ${state}" href="#/leaf/${code}" aria-current=${code === desk.open ? "page" : undefined}>
    <span class="mark" aria-hidden="true">${clash ? "⚠" : mark}</span><span class="code">${code}</span><span class="title">${of(desk.leaves[code].title)}</span>
    <span class="unseen">, ${clash ? say("cần xem lại", "to be looked at") : say(vi, en)}</span></a></li>`;
}

function Tree() {
  const searching = Boolean(desk.wanted.trim()) || desk.onlyMissing;
  return html`<aside class="tree" aria-label=${say("Danh mục tiêu chí", "Criteria")}>
    <div class="filters"><label class="unseen" for="find">${say("Tìm mã hoặc tên tiêu chí", "Find a code or a title")}</label>
      <input id="find" type="search" placeholder=${say("Tìm mã hoặc tên, ví dụ 1.2", "Find a code or title, e.g. 1.2")} value=${desk.wanted} onInput=${(event) => { desk.wanted = event.target.value; paint(); }} />
      <label class="check"><input type="checkbox" checked=${desk.onlyMissing} onChange=${(event) => { desk.onlyMissing = event.target.checked; paint(); }} /> ${say("Chỉ hiện còn thiếu", "Only what is missing")}</label></div>
    <ul class="areas">${desk.areas.map((area) => html`<${Area} key=${area.code} area=${area} searching=${searching} />`)}</ul>
    ${searching && !shown().length && html`<p class="soft">${desk.wanted ? say("Không có tiêu chí nào khớp.", "Nothing matches.") : say("Không còn thiếu gì.", "Nothing is missing.")}</p>`}
    <p class="soft keys-hint">${say("Bấm ", "Press ")}<kbd>?</kbd>${say(" để xem phím tắt.", " for the keys.")}</p></aside>`;
}

function Welcome() {
  const next = desk.order.find((code) => ["missing", "explain"].includes(stateOf(code)));
  const { totals } = desk.sheet;
  return html`<section class="panel welcome"><h1>${of(desk.unit.unit.name)}</h1><p class="lead">${of(desk.unit.title)}</p>
    <dl class="big"><div><dt>${say("Điểm tự chấm", "Self-assessed points")}</dt><dd>${number(totals.points)} <span>/ ${number(totals.maximum)}</span></dd></div>
      <div><dt>${say("Còn thiếu", "Missing")}</dt><dd>${desk.order.filter((code) => stateOf(code) === "missing").length}</dd></div>
      <div><dt>${say("Cần tài liệu hoặc giải trình", "Need evidence or explanation")}</dt><dd>${desk.order.filter((code) => stateOf(code) === "explain").length}</dd></div></dl>
    ${next ? html`<p><a class="button" href="#/leaf/${next}">${say(`Làm tiếp: tiêu chí ${next}`, `Go on: leaf ${next}`)}</a></p>`
      : html`<p><a class="button" href="#/finish">${say("Đã đủ. Sang phê duyệt và gửi", "Complete. Go on to approval")}</a></p>`}
    ${desk.illustrative && html`<p class="notice">${say("Bộ tiêu chí này chỉ để minh họa, không phải phụ lục chính thức.", "This catalogue is illustrative, not the official annex.")}</p>`}</section>`;
}

function Keys() {
  const rows = [["↓ ↑", say("tiêu chí sau, trước (Alt khi đang gõ)", "next, previous leaf (with Alt while typing)")], ["Enter", say("lưu và sang tiêu chí sau", "save and go to the next leaf")],
    ["Esc", say("thôi gõ; thôi tìm; đóng tiêu chí", "stop typing; stop searching; close the leaf")], ["/", say("tìm mã hoặc tên", "find a code or title")], ["?", say("bảng này", "this table")]];
  return html`<section class="keys" role="dialog" aria-label=${say("Phím tắt", "Keys")}><h2>${say("Phím tắt", "Keys")}</h2><dl>${rows.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}</dl>
    <button type="button" class="link" onClick=${() => { desk.help = false; paint(); }}>${say("Đóng", "Close")}</button></section>`;
}

const PLACES = { finish: Finish, workbook: Workbook, supplement: Supplement, notices: Notices, account: Account };
function Page() {
  if (desk.fault) return html`<${Masthead} again=${paint} /><main class="narrow" id="main"><h1>${say("Chưa mở được", "This could not be opened")}</h1><${Summary} faults=${[{ text: detail(desk.fault) }]} />
    <p><a class="button" href="/signin">${say("Đăng nhập bằng tài khoản khác", "Sign in with another account")}</a></p></main>`;
  const Other = PLACES[desk.place], leave = async () => { await signOut(); location.replace("/signin"); };
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>${say("Đến nội dung chính", "Skip to main content")}</a>
    <${Masthead} again=${paint}><span class="who"><b>${of(desk.unit.unit.name)}</b> · ${account.name || account.email} <button type="button" class="link" onClick=${leave}>${say("Đăng xuất", "Sign out")}</button></span></${Masthead}>
    <${Strip} /><${Tabs} />
    <main id="main" tabindex="-1" class="wide ${Other ? "single" : desk.open ? "two open" : "two"}">${Other ? html`<${Other} desk=${desk} paint=${paint} refresh=${refresh} stateOf=${stateOf} />`
      : html`<${Tree} />${desk.open ? html`<${LeafPanel} key=${desk.open} desk=${desk} code=${desk.open} paint=${paint} step=${step} pointsOf=${pointsOf} state=${MARKS[stateOf(desk.open)]} />` : html`<${Welcome} />`}`}</main>
    ${desk.help && html`<${Keys} />`}`;
}

addEventListener("hashchange", route);
addEventListener("keydown", (event) => { if (desk.sheet && !event.defaultPrevented) onKey(event); });
addEventListener("beforeunload", (event) => { if (desk.sheet?.waiting || desk.supplement?.sheet.waiting || desk.uploads?.all.some((each) => each.state === "sending")) event.preventDefault(); });
setInterval(paint, 30000);
begin();
