// The survey's letters: trial or live and to whom, inviting, how far the queue and the day's quota are, what came back.

import { Asked } from "asking";
import { count } from "figures";
import { Bar, html } from "parts";
import { call } from "session";
import { left, moment, of, say, until } from "words";

const REASON = () => say("Lý do (ghi vào nhật ký)", "Reason (kept on record)");

export function Letters({ desk, run, paint, load, recount, problem }) {
  const { mailing, counts, overview } = desk,
    survey = overview.windows.survey;
  const sum = (name) => counts.indexes.reduce((all, each) => all + each.total[name], 0);
  const [listed, invited, sent] = ["listed", "invited", "sent"].map(sum),
    waiting = invited - sent;
  return html`<h1 tabindex="-1">${say("Thư mời điều tra", "Letters of the survey")}</h1>
    <p class="lead">${STATES[survey.state](survey)}</p>${problem}
    <${Waiting} desk=${desk} />
    <section class="block"><h2>${mailing.live ? say("Đang gửi chính thức", "Live") : say("Đang chạy thử", "Trial")}</h2>
      <p><span class=${mailing.live ? "tag fine" : "tag caution"}>${mailing.live ? say("thư đến mọi người được mời", "letters go to everybody invited") : say("thư chỉ đến địa chỉ thử", "letters go to test addresses only")}</span></p>
      <${Trial} desk=${desk} run=${run} paint=${paint} load=${load} recount=${recount} open=${survey.state === "open"} waiting=${waiting} uninvited=${Math.max(0, listed - invited)} /></section>
    <section class="block"><h2>${say("Thư mời và hàng đợi", "Invitations and queue")}</h2>
      <p><${Bar} done=${sent} total=${invited} label=${say("Thư mời đã gửi", "Letters sent")} /></p>
      <dl class="rows"><div><dt>${say("Trong danh sách đã gửi", "On sent lists")}</dt><dd>${count(listed)}</dd></div><div><dt>${say("Đã xếp thư mời", "Invited")}</dt><dd>${count(invited)}</dd></div>
        <div><dt>${say("Thư đã gửi đi", "Letters sent")}</dt><dd>${count(sent)}</dd></div><div><dt>${say("Còn chờ gửi", "Still to be sent")}</dt><dd>${count(waiting)}</dd></div>
        <div><dt>${say("Hạn mức trong 24 giờ", "Quota in 24 hours")}</dt><dd><${Quota} quota=${desk.quota} /></dd></div></dl>
      <p class="soft">${counts.at ? say(`Số liệu lúc ${moment(counts.at)}.`, `Counted at ${moment(counts.at)}.`) : say("Chưa có số liệu: hãy đếm lại.", "Not counted yet: count now.")}</p>
      <div class="buttons"><button type="button" class="button plain" disabled=${desk.busy} onClick=${run(
        async () => {
          await recount();
          return say("Đã đếm lại", "Counted");
        },
      )}>${say("Đếm lại ngay", "Count now")}</button>
        <${Asked} id="invite" label=${say("Mời ngay", "Invite now")} disabled=${survey.state !== "open"} title=${say("Mời mọi người trong danh sách đã gửi?", "Invite everybody on sent lists?")} run=${run} busy=${desk.busy} paint=${paint} act=${async () => {
          const { queued } = await call("POST", `${desk.path}/invite`, {});
          await recount();
          return say(`Đã xếp hàng ${count(queued)} thư`, `${count(queued)} letters queued`);
        }}><p>${say("Mỗi người chưa có thư mời được xếp hàng một thư riêng. Từ thư mời đầu tiên, phiếu điều tra không sửa được nữa. Khi điều tra mở, hệ thống cũng tự mời mỗi phút.", "A letter is queued for everybody who has no invitation yet. From the first invitation on the questionnaires cannot be changed. While the survey is open, the system invites by itself every minute too.")}</p></${Asked}></div></section>
    <${Bounced} desk=${desk} />`;
}

