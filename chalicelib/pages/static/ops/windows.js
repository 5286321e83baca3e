// The round's windows: the official dates, what was decided over them, and opening or closing each, told and asked first.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { instant, When } from "when";
import { day, left, moment, now, of, say, stamp, today, until } from "words";

const STATE = {
  not_yet: ["chưa mở", "not open yet", ""],
  open: ["đang mở", "open", "fine"],
  closed: ["đã đóng", "closed", "alarm"],
};
export const TITLES = {
  respondent_lists: ["Gửi danh sách đối tượng điều tra", "Respondent lists"],
  survey: ["Điều tra xã hội học", "Survey"],
  self_assessment: ["Tự đánh giá, chấm điểm", "Self-assessment"],
  appraisal_first: ["Thẩm định lần 1", "First appraisal"],
  supplement: ["Bổ sung, giải trình", "Supplement"],
  appraisal_final: ["Thẩm định lần 2", "Final appraisal"],
};
const OPENS = {
  respondent_lists: [
    "Đơn vị lập, sửa và gửi được danh sách chưa gửi.",
    "Units can make, change and send lists that were not sent.",
  ],
  survey: [
    "Thư mời được gửi tới mọi người trong danh sách đã gửi (khi kỳ đã chuyển sang chính thức), và họ trả lời được.",
    "Invitations go to everybody on the lists that were sent (once the round is live); people can answer.",
  ],
  self_assessment: [
    "Mọi đơn vị chưa gửi nhập được số liệu, tài liệu và gửi. Mở lại sau khi đã đóng thì bản gửi được ghi là gửi muộn.",
    "Every unit that has not sent can fill in, attach and send. Opened again after it had closed, submissions count as late.",
  ],
  appraisal_first: [
    "Thành viên Hội đồng chấm điểm lần 1 được.",
    "Council members can appraise in the first pass.",
  ],
  supplement: [
    "Đơn vị đã gửi được bổ sung tài liệu, giải trình bên cạnh bản đã gửi.",
    "Units that have sent can add documents and explanations beside what they sent.",
  ],
  appraisal_final: [
    "Thành viên Hội đồng chấm điểm lần 2 được.",
    "Council members can appraise in the final pass.",
  ],
};
const CLOSES = {
  respondent_lists: [
    "Danh sách khóa với mọi đơn vị; danh sách chưa gửi không được dùng để mời.",
    "Lists lock for every unit; nobody is invited from a list that was not sent.",
  ],
  survey: [
    "Không ai trả lời được nữa và thư chưa gửi sẽ không gửi. Sau một ngày phiếu tự niêm phong; niêm phong rồi thì không mở lại được.",
    "Nobody can answer any more, and letters still waiting are not sent. After a day the ballots seal themselves; a sealed survey cannot reopen.",
  ],
  self_assessment: [
    "Phiếu tự đánh giá khóa với mọi đơn vị; đơn vị chưa gửi sẽ không gửi được nữa, trừ đơn vị có thời hạn riêng.",
    "Self-assessments lock for every unit; units that have not sent cannot send any more, except units with a deadline of their own.",
  ],
  appraisal_first: [
    "Hội đồng không sửa điểm lần 1 được nữa; đơn vị xem được kết quả lần 1.",
    "The council can no longer change the first pass; units see its result.",
  ],
  supplement: ["Đơn vị không bổ sung, giải trình được nữa.", "Units can no longer add anything."],
  appraisal_final: [
    "Hội đồng không sửa điểm lần 2 được nữa.",
    "The council can no longer change the final pass.",
  ],
};
const SEEN = [
  "Đơn vị thấy thời hạn mới cùng lý do này; quyết định được ghi vào nhật ký.",
  "Units see the new deadline with this reason; the decision goes on record.",
];
const KEPT = [
  "Đơn vị chỉ được báo là đã đóng; lý do nằm trong nhật ký.",
  "Units are told that it was closed; the reason stays on record.",
];
const whens = {};

export function Windows({ desk, run, load, paint }) {
  const all = Object.values(desk.overview.windows),
    present = now(),
    span = [Math.min(...instants(all), present), Math.max(...instants(all), present)];
  return html`<h1 tabindex="-1">${say("Thời hạn của kỳ", "The round's windows")}</h1>
    <p class="lead">${say("Ngày theo kế hoạch của kỳ giữ nguyên; mở, gia hạn hay đóng là quyết định phủ lên, có lý do. Thời hạn riêng của một đơn vị đặt ở trang của đơn vị đó.", "The official dates stay as they are; opening, extending or closing lies over them, with a reason. A deadline of one unit is set on that unit's page.")}</p>
    <p class="soft axis" aria-hidden="true"><span>${date(span[0])}</span><span>${date(span[1])}</span></p>
    <ol class="every-window">${all.map((each) => html`<li key=${each.window}><${Row} window=${each} desk=${desk} run=${run} load=${load} paint=${paint} span=${span} present=${present} /></li>`)}</ol>
    <p class="soft legend"><span class="swatch plan"></span> ${say("theo kế hoạch", "official dates")} <span class="swatch force"></span> ${say("đang áp dụng", "in force")} <span class="swatch now"></span> ${say("bây giờ", "now")}</p>`;
}

const date = (instant) => day(today(instant));
const instants = (all) =>
  all
    .flatMap((each) => [each.official_opens, each.official_closes, each.opens, each.closes])
    .filter(Boolean)
    .map((at) => new Date(at).getTime());

