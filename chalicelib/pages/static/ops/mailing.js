// The survey's letters: when they go out, trial or live, inviting, how far the queue is.

import { Problem } from "acts";
import { Asked } from "asking";
import { Bounced } from "bounced_lists";
import { count } from "figures";
import { Live, Trial } from "mailing_mode";
import { Bar, html } from "parts";
import { recount } from "recount";
import { call } from "session";
import { left, moment, until, words } from "words";

const T = words({
  title: ["Thư mời điều tra", "Letters of the survey"],
  opens: (at) => [
    `Điều tra mở từ ${at}; trước đó không thư nào được gửi.`,
    `The survey opens ${at}; no letter goes out before.`,
  ],
  notOpen: [
    "Điều tra chưa mở; chưa thư nào được gửi.",
    "The survey is not open; no letter goes out yet.",
  ],
  openUntil: (rest, at) => [
    `Điều tra đang mở: ${rest}, đến ${at}.`,
    `The survey is open: ${rest}, until ${at}.`,
  ],
  openForNow: [
    "Điều tra đang mở, chưa định ngày đóng.",
    "The survey is open, with no closing date yet.",
  ],
  closed: (at) => [
    `Điều tra đã đóng ${at}; không thư nào được gửi nữa.`,
    `The survey closed ${at}; no more letters go out.`,
  ],
  requests: (some) => [
    `${some} đề nghị của đơn vị chờ quyết định`,
    `${some} requests of units wait for a decision`,
  ],
  live: ["Đang gửi chính thức", "Live"],
  toAll: ["thư đến mọi người được mời", "letters go to everybody invited"],
  trial: ["Đang chạy thử", "Trial"],
  toTests: ["thư chỉ đến địa chỉ thử", "letters go to test addresses only"],
  queue: ["Thư mời và hàng đợi", "Invitations and queue"],
  bar: ["Thư mời đã gửi", "Letters sent"],
  listed: ["Trong danh sách đã gửi", "On sent lists"],
  invited: ["Đã xếp thư mời", "Invited"],
  sent: ["Thư đã gửi đi", "Letters sent"],
  waiting: ["Còn chờ gửi", "Still to be sent"],
  quota: ["Hạn mức trong 24 giờ", "Quota in 24 hours"],
  noneSent: ["Chưa gửi thư nào", "No letter was sent yet"],
  used: ["đã dùng", "used"],
  noLimit: [", không giới hạn", ", no limit"],
  rate: (letters) => [`tối đa ${letters} thư một giây`, `at most ${letters} letters a second`],
  countedAt: (at) => [`Số liệu lúc ${at}.`, `Counted at ${at}.`],
  notCounted: ["Chưa có số liệu: hãy đếm lại.", "Not counted yet: count now."],
  countNow: ["Đếm lại ngay", "Count now"],
  counted: ["Đã đếm lại", "Counted"],
  invite: ["Mời ngay", "Invite now"],
  inviteAll: ["Mời mọi người trong danh sách đã gửi?", "Invite everybody on sent lists?"],
  inviting: [
    "Mỗi người chưa có thư mời được xếp hàng một thư riêng. " +
      "Từ thư mời đầu tiên, phiếu điều tra không sửa được nữa. " +
      "Khi điều tra mở, hệ thống cũng tự mời mỗi phút.",
    "A letter is queued for everybody who has no invitation yet. " +
      "From the first invitation on the questionnaires cannot be changed. " +
      "While the survey is open, the system invites by itself every minute too.",
  ],
  queued: (letters) => [`Đã xếp hàng ${letters} thư`, `${letters} letters queued`],
});

export function Letters({ page, state }) {
  const survey = state.overview.windows.survey;
  const totals = totalsOf(state.counts);
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${STATES[survey.state](survey)}</p>
    <${Problem} state=${state} />
    <${Requests} state=${state} />
    <${Mode} page=${page} state=${state} totals=${totals} />
    <section class="block">
      <h2>${T.queue}</h2>
      <${Queue} state=${state} totals=${totals} />
      <div class="buttons">
        <button type="button" class="button plain" disabled=${state.busy}
          onClick=${page.run(() => countNow(page))}>${T.countNow}</button>
        <${Invite} page=${page} open=${survey.state === "open"} />
      </div>
    </section>
    <${Bounced} counts=${state.counts} />`;
}

/** When letters go out, by the state of the survey's window. */
const STATES = {
  not_yet: ({ opens }) => (opens ? T.opens(moment(opens)) : T.notOpen),
  open: ({ closes }) => (closes ? T.openUntil(left(closes), until(closes)) : T.openForNow),
  closed: ({ closes }) => T.closed(moment(closes)),
};

/** How many people there are over all indexes. */
function totalsOf(counts) {
  const sum = (name) => counts.indexes.reduce((all, { total }) => all + total[name], 0);
  const [listed, invited, sent] = ["listed", "invited", "sent"].map(sum);
  return {
    listed,
    invited,
    sent,
    waiting: invited - sent,
    uninvited: Math.max(0, listed - invited),
  };
}

/** What operations staff have to decide, as a link. */
function Requests({ state: { corrections, exceptions } }) {
  const addresses = corrections.filter((each) => each.state === "waiting");
  const numbers = exceptions.filter((each) => each.state === "requested");
  const some = addresses.length + numbers.length;
  if (!some) return null;
  return html`<p class="notice"><a href="#/decisions">${T.requests(some)}</a></p>`;
}

function Mode({ page, state, totals }) {
  const { live } = state.mailing;
  return html`<section class="block">
    <h2>${live ? T.live : T.trial}</h2>
    <p>
      <span class=${live ? "tag fine" : "tag caution"}>${live ? T.toAll : T.toTests}</span>
    </p>
    ${
      live
        ? html`<${Live} page=${page} state=${state} />`
        : html`<${Trial} page=${page} state=${state} totals=${totals} />`
    }
  </section>`;
}

function Queue({ state: { counts, quota }, totals }) {
  const row = (term, value) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
  return html`<p><${Bar} done=${totals.sent} total=${totals.invited} label=${T.bar} /></p>
    <dl class="rows">
      ${row(T.listed, count(totals.listed))}
      ${row(T.invited, count(totals.invited))}
      ${row(T.sent, count(totals.sent))}
      ${row(T.waiting, count(totals.waiting))}
      ${row(T.quota, html`<${Quota} quota=${quota} />`)}
    </dl>
    <p class="soft">${counts.at ? T.countedAt(moment(counts.at)) : T.notCounted}</p>`;
}

function Quota({ quota: { used, daily, rate } }) {
  if (used === null) return T.noneSent;
  const limit = daily === null ? T.noLimit : ` / ${count(daily)}`;
  return html`${T.used} <b>${count(used)}</b>${limit}${" "}
    <span class="soft">(${T.rate(count(rate))})</span>`;
}

async function countNow(page) {
  await recount(page);
  return T.counted;
}

function Invite({ page, open }) {
  return html`<${Asked} id="invite" page=${page} label=${T.invite} title=${T.inviteAll}
    disabled=${!open} act=${() => invite(page)}>
    <p>${T.inviting}</p>
  </${Asked}>`;
}

async function invite(page) {
  const { queued } = await call("POST", `${page.state.path}/invite`, {});
  await recount(page);
  return T.queued(count(queued));
}
