// The questionnaires: which version, frozen since when, what each group sees; a new version by file or from another round.

import { download } from "acts";
import { html } from "parts";
import { showQuestionnaire } from "questionnaire_preview";
import { call } from "session";
import { detail, of, say, stamp } from "words";

export async function openQuestionnaires(desk) {
  desk.questionnaires = await call("GET", `${desk.path}/questionnaires`);
}

/** A fault of a file, with the place in it; the criteria are not in the file, and count the questions that it has to keep. */
function placed(fault) {
  const [vi, en] =
    fault.code === "unknown_question" && fault.at.includes("criteria")
      ? [
          "Tiêu chí của kỳ vẫn tính điểm theo câu này nên không bỏ câu này khỏi phiếu được.",
          "The round's criteria still count this question, so it cannot be left out.",
        ]
      : ["", ""];
  return {
    ...fault,
    detail: `${fault.at}: ${fault.detail}. ${vi}`.trim(),
    detail_en: `${fault.at}: ${fault.detail_en}. ${en}`.trim(),
  };
}

export function Questionnaires({ desk, run, paint, problem }) {
  const path = `${desk.path}/questionnaires`,
    found = desk.questionnaires,
    { revision } = desk;
  const look = async (given, name) => {
    desk.revision = null;
    try {
      desk.revision = { given, name, ...(await call("POST", `${path}/preview`, given)) };
    } catch (problem) {
      problem.errors = problem.errors?.map(placed);
      throw problem;
    }
  };
  const choose = run(async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const text = await file.text();
    event.target.value = "";
    let document_;
    try {
      document_ = JSON.parse(text);
    } catch {
      document_ = null;
    }
    if (!document_ || typeof document_ !== "object" || Array.isArray(document_))
      throw {
        detail: "Tệp không đọc được: cần tệp JSON tải về từ trang này, đã sửa.",
        detail_en: "The file cannot be read: a JSON file downloaded here and changed is needed.",
      };
    await look({ document: document_ }, file.name);
  });
  const keep = run(async () => {
    desk.questionnaires = await call("PUT", path, { ...revision.given, digest: revision.digest });
    desk.revision = null;
    return say(
      `Đã lưu phiên bản ${desk.questionnaires.version}`,
      `Version ${desk.questionnaires.version} is kept`,
    );
  });
  const others = desk.rounds.filter((each) => each !== desk.round);
  return html`<h1 tabindex="-1">${say("Phiếu điều tra", "Questionnaires")}</h1>${problem}
    ${
      !found
        ? html`<p role="status">${say("Đang mở…", "Opening…")}</p>`
        : html`<p class="lead">${say(`Phiên bản ${found.version}. `, `Version ${found.version}. `)}${found.frozen_since ? say(`Đã đóng băng từ thư mời đầu tiên (${stamp(found.frozen_since)}): ai cũng trả lời cùng một phiếu.`, `Frozen since the first invitation (${stamp(found.frozen_since)}): everybody is asked the same.`) : say("Còn sửa được cho đến thư mời đầu tiên.", "It may be changed until the first invitation.")}</p>
      <p class="soft">${say("Mã kiểm tra: ", "Digest: ")}<code>${found.digest.slice(0, 16)}</code></p>
      <ul class="notices">${found.groups.map(
        (
          each,
        ) => html`<li key=${each.index.id + each.group.id}><p><b>${of(each.group.title)}</b> <span class="soft">${of(each.index.title)} · ${say(`${each.questions.length} câu`, `${each.questions.length} questions`)}${each.copied_from && ` · ${say("lấy từ kỳ", "taken from")} ${each.copied_from}`}</span>${each.illustrative && html` <span class="tag caution">${say("minh họa", "illustrative")}</span>`}</p>
        <button type="button" class="link" onClick=${() => showQuestionnaire(found.round, { vi: "đơn vị được đánh giá", en: "the rated unit" }, each)}>${say("Xem trước phiếu", "Preview")}<span class="unseen"> ${of(each.group.title)}</span></button></li>`,
      )}</ul>
      <section class="block"><h2>${say("Phiên bản mới", "A new version")}</h2>
        <p>${found.frozen_since ? say("Phiếu đã đóng băng nên không nạp được phiên bản mới; vẫn tải về được để lưu hoặc dùng cho kỳ sau.", "The questionnaires are frozen, so no new version can be brought; they can be downloaded, to keep or for the next round.") : say("Tải phiếu hiện có về (JSON), sửa câu hỏi hoặc thang trả lời, rồi nạp lại. Thay đổi được cho xem trước; phần khác của kỳ không đổi.", "Download the questionnaires (JSON), change questions or scales, bring the file back. Changes are shown first; nothing else of the round changes.")}</p>
        <p class="buttons"><button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => download(`${path}/document`, `phieu-dieu-tra-${desk.round.round}.json`))}>${say("Tải phiếu về", "Download")}</button>
          ${!found.frozen_since && html`<label class="button plain" for="new-version">${say("Nạp phiên bản mới", "Bring a new version")}</label><input id="new-version" class="unseen" type="file" accept=".json,application/json" onChange=${choose} />`}</p>
        ${
          !found.frozen_since &&
          others.length > 0 &&
          html`<div class="giving"><p class="field"><label for="earlier">${say("Hoặc lấy phiếu của kỳ khác", "Or take those of another round")}</label><select id="earlier">${others.map((each) => html`<option value=${each.round}>${of(each.title)}</option>`)}</select></p>
          <button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => {
            const { value } = document.getElementById("earlier");
            return look({ earlier: value }, of(others.find((each) => each.round === value).title));
          })}>${say("Xem trước thay đổi", "Preview the changes")}</button></div>`
        }
        ${
          revision &&
          html`<${Changes} revision=${revision} keep=${keep} leave=${() => {
            desk.revision = null;
            paint();
          }} busy=${desk.busy} />`
        }</section>`
    }`;
}

function Changes({ revision, keep, leave, busy }) {
  const kinds = [
    ["added", say("Thêm", "Added")],
    ["changed", say("Sửa", "Changed")],
    ["removed", say("Bỏ", "Removed")],
  ];
  const same = revision.indexes.every((each) => kinds.every(([kind]) => !each[kind].length));
  return html`<section class="asked" aria-labelledby="revision"><h3 id="revision">${say("Thay đổi nếu lưu: ", "What would change: ")}${revision.name}</h3>
    ${revision.indexes.map((each) => html`<p><b>${of(each.title)}</b>: ${say(`${each.before} câu → ${each.after} câu`, `${each.before} → ${each.after} questions`)}</p>${kinds.filter(([kind]) => each[kind].length).map(([kind, word]) => html`<details><summary>${word}: ${each[kind].length}</summary><ul>${each[kind].map((title) => html`<li>${title}</li>`)}</ul></details>`)}`)}
    ${revision.left_out.length > 0 && html`<details><summary>${say(`${revision.left_out.length} câu không lấy theo được`, `${revision.left_out.length} questions could not go along`)}</summary><ul>${revision.left_out.map((each) => html`<li>${each.at}: ${detail(each)}</li>`)}</ul></details>`}
    ${same && html`<p>${say("Không câu hỏi nào thay đổi.", "No question changes.")}</p>`}
    <p class="buttons"><button type="button" class="button" disabled=${busy || same} onClick=${keep}>${say("Lưu thành phiên bản mới", "Keep as a new version")}</button> <button type="button" class="button plain" onClick=${leave}>${say("Bỏ", "Cancel")}</button></p></section>`;
}
