// Operations staff: what speaks for interference with a sealed survey, unit by unit, and the case that it opens.

import { Problem, runner } from "acts";
import { Asked } from "asking";
import { html } from "parts";
import { call, once } from "session";
import { moment, number, of, say, until } from "words";

const state = { shown: "", found: null, unit: "", file: null, busy: false, problem: null };
const KINDS = {
  opened: ["Mở hồ sơ", "Opened"],
  note: ["Gửi đơn vị", "Note to the unit"],
  reply: ["Đơn vị trả lời", "The unit's reply"],
  dismissed: ["Kết luận: không can thiệp", "Dismissed"],
  voided: ["Hủy kết quả điều tra", "Survey results voided"],
  reversed: ["Khôi phục kết quả điều tra", "Void taken back"],
};
const STATES = {
  open: ["đang xem xét", "open"],
  dismissed: ["không can thiệp", "dismissed"],
  voided: ["đã hủy kết quả", "voided"],
};
const round = (value) => number(value < 10 ? value.toFixed(1) : String(Math.round(value)));
const odds = (chance) => (chance < 0.0001 ? `< ${number("0.0001")}` : number(chance.toFixed(4)));
const place = ({ index, rank }) =>
  index === null
    ? "–"
    : `${number(index)}${rank === null ? "" : ` (${say("hạng", "rank")} ${rank})`}`;

export function Signals({ path, index, paint }) {
  const key = `${path}/signals/${encodeURIComponent(index.index)}`,
    run = runner(state, paint),
    shown = `${key} ${index.sealed}`;
  // An answer that comes once another index, or unit, is looked at is too late.
  const load = async () => {
    const found = await call("GET", key);
    if (state.shown === shown) state.found = found;
  };
  if (state.shown !== shown) {
    Object.assign(state, { shown, found: null, unit: "", file: null, problem: null });
    load()
      .catch((problem) => {
        state.problem = problem;
      })
      .finally(paint);
  }
  const choose = (unit) =>
    run(async () => {
      Object.assign(state, { unit, file: null });
      const file = await call("GET", `${path}/cases/${unit}`).catch((problem) => {
        if (problem.status !== 404) throw problem;
        return null;
      });
      if (state.unit === unit) state.file = file;
    });
  const flagged = state.found?.units.filter((each) => each.flagged || each.case) ?? [];
  return html`<section id="signals"><h2>${say("Dấu hiệu can thiệp", "Signs of interference")}</h2><${Problem} state=${state} />
    ${
      !state.found || (index.sealed && !state.found.complete)
        ? html`<p role="status">${say("Đang tính…", "Being worked out…")}</p>`
        : html`<p class="soft">${of(state.found.method)} ${say(`Dự kiến không quá ${number(state.found.rate * 100)} % dấu hiệu là báo nhầm.`, `No more than ${state.found.rate * 100} % of the signs are expected to be false.`)}</p>
      ${!state.found.complete && html`<p>${say("Trước khi niêm phong chỉ có dấu hiệu từ thư mời: địa chỉ bị thay đổi và đường dẫn trao tay. Các dấu hiệu khác có sau khi điều tra đóng và phiếu được niêm phong.", "Before the sealing there are only signs from the invitations: addresses changed and links handed over. The others come once the survey has closed and the ballots are sealed.")}</p>`}
      ${state.found.whole.length > 0 && html`<div class="notice"><p><b>${say("Cả bộ chỉ số khác thường", "The whole index is unusual")}</b>. ${say("Các đơn vị giống nhau nên so với nhau không thấy gì; hãy xem có nguyên nhân chung không.", "The units are alike, so comparing them shows nothing; look for a common cause.")}</p><ul>${state.found.whole.map((one) => html`<li>${of(one.title)}: <b>${one.seen}</b> / ${one.of}; ${say("bình thường không quá", "usually no more than")} ${number(String(one.usual * 100))} %</li>`)}</ul></div>`}
      ${
        flagged.length === 0
          ? html`<p>${say("Không đơn vị nào có dấu hiệu vượt mức ngẫu nhiên.", "No unit shows more than chance brings.")}</p>`
          : html`<ul class="notices">${flagged.map(
              (each) => html`<li key=${each.unit}>
        <p><b>${of(each.name)}</b> ${each.case && html`<span class="tag">${say(...STATES[each.case])}</span>`} <button type="button" class="link" disabled=${state.busy} onClick=${choose(each.unit)}>${say("Hồ sơ", "Case")}<span class="unseen"> ${of(each.name)}</span></button></p>
        <ul>${each.signals.filter((one) => one.flagged).map((one) => html`<li>${of(one.title)}${one.group && ` (${of(index.groups.find((group) => group.group === one.group)?.title)})`}: <b>${one.seen}</b> / ${one.of}; ${say("ngẫu nhiên khoảng", "by chance about")} ${round(one.expected)} (${say("xác suất", "chance")} ${odds(one.chance)})</li>`)}</ul></li>`,
            )}</ul>`
      }
      <p class="field"><label for="suspect">${say("Xem đơn vị khác", "Look at another unit")}</label><select id="suspect" value=${state.unit} onChange=${(event) => event.target.value && choose(event.target.value)()}><option value=""></option>${[...state.found.units].sort((a, b) => of(a.name).localeCompare(of(b.name), "vi")).map((each) => html`<option value=${each.unit}>${of(each.name)}</option>`)}</select></p>
      ${state.unit && html`<${File} key=${state.unit} path=${`${path}/cases/${state.unit}`} unit=${state.found.units.find((each) => each.unit === state.unit)} run=${run} load=${load} paint=${paint} />`}`
    }</section>`;
}

