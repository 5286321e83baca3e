// The questionnaire. The token stays in the URL fragment and is sent only when the person presses a button:
// loading this page, or running this script in a mail scanner, asks the server nothing and changes nothing.

const WORDS = {
  vi: {
    page: "Phiếu điều tra cải cách hành chính",
    lead: "Ông/Bà được mời cho ý kiến về một cơ quan hành chính. Việc này mất vài phút, trên điện thoại hay máy tính đều được.",
    privacyTitle: "Thông tin của Ông/Bà",
    privacy: [
      "Câu trả lời được giữ kín. Cơ quan được đánh giá chỉ biết bao nhiêu người đã trả lời, không xem được phiếu nào.",
      "Phiếu được lưu tách khỏi họ tên và địa chỉ thư của Ông/Bà. Họ tên và địa chỉ chỉ dùng để gửi thư mời, thư nhắc, và được xóa sau khi công bố kết quả 6 tháng.",
      "Để phát hiện can thiệp, bên thư mời (không bên phiếu) có giữ dấu vết một chiều của mạng, loại thiết bị và khoảng mười phút khi gửi. Khóa tạo ra chúng bị hủy khi niêm phong phiếu.",
      "Câu trả lời đang làm dở chỉ nằm trên thiết bị này cho đến khi Ông/Bà gửi.",
      "Không ai được gợi ý hay ép Ông/Bà trả lời. Mọi can thiệp sẽ làm kết quả điều tra bị hủy.",
    ],
    start: "Bắt đầu trả lời",
    resume: "Tiếp tục trả lời",
    starting: "Đang mở phiếu…",
    resumed: (time) => `Phiếu Ông/Bà làm dở lúc ${time} vẫn còn trên thiết bị này.`,
    about: "Phiếu đánh giá",
    as: "Ông/Bà trả lời với tư cách",
    until: "Hạn trả lời",
    endOf: (day) => `hết ngày ${day}`,
    at: (time, day) => `${time} ngày ${day}`,
    left: (days, hours, minutes) =>
      `còn ${days ? `${days} ngày ${hours} giờ` : hours ? `${hours} giờ ${minutes} phút` : `${minutes} phút`}`,
    how: "Mỗi câu chọn một ý. Câu nào không muốn trả lời, Ông/Bà cứ để trống.",
    illustrative: "Bộ câu hỏi này chỉ để minh họa, không phải phiếu chính thức.",
    done: (n, all) => [`Đã trả lời `, `${n} / ${all}`, ` câu`],
    saved: (time) => `Đã lưu trên thiết bị này ${time}`,
    unsaved: "Thiết bị này không lưu nháp được; đừng đóng trang trước khi gửi.",
    preview: "Bản xem trước của người lập danh sách: không gửi được câu trả lời nào từ đây.",
    clear: "Bỏ chọn",
    review: "Xem lại và gửi",
    reviewTitle: "Gửi câu trả lời?",
    blank: (n) =>
      `Còn ${n} câu để trống. Chạm vào câu để trả lời, hoặc gửi luôn nếu Ông/Bà muốn để trống:`,
    allBlank: "Ông/Bà chưa trả lời câu nào. Nếu gửi bây giờ, Ông/Bà sẽ không trả lời lại được.",
    full: "Ông/Bà đã trả lời mọi câu.",
    once: "Sau khi gửi, Ông/Bà không sửa lại được nữa.",
    send: "Gửi câu trả lời",
    sending: "Đang gửi…",
    back: "Quay lại phiếu",
    thanks: "Cảm ơn Ông/Bà đã trả lời",
    received: "Phiếu của Ông/Bà đã được ghi nhận. Ông/Bà có thể đóng trang này.",
    receipt: "Số biên nhận",
    noReceipt:
      "Đường truyền bị ngắt đúng lúc gửi nên không hiện được số biên nhận, nhưng phiếu đã được nhận.",
    waitTitle: "Chưa kết nối được",
    wait: (s) =>
      `Câu trả lời của Ông/Bà vẫn còn trên trang này. Sẽ tự thử lại sau ${s} giây; xin đừng đóng trang.`,
    now: "Thử lại ngay",
    trying: "Đang thử lại…",
    offline: "Đang mất kết nối. Ông/Bà cứ trả lời tiếp; khi gửi mới cần mạng.",
    wrong: "Có câu cần xem lại",
    again: "Kiểm tra lại",
    link_invalid: [
      "Đường dẫn này không dùng được",
      "Đường dẫn có thể bị cắt mất một đoạn, đã hết hạn hoặc đã được thay bằng đường dẫn mới. Hãy mở lại thư mời mới nhất và bấm đúng đường dẫn trong thư. Nếu vẫn không được, hãy báo cho cơ quan đã mời Ông/Bà.",
    ],
    window_closed: ["Đợt điều tra hiện không nhận câu trả lời", ""],
    already_answered: [
      "Cảm ơn Ông/Bà đã trả lời",
      "Phiếu gửi từ đường dẫn này đã được ghi nhận. Mỗi người trả lời một lần, Ông/Bà không cần làm gì thêm.",
    ],
    other: ["Chưa mở được phiếu", "Hãy thử lại sau ít phút."],
  },
  en: {
    page: "Administrative reform survey",
    lead: "You are invited to give your view of a public body. It takes a few minutes, on a phone or a computer.",
    privacyTitle: "Your information",
    privacy: [
      "Your answers are confidential. The body you rate learns only how many people answered; it sees no answer.",
      "Your answers are kept apart from your name and e-mail address. Name and address serve only to send the invitation and reminders, and are erased 6 months after the results are published.",
      "To detect interference, the invitation (not the answers) keeps one-way fingerprints of the network, the kind of device and the ten minutes of sending. The key that made them is destroyed when the ballots are sealed.",
      "Until you send them, your answers lie on this device only.",
      "Nobody may suggest or press for an answer. Any interference voids the survey's results.",
    ],
    start: "Start",
    resume: "Continue",
    starting: "Opening…",
    resumed: (time) => `What you answered at ${time} is still on this device.`,
    about: "You are rating",
    as: "You answer as",
    until: "Answer by",
    endOf: (day) => `the end of ${day}`,
    at: (time, day) => `${time} on ${day}`,
    left: (days, hours, minutes) =>
      `${days ? `${days} d ${hours} h` : hours ? `${hours} h ${minutes} min` : `${minutes} min`} left`,
    how: "Choose one option for each question. Leave blank any question you do not wish to answer.",
    illustrative: "These questions are illustrative, not the official questionnaire.",
    done: (n, all) => ["Answered ", `${n} / ${all}`, ""],
    saved: (time) => `Saved on this device ${time}`,
    unsaved: "This device keeps no draft: do not close the page before sending.",
    preview: "A preview for those who make the lists: no answer can be sent from here.",
    clear: "Clear",
    review: "Review and send",
    reviewTitle: "Send your answers?",
    blank: (n) =>
      `${n === 1 ? "1 question is" : `${n} questions are`} blank. Choose one to answer it, or send if you wish to leave it blank:`,
    allBlank: "You have not answered any question. If you send now, you cannot answer again.",
    full: "You have answered every question.",
    once: "Once sent, your answers cannot be changed.",
    send: "Send answers",
    sending: "Sending…",
    back: "Back to the questions",
    thanks: "Thank you for answering",
    received: "Your answers have been received. You may close this page.",
    receipt: "Receipt",
    noReceipt:
      "The connection broke while sending, so no receipt number can be shown, but your answers have been received.",
    waitTitle: "No connection yet",
    wait: (s) =>
      `Your answers are still on this page. Trying again in ${s} s; please do not close the page.`,
    now: "Try now",
    trying: "Trying again…",
    offline: "You are offline. Go on answering; only sending needs a connection.",
    wrong: "Some questions need another look",
    again: "Check again",
    link_invalid: [
      "This link does not work",
      "It may have been cut short, or have expired or been replaced by a newer one. Open your latest invitation and press the link in it. If that fails too, tell the body that invited you.",
    ],
    window_closed: ["The survey is not taking answers now", ""],
    already_answered: [
      "Thank you for answering",
      "The answers from this link have been received. Each person answers once; there is nothing left to do.",
    ],
    other: ["The questionnaire cannot be opened yet", "Please try again in a few minutes."],
  },
};
const ZONE = "Asia/Ho_Chi_Minh";
const WAITS = [2, 4, 8, 15, 30];
const main = document.querySelector("main");
const token = (location.hash.match(/^#([\w.~-]+)/) ?? [])[1];
const PREVIEW = "questionnaire-preview"; // as an address, and as what a signed-in page leaves on the device
const previewing = token === PREVIEW;

let lang = new URLSearchParams(location.search).get("lang") ?? remembered("lang") ?? "vi";
let words = WORDS[lang] ?? WORDS.vi;
let stage = start;
let ballot = null;
let draft = { answers: {} };
let draftKey = null;
let saved = "";
let errors = [];
let busy = false;
let uncertain = false;
let receipt = null;
let refusal = null;

// ---- what the device keeps

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

async function findDraft() {
  if (!token || !crypto.subtle) return;
  const hash = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)),
  );
  draftKey = `par-draft-${[...hash.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  try {
    draft = { answers: {}, ...JSON.parse(remembered(draftKey)) };
  } catch {
    /* an unreadable draft is none */
  }
}

function keep() {
  if (previewing) return;
  draft.at = Date.now();
  const kept = draftKey !== null && remember(draftKey, JSON.stringify(draft));
  saved = kept ? words.saved(clock(draft.at)) : words.unsaved;
}

const forget = () => draftKey && remember(draftKey, null);

// ---- words

const local = (moment, options) =>
  new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "vi-VN", { timeZone: ZONE, ...options }).format(
    moment,
  );
const clock = (moment) => local(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = (moment) => local(moment, { day: "2-digit", month: "2-digit", year: "numeric" });
const said = (text) => text[lang] || text.vi;
const detail = (problem) => (lang === "en" && problem.detail_en) || problem.detail || "";

function deadline() {
  const closes = new Date(ballot.closes);
  const minutes = Math.max(0, Math.floor((closes - Date.now()) / 60000));
  const when =
    clock(closes) === "00:00" ? words.endOf(day(closes - 1)) : words.at(clock(closes), day(closes));
  return `${when} (${words.left(Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60)})`;
}

// ---- drawing

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== ""),
  );
  return element;
}

const button = (text, press, kind = "button") =>
  el("button", { type: "button", class: kind, onclick: press }, text);
const heading = (text) => el("h1", { tabindex: -1 }, text);

function draw(focus = true) {
  document.documentElement.lang = lang;
  for (const each of document.querySelectorAll(".languages button"))
    each.setAttribute("aria-pressed", String(each.lang === lang));
  main.replaceChildren(...stage().filter(Boolean));
  document.title = `${main.querySelector("h1").textContent} · PAR INDEX`;
  if (!focus) return;
  scrollTo(0, 0);
  (main.querySelector(".summary") ?? main.querySelector("h1")).focus({ preventScroll: true });
}

function go(next) {
  stage = next;
  draw();
}

function start() {
  const resumed = Object.keys(draft.answers).length
    ? el("p", { class: "notice" }, words.resumed(`${clock(draft.at)} ${day(draft.at)}`))
    : null;
  return [
    heading(words.page),
    el("p", null, words.lead),
    resumed,
    el(
      "div",
      { class: "buttons" },
      busy
        ? el("button", { class: "button", "aria-disabled": "true", type: "button" }, words.starting)
        : button(resumed ? words.resume : words.start, open),
    ),
    el("div", { class: "waiting", role: "status" }),
    el("h2", null, words.privacyTitle),
    el(
      "ul",
      { class: "privacy" },
      words.privacy.map((line) => el("li", null, line)),
    ),
  ];
}

function questions() {
  const all = ballot.questions.length;
  return [
    errors.length ? errorSummary() : null,
    el("p", { class: "above" }, `${said(ballot.round.title)} · ${said(ballot.round.authority)}`),
    heading(`${words.about}: ${said(ballot.unit.name)}`),
    el(
      "ul",
      { class: "facts" },
      el("li", null, `${words.as}: `, el("b", null, said(ballot.group.title))),
      ballot.closes
        ? el("li", null, `${words.until}: `, el("b", { class: "deadline" }, deadline()))
        : null,
    ),
    previewing ? el("p", { class: "notice" }, words.preview) : null,
    ballot.illustrative ? el("p", { class: "notice" }, words.illustrative) : null,
    el("p", null, words.how),
    el(
      "div",
      { class: "progress" },
      el("div", { id: "count" }, counted()),
      el("span", { id: "saved", role: "status" }, saved),
      el("progress", { max: all, value: answered(), "aria-labelledby": "count" }),
    ),
    ...ballot.questions.map(question),
    previewing ? null : el("div", { class: "buttons" }, button(words.review, toReview)),
  ];
}

function question({ id, title, options }, place) {
  const wrong = errors.find((error) => error.question === id);
  const chosen = draft.answers[id];
  const option = (each, number) =>
    el(
      "label",
      { class: "option" },
      el("input", {
        type: "radio",
        name: id,
        value: number + 1,
        checked: chosen === number + 1,
        onchange: () => answer(id, number + 1),
      }),
      el("span", null, said(each.title)),
    );
  const clear = el(
    "button",
    { type: "button", class: "link", hidden: !chosen, onclick: () => answer(id, null) },
    words.clear,
    el("span", { class: "unseen" }, `: ${said(title)}`),
  );
  return el(
    "fieldset",
    { id: `q-${id}`, tabindex: -1 },
    el("legend", null, `${place + 1}. ${said(title)}`),
    wrong ? el("p", { class: "wrong" }, wrong.text) : null,
    options.map(option),
    clear,
  );
}

function answer(id, number) {
  if (number === null) {
    delete draft.answers[id];
    const inputs = main.querySelectorAll(`#q-${CSS.escape(id)} input`);
    inputs.forEach((input) => {
      input.checked = false;
    });
    inputs[0].focus();
  } else draft.answers[id] = number;
  keep();
  main.querySelector(`#q-${CSS.escape(id)} .link`).hidden = number === null;
  main.querySelector("#count").replaceChildren(...counted());
  main.querySelector("progress").value = answered();
  main.querySelector("#saved").textContent = saved;
}

