// Asking the unit to explain a criterion in its supplement.

import { html } from "parts";
import { call } from "session";
import { words } from "words";

const T = words({
  ask: ["Cần giải trình…", "Ask for an explanation…"],
  asked: ["Đã yêu cầu giải trình", "An explanation is asked for"],
  question: ["Câu hỏi cho đơn vị", "Question to the unit"],
  hint: [
    "Đơn vị đọc câu hỏi khi có kết quả lần 1. Đơn vị có câu hỏi thì chỉ bổ sung đúng các tiêu chí" +
      " được hỏi.",
    "The unit reads it with the first result. A unit that was asked supplements exactly the" +
      " criteria it was asked about.",
  ],
  send: ["Yêu cầu giải trình", "Ask"],
  withdraw: ["Rút yêu cầu", "Withdraw"],
});

/** What the unit is asked about a criterion; `locked` where that can only be read. */
export function ExplanationRequest({ page, unit, code, locked }) {
  const { requests } = unit.sheet.reply;
  const { question = "", version = 0 } = requests[code] ?? {};
  if (locked)
    return question ? html`<p><b>${T.asked}.</b> <span class="said">${question}</span></p>` : null;
  const typed = unit.asking[code] ?? question;
  const send = async (text) => {
    const body = { leaf: code, question: text, version };
    requests[code] = await call("POST", `${unit.path}/requests`, body);
    delete unit.asking[code];
  };
  const type = (event) => {
    unit.asking[code] = event.target.value;
    page.paint();
  };
  return html`<details class="block" open=${Boolean(typed)}>
    <summary>${question ? T.asked : T.ask}</summary>
    <form onSubmit=${page.run(() => send(typed.trim()))}>
      <p class="field">
        <label for="question">${T.question}</label>
        <span class="hint" id="question-hint">${T.hint}</span>
        <textarea id="question" rows="2" maxlength="2000" required
          aria-describedby="question-hint" value=${typed} onInput=${type}></textarea>
      </p>
      <p class="buttons">
        <button class="button plain" disabled=${page.state.busy}>${T.send}</button>${" "}
        ${
          question &&
          html`<button type="button" class="link" disabled=${page.state.busy}
            onClick=${page.run(() => send(""))}>${T.withdraw}</button>`
        }
      </p>
    </form>
  </details>`;
}
