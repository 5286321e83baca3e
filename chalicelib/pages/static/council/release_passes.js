// What was released to units of each pass, what is not appraised yet, and the act of releasing.

import { Asked } from "asking";
import { nameOfPass } from "council_head";
import { html } from "parts";
import { account, call } from "session";
import { moment, of, words } from "words";

const T = words({
  title: ["Trả kết quả thẩm định cho đơn vị", "Release results to units"],
  lead: [
    "Đơn vị chỉ thấy kết quả của lần thẩm định đã trả, đúng như lúc trả. Thay đổi sau đó chỉ đến" +
      " đơn vị khi trả lại. Mở thời hạn bổ sung thì đơn vị thấy kết quả lần 1 để giải trình.",
    "Units see a pass once it is released, as it was then. What changes later reaches them with a" +
      " further release. Opening the supplement shows the first result to who must explain.",
  ],
  every: ["Mọi bộ chỉ số", "All indexes"],
  units: (count) => [`${count} đơn vị`, `${count} units`],
  waiting: (count, all) => [
    `${count} / ${all} lượt tiêu chí chưa có điểm (tính 0)`,
    `${count} of ${all} criteria have no value (they count 0)`,
  ],
  complete: (all) => [`Đủ điểm ${all} lượt tiêu chí`, `All ${all} criteria have a value`],
  open: (count, names) => [
    `Chưa trả được: ${count} đơn vị chưa hết thời hạn thẩm định (${names})`,
    `Cannot be released: the pass is not over for ${count} units (${names})`,
  ],
  never: ["Chưa trả: đơn vị chưa thấy gì", "Not released: units see nothing"],
  last: (at, by) => [`Đã trả lúc ${at}, ${by}`, `Released ${at} by ${by}`],
  changed: (count, names) => [
    `Từ lần trả trước, ${count} đơn vị có kết quả thay đổi: ${names}`,
    `Since then the result of ${count} units changed: ${names}`,
  ],
  release: (pass) => [`Trả kết quả ${pass}…`, `Release: ${pass}…`],
  again: (pass) => [`Trả lại kết quả ${pass}…`, `Release again: ${pass}…`],
  question: (pass, where, units) => [
    `Trả kết quả ${pass} cho ${units} đơn vị (${where})?`,
    `Release the ${pass} to ${units} units (${where})?`,
  ],
  what: [
    "Đơn vị thấy ngay điểm và lý do từng tiêu chí, được báo ở đây và qua thư. Không thu lại được.",
    "Units see points and reasons at once and are told here and by e-mail. It is not taken back.",
  ],
  confirm: (count) => [
    `Tôi đã biết ${count} lượt tiêu chí chưa có điểm sẽ tính 0.`,
    `I know that ${count} criteria without a value count 0.`,
  ],
  why: ["Căn cứ (biên bản, văn bản)", "Basis (minutes, document)"],
  done: ["Đã trả kết quả cho đơn vị.", "The result is released to the units."],
  notConfirmed: [
    "Hãy đánh dấu xác nhận số tiêu chí chưa có điểm.",
    "Please confirm the number of criteria without a value.",
  ],
  history: (count) => [`Các lần đã trả (${count})`, `Releases so far (${count})`],
  without: (count) => [`${count} tiêu chí chưa có điểm`, `${count} without a value`],
  more: (count) => [` và ${count} đơn vị khác`, ` and ${count} more`],
});
const WRITERS = ["secretariat", "ops"];
const SHOWN = 5;

const changes = { confirm: (_state, confirmed) => ({ confirmed }) };

