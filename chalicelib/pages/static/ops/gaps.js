// What the drafts to be published lack, told by criterion with what it does to the units, each with
// the reason that confirms it.

import { html } from "parts";
import { detail, of, words } from "words";

const T = words({
  title: (gaps) => [`Còn thiếu ${gaps} mục`, `${gaps} things are missing`],
  units: (units) => [`${units} đơn vị`, `${units} units`],
  notRanked: (gaps, units) => [
    `${gaps} mục là của ${units} đơn vị không được xếp hạng vì chưa tiêu chí nào được thẩm định.`,
    `${gaps} are of ${units} units that are not ranked: none of their criteria was appraised.`,
  ],
  zero: (gaps) => [`${gaps} mục được tính 0 điểm.`, `${gaps} count 0 points.`],
  lead: [
    "Hãy bổ sung rồi tính dự thảo mới, hoặc xác nhận từng mục kèm lý do; " +
      "lý do được ghi vào nhật ký.",
    "Supply them and compute a new draft, or confirm each with a reason; " +
      "the reasons go on record.",
  ],
  all: ["Lý do chung", "One reason for all"],
  allHint: [
    "dùng cho những mục để trống lý do riêng",
    "for those that are given none of their own",
  ],
  leaf: (leaf) => [`Tiêu chí ${leaf}`, `Criterion ${leaf}`],
  reason: ["Lý do", "Reason"],
  about: (leaf, text) => [` tiêu chí ${leaf}: ${text}`, ` criterion ${leaf}: ${text}`],
});
const FEW = 4;

/**
 * The gaps of these whole drafts: {key, index, leaves, effect, gaps, units}; criteria that do the
 * same to the same units are told together.
 */
export function groupsOf(drafts) {
  const groups = new Map();
  for (const { index, gap_groups: ofDraft } of drafts)
    for (const group of ofDraft) {
      const key = [index, group.effect, group.detail, ...group.units].join("/");
      const known = groups.get(key) ?? { ...group, key, index, leaves: [], gaps: [] };
      known.leaves.push(group.leaf);
      known.gaps.push(...group.units.map((unit) => `${unit}/${group.leaf}`));
      groups.set(key, known);
    }
  return [...groups.values()];
}

/** The reason of a group: its own, or else the one for all. */
export const reasonOf = ({ publication }, { key }) => publication.reasons[key] || publication.all;

/** `act` has `type(name, text)` and `giveReason(key, text)`; `groups` are of `groupsOf`. */
export function Gaps({ state, act, groups }) {
  if (!groups.length) return null;
  const total = groups.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const line = (group, index) => html`<li key=${group.key}>
    <${Group} state=${state} act=${act} group=${group} id="gap-${index}" />
  </li>`;
  return html`<section class="block">
    <h2 id="gaps" tabindex="-1">${T.title(total)}</h2>
    <${Effects} groups=${groups} />
    <p>${T.lead}</p>
    ${
      groups.length > 1 &&
      html`<${Field} id="gap-all" label=${T.all} hint=${T.allHint} value=${state.publication.all}
        type=${(text) => act.type("all", text)} />`
    }
    <ul class="gaps">${groups.map(line)}</ul>
  </section>`;
}

/** What the gaps do, in totals. */
function Effects({ groups }) {
  const having = (effect) => groups.filter((group) => group.effect === effect);
  const count = (some) => some.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const unranked = having("not_ranked");
  const zero = having("counts_zero");
  const units = new Set(unranked.flatMap((group) => group.units)).size;
  return html`${unranked.length > 0 && html`<p><b>${T.notRanked(count(unranked), units)}</b></p>`}
    ${zero.length > 0 && html`<p>${T.zero(count(zero))}</p>`}`;
}

function Group({ state, act, group, id }) {
  const { key, index } = group;
  const leaves = group.leaves.join(", ");
  const units = group.units.map(
    (id) => of(state.units.find(({ unit }) => unit === id)?.name) || id,
  );
  const text = detail(group);
  const several = Object.keys(state.overview.indexes).length > 1;
  const ofIndex = () => html` <span class="soft">(${of(state.overview.indexes[index])})</span>`;
  const names = html`<p class="soft">${units.join(", ")}</p>`;
  const folded = html`<details><summary>${T.units(units.length)}</summary>${names}</details>`;
  const label = html`${T.reason}<span class="unseen">${T.about(leaves, text)}</span>`;
  return html`<p><b>${T.leaf(leaves)}</b>${several && ofIndex()}: ${text}</p>
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
