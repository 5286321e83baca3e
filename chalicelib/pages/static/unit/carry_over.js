// Explanations and contacts of an earlier round: see what would be copied, then copy it, marked as copied.

import { Problem, runner } from "acts";
import { html } from "parts";
import { call, once } from "session";
import { of, say } from "words";

export function CarryOver({ desk, paint, refresh }) {
  const run = runner(desk, paint),
    path = `${desk.path}/carry-over`,
    { earlier } = desk;
  if (!desk.earlierAsked) {
    desk.earlierAsked = true;
    call("GET", path)
      .then(
        (found) => {
          desk.earlier = found.rounds;
        },
        (problem) => {
          desk.problem = problem;
          desk.earlierAsked = false;
        },
      )
      .finally(paint);
  }
  const copy = (from) =>
    run(async () => {
      desk.copied = await once(desk, from.round, (id) =>
        call("POST", path, { from: from.round, save_id: id }),
      );
      Object.assign(desk, {
        contacts: null,
        contactsAsked: false,
        earlier: (await call("GET", path)).rounds,
      });
      await refresh();
    });
  const locked = Boolean(
    desk.unit.locked_since || desk.unit.windows.self_assessment.state !== "open",
  );
  return html`<section class="panel"><p class="crumb"><a href="#/team">${say("← Phân công và đầu mối", "← Team and contacts")}</a></p><h1>${say("Chép từ kỳ trước", "Copy from an earlier round")}</h1>
    <p class="lead">${say("Chỉ chép giải trình của tiêu chí giữ nguyên mã và tên, ở nơi chưa có giải trình; và đầu mối, nếu chưa có ai. Số liệu và tài liệu không được chép.", "Only explanations of criteria with the same code and title are copied, where there is none yet; and contacts, if there are none. Figures and files are not.")}</p>
    <${Problem} state=${desk} />
    ${desk.copied && html`<p class="good" role="status">✓ ${say(`Đã chép ${desk.copied.copied.length} giải trình và ${desk.copied.contacts} đầu mối. Hãy đọc lại từng giải trình: đơn vị chịu trách nhiệm về nội dung.`, `${desk.copied.copied.length} explanations and ${desk.copied.contacts} contacts were copied. Read each again: the unit answers for it.`)}</p>`}
    ${
      !earlier
        ? html`<p role="status">${say("Đang mở…", "Opening…")}</p>`
        : earlier.length === 0
          ? html`<p>${say("Không còn gì để chép từ kỳ nào trước đây.", "There is nothing left to copy from any earlier round.")}</p>`
          : earlier.map(
              (each) =>
                html`<${Offer} key=${each.round} desk=${desk} offer=${each} locked=${locked} copy=${copy(each)} />`,
            )
    }</section>`;
}

function Offer({ desk, offer, locked, copy }) {
  const { explanations, contacts } = offer;
  return html`<section class="block"><h2>${of(offer.title)}</h2>
    ${
      explanations.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label=${say("Giải trình sẽ được chép", "Explanations to be copied")}><table><caption>${say(`${explanations.length} giải trình`, `${explanations.length} explanations`)}</caption>
      <thead><tr><th>${say("Tiêu chí", "Criterion")}</th><th>${say("Giải trình của kỳ trước", "Explanation then")}</th></tr></thead>
      <tbody>${explanations.map((each) => html`<tr key=${each.leaf}><td><b>${each.leaf}</b> ${of(desk.leaves[each.leaf].title)}</td><td>${each.text}</td></tr>`)}</tbody></table></div>`
    }
    ${contacts.length > 0 && html`<p>${say("Đầu mối: ", "Contacts: ")}${contacts.map((each) => each.name).join(", ")}</p>`}
    ${
      locked
        ? html`<p class="notice">${say("Hiện không sửa được phiếu tự đánh giá nên chưa chép được.", "The self-assessment cannot be changed now, so nothing can be copied.")}</p>`
        : html`<p><button type="button" class="button" disabled=${desk.busy} onClick=${copy}>${say("Chép các mục này", "Copy these")}</button></p>`
    }</section>`;
}
