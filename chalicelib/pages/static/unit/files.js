// A file of evidence: what it is, what the inspection found and what to do about it; describing it,
// taking it away.

import { html } from "parts";
import { Replacing } from "replacing";
import { Loud, paperOf, Quiet, standing, Tag } from "verdicts";
import { moment, size, words } from "words";

const T = words({
  sent: (at) => [`gửi ${at}`, `sent ${at}`],
  serves: ["Dùng cho ", "Serves "],
  more: (count) => [` và ${count} tiêu chí khác`, ` and ${count} more`],
  quarantined: [
    "Tệp này vẫn được giữ nhưng không được tính là tài liệu kiểm chứng." +
      " Hãy gửi tệp khác hoặc giải trình.",
    "This file is kept but does not count as evidence. Send another one, or explain.",
  ],
  reference: [
    "Tài liệu tham khảo không thay được tài liệu chính thức: cần giải trình.",
    "For reference only: an explanation is needed.",
  ],
  image: [
    "Ảnh chỉ để tham khảo: vẫn cần tài liệu PDF hoặc giải trình.",
    "An image is for reference only: a PDF or an explanation is still needed.",
  ],
  describe: ["Ghi số, ngày, nơi ban hành", "Give number, date and issuer"],
  number: ["Số, ký hiệu", "Number"],
  issuer: ["Nơi ban hành", "Issuer"],
  date: ["Ngày ban hành", "Date"],
  effective: ["Có hiệu lực từ", "Effective from"],
  notOfficial: [
    "Chỉ để tham khảo, không phải tài liệu chính thức",
    "For reference only, not official",
  ],
  remove: ["Thôi dùng tệp này", "Stop using this file"],
});
const SHOWN_LEAVES = 8;

const isImage = ({ type }) => type?.startsWith("image/");

/**
 * One file and the leaves that it serves; on the page of a leaf (`here`) only where there are
 * others too. `uploads` is given where they are not the state's own.
 */
export function File({ state, uploads = state.uploads, file, locked, here }) {
  const open = uploads.run(() => uploads.open(file.evidence));
  const known = standing(file);
  const about = [size(file.size), T.sent(moment(file.uploaded_at)), paperOf(file)];
  return html`<li class="file ${file.state}">
    <p class="file-head">
      <button type="button" class="link name" onClick=${open}>${file.name}</button>${" "}
      <${Tag} file=${file} />
    </p>
    <p class="soft">${about.filter(Boolean).join(" · ")}</p>
    ${
      file.leaves.some((code) => code !== here) &&
      html`<p class="soft">${T.serves}${links(file.leaves)}${restOf(file.leaves)}</p>`
    }
    ${
      known === "quarantined" &&
      !file.replacement &&
      !file.replaceable_until &&
      html`<p class="wrong">${T.quarantined}</p>`
    }
    ${known === "reference" && !isImage(file) && html`<p class="need">${T.reference}</p>`}
    ${known !== "quarantined" && isImage(file) && html`<p class="need">${T.image}</p>`}
    <${Loud} file=${file} />
    <${Replacing} uploads=${uploads} file=${file} />
    <div class="unfold">
      <${Quiet} file=${file} />${!locked && html`<${Paper} uploads=${uploads} file=${file} />`}
    </div>
  </li>`;
}

/** What a person says of a file: its number, issuer and dates; and that it is no longer used. */
function Paper({ uploads, file }) {
  const remove = uploads.run(() => uploads.remove(file));
  const turn = uploads.run(() => uploads.describe(file, { official: !file.official }));
  const field = (key, more) =>
    html`<${Field} uploads=${uploads} file=${file} name=${key} ...${more} />`;
  return html`<details>
    <summary>${T.describe}</summary>
    <div class="inputs">
      ${field("number")}${field("issuer")}
      ${field("date", { type: "date", empty: null })}
      ${field("effective", { type: "date", empty: null })}
    </div>
    ${
      !isImage(file) &&
      html`<label class="check">
        <input type="checkbox" checked=${file.official === false} onChange=${turn} />${" "}
        ${T.notOfficial}
      </label>`
    }
    <button type="button" class="link" onClick=${remove}>${T.remove}</button>
  </details>`;
}

/** One field of the description, saved when it is left; `empty` is what the API takes for none. */
function Field({ uploads, file, name, type = "text", empty = "" }) {
  const typed = uploads.typing(file);
  const id = `${name}-${file.evidence}`;
  const note = (event) => {
    typed[name] = event.target.value;
  };
  const save = uploads.run(async ({ target: { value } }) => {
    await uploads.describe(file, { [name]: value || empty });
    if (typed[name] === value) delete typed[name];
  });
  return html`<p class="field">
    <label for=${id}>${T[name]}</label>
    <input id=${id} type=${type} maxlength="200" value=${typed[name] ?? file[name] ?? ""}
      onInput=${note} onChange=${save} />
  </p>`;
}

/** The first few leaves, and how many more; one more would be no shorter to say than to name. */
const isLong = (codes) => codes.length > SHOWN_LEAVES + 1;
const firstOf = (codes) => (isLong(codes) ? codes.slice(0, SHOWN_LEAVES) : codes);
const restOf = (codes) => (isLong(codes) ? T.more(codes.length - SHOWN_LEAVES) : "");
export const someOf = (codes) => firstOf(codes).join(", ") + restOf(codes);
const links = (codes) =>
  firstOf(codes).map(
    (code, place) => html`${place ? ", " : ""}<a href="#/leaf/${code}">${code}</a>`,
  );
