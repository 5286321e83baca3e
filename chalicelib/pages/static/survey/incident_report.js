// A unit reports trouble with the survey, reads what is replied, closes what is solved.

import { acting, FormProblem, underWay } from "form_acts";
import { Incident, KINDS } from "incidents";
import { html } from "parts";
import { call, fresh } from "session";
import { of, say, words } from "words";

const T = words({
  title: [
    "Lỗi khi gửi, nhận thư hoặc trả lời phiếu",
    "Trouble with sending, receiving or answering",
  ],
  helpAtOnce: ["Cần giúp ngay, liên hệ:", "For help at once:"],
  which: ["Lỗi ở bước nào?", "Where does it go wrong?"],
  group: ["Nhóm (nếu có)", "Group (if any)"],
  noGroup: ["Không riêng nhóm nào", "No group in particular"],
  text: ["Mô tả lỗi", "What happens"],
  noNames: [
    "Không ghi tên hoặc câu trả lời của đối tượng điều tra.",
    "Give no respondent's name or answers.",
  ],
  contact: ["Liên hệ lại với ai (tên, điện thoại)", "Whom to call back (name, telephone)"],
  sending: ["Đang gửi…", "Sending…"],
  send: ["Báo lỗi", "Report the incident"],
  sent: [
    "Đã gửi báo lỗi. Trả lời sẽ hiện ở đây và gửi qua thư.",
    "Reported. The answer will appear here and come by e-mail.",
  ],
  reported: ["Đã báo", "Reported"],
  solved: ["Lỗi đã hết, đóng lại", "The problem is solved: close it"],
  closed: [
    "Đã đóng báo lỗi. Nếu lỗi còn, hãy báo lỗi mới.",
    "The report is closed. If the problem persists, report it again.",
  ],
});
const FORM = "fault";
/** What a report cannot do without, by its field. */
const NEEDED = {
  kind: { detail: "Hãy chọn lỗi ở bước nào", detail_en: "Choose where it goes wrong" },
  text: { detail: "Hãy mô tả lỗi", detail_en: "Describe the problem" },
};

export const blankReport = () => ({
  save_id: fresh(),
  kind: "",
  place: "",
  text: "",
  contact: "",
});
const changes = {
  type: ({ report }, name, value) => ({ report: { ...report, [name]: value } }),
  clear: () => ({ report: blankReport() }),
};

/** `state` holds the report as it is typed, the unit's progress, its incidents and helpers. */
export function Report({ page, state }) {
  return html`<section class="block" aria-labelledby="faults">
    <h2 id="faults">${T.title}</h2>
    <${Helpers} helpers=${state.helpers} />
    <${FormProblem} state=${state} form=${FORM} />
    ${state.told && html`<p class="good" role="status">${state.told}</p>`}
    <${Form} page=${page} state=${state} />
    ${state.incidents.length > 0 && html`<${Reported} page=${page} state=${state} />`}
  </section>`;
}

function Form({ page, state }) {
  const { report, progress, busy } = state;
  const { type } = page.transitions(changes);
  const typed = (name) => (event) => type(name, event.target.value);
  return html`<form onSubmit=${acting(page, FORM, () => send(page))} novalidate>
    <${Kinds} chosen=${report.kind} choose=${(kind) => type("kind", kind)} />
    <p class="field">
      <label for="fault-group">${T.group}</label>
      <select id="fault-group" value=${report.place} onChange=${typed("place")}>
        <option value="">${T.noGroup}</option>
        ${Object.entries(progress.groups).map(
          ([key, { title }]) => html`<option value=${key}>${of(title)}</option>`,
        )}
      </select>
    </p>
    <p class="field">
      <label for="fault-text">${T.text}</label>
      <span class="hint" id="fault-hint">${T.noNames}</span>
      <textarea id="fault-text" rows="4" maxlength="2000" aria-describedby="fault-hint"
        value=${report.text} onInput=${typed("text")}></textarea>
    </p>
    <p class="field">
      <label for="fault-contact">${T.contact}</label>
      <input id="fault-contact" maxlength="300" value=${report.contact}
        onInput=${typed("contact")} />
    </p>
    <button class="button" disabled=${busy}>${underWay(state, FORM) ? T.sending : T.send}</button>
  </form>`;
}

function Kinds({ chosen, choose }) {
  const option = ([kind, [vi, en]], at) => html`<label class="option">
    <input id=${at ? undefined : "fault-kind"} type="radio" name="kind" checked=${chosen === kind}
      onChange=${() => choose(kind)} />
    <span>${say(vi, en)}</span>
  </label>`;
  return html`<fieldset class="kinds">
    <legend>${T.which}</legend>
    ${Object.entries(KINDS).map(option)}
  </fieldset>`;
}

async function send(page) {
  const { report, progress, path } = page.state;
  const { place, ...told } = report;
  const missing = Object.keys(NEEDED).filter((name) => !report[name].trim());
  if (missing.length) throw { errors: missing.map((at) => ({ at, ...NEEDED[at] })) };
  const { index, group } = place ? progress.groups[place] : { index: "", group: "" };
  await call("POST", `${path}/faults`, { ...told, index, group });
  page.transitions(changes).clear();
  await page.reload();
  return T.sent;
}

function Reported({ page, state }) {
  const close = (id) => async () => {
    await call("POST", `${state.path}/faults/${encodeURIComponent(id)}/close`);
    await page.reload();
    return T.closed;
  };
  return html`<h3>${T.reported}</h3>
    <ul class="notices">
      ${state.incidents.map(
        (incident) => html`<li key=${incident.id}>
          <${Incident} incident=${incident} />
          ${
            incident.status !== "closed" &&
            html`<p>
              <button type="button" class="button plain" disabled=${state.busy}
                onClick=${acting(page, FORM, close(incident.id))}>${T.solved}</button>
            </p>`
          }
        </li>`,
      )}
    </ul>`;
}

function Helpers({ helpers }) {
  if (!helpers.length) return null;
  const number = (phone) => phone.replace(/[^+0-9]/g, "");
  return html`<div class="helpers">
    <p><b>${T.helpAtOnce}</b></p>
    <ul>
      ${helpers.map(
        ({ title, phone, email }) => html`<li>
          ${of(title)}
          ${phone && html`: <a href=${`tel:${number(phone)}`}>${phone}</a>`}
          ${email && html`: <a href=${`mailto:${email}`}>${email}</a>`}
        </li>`,
      )}
    </ul>
  </div>`;
}
