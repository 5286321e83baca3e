// Accounts from a list: the form out; what comes back, or is pasted, shown with every fault by its cell; then made.

import { ROLES } from "accounts";
import { base64 } from "acts";
import { Errors } from "list_file";
import { Bar, html } from "parts";
import { call } from "session";
import { Bring, form } from "table_upload";
import { of, say } from "words";

const COLUMNS = ["Thư điện tử", "Họ và tên", "Vai trò", "Đơn vị", "Lĩnh vực thẩm định"];
const OUTCOMES = {
  new: ["tài khoản mới: gửi mật khẩu đầu tiên", "new: gets a first password"],
  moved: [
    "đã có tài khoản: chuyển nhiệm vụ, giữ mật khẩu",
    "has an account: moved, keeps the password",
  ],
  standing: ["đã có đúng như vậy: không gửi thư", "already has this post: no letter"],
};
const BATCH = 25;
const view = { pasted: "", file: null, made: null, done: 0 };

export function Enrol({ desk, run, load, paint }) {
  const { file } = view,
    path = `${desk.path}/accounts`;
  const preview = async (name, blob) => {
    Object.assign(view, { file: null, made: null });
    view.file = {
      name,
      ...(await call("POST", `${path}/preview`, { content: await base64(blob) })),
    };
  };
  const create = run(async () => {
    const wanted = file.accounts
      .filter((each) => each.outcome !== "standing")
      .map(({ outcome, ...each }) => each);
    for (view.done = 0; view.done < wanted.length; view.done += BATCH, paint())
      await call("POST", path, { accounts: wanted.slice(view.done, view.done + BATCH) });
    Object.assign(view, {
      made: file.accounts.filter((each) => each.outcome !== "standing"),
      file: null,
      pasted: "",
      done: 0,
    });
    await load();
  });
  return html`<p class="crumb"><a href="#/accounts">← ${say("Các tài khoản", "All accounts")}</a></p><h1 tabindex="-1">${say("Tạo tài khoản từ danh sách", "Create accounts from a list")}</h1>
    <p class="lead">${say("Mỗi người một tài khoản. Mật khẩu đầu tiên gửi thẳng tới địa chỉ thư của người đó và phải đổi khi đăng nhập; không ai khác thấy mật khẩu.", "One account a person. The first password goes to that person's own address and must be changed at the first sign-in; nobody else sees it.")}</p>
    ${view.made && html`<${Made} made=${view.made} desk=${desk} />`}
    <section class="block"><h2>${say("1. Lập bảng", "1. Make the table")}</h2>
      <p>${say("Năm cột: ", "Five columns: ")}<b>${COLUMNS.join("; ")}</b>. ${say("Vai trò là một trong: ", "The role is one of: ")}${Object.entries(
        ROLES,
      )
        .map(([role, words]) => `${words[0]} (${role})`)
        .join(
          "; ",
        )}. ${say("Đơn vị ghi tên hoặc mã; lĩnh vực chỉ ghi cho thành viên Hội đồng (ví dụ ", "The unit by name or id; areas for council members only (such as ")}<code>${Object.keys(desk.overview.indexes)[0]}/1</code>${say("), để trống là mọi lĩnh vực.", "), none means every area.")}</p>
      <p><button type="button" class="button plain" onClick=${() =>
        form(
          COLUMNS,
          desk.units.flatMap((unit) =>
            ["editor", "leader"].map((role) => ["", "", ROLES[role][0], unit.unit, ""]),
          ),
          `tai-khoan-${desk.round.round}.csv`,
        )}>${say("Tải mẫu (có sẵn các đơn vị)", "Download the form (with every unit)")}</button></p></section>
    <section class="block"><h2>${say("2. Nạp tệp hoặc dán bảng", "2. Bring the file, or paste the table")}</h2>
      <${Bring} id="accounts" desk=${desk} run=${run} view=${view} preview=${preview} paint=${paint} /></section>
    ${
      file &&
      html`<${Preview} file=${file} desk=${desk} create=${create} leave=${() => {
        view.file = null;
        paint();
      }} />`
    }`;
}

function Preview({ file, desk, create, leave }) {
  const count = (outcome) => file.accounts.filter((each) => each.outcome === outcome).length,
    letters = file.accounts.length - count("standing");
  return html`<section class="block preview" aria-live="polite"><h2>${say("3. Xem trước: ", "3. Preview: ")}${file.name}</h2><${Errors} errors=${file.errors} />
    ${file.errors.length > 0 && html`<p>${say("Sửa trong bảng rồi nạp lại: hết lỗi thì thấy từng tài khoản sẽ được tạo hay chuyển.", "Fix the table and upload it again: without errors it shows what becomes of each account.")}</p>`}
    ${
      !file.errors.length &&
      file.accounts.length > 0 &&
      html`<ul>${Object.keys(OUTCOMES)
        .filter(count)
        .map(
          (each) => html`<li><b>${count(each)}</b> ${say(...OUTCOMES[each])}</li>`,
        )}</ul><${Table} accounts=${file.accounts} desk=${desk} caption=${say("Các tài khoản trong bảng", "The accounts of the table")} last=${say("Sẽ làm", "What happens")} tell=${(each) => say(...OUTCOMES[each.outcome])} />`
    }
    ${
      !file.errors.length &&
      html`${desk.busy && html`<${Bar} done=${view.done} total=${letters} label=${say("Đã tạo", "Made")} />`}
      <p class="buttons"><button type="button" class="button" disabled=${desk.busy || !letters} onClick=${create}>${desk.busy ? say(`Đang tạo ${view.done} / ${letters}…`, `${view.done} of ${letters} made…`) : say(`Tạo và gửi ${letters} thư`, `Create and send ${letters} letters`)}</button> <button type="button" class="button plain" disabled=${desk.busy} onClick=${leave}>${say("Bỏ", "Cancel")}</button></p>`
    }</section>`;
}

function Made({ made, desk }) {
  return html`<section class="block" role="status"><p class="good">✓ ${say(`Đã tạo hoặc chuyển ${made.length} tài khoản; thư đã gửi tới:`, `${made.length} accounts made or moved; letters went to:`)}</p>
    <${Table} accounts=${made} desk=${desk} caption=${say("Thư đã gửi", "Letters sent")} last=${say("Thư", "Letter")} tell=${(each) => (each.outcome === "new" ? say("mật khẩu đầu tiên", "first password") : say("nhiệm vụ mới", "new post"))} /></section>`;
}

function Table({ accounts, desk, caption, last, tell }) {
  const unit = (id) => of(desk.units.find((each) => each.unit === id)?.name) || id;
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${caption}><table class="standing"><caption class="unseen">${caption}</caption><thead><tr><th scope="col">${say("Người", "Person")}</th><th scope="col">${say("Vai trò", "Role")}</th><th scope="col">${last}</th></tr></thead>
    <tbody>${accounts.map((each) => html`<tr><th scope="row">${each.name}<br /><span class="soft">${each.email}</span></th><td>${say(...(ROLES[each.role] ?? [each.role, each.role]))}${each.unit && html`<br /><span class="soft">${unit(each.unit)}</span>`}${each.areas.length > 0 && html`<br /><span class="soft">${each.areas.join(", ")}</span>`}</td><td>${tell(each)}</td></tr>`)}</tbody></table></div>`;
}
