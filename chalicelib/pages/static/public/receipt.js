// Check a receipt, or a printed report by its QR code: is what is appraised what was sent? For everybody; files stay here.

import { html, Masthead, Summary } from "parts";
import { render } from "preact";
import { call } from "session";
import { detail, of, say, stamp } from "words";

const LARGEST = 100_000,
  LARGEST_PDF = 50e6; // bytes of a receipt file, of a report
const PARTS = [
  "round",
  "unit",
  "submitted_at",
  "on_time",
  "digest",
  "report_sha256",
  "report_version",
  "receipt",
  "signature",
];
const state = { typed: "", held: null, found: null, report: null, faults: [], busy: false };
const set = (change) => {
  Object.assign(state, change);
  render(html`<${Page} />`, document.getElementById("app"));
};

/** The receipt (or what a printed report names) that an address carries; null if it carries none. */
function carried(query) {
  const {
    r: round,
    u: unit,
    d: digest,
    t,
    o,
    p,
    v,
    s,
  } = Object.fromEntries(new URLSearchParams(query));
  if (!round || !unit || !/^[0-9a-f]{64}$/.test(digest ?? "")) return null;
  if (!s) return { round, unit, digest };
  const receipt = digest.slice(0, 16).toUpperCase().match(/.{4}/g).join("-");
  return {
    round,
    unit,
    submitted_at: t,
    on_time: o === "1",
    digest,
    report_sha256: p,
    report_version: v,
    receipt,
    signature: s,
  };
}

/** What was pasted: the text of a receipt file, or the address in a QR code. */
function read(text) {
  try {
    const found = JSON.parse(text);
    return PARTS.every((part) => part in found)
      ? Object.fromEntries(PARTS.map((part) => [part, found[part]]))
      : null;
  } catch {
    return carried(text.slice(text.indexOf("#") + 1).trim());
  }
}

const UNREADABLE = () =>
  /^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/i.test(state.typed.trim())
    ? say(
        "Chỉ số biên nhận thì chưa kiểm tra được; hãy chọn tệp biên nhận đã tải về, hoặc quét mã QR trên biên nhận.",
        "A receipt number alone cannot be checked; choose the receipt file, or scan the QR code on the receipt.",
      )
    : say(
        "Không đọc được biên nhận; hãy dán toàn bộ nội dung tệp biên nhận, hoặc địa chỉ trong mã QR.",
        "This is no receipt; paste the whole text of the receipt file, or the address in its QR code.",
      );

async function check(held) {
  if (!held)
    return set({
      found: null,
      faults: [
        {
          at: "held",
          text: state.typed.trim()
            ? UNREADABLE()
            : say("Hãy dán hoặc chọn biên nhận.", "Paste or choose a receipt."),
        },
      ],
    });
  set({ busy: true, faults: [], held, found: null });
  try {
    set({
      busy: false,
      found: await call(
        "POST",
        `/public/v1/${held.signature === undefined ? "approvals" : "receipts"}/check`,
        held,
      ),
    });
    document.getElementById("outcome")?.focus();
  } catch (problem) {
    const wrong = problem.status === 422;
    set({ busy: false, faults: [{ at: "held", text: wrong ? UNREADABLE() : detail(problem) }] });
  }
}

async function takeReceipt({ target }) {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  set({ typed: file.size > LARGEST ? "" : await file.text() });
  check(read(state.typed));
}

/** The digest of a report, worked out here: the file itself goes nowhere. */
async function takeReport({ target }) {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  if (file.size > LARGEST_PDF)
    return set({
      report: null,
      faults: [
        {
          at: "report",
          text: say(
            "Tệp quá lớn; báo cáo đã gửi không quá 20 MB.",
            "The file is too large; a report that was sent has 20 MB at most.",
          ),
        },
      ],
    });
  if (!crypto.subtle)
    return set({
      report: null,
      faults: [
        {
          at: "report",
          text: say(
            "Trình duyệt chỉ tính được mã số khi trang mở qua https.",
            "The browser can work out the digest only on a page opened by https.",
          ),
        },
      ],
    });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  set({
    faults: [],
    report: {
      name: file.name,
      sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    },
  });
}

