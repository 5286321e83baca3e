// The lists with letters that came back, most first; each leads to its people.

import { count } from "figures";
import { html } from "parts";
import { peopleAt } from "people_address";
import { of, words } from "words";

const T = words({
  title: ["Thư bị trả lại", "Letters that came back"],
  none: ["Không có thư nào bị trả lại ở lần đếm gần nhất.", "None at the last count."],
  table: ["Thư bị trả lại theo danh sách", "Bounced letters by list"],
  lister: ["Nơi lập danh sách", "Who lists"],
  group: ["Nhóm", "Group"],
  bounced: ["Bị trả lại", "Bounced"],
  sent: ["Đã gửi", "Sent"],
});

export function Bounced({ counts }) {
  const lists = counts.indexes.flatMap(listsOf).filter(({ figures }) => figures.bounced > 0);
  lists.sort((one, other) => other.figures.bounced - one.figures.bounced);
  return html`<section class="block">
    <h2>${T.title}</h2>
    ${lists.length ? html`<${Table} lists=${lists} />` : html`<p>${T.none}</p>`}
  </section>`;
}

/** Every list of an index: whose, of which group, and its figures. */
function listsOf(index) {
  const titleOf = (group) => of(index.groups.find((each) => each.group === group)?.title);
  return index.listers.flatMap((lister) =>
    Object.entries(lister.groups).map(([group, figures]) => ({
      href: peopleAt(index.index, lister.id, group, "bounced"),
      lister: of(lister.name),
      group: titleOf(group),
      figures,
    })),
  );
}

function Table({ lists }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table>
      <caption class="unseen">${T.table}</caption>
      <thead><tr>
        <th>${T.lister}</th><th>${T.group}</th>
        <th class="right">${T.bounced}</th><th class="right">${T.sent}</th>
      </tr></thead>
      <tbody>
        ${lists.map(
          ({ href, lister, group, figures }) => html`<tr>
            <td><a href=${href}>${lister}</a></td><td>${group}</td>
            <td class="right"><b>${count(figures.bounced)}</b></td>
            <td class="right">${count(figures.sent)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
