// All files of the unit, those that need something first; and the archive of them.

import { Problem } from "acts";
import { Archive } from "archive";
import { File } from "files";
import { html } from "parts";
import { standing } from "verdicts";
import { inOrder, say, size, words } from "words";
import { isLocked } from "workspace";

const T = words({
  title: ["Tài liệu kiểm chứng", "Evidence"],
  files: ["tệp", "files"],
  noFiles: ["Chưa có tệp nào. ", "No files yet. "],
  sendThere: ["Gửi tệp mới ở từng tiêu chí.", "New files are sent at each criterion."],
  each: ["Từng tệp", "Each file"],
  filter: ["Lọc tệp", "Filter the files"],
  none: ["Không có tệp nào.", "No files."],
});
const FILTERS = [
  ["", "Tất cả", "All"],
  ["quarantined", "Không dùng được", "Cannot be used"],
  ["warned", "Cần xem lại", "To be looked at"],
  ["reference", "Chỉ để tham khảo", "For reference only"],
];
const ORDER = ["quarantined", "waiting", "reference", "inspected"];

/** Whether a file passes a filter of FILTERS. */
function passes(filter, file) {
  if (!filter) return true;
  if (filter === "warned") return file.verdicts.some((each) => each.outcome === "warning");
  return standing(file) === filter;
}

/** Files that need something come first, those alike by their names. */
const byNeed = (one, other) =>
  ORDER.indexOf(standing(one)) - ORDER.indexOf(standing(other)) || inOrder(one.name, other.name);

const changes = { filterFiles: (_state, filesShown) => ({ filesShown }) };

export function Documents({ page, state }) {
  return html`<section class="panel">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${summed(state.uploads.files)}${T.sendThere}</p>
    <${Problem} state=${state} />
    <${Archive} page=${page} state=${state} />
    <${Files} page=${page} state=${state} />
  </section>`;
}

/** How many files there are, and how large together. */
function summed(files) {
  if (!files.length) return T.noFiles;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return `${files.length} ${T.files}, ${size(bytes)}. `;
}

function Files({ page, state }) {
  const { filesShown = "", uploads } = state;
  const locked = isLocked(state);
  const files = uploads.files.filter((file) => passes(filesShown, file)).sort(byNeed);
  return html`<div class="block">
    <h2>${T.each}</h2>
    <${Filters} page=${page} chosen=${filesShown} files=${uploads.files} />
    ${uploads.fault && html`<p class="wrong" role="alert">${uploads.fault}</p>`}
    ${files.length === 0 && html`<p>${T.none}</p>`}
    ${
      files.length > 0 &&
      html`<ul class="files">
        ${files.map(
          (file) => html`<${File} key=${file.evidence} page=${page} state=${state}
            file=${file} locked=${locked} />`,
        )}
      </ul>`
    }
  </div>`;
}

function Filters({ page, chosen, files }) {
  const act = page.transitions(changes);
  const count = (filter) => files.filter((file) => passes(filter, file)).length;
  return html`<div class="choices" role="group" aria-label=${T.filter}>
    ${FILTERS.map(
      ([name, vi, en]) => html`<button type="button" class="choice"
        aria-pressed=${String(chosen === name)} onClick=${() => act.filterFiles(name)}>
        ${say(vi, en)} <span>${count(name)}</span>
      </button>`,
    )}
  </div>`;
}
