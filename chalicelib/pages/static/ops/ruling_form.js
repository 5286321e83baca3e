// A new ruling on one unit: what it is about depends on its kind; it is asked before it is kept.

import { Asked } from "asking";
import { unsaved, Values } from "leaf_values";
import { html } from "parts";
import { read } from "readings";
import { DOES, KIND_WORDS, MADE_HERE, NEED_TWO } from "ruling_kinds";
import { fresh } from "session";
import { of, words } from "words";

const T = words({
  title: ["Quyết định mới", "A new ruling"],
  kind: ["Loại", "Kind"],
  unit: ["Đơn vị", "Unit"],
  leaves: ["Mã tiêu chí", "Criterion codes"],
  several: ["nhiều mã cách nhau bằng dấu phẩy", "several, parted by commas"],
  leaf: ["Tiêu chí", "Criterion"],
  noLeaf: [
    "Bộ chỉ số của đơn vị không có tiêu chí nào lấy số liệu bên ngoài.",
    "The unit's index has no criterion that takes an external figure.",
  ],
  points: ["Điểm (âm là điểm phạt)", "Points (negative: a penalty)"],
  reason: ["Lý do", "Reason"],
  public: ["Lý do hiện công khai cùng kết quả", "The reason is public with the result"],
  document: ["Số văn bản làm căn cứ", "Number of the document it rests on"],
  dated: ["Ngày văn bản", "Date of the document"],
  waits: [
    "Đã ghi đề xuất; một người khác cần xác nhận",
    "The proposal is kept; another person has to confirm it",
  ],
  keep: ["Ghi quyết định", "Keep the ruling"],
  sure: ["Ghi", "Keep it"],
  kept: ["Đã ghi quyết định", "The ruling is kept"],
  published: ["Bảng đã công bố không đổi.", "Published rankings stay as they are."],
});

const EMPTY = {
  ...{ unit: "", leaves: "", points: "", leaf: "", fields: {} },
  ...{ reason: "", public: false, document: "", dated: "" },
};
/** The form that nothing was typed into. */
export const noRuling = (kind = "not_applicable") => ({ ruling: { kind, ...EMPTY } });

const changes = {
  type: (state, name, value) => ({ ruling: { ...state.ruling, [name]: value } }),
  choose: (state, leaf) => ({ ruling: { ...state.ruling, leaf, fields: {} } }),
  empty: (state) => noRuling(state.ruling.kind),
};

const codes = (form) => form.leaves.split(/[,;\s]+/).filter(Boolean);
const decimal = (text) => text.trim().replace(",", ".").replace("−", "-");

/** The criteria of the chosen unit that take external figures, and the one that is chosen. */
function externalOf({ ruling, units, external }) {
  const unit = units.find((one) => one.unit === ruling.unit);
  const leaves = external.filter(({ index }) => index === unit?.index);
  return { leaves, leaf: leaves.find(({ code }) => code === ruling.leaf) };
}
/** What was typed as the value of the chosen criterion; null while it is none. */
function figureOf(state) {
  const { leaf } = externalOf(state);
  return (leaf && read(leaf, state.ruling.fields).value) || null;
}

/** Whether something is still to be filled in. */
function incomplete(state) {
  const form = state.ruling;
  const needs = {
    not_applicable: () => codes(form).length > 0,
    adjustment: () => form.points.trim(),
    external: () => figureOf(state),
  };
  const filled = needs[form.kind]?.() ?? true;
  const named = !NEED_TWO.includes(form.kind) || form.document.trim();
  return !form.unit || !form.reason.trim() || !filled || !named;
}

/** The rulings that a filled form asks for: one a leaf. */
function rulingsOf(state) {
  const form = state.ruling;
  const { kind, unit } = form;
  const { dated } = form;
  const document = form.document.trim();
  const base = { kind, unit, reason: form.reason.trim(), public: form.public, document, dated };
  if (kind === "not_applicable") return codes(form).map((leaf) => ({ ...base, leaf }));
  if (kind === "external") return [{ ...base, leaf: form.leaf, value: figureOf(state) }];
  if (kind === "adjustment") return [{ ...base, points: decimal(form.points), id: fresh() }];
  return [base];
}

