// A new version of the questionnaires, by file or from another round: what it changes, then kept.

import { download } from "acts";
import { html } from "parts";
import { call } from "session";
import { detail, of, words } from "words";

const T = words({
  title: ["Phiên bản mới", "A new version"],
  frozen: [
    "Phiếu đã đóng băng nên không nạp được phiên bản mới; " +
      "vẫn tải về được để lưu hoặc dùng cho kỳ sau.",
    "The questionnaires are frozen, so no new version can be brought; " +
      "they can be downloaded, to keep or for the next round.",
  ],
  howTo: [
    "Tải phiếu hiện có về (JSON), sửa câu hỏi hoặc thang trả lời, rồi nạp lại. " +
      "Thay đổi được cho xem trước; phần khác của kỳ không đổi.",
    "Download the questionnaires (JSON), change questions or scales, bring the file back. " +
      "Changes are shown first; nothing else of the round changes.",
  ],
  download: ["Tải phiếu về", "Download"],
  bring: ["Nạp phiên bản mới", "Bring a new version"],
  earlier: ["Hoặc lấy phiếu của kỳ khác", "Or take those of another round"],
  preview: ["Xem trước thay đổi", "Preview the changes"],
  kept: (version) => [`Đã lưu phiên bản ${version}`, `Version ${version} is kept`],
  changes: ["Thay đổi nếu lưu: ", "What would change: "],
  added: ["Thêm", "Added"],
  changed: ["Sửa", "Changed"],
  removed: ["Bỏ", "Removed"],
  questions: (before, after) => [`${before} câu → ${after} câu`, `${before} → ${after} questions`],
  leftOut: (some) => [`${some} câu không lấy theo được`, `${some} questions could not go along`],
  same: ["Không câu hỏi nào thay đổi.", "No question changes."],
  keep: ["Lưu thành phiên bản mới", "Keep as a new version"],
  cancel: ["Bỏ", "Cancel"],
});
const KINDS = ["added", "changed", "removed"];
const UNREADABLE = {
  detail: "Tệp không đọc được: cần tệp JSON tải về từ trang này, đã sửa.",
  detail_en: "The file cannot be read: a JSON file downloaded here and changed is needed.",
};
/** Why a question cannot be left out: the criteria are not in the file, and count it. */
const STILL_COUNTED = {
  detail: "Tiêu chí của kỳ vẫn tính điểm theo câu này nên không bỏ câu này khỏi phiếu được.",
  detail_en: "The round's criteria still count this question, so it cannot be left out.",
};

const changes = {
  preview: (_state, revision) => ({ revision }),
  leave: () => ({ revision: null }),
  keep: (_state, questionnaires) => ({ questionnaires, revision: null }),
};

export function NewVersion({ page, state }) {
  const frozen = state.questionnaires.frozen_since;
  const others = state.rounds.filter((each) => each !== state.round);
  return html`<section class="block">
    <h2>${T.title}</h2>
    <p>${frozen ? T.frozen : T.howTo}</p>
    <p class="buttons">
      <${Download} page=${page} state=${state} />
      ${!frozen && html`<${Bring} page=${page} />`}
    </p>
    ${
      !frozen &&
      others.length > 0 &&
      html`<${Earlier} page=${page} busy=${state.busy} rounds=${others} />`
    }
    ${
      state.revision &&
      html`<${Revision} page=${page} busy=${state.busy} revision=${state.revision} />`
    }
  </section>`;
}

function Download({ page, state: { path, round, busy } }) {
  const save = () =>
    download(`${path}/questionnaires/document`, `phieu-dieu-tra-${round.round}.json`);
  return html`<button type="button" class="button plain" disabled=${busy}
    onClick=${page.run(save)}>${T.download}</button>`;
}

function Bring({ page }) {
  const choose = async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const text = await file.text();
    event.target.value = "";
    await preview(page, { document: parsed(text) }, file.name);
  };
  return html`<label class="button plain" for="new-version">${T.bring}</label>
    <input id="new-version" class="unseen" type="file" accept=".json,application/json"
      onChange=${page.run(choose)} />`;
}

/** The JSON object of a file. */
function parsed(text) {
  let document_ = null;
  try {
    document_ = JSON.parse(text);
  } catch {
    /* told below, as any other file that holds no object */
  }
  if (!document_ || typeof document_ !== "object" || Array.isArray(document_)) throw UNREADABLE;
  return document_;
}

function Earlier({ page, busy, rounds }) {
  const look = () => {
    const { value } = document.getElementById("earlier");
    const { title } = rounds.find((each) => each.round === value);
    return preview(page, { earlier: value }, of(title));
  };
  return html`<div class="giving">
    <p class="field">
      <label for="earlier">${T.earlier}</label>
      <select id="earlier">
        ${rounds.map(({ round, title }) => html`<option value=${round}>${of(title)}</option>`)}
      </select>
    </p>
    <button type="button" class="button plain" disabled=${busy} onClick=${page.run(look)}>
      ${T.preview}
    </button>
  </div>`;
}

/** Show what would change if `given`, which is called `name`, were kept. */
async function preview(page, given, name) {
  const act = page.transitions(changes);
  act.leave();
  try {
    const shown = await call("POST", `${page.state.path}/questionnaires/preview`, given);
    act.preview({ given, name, ...shown });
  } catch (problem) {
    problem.errors = problem.errors?.map(placed);
    throw problem;
  }
}

/** What is wrong with a file, with the place in it. */
function placed(wrong) {
  const counted = wrong.code === "unknown_question" && wrong.at.includes("criteria");
  const why = counted ? STILL_COUNTED : { detail: "", detail_en: "" };
  return {
    ...wrong,
    detail: `${wrong.at}: ${wrong.detail}. ${why.detail}`.trim(),
    detail_en: `${wrong.at}: ${wrong.detail_en}. ${why.detail_en}`.trim(),
  };
}

async function keep(page, { given, digest }) {
  const path = `${page.state.path}/questionnaires`;
  const kept = await call("PUT", path, { ...given, digest });
  page.transitions(changes).keep(kept);
  return T.kept(kept.version);
}

function Revision({ page, busy, revision }) {
  const act = page.transitions(changes);
  const same = revision.indexes.every((index) => KINDS.every((kind) => !index[kind].length));
  return html`<section class="asked" aria-labelledby="revision">
    <h3 id="revision">${T.changes}${revision.name}</h3>
    ${revision.indexes.map((index) => html`<${Changes} index=${index} />`)}
    ${revision.left_out.length > 0 && html`<${LeftOut} questions=${revision.left_out} />`}
    ${same && html`<p>${T.same}</p>`}
    <p class="buttons">
      <button type="button" class="button" disabled=${busy || same}
        onClick=${page.run(() => keep(page, revision))}>${T.keep}</button>${" "}
      <button type="button" class="button plain" onClick=${act.leave}>${T.cancel}</button>
    </p>
  </section>`;
}

/** What would change in the questions of an index. */
function Changes({ index }) {
  const some = KINDS.filter((kind) => index[kind].length);
  return html`<p><b>${of(index.title)}</b>: ${T.questions(index.before, index.after)}</p>
    ${some.map(
      (kind) => html`<details>
        <summary>${T[kind]}: ${index[kind].length}</summary>
        <ul>${index[kind].map((title) => html`<li>${title}</li>`)}</ul>
      </details>`,
    )}`;
}

function LeftOut({ questions }) {
  return html`<details>
    <summary>${T.leftOut(questions.length)}</summary>
    <ul>${questions.map((each) => html`<li>${each.at}: ${detail(each)}</li>`)}</ul>
  </details>`;
}