/** [how it looks, the verdict, what to do] on what was found. */
function verdict() {
  const { held, found } = state;
  if (held.signature === undefined ? !found.known : !found.valid) {
    return [
      "wrong",
      ...(held.signature === undefined
        ? [
            say("Không khớp với bản nào đang có hiệu lực", "It matches nothing in force"),
            say(
              "Bản in này không phải bản được phê duyệt hoặc đã gửi gần nhất của đơn vị: có thể đơn vị đã sửa và phê duyệt lại. Hãy dùng bản in mới nhất, hoặc hỏi đơn vị.",
              "This print is not what the unit last approved or sent: it may have been edited and approved again. Use the latest print, or ask the unit.",
            ),
          ]
        : [
            say(
              "Biên nhận này không phải do hệ thống cấp, hoặc đã bị sửa",
              "This receipt was not issued here, or was altered",
            ),
            say(
              "Chỉ cần khác một ký tự là không còn đúng. Hãy lấy lại biên nhận từ trang “Phê duyệt và gửi” của đơn vị rồi kiểm tra lại.",
              "One changed character is enough. Get the receipt again from the unit's page “Approve and submit”, then check again.",
            ),
          ]),
    ];
  }
  if (held.signature === undefined && !found.submission) {
    return [
      "need",
      found.approved_at
        ? say("Đã phê duyệt, chưa gửi", "Approved, not submitted")
        : say("Phê duyệt này không còn hiệu lực", "This approval is void"),
      found.approved_at
        ? say(
            "Bản in này đúng là bản đang được phê duyệt. Đơn vị chưa gửi đi.",
            "This print is the approved report. The unit has not submitted it yet.",
          )
        : say(
            "Đơn vị đã sửa sau khi phê duyệt và chưa gửi bản này.",
            "The unit edited it after its approval and has not submitted this.",
          ),
    ];
  }
  if (found.unchanged)
    return [
      "good",
      say(
        "Đúng: bản đang được thẩm định chính là bản đã gửi",
        "Right: what is appraised is what was sent",
      ),
      say(
        "Không một số liệu, giải trình hay tài liệu nào khác đi kể từ khi gửi.",
        "No value, explanation or file differs from what was sent.",
      ),
    ];
  if (found.later)
    return [
      "need",
      say(
        "Biên nhận thật, nhưng sau đó đơn vị đã gửi lại bản khác",
        "A genuine receipt, but the unit has sent another one since",
      ),
      say(
        `Bản được thẩm định là bản gửi lúc ${stamp(found.later.submitted_at)}, biên nhận ${found.later.receipt}.`,
        `What is appraised was sent at ${stamp(found.later.submitted_at)}, receipt ${found.later.receipt}.`,
      ),
    ];
  if (found.state === "reopened" || held.signature === undefined)
    return [
      "need",
      say("Bản đã gửi được mở lại và đang sửa", "It was opened again and is being edited"),
      say(
        "Bản hiện nay khác bản đã gửi; đơn vị chưa gửi lại.",
        "It differs from what was sent; the unit has not sent it again yet.",
      ),
    ];
  return [
    "wrong",
    say(
      "Biên nhận thật, nhưng bản đang lưu khác bản đã gửi",
      "A genuine receipt, but what is stored differs from what was sent",
    ),
    say(
      "Hãy báo ngay cho bộ phận điều hành của kỳ đánh giá, kèm biên nhận này.",
      "Tell the operations staff of the round at once, with this receipt.",
    ),
  ];
}

const SIGNS = { good: "✓", need: "!", wrong: "✗" };
const Row = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

