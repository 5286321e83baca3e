// The evidence of a leaf: its files, those on their way, and how to add one.

import { File, someOf } from "files";
import { html } from "parts";
import { ACCEPTED } from "uploads";
import { say, size, words } from "words";

const T = words({
  title: ["Tài liệu kiểm chứng", "Evidence"],
  required: ["(cần có)", "(required)"],
  optional: ["(nếu có)", "(optional)"],
  share: ["Dùng lại tệp đã gửi cho tiêu chí khác", "Use a file already sent for another criterion"],
  chooseOne: ["Chọn tệp…", "Choose a file…"],
  choose: ["Chọn tệp PDF hoặc ảnh", "Choose PDF files or images"],
  drop: [
    "hoặc kéo thả vào đây; nhiều tệp một lúc, mỗi tệp tối đa 20 MB." +
      " Ảnh chụp (JPEG, PNG) chỉ để tham khảo.",
    "or drop them here; many at once, at most 20 MB each." +
      " Images (JPEG, PNG) are for reference only.",
  ],
  sending: (name) => [`Đang gửi ${name}`, `Sending ${name}`],
  again: ["Gửi lại", "Send again"],
  dismiss: ["Bỏ qua", "Dismiss"],
});

export function Evidence({ uploads, leaf: { code, evidence }, locked }) {
  const coming = uploads.all.filter(({ leaves }) => leaves.includes(code));
  const file = (each) =>
    html`<${File} key=${each.evidence} uploads=${uploads} file=${each} locked=${locked}
      here=${code} />`;
  return html`<div class="block evidence">
    <h2>
      ${T.title} <span class="soft">${evidence === "required" ? T.required : T.optional}</span>
    </h2>
    <ul class="files">
      ${uploads.of(code).map(file)}
      ${coming.map((each) => html`<${Coming} key=${each.id} uploads=${uploads} upload=${each} />`)}
    </ul>
    ${uploads.fault && html`<p class="wrong" role="alert">${uploads.fault}</p>`}
    ${
      !locked &&
      html`<${Drop} add=${(files) => uploads.add([...files], [code])} />
        <${Share} uploads=${uploads} code=${code} />`
    }
  </div>`;
}

/** Choose files, or drop them here. */
function Drop({ add }) {
  const over = (on) => (event) => {
    event.preventDefault();
    event.currentTarget.classList.toggle("over", on);
  };
  const drop = (event) => {
    over(false)(event);
    add(event.dataTransfer.files);
  };
  const choose = ({ target }) => {
    add(target.files);
    target.value = "";
  };
  return html`<div class="drop" onDragOver=${over(true)} onDragLeave=${over(false)} onDrop=${drop}>
    <label class="button plain" for="files">${T.choose}</label>
    <input id="files" class="unseen" type="file" multiple accept=${ACCEPTED}
      onChange=${choose} />
    <span class="soft">${T.drop}</span>
  </div>`;
}

/** Let a file that was sent for another leaf serve this one too. */
function Share({ uploads, code }) {
  const others = uploads.files.filter(
    (file) => !file.leaves.includes(code) && file.state !== "quarantined",
  );
  const share = uploads.run(async (event) => {
    const file = others.find(({ evidence }) => evidence === event.target.value);
    if (file) await uploads.describe(file, { leaves: [...file.leaves, code] });
  });
  if (!others.length) return null;
  return html`<p class="field">
    <label for="share">${T.share}</label>
    <select id="share" onChange=${share}>
      <option value="">${T.chooseOne}</option>
      ${others.map(
        (file) =>
          html`<option value=${file.evidence}>${file.name} (${someOf(file.leaves)})</option>`,
      )}
    </select>
  </p>`;
}

/** A file on its way, or why it did not arrive. */
function Coming({ uploads, upload }) {
  const { state, file, text, sent } = upload;
  const again = () => uploads.retry(upload);
  const dismiss = () => uploads.dismiss(upload);
  const label = T.sending(file.name);
  return html`<li class="file ${state}">
    <p><b>${file.name}</b> <span class="soft">${size(file.size)}</span></p>
    ${
      ["sending", "waiting"].includes(state) &&
      html`<progress class="bar" max="1" value=${sent} aria-label=${label}></progress>`
    }
    ${text && html`<p class="wrong" role="alert">${say(text.vi, text.en)}</p>`}
    ${
      state === "failed" &&
      html`<button type="button" class="link" onClick=${again}>${T.again}</button> `
    }
    ${
      ["failed", "refused"].includes(state) &&
      html`<button type="button" class="link" onClick=${dismiss}>${T.dismiss}</button>`
    }
  </li>`;
}
