// The case on a unit: its steps so far, a note to the unit, a decision, the void of its results.

import { Asked } from "asking";
import { html } from "parts";
import { call, once } from "session";
import { moment, number, of, until, words } from "words";

const T = words({
  title: (unit) => [`Hồ sơ: ${unit}`, `Case: ${unit}`],
  replyBy: (at) => [`trả lời đến ${at}`, `reply by ${at}`],
  withSurvey: ["Chỉ số khi tính điều tra: ", "Index with the survey: "],
  whenVoid: ["khi hủy: ", "when void: "],
  rank: ["hạng", "rank"],
  words: ["Lý do hoặc nội dung", "Reason or note"],
  days: ["Đơn vị trả lời trong (ngày)", "The unit replies within (days)"],
  open: ["Mở hồ sơ", "Open a case"],
  note: ["Gửi đơn vị", "Send to the unit"],
  dismiss: ["Kết luận không can thiệp", "Dismiss"],
  voidResults: ["Hủy kết quả điều tra", "Void the survey results"],
  voidOf: (unit) => [
    `Hủy toàn bộ kết quả điều tra của ${unit}?`,
    `Void all survey results of ${unit}?`,
  ],
  why: ["Căn cứ và lý do hủy", "Grounds and reason"],
  voiding: [
    "Mọi tiêu chí điều tra của đơn vị không được tính điểm từ lần tính chỉ số sau; đơn vị đọc " +
      "được kết luận này ở mục giải trình. Không phiếu nào bị xóa: sau này khôi phục được, cũng " +
      "kèm lý do.",
    "From the next computation on none of the unit's survey criteria score; the unit reads the " +
      "decision where it explained itself. No ballot is deleted: it can be taken back later, " +
      "with a reason as well.",
  ],
  publish: ["Công khai lý do cùng kết quả xếp hạng", "The reason is published with the ranking"],
  reverse: ["Khôi phục kết quả điều tra", "Take the void back"],
  print: ["In hồ sơ", "Print the dossier"],
});
export const CASE_STEPS = words({
  opened: ["Mở hồ sơ", "Opened"],
  note: ["Gửi đơn vị", "Note to the unit"],
  reply: ["Đơn vị trả lời", "The unit's reply"],
  dismissed: ["Kết luận: không can thiệp", "Dismissed"],
  voided: ["Hủy kết quả điều tra", "Survey results voided"],
  reversed: ["Khôi phục kết quả điều tra", "Void taken back"],
});
export const CASE_STATES = words({
  open: ["đang xem xét", "open"],
  dismissed: ["không can thiệp", "dismissed"],
  voided: ["đã hủy kết quả", "voided"],
});
const DAY = 86400000;

/** What is known of a case before it is opened, and what is typed for its next step. */
export const NO_CASE = { file: null, text: "", days: "5" };
const changes = {
  type: ({ signals }, name, value) => ({ signals: { ...signals, [name]: value } }),
  keep: ({ signals }, file) => ({ signals: { ...signals, file } }),
};

/** `run` makes an act of the page, `reload` loads the signals again once a step is kept. */
export function InterferenceCase({ page, state, unit, run, reload }) {
  const { file, text } = state.signals;
  const effect = file?.steps.findLast((step) => step.effect)?.effect;
  const post = (to, body) => keepStep(page, unit.unit, to, body, reload);
  const send = (to, more = () => ({})) =>
    run(async () => {
      await post(to, { text, ...more() });
      page.transitions(changes).type("text", "");
    });
  return html`<section class="block">
    <h3>${T.title(of(unit.name))}</h3>
    ${
      file &&
      html`<p><a href=${dossierOf(state, unit.unit)}>${T.print}</a></p>
        <ol class="notices">${file.steps.map((step) => html`<${Step} step=${step} />`)}</ol>`
    }
    <${Fields} page=${page} signals=${state.signals} />
    <p class="buttons">
      <${Sends} signals=${state.signals} busy=${state.busy} send=${send} />
      ${
        file?.state === "open" &&
        html`<${Void} page=${page} run=${run} unit=${unit} effect=${effect} post=${post} />`
      }
    </p>
  </section>`;
}

/** Where the case is printed; the path of the round ends with its id. */
const dossierOf = ({ path }, unit) =>
  `/units?round=${path.split("/").at(-1)}#/dossier/survey/${encodeURIComponent(unit)}`;

/** A step is sent once: again after a lost answer it keeps its id. */
async function keepStep(page, unit, to, body, reload) {
  const path = `${page.state.path}/cases/${unit}`;
  const what = [path, to, body.decision, body.text].join("\n");
  const file = await once(page.state, what, (id) =>
    call("POST", `${path}${to}`, { save_id: id, ...body }),
  );
  if (page.state.signals.unit === unit) page.transitions(changes).keep(file);
  await reload();
}

function Step({ step: { kind, at, by, reply_until, text, effect } }) {
  return html`<li>
    <p class="soft">
      <b>${CASE_STEPS[kind]}</b> · ${moment(at)} · ${by}
      ${reply_until && ` · ${T.replyBy(until(reply_until))}`}
    </p>
    <p class="text">${text}</p>
    ${effect && html`<${Effect} class="soft" effect=${effect} />`}
  </li>`;
}

/** The index of the unit with its survey, and without. */
const Effect = ({ class: kind, effect: { before, after } }) =>
  html`<p class=${kind}>
    ${T.withSurvey}<b>${place(before)}</b> · ${T.whenVoid}<b>${place(after)}</b>
  </p>`;

export function place({ index, rank }) {
  if (index === null) return "–";
  return rank === null ? number(index) : `${number(index)} (${T.rank} ${rank})`;
}

function Fields({ page, signals: { file, text, days } }) {
  const { type } = page.transitions(changes);
  const typed = (name) => (event) => type(name, event.target.value);
  return html`<p class="field">
      <label for="case-words">${T.words}</label>
      <textarea id="case-words" rows="4" maxlength="4000" value=${text}
        onInput=${typed("text")}></textarea>
    </p>
    ${
      file?.state === "open" &&
      html`<p class="field">
        <label for="case-days">${T.days}</label>
        <input id="case-days" type="number" min="1" max="60" value=${days}
          onInput=${typed("days")} />
      </p>`
    }`;
}

/** The steps that the state of the case allows, but for the void, which asks first. */
function Sends({ signals: { file, days }, busy, send }) {
  const button = (words_, act, kind = "button plain") =>
    html`<button type="button" class=${kind} disabled=${busy} onClick=${act}>${words_}</button> `;
  const state = file?.state ?? "none";
  const note = send("/note", () => ({ reply_until: inDays(days) }));
  const dismiss = send("/decide", () => ({ decision: "dismiss" }));
  if (state === "open") return html`${button(T.note, note, "button")}${button(T.dismiss, dismiss)}`;
  if (state === "voided") return button(T.reverse, send("/reverse"));
  return button(T.open, send(""), "button");
}

const inDays = (days) => new Date(Date.now() + Number(days) * DAY).toISOString();

function Void({ page, run, unit, effect, post }) {
  const voidIt = (text) => {
    const { checked } = document.getElementById("case-public");
    return post("/decide", { text, decision: "void", public: checked });
  };
  return html`<${Asked} id="void-${unit.unit}" page=${page} run=${run} label=${T.voidResults}
    title=${T.voidOf(of(unit.name))} why=${T.why} act=${voidIt}>
    <p>${T.voiding}</p>
    ${effect && html`<${Effect} effect=${effect} />`}
    <label class="check"><input id="case-public" type="checkbox" /> ${T.publish}</label>
  </${Asked}>`;
}
