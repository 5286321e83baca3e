// The lists of people to be asked: every group beside its plan, filled by file or by hand, looked over, sent once. A unit
// keeps its own here, operations staff those of the steering authority.

import { runner } from "acts";
import { identify } from "frame";
import { FilePanel, Notices } from "list_file";
import { GroupPanel } from "list_group";
import { enterStaff, StaffHead } from "ops_head";
import { Bar, html, Masthead, Summary } from "parts";
import { render } from "preact";
import { call } from "session";
import { enter, Head } from "unit_head";
import { detail, moment, of, say, stamp } from "words";

const desk = {
  unit: null,
  notices: [],
  state: null,
  path: "",
  place: "all",
  open: null,
  list: null,
  letters: null,
  known: [],
  busy: false,
  problem: null,
  told: "",
  fault: null,
  agreed: false,
};
const paint = () => render(html`<${Page} />`, document.getElementById("app"));

const run = runner(desk, paint);

async function begin() {
  try {
    const who = await identify(),
      here = who && (await (who.role === "ops" ? enterStaff() : enter()));
    if (!here) return;
    Object.assign(desk, here, { staff: who.role === "ops" });
    if (desk.staff) desk.unit = await call("GET", desk.path); // the round's windows, in the place of a unit's
    await refresh();
  } catch (problem) {
    return fail(problem);
  }
  await route();
}

function fail(problem) {
  desk.fault = problem;
  paint();
}
export async function refresh() {
  desk.state = await call("GET", `${desk.path}/lists`);
}

async function route() {
  const [place, ...rest] = decodeURIComponent(location.hash.slice(2)).split("/"),
    key = named(rest.join("/"));
  Object.assign(desk, {
    place:
      place === "send" ? "send" : ["group", "bounced"].includes(place) && key ? "group" : "all",
    open: key,
    list: null,
    letters: null,
    known: [],
    problem: null,
    told: "",
    agreed: false,
    editing: null,
    asking: null,
    dropping: null,
    fixing: null,
    wanted: "",
    only: place === "bounced" ? "bounced" : "",
  });
  paint();
  if (desk.place === "group") await run(load)();
  if (desk.place === "send") await run(review)();
  requestAnimationFrame(() => document.querySelector("h1")?.focus());
}

/** The key of a group that is called by it, or by `index/group` as other pages do. */
const named = (name) =>
  groups().find(([key, each]) => [key, `${each.index}/${each.group}`].includes(name))?.[0];

/** The open group's list, row by row; once it is sent, what became of the letters too. */
export async function load() {
  const { index, group, sent_at } = desk.state.groups[desk.open],
    path = `${desk.path}/lists/${encodeURIComponent(group)}`,
    query = `?index=${encodeURIComponent(index)}`;
  [desk.list, desk.letters] = await Promise.all([
    call("GET", path + query),
    sent_at && call("GET", `${path}/people${query}`),
  ]);
}

/** Everything to be known before the lists are sent, as it is now. */
async function review() {
  await refresh();
  const found = await Promise.all(
    groups()
      .filter(([, each]) => each.listed && !each.sent_at)
      .map(async ([key, { index, group, title }]) => ({
        key,
        title,
        notices: (
          await call(
            "GET",
            `${desk.path}/lists/${encodeURIComponent(group)}?index=${encodeURIComponent(index)}`,
          )
        ).notices,
      })),
  );
  desk.known = found.filter((each) => each.notices.length);
}

const groups = () => Object.entries(desk.state.groups);
const sentAll = () => groups().length > 0 && groups().every(([, each]) => each.sent_at);
const writable = () =>
  desk.state.window.state === "open" && groups().some(([, each]) => !each.sent_at);
const short = () => groups().filter(([, each]) => each.short && !each.sent_at);
const howMany = (count) => (count == null ? "–" : count);

function Progress() {
  const all = groups(),
    filled = all.filter(([, each]) => each.listed > 0).length,
    people = all.reduce((sum, [, each]) => sum + each.listed, 0);
  return html`<span class="done"><${Bar} done=${filled} total=${all.length} label=${say("Nhóm đã có người", "Groups with people")} /><span><b>${filled}</b> / ${all.length} ${say("nhóm", "groups")} · <b>${people}</b> ${say("người", "people")}</span></span>
    <span class="save" role="status">${desk.busy ? say("Đang xử lý…", "Working…") : desk.told}</span>`;
}