const answered = () => ballot.questions.filter(({ id }) => draft.answers[id]).length;

function counted() {
  const [before, count, after] = words.done(answered(), ballot.questions.length);
  return [before, el("b", null, count), after];
}

function errorSummary() {
  const links = errors.map(({ question: id, text }) => el("li", null, id ? jump(id, text) : text));
  return el(
    "div",
    { class: "summary", tabindex: -1, role: "alert" },
    el("h2", null, words.wrong),
    el("ul", null, links),
  );
}

function jump(id, text) {
  return el(
    "a",
    {
      href: `#q-${id}`,
      onclick: (event) => {
        event.preventDefault();
        show(id);
      },
    },
    text,
  );
}

async function show(id) {
  if (stage === review) await toQuestions();
  const field = document.getElementById(`q-${id}`);
  field.scrollIntoView();
  field.querySelector("input").focus({ preventScroll: true });
}

function review() {
  const blank = ballot.questions
    .map((each, place) => ({ ...each, place }))
    .filter(({ id }) => !draft.answers[id]);
  const count = ballot.questions.length - blank.length;
  const list = blank.map(({ id, title, place }) =>
    el("li", null, jump(id, `${place + 1}. ${said(title)}`)),
  );
  const listed = blank.length && count && !busy;
  const buttons = busy
    ? [el("button", { class: "button", "aria-disabled": "true", type: "button" }, words.sending)]
    : [button(words.send, submit), button(words.back, toQuestions, "button plain")];
  return [
    heading(words.reviewTitle),
    el("p", null, ...counted(), count === ballot.questions.length ? `. ${words.full}` : "."),
    count ? null : el("p", { class: "notice" }, words.allBlank),
    el("p", null, words.once),
    el("div", { class: "waiting", role: "status" }),
    el("div", { class: "buttons" }, buttons),
    listed ? el("p", { id: "blank" }, words.blank(blank.length)) : null,
    listed ? el("ul", { class: "blank" }, list) : null,
  ];
}

