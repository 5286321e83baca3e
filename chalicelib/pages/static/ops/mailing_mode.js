// Whether the survey's letters go to everybody or to test addresses only: going live, holding back.

import { Asked } from "asking";
import { count } from "figures";
import { html } from "parts";
import { recount } from "recount";
import { call } from "session";
import { words } from "words";

const T = words({
  why: ["Lý do (ghi vào nhật ký)", "Reason (kept on record)"],
  addresses: ["Địa chỉ thử, mỗi dòng một địa chỉ", "Test addresses, one a line"],
  hold: ["Tạm giữ thư…", "Hold letters back…"],
  holdAll: ["Giữ lại mọi thư chưa gửi?", "Hold all letters back that are not sent yet?"],
  holdSure: ["Giữ thư lại", "Hold letters back"],
  held: ["Đã giữ thư lại", "Letters are held back"],
  holding: [
    "Từ bây giờ chỉ địa chỉ thử nhận thư. Thư đã gửi không lấy lại được; " +
      "đường dẫn trong đó vẫn dùng được. Thư bị giữ sẽ đi khi gửi chính thức trở lại.",
    "From now on only test addresses get letters. Letters that were sent cannot be taken back, " +
      "and their links stay good. Letters held back go out once you are live again.",
  ],
  none: [
    "Chưa có địa chỉ thử: chưa ai nhận được thư.",
    "There are no test addresses: nobody gets a letter.",
  ],
  change: ["Đổi địa chỉ thử…", "Change the test addresses…"],
  who: ["Địa chỉ nhận thư khi chạy thử", "Who gets letters during the trial"],
  keep: ["Lưu địa chỉ thử", "Keep the test addresses"],
  kept: ["Đã lưu địa chỉ thử", "The test addresses are kept"],
  onlyThese: [
    "Chỉ người có tên trong danh sách đã gửi, với đúng một trong các địa chỉ này, nhận được thư.",
    "Only people on sent lists with one of exactly these addresses get a letter.",
  ],
  realLetters: [
    "Thư này là thư thật: nếu trả lời, phiếu được tính như mọi phiếu khác và không rút lại " +
      "được. Muốn xem thử phiếu, hãy mở mục Phiếu điều tra.",
    "These letters are real: an answer counts like any other and cannot be taken back. " +
      "To look at the questionnaire, open Questionnaires.",
  ],
  goLive: ["Chuyển sang chính thức…", "Go live…"],
  goLiveSure: ["Chuyển sang chính thức", "Go live"],
  goLiveTo: (people) => [
    `Gửi thư thật tới ${people} người?`,
    `Send real letters to ${people} people?`,
  ],
  isLive: ["Đã chuyển sang chính thức", "The round is live"],
  soon: (people) => [
    `${people} người đã được xếp thư mời sẽ được gửi thư trong ít phút tới, theo hạn mức;`,
    `${people} people already invited get their letter within minutes, as the quota allows;`,
  ],
  onceOpen: (people) => [
    `${people} người đã được xếp thư mời sẽ được gửi thư khi điều tra mở;`,
    `${people} people already invited get their letter once the survey opens;`,
  ],
  uninvited: (people) => [
    `tối đa ${people} người trong danh sách đã gửi còn chưa được mời, sẽ được mời khi điều tra ` +
      `mở (ai có tên ở hai danh sách chỉ nhận một thư).`,
    `up to ${people} people on sent lists are still to be invited, once the survey is open ` +
      `(people on two lists get one letter).`,
  ],
  forGood: ["Thư đã gửi không lấy lại được.", "Letters cannot be taken back."],
});

export function Live({ page, state }) {
  const hold = async (reason) => {
    await decide(page, { live: false, addresses: typed(), reason });
    return T.held;
  };
  return html`<${Asked} id="hold" page=${page} label=${T.hold} title=${T.holdAll}
    sure=${T.holdSure} why=${T.why} act=${hold}>
    <p>${T.holding}</p>
    <${TestAddresses} addresses=${state.mailing.addresses} />
  </${Asked}>`;
}

export function Trial({ page, state, totals }) {
  const { addresses } = state.mailing;
  const open = state.overview.windows.survey.state === "open";
  return html`${
    addresses.length
      ? html`<ul>${addresses.map((address) => html`<li>${address}</li>`)}</ul>`
      : html`<p class="soft">${T.none}</p>`
  }
    <div class="buttons">
      <${ChangeTests} page=${page} addresses=${addresses} />
      <${GoLive} page=${page} addresses=${addresses} totals=${totals} open=${open} />
    </div>`;
}

function ChangeTests({ page, addresses }) {
  const keep = async (reason) => {
    await decide(page, { live: false, addresses: typed(), reason });
    return T.kept;
  };
  return html`<${Asked} id="tests" page=${page} label=${T.change} title=${T.who} sure=${T.keep}
    why=${T.why} act=${keep}>
    <p>${T.onlyThese} ${T.realLetters}</p>
    <${TestAddresses} addresses=${addresses} />
  </${Asked}>`;
}

function GoLive({ page, addresses, totals: { waiting, uninvited }, open }) {
  const goLive = async (reason) => {
    await decide(page, { live: true, addresses, reason });
    return T.isLive;
  };
  return html`<${Asked} id="live" page=${page} first=${() => recount(page)} label=${T.goLive}
    title=${T.goLiveTo(count(waiting + uninvited))} sure=${T.goLiveSure} why=${T.why}
    act=${goLive}>
    <ul class="plain">
      <li>${open ? T.soon(count(waiting)) : T.onceOpen(count(waiting))}</li>
      ${uninvited > 0 && html`<li>${T.uninvited(count(uninvited))}</li>`}
    </ul>
    <p><b>${T.forGood}</b></p>
  </${Asked}>`;
}

async function decide(page, mailing) {
  await call("PUT", `${page.state.path}/mailing`, mailing);
  await page.reload();
}

/** The test addresses, as they are typed until the question is answered. */
function TestAddresses({ addresses }) {
  return html`<p class="field">
    <label for="test-addresses">${T.addresses}</label>
    <textarea id="test-addresses" rows="4" key=${addresses.join()}
      defaultValue=${addresses.join("\n")}></textarea>
  </p>`;
}

const typed = () =>
  document
    .getElementById("test-addresses")
    .value.split(/[\s,;]+/)
    .filter(Boolean);
