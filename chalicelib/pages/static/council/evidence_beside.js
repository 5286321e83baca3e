// The files behind a criterion, what their inspection found, and one of them open beside the form.

import { html } from "parts";
import { call } from "session";
import { Loud, paperOf, Quiet, Tag } from "verdicts";
import { size, words } from "words";

const T = words({
  title: ["Tài liệu kiểm chứng", "Evidence"],
  none: ["Không có tệp nào.", "No files."],
  added: ["bổ sung sau lần 1", "added after the first appraisal"],
  close: ["Đóng tài liệu", "Close the document"],
  instead: ["Gửi thay sau khi tệp trên bị phát hiện không dùng được:", "Sent in its place:"],
  apart: ["Mở ở thẻ mới", "Open in a new tab"],
  document: ["Tài liệu", "Document"],
});

const changes = {
  show: (_state, beside) => ({ beside }),
  close: () => ({ beside: null }),
};

/** The files of a criterion: those that were sent, then those that were added. */
export function filesOf({ sheet: { reply } }, code) {
  const serves = ({ leaves }) => leaves.includes(code);
  const added = reply.supplement.evidence.filter(serves);
  return [...reply.evidence.filter(serves), ...added.map((file) => ({ ...file, added: true }))];
}

function pathOf(unit, file) {
  const where = file.added ? `${unit.path}/supplement` : unit.path;
  return `${where}/evidence/${encodeURIComponent(file.evidence)}`;
}

/** Open a file beside the form, by a link that lasts five minutes. */
export const openBeside = (page, unit, file) =>
  page.run(async () => {
    const { url } = await call("GET", `${pathOf(unit, file)}/link?shown=beside`);
    page.transitions(changes).show({ evidence: file.evidence, name: file.name, url });
  })();

/** Open the file that follows the one that is open, the first one after the last. */
export function openNext(page, unit, code) {
  const files = filesOf(unit, code);
  if (!files.length) return;
  const here = files.findIndex(({ evidence }) => evidence === page.state.beside?.evidence);
  openBeside(page, unit, files[(here + 1) % files.length]);
}

export const closeBeside = (page) => page.transitions(changes).close();

export function EvidenceList({ page, unit, code }) {
  const files = filesOf(unit, code);
  return html`<div class="block">
    <h2>${T.title}</h2>
    ${!files.length && html`<p class="soft">${T.none}</p>`}
    <ul class="files">
      ${files.map(
        (file) =>
          html`<${File} key=${file.evidence} page=${page} unit=${unit} file=${file}
            open=${() => openBeside(page, unit, file)} />`,
      )}
    </ul>
  </div>`;
}

function File({ page, unit, file, open }) {
  const isOpen = page.state.beside?.evidence === file.evidence;
  const about = [size(file.size), file.added && T.added, paperOf(file)];
  return html`<li class="file ${file.state}">
    <p class="file-head">
      <button type="button" class="link name" aria-pressed=${String(isOpen)} onClick=${open}>
        ${file.name}
      </button>${" "}
      <${Tag} file=${file} />
    </p>
    <p class="soft">${about.filter(Boolean).join(" · ")}</p>
    <${Loud} file=${file} /><${Quiet} file=${file} />
    ${file.replacement && html`<${Replacement} page=${page} unit=${unit} file=${file} />`}
  </li>`;
}

/** What the unit sent in place of a file that was found bad after it had been sent. */
function Replacement({ page, unit, file }) {
  const { replacement } = file;
  const open = page.run(async () => {
    const { url } = await call("GET", `${pathOf(unit, file)}/replacement/link`);
    window.open(url, "_blank", "noopener");
  });
  return html`<p class="file-head">
      <span class="soft">${T.instead}</span>${" "}
      <button type="button" class="link name" onClick=${open}>${replacement.name}</button>${" "}
      <${Tag} file=${replacement} />
    </p>
    <${Loud} file=${replacement} /><${Quiet} file=${replacement} />`;
}

/** The open file; its link can be followed where a browser shows no PDF within a page. */
export function Viewer({ page, beside: { name, url } }) {
  return html`<aside class="viewer" aria-label=${T.document}>
    <p class="file-head">
      <b>${name}</b>
      <a href=${url} target="_blank" rel="noopener">${T.apart}</a>
      <button type="button" class="link" onClick=${() => closeBeside(page)}>${T.close}</button>
    </p>
    <iframe src=${url} title=${name}></iframe>
  </aside>`;
}
