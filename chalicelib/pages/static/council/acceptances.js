// The member's own bulk acceptances, and taking one back while the pass is open.

import { Problem } from "acts";
import { Asked } from "asking";
import { nameOfPass } from "council_head";
import { html } from "parts";
import { call } from "session";
import { stamp, words } from "words";

const T = words({
  title: ["Chấp nhận hàng loạt", "Bulk acceptances"],
  lead: [
    "Những lần Ông/Bà đã chấp nhận nhiều tiêu chí cùng lúc; hoàn tác được đến khi lần thẩm định" +
      " đóng.",
    "The times you accepted many criteria at once; each can be undone until the appraisal closes.",
  ],
  none: [
    "Chưa có lần nào. Ở trang của một đơn vị hoặc một tiêu chí có nút “Chấp nhận … tiêu chí không" +
      " có gì cần xem”.",
    "There is none yet. The page of a unit or a criterion has a button that accepts all criteria" +
      " with nothing to look at.",
  ],
  accepted: (count, units, at) => [
    `${count} tiêu chí của ${units} đơn vị, lúc ${at}`,
    `${count} criteria of ${units} units, ${at}`,
  ],
  undo: ["Hoàn tác…", "Undo…"],
  ask: (count) => [
    `Hoàn tác lần chấp nhận ${count} tiêu chí này?`,
    `Undo the acceptance of these ${count} criteria?`,
  ],
  what: [
    "Mỗi tiêu chí trở lại như trước lần chấp nhận đó; tiêu chí ai đã sửa sau đó thì giữ nguyên.",
    "Each criterion is as it was before; what somebody has changed since stays as it is.",
  ],
  sure: ["Hoàn tác", "Undo"],
  undone: ["đã hoàn tác", "undone"],
  restored: (count) => [`Đã hoàn tác ${count} tiêu chí.`, `${count} criteria restored.`],
  left: (count) => [
    ` ${count} tiêu chí đã sửa sau đó nên giữ nguyên.`,
    ` ${count} were changed since and stay as they are.`,
  ],
});
const count = ({ changed }) => Object.values(changed).flat().length;

export const loadActs = async ({ path }) => ({
  acts: (await call("GET", `${path}/acceptances`)).acceptances,
});

export function Acceptances({ page, state }) {
  return html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Problem} state=${state} />
    ${state.acts.length === 0 && html`<p>${T.none}</p>`}
    <${Acts} page=${page} acts=${state.acts} after=${() => {}} />
    <${Told} state=${state} />
  </section>`;
}

/** Those of the acts that touch what is shown and are not undone; `after` loads that again. */
export function ActsOf({ page, state, after, touches }) {
  const acts = state.acts.filter((act) => !act.undone && touches(act));
  return html`<${Acts} page=${page} acts=${acts} after=${after} /><${Told} state=${state} />`;
}

const Told = ({ state: { told } }) => html`<p role="status">${told}</p>`;

const Acts = ({ page, acts, after }) =>
  acts.length > 0 &&
  html`<ul class="bulk-acts">
    ${acts.map((act) => html`<${Act} key=${act.act} page=${page} act=${act} after=${after} />`)}
  </ul>`;

function Act({ page, act, after }) {
  const units = Object.keys(act.changed).length;
  const undo = async () => {
    const path = `${page.state.path}/acceptances`;
    const done = await call("POST", `${path}/${encodeURIComponent(act.act)}/undo`, {});
    await after();
    Object.assign(page.state, await loadActs(page.state));
    return T.restored(count(done)) + (done.left ? T.left(done.left) : "");
  };
  return html`<li>
    <p>
      <b>${nameOfPass(act.pass)}</b>: ${T.accepted(count(act), units, stamp(act.asked_at))}
      ${act.undone && html` <span class="tag quiet">${T.undone}</span>`}
    </p>
    ${
      !act.undone &&
      html`<${Asked} page=${page} id=${`undo-${act.act}`} label=${T.undo} title=${T.ask(count(act))}
        sure=${T.sure} act=${undo} link>
        <p>${T.what}</p>
      </${Asked}>`
    }
  </li>`;
}