function File({ path, unit, run, load, paint }) {
  const { file } = state,
    words = () => document.getElementById("case-words").value;
  const post = async (to, body) => {
    const what = [path, to, body.decision, body.text].join("\n");
    state.file = await once(state, what, (id) =>
      call("POST", `${path}${to}`, { save_id: id, ...body }),
    );
    await load();
  };
  const send = (to, body) =>
    run(async () => {
      await post(to, { text: words(), ...body() });
      document.getElementById("case-words").value = "";
    });
  const act = (text, to, body = () => ({}), plain = true) =>
    html`<button type="button" class=${plain ? "button plain" : "button"} disabled=${state.busy} onClick=${send(to, body)}>${text}</button> `;
  const inDays = () => ({
    reply_until: new Date(
      Date.now() + Number(document.getElementById("case-days").value) * 86400000,
    ).toISOString(),
  });
  const open = file?.state === "open",
    effect = file?.steps.findLast((each) => each.effect)?.effect;
  return html`<section class="block"><h3>${say("Hồ sơ: ", "Case: ")}${of(unit.name)}</h3>
    ${
      file &&
      html`<ol class="notices">${file.steps.map(
        (
          each,
        ) => html`<li><p class="soft"><b>${say(...KINDS[each.kind])}</b> · ${moment(each.at)} · ${each.by}${each.reply_until && ` · ${say("trả lời đến ", "reply by ")}${until(each.reply_until)}`}</p><p class="text">${each.text}</p>
      ${each.effect && html`<p class="soft">${say("Chỉ số khi tính điều tra: ", "Index with the survey: ")}<b>${place(each.effect.before)}</b> · ${say("khi hủy: ", "when void: ")}<b>${place(each.effect.after)}</b></p>`}</li>`,
      )}</ol>`
    }
    <p class="field"><label for="case-words">${say("Lý do hoặc nội dung", "Reason or note")}</label><textarea id="case-words" rows="4" maxlength="4000"></textarea></p>
    ${open && html`<p class="field"><label for="case-days">${say("Đơn vị trả lời trong (ngày)", "The unit replies within (days)")}</label><input id="case-days" type="number" min="1" max="60" defaultValue="5" /></p>`}
    <p class="buttons">${!file || file.state === "dismissed" ? act(say("Mở hồ sơ", "Open a case"), "", undefined, false) : ""}
      ${
        open &&
        html`${act(say("Gửi đơn vị", "Send to the unit"), "/note", inDays, false)}${act(say("Kết luận không can thiệp", "Dismiss"), "/decide", () => ({ decision: "dismiss" }))}
        <${Asked} id="void-${unit.unit}" label=${say("Hủy kết quả điều tra", "Void the survey results")} title=${say(`Hủy toàn bộ kết quả điều tra của ${of(unit.name)}?`, `Void all survey results of ${of(unit.name)}?`)}
          why=${say("Căn cứ và lý do hủy", "Grounds and reason")} run=${run} busy=${state.busy} paint=${paint} act=${(text) => post("/decide", { text, decision: "void", public: document.getElementById("case-public").checked })}>
          <p>${say("Mọi tiêu chí điều tra của đơn vị không được tính điểm từ lần tính chỉ số sau; đơn vị đọc được kết luận này ở mục giải trình. Không phiếu nào bị xóa: sau này khôi phục được, cũng kèm lý do.", "From the next computation on none of the unit's survey criteria score; the unit reads the decision where it explained itself. No ballot is deleted: it can be taken back later, with a reason as well.")}</p>
          ${effect && html`<p>${say("Chỉ số khi tính điều tra: ", "Index with the survey: ")}<b>${place(effect.before)}</b> · ${say("khi hủy: ", "when void: ")}<b>${place(effect.after)}</b></p>`}
          <label class="check"><input id="case-public" type="checkbox" /> ${say("Công khai lý do cùng kết quả xếp hạng", "The reason is published with the ranking")}</label></${Asked}>`
      }
      ${file?.state === "voided" && act(say("Khôi phục kết quả điều tra", "Take the void back"), "/reverse")}</p></section>`;
}
