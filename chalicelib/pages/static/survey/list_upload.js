// The lists by file: the form is downloaded; the filled one is uploaded, its changes are shown,
// then kept.

import { base64, download } from "acts";
import { Errors, Notices } from "list_file";
import { writable } from "list_state";
import { html } from "parts";
import { account, call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Lập danh sách bằng tệp", "Lists by file"],
  titleOfSent: ["Danh sách dạng tệp", "The lists as a file"],
  how: [
    "Tải mẫu Excel về (có sẵn danh sách đang lưu), điền rồi nạp lại. Nhận tệp .xlsx và .csv. " +
      "Mọi thay đổi được cho xem trước; còn lỗi thì chưa lưu gì.",
    "Download the Excel form (it holds the lists as they are), fill it in, upload it. XLSX and " +
      "CSV are taken. All changes are shown first; nothing is kept while there is an error.",
  ],
  form: ["Tải mẫu về", "Download the form"],
  lists: ["Tải danh sách về", "Download the lists"],
  choose: ["Nạp tệp đã điền", "Bring back a filled file"],
  keep: ["Lưu danh sách từ tệp", "Keep the lists of the file"],
  kept: (count) => [`Đã lưu ${count} người từ tệp`, `Kept ${count} people from the file`],
  cancel: ["Bỏ", "Cancel"],
  changes: ["Các thay đổi", "Changes"],
  wouldChange: ["Tệp này sẽ thay đổi", "What the file would change"],
  group: ["Nhóm", "Group"],
  before: ["Đang có", "Now"],
  listed: ["Sẽ có", "Then"],
  added: ["Thêm", "Added"],
  changed: ["Sửa", "Changed"],
  removed: ["Bỏ ra", "Removed"],
  removedFrom: (count, group) => [
    `${count} người bị bỏ ra khỏi “${group}”`,
    `${count} people removed from “${group}”`,
  ],
});
const MOST = 300;

/** `file` is what the API says of the chosen file, with its name and content. */
const changes = { show: (_state, file) => ({ file }) };

export function FilePanel({ page, state }) {
  const open = writable(state.lists);
  const get = page.run(() => download(`${state.path}/list-form`, formName(state)));
  return html`<section class="block">
    <h2>${open ? T.title : T.titleOfSent}</h2>
    ${open && html`<p>${T.how}</p>`}
    <p class="buttons">
      <button type="button" class="button plain" disabled=${state.busy} onClick=${get}>
        ${open ? T.form : T.lists}
      </button>
      ${open && html`<${Choose} page=${page} state=${state} />`}
    </p>
    ${state.file && html`<${Preview} page=${page} state=${state} />`}
  </section>`;
}

function formName({ staff, round }) {
  const whose = staff ? `${round.round}-authority` : `${account.round}-${account.unit}`;
  return `danh-sach-${whose}.xlsx`;
}

function Choose({ page, state }) {
  const act = page.transitions(changes);
  const choose = page.run(async ({ target }) => {
    const [chosen] = target.files;
    target.value = "";
    act.show(null);
    if (!chosen) return;
    const content = await base64(chosen);
    const preview = await call("POST", `${state.path}/list-form/preview`, { content });
    act.show({ name: chosen.name, content, ...preview });
  });
  return html`<label class="button" for="list-file">${T.choose}</label>
    <input id="list-file" class="unseen" type="file"
      accept=".xlsx,.xls,.xlsb,.ods,.csv" onChange=${choose} />`;
}

function Preview({ page, state: { file, path, busy } }) {
  const act = page.transitions(changes);
  const keep = page.run(async () => {
    const { content, basis } = file;
    const { groups } = await call("POST", `${path}/list-form/keep`, { content, basis });
    act.show(null);
    await page.reload();
    return T.kept(Object.values(groups).reduce((sum, count) => sum + count, 0));
  });
  const cancel = page.run(async () => act.show(null));
  return html`<section class="block preview" aria-live="polite">
    <h2>${file.name}</h2>
    <${Errors} errors=${file.errors} />
    ${file.basis && html`<${Changes} groups=${Object.values(file.groups)} />`}
    <${Notices} notices=${file.notices} />
    ${
      file.basis &&
      html`<p class="buttons">
        <button type="button" class="button" disabled=${busy} onClick=${keep}>${T.keep}</button>
        ${" "}<button type="button" class="button plain" onClick=${cancel}>${T.cancel}</button>
      </p>`
    }
  </section>`;
}

function Changes({ groups }) {
  if (!groups.length) return null;
  const numbers = ["before", "listed", "added", "changed", "removed"];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.changes}>
      <table class="stack">
        <caption>${T.wouldChange}</caption>
        <thead><tr>
          <th>${T.group}</th>
          ${numbers.map((name) => html`<th class="right">${T[name]}</th>`)}
        </tr></thead>
        <tbody>${groups.map((group) => html`<${ChangeRow} group=${group} />`)}</tbody>
      </table>
    </div>
    ${groups
      .filter(({ removed }) => removed.length)
      .map((group) => html`<${Removed} group=${group} />`)}`;
}

function ChangeRow({ group }) {
  const cell = (name, value) => html`<td class="right" data-head=${T[name]}>${value}</td>`;
  return html`<tr>
    <th scope="row">${of(group.title)}</th>
    ${cell("before", group.before)}${cell("listed", html`<b>${group.listed}</b>`)}
    ${cell("added", group.added)}${cell("changed", group.changed)}
    ${cell("removed", group.removed.length)}
  </tr>`;
}

function Removed({ group: { title, removed } }) {
  return html`<details>
    <summary>${T.removedFrom(removed.length, of(title))}</summary>
    <ul>${removed.slice(0, MOST).map(({ name, email }) => html`<li>${name} (${email})</li>`)}</ul>
  </details>`;
}
