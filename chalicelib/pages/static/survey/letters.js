// The letters to the people of a sent list. Per person no more than listed, sent or bounced:
// nothing here changes when somebody answers. A bounced address is corrected; those who are late
// are reminded, without anybody learning who they are.

import { LetterPeople } from "letter_people";
import { Reminders } from "letter_reminders";
import { html } from "parts";
import { say, stamp, words } from "words";

const T = words({
  title: ["Thư mời từng người", "The letter to each person"],
  onlySent: [
    "Trang này chỉ cho biết thư đã gửi hay bị trả lại. Ai đã trả lời thì không ai được biết.",
    "This page tells only whether a letter was sent or came back. " +
      "Who has answered is told to nobody.",
  ],
  whileOpen: [
    "Thư chỉ được gửi và địa chỉ chỉ sửa được khi đợt điều tra đang mở.",
    "Letters are sent, and addresses corrected, only while the survey is open.",
  ],
  counts: ({ sent, bounced, listed }) => [
    `Thư mời: ${sent} đã gửi, ${bounced} bị trả lại, ${listed} chưa gửi.`,
    `Letters: ${sent} sent, ${bounced} bounced, ${listed} not sent yet.`,
  ],
  showBounced: ["Xem thư bị trả lại", "See those that bounced"],
  corrections: ["Các lần sửa địa chỉ", "Corrections"],
  row: (row) => [`Dòng ${row}`, `Row ${row}`],
  note: ["Ý kiến: ", "Note: "],
});
const ENDS = {
  applied: ["đã sửa", "corrected"],
  waiting: ["chờ bộ phận điều hành duyệt", "waits for the operations staff"],
  refused: ["không được duyệt", "refused"],
};

const changes = { showBounced: () => ({ only: "bounced" }) };

/** `state` is that of the respondent lists, with a sent list open. */
export function Letters({ page, state }) {
  const { letters, unit, staff } = state;
  const open = unit.windows.survey.state === "open";
  const some = letters.people.length > 0;
  return html`${some && html`<${Standing} page=${page} people=${letters.people} />`}
    ${some && !staff && html`<${Reminders} page=${page} state=${state} open=${open} />`}
    <section class="block">
      <h2 id="letters">${T.title}</h2>
      <p>${T.onlySent}${!open && ` ${T.whileOpen}`}</p>
      <${LetterPeople} page=${page} state=${state} open=${open} />
      ${letters.corrections.length > 0 && html`<${Corrections} all=${letters.corrections} />`}
    </section>`;
}

/** How many letters are sent, bounced and still to be sent. */
function Standing({ page, people }) {
  const count = (state) => people.filter((person) => person.state === state).length;
  const counts = { sent: count("sent"), bounced: count("bounced"), listed: count("listed") };
  const show = () => {
    page.transitions(changes).showBounced();
    document.getElementById("letters").scrollIntoView();
  };
  return html`<p>
    ${T.counts(counts)}
    ${
      counts.bounced > 0 &&
      html` <button type="button" class="link" onClick=${show}>${T.showBounced}</button>`
    }
  </p>`;
}

/** The corrections of addresses, the latest first. */
function Corrections({ all }) {
  return html`<h3>${T.corrections}</h3>
    <ul class="notices">
      ${[...all].reverse().map((each) => html`<${Correction} key=${each.id} correction=${each} />`)}
    </ul>`;
}

function Correction({ correction }) {
  const { at, person, state, by, asked_at, reason } = correction;
  return html`<li>
    <p>
      ${T.row(at + 1)}, ${person}: ${correction.old} → <b>${correction.new}</b>${" "}
      <span class="tag">${say(...ENDS[state])}</span>
    </p>
    <p class="soft">${by} · ${stamp(asked_at)}${reason && ` · ${T.note}${reason}`}</p>
  </li>`;
}
