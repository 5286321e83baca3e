// All files of the unit, those that need something first; and the archive of them: ask, wait, fetch.

import { follow, Problem, runner } from "acts";
import { File, standing } from "files";
import { html } from "parts";
import { call } from "session";
import { say, size } from "words";

const FILTERS = [
  ["", "Tất cả", "All"],
  ["quarantined", "Không dùng được", "Cannot be used"],
  ["warned", "Cần xem lại", "To be looked at"],
  ["reference", "Chỉ để tham khảo", "For reference only"],
];
const ORDER = ["quarantined", "waiting", "reference", "inspected"];
const warned = (file) => file.verdicts.some((each) => each.outcome === "warning");
let filter = "";

export function Documents({ desk, paint }) {
  const { files } = desk.uploads,
    kept = (wanted) =>
      files.filter(
        (file) => !wanted || (wanted === "warned" ? warned(file) : standing(file) === wanted),
      );
  const locked = Boolean(
    desk.unit.locked_since || desk.unit.windows.self_assessment.state !== "open",
  );
  const found = kept(filter).sort(
    (a, b) =>
      ORDER.indexOf(standing(a)) - ORDER.indexOf(standing(b)) || a.name.localeCompare(b.name, "vi"),
  );
  const choose = (name) => () => {
    filter = name;
    paint();
  };
  return html`<section class="panel"><h1>${say("Tài liệu kiểm chứng", "Evidence")}</h1>
    <p class="lead">${files.length ? `${files.length} ${say("tệp", "files")}, ${size(files.reduce((all, file) => all + file.size, 0))}. ` : say("Chưa có tệp nào. ", "No files yet. ")}${say("Gửi tệp mới ở từng tiêu chí.", "New files are sent at each criterion.")}</p>
    <${Problem} state=${desk} /><${Archive} desk=${desk} paint=${paint} />
    <div class="block"><h2>${say("Từng tệp", "Each file")}</h2>
      <div class="choices" role="group" aria-label=${say("Lọc tệp", "Filter the files")}>${FILTERS.map(([name, vi, en]) => html`<button type="button" class="choice" aria-pressed=${String(filter === name)} onClick=${choose(name)}>${say(vi, en)} <span>${kept(name).length}</span></button>`)}</div>
      ${desk.uploads.fault && html`<p class="wrong" role="alert">${desk.uploads.fault}</p>`}
      ${found.length ? html`<ul class="files">${found.map((file) => html`<${File} key=${file.evidence} desk=${desk} file=${file} locked=${locked} paint=${paint} />`)}</ul>` : html`<p>${say("Không có tệp nào.", "No files.")}</p>`}</div></section>`;
}

const WORDS = {
  queued: ["Đã nhận yêu cầu, sắp bắt đầu đóng gói…", "Asked for; packing starts soon…"],
  running: [
    "Đang đóng gói. Ông/Bà có thể làm việc khác rồi quay lại.",
    "Packing. You may do other work and come back.",
  ],
  failed: ["Chưa đóng gói được; hãy thử lại.", "Packing failed; try again."],
};

function Archive({ desk, paint }) {
  const run = runner(desk, paint),
    { archive } = desk,
    path = `${desk.path}/evidence/archive`,
    under = ["queued", "running"].includes(archive?.state);
  if (desk.archiveOf !== desk.path) {
    desk.archiveOf = desk.path;
    look(desk, paint, path);
  }
  const ask = run(async () => {
    desk.archive = await call("POST", path, {});
    setTimeout(() => look(desk, paint, path), 1500);
  });
  // The link lives for five minutes, so it is fetched when it is wanted.
  const fetch = run(async () => {
    desk.archive = await call("GET", path);
    follow(desk.archive.url);
  });
  return html`<div class="block" aria-live="polite"><h2>${say("Tải toàn bộ về một tệp nén", "All of them in one archive")}</h2>
    <p>${say("Tệp zip gồm mọi tài liệu của đơn vị, kể cả tệp không dùng được, kèm bảng kê.", "A zip of all of the unit's files, also those that cannot be used, with a list of them.")}</p>
    ${archive && WORDS[archive.state] && html`<p class=${archive.state === "failed" ? "wrong" : ""} role="status">${say(...WORDS[archive.state])}</p>`}
    ${under && html`<progress class="bar" aria-label=${say("Đang đóng gói", "Packing")}></progress>`}
    ${archive?.state === "done" && html`<p class="good" role="status">✓ ${say(`Đã đóng gói ${archive.files} tệp, ${size(archive.bytes)}.`, `${archive.files} files packed, ${size(archive.bytes)}.`)}</p>`}
    <p class="buttons">${archive?.state === "done" && html`<button type="button" class="button" disabled=${desk.busy} onClick=${fetch}>${say("Tải tệp nén", "Download the archive")}</button>`}
      ${!under && html`<button type="button" class="button plain" disabled=${desk.busy || !desk.uploads.files.length} onClick=${ask}>${archive?.state === "done" ? say("Đóng gói lại", "Pack again") : say("Đóng gói", "Pack them")}</button>`}</p></div>`;
}

async function look(desk, paint, path) {
  try {
    desk.archive = await call("GET", path);
  } catch (problem) {
    if (problem.status) desk.problem = problem;
  }
  paint();
  if (["queued", "running"].includes(desk.archive?.state))
    setTimeout(() => look(desk, paint, path), 1500);
}
