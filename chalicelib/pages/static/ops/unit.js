// One unit as the operations staff see it: what it has sent, its windows, its accounts, whom to call.

import { People } from "accounts";
import { follow } from "acts";
import { Asked } from "asking";
import { Bar, html } from "parts";
import { call } from "session";
import { State } from "submission_state";
import { instant, When } from "when";
import { Dates, TITLES } from "windows";
import { day, of, say, stamp, until } from "words";

const KINDS = {
  technical: ["Đầu mối kỹ thuật", "Technical contact"],
  coordinator: ["Đầu mối điều phối", "Coordinator"],
};
const view = { unit: "", found: null, windows: {} };
addEventListener("hashchange", () => {
  if (!view.found) view.unit = "";
}); // what could not be opened is tried again

export function Unit({ desk, run, load, paint }) {
  const unit = desk.units.find((each) => each.unit === desk.open),
    path = `${desk.path}/units/${encodeURIComponent(desk.open)}`;
  if (!unit)
    return html`<p class="crumb"><a href="#/">← ${say("Các đơn vị", "All units")}</a></p><h1 tabindex="-1">${say("Không có đơn vị này", "There is no such unit")}</h1>`;
  const mine = () => view.unit === unit.unit; // another unit may have been opened before the answer comes
  const look = async () => {
    const found = await call("GET", path);
    if (mine()) view.found = found;
  };
  const reload = async () => {
    await look();
    await load();
  };
  if (!mine()) {
    Object.assign(view, { unit: unit.unit, found: null, windows: {} });
    look()
      .catch((problem) => {
        if (mine()) Object.assign(desk, { problem });
      })
      .finally(paint);
  }
  const { found } = view,
    accounts = desk.accounts.filter((each) => each.unit === unit.unit);
  return html`<p class="crumb"><a href="#/">← ${say("Các đơn vị", "All units")}</a></p><h1 tabindex="-1">${of(unit.name)}</h1>
    <p class="lead">${of(desk.overview.indexes[unit.index])} · <${State} unit=${unit} /> · <span class="nowrap">${say("đã nhập", "filled in")} ${unit.done} / ${unit.leaves}</span></p><div class="own-bar"><${Bar} done=${unit.done} total=${unit.leaves} label=${say("Đã nhập", "Filled in")} /></div>
    ${
      !found
        ? html`<p role="status">${say("Đang mở…", "Opening…")}</p>`
        : html`<${Sent} sent=${found.sent} path=${path} run=${run} busy=${desk.busy} />
      <section class="block"><h2>${say("Thời hạn của đơn vị", "The unit's windows")}</h2><ul class="own-windows">${Object.values(found.windows).map((each) => html`<li key=${each.window}><${Own} window=${each} unit=${unit} path=${path} desk=${desk} run=${run} reload=${reload} paint=${paint} /></li>`)}</ul></section>`
    }
    <section class="block"><h2>${say("Tài khoản", "Accounts")}</h2>${accounts.length ? html`<${People} accounts=${accounts} desk=${desk} run=${run} load=${load} paint=${paint} />` : html`<p class="need">${say("Chưa ai có tài khoản.", "Nobody has an account.")}</p>`}
      <p><a href="#/accounts/new">${say("Tạo tài khoản từ danh sách", "Create accounts from a list")}</a></p></section>
    ${
      found &&
      html`<section class="block"><h2>${say("Đầu mối liên hệ", "Contacts")}</h2>${
        !found.contacts.length
          ? html`<p>${say("Đơn vị chưa khai đầu mối.", "The unit has named none.")}</p>`
          : html`<div class="posts">${found.contacts.map(
              (
                each,
              ) => html`<div class="person"><p><b>${each.name}</b>${each.position && `, ${each.position}`}</p>
      <p class="soft">${say(...KINDS[each.kind])} · ${say("từ", "since")} ${day(each.from)}</p><p>${[each.phone, each.email].filter(Boolean).join(" · ")}</p></div>`,
            )}</div>`
      }</section>`
    }`;
}

