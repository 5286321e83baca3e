// The questionnaires: which version, frozen since when, what each group sees.

import { Problem } from "acts";
import { NewVersion } from "new_version";
import { html } from "parts";
import { showQuestionnaire } from "questionnaire_preview";
import { call } from "session";
import { of, stamp, words } from "words";

const T = words({
  title: ["Phiếu điều tra", "Questionnaires"],
  opening: ["Đang mở…", "Opening…"],
  version: (version) => [`Phiên bản ${version}. `, `Version ${version}. `],
  frozen: (since) => [
    `Đã đóng băng từ thư mời đầu tiên (${since}): ai cũng trả lời cùng một phiếu.`,
    `Frozen since the first invitation (${since}): everybody is asked the same.`,
  ],
  notFrozen: [
    "Còn sửa được cho đến thư mời đầu tiên.",
    "It may be changed until the first invitation.",
  ],
  digest: ["Mã kiểm tra: ", "Digest: "],
  questions: (some) => [`${some} câu`, `${some} questions`],
  from: ["lấy từ kỳ", "taken from"],
  illustrative: ["minh họa", "illustrative"],
  preview: ["Xem trước phiếu", "Preview"],
});
/** The name of the unit in a preview, which is of no unit in particular. */
const ANY_UNIT = { vi: "đơn vị được đánh giá", en: "the rated unit" };

export async function fetchQuestionnaires({ path }) {
  return { questionnaires: await call("GET", `${path}/questionnaires`) };
}

export function Questionnaires({ page, state }) {
  const { questionnaires } = state;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <${Problem} state=${state} />
    ${
      questionnaires
        ? html`<${Current} questionnaires=${questionnaires} />
            <${NewVersion} page=${page} state=${state} />`
        : html`<p role="status">${T.opening}</p>`
    }`;
}

function Current({ questionnaires: { round, version, frozen_since, digest, groups } }) {
  return html`<p class="lead">
      ${T.version(version)}${frozen_since ? T.frozen(stamp(frozen_since)) : T.notFrozen}
    </p>
    <p class="soft">${T.digest}<code>${digest.slice(0, 16)}</code></p>
    <ul class="notices">
      ${groups.map(
        (shown) => html`<${Group} key=${shown.index.id + shown.group.id} round=${round}
          shown=${shown} />`,
      )}
    </ul>`;
}

/** What one group is asked. */
function Group({ round, shown }) {
  const { index, group, questions, copied_from, illustrative } = shown;
  const preview = () => showQuestionnaire(round, ANY_UNIT, shown);
  return html`<li>
    <p>
      <b>${of(group.title)}</b>${" "}
      <span class="soft">
        ${of(index.title)} · ${T.questions(questions.length)}
        ${copied_from && ` · ${T.from} ${copied_from}`}
      </span>
      ${illustrative && html` <span class="tag caution">${T.illustrative}</span>`}
    </p>
    <button type="button" class="link" onClick=${preview}>
      ${T.preview}<span class="unseen"> ${of(group.title)}</span>
    </button>
  </li>`;
}