const STATES = {
  not_yet: ({ opens }) =>
    opens
      ? say(
          `Điều tra mở từ ${moment(opens)}; trước đó không thư nào được gửi.`,
          `The survey opens ${moment(opens)}; no letter goes out before.`,
        )
      : say(
          "Điều tra chưa mở; chưa thư nào được gửi.",
          "The survey is not open; no letter goes out yet.",
        ),
  open: ({ closes }) =>
    closes
      ? say(
          `Điều tra đang mở: ${left(closes)}, đến ${until(closes)}.`,
          `The survey is open: ${left(closes)}, until ${until(closes)}.`,
        )
      : say(
          "Điều tra đang mở, chưa định ngày đóng.",
          "The survey is open, with no closing date yet.",
        ),
  closed: ({ closes }) =>
    say(
      `Điều tra đã đóng ${moment(closes)}; không thư nào được gửi nữa.`,
      `The survey closed ${moment(closes)}; no more letters go out.`,
    ),
};

/** What ops has to decide, as links. */
function Waiting({ desk }) {
  const some =
    desk.corrections.filter((each) => each.state === "waiting").length +
    desk.exceptions.filter((each) => each.state === "requested").length;
  return (
    some > 0 &&
    html`<p class="notice"><a href="#/decisions">${say(`${some} đề nghị của đơn vị chờ quyết định`, `${some} requests of units wait for a decision`)}</a></p>`
  );
}

function Quota({ quota: { used, daily, rate } }) {
  if (used === null) return say("Chưa gửi thư nào", "No letter was sent yet");
  return html`${say("đã dùng", "used")} <b>${count(used)}</b>${daily === null ? say(", không giới hạn", ", no limit") : html` / ${count(daily)}`} <span class="soft">(${say(`tối đa ${count(rate)} thư một giây`, `at most ${count(rate)} letters a second`)})</span>`;
}