function thanks() {
  return [
    heading(words.thanks),
    el("p", null, words.received),
    receipt
      ? el("p", null, `${words.receipt}:`, el("br"), el("span", { class: "receipt" }, receipt))
      : el("p", { class: "notice" }, words.noReceipt),
  ];
}

function refused() {
  const [title, text] = words[refusal.code] ?? words.other;
  const retry = ["link_invalid", "already_answered"].includes(refusal.code)
    ? null
    : button(words.again, () => location.reload());
  const said =
    refusal.code === "window_closed" || !words[refusal.code] ? detail(refusal) || text : text;
  return [heading(title), el("p", null, said), retry && el("div", { class: "buttons" }, retry)];
}

// ---- from stage to stage

function toReview() {
  history.pushState({ review: true }, "");
  go(review);
}

/** Back through the history, so that the browser's own back button does the same. */
function toQuestions() {
  return new Promise((done) => {
    addEventListener("popstate", () => setTimeout(done), { once: true });
    history.back();
  });
}

addEventListener("popstate", () => {
  if (ballot && !receipt && !busy && stage === review) go(questions);
});
addEventListener("hashchange", () => location.reload());
addEventListener("beforeunload", (event) => {
  if (ballot && !previewing && stage !== thanks && stage !== refused && answered())
    event.preventDefault();
});
setInterval(() => {
  const place = main.querySelector(".deadline");
  if (place) place.textContent = deadline();
}, 30000);
for (const name of ["online", "offline"]) {
  addEventListener(name, () => {
    const place = main.querySelector("#saved");
    if (place) place.textContent = name === "offline" ? words.offline : saved;
  });
}
for (const each of document.querySelectorAll(".languages button")) {
  each.addEventListener("click", () => {
    lang = each.lang;
    words = WORDS[lang];
    remember("lang", lang);
    if (draft.at && saved) saved = draftKey ? words.saved(clock(draft.at)) : words.unsaved;
    if (!busy) draw(false);
  });
}

