// What is still to be decided about units: until it is, nothing final is published of them.

import { html } from "parts";
import { of, words } from "words";

const T = words({
  title: (count) => [
    `Còn ${count} việc chờ quyết định nên chưa công bố chính thức được`,
    `${count} decisions are open, so nothing final can be published`,
  ],
  criterion: (leaf) => [`tiêu chí ${leaf}`, `criterion ${leaf}`],
  more: (count) => [`và ${count} mục khác`, `and ${count} more`],
});
const KINDS = words({
  exclusion: [
    "Đề xuất không đánh giá chờ người thứ hai xác nhận",
    "Exclusions that wait for a second person",
  ],
  adjustment: [
    "Điểm thưởng, điểm phạt chờ người thứ hai xác nhận",
    "Bonus and penalty points that wait for a second person",
  ],
  not_applicable: [
    "Đề nghị không áp dụng chưa quyết định",
    "Requests that a criterion should not apply, not decided",
  ],
  dishonesty: ["Hồ sơ không trung thực chưa kết luận", "Cases on dishonesty, not decided"],
  objection: ["Đề nghị xem xét lại chưa quyết định", "Objections, not decided"],
});
const REQUESTS = {
  not_applicable: "/council/releases#/not-applicable",
  objection: "/council/releases#/objections",
};
/** Where each kind is decided, or read, by operations staff; by the council. */
const OPS = { exclusion: "#/rulings", adjustment: "#/rulings", dishonesty: "#/dishonesty" };
const RULINGS = "/council/releases#/rulings";
const COUNCIL = { exclusion: RULINGS, adjustment: RULINGS };
const MOST = 10;

/** What waits, in a notice by kind; `council` for its own people. Nothing if nothing waits. */
export function OpenDecisions({ waiting, council = false }) {
  if (!waiting.length) return null;
  const links = { ...REQUESTS, ...(council ? COUNCIL : OPS) };
  const kinds = [...new Set(waiting.map(({ kind }) => kind))];
  const line = (kind) => html`<${OfKind} kind=${kind} href=${links[kind]}
    waiting=${waiting.filter((one) => one.kind === kind)} />`;
  return html`<div class="notice">
    <p>${T.title(waiting.length)}:</p>
    <ul>${kinds.map(line)}</ul>
  </div>`;
}

function OfKind({ kind, href, waiting }) {
  const label = `${KINDS[kind]} (${waiting.length})`;
  const about = ({ name, leaf }) => [of(name), leaf && T.criterion(leaf)].filter(Boolean);
  const named = waiting.slice(0, MOST).map((one) => about(one).join(", "));
  const more = waiting.length - named.length;
  return html`<li>
    ${href ? html`<a href=${href}>${label}</a>` : label}: ${named.join("; ")}
    ${more > 0 && ` ${T.more(more)}`}
  </li>`;
}
