// The people of a sent list with what became of the letter to each.

import { CorrectAddress, correctAddress } from "letter_correction";
import { Person } from "list_people";
import { groupOf } from "list_rows";
import { html } from "parts";
import { of, plain, say, words } from "words";

const T = words({
  empty: ["Danh sách này không có ai.", "Nobody is on this list."],
  byLetter: ["Lọc theo thư", "Filter by letter"],
  all: ["Tất cả", "All"],
  bounced: ["Thư bị trả lại", "Bounced"],
  waiting: ["Chờ duyệt địa chỉ", "Waiting for approval"],
  find: ["Tìm theo tên, thư hoặc chức vụ", "Find by name, address or post"],
  noneBounced: ["Không có thư nào bị trả lại.", "No letter came back."],
  nobody: ["Không có ai.", "Nobody."],
  more: (shown, all) => [
    `Hiện ${shown} trên ${all} người; gõ để tìm những người khác.`,
    `${shown} of ${all} people are shown; type to find the others.`,
  ],
  table: ["Những người trong danh sách", "People on the list"],
  row: ["Dòng", "Row"],
  person: ["Họ và tên, thư điện tử", "Name, e-mail address"],
  post: ["Chức vụ, cơ quan", "Post, organisation"],
  rates: ["Đánh giá", "Rates"],
  letter: ["Thư mời", "Letter"],
  newWaits: ["địa chỉ mới chờ duyệt", "the new address waits for approval"],
  revoked: ["bộ phận điều hành đã thu hồi đường dẫn", "the operations staff revoked the link"],
  correct: ["Sửa địa chỉ", "Correct the address"],
});
const STATES = {
  listed: ["chưa gửi thư", "not sent yet", "soft"],
  sent: ["đã gửi thư", "sent", ""],
  bounced: ["thư bị trả lại", "bounced", "need"],
};
/** What is shown, by the word on its button: everybody, or some of them. */
const FILTERS = {
  "": ["all", () => true],
  bounced: ["bounced", (person) => person.state === "bounced"],
  waiting: ["waiting", (person) => person.waiting],
};
const MOST = 200;

const changes = {
  filter: (_state, only) => ({ only }),
  search: (_state, wanted) => ({ wanted }),
};

/** Each person of the list as it was sent, with the state of the letter and the address it has. */
const peopleOf = ({ letters, list }) =>
  letters.people.map((person, at) => ({
    ...person,
    ...list.respondents[at],
    email: person.email,
    at,
  }));

export function LetterPeople({ page, state, open }) {
  const people = peopleOf(state);
  if (!people.length) return html`<p>${T.empty}</p>`;
  const { search } = page.transitions(changes);
  const wanted = plain(state.wanted.trim());
  const [, passes] = FILTERS[state.only];
  const found = people
    .filter(passes)
    .filter((each) => plain(`${each.name} ${each.email} ${each.position}`).includes(wanted));
  const none = state.only === "bounced" && !wanted ? T.noneBounced : T.nobody;
  return html`<${Filters} page=${page} only=${state.only} people=${people} />
    <p class="field">
      <label for="find-person">${T.find}</label>
      <input id="find-person" type="search" value=${state.wanted}
        onInput=${(event) => search(event.target.value)} />
    </p>
    ${
      found.length
        ? html`<${Table} page=${page} state=${state} people=${found.slice(0, MOST)} open=${open} />`
        : html`<p role="status">${none}</p>`
    }
    ${found.length > MOST && html`<p class="soft">${T.more(MOST, found.length)}</p>`}`;
}

function Filters({ page, only, people }) {
  const { filter } = page.transitions(changes);
  const choice = ([name, [word, passes]]) => html`<button type="button" class="choice"
    aria-pressed=${String(name === only)} onClick=${() => filter(name)}>
    ${T[word]} <span>${people.filter(passes).length}</span>
  </button>`;
  return html`<div class="choices" role="group" aria-label=${T.byLetter}>
    ${Object.entries(FILTERS).map(choice)}
  </div>`;
}

function Table({ page, state, people, open }) {
  const group = groupOf(state);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table class="people stack">
      <caption class="unseen">${of(group.title)}</caption>
      <thead><tr>
        <th class="right">${T.row}</th><th>${T.person}</th><th>${T.post}</th>
        ${!group.own_unit && html`<th>${T.rates}</th>`}<th>${T.letter}</th>
      </tr></thead>
      <tbody>
        ${people.map(
          (person) => html`<${Rows} key=${person.at} page=${page} state=${state} person=${person}
            open=${open} />`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A person's row, and below it the form while the address is corrected. */
function Rows({ page, state, person, open }) {
  const fixing = state.fixing?.at === person.at;
  return html`<tr>
      <${Person} state=${state} row=${person} at=${person.at} />
      <${Letter} page=${page} person=${person} correctable=${open && !fixing} />
    </tr>
    ${
      fixing &&
      html`<tr><td colspan="5">
        <${CorrectAddress} page=${page} state=${state} name=${person.name} />
      </td></tr>`
    }`;
}

function Letter({ page, person, correctable }) {
  const { state, waiting, revoked, name } = person;
  const [vi, en, tone] = STATES[state];
  const note = (text) => html`<br /><span class="soft">${text}</span>`;
  return html`<td>
    <span class=${tone}>${say(vi, en)}</span>
    ${waiting && note(T.newWaits)}${revoked && note(T.revoked)}
    ${
      correctable &&
      state === "bounced" &&
      !waiting &&
      html`<br /><button type="button" class="link" onClick=${() => correctAddress(page, person)}>
        ${T.correct}<span class="unseen">: ${name}</span>
      </button>`
    }
  </td>`;
}
