// One leaf: its inputs with the points they give, the guide beside them, explanation, evidence,
// history.

import { NotApplicable } from "asking_not_applicable";
import { Conflict, Explanation } from "criterion";
import { Evidence } from "evidence";
import { Guide } from "guide";
import { History } from "leaf_history";
import { Values } from "leaf_values";
import { html } from "parts";
import { Names } from "team";
import { Due } from "tree";
import { detail, moment, of, words } from "words";
import { assign, isLocked, isMine, isOwn, stateOf, step } from "workspace";

const T = words({
  back: ["← Danh mục", "← Criteria"],
  partOf: ["Thuộc tiêu chí", "Part of"],
  notApplicable: [
    "Tiêu chí này không áp dụng cho đơn vị.",
    "This criterion does not apply to your unit.",
  ],
  locked: ["Hiện không sửa được", "This cannot be changed now"],
  since: ["từ", "since"],
  steps: ["Tiêu chí trước, sau", "Previous and next criterion"],
  previous: ["← Trước", "← Previous"],
  next: ["Tiếp theo →", "Next →"],
  assignedTo: ["Giao cho ", "Assigned to "],
  me: ["tôi", "me"],
  assign: ["Giao tiêu chí này cho…", "Assign this criterion to…"],
  assignee: ["Người hoặc bộ phận (để trống: không giao)", "Person or division (empty: nobody)"],
  due: ["Đến hết ngày (nội bộ)", "By (internal)"],
  keep: ["Lưu phân công", "Keep"],
});
/** Why a leaf that is not self-assessed is not filled in, by its method. */
const METHODS = words({
  survey: [
    "Điểm này lấy từ điều tra xã hội học; đơn vị không nhập.",
    "This comes from the survey; nothing to enter.",
  ],
  external: [
    "Số liệu này do cơ quan chủ trì nhập; đơn vị không nhập.",
    "The authority enters this figure; nothing to enter.",
  ],
  council_only: [
    "Hội đồng chấm điểm này; đơn vị chỉ gửi tài liệu và giải trình.",
    "The council scores this; send evidence and an explanation only.",
  ],
});

export function LeafPanel({ page, state, code }) {
  const leaf = state.leaves[code];
  const own = isOwn(leaf);
  return html`<section class="panel" aria-labelledby="leaf-title">
    <${LeafHead} leaf=${leaf} />
    ${own && html`<${Assignment} page=${page} state=${state} code=${code} />`}
    <div class="with-guide">
      <div class="work">
        <${Reasons} state=${state} leaf=${leaf} own=${own} />
        <${Conflict} state=${state} code=${code} />
        ${own && html`<${Work} page=${page} state=${state} leaf=${leaf} />`}
        <${NotApplicable} page=${page} state=${state} leaf=${leaf} />
      </div>
      <${Guide} leaf=${leaf} />
    </div>
    <nav class="steps" aria-label=${T.steps}>
      <button type="button" class="button plain" onClick=${() => step(-1)}>${T.previous}</button>
      <button type="button" class="button" onClick=${() => step(1)}>${T.next}</button>
    </nav>
  </section>`;
}

function LeafHead({ leaf: { code, title, area, criterion } }) {
  return html`<p class="crumb">
      <a href="#/" class="back">${T.back}</a><span>${area.code}. ${of(area.title)}</span>
    </p>
    <h1 id="leaf-title" tabindex="-1"><span class="code">${code}</span> ${of(title)}</h1>
    ${
      criterion.code !== code &&
      html`<p class="soft">${T.partOf} ${criterion.code} ${of(criterion.title)}</p>`
    }`;
}

/** Why the unit cannot enter everything here. */
function Reasons({ state, leaf, own }) {
  const { locked_reason: reason, locked_since: since } = state.unit;
  const why = reason ? `: ${of(reason)} (${T.since} ${moment(since)})` : "";
  const method = METHODS[leaf.method];
  return html`${!leaf.applies && html`<p class="notice">${T.notApplicable}</p>`}
    ${method && html`<p class="notice">${method}</p>`}
    ${own && isLocked(state) && html`<p class="notice">${T.locked}${why}.</p>`}`;
}

/** What the unit enters. */
function Work({ page, state, leaf }) {
  const { sheet } = state;
  const locked = isLocked(state);
  const needed = stateOf(leaf.code) === "explain";
  return html`${
    leaf.method === "self_assessed" &&
    html`<${Values} sheet=${sheet} leaf=${leaf} locked=${locked} estimates />`
  }
    <${Explanation} sheet=${sheet} leaf=${leaf} locked=${locked} needed=${needed} />
    ${
      leaf.evidence !== "none" &&
      html`<${Evidence} uploads=${state.uploads} leaf=${leaf} locked=${locked} />`
    }
    <${History} page=${page} state=${state} leaf=${leaf} />`;
}

const changes = {
  refuse: (_state, problem) => ({ notGiven: problem }),
};

/** Who sees to this leaf; a few words, unfolded to be changed. */
function Assignment({ page, state, code }) {
  const given = state.assigned[code];
  const done = stateOf(code) === "done";
  const who = given && (isMine(code) ? T.me : given.to);
  const { refuse } = page.transitions(changes);
  return html`<details class="given-to">
    <summary>
      ${
        given
          ? html`<span>${T.assignedTo}${who}<${Due} given=${given} done=${done} /></span>`
          : T.assign
      }
    </summary>
    <form class="giving" onSubmit=${(event) => give(event, code, refuse)}>
      <${Names} state=${state} />
      ${state.notGiven && html`<p class="wrong" role="alert">${detail(state.notGiven)}</p>`}
      <p class="field">
        <label for="to">${T.assignee}</label>
        <input id="to" name="to" list="names" maxlength="300" value=${given?.to ?? ""} />
      </p>
      <p class="field">
        <label for="due">${T.due}</label>
        <input id="due" name="due" type="date" value=${given?.due ?? ""} />
      </p>
      <button class="button plain">${T.keep}</button>
    </form>
  </details>`;
}

/** Assign the leaf as the form says and fold it; what is refused is told within the form. */
async function give(event, code, refuse) {
  event.preventDefault();
  const form = event.currentTarget;
  const { to, due } = Object.fromEntries(new FormData(form));
  try {
    await assign([code], to.trim(), due);
    form.closest("details").open = false;
    refuse(null);
  } catch (problem) {
    refuse(problem);
  }
}
