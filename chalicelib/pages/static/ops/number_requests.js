// Lists that are to be longer or shorter than the rule: what the unit asks for, yes or no.

import { html } from "parts";
import { Approve, decide, Refuse, Requests } from "unit_requests";
import { moment, of, words } from "words";

const T = words({
  title: ["Ngoại lệ về số người", "Exemptions from the number of people"],
  fewer: (people) => [
    `Được ít hơn kế hoạch: ${people} người`,
    `Fewer than planned: ${people} people`,
  ],
  more: (people) => [
    `Được nhiều hơn quy định: ${people} người`,
    `More than the limit: ${people} people`,
  ],
  share: (people) => [`(bình quân theo kế hoạch ${people})`, `(even share of the plan ${people})`],
  limit: (people) => [`(quy định tối đa ${people})`, `(the rule allows ${people})`],
  approve: (unit) => [`Chấp thuận cho ${unit}?`, `Approve it for ${unit}?`],
  enough: (list, people) => [
    `Danh sách “${list}” từ ${people} người được coi là đủ.`,
    `${people} people on “${list}” count as enough.`,
  ],
  upTo: (list, people) => [
    `Danh sách “${list}” được có tới ${people} người.`,
    `“${list}” may have up to ${people} people.`,
  ],
  approved: ["Đã chấp thuận", "Approved"],
  refuse: (unit) => [`Không chấp thuận đề nghị của ${unit}?`, `Refuse the request of ${unit}?`],
  ruleStays: [
    "Quy định chung vẫn áp dụng cho danh sách này.",
    "The general rule goes on applying to this list.",
  ],
  refused: ["Đã trả lời đơn vị", "The unit was answered"],
});

/** What the unit asks for, in words. */
export const askedFor = ({ kind, people }) => (kind === "fewer" ? T.fewer(people) : T.more(people));

export const NumberRequests = ({ page, requests }) =>
  html`<${Requests} page=${page} title=${T.title} requests=${requests} Request=${Request} />`;

function Request({ page, request }) {
  const { id, lister, name, title, reason, requested_by, requested_at } = request;
  const place = [lister, id].map(encodeURIComponent).join("/");
  const answer = (approve, told) =>
    decide(page, `/list-exceptions/${place}/decide`, (note) => ({ approve, note }), told);
  return html`<li>
    <p><b>${of(name)}</b> · ${of(title)}</p>
    <p>${askedFor(request)} <span class="soft">${ruleFor(request)}</span></p>
    <p class="lines">${reason}</p>
    <p class="soft">${requested_by} · ${moment(requested_at)}</p>
    <div class="buttons">
      <${Approve} page=${page} id=${id} title=${T.approve(of(name))}
        act=${answer(true, () => T.approved)}>${allowed(request)}</${Approve}>
      <${Refuse} page=${page} id=${id} title=${T.refuse(of(name))}
        act=${answer(false, () => T.refused)}>${T.ruleStays}</${Refuse}>
    </div>
  </li>`;
}

/** The number that applies without the exemption, where there is one. */
function ruleFor({ kind, share, limit }) {
  if (kind === "fewer") return share != null && T.share(share);
  return limit != null && T.limit(limit);
}

const allowed = ({ kind, title, people }) =>
  kind === "fewer" ? T.enough(of(title), people) : T.upTo(of(title), people);
