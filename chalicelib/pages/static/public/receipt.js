// Anyone checks whether what is appraised is what the unit sent: by its receipt, or by the QR code
// on a printed report. No file leaves the computer.

import { makePage } from "page";
import { html, Masthead, Summary } from "parts";
import { Outcome } from "receipt_outcome";
import { carried, isNumber, isPrint, read, sha256 } from "receipt_reading";
import { call } from "session";
import { detail, words } from "words";

const T = words({
  title: ["Kiểm tra biên nhận", "Check a receipt"],
  lead: [
    "Ai có biên nhận hoặc bản in báo cáo cũng kiểm tra được: bản được thẩm định có đúng là bản " +
      "đơn vị đã gửi không.",
    "Anyone who holds a receipt or a printed report can check whether what is appraised is what " +
      "the unit sent.",
  ],
  checking: ["Đang kiểm tra…", "Checking…"],
  receipt: ["Biên nhận", "Receipt"],
  chooseReceipt: ["Chọn tệp biên nhận (.json)", "Choose the receipt file (.json)"],
  paste: [
    "Hoặc dán nội dung tệp, hoặc địa chỉ trong mã QR",
    "Or paste its text, or the address in the QR code",
  ],
  check: ["Kiểm tra", "Check"],
  none: ["Hãy dán hoặc chọn biên nhận.", "Paste or choose a receipt."],
  onlyNumber: [
    "Chỉ số biên nhận thì chưa kiểm tra được; hãy chọn tệp biên nhận đã tải về, hoặc quét mã QR " +
      "trên biên nhận.",
    "A receipt number alone cannot be checked; choose the receipt file, or scan the QR code on " +
      "the receipt.",
  ],
  unreadable: [
    "Không đọc được biên nhận; hãy dán toàn bộ nội dung tệp biên nhận, hoặc địa chỉ trong mã QR.",
    "This is no receipt; paste the whole text of the receipt file, or the address in its QR code.",
  ],
  report: ["Đối chiếu báo cáo đã ký (không bắt buộc)", "Compare the signed report (optional)"],
  chooseReport: ["Chọn tệp PDF", "Choose the PDF"],
  stays: [
    "Tệp được tính mã số ngay trên máy của Ông/Bà, không gửi đi đâu.",
    "Its digest is worked out on your own computer; the file is sent nowhere.",
  ],
  tooLarge: [
    "Tệp quá lớn; báo cáo đã gửi không quá 20 MB.",
    "The file is too large; a report that was sent has 20 MB at most.",
  ],
  tooLargeReceipt: [
    "Tệp quá lớn, không phải tệp biên nhận.",
    "The file is too large; it is no receipt file.",
  ],
  unreadableFile: [
    "Không đọc được tệp này trên máy; hãy chọn lại.",
    "The file could not be read on this computer; choose it again.",
  ],
  needsHttps: [
    "Trình duyệt chỉ tính được mã số khi trang mở qua https.",
    "The browser can work out the digest only on a page opened by https.",
  ],
});
const LARGEST = 100_000; // bytes of a receipt file
const LARGEST_PDF = 20 * 1024 * 1024; // bytes of a report

/** `held` is what a person has, `found` what the API says of it, `problems` are those of fields. */
const page = makePage({
  state: { typed: "", held: null, found: null, report: null, problems: [] },
  enter: async () => ({}), // nobody signs in
  places: { check: { View: Check, arrive, fetch: checkAddress } },
  Frame: ({ children }) => html`<${Masthead} again=${page.paint} />
    <main class="narrow checking" id="main">${children}</main>`,
});

const act = page.transitions({
  type: (_state, typed) => ({ typed }),
  begin: (_state, held) => ({ held, found: null, problems: [] }),
  /** A reply for something else than what was asked for last is too late. */
  show: (state, held, found) => (state.held === held ? { found } : {}),
  refuse: (_state, text) => ({ found: null, problems: [{ at: "held", text }] }),
  compare: (_state, report) => ({ report, problems: [] }),
  refuseReport: (_state, text) => ({ report: null, problems: [{ at: "report", text }] }),
});

const addressed = () => location.hash.slice(1);

/** Nothing is left of the address before; a damaged one is shown too, to be told so. */
function arrive() {
  const nothing = { held: null, found: null, problems: [] };
  return addressed() ? { ...nothing, typed: location.href } : nothing;
}

async function checkAddress() {
  if (addressed()) await check(carried(addressed()));
}

const unreadable = () => (isNumber(page.state.typed) ? T.onlyNumber : T.unreadable);

/** Ask the API what became of what somebody holds; null is what could not be read. */
async function check(held) {
  if (!held) return act.refuse(page.state.typed.trim() ? unreadable() : T.none);
  act.begin(held);
  try {
    const kind = isPrint(held) ? "approvals" : "receipts";
    act.show(held, await call("POST", `/public/v1/${kind}/check`, held));
    document.getElementById("outcome")?.focus();
  } catch (problem) {
    act.refuse(problem.status === 422 ? unreadable() : detail(problem));
  }
}

/** The file that was chosen, which can be chosen again. */
function taken({ target }) {
  const [file] = target.files;
  target.value = "";
  return file;
}

const takeReceipt = page.run(async (event) => {
  const file = taken(event);
  if (!file) return;
  if (file.size > LARGEST) return act.refuse(T.tooLargeReceipt);
  const text = await file.text().catch(() => null);
  if (text === null) return act.refuse(T.unreadableFile);
  act.type(text);
  await check(read(text));
});

const takeReport = page.run(async (event) => {
  const file = taken(event);
  if (!file) return;
  if (file.size > LARGEST_PDF) return act.refuseReport(T.tooLarge);
  if (!crypto.subtle) return act.refuseReport(T.needsHttps);
  const digest = await sha256(file).catch(() => null);
  if (digest === null) return act.refuseReport(T.unreadableFile);
  act.compare({ name: file.name, sha256: digest });
});

function Check({ state }) {
  return html`<h1>${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Summary} problems=${state.problems} />
    ${state.busy && html`<p role="status">${T.checking}</p>`}
    ${state.found && html`<${Outcome} state=${state} />`}
    <${ReceiptForm} state=${state} />
    <div class="block">
      <h2>${T.report}</h2>
      <${Chooser} id="report" label=${T.chooseReport} accept="application/pdf,.pdf"
        choose=${takeReport} hint=${state.report?.name} />
      <p class="soft">${T.stays}</p>
    </div>`;
}

function ReceiptForm({ state: { typed, busy, problems } }) {
  const wrong = problems.some(({ at }) => at === "held");
  const submit = page.run(() => check(read(page.state.typed)));
  return html`<form onSubmit=${submit} novalidate class="block">
    <h2>${T.receipt}</h2>
    <${Chooser} id="file" label=${T.chooseReceipt} accept=".json,application/json"
      choose=${takeReceipt} />
    <p class="field">
      <label for="held">${T.paste}</label>
      <textarea id="held" rows="3" maxlength=${LARGEST} spellcheck="false"
        class=${wrong ? "invalid" : ""} aria-invalid=${wrong ? "true" : undefined}
        value=${typed} onInput=${(event) => act.type(event.target.value)}></textarea>
    </p>
    <p class="buttons"><button class="button" disabled=${busy}>${T.check}</button></p>
  </form>`;
}

function Chooser({ id, label, accept, choose, hint }) {
  return html`<p>
    <label class="button plain" for=${id}>${label}</label>
    <input id=${id} class="unseen" type="file" accept=${accept} onChange=${choose} />
    ${hint && html` <span class="soft">${hint}</span>`}
  </p>`;
}

page.begin();
