// The people of a list one by one: listed, sent or bounced, never more; a link to hand over, or to
// be revoked.

import { Asked } from "asking";
import { showLink } from "handed_link";
import { html } from "parts";
import { peopleAt } from "people_address";
import { call } from "session";
import { plain, say, words } from "words";

const T = words({
  byState: ["Lọc theo tình trạng thư", "By state"],
  all: ["Tất cả", "All"],
  find: ["Tìm theo tên hoặc thư", "Find by name or address"],
  nobody: ["Không có ai.", "Nobody."],
  most: (shown, all) => [
    `Hiện ${shown} trên ${all} người; gõ để tìm những người khác.`,
    `${shown} of ${all} people are shown; type to find the others.`,
  ],
  waiting: ["đổi địa chỉ: chờ quyết định", "new address: waits for a decision"],
  revoked: ["đường dẫn đã thu hồi", "link revoked"],
  hand: ["Đường dẫn trao tay…", "Link to hand over…"],
  handSure: ["Tạo đường dẫn", "Make the link"],
  handWhy: ["Lý do trao tay (ghi vào nhật ký)", "Why by hand (kept on record)"],
  handTo: (name) => [`Tạo đường dẫn trao tay cho ${name}?`, `Make a link to hand over to ${name}?`],
  handing: [
    "Đường dẫn đã gửi qua thư hết hiệu lực ngay, người này không nhận thư nào nữa. " +
      "Đường dẫn mới chỉ hiện một lần; hãy trao tận tay đúng người. " +
      "Số đường dẫn trao tay là một dấu hiệu khi xét can thiệp.",
    "The mailed link dies at once, and this person gets no more letters. " +
      "The new one is shown once; hand it to that very person. " +
      "Links handed over are counted as a sign when interference is looked into.",
  ],
  handed: ["Đã tạo đường dẫn", "The link was made"],
  revoke: ["Thu hồi đường dẫn…", "Revoke the link…"],
  revokeSure: ["Thu hồi", "Revoke"],
  revokeWhy: ["Lý do thu hồi (ghi vào nhật ký)", "Why it is revoked (kept on record)"],
  revokeOf: (name) => [`Thu hồi đường dẫn của ${name}?`, `Revoke the link of ${name}?`],
  revoking: [
    "Đường dẫn của người này không mở được gì nữa và không tạo lại được. " +
      "Phiếu đã gửi, nếu có, vẫn được tính; hệ thống không cho biết có hay không.",
    "The person's link opens nothing any more, and no other can be made. " +
      "An answer that was given stays; whether there is one is not told.",
  ],
  isRevoked: ["Đã thu hồi", "Revoked"],
});
const STATES = {
  listed: ["chưa gửi thư", "not sent yet", ""],
  sent: ["đã gửi thư", "sent", "fine"],
  bounced: ["thư bị trả lại", "bounced", "alarm"],
};
const MOST = 100;

const changes = {
  search: (_state, wanted) => ({ wanted }),
  revoke: ({ people }, email) => ({
    people: people.map((each) => (each.email === email ? { ...each, revoked: true } : each)),
  }),
};

/** `list` is {index, lister, group}; `only` one of STATES, empty for all. */
export function Persons({ page, state, list, only }) {
  const act = page.transitions(changes);
  const wanted = plain(state.wanted.trim());
  const found = state.people
    .filter((person) => !only || person.state === only)
    .filter((person) => plain(`${person.name} ${person.email}`).includes(wanted));
  return html`<${States} people=${state.people} list=${list} only=${only} />
    <p class="field">
      <label for="find-person">${T.find}</label>
      <input id="find-person" type="search" value=${state.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
    <ul class="notices persons">
      ${found.slice(0, MOST).map(
        (person) => html`<${Person} key=${person.email} page=${page} person=${person}
          index=${list.index} />`,
      )}
    </ul>
    ${found.length > MOST && html`<p class="soft">${T.most(MOST, found.length)}</p>`}
    ${!found.length && html`<p>${T.nobody}</p>`}`;
}

function States({ people, list: { index, lister, group }, only }) {
  const count = (name) => people.filter((each) => !name || each.state === name).length;
  const choose = (name) => () => {
    location.hash = peopleAt(index, lister, group, name);
  };
  const choice = (name, title) => html`<button type="button" class="choice"
    aria-pressed=${String(only === name)} onClick=${choose(name)}>
    ${title} <span>${count(name)}</span>
  </button>`;
  return html`<div class="choices" role="group" aria-label=${T.byState}>
    ${choice("", T.all)}
    ${Object.entries(STATES).map(([name, [vi, en]]) => choice(name, say(vi, en)))}
  </div>`;
}

function Person({ page, person, index }) {
  const [vi, en, tone] = STATES[person.state];
  const caution = (text) => html` <span class="tag caution">${text}</span>`;
  return html`<li>
    <p>
      <b>${person.name}</b> <span class="address">${person.email}</span>${" "}
      <span class=${`tag ${tone}`}>${say(vi, en)}</span>
      ${person.waiting && caution(T.waiting)}${person.revoked && caution(T.revoked)}
    </p>
    ${
      person.state !== "listed" &&
      !person.revoked &&
      html`<div class="buttons">
        <${Hand} page=${page} person=${person} index=${index} />
        <${Revoke} page=${page} person=${person} index=${index} />
      </div>`
    }
  </li>`;
}

const withName = (label, { name }) => html`${label}<span class="unseen"> ${name}</span>`;

function Hand({ page, person, index }) {
  const { name, email } = person;
  const hand = async (reason) => {
    const { link } = await call("POST", `${page.state.path}/links`, { index, email, reason });
    showLink(page, name, link);
    return T.handed;
  };
  return html`<${Asked} id=${`hand-${email}`} link page=${page} label=${withName(T.hand, person)}
    sure=${T.handSure} why=${T.handWhy} title=${T.handTo(name)} act=${hand}>
    <p>${T.handing}</p>
  </${Asked}>`;
}

function Revoke({ page, person, index }) {
  const { name, email } = person;
  const revoke = async (reason) => {
    await call("POST", `${page.state.path}/links/revoke`, { index, email, reason });
    page.transitions(changes).revoke(email);
    return T.isRevoked;
  };
  return html`<${Asked} id=${`revoke-${email}`} link page=${page}
    label=${withName(T.revoke, person)} sure=${T.revokeSure} why=${T.revokeWhy}
    title=${T.revokeOf(name)} act=${revoke}>
    <p>${T.revoking}</p>
  </${Asked}>`;
}
