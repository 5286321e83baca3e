// Accounts from a list: the form out; what comes back, or is pasted, shown with every problem by
// its cell; then made.

import { base64 } from "acts";
import { Made, Preview } from "enrol_preview";
import { html } from "parts";
import { ROLES } from "posts";
import { call } from "session";
import { Bring, form } from "table_upload";
import { words } from "words";

const T = words({
  accounts: ["Các tài khoản", "All accounts"],
  title: ["Tạo tài khoản từ danh sách", "Create accounts from a list"],
  lead: [
    "Mỗi người một tài khoản, có thể nhiều nhiệm vụ: ai đã có tài khoản thì được thêm nhiệm vụ, " +
      "các nhiệm vụ đang có giữ nguyên. Mật khẩu đầu tiên gửi thẳng tới địa chỉ thư của người đó " +
      "và phải đổi khi đăng nhập; không ai khác thấy mật khẩu.",
    "One account a person, with any number of posts: who has an account gets a further post and " +
      "keeps the others. The first password goes to that person's own address " +
      "and must be changed at the first sign-in; nobody else sees it.",
  ],
  make: ["1. Lập bảng", "1. Make the table"],
  columns: ["Sáu cột:", "Six columns:"],
  roles: (roles) => [`Vai trò là một trong: ${roles}.`, `The role is one of: ${roles}.`],
  units: [
    "Đơn vị ghi tên hoặc mã; lĩnh vực chỉ ghi cho thành viên Hội đồng (ví dụ",
    "The unit by name or id; areas for council members only (such as",
  ],
  areas: [
    "), để trống là mọi lĩnh vực; ngày kết thúc nhiệm vụ không bắt buộc (31/12/2026).",
    "), none means every area; the day on which the post ends is optional (31/12/2026).",
  ],
  form: ["Tải mẫu (có sẵn các đơn vị)", "Download the form (with every unit)"],
  bring: ["2. Nạp tệp hoặc dán bảng", "2. Bring the file, or paste the table"],
});
const COLUMNS = [
  "Thư điện tử",
  "Họ và tên",
  "Vai trò",
  "Đơn vị",
  "Lĩnh vực thẩm định",
  "Đến hết ngày",
];
const BATCH = 25;

/** What is pasted, the table as the API read it, how many accounts are made by now, which were. */
export const noList = () => ({ enrol: { pasted: "", file: null, made: null, done: 0 } });

const changes = {
  type: (state, pasted) => ({ enrol: { ...state.enrol, pasted } }),
  show: (state, file) => ({ enrol: { ...state.enrol, file, made: null } }),
  leave: (state) => ({ enrol: { ...state.enrol, file: null } }),
  count: (state, done) => ({ enrol: { ...state.enrol, done } }),
  finish: (_state, made) => ({ enrol: { ...noList().enrol, made } }),
};

export function Enrol({ page, state }) {
  const act = page.transitions(changes);
  const { pasted, file, made } = state.enrol;
  const path = `${state.path}/accounts`;
  const preview = async (name, blob) => {
    act.show(null);
    const content = await base64(blob);
    act.show({ name, ...(await call("POST", `${path}/preview`, { content })) });
  };
  return html`<p class="crumb"><a href="#/accounts">← ${T.accounts}</a></p>
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${made && html`<${Made} state=${state} made=${made} />`}
    <${HowTo} state=${state} />
    <section class="block">
      <h2>${T.bring}</h2>
      <${Bring} id="accounts" page=${page} state=${state} pasted=${pasted} type=${act.type}
        preview=${preview} />
    </section>
    ${
      file &&
      html`<${Preview} state=${state} create=${page.run(() => create(page, act))}
        leave=${act.leave} />`
    }`;
}

/** Make what the table asks for, a batch at a time. */
async function create({ state, reload }, act) {
  const changed = state.enrol.file.accounts.filter(({ outcome }) => outcome !== "standing");
  const wanted = changed.map(({ outcome, present_name, posts, ...account }) => account);
  for (let done = 0; done < wanted.length; done += BATCH) {
    act.count(done);
    const accounts = wanted.slice(done, done + BATCH);
    await call("POST", `${state.path}/accounts`, { accounts });
  }
  act.finish(changed);
  await reload();
}

function HowTo({ state }) {
  const roles = Object.entries(ROLES).map(([role, [vi]]) => `${vi} (${role})`);
  const posts = state.units.flatMap(({ unit }) => [
    ["", "", ROLES.editor[0], unit, "", ""],
    ["", "", ROLES.leader[0], unit, "", ""],
  ]);
  const hand = () => form(COLUMNS, posts, `tai-khoan-${state.round.round}.csv`);
  return html`<section class="block">
    <h2>${T.make}</h2>
    <p>
      ${T.columns} <b>${COLUMNS.join("; ")}</b>. ${T.roles(roles.join("; "))} ${T.units}${" "}
      <code>${Object.keys(state.overview.indexes)[0]}/1</code>${T.areas}
    </p>
    <p><button type="button" class="button plain" onClick=${hand}>${T.form}</button></p>
  </section>`;
}