// ---- the server

/** Posts until there is an answer: a lost connection or an overloaded server is waited out, in sight of the person. */
async function post(path, body) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const reply = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20000),
      });
      if (reply.status < 500 && reply.status !== 429) return [reply.ok, await reply.json()];
      if (reply.status !== 429) uncertain = true;
    } catch {
      uncertain = true;
    }
    await pause(WAITS[Math.min(attempt, WAITS.length - 1)]);
  }
}

function pause(seconds) {
  const place = main.querySelector(".waiting");
  const text = el("p", null, words.wait(seconds));
  return new Promise((go) => {
    const finish = () => {
      clearTimeout(timer);
      removeEventListener("online", finish);
      text.textContent = words.trying;
      place.querySelector("button").remove();
      go();
    };
    const timer = setTimeout(finish, seconds * 1000);
    addEventListener("online", finish);
    place.replaceChildren(
      el(
        "div",
        { class: "notice" },
        el("h2", null, words.waitTitle),
        text,
        button(words.now, finish, "link"),
      ),
    );
  });
}

async function open() {
  busy = true;
  draw(false);
  const [ok, document_] = await post("api/respond/open", { token });
  busy = false;
  uncertain = false;
  if (!ok) return refuse(document_);
  ballot = document_;
  const known = new Set(ballot.questions.map(({ id }) => id));
  for (const id of Object.keys(draft.answers)) if (!known.has(id)) delete draft.answers[id];
  return go(questions);
}