function Row({ window: each, desk, run, load, paint, span, present }) {
  const path = `${desk.path}/windows/${each.window}`,
    when = (whens[each.window] ??= { day: "", hour: "" }),
    open = each.state === "open",
    title = say(...TITLES[each.window]);
  const own = desk.units.filter((unit) => unit.windows[each.window]),
    sealed = each.window === "survey" && Object.values(desk.overview.sealed).some(Boolean);
  const behind =
    each.window === "self_assessment"
      ? desk.units.filter((unit) => unit.submission === "not_submitted").length
      : 0;
  const opening = async (reason) => {
    const given = await call("POST", `${path}/open`, { until: instant(when), reason });
    await load();
    return `${title}: ${say("mở đến ", "open until ")}${until(given.closes)}`;
  };
  const closing = async (reason) => {
    const given = await call("POST", `${path}/close`, { reason });
    await load();
    setTimeout(() => load().catch(() => {}), 11000);
    return `${title}: ${say("đóng lúc ", "closes at ")}${stamp(given.closes)} ${say("(sau 10 giây)", "(in ten seconds)")}`;
  };
  return html`<h2>${title} <span class="tag ${STATE[each.state][2]}">${say(...STATE[each.state])}</span></h2>
    <${Line} window=${each} span=${span} present=${present} />
    <p><${Dates} window=${each} /></p>
    ${each.decided_at && html`<p class="soft">${say("Theo kế hoạch: ", "Officially: ")}${dates(each.official_opens, each.official_closes)}. ${say("Quyết định lúc ", "Decided ")}${moment(each.decided_at)} (${each.decided_by}): “${each.reason}”</p>`}
    ${own.length > 0 && html`<p class="soft">${say("Thời hạn riêng: ", "Own deadlines: ")}${own.map((unit, at) => html`${at > 0 && ", "}<a href="#/unit/${unit.unit}">${of(unit.name)}</a>`)}</p>`}
    ${
      sealed
        ? html`<p class="soft">${say("Phiếu đã niêm phong; không mở lại được.", "The ballots are sealed; it cannot reopen.")}</p>`
        : html`<div class="buttons">
      <${Asked} id="open-${each.window}" label=${open ? say("Gia hạn hoặc đổi giờ đóng", "Extend, or move the end") : each.state === "closed" ? say("Mở lại", "Open again") : say("Mở ngay", "Open now")} title=${`${open ? say("Đổi thời hạn: ", "Move the end: ") : say("Mở: ", "Open: ")}${title}`} sure=${open ? say("Đổi thời hạn", "Move it") : say("Mở", "Open")}
        why=${say("Lý do", "Reason")} act=${opening} run=${run} busy=${desk.busy} paint=${paint}><p>${say(...OPENS[each.window])} ${say(...SEEN)}</p><${When} id="until-${each.window}" value=${when} paint=${paint} /></${Asked}>
      ${
        open &&
        html`<${Asked} id="close-${each.window}" label=${say("Đóng ngay", "Close now")} title=${`${say("Đóng ngay: ", "Close now: ")}${title}?`} sure=${say("Đóng sau 10 giây", "Close in ten seconds")} why=${say("Lý do", "Reason")} act=${closing} run=${run} busy=${desk.busy} paint=${paint}>
        <p>${say(...CLOSES[each.window])} ${behind > 0 ? say(`Hiện ${behind} đơn vị chưa gửi. `, `${behind} units have not sent yet. `) : ""}${say(...KEPT)}</p></${Asked}>`
      }</div>`
    }`;
}

/** From when to when, and how long that is still. */
export function Dates({ window: { opens, closes, state } }) {
  if (state === "open")
    return closes
      ? html`<b>${left(closes)}</b>, ${say("đến ", "until ")}${until(closes)}`
      : say("Chưa định ngày đóng", "No closing date yet");
  if (state === "closed") return `${say("Đã đóng: ", "Closed: ")}${until(closes)}`;
  return opens
    ? `${say("Mở từ ", "Opens ")}${moment(opens)}${closes ? `, ${say("đến ", "until ")}${until(closes)}` : ""}`
    : say("Chưa định ngày mở", "No opening date yet");
}

const dates = (opens, closes) =>
  !opens && !closes
    ? say("chưa định ngày", "no dates")
    : `${opens ? moment(opens) : "…"} – ${closes ? until(closes) : "…"}`;

/** Official dates and those in force as two bars on one scale, with the present instant; for the eye alone. Where only the end is set, the bar is a mark. */
function Line({ window: each, span: [from, to], present }) {
  const place = (at, otherwise) =>
    at ? ((new Date(at) - from) / (to - from || 1)) * 1000 : otherwise;
  const bar = (opens, closes, y, name) => {
    if (!opens && !closes) return null;
    const end = place(closes, 1000),
      start = place(opens, Math.max(end - 6, 0));
    return html`<rect class=${name} x=${start} y=${y} width=${Math.max(end - start, 6)} height="8" rx="2" />`;
  };
  return html`<svg class="line" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" x="0" y="11" width="1000" height="1" />
    ${bar(each.official_opens, each.official_closes, 1, "plan")}${bar(each.opens, each.closes, 14, "force")}<rect class="now" x=${place(present, 0)} y="0" width="3" height="24" /></svg>`;
}