function Trial({ desk, run, paint, load, recount, open, waiting, uninvited }) {
  const { mailing } = desk,
    shared = { run, busy: desk.busy, paint, why: REASON() };
  const decide = (live, addresses, told) => async (reason) => {
    await call("PUT", `${desk.path}/mailing`, { live, addresses, reason });
    await load();
    return told;
  };
  const typed = () =>
    document
      .getElementById("test-addresses")
      .value.split(/[\s,;]+/)
      .filter(Boolean);
  const tests = html`<p class="field"><label for="test-addresses">${say("Địa chỉ thử, mỗi dòng một địa chỉ", "Test addresses, one a line")}</label><textarea id="test-addresses" rows="4" defaultValue=${mailing.addresses.join("\n")} key=${mailing.addresses.join()}></textarea></p>`;
  if (mailing.live) {
    return html`<${Asked} ...${shared} id="hold" label=${say("Tạm giữ thư…", "Hold letters back…")} title=${say("Giữ lại mọi thư chưa gửi?", "Hold all letters back that are not sent yet?")} sure=${say("Giữ thư lại", "Hold letters back")} act=${(reason) => decide(false, typed(), say("Đã giữ thư lại", "Letters are held back"))(reason)}>
      <p>${say("Từ bây giờ chỉ địa chỉ thử nhận thư. Thư đã gửi không lấy lại được; đường dẫn trong đó vẫn dùng được. Thư bị giữ sẽ đi khi gửi chính thức trở lại.", "From now on only test addresses get letters. Letters that were sent cannot be taken back, and their links stay good. Letters held back go out once you are live again.")}</p>${tests}</${Asked}>`;
  }
  return html`${mailing.addresses.length ? html`<ul>${mailing.addresses.map((each) => html`<li>${each}</li>`)}</ul>` : html`<p class="soft">${say("Chưa có địa chỉ thử: chưa ai nhận được thư.", "There are no test addresses: nobody gets a letter.")}</p>`}
    <div class="buttons"><${Asked} ...${shared} id="tests" label=${say("Đổi địa chỉ thử…", "Change the test addresses…")} title=${say("Địa chỉ nhận thư khi chạy thử", "Who gets letters during the trial")} sure=${say("Lưu địa chỉ thử", "Keep the test addresses")} act=${(reason) => decide(false, typed(), say("Đã lưu địa chỉ thử", "The test addresses are kept"))(reason)}>
      <p>${say("Chỉ người có tên trong danh sách đã gửi, với đúng một trong các địa chỉ này, nhận được thư.", "Only people on sent lists with one of exactly these addresses get a letter.")}
      ${say("Thư này là thư thật: nếu trả lời, phiếu được tính như mọi phiếu khác và không rút lại được. Muốn xem thử phiếu, hãy mở mục Phiếu điều tra.", "These letters are real: an answer counts like any other and cannot be taken back. To look at the questionnaire, open Questionnaires.")}</p>${tests}</${Asked}>
    <${Asked} ...${shared} id="live" first=${recount} label=${say("Chuyển sang chính thức…", "Go live…")} title=${say(`Gửi thư thật tới ${count(waiting + uninvited)} người?`, `Send real letters to ${count(waiting + uninvited)} people?`)} sure=${say("Chuyển sang chính thức", "Go live")} act=${decide(true, mailing.addresses, say("Đã chuyển sang chính thức", "The round is live"))}>
      <ul class="plain"><li>${say(`${count(waiting)} người đã được xếp thư mời sẽ được gửi thư${open ? " trong ít phút tới, theo hạn mức" : " khi điều tra mở"};`, `${count(waiting)} people already invited get their letter ${open ? "within minutes, as the quota allows" : "once the survey opens"};`)}</li>
        ${uninvited > 0 && html`<li>${say(`tối đa ${count(uninvited)} người trong danh sách đã gửi còn chưa được mời, sẽ được mời khi điều tra mở (ai có tên ở hai danh sách chỉ nhận một thư).`, `up to ${count(uninvited)} people on sent lists are still to be invited, once the survey is open (people on two lists gets one letter).`)}</li>`}</ul>
      <p><b>${say("Thư đã gửi không lấy lại được.", "Letters cannot be taken back.")}</b></p></${Asked}></div>`;
}

function Bounced({ desk }) {
  const rows = desk.counts.indexes
    .flatMap((index) =>
      index.listers.flatMap((row) =>
        Object.entries(row.groups)
          .filter(([, each]) => each.bounced > 0)
          .map(([group, each]) => ({
            index,
            row,
            group,
            each,
            title: of(index.groups.find((its) => its.group === group)?.title),
          })),
      ),
    )
    .sort((one, other) => other.each.bounced - one.each.bounced);
  return html`<section class="block"><h2>${say("Thư bị trả lại", "Letters that came back")}</h2>${
    !rows.length
      ? html`<p>${say("Không có thư nào bị trả lại ở lần đếm gần nhất.", "None at the last count.")}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Thư bị trả lại theo danh sách", "Bounced letters by list")}><table><caption class="unseen">${say("Thư bị trả lại theo danh sách", "Bounced letters by list")}</caption>
    <thead><tr><th>${say("Nơi lập danh sách", "Who lists")}</th><th>${say("Nhóm", "Group")}</th><th class="right">${say("Bị trả lại", "Bounced")}</th><th class="right">${say("Đã gửi", "Sent")}</th></tr></thead>
    <tbody>${rows.map(({ index, row, group, each, title }) => html`<tr><td><a href=${`#/people/${[index.index, row.id, group, "bounced"].map(encodeURIComponent).join("/")}`}>${of(row.name)}</a></td><td>${title}</td><td class="right"><b>${count(each.bounced)}</b></td><td class="right">${count(each.sent)}</td></tr>`)}</tbody></table></div>`
  }</section>`;
}
