// Faults in sending, receiving and answering: a unit reports and reads; operations staff answer and close.

import { html, Summary } from "parts";
import { call, fresh } from "session";
import { detail, moment, of, say } from "words";

const KINDS = {
  sending: ["Gửi thư mời", "Sending invitations"],
  receiving: ["Nhận thư mời", "Receiving invitations"],
  answering: ["Trả lời phiếu", "Answering the questionnaire"],
};
const STATUS = {
  open: ["Đang chờ trả lời", "Waiting for an answer"],
  answered: ["Đã trả lời", "Answered"],
  closed: ["Đã đóng", "Closed"],
};
const blank = () => ({ save_id: fresh(), kind: "", place: "", text: "", contact: "" });
const state = { report: blank(), answers: {}, wrong: [], at: "", done: "", busy: false };

/** Do it once at a time; what the API refuses stands at the fields of the form `at`. */
function doing(at, paint, act) {
  return async (event) => {
    event?.preventDefault();
    if (state.busy) return;
    Object.assign(state, { busy: true, wrong: [], done: "", at });
    try {
      await act();
    } catch (problem) {
      state.wrong = (problem.errors?.length ? problem.errors : [problem]).map((each) => ({
        at: each.at && `${at}-${each.at}`,
        text: detail(each),
      }));
    }
    state.busy = false;
    paint();
  };
}

/** `groups` are those of the unit's progress; `helpers` whom it may also call. */
export function Report({ path, groups, helpers, faults, reload, paint }) {
  const { report } = state,
    set = (change) => {
      Object.assign(report, change);
      paint();
    };
  const send = doing("fault", paint, async () => {
    const missing = [
      ["kind", report.kind, say("Hãy chọn lỗi ở bước nào", "Choose where it goes wrong")],
      ["text", report.text.trim(), say("Hãy mô tả lỗi", "Describe the problem")],
    ].filter(([, value]) => !value);
    if (missing.length)
      throw { errors: missing.map(([at, , text]) => ({ at, detail: text, detail_en: text })) };
    const [index, group] = report.place
      ? [groups[report.place].index, groups[report.place].group]
      : ["", ""];
    await call("POST", `${path}/faults`, {
      save_id: report.save_id,
      kind: report.kind,
      index,
      group,
      text: report.text,
      contact: report.contact,
    });
    state.report = blank();
    state.done = say(
      "Đã gửi báo lỗi. Trả lời sẽ hiện ở đây và gửi qua thư.",
      "Reported. The answer will appear here and come by e-mail.",
    );
    await reload();
  });
  const close = ({ id }) =>
    doing("fault", paint, async () => {
      await call("POST", `${path}/faults/${encodeURIComponent(id)}/close`);
      state.done = say(
        "Đã đóng báo lỗi. Nếu lỗi còn, hãy báo lỗi mới.",
        "The report is closed. If the problem persists, report it again.",
      );
      await reload();
    });
  return html`<section class="block" aria-labelledby="faults"><h2 id="faults">${say("Lỗi khi gửi, nhận thư hoặc trả lời phiếu", "Trouble with sending, receiving or answering")}</h2>
    <${Helpers} helpers=${helpers} />
    <${Summary} problems=${state.at === "fault" ? state.wrong : []} />${state.done && html`<p class="good" role="status">${state.done}</p>`}
    <form onSubmit=${send} novalidate>
      <fieldset class="kinds"><legend>${say("Lỗi ở bước nào?", "Where does it go wrong?")}</legend>${Object.entries(KINDS).map(([kind, [vi, en]], at) => html`<label class="option"><input id=${at ? undefined : "fault-kind"} type="radio" name="kind" checked=${report.kind === kind} onChange=${() => set({ kind })} /><span>${say(vi, en)}</span></label>`)}</fieldset>
      <p class="field"><label for="fault-group">${say("Nhóm (nếu có)", "Group (if any)")}</label><select id="fault-group" value=${report.place} onChange=${(event) => set({ place: event.target.value })}>
        <option value="">${say("Không riêng nhóm nào", "No group in particular")}</option>${Object.entries(groups).map(([key, each]) => html`<option value=${key}>${of(each.title)}</option>`)}</select></p>
      <p class="field"><label for="fault-text">${say("Mô tả lỗi", "What happens")}</label><span class="hint" id="fault-hint">${say("Không ghi tên hoặc câu trả lời của đối tượng điều tra.", "Give no respondent's name or answers.")}</span><textarea id="fault-text" rows="4" maxlength="2000" aria-describedby="fault-hint" value=${report.text} onInput=${(event) => set({ text: event.target.value })}></textarea></p>
      <p class="field"><label for="fault-contact">${say("Liên hệ lại với ai (tên, điện thoại)", "Whom to call back (name, telephone)")}</label><input id="fault-contact" maxlength="300" value=${report.contact} onInput=${(event) => set({ contact: event.target.value })} /></p>
      <button class="button" disabled=${state.busy}>${state.busy ? say("Đang gửi…", "Sending…") : say("Báo lỗi", "Report the incident")}</button></form>
    ${
      faults.length > 0 &&
      html`<h3>${say("Đã báo", "Reported")}</h3><ul class="notices">${faults.map(
        (fault) => html`<li key=${fault.id}><${Told} fault=${fault} />
      ${fault.status !== "closed" && html`<p><button type="button" class="button plain" disabled=${state.busy} onClick=${close(fault)}>${say("Lỗi đã hết, đóng lại", "The problem is solved: close it")}</button></p>`}</li>`,
      )}</ul>`
    }</section>`;
}

