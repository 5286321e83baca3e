// Files of evidence: what each one is, what the inspection found and what to do about it; adding, describing, taking away.

import { html } from "parts";
import { call } from "session";
import { day, detail, moment, of, say, size } from "words";

const STATES = {
  waiting: ["đang kiểm tra", "being inspected", "quiet"],
  quarantined: ["không dùng được", "cannot be used", "alarm"],
  reference: ["chỉ để tham khảo", "for reference only", "caution"],
  inspected: ["đã kiểm tra", "inspected", "fine"],
};
const SIGNS = { good: "✓", warning: "!", bad: "✗", unknown: "?" };
// What the inspection's own words leave open.
const ADVICE = {
  changed_after: ["Hãy gửi lại tệp đúng như khi được ký.", "Send the file as it was signed."],
  trust: [
    "Nếu có bản do cơ quan ban hành ký, hãy gửi thêm bản đó.",
    "If there is a copy signed by the issuing body, add it.",
  ],
  signed_at: [
    "Vẫn dùng được; Hội đồng sẽ xem xét thời điểm ký.",
    "It can be used; the council will weigh the time of signing.",
  ],
};
const SHOWN_LEAVES = 8;
export const standing = (file) =>
  file.state === "inspected" && file.official === false ? "reference" : file.state;

/** The files of a leaf, those on their way, and how to add one. */
export function Evidence({ desk, leaf, locked, paint }) {
  const { uploads } = desk,
    { code } = leaf,
    coming = uploads.all.filter((each) => each.leaves.includes(code));
  const others = uploads.files.filter(
    (file) => !file.leaves.includes(code) && file.state !== "quarantined",
  );
  const share = async (event) => {
    const file = others.find((each) => each.evidence === event.target.value);
    if (!file) return;
    try {
      await describe(desk, file, { leaves: [...file.leaves, code] });
    } catch (problem) {
      uploads.fault = detail(problem);
    }
    paint();
  };
  return html`<div class="block evidence"><h2>${say("Tài liệu kiểm chứng", "Evidence")} <span class="soft">${leaf.evidence === "required" ? say("(cần có)", "(required)") : say("(nếu có)", "(optional)")}</span></h2>
    <ul class="files">${uploads.of(code).map((file) => html`<${File} key=${file.evidence} desk=${desk} file=${file} locked=${locked} paint=${paint} here=${code} />`)}
      ${coming.map((each) => html`<${Coming} key=${each.id} uploads=${uploads} upload=${each} />`)}</ul>
    ${uploads.fault && html`<p class="wrong" role="alert">${uploads.fault}</p>`}
    ${
      !locked &&
      html`<${Drop} add=${(found) => uploads.add([...found], [code])} />
      ${
        others.length > 0 &&
        html`<p class="field"><label for="share">${say("Dùng lại tệp đã gửi cho tiêu chí khác", "Use a file already sent for another criterion")}</label><select id="share" onChange=${share}><option value="">${say("Chọn tệp…", "Choose a file…")}</option>
        ${others.map((file) => html`<option value=${file.evidence}>${file.name} (${some(file.leaves)})</option>`)}</select></p>`
      }`
    }</div>`;
}

function Drop({ add }) {
  const over = (on) => (event) => {
    event.preventDefault();
    event.currentTarget.classList.toggle("over", on);
  };
  const drop = (event) => {
    over(false)(event);
    add(event.dataTransfer.files);
  };
  return html`<div class="drop" onDragOver=${over(true)} onDragLeave=${over(false)} onDrop=${drop}>
    <label class="button plain" for="files">${say("Chọn tệp PDF", "Choose PDF files")}</label><input id="files" class="unseen" type="file" multiple accept="application/pdf,.pdf" onChange=${(
      event,
    ) => {
      add(event.target.files);
      event.target.value = "";
    }} />
    <span class="soft">${say("hoặc kéo thả vào đây; nhiều tệp một lúc, mỗi tệp tối đa 20 MB", "or drop them here; many at once, at most 20 MB each")}</span></div>`;
}

/** Change what is said of a file and which leaves it serves: one change after the other, each on what the one before left. */
function describe(desk, { evidence }, part) {
  const { uploads } = desk;
  const change = async () => {
    const { leaves, official, number, date, issuer, effective, version } = uploads.files.find(
      (each) => each.evidence === evidence,
    );
    try {
      await call("PUT", `${desk.path}/evidence/${evidence}`, {
        leaves,
        official,
        number,
        date,
        issuer,
        effective,
        version,
        ...part,
      });
      uploads.fault = null;
    } finally {
      await uploads.load();
    }
  };
  uploads.turn = uploads.turn.then(change, change);
  return uploads.turn;
}

/** One file and the leaves that it serves; on the page of a leaf (`here`) only where there are others too. */
export function File({ desk, file, locked, paint, here }) {
  const run = (act) => async () => {
    try {
      await act();
    } catch (problem) {
      desk.uploads.fault = detail(problem);
    }
    paint();
  };
  const open = run(async () => {
    const { url } = await call("GET", `${desk.path}/evidence/${file.evidence}/link`);
    window.open(url, "_blank", "noopener");
  });
  const state = standing(file),
    [vi, en, look] = STATES[state];
  return html`<li class="file ${file.state}"><p class="file-head"><button type="button" class="link name" onClick=${open}>${file.name}</button> <span class="tag ${look}">${say(vi, en)}</span></p>
    <p class="soft">${[size(file.size), say(`gửi ${moment(file.uploaded_at)}`, `sent ${moment(file.uploaded_at)}`), paperOf(file)].filter(Boolean).join(" · ")}</p>
    ${file.leaves.some((code) => code !== here) && html`<p class="soft">${say("Dùng cho ", "Serves ")}${links(file.leaves)}${rest(file.leaves)}</p>`}
    ${state === "quarantined" && html`<p class="wrong">${say("Tệp này vẫn được giữ nhưng không được tính là tài liệu kiểm chứng. Hãy gửi tệp khác hoặc giải trình.", "This file is kept but does not count as evidence. Send another one, or explain.")}</p>`}
    ${state === "reference" && html`<p class="need">${say("Tài liệu tham khảo không thay được tài liệu chính thức: cần giải trình.", "For reference only: an explanation is needed.")}</p>`}
    <${Loud} file=${file} /><div class="unfold"><${Quiet} file=${file} />${!locked && html`<${Paper} desk=${desk} file=${file} run=${run} />`}</div></li>`;
}

