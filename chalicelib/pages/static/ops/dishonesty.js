// Cases on dishonesty of units in evidence or figures: what was found, the note to the unit and its
// reply, the decision. An exclusion counts once a second person has confirmed it.

import { Asked } from "asking";
import { html } from "parts";
import { call, fresh, once } from "session";
import { moment, of, until, words } from "words";

const T = words({
  back: ["← Quyết định về từng đơn vị", "← Rulings on single units"],
  all: ["← Các hồ sơ", "← All cases"],
  title: ["Hồ sơ không trung thực", "Cases on dishonesty"],
  caseOf: (name) => [`Hồ sơ: ${name}`, `Case: ${name}`],
  lead: [
    "Đơn vị được giải trình trước khi có kết luận. Đơn vị không trung thực trong tài liệu, " +
      "số liệu thì không đánh giá, không xếp hạng, sau khi người thứ hai xác nhận.",
    "The unit is heard before anything is decided. A unit found dishonest in evidence or " +
      "figures is neither rated nor ranked, once a second person has confirmed it.",
  ],
  none: ["Chưa có hồ sơ nào.", "No cases."],
  opening: ["Đang mở…", "Opening…"],
  newCase: ["Mở hồ sơ", "Open a case"],
  unit: ["Đơn vị", "Unit"],
  leaves: ["Mã tiêu chí", "Criterion codes"],
  several: ["nhiều mã cách nhau bằng dấu phẩy", "several, parted by commas"],
  found: ["Nội dung phát hiện, căn cứ", "What was found, and on what grounds"],
  opened: ["Đã mở hồ sơ", "The case is open"],
  print: ["In hồ sơ", "Print the dossier"],
  files: ["Tài liệu của đơn vị", "The unit's files"],
  noFiles: ["không có tài liệu", "no files"],
  removed: (name) => [`${name} (đã thôi dùng)`, `${name} (no longer used)`],
  replyBy: (at) => [`trả lời đến ${at}`, `reply by ${at}`],
  note: ["Gửi đơn vị", "Send to the unit"],
  noteQuestion: ["Đề nghị đơn vị giải trình?", "Ask the unit to explain?"],
  words: ["Nội dung", "Text"],
  days: ["Đơn vị trả lời trong (ngày)", "The unit replies within (days)"],
  dismiss: ["Kết luận trung thực", "Dismiss"],
  dismissQuestion: ["Kết luận đơn vị trung thực?", "Dismiss the case?"],
  exclude: ["Không đánh giá, không xếp hạng", "Exclude the unit"],
  excludeQuestion: (name) => [`Đề xuất loại ${name}?`, `Propose to exclude ${name}?`],
  excludes: [
    "Một người khác xác nhận thì mới được tính; lúc đó đơn vị đọc được kết luận này.",
    "It counts once another person has confirmed it; the unit reads the decision then.",
  ],
  publish: ["Công khai lý do cùng kết quả xếp hạng", "The reason is published with the ranking"],
  reverse: ["Rút kết luận", "Reverse the decision"],
  reverseQuestion: ["Rút kết luận, mở lại hồ sơ?", "Reverse it and open the case again?"],
  why: ["Căn cứ, lý do", "Grounds and reason"],
  done: ["Đã ghi", "Recorded"],
  waits: [
    "Đã ghi đề xuất; một người khác cần xác nhận thì mới được tính",
    "The proposal is kept; it counts once another person has confirmed it",
  ],
  takesBack: (state) => [`rút kết luận: ${state}`, `reversal: ${state}`],
});
export const STEPS = words({
  opened: ["Mở hồ sơ", "Opened"],
  note: ["Gửi đơn vị", "Note to the unit"],
  reply: ["Đơn vị trả lời", "The unit's reply"],
  dismissed: ["Kết luận: trung thực", "Dismissed"],
  excluded: ["Kết luận: không đánh giá, không xếp hạng", "Decision: excluded"],
  reversed: ["Rút kết luận", "Reversed"],
});
export const STATES = words({
  open: ["đang xem xét", "open"],
  dismissed: ["trung thực", "dismissed"],
  excluded: ["không đánh giá", "excluded"],
});
/** What came of an exclusion; of one that is taken back, of the taking back. */
export const EXCLUSIONS = words({
  waiting: ["chờ người thứ hai xác nhận", "waits for a second person"],
  confirmed: ["đã được xác nhận", "confirmed"],
  refused: ["không được xác nhận", "not confirmed"],
  withdrawn: ["đã rút đề xuất", "the proposal was taken back"],
});
const DAY = 86400000;