function Outcome() {
  const { held, found, report } = state,
    [look, title, told] = verdict();
  const sent = held.signature === undefined ? found.submission : found.valid && held,
    wanted = sent?.report_sha256;
  return html`<section class="outcome ${look}" aria-labelledby="outcome"><h2 id="outcome" tabindex="-1" class=${look}><span aria-hidden="true">${SIGNS[look]}</span> ${title}</h2><p>${told}</p>
    ${
      (found.known || found.valid) &&
      html`<dl class="rows"><${Row} name=${say("Đơn vị", "Unit")}><b>${of(found.name)}</b></${Row}><${Row} name=${say("Kỳ đánh giá", "Round")}>${of(found.title)}</${Row}>
      ${found.approved_at && html`<${Row} name=${say("Phê duyệt", "Approved")}>${stamp(found.approved_at)}</${Row}>`}
      ${
        sent &&
        html`<${Row} name=${say("Gửi lúc", "Sent")}>${stamp(sent.submitted_at)} – <b>${sent.on_time ? say("đúng hạn", "on time") : say("quá hạn", "late")}</b></${Row}><${Row} name=${say("Số biên nhận", "Receipt number")}><span class="number">${sent.receipt}</span></${Row}>
      <${Row} name=${say("Báo cáo đã ký", "Signed report")}>${!report ? say("chưa chọn tệp để đối chiếu", "no file chosen to compare") : report.sha256 === wanted ? html`<span class="good">✓ ${say(`“${report.name}” đúng là báo cáo đã gửi`, `“${report.name}” is the report that was sent`)}</span>` : html`<span class="wrong">✗ ${say(`“${report.name}” không phải báo cáo đã gửi`, `“${report.name}” is not the report that was sent`)}</span>`}</${Row}>`
      }</dl>`
    }</section>`;
}

function Chooser({ id, label, accept, act, hint }) {
  return html`<p><label class="button plain" for=${id}>${label}</label><input id=${id} class="unseen" type="file" accept=${accept} onChange=${act} />${hint && html` <span class="soft">${hint}</span>`}</p>`;
}

function Page() {
  const { faults, busy, found, typed, report } = state,
    wrong = faults.find((each) => each.at === "held");
  const submit = (event) => {
    event.preventDefault();
    check(read(typed));
  };
  return html`<${Masthead} again=${() => set({})} /><main class="narrow checking" id="main"><h1>${say("Kiểm tra biên nhận", "Check a receipt")}</h1>
    <p class="lead">${say("Ai có biên nhận hoặc bản in báo cáo cũng kiểm tra được: bản được thẩm định có đúng là bản đơn vị đã gửi không.", "Anyone who holds a receipt or a printed report can check whether what is appraised is what the unit sent.")}</p>
    <${Summary} problems=${faults} />${busy && html`<p role="status">${say("Đang kiểm tra…", "Checking…")}</p>`}${found && html`<${Outcome} />`}
    <form onSubmit=${submit} novalidate class="block"><h2>${say("Biên nhận", "Receipt")}</h2>
      <${Chooser} id="file" label=${say("Chọn tệp biên nhận (.json)", "Choose the receipt file (.json)")} accept=".json,application/json" act=${takeReceipt} />
      <p class="field"><label for="held">${say("Hoặc dán nội dung tệp, hoặc địa chỉ trong mã QR", "Or paste its text, or the address in the QR code")}</label><textarea id="held" rows="3" maxlength=${LARGEST} spellcheck="false" class=${wrong ? "invalid" : ""} aria-invalid=${wrong ? "true" : undefined} value=${typed} onInput=${(event) => set({ typed: event.target.value })}></textarea></p>
      <p class="buttons"><button class="button" disabled=${busy}>${say("Kiểm tra", "Check")}</button></p></form>
    <div class="block"><h2>${say("Đối chiếu báo cáo đã ký (không bắt buộc)", "Compare the signed report (optional)")}</h2>
      <${Chooser} id="report" label=${say("Chọn tệp PDF", "Choose the PDF")} accept="application/pdf,.pdf" act=${takeReport} hint=${report?.name} />
      <p class="soft">${say("Tệp được tính mã số ngay trên máy của Ông/Bà, không gửi đi đâu.", "Its digest is worked out on your own computer; the file is sent nowhere.")}</p></div></main>`;
}

function begin() {
  const held = carried(location.hash.slice(1));
  set(held ? { typed: location.href } : {});
  if (held) check(held);
}
addEventListener("hashchange", begin);
begin();
