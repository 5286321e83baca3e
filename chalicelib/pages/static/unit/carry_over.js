// Explanations and contacts of an earlier round: see what would be copied, then copy it, marked as
// copied.

import { Problem } from "acts";
import { Loading } from "loading";
import { html } from "parts";
import { call, once } from "session";
import { of, words } from "words";
import { isLocked } from "workspace";

const T = words({
  back: ["← Phân công và đầu mối", "← Team and contacts"],
  title: ["Chép từ kỳ trước", "Copy from an earlier round"],
  lead: [
    "Chỉ chép giải trình của tiêu chí giữ nguyên mã và tên, ở nơi chưa có giải trình; và đầu " +
      "mối, nếu chưa có ai. Số liệu và tài liệu không được chép.",
    "Only explanations of criteria with the same code and title are copied, where there is " +
      "none yet; and contacts, if there are none. Figures and files are not.",
  ],
  copied: (explanations, contacts) => [
    `Đã chép ${explanations} giải trình và ${contacts} đầu mối. Hãy đọc lại từng giải trình: ` +
      `đơn vị chịu trách nhiệm về nội dung.`,
    `${explanations} explanations and ${contacts} contacts were copied. Read each again: the ` +
      `unit answers for it.`,
  ],
  opening: ["Đang mở…", "Opening…"],
  none: [
    "Không còn gì để chép từ kỳ nào trước đây.",
    "There is nothing left to copy from any earlier round.",
  ],
  table: ["Giải trình sẽ được chép", "Explanations to be copied"],
  explanations: (n) => [`${n} giải trình`, `${n} explanations`],
  criterion: ["Tiêu chí", "Criterion"],
  explanation: ["Giải trình của kỳ trước", "Explanation then"],
  contacts: ["Đầu mối: ", "Contacts: "],
  locked: [
    "Hiện không sửa được phiếu tự đánh giá nên chưa chép được.",
    "The self-assessment cannot be changed now, so nothing can be copied.",
  ],
  copy: ["Chép các mục này", "Copy these"],
});

const addressOf = ({ path }) => `${path}/carry-over`;

/** The rounds that something can be copied from; asked again only once something was copied. */
async function load(state) {
  return state.earlier ? {} : { earlier: (await call("GET", addressOf(state))).rounds };
}

const changes = {
  /** Contacts may be among what was copied, so they are loaded again. */
  done: (_state, copied, { rounds }) => ({ copied, earlier: rounds, contacts: null }),
};

export function CarryOver({ page, state, refresh }) {
  const act = page.transitions(changes);
  const copy = (from) =>
    page.run(async () => {
      const path = addressOf(state);
      const copied = await once(state, from, (id) => call("POST", path, { from, save_id: id }));
      act.done(copied, await call("GET", path));
      await refresh();
    });
  const { copied, earlier } = state;
  return html`<${Loading} page=${page} load=${() => load(state)}>
    <section class="panel">
      <p class="crumb"><a href="#/team">${T.back}</a></p>
      <h1 tabindex="-1">${T.title}</h1>
      <p class="lead">${T.lead}</p>
      <${Problem} state=${state} />
      ${
        copied &&
        html`<p class="good" role="status">
          ✓ ${T.copied(copied.copied.length, copied.contacts)}
        </p>`
      }
      ${!earlier && html`<p role="status">${T.opening}</p>`}
      ${earlier?.length === 0 && html`<p>${T.none}</p>`}
      ${earlier?.map(
        (offer) => html`<${Offer} key=${offer.round} state=${state} offer=${offer}
          copy=${copy(offer.round)} />`,
      )}
    </section>
  </${Loading}>`;
}

/** What an earlier round has to copy. */
function Offer({ state, offer, copy }) {
  const { title, explanations, contacts } = offer;
  const names = contacts.map((contact) => contact.name).join(", ");
  return html`<section class="block">
    <h2>${of(title)}</h2>
    ${
      explanations.length > 0 &&
      html`<${Explanations} leaves=${state.leaves} explanations=${explanations} />`
    }
    ${names && html`<p>${T.contacts}${names}</p>`}
    ${
      isLocked(state)
        ? html`<p class="notice">${T.locked}</p>`
        : html`<p>
            <button type="button" class="button" disabled=${state.busy} onClick=${copy}>
              ${T.copy}
            </button>
          </p>`
    }
  </section>`;
}

function Explanations({ leaves, explanations }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table>
      <caption>${T.explanations(explanations.length)}</caption>
      <thead><tr><th>${T.criterion}</th><th>${T.explanation}</th></tr></thead>
      <tbody>
        ${explanations.map(
          ({ leaf, text }) => html`<tr key=${leaf}>
            <td><b>${leaf}</b> ${of(leaves[leaf].title)}</td><td>${text}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
