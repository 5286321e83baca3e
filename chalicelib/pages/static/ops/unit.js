// One unit as the operations staff see it: what it has sent, its windows, accounts and contacts.

import { AccountList, atUnit } from "account_list";
import { follow } from "acts";
import { OwnWindows } from "own_windows";
import { Bar, html } from "parts";
import { call } from "session";
import { State } from "submission_state";
import { day, of, stamp, words } from "words";

const T = words({
  units: ["Các đơn vị", "All units"],
  noSuchUnit: ["Không có đơn vị này", "There is no such unit"],
  filledIn: (done, total) => [`đã nhập ${done} / ${total}`, `filled in ${done} / ${total}`],
  filled: ["Đã nhập", "Filled in"],
  opening: ["Đang mở…", "Opening…"],
  wasSent: ["Bản đã gửi", "What was sent"],
  notSent: ["Đơn vị chưa gửi phiếu tự đánh giá.", "The unit has not sent its self-assessment."],
  sentAt: ["Gửi lúc", "Sent"],
  onTime: ["đúng hạn", "on time"],
  late: ["muộn", "late"],
  receipt: ["Biên nhận số", "Receipt number"],
  check: ["Đối chiếu", "Check"],
  unchanged: [
    "✓ Phiếu tự đánh giá hiện nay đúng là bản đã gửi",
    "✓ The self-assessment is what was sent",
  ],
  changed: [
    "Phiếu tự đánh giá đã khác bản đã gửi (đơn vị đang sửa sau khi mở lại)",
    "The self-assessment differs from what was sent (changed since it was opened again)",
  ],
  report: ["Báo cáo đã ký", "Signed report"],
  bad: ["kiểm tra tệp có lỗi", "the inspection found problems"],
  onRecord: ["Mở báo cáo được ghi vào nhật ký.", "Opening it goes on record."],
  accounts: ["Tài khoản", "Accounts"],
  nobody: ["Chưa ai có tài khoản.", "Nobody has an account."],
  create: ["Tạo tài khoản từ danh sách", "Create accounts from a list"],
  contacts: ["Đầu mối liên hệ", "Contacts"],
  noContacts: ["Đơn vị chưa khai đầu mối.", "The unit has named none."],
  since: (date) => [`từ ${date}`, `since ${date}`],
});
const KINDS = words({
  technical: ["Đầu mối kỹ thuật", "Technical contact"],
  coordinator: ["Đầu mối điều phối", "Coordinator"],
});

/** The unit that is open: its id, what the API says of it alone, until when its windows open. */
const opened = (id) => ({ opened: { id, reply: null, until: {} } });
export const noUnit = () => opened("");
export const arriveAtUnit = (_state, rest) => opened(rest.join("/"));

const unitOf = (state) => state.units.find((unit) => unit.unit === state.opened.id);
const pathOf = (state) => `${state.path}/units/${encodeURIComponent(state.opened.id)}`;

export async function fetchUnit({ state }) {
  if (!unitOf(state)) return {};
  const reply = await call("GET", pathOf(state));
  return { opened: { ...state.opened, reply } };
}

export function Unit({ page, state }) {
  const unit = unitOf(state);
  const crumb = html`<p class="crumb"><a href="#/">← ${T.units}</a></p>`;
  if (!unit) return html`${crumb}<h1 tabindex="-1">${T.noSuchUnit}</h1>`;
  const { reply } = state.opened;
  return html`${crumb}
    <${Head} state=${state} unit=${unit} />
    ${
      reply
        ? html`<${Opened} page=${page} state=${state} unit=${unit} />`
        : html`<p role="status">${T.opening}</p>`
    }
    <${Accounts} page=${page} state=${state} unit=${unit} />
    ${reply && html`<${Contacts} contacts=${reply.contacts} />`}`;
}

function Head({ state, unit }) {
  return html`<h1 tabindex="-1">${of(unit.name)}</h1>
    <p class="lead">
      ${of(state.overview.indexes[unit.index])} · <${State} unit=${unit} /> ·${" "}
      <span class="nowrap">${T.filledIn(unit.done, unit.leaves)}</span>
    </p>
    <div class="own-bar">
      <${Bar} done=${unit.done} total=${unit.leaves} label=${T.filled} />
    </div>`;
}

/** What the API says of the unit alone. */
function Opened({ page, state, unit }) {
  const { sent, windows } = state.opened.reply;
  const path = pathOf(state);
  const change = async (act, window, body) => {
    const given = await call("POST", `${path}/windows/${window}/${act}`, body);
    await page.fetch();
    return given;
  };
  return html`<section class="block">
      <h2>${T.wasSent}</h2>
      ${
        sent
          ? html`<${Sent} page=${page} state=${state} sent=${sent} />`
          : html`<p>${T.notSent}</p>`
      }
    </section>
    <${OwnWindows} page=${page} state=${state} unit=${unit} windows=${Object.values(windows)}
      change=${change} />`;
}

function Sent({ page, state, sent }) {
  const line = (title, content, name) =>
    html`<div><dt>${title}</dt><dd class=${name}>${content}</dd></div>`;
  return html`<dl class="rows">
    ${line(T.sentAt, `${stamp(sent.submitted_at)} (${sent.on_time ? T.onTime : T.late})`)}
    ${line(T.receipt, sent.receipt, "number")}
    ${line(T.check, sent.unchanged ? T.unchanged : T.changed, sent.unchanged ? "good" : "need")}
    ${line(T.report, html`<${Report} page=${page} state=${state} report=${sent.report} />`)}
  </dl>`;
}

function Report({ page, state, report }) {
  const path = `${pathOf(state)}/report/link`;
  const open = page.run(async () => follow((await call("GET", path)).url, report.name));
  const bad = report.verdicts.some((verdict) => verdict.outcome === "bad");
  return html`<button type="button" class="link" disabled=${state.busy} onClick=${open}>
      ${report.name}
    </button>
    ${bad && html` <span class="tag alarm">${T.bad}</span>`}<br />
    <span class="soft">${T.onRecord}</span>`;
}

function Accounts({ page, state, unit }) {
  const accounts = state.accounts.filter((account) => atUnit(state, account, unit).length > 0);
  return html`<section class="block">
    <h2>${T.accounts}</h2>
    ${
      accounts.length
        ? html`<${AccountList} page=${page} state=${state} accounts=${accounts} />`
        : html`<p class="need">${T.nobody}</p>`
    }
    <p><a href="#/accounts/new">${T.create}</a></p>
  </section>`;
}

function Contacts({ contacts }) {
  return html`<section class="block">
    <h2>${T.contacts}</h2>
    ${
      contacts.length
        ? html`<div class="posts">
          ${contacts.map((contact) => html`<${Contact} contact=${contact} />`)}
        </div>`
        : html`<p>${T.noContacts}</p>`
    }
  </section>`;
}

function Contact({ contact: { name, position, kind, from, phone, email } }) {
  return html`<div class="person">
    <p><b>${name}</b>${position && `, ${position}`}</p>
    <p class="soft">${KINDS[kind]} · ${T.since(day(from))}</p>
    <p>${[phone, email].filter(Boolean).join(" · ")}</p>
  </div>`;
}