/** `put` keeps rulings and gives how many of them wait for a second person. */
export function RulingForm({ page, state, put }) {
  const act = page.transitions(changes);
  const form = state.ruling;
  return html`<section class="block">
    <h2>${T.title}</h2>
    <div class="inputs wide-inputs">
      <${Kind} form=${form} act=${act} />
      <${Unit} form=${form} act=${act} units=${state.units} />
      <${Content} state=${state} act=${act} />
    </div>
    ${form.kind === "external" && html`<${Figure} state=${state} act=${act} />`}
    <${Field} form=${form} act=${act} name="reason" label=${T.reason} more=${{ maxlength: 2000 }} />
    <div class="inputs wide-inputs">
      <${Field} form=${form} act=${act} name="document" label=${T.document}
        more=${{ maxlength: 300 }} />
      <${Field} form=${form} act=${act} name="dated" label=${T.dated} more=${{ type: "date" }} />
    </div>
    <p>
      <label class="check">
        <input type="checkbox" checked=${form.public}
          onChange=${(event) => act.type("public", event.target.checked)} /> ${T.public}
      </label>
    </p>
    <${Keep} page=${page} state=${state} put=${put} empty=${act.empty} />
  </section>`;
}

function Select({ form, act, name, label, children }) {
  return html`<p class="field">
    <label for="ruling-${name}">${label}</label>
    <select id="ruling-${name}" value=${form[name]}
      onChange=${(event) => act.type(name, event.target.value)}>${children}</select>
  </p>`;
}

const Kind = ({ form, act }) => html`<${Select} form=${form} act=${act} name="kind" label=${T.kind}>
  ${Object.keys(MADE_HERE).map((kind) => html`<option value=${kind}>${KIND_WORDS[kind]}</option>`)}
</${Select}>`;

const Unit = ({ form, act, units }) => html`<${Select} form=${form} act=${act} name="unit"
  label=${T.unit}>
  <option value=""></option>
  ${units.map((unit) => html`<option value=${unit.unit}>${of(unit.name)}</option>`)}
</${Select}>`;

function Field({ form, act, name, label, hint, more }) {
  return html`<p class="field">
    <label for="ruling-${name}">${label}</label>
    ${hint && html`<span class="hint">${hint}</span>`}
    <input id="ruling-${name}" value=${form[name]}
      onInput=${(event) => act.type(name, event.target.value)} ...${more} />
  </p>`;
}

/** What the ruling is about, by its kind. */
function Content({ state, act }) {
  const form = state.ruling;
  const field = (name, label, more = {}) =>
    html`<${Field} form=${form} act=${act} name=${name} label=${label} ...${more} />`;
  if (form.kind === "not_applicable") return field("leaves", T.leaves, { hint: T.several });
  if (form.kind === "adjustment") return field("points", T.points);
  if (form.kind !== "external" || !form.unit) return null;
  const { leaves } = externalOf(state);
  if (!leaves.length) return html`<p class="soft">${T.noLeaf}</p>`;
  return html`<p class="field">
    <label for="ruling-leaf">${T.leaf}</label>
    <select id="ruling-leaf" value=${form.leaf}
      onChange=${(event) => act.choose(event.target.value)}>
      <option value=""></option>
      ${leaves.map(({ code, title }) => html`<option value=${code}>${code} ${of(title)}</option>`)}
    </select>
  </p>`;
}

/** The figure of the chosen criterion, by its rule. */
function Figure({ state, act }) {
  const { leaf } = externalOf(state);
  if (!leaf) return null;
  const fill = (fields) => act.type("fields", fields);
  const sheet = unsaved(leaf, state.ruling.fields, fill);
  return html`<${Values} sheet=${sheet} leaf=${leaf} locked=${false} />`;
}

function Keep({ page, state, put, empty }) {
  const form = state.ruling;
  const unit = state.units.find(({ unit }) => unit === form.unit);
  const keep = async () => {
    const waiting = await put(rulingsOf(state));
    empty();
    return waiting ? T.waits : T.kept;
  };
  return html`<${Asked} page=${page} id="ruling" label=${T.keep} sure=${T.sure} act=${keep}
    title=${`${KIND_WORDS[form.kind]}: ${of(unit?.name)}?`} disabled=${incomplete(state)}>
    <p>${DOES[form.kind]} ${T.published}</p>
  </${Asked}>`;
}
