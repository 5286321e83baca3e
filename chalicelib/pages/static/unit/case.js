// What the unit is asked about interference with its survey: the note, its replies, the decision. Reached from a notice.

import { Problem, runner } from "acts";
import { html } from "parts";
import { call, once } from "session";
import { left, moment, say, until } from "words";

const KINDS = {
  note: ["Đề nghị giải trình", "Asked to explain"],
  reply: ["Đơn vị trả lời", "The unit's reply"],
  dismissed: ["Kết luận: không can thiệp", "Decision: no interference"],
  voided: [
    "Kết luận: hủy kết quả điều tra của đơn vị",
    "Decision: the unit's survey results are void",
  ],
  reversed: ["Khôi phục kết quả điều tra", "The survey results count again"],
};

export function Case({ desk, paint }) {
  const run = runner(desk, paint),
    path = `${desk.path}/case`;
  if (!desk.caseAsked) {
    desk.caseAsked = true;
    call("GET", path)
      .then(
        (found) => {
          desk.case = found;
        },
        (problem) => {
          if (problem.status === 404) desk.case = { steps: [], reply_until: null };
          else desk.problem = problem;
        },
      )
      .finally(paint);
  }
  const reply = run(async () => {
    const text = document.getElementById("reply").value;
    desk.case = await once(desk, text, (id) =>
      call("POST", `${path}/reply`, { save_id: id, text }),
    );
    document.getElementById("reply").value = "";
  });
  const { case: file } = desk;
  return html`<section class="panel"><p class="crumb"><a href="#/notices">${say("← Thông báo", "← Notices")}</a></p><h1>${say("Giải trình về điều tra xã hội học", "Explanation about the survey")}</h1>
    <p class="lead">${say("Cơ quan chủ trì xem xét dấu hiệu can thiệp vào phiếu điều tra về đơn vị. Đơn vị được giải trình trước khi có kết luận.", "The steering authority looks into signs of interference with the survey about the unit. The unit is heard before anything is decided.")}</p>
    <${Problem} state=${desk} />
    ${
      !file
        ? html`<p role="status">${say("Đang mở…", "Opening…")}</p>`
        : file.steps.length === 0
          ? html`<p>${say("Không có nội dung nào gửi đơn vị.", "Nothing was written to the unit.")}</p>`
          : html`<ul class="notices">${file.steps.map((each) => html`<li><p class="soft"><b>${say(...KINDS[each.kind])}</b> · ${moment(each.at)}${each.reply_until && ` · ${say("trả lời đến ", "reply by ")}${until(each.reply_until)}`}</p><p class="text">${each.text}</p></li>`)}</ul>`
    }
    ${
      file?.reply_until &&
      html`<form onSubmit=${reply}><p><label for="reply">${say("Giải trình của đơn vị", "The unit's explanation")}</label><span class="hint" id="reply-hint">${left(file.reply_until)}, ${say("đến ", "until ")}${until(file.reply_until)}</span>
      <textarea id="reply" rows="6" maxlength="4000" required aria-describedby="reply-hint"></textarea></p><p><button type="submit" class="button" disabled=${desk.busy}>${say("Gửi giải trình", "Send the explanation")}</button></p></form>`
    }</section>`;
}