function Sent({ sent, path, run, busy }) {
  const open = run(async () => {
    follow((await call("GET", `${path}/report/link`)).url, sent.report.name);
  });
  if (!sent)
    return html`<section class="block"><h2>${say("Bản đã gửi", "What was sent")}</h2><p>${say("Đơn vị chưa gửi phiếu tự đánh giá.", "The unit has not sent its self-assessment.")}</p></section>`;
  const bad = sent.report.verdicts.filter((each) => each.outcome === "bad").length;
  return html`<section class="block"><h2>${say("Bản đã gửi", "What was sent")}</h2><dl class="rows">
    <div><dt>${say("Gửi lúc", "Sent")}</dt><dd>${stamp(sent.submitted_at)} (${sent.on_time ? say("đúng hạn", "on time") : say("muộn", "late")})</dd></div>
    <div><dt>${say("Biên nhận số", "Receipt number")}</dt><dd class="number">${sent.receipt}</dd></div>
    <div><dt>${say("Đối chiếu", "Check")}</dt><dd class=${sent.unchanged ? "good" : "need"}>${sent.unchanged ? say("✓ Phiếu tự đánh giá hiện nay đúng là bản đã gửi", "✓ The self-assessment is what was sent") : say("Phiếu tự đánh giá đã khác bản đã gửi (đơn vị đang sửa sau khi mở lại)", "The self-assessment differs from what was sent (changed since it was opened again)")}</dd></div>
    <div><dt>${say("Báo cáo đã ký", "Signed report")}</dt><dd><button type="button" class="link" disabled=${busy} onClick=${open}>${sent.report.name}</button>${bad > 0 && html` <span class="tag alarm">${say("kiểm tra tệp có lỗi", "the inspection found problems")}</span>`}<br /><span class="soft">${say("Mở báo cáo được ghi vào nhật ký.", "Opening it goes on record.")}</span></dd></div></dl></section>`;
}

/** One window as it counts for this unit; the survey is one for all. */
function Own({ window: each, unit, path, desk, run, reload, paint }) {
  const when = (view.windows[each.window] ??= { day: "", hour: "" }),
    url = `${path}/windows/${each.window}`,
    title = say(...TITLES[each.window]),
    open = each.state === "open";
  const opening = async (reason) => {
    const given = await call("POST", `${url}/open`, { until: instant(when), reason });
    await reload();
    return `${title}: ${say("mở cho đơn vị đến ", "open for the unit until ")}${until(given.closes)}`;
  };
  const closing = async (reason) => {
    const given = await call("POST", `${url}/close`, { reason });
    await reload();
    return `${title}: ${say("đóng với đơn vị lúc ", "closes for the unit at ")}${stamp(given.closes)}`;
  };
  return html`<p><b>${title}</b><br /><${Dates} window=${each} />${each.unit_only && html` <span class="tag caution">${say("riêng đơn vị này", "this unit only")}</span>`}</p>
    ${each.unit_only && html`<p class="soft">${say("Lý do: ", "Reason: ")}“${each.reason}” (${each.decided_by}, ${stamp(each.decided_at)})</p>`}
    ${
      each.window === "survey"
        ? html`<p class="soft">${say("Điều tra mở, đóng chung cho cả kỳ.", "The survey opens and closes for the whole round.")}</p>`
        : html`<div class="buttons">
      <${Asked} link id="own-open-${each.window}" label=${html`${open ? say("Gia hạn riêng", "Extend for this unit") : say("Mở riêng", "Open for this unit")}<span class="unseen"> ${title}</span>`} title=${say(`${title}: mở riêng cho ${of(unit.name)}`, `${title}: open for ${of(unit.name)} alone`)} sure=${say("Mở cho đơn vị", "Open for the unit")} why=${say("Lý do", "Reason")} act=${opening} run=${run} busy=${desk.busy} paint=${paint}>
        <p>${say("Chỉ đơn vị này được làm tiếp đến thời hạn mới; các đơn vị khác không đổi. Đơn vị được báo trong hệ thống và qua thư, kèm lý do.", "This unit alone may go on until then; nothing changes for the others. The unit is told in the application and by e-mail, with the reason.")}${each.window === "self_assessment" && unit.submission !== "not_submitted" ? ` ${say("Bản đã gửi và biên nhận cũ vẫn lưu; nếu sửa, đơn vị phải phê duyệt và gửi lại.", "What was sent stays on record with its receipt; once the unit changes something, it has to approve and send again.")}` : ""}</p>
        <${When} id="own-until-${each.window}" value=${when} paint=${paint} /></${Asked}>
      ${
        open &&
        each.unit_only &&
        html`<${Asked} link id="own-close-${each.window}" label=${html`${say("Đóng riêng", "Close for this unit")}<span class="unseen"> ${title}</span>`} title=${say(`${title}: đóng ngay với ${of(unit.name)}?`, `${title}: close now for ${of(unit.name)}?`)} sure=${say("Đóng sau 10 giây", "Close in ten seconds")} why=${say("Lý do", "Reason")} act=${closing} run=${run} busy=${desk.busy} paint=${paint}>
        <p>${say("Đơn vị không làm tiếp được sau 10 giây; các đơn vị khác không đổi. Đơn vị chỉ được báo là đã đóng; lý do nằm trong nhật ký.", "The unit cannot go on after ten seconds; nothing changes for the others. The unit is told that it was closed; the reason stays on record.")}</p></${Asked}>`
      }</div>`
    }`;
}
