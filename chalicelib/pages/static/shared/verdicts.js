// What was found out about a file of evidence: its state, the verdicts of its inspection, the
// document in it.

import { html } from "parts";
import { day, of, say, words } from "words";

const T = words({
  inspected: ["Kết quả kiểm tra", "What was inspected"],
  numbered: (number) => [`số ${number}`, `no. ${number}`],
  dated: (date) => [`ngày ${date}`, `dated ${date}`],
  effectiveFrom: (date) => [`hiệu lực từ ${date}`, `effective ${date}`],
});
/** What each state is called, and the look of its tag. */
export const STATES = {
  waiting: ["đang kiểm tra", "being inspected", "quiet"],
  quarantined: ["không dùng được", "cannot be used", "alarm"],
  reference: ["chỉ để tham khảo", "for reference only", "caution"],
  inspected: ["đã kiểm tra", "inspected", "fine"],
};
const SIGNS = { good: "✓", warning: "!", bad: "✗", unknown: "?" };
/** What the inspection's own words leave open, by the kind of what it found. */
const ADVICE = words({
  changed_after: ["Hãy gửi lại tệp đúng như khi được ký.", "Send the file as it was signed."],
  trust: [
    "Nếu có bản do cơ quan ban hành ký, hãy gửi thêm bản đó.",
    "If there is a copy signed by the issuing body, add it.",
  ],
  signed_at: [
    "Vẫn dùng được; Hội đồng sẽ xem xét thời điểm ký.",
    "It can be used; the council will weigh the time of signing.",
  ],
});

export const standing = (file) =>
  file.state === "inspected" && file.official === false ? "reference" : file.state;

/** The state of a file as a tag. */
export function Tag({ file }) {
  const [vi, en, look] = STATES[standing(file)];
  return html`<span class="tag ${look}">${say(vi, en)}</span>`;
}

const isLoud = ({ outcome }) => outcome === "bad" || outcome === "warning";

/** What asks for something is always shown… */
export function Loud({ file }) {
  const loud = file.verdicts.filter(isLoud);
  return loud.length > 0 && html`<${Verdicts} verdicts=${loud} />`;
}

/** …and what is well can be unfolded. */
export function Quiet({ file }) {
  const quiet = file.verdicts.filter((verdict) => !isLoud(verdict));
  if (!quiet.length) return null;
  return html`<details>
    <summary>${T.inspected}</summary>
    <${Verdicts} verdicts=${quiet} />
  </details>`;
}

const Verdicts = ({ verdicts }) =>
  html`<ul class="verdicts">
    ${verdicts.map((verdict) => {
      const advice = isLoud(verdict) && ADVICE[verdict.kind];
      return html`<li class=${verdict.outcome}>
        <span aria-hidden="true">${SIGNS[verdict.outcome]}</span>${" "}
        <span>${of(verdict.text)}${advice && ` ${advice}`}</span>
      </li>`;
    })}
  </ul>`;

/** What a document is, in words: its number, date, issuer and effective date as far as given. */
export function paperOf({ number, date, issuer, effective }) {
  const told = [
    number && T.numbered(number),
    date && T.dated(day(date)),
    issuer,
    effective && effective !== date && T.effectiveFrom(day(effective)),
  ];
  return told.filter(Boolean).join(", ");
}