const isLoud = ({ outcome }) => outcome === "bad" || outcome === "warning";
const verdict = (each) =>
  html`<li class=${each.outcome}><span aria-hidden="true">${SIGNS[each.outcome]}</span> <span>${of(each.text)}${isLoud(each) && ADVICE[each.kind] && html` ${say(...ADVICE[each.kind])}`}</span></li>`;

/** What asks for something stands open… */
export function Loud({ file }) {
  const loud = file.verdicts.filter(isLoud);
  return loud.length > 0 && html`<ul class="verdicts">${loud.map(verdict)}</ul>`;
}

/** …and what is well can be unfolded. */
export function Quiet({ file }) {
  const quiet = file.verdicts.filter((each) => !isLoud(each));
  return (
    quiet.length > 0 &&
    html`<details><summary>${say("Kết quả kiểm tra", "What was inspected")}</summary><ul class="verdicts">${quiet.map(verdict)}</ul></details>`
  );
}

function Paper({ desk, file, run }) {
  const typed = (desk.uploads.typed[file.evidence] ??= {}); // a field keeps what is being typed while another is saved
  const note = (key) => (event) => {
    typed[key] = event.target.value;
  };
  const edit =
    (key, empty = "") =>
    ({ target: { value } }) =>
      run(async () => {
        await describe(desk, file, { [key]: value || empty });
        if (typed[key] === value) delete typed[key];
      })();
  const remove = run(async () => {
    await call("POST", `${desk.path}/evidence/${file.evidence}/remove`, {});
    await desk.uploads.load();
  });
  const field = (key, label, type, empty) =>
    html`<p class="field"><label for="${key}-${file.evidence}">${label}</label><input id="${key}-${file.evidence}" type=${type} maxlength="200" value=${typed[key] ?? file[key] ?? ""} onInput=${note(key)} onChange=${edit(key, empty)} /></p>`;
  return html`<details><summary>${say("Ghi số, ngày, nơi ban hành", "Give number, date and issuer")}</summary><div class="inputs">
      ${field("number", say("Số, ký hiệu", "Number"), "text")}${field("issuer", say("Nơi ban hành", "Issuer"), "text")}
      ${field("date", say("Ngày ban hành", "Date"), "date", null)}${field("effective", say("Có hiệu lực từ", "Effective from"), "date", null)}</div>
    <label class="check"><input type="checkbox" checked=${file.official === false} onChange=${run(() => describe(desk, file, { official: !file.official }))} /> ${say("Chỉ để tham khảo, không phải tài liệu chính thức", "For reference only, not official")}</label>
    <button type="button" class="link" onClick=${remove}>${say("Thôi dùng tệp này", "Stop using this file")}</button></details>`;
}

/** What a document is, in words: its number, date, issuer and effective date as far as they are given. */
export function paperOf({ number, date, issuer, effective }) {
  const told = [
    number && say(`số ${number}`, `no. ${number}`),
    date && say(`ngày ${day(date)}`, `dated ${day(date)}`),
    issuer,
    effective &&
      effective !== date &&
      say(`hiệu lực từ ${day(effective)}`, `effective ${day(effective)}`),
  ].filter(Boolean);
  return told.join(", ");
}

// The first few leaves, and how many more; one more would be no shorter to say than to name.
const first = (codes) => (codes.length > SHOWN_LEAVES + 1 ? codes.slice(0, SHOWN_LEAVES) : codes);
const rest = (codes) =>
  codes.length > SHOWN_LEAVES + 1
    ? say(
        ` và ${codes.length - SHOWN_LEAVES} tiêu chí khác`,
        ` and ${codes.length - SHOWN_LEAVES} more`,
      )
    : "";
const some = (codes) => first(codes).join(", ") + rest(codes);
const links = (codes) =>
  first(codes).map((code, place) => html`${place ? ", " : ""}<a href="#/leaf/${code}">${code}</a>`);

function Coming({ uploads, upload }) {
  const { state, file } = upload;
  return html`<li class="file ${state}"><p><b>${file.name}</b> <span class="soft">${size(file.size)}</span></p>
    ${(state === "sending" || state === "waiting") && html`<progress class="bar" max="1" value=${upload.sent} aria-label=${say(`Đang gửi ${file.name}`, `Sending ${file.name}`)}></progress>`}
    ${upload.text && html`<p class="wrong" role="alert">${say(upload.text.vi, upload.text.en)}</p>`}
    ${state === "failed" && html`<button type="button" class="link" onClick=${() => uploads.retry(upload)}>${say("Gửi lại", "Send again")}</button> `}
    ${(state === "failed" || state === "refused") && html`<button type="button" class="link" onClick=${() => uploads.dismiss(upload)}>${say("Bỏ qua", "Dismiss")}</button>`}</li>`;
}
