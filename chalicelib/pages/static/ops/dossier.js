// A case as a dossier for whoever has to rule on it, to be printed: what was noticed or found, what
// the unit was asked and replied, what was decided.

import { EXCLUSIONS, STATES, STEPS } from "dishonesty";
import { PARTS } from "file_parts";
import { CASE_STATES, CASE_STEPS, place } from "interference_case";
import { html } from "parts";
import { call } from "session";
import { moment, number, of, stamp, until, words } from "words";

const T = words({
  opening: ["Đang mở…", "Opening…"],
  print: ["In hồ sơ", "Print"],
  survey: ["Hồ sơ về dấu hiệu can thiệp vào điều tra xã hội học", "Interference with the survey"],
  dishonesty: ["Hồ sơ về tính trung thực của tài liệu, số liệu", "Dishonesty in evidence, figures"],
  submitted: ["Trình cấp có thẩm quyền xem xét", "For the authority to rule on"],
  printed: (at) => [`In lúc ${at}`, `Printed ${at}`],
  state: ["Tình trạng", "State"],
  noticed: ["Dấu hiệu khi mở hồ sơ", "Signs when the case was opened"],
  counted: (seen, total, expected) => [
    `${seen} / ${total}; ngẫu nhiên khoảng ${expected}`,
    `${seen} of ${total}; by chance about ${expected}`,
  ],
  noSign: ["Không có dấu hiệu nào vượt mức ngẫu nhiên.", "Nothing beyond what chance brings."],
  criteria: ["Tiêu chí và tài liệu của đơn vị", "Criteria, and the unit's files"],
  noFiles: ["không có tài liệu", "no files"],
  uploaded: (at) => [`tải lên ${at}`, `uploaded ${at}`],
  replaces: (name) => [`gửi thay “${name}”`, `sent in place of “${name}”`],
  removed: (at, by) => [`thôi dùng ${at}, ${by}`, `no longer used since ${at}, ${by}`],
  steps: ["Diễn biến", "What happened"],
  replyBy: (at) => [`trả lời đến ${at}`, `reply by ${at}`],
  effect: (before, after) => [
    `Chỉ số khi tính điều tra: ${before}; khi hủy: ${after}`,
    `Index with the survey: ${before}; when void: ${after}`,
  ],
  exclusion: ["Không đánh giá, không xếp hạng", "Exclusion"],
  takenBack: ["Rút quyết định không đánh giá", "Taking the exclusion back"],
});
const KINDS = {
  survey: { path: "cases", steps: CASE_STEPS, states: CASE_STATES },
  dishonesty: { path: "dishonesty", steps: STEPS, states: STATES },
};

/** On the way to `#/dossier/<kind>/<unit>`. */
export const noDossier = () => ({ dossier: null, dossierOf: [] });
export const arriveAtDossier = (_state, rest) => ({ dossier: null, dossierOf: rest });

export async function fetchDossier({ state }) {
  const [kind, unit = ""] = state.dossierOf;
  const path = KINDS[kind]?.path ?? "cases";
  return { dossier: await call("GET", `${state.path}/${path}/${encodeURIComponent(unit)}`) };
}

export function Dossier({ state }) {
  const { dossier: file, dossierOf } = state;
  if (!file) return html`<h1 tabindex="-1">${T.opening}</h1>`;
  const kind = dossierOf[0] === "dishonesty" ? "dishonesty" : "survey";
  const Grounds = kind === "survey" ? Signals : Criteria;
  return html`<div class="paper">
    <p class="tools buttons">
      <button type="button" class="button" onClick=${() => print()}>${T.print}</button>
    </p>
    <h1 tabindex="-1">
      ${T[kind]} <span>${of(file.name)}</span>
      <small>${of(state.overview.title)}</small>
    </h1>
    <p class="to">${T.submitted}</p>
    <p class="to soft">${T.state}: ${KINDS[kind].states[file.state]} ·
      ${T.printed(stamp(new Date().toISOString()))}</p>
    <${Grounds} file=${file} />
    <h2>${T.steps}</h2>
    <ol class="notices">
      ${file.steps.map((step) => html`<${Step} step=${step} titles=${KINDS[kind].steps} />`)}
    </ol>
    ${file.exclusion && html`<${Exclusion} exclusion=${file.exclusion} />`}
  </div>`;
}

function Signals({ file }) {
  const flagged = file.signals.filter((signal) => signal.flagged);
  const line = ({ title, seen, of: total, expected }) => html`<li>
    ${of(title)}: ${T.counted(seen, total, number(expected))}
  </li>`;
  return html`<h2>${T.noticed}</h2>
    ${flagged.length ? html`<ul>${flagged.map(line)}</ul>` : html`<p>${T.noSign}</p>`}`;
}

/** With what a file was sent, by whom and when, in whose place, and whether it was removed. */
function toldOf({ part, at, by, replaces, removed_at: removedAt, removed_by: removedBy }) {
  const told = [
    PARTS[part],
    `${T.uploaded(stamp(at))}, ${by}`,
    replaces && T.replaces(replaces),
    removedAt && T.removed(stamp(removedAt), removedBy),
  ];
  return told.filter(Boolean).join(" · ");
}

function Criteria({ file }) {
  const held = (one) => html`<li>
    ${one.name} · ${toldOf(one)}<br /><code>SHA-256 ${one.sha256}</code>
  </li>`;
  return html`<h2>${T.criteria}</h2>
    ${file.criteria.map(
      ({ leaf, title, files }) => html`<h3>${leaf} ${of(title)}</h3>
        ${files.length ? html`<ul>${files.map(held)}</ul>` : html`<p>${T.noFiles}</p>`}`,
    )}`;
}

function Step({ step: { kind, at, by, reply_until: due, text, effect }, titles }) {
  return html`<li>
    <p><b>${titles[kind]}</b> · ${moment(at)} · ${by}${due && ` · ${T.replyBy(until(due))}`}</p>
    <p class="text">${text}</p>
    ${effect && html`<p class="soft">${T.effect(place(effect.before), place(effect.after))}</p>`}
  </li>`;
}

function Exclusion({ exclusion: { state, withdraws, note, decided_by: by, decided_at: at } }) {
  const what = withdraws ? T.takenBack : T.exclusion;
  const who = by && ` · ${by}, ${moment(at)}`;
  return html`<p><b>${what}:</b> ${EXCLUSIONS[state]}${who}${note && `: ${note}`}</p>`;
}
