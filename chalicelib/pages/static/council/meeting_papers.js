// The papers of a meeting: agenda, minutes, and the approval of the report with number and date.

import { follow } from "acts";
import { html } from "parts";
import { put } from "put_file";
import { call } from "session";
import { day, stamp, words } from "words";

const T = words({
  title: ["Tài liệu họp", "Papers of the meeting"],
  none: ["Chưa có tài liệu nào.", "No paper yet."],
  choose: (kind) => [`Gửi ${kind.vi} (PDF)`, `Upload the ${kind.en} (PDF)`],
  attached: ["Đã gửi tài liệu", "The paper is attached"],
  approval: ["Phê duyệt báo cáo", "Approval of the report"],
  approved: (number, date) => [`Văn bản số ${number} ngày ${date}`, `Document ${number}, ${date}`],
  first: [
    "Ghi phê duyệt của Bộ trưởng (Chủ tịch) sau khi Hội đồng nhất trí.",
    "The approval of the Minister (the chairman) is recorded once the council has agreed.",
  ],
  number: ["Số văn bản", "Document number"],
  date: ["Ngày văn bản", "Date of the document"],
  file: ["Tệp văn bản (PDF)", "File (PDF)"],
  record: ["Ghi phê duyệt", "Record the approval"],
  closes: ["Ghi xong thì biểu quyết khép lại.", "Once it is on record the vote is closed."],
  recorded: ["Đã ghi phê duyệt báo cáo", "The approval is on record"],
});
const KINDS = {
  agenda: { vi: "chương trình họp", en: "agenda" },
  minutes: { vi: "biên bản họp", en: "minutes" },
};
const NAMES = words({
  agenda: ["Chương trình họp", "Agenda"],
  minutes: ["Biên bản họp", "Minutes"],
  report: ["Văn bản phê duyệt", "Approval"],
});
const changes = { write: ({ approving }, change) => ({ approving: { ...approving, ...change } }) };

export function Papers({ page, state, motion, writes }) {
  const path = `${state.path}/motions/${motion.motion}`;
  const line = (paper) => html`<li key=${paper.paper}>
    <${Paper} page=${page} path=${path} paper=${paper} />
  </li>`;
  const choice = (kind) => html`<${Choose} page=${page} path=${path} kind=${kind} />`;
  return html`<h3>${T.title}</h3>
    ${
      motion.papers.length
        ? html`<ul class="notices">${motion.papers.map(line)}</ul>`
        : html`<p class="soft">${T.none}</p>`
    }
    ${
      writes &&
      html`<p class="buttons">
        ${Object.keys(KINDS).map(choice)}
      </p>`
    }
    <h3>${T.approval}</h3>
    <${ApprovalPart} page=${page} state=${state} motion=${motion} writes=${writes} path=${path} />`;
}

function Paper({ page, path, paper }) {
  const open = page.run(async () => {
    const { url } = await call("GET", `${path}/papers/${encodeURIComponent(paper.paper)}/link`);
    follow(url);
  });
  return html`${NAMES[paper.kind]}:${" "}
    <button type="button" class="link" onClick=${open}>${paper.name}</button>${" "}
    <span class="soft">· ${stamp(paper.at)} · ${paper.by}</span>`;
}

function Choose({ page, path, kind }) {
  const attach = page.run(async (event) => {
    const [file] = event.target.files;
    if (!file) return "";
    const evidence = await upload(path, file);
    await call("POST", `${path}/papers`, { kind, evidence });
    await page.fetch();
    return T.attached;
  });
  const id = `paper-${kind}`;
  return html`<label class="button plain" for=${id}>${T.choose(KINDS[kind])}</label>
    <input id=${id} class="unseen" type="file" accept="application/pdf,.pdf"
      onChange=${attach} />${" "}`;
}

/** Send a file to the store; the id of its form. */
async function upload(path, file) {
  const { name, size } = file;
  const body = { name, size, type: "application/pdf" };
  const form = await call("POST", `${path}/papers/forms`, body);
  await put(form, file, () => {});
  return form.evidence;
}

function ApprovalPart({ page, state, motion, writes, path }) {
  const { approval, agreed } = motion;
  if (approval) {
    return html`<p><b>${T.approved(approval.number, day(approval.date))}</b></p>
      <p><${Paper} page=${page} path=${path} paper=${approval.paper} /></p>`;
  }
  if (!writes || !agreed) return html`<p class="soft">${T.first}</p>`;
  return html`<${Approve} page=${page} state=${state} path=${path} />`;
}

function Approve({ page, state, path }) {
  const act = page.transitions(changes);
  const { number = "", date = "", file = null } = state.approving ?? {};
  const record = page.run(async () => {
    const evidence = await upload(path, file);
    await call("POST", `${path}/approval`, { number: number.trim(), date, evidence });
    await page.fetch();
    return T.recorded;
  });
  return html`<form onSubmit=${record} novalidate>
    <p class="field">
      <label for="approval-number">${T.number}</label>
      <input id="approval-number" maxlength="300" value=${number}
        onInput=${(event) => act.write({ number: event.target.value })} />
    </p>
    <p class="field">
      <label for="approval-date">${T.date}</label>
      <input id="approval-date" type="date" value=${date}
        onInput=${(event) => act.write({ date: event.target.value })} />
    </p>
    <p class="field">
      <label for="approval-file">${T.file}</label>
      <input id="approval-file" type="file" accept="application/pdf,.pdf"
        onChange=${(event) => act.write({ file: event.target.files[0] ?? null })} />
    </p>
    <p class="buttons">
      <button class="button" disabled=${state.busy || !number.trim() || !date || !file}>
        ${T.record}
      </button>${" "}<span class="soft">${T.closes}</span>
    </p>
  </form>`;
}