async function submit() {
  busy = true;
  uncertain = false;
  errors = [];
  draft.sending = true;
  keep();
  draw(false);
  const answers = Object.fromEntries(
    ballot.questions.map(({ id }) => [id, draft.answers[id] ?? null]),
  );
  const [ok, reply] = await post("api/respond/answer", { ballot: ballot.ballot, answers });
  busy = false;
  if (ok) return finish(reply.receipt);
  if (reply.code === "already_answered" && uncertain) return finish(null);
  draft.sending = false;
  keep();
  if (reply.code !== "invalid" && !reply.errors) return refuse(reply);
  errors = (reply.errors ?? [{ at: "", ...reply }]).map((error) => ({
    question: ballot.questions.find(({ id }) => error.at.split(/[.[\]]+/).includes(id))?.id,
    text: detail(error),
  }));
  return go(questions);
}

function finish(number) {
  forget();
  receipt = number;
  go(thanks);
}

/** A draft that was being sent when the connection broke did arrive, if the server says the link was used. */
function refuse(problem) {
  if (problem.code === "already_answered") {
    if (draft.sending) return finish(null);
    forget();
  }
  refusal = problem;
  return go(refused);
}

if (WORDS[lang] === undefined) lang = "vi";
remember("lang", lang);
if (previewing) {
  try {
    ballot = JSON.parse(remembered(PREVIEW));
  } catch {
    /* as if there were none */
  }
  stage = questions;
} else await findDraft();
if (!token || (previewing && !ballot)) {
  refusal = { code: "link_invalid" };
  stage = refused;
}
draw(false);