/** The cases of the round, the unit whose case is looked at, and a new case that is being typed. */
export const noCases = () => ({ cases: null, caseOf: "", file: null, found: noFinding() });
const noFinding = () => ({ unit: "", leaves: "", text: "" });

export const arriveAtCases = (_state, [unit]) => ({ caseOf: unit ?? "", file: null });

/** The case of the address, or all of them in brief. */
export async function fetchCases({ state: { path, caseOf } }) {
  const at = `${path}/dishonesty`;
  return caseOf
    ? { file: await call("GET", `${at}/${encodeURIComponent(caseOf)}`) }
    : call("GET", at);
}

const changes = {
  type: ({ found }, name, value) => ({ found: { ...found, [name]: value } }),
  keep: (_state, file) => ({ file }),
  add: ({ cases }, opened) => ({
    cases: [opened, ...cases.filter(({ unit }) => unit !== opened.unit)],
    found: noFinding(),
  }),
};
const codes = (text) => text.split(/[,;\s]+/).filter(Boolean);

export function Dishonesty({ page, state }) {
  const { file } = state;
  if (!(state.caseOf ? file : state.cases)) return html`<h1 tabindex="-1">${T.opening}</h1>`;
  if (state.caseOf) return html`<${CaseFile} page=${page} state=${state} file=${file} />`;
  const line = (one) => html`<li key=${one.unit}>
    <a href="#/dishonesty/${encodeURIComponent(one.unit)}">${of(one.name)}</a>${" "}
    <span class="tag">${STATES[one.state]}</span> <${Exclusion} of=${one} />
  </li>`;
  return html`<p class="crumb"><a href="#/rulings">${T.back}</a></p>
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${
      state.cases.length
        ? html`<ul class="notices">${state.cases.map(line)}</ul>`
        : html`<p>${T.none}</p>`
    }
    <${NewCase} page=${page} state=${state} />`;
}

function NewCase({ page, state }) {
  const act = page.transitions(changes);
  const { unit, leaves, text } = state.found;
  const type = (name) => (event) => act.type(name, event.target.value);
  const open = page.run(async () => {
    const body = { save_id: fresh(), text: text.trim(), leaves: codes(leaves) };
    act.add(await call("POST", `${state.path}/dishonesty/${encodeURIComponent(unit)}`, body));
    return T.opened;
  });
  const missing = !unit || !codes(leaves).length || !text.trim();
  return html`<section class="block">
    <h2>${T.newCase}</h2>
    <div class="inputs wide-inputs">
      <p class="field">
        <label for="case-unit">${T.unit}</label>
        <select id="case-unit" value=${unit} onChange=${type("unit")}>
          <option value=""></option>
          ${state.units.map((one) => html`<option value=${one.unit}>${of(one.name)}</option>`)}
        </select>
      </p>
      <p class="field">
        <label for="case-leaves">${T.leaves}</label>
        <span class="hint">${T.several}</span>
        <input id="case-leaves" value=${leaves} onInput=${type("leaves")} />
      </p>
    </div>
    <p class="field">
      <label for="case-found">${T.found}</label>
      <textarea id="case-found" rows="4" maxlength="4000" value=${text}
        onInput=${type("text")}></textarea>
    </p>
    <p><button type="button" class="button" disabled=${state.busy || missing}
      onClick=${open}>${T.newCase}</button></p>
  </section>`;
}