/** Why nothing can be changed, and since when. */
export function Locked() {
  const { window, locked_reason: why } = desk.state;
  if (sentAll()) {
    const sent = stamp(groups()[0][1].sent_at);
    return html`<p class="notice">${say(`Danh sách đã gửi lúc ${sent} và đã khóa.`, `The lists were sent ${sent} and are locked.`)}</p>`;
  }
  if (window.state === "closed")
    return html`<p class="notice">${say(`Danh sách đã khóa từ ${moment(window.closes)}: ${of(why)}. Liên hệ bộ phận điều hành nếu cần mở lại.`, `The lists are locked since ${moment(window.closes)}: ${of(why)}. Ask the operations staff to reopen them.`)}</p>`;
  return window.state === "not_yet"
    ? html`<p class="notice">${say("Chưa đến thời gian lập danh sách.", "The time for the lists has not come yet.")}</p>`
    : null;
}

/** Everything the server refused, as links to the fields that have one. */
function Problem() {
  const { problem } = desk;
  if (!problem) return null;
  const faults = problem.errors?.length
    ? problem.errors.map((each) => ({ text: detail(each), at: fieldOf(each.at) }))
    : [{ text: detail(problem) }];
  return html`<${Summary} problems=${faults} />`;
}
const fieldOf = (at = "") => {
  const name = `row-${at.split(".").pop()}`;
  return document.getElementById(name) ? name : "";
};

function Actual({ each }) {
  const good = each.sent_at
    ? say("đã gửi", "sent")
    : each.short
      ? say("ít hơn kế hoạch", "fewer than planned")
      : each.listed
        ? say("đủ", "enough")
        : say("chưa có", "none yet");
  const asked = desk.state.exceptions.filter(
    (one) => one.state === "requested" && one.index === each.index && one.group === each.group,
  ).length;
  return html`<span class=${each.short && !each.sent_at ? "need" : "soft"}>${good}</span>${asked > 0 && html`<br /><span class="soft">${say("ngoại lệ chờ quyết định", "an exception waits")}</span>`}`;
}

