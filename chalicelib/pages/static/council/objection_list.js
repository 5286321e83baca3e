// Objections of units to their final result: what each says, and the council's decision, which the
// chair or the secretariat records.

import { catalogue } from "catalogue";
import { FilesWith } from "files_with";
import { unsaved, Values } from "leaf_values";
import { Opening } from "opening";
import { html } from "parts";
import { read } from "readings";
import { account, call } from "session";
import { moment, number, of, words } from "words";

const T = words({
  title: ["Đề nghị xem xét lại của đơn vị", "Objections of units"],
  lead: [
    "Hội đồng quyết định, có lý do. Chấp nhận thì giá trị mới được tính ngay trong dự thảo kết" +
      " quả; đơn vị thấy trong bảng điểm khi trả lại kết quả.",
    "The council decides, with a reason. An accepted value counts in drafts at once; the unit's" +
      " table shows it with the next release.",
  ],
  none: ["Chưa có đề nghị nào.", "No objections."],
  counting: (value, points) => [
    `Đang tính: ${value} (${points} điểm)`,
    `Counts now: ${value} (${points} points)`,
  ],
  nothing: ["Chưa có điểm, tính 0", "No value, counts 0"],
  said: ["Đơn vị nêu", "The unit says"],
  requested: ["Chưa quyết định", "Not decided"],
  accepted: (value, points) => [
    `Đã chấp nhận: ${value} (${points} điểm)`,
    `Accepted: ${value} (${points} points)`,
  ],
  refused: ["Không chấp nhận", "Not accepted"],
  decidedBy: (who, at) => [`${who}, ${at}`, `${who}, ${at}`],
  decide: ["Ghi quyết định…", "Record the decision…"],
  outcome: ["Quyết định của Hội đồng", "The council's decision"],
  accept: ["Chấp nhận, với giá trị mới", "Accept, with a new value"],
  refuse: ["Không chấp nhận, giữ nguyên", "Do not accept, keep it"],
  reason: ["Lý do (đơn vị sẽ đọc)", "Reason (the unit will read it)"],
  save: ["Ghi quyết định", "Record"],
  cancel: ["Thôi, không ghi", "Cancel"],
  done: ["Đã ghi quyết định.", "The decision is recorded."],
  incomplete: ["Hãy nhập giá trị mới.", "Please enter the new value."],
  final: ["Quyết định không sửa lại được.", "A decision is not changed afterwards."],
});
const DECIDING = ["chair", "secretariat"];

/** The decision that is being typed: of which objection, to accept it or not, value and reason. */
export const noDecision = () => ({ deciding: "", leaf: null, accept: null, fields: {}, why: "" });

export async function fetchObjections({ path }) {
  const { objections } = await call("GET", `${path}/objections`);
  const isOpen = ({ state }) => (state === "requested" ? 0 : 1);
  return { objections: objections.sort((one, other) => isOpen(one) - isOpen(other)) };
}

const changes = {
  begin: (_state, deciding, leaf) => ({ ...noDecision(), deciding, leaf }),
  choose: (_state, accept) => ({ accept }),
  fill: (_state, fields) => ({ fields }),
  type: (_state, why) => ({ why }),
  leave: noDecision,
};

const keyOf = ({ unit, leaf, release }) => `${unit}/${leaf}/${release}`;

export function Objections({ page, state }) {
  if (!state.objections) return html`<${Opening} />`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${state.objections.length === 0 && html`<p>${T.none}</p>`}
    ${state.objections.map(
      (one) => html`<${Objection} key=${keyOf(one)} page=${page} objection=${one} />`,
    )}`;
}

const told = (sentence, { words: value, points }) => sentence(value, number(points));

function Objection({ page, objection }) {
  const { unit, name, leaf, title, was, reason, at, by, files, state } = objection;
  return html`<section class="block">
    <h2>${of(name)}: ${leaf} ${of(title)}</h2>
    <p>${was ? told(T.counting, was) : T.nothing}</p>
    <p><b>${T.said}:</b> <span class="lines">${reason}</span>${" "}
      <span class="soft">(${by}, ${moment(at)})</span></p>
    ${
      files.length > 0 &&
      html`<${FilesWith} page=${page} unit=${unit} part="objections" files=${files} />`
    }
    ${
      state === "requested"
        ? html`<${Deciding} page=${page} objection=${objection} />`
        : html`<${Decided} objection=${objection} />`
    }
  </section>`;
}

function Decided({ objection: { state, value, note, decided_by: by, decided_at: at } }) {
  const outcome = state === "accepted" ? told(T.accepted, value) : T.refused;
  return html`<p><b>${outcome}.</b> <span class="lines">${note}</span>${" "}
    <span class="soft">(${T.decidedBy(by, moment(at))})</span></p>`;
}

function Deciding({ page, objection }) {
  const { state } = page;
  if (!DECIDING.includes(account.role)) return html`<p class="need">${T.requested}</p>`;
  const key = keyOf(objection);
  const begin = page.run(async () => {
    const path = `${state.path}/${encodeURIComponent(objection.unit)}/criteria`;
    const leaf = catalogue(await call("GET", path)).leaves[objection.leaf];
    page.transitions(changes).begin(key, leaf);
    document.getElementById("decision-title")?.focus();
  });
  if (state.deciding === key) return html`<${Decision} page=${page} objection=${objection} />`;
  return html`<p class="buttons">
    <button type="button" class="button plain" disabled=${state.busy} onClick=${begin}>
      ${T.decide}
    </button>
  </p>`;
}

function Decision({ page, objection: { unit, leaf: code, release } }) {
  const { state } = page;
  const { leaf, accept, why, fields } = state;
  const act = page.transitions(changes);
  const sheet = unsaved(leaf, fields, act.fill);
  const missing = accept === null || !why.trim();
  const save = page.run(async () => {
    const { value } = read(leaf, fields);
    if (accept && !value) throw { detail: T.incomplete, detail_en: T.incomplete };
    const body = { leaf: code, release, value: accept ? value : null, reason: why.trim() };
    const where = `${state.path}/${encodeURIComponent(unit)}/objections/decide`;
    await call("POST", where, body);
    Object.assign(state, await fetchObjections(state), noDecision());
    return T.done;
  });
  const choice = (yes, words_) =>
    html`<label class="option">
      <input type="radio" name="outcome" checked=${accept === yes}
        onChange=${() => act.choose(yes)} />
      <span>${words_}</span>
    </label>`;
  return html`<form class="asked" aria-labelledby="decision-title" novalidate onSubmit=${save}>
    <p class="question" id="decision-title" tabindex="-1">${T.outcome}</p>
    <fieldset>
      <legend class="unseen">${T.outcome}</legend>
      ${choice(true, T.accept)}${choice(false, T.refuse)}
    </fieldset>
    ${accept && html`<${Values} sheet=${sheet} leaf=${leaf} locked=${false} />`}
    <p class="field">
      <label for="decision-why">${T.reason}</label>
      <textarea id="decision-why" rows="3" maxlength="2000" value=${why}
        onInput=${(event) => act.type(event.target.value)}></textarea>
    </p>
    <p class="soft">${T.final}</p>
    <p class="buttons">
      <button class="button" disabled=${state.busy || missing}>${T.save}</button>${" "}
      <button type="button" class="button plain" onClick=${() => act.leave()}>${T.cancel}</button>
    </p>
  </form>`;
}