const nameOf = ({ name, removed_at: removed }) => (removed ? T.removed(name) : name);

/** What came of the exclusion of a case, or of taking it back. */
function Exclusion({ of: { exclusion } }) {
  if (!exclusion) return null;
  const told = EXCLUSIONS[exclusion.state];
  return html`<span class="tag caution">
    ${exclusion.withdraws ? T.takesBack(told) : told}
  </span>`;
}

function CaseFile({ page, state, file }) {
  const files = (held) => held.map(nameOf).join(", ") || T.noFiles;
  return html`<p class="crumb"><a href="#/dishonesty">${T.all}</a></p>
    <h1 tabindex="-1">${T.caseOf(of(file.name))}</h1>
    <p><span class="tag">${STATES[file.state]}</span>${" "}
      <${Exclusion} of=${file} />
      ${" "}<a href="#/dossier/dishonesty/${encodeURIComponent(file.unit)}">${T.print}</a></p>
    <ul>
      ${file.criteria.map(
        (one) => html`<li><b>${one.leaf}</b> ${of(one.title)}
          <span class="soft"> · ${T.files}: ${files(one.files)}</span></li>`,
      )}
    </ul>
    <ol class="notices">${file.steps.map((step) => html`<${Step} step=${step} />`)}</ol>
    <${Acts} page=${page} state=${state} file=${file} />`;
}

export const Step = ({ step: { kind, at, by, reply_until: due, text } }) => html`<li>
  <p class="soft">
    <b>${STEPS[kind]}</b> · ${moment(at)} · ${by}${due && ` · ${T.replyBy(until(due))}`}
  </p>
  <p class="text">${text}</p>
</li>`;

/** The steps that the state of the case allows; each is sent once, under an id of its own. */
function Acts({ page, state, file }) {
  const { keep } = page.transitions(changes);
  const path = `${state.path}/dishonesty/${encodeURIComponent(file.unit)}`;
  const send = async (to, text, more = {}) => {
    const body = { text, ...more };
    const what = [path, to, more.decision, text].join("\n");
    const kept = await once(state, what, (id) => call("POST", path + to, { save_id: id, ...body }));
    keep(kept);
    return to !== "/note" && kept.exclusion?.state === "waiting" ? T.waits : T.done;
  };
  const ask = (id, label, title, why, act, children) => html`<${Asked} page=${page} id=${id}
    label=${label} title=${title} why=${why} act=${act}>${children}</${Asked}> `;
  if (file.state === "excluded")
    return html`<div class="buttons">
      ${ask("reverse", T.reverse, T.reverseQuestion, T.why, (text) => send("/reverse", text))}
    </div>`;
  if (file.state !== "open") return null;
  const note = (text) => {
    const days = Number(document.getElementById("case-days").value);
    return send("/note", text, { reply_until: new Date(Date.now() + days * DAY).toISOString() });
  };
  const exclude = (text) => {
    const { checked } = document.getElementById("case-public");
    return send("/decide", text, { decision: "exclude", public: checked });
  };
  const dismiss = (text) => send("/decide", text, { decision: "dismiss" });
  const days = html`<p class="field">
    <label for="case-days">${T.days}</label>
    <input id="case-days" type="number" min="1" max="60" value="5" />
  </p>`;
  const open = html`<p>${T.excludes}</p>
    <label class="check"><input id="case-public" type="checkbox" /> ${T.publish}</label>`;
  const question = T.excludeQuestion(of(file.name));
  return html`<div class="buttons">
    ${ask("note", T.note, T.noteQuestion, T.words, note, days)}
    ${ask("dismiss", T.dismiss, T.dismissQuestion, T.why, dismiss)}
    ${ask("exclude", T.exclude, question, T.why, exclude, open)}
  </div>`;
}
