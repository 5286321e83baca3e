// What units ask of the operations staff: addresses under another mail domain, and lists longer or
// shorter than the rule. Each request is decided once; those decided are kept below.

import { Problem } from "acts";
import { AddressRequests } from "address_requests";
import { askedFor, NumberRequests } from "number_requests";
import { html } from "parts";
import { moment, of, say, words } from "words";

const T = words({
  title: ["Đề nghị chờ quyết định", "Requests that wait for a decision"],
  once: [
    "Mỗi đề nghị chỉ quyết định một lần, có lý do, và được ghi vào nhật ký.",
    "Each request is decided once, with a reason, on record.",
  ],
  decided: (some) => [
    `${some} đề nghị đã quyết định và địa chỉ đã sửa`,
    `${some} decided requests and corrected addresses`,
  ],
});
const STATES = {
  corrected: ["nơi lập danh sách tự sửa", "corrected by its lister", ""],
  applied: ["đã chấp thuận", "approved", "fine"],
  approved: ["đã chấp thuận", "approved", "fine"],
  refused: ["không chấp thuận", "refused", "alarm"],
};

export function Decisions({ page, state }) {
  const { corrections, exceptions } = state;
  const decided = [
    ...corrections.filter((each) => each.state !== "waiting").map(correction),
    ...exceptions.filter((each) => each.state !== "requested").map(exemption),
  ];
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.once}</p>
    <${Problem} state=${state} />
    <${NumberRequests} page=${page}
      requests=${exceptions.filter((each) => each.state === "requested")} />
    <${AddressRequests} page=${page}
      requests=${corrections.filter((each) => each.state === "waiting")} />
    ${decided.length > 0 && html`<${Decided} decided=${decided} />`}`;
}

/** A corrected address as a decision; one under its old mail domain was nobody's to decide. */
const correction = (each) => ({
  ...each,
  state: each.decided_by ? each.state : "corrected",
  what: `${each.person}: ${each.old} → ${each.new}`,
  decided_by: each.decided_by || each.by,
  note: each.reason,
  at: each.decided_at ?? each.asked_at,
});
const exemption = (each) => ({ ...each, what: askedFor(each), at: each.decided_at });

function Decided({ decided }) {
  const latestFirst = decided.sort((one, other) => other.at.localeCompare(one.at));
  return html`<details class="block">
    <summary>${T.decided(decided.length)}</summary>
    <ul class="notices">
      ${latestFirst.map((each) => html`<${Decision} key=${each.id} decision=${each} />`)}
    </ul>
  </details>`;
}

function Decision({ decision }) {
  const { state, name, title, what, decided_by, at, note } = decision;
  const [vi, en, tone] = STATES[state];
  return html`<li>
    <p>
      <span class=${`tag ${tone}`}>${say(vi, en)}</span>${" "}
      <b>${of(name)}</b> · ${of(title)} · ${what}
    </p>
    <p class="soft">${decided_by} · ${moment(at)}${note && `: ${note}`}</p>
  </li>`;
}
