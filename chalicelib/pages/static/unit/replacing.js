// A file in place of one that was found bad after it had been sent: once, for some days. A file
// whose examination did not end may be examined again at any time.

import { html } from "parts";
import { ACCEPTED_AS } from "uploads";
import { Loud, Quiet, STATES } from "verdicts";
import { moment, say, size, words } from "words";

const T = words({
  may: (until) => [
    "Sau khi gửi mới phát hiện tệp này không dùng được, nên đơn vị được thay một lần," +
      ` đến ${until}. Bản đã gửi và biên nhận giữ nguyên; Hội đồng thấy cả hai tệp.`,
    "This file was found unusable only after it had been sent, so it can be replaced once," +
      ` until ${until}. What was sent and its receipt stay; the council sees both files.`,
  ],
  choose: ["Gửi tệp PDF thay thế", "Send a PDF in its place"],
  chooseImage: ["Gửi ảnh thay thế", "Send an image in its place"],
  sending: ["Đang gửi tệp thay thế", "Sending the file in its place"],
  again: ["Kiểm tra lại", "Examine again"],
  asked: [
    "Đã yêu cầu kiểm tra lại; kết quả có sau vài phút, hãy tải lại trang.",
    "It is being examined again; load the page again in a few minutes.",
  ],
  sent: (at) => [`Đã gửi thay tệp trên lúc ${at}`, `Sent in its place ${at}`],
});

/** What was sent in place of a file, the way to send it, and the way to have it examined again. */
export function Replacing({ uploads, file }) {
  return html`
    ${file.replacement && html`<${Replacement} uploads=${uploads} file=${file} />`}
    <${Again} uploads=${uploads} file=${file} />
    ${file.replaceable_until && html`<${Choosing} uploads=${uploads} file=${file} />`}`;
}

function Again({ uploads, file }) {
  if (file.again === "asked") return html`<p class="soft" role="status">${T.asked}</p>`;
  if (file.again !== "possible") return null;
  const examine = uploads.run(() => uploads.examine(file));
  return html`<p>
    <button type="button" class="button plain" onClick=${examine}>${T.again}</button>
  </p>`;
}

function Choosing({ uploads, file }) {
  const progress = uploads.replacing[file.evidence];
  const id = `replace-${file.evidence}`;
  const isImage = file.type.startsWith("image/");
  const choose = uploads.run(async ({ target }) => {
    const [chosen] = target.files;
    target.value = "";
    if (chosen) await uploads.replace(file, chosen);
  });
  return html`<div class="notice">
    <p>${T.may(moment(file.replaceable_until))}</p>
    <p>
      <label class="button plain" for=${id}>${isImage ? T.chooseImage : T.choose}</label>
      <input id=${id} class="unseen" type="file" accept=${ACCEPTED_AS[isImage ? "image" : "pdf"]}
        disabled=${progress !== undefined} onChange=${choose} />
    </p>
    ${
      progress !== undefined &&
      html`<progress class="bar" max="1" value=${progress} aria-label=${T.sending}></progress>`
    }
  </div>`;
}

function Replacement({ uploads, file: { evidence, replacement } }) {
  const open = uploads.run(() => uploads.open(`${evidence}/replacement`));
  const [vi, en, look] = STATES[replacement.state];
  return html`<div class="replacement">
    <p class="file-head">
      <button type="button" class="link name" onClick=${open}>${replacement.name}</button>${" "}
      <span class="tag ${look}">${say(vi, en)}</span>
    </p>
    <p class="soft">${size(replacement.size)} · ${T.sent(moment(replacement.uploaded_at))}</p>
    <${Loud} file=${replacement} /><${Quiet} file=${replacement} />
  </div>`;
}
