// The rulings made so far, by kind; each may be taken back with a reason.

import { Asked } from "asking";
import { html } from "parts";
import { about, KIND_WORDS, KINDS, MADE_HERE, NEED_TWO, source } from "ruling_kinds";
import { moment, of, plain, words } from "words";

const T = words({
  none: ["Chưa có.", "None."],
  find: ["Tìm theo đơn vị, tiêu chí hoặc lý do", "Find by unit, criterion or reason"],
  shown: (most, total) => [
    `Hiện ${most} trên ${total}; hãy tìm để thu hẹp.`,
    `${most} of ${total} are shown; search to narrow them.`,
  ],
  withdrawn: ["đã rút", "taken back"],
  public: ["công khai", "public"],
  withdraw: ["Rút lại", "Take back"],
  sure: ["Rút lại", "Take it back"],
  question: (unit) => [`Rút lại quyết định với ${unit}?`, `Take back the ruling on ${unit}?`],
  reason: ["Lý do", "Reason"],
  does: [
    "Từ lần tính sau quyết định này không tính nữa; nó vẫn lưu trong nhật ký.",
    "From the next computation on it counts no more; it stays on record.",
  ],
  told: ["Đã rút lại quyết định", "The ruling was taken back"],
  waits: [
    "Đã đề xuất rút lại; một người khác cần xác nhận",
    "It is proposed to take it back; another person has to confirm it",
  ],
  second: [
    "Một người khác xác nhận thì quyết định này mới thôi tính.",
    "It counts until another person has confirmed that.",
  ],
  confirmed: (by) => [`${by} xác nhận`, `confirmed by ${by}`],
});
const MOST = 100;
const FEW = 20;

/** What is searched for among them. */
export const noSearch = () => ({ rulingWanted: "" });

const changes = {
  search: (_state, rulingWanted) => ({ rulingWanted }),
};
const unitName = (state, id) => of(state.units.find((unit) => unit.unit === id)?.name) || id;

/** `put` keeps rulings and gives how many of them wait for a second person. */
export function KeptRulings({ page, state, put }) {
  const act = page.transitions(changes);
  if (!state.rulings.length) return html`<p>${T.none}</p>`;
  const wanted = plain(state.rulingWanted.trim());
  const rulings = state.rulings.filter(({ unit, leaf, reason }) =>
    plain(`${unitName(state, unit)} ${leaf} ${reason}`).includes(wanted),
  );
  return html`<p class="field">
      <label for="find-ruling">${T.find}</label>
      <input id="find-ruling" type="search" value=${state.rulingWanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
    ${Object.keys(KINDS).map((kind) => {
      const ofKind = rulings.filter((ruling) => ruling.kind === kind);
      return html`<${OfKind} key=${kind} ...${{ page, state, put, kind }} rulings=${ofKind} />`;
    })}`;
}

/** The rulings of one kind, the first MOST of them. */
function OfKind({ page, state, put, kind, rulings }) {
  if (!rulings.length) return null;
  const counting = rulings.filter((ruling) => !ruling.withdrawn).length;
  const line = (ruling) =>
    html`<${Line} page=${page} state=${state} put=${put} ruling=${ruling} />`;
  return html`<details open=${rulings.length < FEW}>
    <summary>${KIND_WORDS[kind]} (${counting})</summary>
    <ul class="notices">${rulings.slice(0, MOST).map(line)}</ul>
    ${rulings.length > MOST && html`<p class="soft">${T.shown(MOST, rulings.length)}</p>`}
  </details>`;
}

function Line({ page, state, put, ruling }) {
  const rest = about(ruling);
  const mark = html` <span class="tag">${T.withdrawn}</span>`;
  const { by, at, confirmed_by: second } = ruling;
  const who = [source(ruling), by && `${by}, ${moment(at)}`, second && T.confirmed(second)]
    .filter(Boolean)
    .join(" · ");
  const mayBeWithdrawn = !ruling.withdrawn && ruling.kind in MADE_HERE;
  return html`<li>
    <p>
      <b>${unitName(state, ruling.unit)}</b>${rest && ` · ${rest}`}${ruling.withdrawn && mark}
    </p>
    ${
      ruling.reason &&
      html`<p class="soft">${ruling.reason}${ruling.public && ` (${T.public})`}</p>`
    }
    ${who && html`<p class="soft">${who}</p>`}
    ${
      mayBeWithdrawn &&
      html`<${Withdraw} page=${page} state=${state} put=${put} ruling=${ruling} />`
    }
  </li>`;
}

function Withdraw({ page, state, put, ruling }) {
  const { kind, unit, leaf, id } = ruling;
  const name = unitName(state, unit);
  const two = NEED_TWO.includes(kind);
  const withdraw = async (reason) => {
    const { by, at, confirmed_by, confirmed_at, ...ruled } = ruling;
    return (await put([{ ...ruled, reason, withdrawn: true }])) ? T.waits : T.told;
  };
  const label = html`${T.withdraw}<span class="unseen"> ${name} ${about(ruling)}</span>`;
  return html`<${Asked} link page=${page} id="withdraw-${kind}-${unit}-${leaf}-${id}"
    label=${label} title=${T.question(name)} sure=${T.sure} why=${T.reason} act=${withdraw}>
    <p>${T.does} ${two && T.second}</p>
  </${Asked}>`;
}
