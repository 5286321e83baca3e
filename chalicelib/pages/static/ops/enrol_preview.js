// What a list of accounts would make, before it does; and what it made.

import { Errors, Notices } from "list_file";
import { Bar, html } from "parts";
import { isOps, ROLE_WORDS, titleOf } from "posts";
import { of, until, words } from "words";

const T = words({
  preview: (name) => [`3. Xem trước: ${name}`, `3. Preview: ${name}`],
  fix: [
    "Sửa trong bảng rồi nạp lại: hết lỗi thì thấy từng tài khoản sẽ thế nào.",
    "Fix the table and upload it again: without errors it shows what becomes of each account.",
  ],
  accounts: ["Các tài khoản trong bảng", "The accounts of the table"],
  happens: ["Sẽ làm", "What happens"],
  done: ["Đã tạo", "Made"],
  making: (done, total) => [`Đang làm ${done} / ${total}…`, `${done} of ${total} done…`],
  create: (letters) => [`Tạo và gửi ${letters} thư`, `Create and send ${letters} letters`],
  save: ["Lưu, không gửi thư", "Save, without letters"],
  cancel: ["Bỏ", "Cancel"],
  made: (accounts) => [
    `Đã tạo hoặc đổi ${accounts} tài khoản; thư đã gửi tới:`,
    `${accounts} accounts made or changed; letters went to:`,
  ],
  sent: ["Thư đã gửi", "Letters sent"],
  letter: ["Thư", "Letter"],
  firstPassword: ["mật khẩu đầu tiên", "first password"],
  newPost: ["nhiệm vụ mới", "new post"],
  noLetter: ["không gửi thư", "no letter"],
  end: (at) => [`đến ${at}`, `until ${at}`],
  has: (posts) => [`Đang có: ${posts}`, `Has: ${posts}`],
  renamed: (from) => [`Họ tên đang ghi: ${from}`, `The name now: ${from}`],
  person: ["Người", "Person"],
  role: ["Vai trò", "Role"],
});
/** What becomes of an account, in the order of the preview. */
const OUTCOMES = {
  new: ["tài khoản mới: gửi mật khẩu đầu tiên", "new: gets a first password"],
  added: [
    "đã có tài khoản: thêm nhiệm vụ, giữ mật khẩu và các nhiệm vụ khác",
    "has an account: one more post, keeps the password and the other posts",
  ],
  moved: [
    "đã có nhiệm vụ này: đổi vai trò, lĩnh vực hoặc họ tên",
    "has this post: another role, other areas or another name",
  ],
  ends: [
    "đã có nhiệm vụ này: đặt ngày kết thúc, không gửi thư",
    "has this post: gets its end, no letter",
  ],
  standing: ["đã có đúng như vậy: không gửi thư", "already has this post: no letter"],
};
const OUTCOME_WORDS = words(OUTCOMES);

export function Preview({ state, create, leave }) {
  const { name, errors, notices, accounts } = state.enrol.file;
  return html`<section class="block preview" aria-live="polite">
    <h2>${T.preview(name)}</h2>
    <${Errors} errors=${errors} />
    <${Notices} notices=${notices} />
    ${errors.length > 0 && html`<p>${T.fix}</p>`}
    ${!errors.length && accounts.length > 0 && html`<${Outcomes} state=${state} />`}
    ${!errors.length && html`<${Buttons} state=${state} create=${create} leave=${leave} />`}
  </section>`;
}

const count = (accounts, outcome) =>
  accounts.filter((account) => account.outcome === outcome).length;

function Outcomes({ state }) {
  const { accounts } = state.enrol.file;
  const outcomes = Object.keys(OUTCOMES).filter((outcome) => count(accounts, outcome));
  const line = (outcome) =>
    html`<li><b>${count(accounts, outcome)}</b> ${OUTCOME_WORDS[outcome]}</li>`;
  return html`<ul>${outcomes.map(line)}</ul>
    <${Table} state=${state} accounts=${accounts} caption=${T.accounts} last=${T.happens}
      tell=${({ outcome }) => OUTCOME_WORDS[outcome]} />`;
}

function Buttons({ state, create, leave }) {
  const { busy } = state;
  const { done, file } = state.enrol;
  const changed = file.accounts.length - count(file.accounts, "standing");
  const letters = changed - count(file.accounts, "ends");
  return html`${busy && html`<${Bar} done=${done} total=${changed} label=${T.done} />`}
    <p class="buttons">
      <button type="button" class="button" disabled=${busy || !changed} onClick=${create}>
        ${busy ? T.making(done, changed) : letters || !changed ? T.create(letters) : T.save}
      </button>${" "}
      <button type="button" class="button plain" disabled=${busy} onClick=${leave}>
        ${T.cancel}
      </button>
    </p>`;
}

export function Made({ state, made }) {
  const letters = { new: T.firstPassword, ends: T.noLetter };
  const tell = ({ outcome }) => letters[outcome] ?? T.newPost;
  return html`<section class="block" role="status">
    <p class="good">✓ ${T.made(made.length)}</p>
    <${Table} state=${state} accounts=${made} caption=${T.sent} last=${T.letter} tell=${tell} />
  </section>`;
}

/** The names of a post's unit and round; of another round only the latter. */
function namesOf({ rounds, round }, post, unitName) {
  if (isOps(post)) return {};
  const here = post.round === round.round;
  const title = rounds.find((one) => one.round === post.round)?.title ?? { vi: post.round };
  const unit = here ? unitName(post.unit) : post.unit;
  return { unit_name: unit && { vi: unit }, round_title: here ? null : title };
}

const isRenamed = ({ name, present_name: before }) => before && before !== name;

/** Accounts one a row; `tell(account)` fills the last column. */
function Table({ state, accounts, caption, last, tell }) {
  const unitName = (id) => of(state.units.find((unit) => unit.unit === id)?.name) || id;
  const soft = (text) => html`<br /><span class="soft">${text}</span>`;
  const titleHere = (post) => titleOf(post, namesOf(state, post, unitName));
  const row = (account) => html`<tr>
    <th scope="row">
      ${account.name}${soft(account.email)}
      ${isRenamed(account) && soft(T.renamed(account.present_name))}
    </th>
    <td>
      ${ROLE_WORDS[account.role] ?? account.role}${account.unit && soft(unitName(account.unit))}
      ${account.areas.length > 0 && soft(account.areas.join(", "))}
      ${account.until && soft(T.end(until(account.until)))}
      ${account.posts.length > 0 && soft(T.has(account.posts.map(titleHere).join("; ")))}
    </td>
    <td>${tell(account)}</td>
  </tr>`;
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label=${caption}>
    <table class="standing">
      <caption class="unseen">${caption}</caption>
      <thead><tr>
        <th scope="col">${T.person}</th><th scope="col">${T.role}</th><th scope="col">${last}</th>
      </tr></thead>
      <tbody>${accounts.map(row)}</tbody>
    </table>
  </div>`;
}
