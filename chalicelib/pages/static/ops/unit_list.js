// Every unit of the round: what it has sent, how much it has filled in, who has an account.

import { atUnit } from "account_list";
import { Bar, html } from "parts";
import { hasEnded } from "posts";
import { STATES, State } from "submission_state";
import { moment, of, plain, words } from "words";

const T = words({
  title: ["Đơn vị", "Units"],
  sent: ["đã gửi phiếu tự đánh giá", "have sent their self-assessment"],
  index: ["Bộ chỉ số", "Index"],
  everyIndex: ["Mọi bộ chỉ số", "Every index"],
  byState: ["Lọc theo trạng thái", "Filter by state"],
  find: ["Tìm đơn vị", "Find a unit"],
  none: ["Không có đơn vị nào.", "No unit."],
  table: ["Từng đơn vị", "Unit by unit"],
  submission: ["Tình trạng gửi", "Submission"],
  filled: ["Đã nhập", "Filled in"],
  accounts: ["Tài khoản", "Accounts"],
  ownDeadline: ["có thời hạn riêng", "own deadline"],
  noAccount: ["chưa có", "none"],
});
const FILTERS = {
  all: ["Tất cả", "All"],
  not_submitted: ["Chưa gửi", "Not sent"],
  on_time: ["Đúng hạn", "On time"],
  late: ["Muộn", "Late"],
  own: ["Có thời hạn riêng", "Own deadline"],
  nobody: ["Chưa có tài khoản", "No account"],
};
const FILTER_WORDS = words(FILTERS);

const ownDeadline = (unit) => Object.keys(unit.windows).length > 0;
const accountsOf = (state, unit) =>
  state.accounts.filter(
    (account) => !account.disabled && atUnit(state, account, unit).some((post) => !hasEnded(post)),
  );

/** Whether a unit passes a filter of FILTERS. */
function passes(state, filter, unit) {
  if (filter === "all") return true;
  if (filter === "own") return ownDeadline(unit);
  if (filter === "nobody") return accountsOf(state, unit).length === 0;
  return unit.submission === filter;
}

/** Which units are listed. */
export const everyUnit = () => ({ index: "", only: "all", wanted: "" });

const changes = {
  chooseIndex: (_state, index) => ({ index }),
  filter: (_state, only) => ({ only }),
  search: (_state, wanted) => ({ wanted }),
};

export function UnitList({ page, state }) {
  const act = page.transitions(changes);
  const ofIndex = state.units.filter((unit) => !state.index || unit.index === state.index);
  const count = (filter) => ofIndex.filter((unit) => passes(state, filter, unit)).length;
  const wanted = plain(state.wanted.trim());
  const rows = ofIndex
    .filter((unit) => passes(state, state.only, unit))
    .filter((unit) => plain(`${of(unit.name)} ${unit.unit}`).includes(wanted));
  const filter = (name) => html`<${Choice} on=${state.only === name}
    act=${() => act.filter(name)}>${FILTER_WORDS[name]} <span>${count(name)}</span></${Choice}>`;
  return html`<h1 tabindex="-1">${T.title}</h1>
    <${Figures} total=${ofIndex.length} count=${count} />
    <${Indexes} state=${state} act=${act} />
    <div class="choices" role="group" aria-label=${T.byState}>
      ${Object.keys(FILTERS).map(filter)}
    </div>
    <p class="field">
      <label for="find">${T.find}</label>
      <input id="find" type="search" value=${state.wanted}
        onInput=${(event) => act.search(event.target.value)} />
    </p>
    ${
      rows.length
        ? html`<${Rows} state=${state} rows=${rows} />`
        : html`<p role="status">${T.none}</p>`
    }`;
}

const Choice = ({ on, act, children }) =>
  html`<button type="button" class="choice" aria-pressed=${String(on)} onClick=${act}>
    ${children}
  </button>`;

function Figures({ total, count }) {
  const figure = (name) => html`<div><dt>${STATES[name]}</dt><dd>${count(name)}</dd></div>`;
  return html`<dl class="big">
    <div><dt>${T.sent}</dt><dd>${total - count("not_submitted")} <span>/ ${total}</span></dd></div>
    ${["on_time", "late", "not_submitted"].map(figure)}
  </dl>`;
}

function Indexes({ state, act }) {
  const indexes = Object.entries(state.overview.indexes);
  if (indexes.length < 2) return null;
  const choice = (id, title) => html`<${Choice} on=${state.index === id}
    act=${() => act.chooseIndex(id)}>${title}</${Choice}>`;
  return html`<div class="choices" role="group" aria-label=${T.index}>
    ${choice("", T.everyIndex)}${indexes.map(([id, title]) => choice(id, of(title)))}
  </div>`;
}

function Rows({ state, rows }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${T.table}>
    <table class="standing">
      <caption class="unseen">${T.table}</caption>
      <thead><tr>
        <th scope="col">${T.title}</th><th scope="col">${T.submission}</th>
        <th scope="col">${T.filled}</th><th scope="col" class="right">${T.accounts}</th>
      </tr></thead>
      <tbody>
        ${rows.map((unit) => html`<${Row} key=${unit.unit} state=${state} unit=${unit} />`)}
      </tbody>
    </table>
  </div>`;
}

function Row({ state, unit }) {
  const note = (text) => html`<br /><span class="soft">${text}</span>`;
  return html`<tr>
    <th scope="row">
      <a href="#/unit/${unit.unit}">${of(unit.name)}</a>${ownDeadline(unit) && note(T.ownDeadline)}
    </th>
    <td><${State} unit=${unit} />${unit.sent_at && note(moment(unit.sent_at))}</td>
    <td>
      <${Bar} done=${unit.done} total=${unit.leaves} label=${T.filled} />
      <span class="nowrap">${unit.done} / ${unit.leaves}</span>
    </td>
    <td class="right">
      ${accountsOf(state, unit).length || html`<span class="need">${T.noAccount}</span>`}
    </td>
  </tr>`;
}
