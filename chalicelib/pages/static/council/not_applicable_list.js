// Requests of units that a criterion should not apply to them, and the council's decision, which
// the chair or the secretariat records.

import { FilesWith } from "files_with";
import { Opening } from "opening";
import { html } from "parts";
import { source } from "ruling_kinds";
import { account, call } from "session";
import { moment, number, of, words } from "words";

const T = words({
  title: ["Đề nghị không áp dụng tiêu chí", "Requests that a criterion should not apply"],
  lead: [
    "Hội đồng quyết định, có lý do. Đồng ý thì tiêu chí ra khỏi điểm tối đa của đơn vị ngay; bộ" +
      " phận điều hành rút lại được như các quyết định khác.",
    "The council decides, with a reason. From an agreement on the criterion no longer counts in" +
      " the unit's maximum; operations staff may take that back as any other ruling.",
  ],
  none: ["Chưa có đề nghị nào.", "No requests."],
  maximum: (points) => [`tối đa ${points} điểm`, `at most ${points} points`],
  said: ["Đơn vị nêu", "The unit says"],
  noFile: ["Không có tài liệu kèm theo", "No evidence with it"],
  requested: ["Chưa quyết định", "Not decided"],
  accepted: ["Đã đồng ý: không áp dụng", "Agreed: it does not apply"],
  refused: ["Không đồng ý: vẫn áp dụng", "Not agreed: it applies"],
  decide: ["Ghi quyết định…", "Record the decision…"],
  outcome: ["Quyết định của Hội đồng", "The council's decision"],
  accept: ["Đồng ý, tiêu chí không áp dụng", "Agree: the criterion does not apply"],
  refuse: ["Không đồng ý, tiêu chí vẫn áp dụng", "Do not agree: it applies"],
  reason: ["Lý do (đơn vị sẽ đọc)", "Reason (the unit will read it)"],
  document: ["Số văn bản làm căn cứ", "Number of the document it rests on"],
  dated: ["Ngày văn bản", "Date of the document"],
  save: ["Ghi quyết định", "Record"],
  cancel: ["Thôi, không ghi", "Cancel"],
  done: ["Đã ghi quyết định.", "The decision is recorded."],
});
const DECIDING = ["chair", "secretariat"];

/** The decision that is being typed, and about which request. */
export const noAnswer = () => ({
  answering: "",
  answer: { accept: null, reason: "", document: "", dated: "" },
});

export async function fetchNotApplicable({ path }) {
  const { requests } = await call("GET", `${path}/not-applicable`);
  const isOpen = ({ state }) => (state === "requested" ? 0 : 1);
  return { requests: requests.sort((one, other) => isOpen(one) - isOpen(other)) };
}

const changes = {
  begin: (_state, answering) => ({ ...noAnswer(), answering }),
  type: ({ answer }, name, value) => ({ answer: { ...answer, [name]: value } }),
  leave: noAnswer,
};
const keyOf = ({ unit, leaf, number: count }) => `${unit}/${leaf}/${count}`;

export function NotApplicableRequests({ page, state }) {
  if (!state.requests) return html`<${Opening} />`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${state.requests.length === 0 && html`<p>${T.none}</p>`}
    ${state.requests.map(
      (one) => html`<${Request} key=${keyOf(one)} page=${page} request=${one} />`,
    )}`;
}

function Request({ page, request }) {
  const { unit, name, leaf, title, maximum, reason, at, by, files, state } = request;
  return html`<section class="block">
    <h2>${of(name)}: ${leaf} ${of(title)}</h2>
    <p>${T.maximum(number(maximum))}</p>
    <p><b>${T.said}:</b> <span class="lines">${reason}</span>${" "}
      <span class="soft">(${by}, ${moment(at)})</span></p>
    ${
      files.length
        ? html`<${FilesWith} page=${page} unit=${unit} part="not-applicable" files=${files} />`
        : html`<p class="soft">${T.noFile}</p>`
    }
    ${
      state === "requested"
        ? html`<${Deciding} page=${page} request=${request} />`
        : html`<${Decided} request=${request} />`
    }
  </section>`;
}

function Decided({ request }) {
  const { state, note, decided_by: by, decided_at: at } = request;
  const who = [source(request), by, moment(at)].filter(Boolean).join(", ");
  return html`<p><b>${T[state]}.</b> <span class="lines">${note}</span>${" "}
    <span class="soft">(${who})</span></p>`;
}

function Deciding({ page, request }) {
  const { state } = page;
  if (!DECIDING.includes(account.role)) return html`<p class="need">${T.requested}</p>`;
  const key = keyOf(request);
  if (state.answering === key) return html`<${Decision} page=${page} request=${request} />`;
  const begin = () => {
    page.transitions(changes).begin(key);
    document.getElementById("answer-title")?.focus();
  };
  return html`<p class="buttons">
    <button type="button" class="button plain" disabled=${state.busy} onClick=${begin}>
      ${T.decide}
    </button>
  </p>`;
}

function Decision({ page, request: { unit, leaf, number: count } }) {
  const { state } = page;
  const { accept, reason, document: source_, dated } = state.answer;
  const act = page.transitions(changes);
  const save = page.run(async () => {
    const where = `${state.path}/${encodeURIComponent(unit)}/not-applicable/decide`;
    const body = { leaf, number: count, accept, reason: reason.trim() };
    await call("POST", where, { ...body, document: source_.trim(), dated: dated || null });
    Object.assign(state, await fetchNotApplicable(state), noAnswer());
    return T.done;
  });
  const choice = (yes, told) => html`<label class="option">
    <input type="radio" name="answer" checked=${accept === yes}
      onChange=${() => act.type("accept", yes)} />
    <span>${told}</span>
  </label>`;
  const type = (name) => (event) => act.type(name, event.target.value);
  return html`<form class="asked" aria-labelledby="answer-title" novalidate onSubmit=${save}>
    <p class="question" id="answer-title" tabindex="-1">${T.outcome}</p>
    <fieldset>
      <legend class="unseen">${T.outcome}</legend>
      ${choice(true, T.accept)}${choice(false, T.refuse)}
    </fieldset>
    <p class="field">
      <label for="answer-why">${T.reason}</label>
      <textarea id="answer-why" rows="3" maxlength="2000" value=${reason}
        onInput=${type("reason")}></textarea>
    </p>
    <div class="inputs wide-inputs">
      <p class="field">
        <label for="answer-document">${T.document}</label>
        <input id="answer-document" maxlength="300" value=${source_} onInput=${type("document")} />
      </p>
      <p class="field">
        <label for="answer-dated">${T.dated}</label>
        <input id="answer-dated" type="date" value=${dated} onInput=${type("dated")} />
      </p>
    </div>
    <p class="buttons">
      <button class="button" disabled=${state.busy || accept === null || !reason.trim()}>
        ${T.save}
      </button>${" "}
      <button type="button" class="button plain" onClick=${() => act.leave()}>${T.cancel}</button>
    </p>
  </form>`;
}
