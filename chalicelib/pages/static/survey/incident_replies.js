// Operations staff reply to the incidents that units report, and close them.

import { acting, FormProblem } from "form_acts";
import { Incident } from "incidents";
import { html } from "parts";
import { call, fresh } from "session";
import { of, words } from "words";

const T = words({
  title: ["Đơn vị báo lỗi", "Incidents that units report"],
  waiting: ["chờ trả lời", "waiting"],
  none: ["Chưa có báo lỗi nào.", "None so far."],
  reply: ["Trả lời đơn vị", "Answer the unit"],
  send: ["Gửi trả lời", "Send the answer"],
  close: ["Đóng, không cần làm gì nữa", "Close it: nothing left to do"],
});
const NO_TEXT = { at: "text", detail: "Hãy viết câu trả lời", detail_en: "Write an answer" };
/** Those that wait come first. */
const RANK = { open: 0, answered: 1, closed: 2 };

/** `replies` are those being typed, by their form; each has an id, so sent twice it counts once. */
const changes = {
  type: ({ replies }, form, text) => ({
    replies: { ...replies, [form]: { ...(replies[form] ?? { save_id: fresh() }), text } },
  }),
  clear: ({ replies }, form) => ({ replies: { ...replies, [form]: undefined } }),
};

export const waiting = (incidents) => incidents.filter(({ status }) => status === "open").length;

export function Replies({ page, state }) {
  const { incidents } = state;
  const open = waiting(incidents);
  const sorted = [...incidents].sort((a, b) => RANK[a.status] - RANK[b.status]);
  const item = (incident) => html`<li key=${incident.unit + incident.id}>
    <p><b>${of(incident.name)}</b></p>
    <${Incident} incident=${incident} />
    ${
      incident.status !== "closed" &&
      html`<${Reply} page=${page} state=${state} incident=${incident} />`
    }
  </li>`;
  return html`<section class="block" aria-labelledby="faults">
    <h2 id="faults">
      ${T.title}${open > 0 && html` <span class="soft">(${open} ${T.waiting})</span>`}
    </h2>
    ${sorted.length ? html`<ul class="notices">${sorted.map(item)}</ul>` : html`<p>${T.none}</p>`}
  </section>`;
}

function Reply({ page, state, incident: { unit, id } }) {
  const form = `answer-${unit}-${id}`;
  const path = `${state.path}/faults/${encodeURIComponent(unit)}/${id}`;
  const { type } = page.transitions(changes);
  const send = acting(page, form, () => reply(page, form, path));
  const close = acting(page, form, async () => {
    await call("POST", `${path}/close`);
    await page.reload();
  });
  return html`<form onSubmit=${send} novalidate>
    <${FormProblem} state=${state} form=${form} />
    <p class="field">
      <label for=${`${form}-text`}>${T.reply}</label>
      <textarea id=${`${form}-text`} rows="2" maxlength="2000"
        value=${state.replies[form]?.text ?? ""}
        onInput=${(event) => type(form, event.target.value)}></textarea>
    </p>
    <p class="buttons">
      <button class="button" disabled=${state.busy}>${T.send}</button>${" "}
      <button type="button" class="button plain" disabled=${state.busy} onClick=${close}>
        ${T.close}
      </button>
    </p>
  </form>`;
}

async function reply(page, form, path) {
  const typed = page.state.replies[form];
  if (!typed?.text.trim()) throw { errors: [NO_TEXT] };
  await call("POST", `${path}/answer`, typed);
  page.transitions(changes).clear(form);
  await page.reload();
}