function Groups() {
  const several = Object.keys(desk.state.indexes).length > 1;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Danh sách theo nhóm", "Lists by group")}><table class="groups stack"><caption class="unseen">${say("Số người theo nhóm bên cạnh kế hoạch", "People by group beside the plan")}</caption>
    <thead><tr><th>${say("Nhóm đối tượng", "Group")}</th><th class="right">${say("Đã có", "Listed")}</th><th class="right">${say("Bình quân theo kế hoạch", "Even share of the plan")}</th><th class="right">${say("Tối đa", "At most")}</th><th>${say("Tình trạng", "State")}</th></tr></thead>
    <tbody>${groups().map(
      ([
        key,
        each,
      ]) => html`<tr key=${key}><td><a href="#/group/${key}">${of(each.title)}</a>${several && html`<br /><span class="soft">${of(desk.state.indexes[each.index])}</span>`}</td>
      <td class="right" data-head=${say("Đã có", "Listed")}><b>${each.listed}</b></td><td class="right" data-head=${say("Bình quân theo kế hoạch", "Even share of the plan")}>${howMany(each.expected)}${each.plan != null && html`<br /><span class="soft">${say("cả nhóm", "in all")} ${each.plan}</span>`}</td><td class="right" data-head=${say("Tối đa", "At most")}>${howMany(each.limit)}</td><td data-head=${say("Tình trạng", "State")}><${Actual} each=${each} /></td></tr>`,
    )}</tbody></table></div>
    <p class="soft">${say("Bình quân là kế hoạch chung của nhóm chia đều cho các đơn vị lập danh sách, hoặc số đã được chấp thuận; chỉ để đối chiếu.", "The even share is the group's whole plan divided among all who list it, or the number approved; for orientation only.")}</p>`;
}

function All() {
  return html`<section class="panel"><h1 tabindex="-1">${desk.staff ? say("Danh sách của cơ quan chủ trì", "Lists of the steering authority") : say("Danh sách điều tra", "Respondent lists")}</h1>
    <p class="lead">${sentAll() ? (desk.staff ? say("Mở từng nhóm để xem thư mời tới từng người và sửa địa chỉ bị trả lại.", "Open a group to see the letter to each person and to correct bounced addresses.") : say("Mở từng nhóm để xem thư mời tới từng người, sửa địa chỉ bị trả lại và nhắc người chưa trả lời.", "Open a group to see the letter to each person, to correct bounced addresses and to remind those who are late.")) : say("Lập danh sách đối tượng điều tra theo từng nhóm, bằng tệp hoặc nhập tay, xem lại rồi gửi một lần.", "List the people to be asked, group by group, by file or by hand; look them over; send them once.")}</p>
    <${Locked} /><${Problem} />${
      groups().length === 0
        ? html`<p>${desk.staff ? say("Kỳ này không có danh sách nào do cơ quan chủ trì lập.", "The steering authority has no list to make in this round.") : say("Đơn vị này không phải lập danh sách nào.", "This unit has no list to make.")}</p>`
        : html`<${Groups} />
    ${writable() && html`<p><a class="button" href="#/send">${say("Xem lại và gửi", "Review and send")}</a></p>`}
    <${FilePanel} desk=${desk} run=${run} refresh=${refresh} writable=${writable()} />`
    }</section>`;
}

/** Before an act that cannot be taken back: who stands elsewhere too, and how many stand in for others. */
function Known() {
  const substitutes = groups().reduce(
    (sum, [, each]) => sum + (each.sent_at ? 0 : each.substitutes),
    0,
  );
  return html`${substitutes > 0 && html`<p>${say(`${substitutes} người được thay thế, có lý do.`, `${substitutes} people are substitutes, with a reason.`)}</p>`}
    ${desk.known.map(({ key, title, notices }) => html`<section key=${key}><h2><a href="#/group/${key}">${of(title)}</a></h2><${Notices} notices=${notices} /></section>`)}`;
}

function Send() {
  const missing = short(),
    sent = sentAll();
  const send = run(async () => {
    await call("POST", `${desk.path}/lists/send`, {
      acknowledged: missing.length > 0 && desk.agreed,
    });
    await refresh();
    return say("Đã gửi danh sách", "The lists were sent");
  });
  return html`<section class="panel"><p class="crumb"><a href="#/">← ${say("Các nhóm", "All groups")}</a></p><h1 tabindex="-1">${say("Xem lại và gửi danh sách", "Review and send the lists")}</h1><${Locked} /><${Problem} />
    ${sent && html`<p class="good">✓ ${say("Đã gửi danh sách. Phiếu điều tra được gửi tới từng người khi đợt điều tra mở.", "The lists are sent. Everybody gets the questionnaire once the survey opens.")}</p>`}
    <${Groups} />${!sent && html`<${Known} />`}
    ${
      !sent &&
      html`<form class="block" onSubmit=${send}>
      ${
        missing.length > 0 &&
        html`<div class="notice"><p>${say(`${missing.length} nhóm có ít người hơn kế hoạch: `, `${missing.length} groups have fewer people than planned: `)}${missing.map(([, each]) => `${of(each.title)} (${each.listed} / ${each.expected})`).join("; ")}.</p>
        <label class="check"><input type="checkbox" id="agree" checked=${desk.agreed} onChange=${(
          event,
        ) => {
          desk.agreed = event.target.checked;
          paint();
        }} /> ${say("Tôi xác nhận các danh sách này đã đủ theo thực tế", "I confirm that these lists are complete as they are")}</label></div>`
      }
      <p class="notice">${say("Chỉ gửi được một lần. Sau khi gửi, danh sách khóa lại và không sửa được nữa.", "The lists can be sent only once. Afterwards they are locked and cannot be changed.")}</p>
      <p class="buttons"><button class="button" disabled=${desk.busy || !writable() || (missing.length > 0 && !desk.agreed)}>${say("Gửi danh sách", "Send the lists")}</button> <a class="button plain" href="#/">${say("Chưa gửi", "Not yet")}</a></p></form>`
    }</section>`;
}

const PLACES = {
  all: All,
  send: Send,
  group: () =>
    html`<${GroupPanel} desk=${desk} run=${run} paint=${paint} load=${load} refresh=${refresh} problem=${html`<${Locked} /><${Problem} />`} writable=${writable() && !desk.state.groups[desk.open].sent_at} />`,
};
function Page() {
  if (desk.fault)
    return html`<${Masthead} again=${paint} /><main class="narrow" id="main"><h1>${say("Chưa mở được", "This could not be opened")}</h1><${Summary} problems=${[{ text: detail(desk.fault) }]} />
    <p><a class="button" href="/signin">${say("Đăng nhập bằng tài khoản khác", "Sign in with another account")}</a></p></main>`;
  const Place = PLACES[desk.place];
  const head = desk.staff
    ? html`<${StaffHead} here="lists" state=${desk} again=${paint}><${Progress} /></${StaffHead}>`
    : html`<${Head} here="lists" state=${desk} again=${paint} window=${desk.state && sentAll() ? "survey" : "respondent_lists"}><${Progress} /></${Head}>`;
  return html`${head}<main id="main" tabindex="-1" class="wide single"><${Place} /></main>`;
}

addEventListener("hashchange", route);
addEventListener("beforeunload", (event) => {
  if (desk.editing || desk.fixing?.value || desk.asking?.reason) event.preventDefault();
});
setInterval(() => {
  if (desk.state && !desk.busy) paint();
}, 30000);
begin();
