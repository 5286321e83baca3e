// Many rulings by one table: brought or pasted, shown with every fault by its cell, then kept all at once.

import { base64 } from "acts";
import { Errors } from "list_file";
import { html } from "parts";
import { call } from "session";
import { Bring, form } from "table_upload";
import { of, say } from "words";

const COLUMNS = ["Loại", "Đơn vị", "Mã tiêu chí", "Giá trị", "Lý do", "Công khai"];
const KINDS = ["Không áp dụng", "Không đánh giá", "Điểm thưởng, phạt", "Số liệu bên ngoài"];
const view = { pasted: "", file: null };

/** `put` keeps rulings and tells so; `about` says what one of them is about. */
export function RulingFile({ desk, run, put, about, paint }) {
  const { file } = view;
  const preview = async (name, blob) => {
    view.file = null;
    view.file = {
      name,
      ...(await call("POST", `${desk.path}/rulings/preview`, { content: await base64(blob) })),
    };
  };
  const keep = run(async () => {
    const told = await put(
      file.rulings,
      say(`Đã ghi ${file.rulings.length} quyết định`, `${file.rulings.length} rulings are kept`),
    );
    Object.assign(view, { pasted: "", file: null });
    return told;
  });
  const name = (unit) => of(desk.units.find((each) => each.unit === unit)?.name) || unit;
  const caption = say("Các quyết định trong bảng", "The rulings of the table");
  return html`<details class="block"><summary><h2>${say("Nhiều quyết định từ tệp", "Many rulings by file")}</h2></summary>
    <p>${say("Sáu cột: ", "Six columns: ")}<b>${COLUMNS.join("; ")}</b>. ${say("Loại là một trong: ", "The kind is one of: ")}${KINDS.join("; ")}. ${say("Giá trị là tỷ lệ % hoặc số điểm (âm là điểm phạt); Công khai ghi “có” nếu lý do hiện công khai.", "The value is a percentage or points (negative: a penalty); Công khai says “có” where the reason is public.")}</p>
    <p><button type="button" class="button plain" onClick=${() => form(COLUMNS, [], `quyet-dinh-${desk.round.round}.csv`)}>${say("Tải mẫu", "Download the form")}</button></p>
    <${Bring} id="rulings" desk=${desk} run=${run} view=${view} preview=${preview} paint=${paint} />
    ${
      file &&
      html`<section class="preview" aria-live="polite"><h3>${say("Xem trước: ", "Preview: ")}${file.name}</h3><${Errors} errors=${file.errors} />
      ${
        file.rulings.length > 0 &&
        html`<div class="scroll tall" tabindex="0" role="region" aria-label=${caption}><table class="standing"><caption class="unseen">${caption}</caption><thead><tr><th scope="col">${say("Đơn vị", "Unit")}</th><th scope="col">${say("Quyết định", "Ruling")}</th><th scope="col">${say("Lý do", "Reason")}</th></tr></thead>
        <tbody>${file.rulings.map((each) => html`<tr><th scope="row">${name(each.unit)}</th><td>${about(each)}</td><td>${each.reason}${each.public ? ` (${say("công khai", "public")})` : ""}</td></tr>`)}</tbody></table></div>`
      }
      ${
        !file.errors.length &&
        html`<p class="buttons"><button type="button" class="button" disabled=${desk.busy} onClick=${keep}>${say(`Ghi ${file.rulings.length} quyết định`, `Keep ${file.rulings.length} rulings`)}</button> <button type="button" class="button plain" onClick=${() => {
          view.file = null;
          paint();
        }}>${say("Bỏ", "Cancel")}</button></p>`
      }</section>`
    }</details>`;
}
