// All files of the unit in one archive: ask for it, wait, fetch it.

import { follow } from "acts";
import { Loading } from "loading";
import { html } from "parts";
import { call } from "session";
import { size, words } from "words";

const T = words({
  title: ["Tải toàn bộ về một tệp nén", "All of them in one archive"],
  lead: [
    "Tệp zip gồm mọi tài liệu của đơn vị, kể cả tệp không dùng được, kèm bảng kê.",
    "A zip of all of the unit's files, also those that cannot be used, with a list of them.",
  ],
  queued: ["Đã nhận yêu cầu, sắp bắt đầu đóng gói…", "Asked for; packing starts soon…"],
  running: [
    "Đang đóng gói. Ông/Bà có thể làm việc khác rồi quay lại.",
    "Packing. You may do other work and come back.",
  ],
  failed: ["Chưa đóng gói được; hãy thử lại.", "Packing failed; try again."],
  done: (archive) => [
    `Đã đóng gói ${archive.files} tệp, ${size(archive.bytes)}.`,
    `${archive.files} files packed, ${size(archive.bytes)}.`,
  ],
  packing: ["Đang đóng gói", "Packing"],
  fetch: ["Tải tệp nén", "Download the archive"],
  again: ["Đóng gói lại", "Pack again"],
  pack: ["Đóng gói", "Pack them"],
});
/** Milliseconds until an archive that is being packed is looked at again. */
const WAIT = 1500;

const addressOf = ({ path }) => `${path}/evidence/archive`;
const isPacking = (archive) => ["queued", "running"].includes(archive?.state);

const changes = {
  show: (_state, archive) => ({ archive }),
  fail: (_state, problem) => ({ problem }),
};

/** How far the archive is, again and again while it is being packed. */
async function look(page) {
  const act = page.transitions(changes);
  try {
    act.show(await call("GET", addressOf(page.state)));
  } catch (problem) {
    if (problem.status) act.fail(problem); // else the network is away, and comes back
  }
  if (isPacking(page.state.archive)) lookLater(page);
}

function lookLater(page) {
  setTimeout(() => look(page), WAIT);
}

export function Archive({ page, state }) {
  const act = page.transitions(changes);
  const { archive } = state;
  const first = async () => {
    if (!archive) await look(page);
  };
  const pack = page.run(async () => {
    act.show(await call("POST", addressOf(state), {}));
    lookLater(page);
  });
  // The link is good for five minutes, so it is asked for when it is wanted.
  const fetch = page.run(async () => {
    const found = await call("GET", addressOf(state));
    act.show(found);
    follow(found.url);
  });
  return html`<${Loading} page=${page} load=${first}>
    <div class="block" aria-live="polite">
      <h2>${T.title}</h2>
      <p>${T.lead}</p>
      <${Progress} archive=${archive} />
      <${Buttons} state=${state} pack=${pack} fetch=${fetch} />
    </div>
  </${Loading}>`;
}

function Progress({ archive }) {
  switch (archive?.state) {
    case "queued":
    case "running":
      return html`<p role="status">${T[archive.state]}</p>
        <progress class="bar" aria-label=${T.packing}></progress>`;
    case "failed":
      return html`<p class="wrong" role="status">${T.failed}</p>`;
    case "done":
      return html`<p class="good" role="status">✓ ${T.done(archive)}</p>`;
    default:
      return null;
  }
}

function Buttons({ state, pack, fetch }) {
  const { archive, busy, uploads } = state;
  const done = archive?.state === "done";
  return html`<p class="buttons">
    ${
      done &&
      html`<button type="button" class="button" disabled=${busy} onClick=${fetch}>
        ${T.fetch}
      </button>`
    }
    ${
      !isPacking(archive) &&
      html`<button type="button" class="button plain" disabled=${busy || !uploads.files.length}
        onClick=${pack}>${done ? T.again : T.pack}</button>`
    }
  </p>`;
}
