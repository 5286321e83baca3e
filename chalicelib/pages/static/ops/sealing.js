// Sealing the ballots of an index for good, once its survey has closed.

import { Asked } from "asking";
import { answers, percent } from "figures";
import { html } from "parts";
import { call } from "session";
import { moment, of, say } from "words";

/** How often to look whether ballots that are being sealed are sealed by now, in milliseconds. */
const LOOK = 5000;
const underWay = new Set();

export function Sealing({ desk, run, paint, load, problem }) {
  const { survey } = desk.state.windows,
    closed = survey.state === "closed";
  const seal = (index) => async (reason) => {
    const { sealed } = await call("POST", `${desk.path}/seal`, { index: index.index, reason });
    if (!sealed) underWay.add(index.index);
    await look();
    return sealed
      ? say("Đã niêm phong", "Sealed")
      : say("Đang niêm phong; xem lại sau ít phút", "Being sealed; look again in some minutes");
  };
  const look = async () => {
    await load();
    for (const each of desk.counts.indexes) if (each.sealed) underWay.delete(each.index);
    paint();
    if (underWay.size) setTimeout(again, LOOK);
  };
  const again = () => look().catch(() => setTimeout(again, LOOK));
  const stateOf = (index) =>
    index.sealed
      ? say("đã niêm phong", "sealed")
      : underWay.has(index.index)
        ? say("đang niêm phong…", "being sealed…")
        : say("chưa niêm phong", "not sealed");
  return html`<h1 tabindex="-1">${say("Niêm phong phiếu", "Sealing the ballots")}</h1>
    <p class="lead">${closed ? say(`Điều tra đã đóng ${moment(survey.closes)}. Nếu không ai niêm phong, hệ thống tự làm sau một ngày.`, `The survey closed ${moment(survey.closes)}. If nobody seals, the system does so after a day.`) : say("Chỉ niêm phong được sau khi điều tra đóng. Trước đó không ai xem được câu trả lời.", "Ballots can be sealed once the survey has closed. Before that nobody sees an answer.")}</p>${problem}
    <ul class="notices">${desk.counts.indexes.map(
      (
        index,
      ) => html`<li key=${index.index}><p><b>${of(index.title)}</b> <span class=${`tag ${index.sealed ? "fine" : ""}`}>${stateOf(index)}</span></p>
      <p class="soft">${answers(index.total)} ${say("đã trả lời", "answered")} · ${percent(index.total.rate)}${desk.counts.at ? say(` (lúc ${moment(desk.counts.at)})`, ` (at ${moment(desk.counts.at)})`) : ""}</p>
      ${
        !index.sealed &&
        !underWay.has(index.index) &&
        html`<${Asked} id=${`seal-${index.index}`} label=${say("Niêm phong…", "Seal…")} sure=${say("Niêm phong", "Seal")} disabled=${!closed} why=${say("Lý do (ghi vào nhật ký)", "Reason (kept on record)")} run=${run} busy=${desk.busy} paint=${paint} act=${seal(index)} title=${say(`Niêm phong phiếu “${of(index.title)}”?`, `Seal the ballots of “${of(index.title)}”?`)}>
        <p>${say("Phiếu được xáo trộn và đóng vào hộp, bản ghi rời bị xóa. Từ đó điều tra của bộ chỉ số này không mở lại được nữa; không hoàn tác được.", "The ballots are shuffled into boxes and the single items deleted. From then on the survey of this index cannot be opened again; this cannot be undone.")}</p></${Asked}>`
      }</li>`,
    )}</ul>`;
}
