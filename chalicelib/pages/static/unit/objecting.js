// Objecting to a criterion of the final result: the form with a reason and files, and what the
// council decided.

import { Evidence } from "evidence";
import { File } from "files";
import { html } from "parts";
import { call } from "session";
import { Uploads } from "uploads";
import { number, stamp, until, words } from "words";

const T = words({
  open: (at) => [
    `Đơn vị được đề nghị xem xét lại từng tiêu chí, đến ${at}.`,
    `You may object to single criteria until ${at}.`,
  ],
  object: ["Đề nghị xem xét lại…", "Object…"],
  about: (code) => [`Đề nghị xem xét lại tiêu chí ${code}`, `Object to criterion ${code}`],
  once: [
    "Mỗi tiêu chí đề nghị một lần. Nêu rõ căn cứ; tải tệp lên trước khi gửi.",
    "Once for each criterion. Say what it rests on; upload files before you send it.",
  ],
  reason: ["Lý do, căn cứ", "Reason"],
  send: ["Gửi đề nghị", "Send"],
  cancel: ["Thôi, không gửi", "Cancel"],
  sent: (code) => [
    `Đã gửi đề nghị xem xét lại tiêu chí ${code}.`,
    `The objection to criterion ${code} is sent.`,
  ],
  made: (at) => [`Đề nghị xem xét lại, ${at}`, `Objection, ${at}`],
  files: (count) => [`${count} tệp`, count === 1 ? "1 file" : `${count} files`],
  requested: ["Hội đồng chưa quyết định", "The council has not decided yet"],
  accepted: (points) => [
    `Hội đồng chấp nhận, ${points} điểm; tính vào kết quả trả lần sau`,
    `Accepted, ${points} points; in the result once it is released again`,
  ],
  refused: ["Hội đồng không chấp nhận", "Not accepted"],
  why: ["Lý do", "Reason"],
});

/** What the page keeps of objections; `objecting` is the criterion whose form is open. */
export const noObjections = () => ({ objections: null, objecting: "", why: "", uploads: null });

/** The unit's objections, with the files that wait for one while it may object. */
export async function loadObjections({ path }, page) {
  const objections = await call("GET", `${path}/objections`);
  const uploads = new Uploads(`${path}/objections`, page.soon, () => {});
  if (objections.open || objections.objections.some(({ files }) => files.length))
    await uploads.load();
  return { objections, uploads };
}

export const ObjectionDays = ({ objections }) =>
  objections.open && html`<p class="notice objecting">${T.open(until(objections.closes))}</p>`;

const changes = {
  start: (_state, objecting) => ({ objecting, why: "" }),
  type: (_state, why) => ({ why }),
  leave: () => ({ objecting: "", why: "" }),
};

/** At a criterion: every objection that was made, the form, or the button that opens it. */
export function Objecting({ page, line }) {
  const { code, applies } = line;
  const { objections, objecting } = page.state;
  const made = objections.objections.filter((one) => one.leaf === code);
  const may = objections.open && applies && !made.some((one) => one.release === objections.release);
  const act = page.transitions(changes);
  const start = () => {
    act.start(code);
    document.getElementById("objection-reason")?.focus();
  };
  return html`${made.map(
    (one) => html`<${Made} key=${one.release} objection=${one} uploads=${page.state.uploads} />`,
  )}
    ${may && objecting === code && html`<${Form} page=${page} line=${line} act=${act} />`}
    ${
      may &&
      objecting !== code &&
      html`<p class="objecting">
        <button type="button" class="link" aria-label=${`${T.object} ${code}`} onClick=${start}>
          ${T.object}
        </button>
      </p>`
    }`;
}

function Form({ page, line, act }) {
  const { code } = line;
  const { state } = page;
  const { path, uploads, why } = state;
  const sending = uploads.all.some((upload) => upload.state === "sending");
  const send = page.run(async () => {
    await call("POST", `${path}/objections`, { leaf: code, reason: why.trim() });
    Object.assign(state, await loadObjections(state, page), { objecting: "", why: "" });
    return T.sent(code);
  });
  return html`<form class="asked objecting" aria-labelledby="objection-title" novalidate
    onSubmit=${send}>
    <p class="question" id="objection-title">${T.about(code)}</p>
    <p>${T.once}</p>
    <p class="field">
      <label for="objection-reason">${T.reason}</label>
      <textarea id="objection-reason" rows="3" maxlength="2000" value=${why}
        onInput=${(event) => act.type(event.target.value)}></textarea>
    </p>
    ${
      line.takes_evidence &&
      html`<${Evidence} uploads=${uploads} leaf=${{ code, evidence: "optional" }}
        locked=${false} />`
    }
    <p class="buttons">
      <button class="button" disabled=${state.busy || sending || !why.trim()}>${T.send}</button>
      ${" "}
      <button type="button" class="button plain" onClick=${() => act.leave()}>${T.cancel}</button>
    </p>
  </form>`;
}

/** A file of it that cannot be used is shown with what can be done about it. */
function Made({ objection: { at, reason, files, state, note, value }, uploads }) {
  const ids = files.map(({ evidence }) => evidence);
  const troubled = uploads.files.filter(
    (file) => ids.includes(file.evidence) && (file.state === "quarantined" || file.again !== "no"),
  );
  const outcome = state === "accepted" ? T.accepted(number(value.points)) : T[state];
  const named = files.map(({ name }) => name).join(", ");
  return html`<ul class="judged">
    <li>
      <b>${T.made(stamp(at))}:</b> <span class="lines">${reason}</span>
      ${files.length > 0 && html` <span class="soft">(${T.files(files.length)}: ${named})</span>`}
      ${
        troubled.length > 0 &&
        html`${uploads.fault && html`<p class="wrong" role="alert">${uploads.fault}</p>`}
        <ul class="files">
          ${troubled.map(
            (file) =>
              html`<${File} key=${file.evidence} uploads=${uploads} file=${file} locked=${true} />`,
          )}
        </ul>`
      }
    </li>
    <li>
      <b>${outcome}.</b>
      ${note && html` ${T.why}: <span class="lines">${note}</span>`}
    </li>
  </ul>`;
}
