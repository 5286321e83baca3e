// Who changed a leaf, when, from what to what; loaded when it is unfolded.

import { nameOfPart, Turn } from "criterion";
import { html } from "parts";
import { call } from "session";
import { detail, stamp, words } from "words";
import { nameOf } from "workspace";

const T = words({
  title: ["Lịch sử thay đổi", "History"],
  unchanged: ["Chưa ai sửa tiêu chí này.", "Nobody has changed this criterion yet."],
});

const changes = {
  show: (_state, history) => ({ history }),
};

export function History({ page, state, leaf }) {
  const { show } = page.transitions(changes);
  const load = async (event) => {
    if (!event.currentTarget.open) return;
    const path = `${state.path}/history?leaf=${encodeURIComponent(leaf.code)}`;
    const { code } = leaf;
    try {
      show({ code, steps: (await call("GET", path)).history });
    } catch (problem) {
      show({ code, problem });
    }
  };
  return html`<details class="block" onToggle=${load}>
    <summary>${T.title}</summary>
    ${state.history?.code === leaf.code && html`<${Steps} leaf=${leaf} ...${state.history} />`}
  </details>`;
}

function Steps({ leaf, steps, problem }) {
  if (problem) return html`<p class="wrong">${detail(problem)}</p>`;
  if (steps.length === 0) return html`<p class="soft">${T.unchanged}</p>`;
  return html`<ol class="history">
    ${steps.map((step) => html`<${Step} key=${step.version} leaf=${leaf} step=${step} />`)}
  </ol>`;
}

function Step({ leaf, step }) {
  const { now, was } = step;
  return html`<li>
    <p><b>${stamp(step.saved_at)}</b> · <span title=${step.by}>${nameOf(step.by)}</span></p>
    <dl class="turns">
      ${Object.keys(now).map(
        (part) => html`<div>
          <dt>${nameOfPart(part)}</dt>
          <dd><${Turn} leaf=${leaf} part=${part} from=${was[part]} to=${now[part]} /></dd>
        </div>`,
      )}
    </dl>
  </li>`;
}