export function Releases({ page }) {
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${[1, 2].map((number) => html`<${Pass} key=${number} page=${page} number=${number} />`)}`;
}

function Pass({ page, number }) {
  const passes = page.state.overview.passes.filter((one) => one.pass === number && one.units);
  const card = (one) => html`<${Card} key=${one.index} page=${page} pass=${one} />`;
  return html`<section class="block">
    <h2>${nameOfPass(number)}</h2>
    ${passes.map(card)}
    ${
      passes.length > 1 &&
      passes.every(isOver) &&
      html`<${Every} page=${page} number=${number} passes=${passes} />`
    }
  </section>`;
}

const isOver = (one) => !one.still_open.length;

function namesOf(units) {
  const names = units.slice(0, SHOWN).map(({ name }) => of(name));
  const more = units.length - names.length;
  return names.join(", ") + (more > 0 ? T.more(more) : "");
}

function Card({ page, pass }) {
  const { criteria, waiting, releases, changed, still_open: open } = pass;
  const last = releases.at(-1);
  return html`<h3>${of(pass.title)}</h3>
    <ul>
      <li>${T.units(pass.units)}</li>
      <li>${waiting ? T.waiting(waiting, criteria) : T.complete(criteria)}</li>
      <li>${last ? T.last(moment(last.at), last.by) : T.never}</li>
      ${
        changed.length > 0 &&
        html`<li class="need">${T.changed(changed.length, namesOf(changed))}</li>`
      }
      ${open.length > 0 && html`<li>${T.open(open.length, namesOf(open))}</li>`}
    </ul>
    ${
      isOver(pass) &&
      html`<${Releasing} page=${page} number=${pass.pass} passes=${[pass]} where=${of(pass.title)}
        again=${releases.length > 0} />`
    }
    ${releases.length > 0 && html`<${History} releases=${releases} />`}`;
}

const Every = ({ page, number, passes }) =>
  html`<h3>${T.every}</h3>
    <${Releasing} page=${page} number=${number} passes=${passes} where=${T.every}
      again=${passes.every(({ releases }) => releases.length > 0)} />`;

const sum = (passes, name) => passes.reduce((total, one) => total + one[name], 0);

/** The act, with what is not appraised confirmed in so many words; for members there is none. */
function Releasing({ page, number, passes, where, again }) {
  if (!WRITERS.includes(account.role)) return null;
  const { state } = page;
  const indexes = passes.map(({ index }) => index);
  const id = `${number}-${indexes.join("-")}`;
  const waiting = sum(passes, "waiting");
  const pass = nameOfPass(number).toLowerCase();
  const release = async (reason) => {
    const seen = `${id}/${waiting}`;
    if (waiting && state.confirmed !== seen)
      throw { detail: T.notConfirmed, detail_en: T.notConfirmed };
    const body = { pass: number, indexes, waiting, version: state.overview.version, reason };
    state.overview = await call("POST", `${state.path}/releases`, body);
    state.confirmed = "";
    return T.done;
  };
  return html`<${Asked} page=${page} id=${id} label=${again ? T.again(pass) : T.release(pass)}
    title=${T.question(pass, where, sum(passes, "units"))} why=${T.why} act=${release}>
    <p>${T.what}</p>
    ${waiting > 0 && html`<${Confirm} page=${page} id=${id} waiting=${waiting} />`}
  </${Asked}>`;
}

function Confirm({ page, id, waiting }) {
  const act = page.transitions(changes);
  const seen = `${id}/${waiting}`;
  return html`<p class="check">
    <label>
      <input type="checkbox" checked=${page.state.confirmed === seen}
        onChange=${(event) => act.confirm(event.target.checked ? seen : "")} />${" "}
      ${T.confirm(waiting)}
    </label>
  </p>`;
}

const History = ({ releases }) =>
  html`<details class="more">
    <summary>${T.history(releases.length)}</summary>
    <ol>
      ${releases.map(
        ({ number, at, by, reason, waiting }) =>
          html`<li key=${number}>${moment(at)}, ${by}: ${reason}
            ${waiting > 0 && html` <span class="soft">(${T.without(waiting)})</span>`}
          </li>`,
      )}
    </ol>
  </details>`;
