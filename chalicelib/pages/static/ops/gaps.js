// What is missing for a publication: told by criterion, each with the reason that confirms it.

import { html } from "parts";
import { detail, of, words } from "words";

const T = words({
  title: (gaps) => [
    `Còn thiếu ${gaps} mục; chưa công bố gì`,
    `${gaps} things are missing; nothing was published`,
  ],
  lead: [
    "Hãy bổ sung rồi công bố lại, hoặc xác nhận từng mục kèm lý do. " +
      "Mục còn thiếu được tính 0 điểm; lý do được ghi vào nhật ký.",
    "Supply them and publish again, or confirm each with a reason. " +
      "What is missing scores 0; the reasons go on record.",
  ],
  all: ["Lý do chung", "One reason for all"],
  allHint: [
    "dùng cho những mục để trống lý do riêng",
    "for those that are given none of their own",
  ],
  leaf: (leaf) => [`Tiêu chí ${leaf}`, `Criterion ${leaf}`],
  units: (units) => [`${units} đơn vị`, `${units} units`],
  reason: ["Lý do", "Reason"],
  about: (leaf, text) => [` tiêu chí ${leaf}: ${text}`, ` criterion ${leaf}: ${text}`],
});
const FEW = 4;

/** Gaps that tell of the same criterion in the same way, over the units of an index. */
export function groupsOf(state) {
  const groups = new Map();
  for (const gap of state.publication.gaps) {
    const [id, leaf] = gap.at.split("/");
    const unit = state.units.find(({ unit }) => unit === id);
    const text = detail(gap).split(": ").slice(1).join(": ");
    const key = `${unit?.index}/${leaf}: ${text}`;
    const group = groups.get(key) ?? { key, leaf, text, index: unit?.index, gaps: [], units: [] };
    groups.set(key, group);
    if (group.gaps.includes(gap.at)) continue;
    group.gaps.push(gap.at);
    group.units.push(of(unit?.name) || id);
  }
  return [...groups.values()];
}

/** The reason of a group: its own, or else the one for all. */
export const reasonOf = ({ publication }, { key }) => publication.reasons[key] || publication.all;

/** `act` has `type(name, text)` and `giveReason(key, text)`. */
export function Gaps({ state, act }) {
  const groups = groupsOf(state);
  const total = groups.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const line = (group, index) => html`<li key=${group.key}>
    <${Group} state=${state} act=${act} group=${group} id="gap-${index}" />
  </li>`;
  return html`<section class="block">
    <h2 id="gaps" tabindex="-1">${T.title(total)}</h2>
    <p>${T.lead}</p>
    ${
      groups.length > 1 &&
      html`<${Field} id="gap-all" label=${T.all} hint=${T.allHint} value=${state.publication.all}
        type=${(text) => act.type("all", text)} />`
    }
    <ul class="gaps">${groups.map(line)}</ul>
  </section>`;
}

function Group({ state, act, group, id }) {
  const { key, leaf, text, index, units } = group;
  const several = Object.keys(state.overview.indexes).length > 1;
  const ofIndex = () => html` <span class="soft">(${of(state.overview.indexes[index])})</span>`;
  const names = html`<p class="soft">${units.join(", ")}</p>`;
  const folded = html`<details><summary>${T.units(units.length)}</summary>${names}</details>`;
  const label = html`${T.reason}<span class="unseen">${T.about(leaf, text)}</span>`;
  return html`<p><b>${T.leaf(leaf)}</b>${several && ofIndex()}: ${text}</p>
    ${units.length < FEW ? names : folded}
    <${Field} id=${id} label=${label} value=${state.publication.reasons[key] ?? ""}
      type=${(reason) => act.giveReason(key, reason)} />`;
}

function Field({ id, label, hint, value, type }) {
  return html`<p class="field">
    <label for=${id}>${label}</label>
    ${hint && html`<span class="hint">${hint}</span>`}
    <input id=${id} maxlength="2000" value=${value}
      onInput=${(event) => type(event.target.value)} />
  </p>`;
}