/** Every unit's reports; those that wait come first. */
export function Answers({ path, faults, reload, paint }) {
  const rank = { open: 0, answered: 1, closed: 2 },
    sorted = [...faults].sort((a, b) => rank[a.status] - rank[b.status]);
  const waiting = faults.filter((fault) => fault.status === "open").length;
  return html`<section class="block" aria-labelledby="faults"><h2 id="faults">${say("Đơn vị báo lỗi", "Incidents that units report")}${waiting > 0 && html` <span class="soft">(${waiting} ${say("chờ trả lời", "waiting")})</span>`}</h2>
    ${
      faults.length === 0
        ? html`<p>${say("Chưa có báo lỗi nào.", "None so far.")}</p>`
        : html`<ul class="notices">${sorted.map(
            (
              fault,
            ) => html`<li key=${fault.unit + fault.id}><p><b>${of(fault.name)}</b></p><${Told} fault=${fault} />
      ${fault.status !== "closed" && html`<${Reply} path=${`${path}/faults/${encodeURIComponent(fault.unit)}/${fault.id}`} fault=${fault} reload=${reload} paint=${paint} />`}</li>`,
          )}</ul>`
    }</section>`;
}

function Reply({ path, fault, reload, paint }) {
  const at = `answer-${fault.unit}-${fault.id}`,
    reply = (state.answers[at] ??= { save_id: fresh(), text: "" });
  const send = doing(at, paint, async () => {
    if (!reply.text.trim())
      throw {
        errors: [{ at: "text", detail: "Hãy viết câu trả lời", detail_en: "Write an answer" }],
      };
    await call("POST", `${path}/answer`, reply);
    delete state.answers[at];
    await reload();
  });
  const close = doing(at, paint, async () => {
    await call("POST", `${path}/close`);
    await reload();
  });
  return html`<form onSubmit=${send} novalidate><${Summary} problems=${state.at === at ? state.wrong : []} />
    <p class="field"><label for=${`${at}-text`}>${say("Trả lời đơn vị", "Answer the unit")}</label><textarea id=${`${at}-text`} rows="2" maxlength="2000" value=${reply.text} onInput=${(
      event,
    ) => {
      reply.text = event.target.value;
      paint();
    }}></textarea></p>
    <p class="buttons"><button class="button" disabled=${state.busy}>${say("Gửi trả lời", "Send the answer")}</button> <button type="button" class="button plain" disabled=${state.busy} onClick=${close}>${say("Đóng, không cần làm gì nữa", "Close it: nothing left to do")}</button></p></form>`;
}

function Told({ fault }) {
  return html`<p><span class=${`state ${fault.status}`}>${say(...STATUS[fault.status])}</span> ${say(...KINDS[fault.kind])} <span class="soft">· ${moment(fault.reported_at)}</span></p>
    <p class="lines">${fault.text}</p>${fault.contact && html`<p class="soft">${say("Liên hệ: ", "Contact: ")}${fault.contact}</p>`}
    ${fault.replies.map((reply) => html`<blockquote class="lines">${reply.text}<footer class="soft">${say("Bộ phận điều hành", "Operations staff")} · ${moment(reply.at)}</footer></blockquote>`)}`;
}

function Helpers({ helpers }) {
  if (!helpers.length) return null;
  return html`<div class="helpers"><p><b>${say("Cần giúp ngay, liên hệ:", "For help at once:")}</b></p><ul>${helpers.map((each) => html`<li>${of(each.title)}${each.phone && html`: <a href=${`tel:${each.phone.replace(/[^+0-9]/g, "")}`}>${each.phone}</a>`}${each.email && html`: <a href=${`mailto:${each.email}`}>${each.email}</a>`}</li>`)}</ul></div>`;
}
