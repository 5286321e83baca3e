// The list of one group: its people, what is to be known of them, what the group will be asked.

import { Letters } from "letters";
import { Exemptions } from "list_exemptions";
import { Notices } from "list_file";
import { People } from "list_people";
import { PersonForm } from "list_person";
import { groupOf } from "list_rows";
import { Locked, Refused, writable } from "list_state";
import { html } from "parts";
import { showQuestionnaire } from "questionnaire_preview";
import { call } from "session";
import { of, words } from "words";

const T = words({
  back: ["Các nhóm", "All groups"],
  listed: (count) => [`${count} người`, `${count} people`],
  expected: (count) => [`bình quân theo kế hoạch ${count}`, `even share of the plan ${count}`],
  limit: (count) => [`tối đa ${count}`, `at most ${count}`],
  substitutes: (count) => [`${count} người thay`, `${count} substitutes`],
  ratesItself: ["Nhóm này đánh giá chính đơn vị.", "This group rates the unit itself."],
  ratesNamed: [
    "Mỗi người đánh giá đơn vị ghi ở dòng của mình.",
    "Each person rates the unit named in the row.",
  ],
  preview: ["Xem trước phiếu điều tra của nhóm", "Preview the group's questionnaire"],
  opening: ["Đang mở…", "Opening…"],
});
/** The unit that is rated, where each row names another. */
const NAMED = { vi: "đơn vị ghi ở từng dòng", en: "the unit named in each row" };

export function GroupPanel({ page, state }) {
  const { lists, list, staff, problem } = state;
  const group = groupOf(state);
  const open = writable(lists) && !group.sent_at;
  return html`<section class="panel">
    <p class="crumb"><a href="#/">← ${T.back}</a><span>${of(lists.indexes[group.index])}</span></p>
    <h1 tabindex="-1">${of(group.title)}</h1>
    <p class="lead">
      ${counts(group).join(", ")}. ${group.own_unit ? T.ratesItself : T.ratesNamed}
    </p>
    <p class="buttons">
      <button type="button" class="button plain" disabled=${state.busy}
        onClick=${page.run(() => preview(state, group))}>${T.preview}</button>
    </p>
    <${Locked} lists=${lists} /><${Refused} problem=${problem} />
    ${
      list
        ? html`<${List} page=${page} state=${state} open=${open} />`
        : html`<p role="status">${T.opening}</p>`
    }
    ${!staff && html`<${Exemptions} page=${page} state=${state} writable=${open} />`}
  </section>`;
}

function counts(group) {
  const told = [
    T.listed(group.listed),
    group.expected != null && T.expected(group.expected),
    group.limit != null && T.limit(group.limit),
    group.substitutes && T.substitutes(group.substitutes),
  ];
  return told.filter(Boolean);
}

/** The people; once the list is sent, with what became of their letters. */
function List({ page, state, open }) {
  const letters = html`<${Letters} page=${page} state=${state} />`;
  const people = html`<${People} page=${page} state=${state} writable=${open} />`;
  return html`<${Notices} notices=${state.list.notices} />
    ${open && html`<${PersonForm} page=${page} state=${state} />`}
    ${state.letters ? letters : people}`;
}

/** Show on the respondents' own page what this group will be asked; nothing can be sent there. */
async function preview(state, group) {
  const { groups, round } = await call("GET", `${state.path}/questionnaires`);
  const asked = groups.find(
    (each) => each.index.id === group.index && each.group.id === group.group,
  );
  showQuestionnaire(round, group.own_unit ? state.unit.unit.name : NAMED, asked);
}
