// Exclusions, bonus and penalty points that one person proposed: another one confirms or refuses
// them, who proposed them may take them back. Until then results do not have them.

import { Asked } from "asking";
import { html } from "parts";
import { aboutWithKind, source } from "ruling_kinds";
import { call } from "session";
import { moment, of, words } from "words";

const T = words({
  title: ["Quyết định chờ xác nhận", "Rulings to be confirmed"],
  lead: [
    "Không đánh giá một đơn vị và điểm thưởng, điểm phạt chỉ được tính khi một người khác với" +
      " người đề xuất xác nhận: Chủ tịch Hội đồng, Tổ Thư ký hoặc bộ phận điều hành.",
    "Exclusions, bonus and penalty points count only once a person other than who proposed them" +
      " confirms them: the chair, the secretariat or operations staff.",
  ],
  none: ["Không có quyết định nào chờ xác nhận.", "Nothing waits for a confirmation."],
  decided: (count) => [`Đã quyết định (${count})`, `Decided (${count})`],
  takesBack: ["đề xuất rút lại", "proposes to take back"],
  instead: (before) => [`Đang tính: ${before}`, `Counts now: ${before}`],
  public: ["công khai", "public"],
  notPublic: ["không công khai", "not public"],
  noSource: ["chưa nêu văn bản", "no document is named"],
  proposed: (by, at) => [`${by} đề xuất lúc ${at}`, `proposed by ${by}, ${at}`],
  confirm: ["Xác nhận", "Confirm"],
  question: (what, name) => [`Xác nhận “${what}” với ${name}?`, `Confirm “${what}” of ${name}?`],
  counts: [
    "Quyết định được tính từ dự thảo kết quả sau; bảng đã công bố không đổi.",
    "It counts from the next draft on; published rankings stay as they are.",
  ],
  refuse: ["Không xác nhận", "Refuse"],
  takeBack: ["Rút đề xuất", "Take the proposal back"],
  no: (what, name) => [`Bỏ đề xuất “${what}” với ${name}?`, `Drop “${what}” of ${name}?`],
  why: ["Lý do", "Reason"],
  own: [
    "Ông/Bà đã đề xuất nên cần người khác xác nhận.",
    "You proposed it, so another person has to confirm it.",
  ],
  namesake: (by) => [
    `Người đề xuất (${by}) cùng họ tên với Ông/Bà. Nếu đó cũng là tài khoản của Ông/Bà thì cần ` +
      "người khác xác nhận.",
    `Who proposed it (${by}) has your name. If that is an account of yours too, another person ` +
      "has to confirm it.",
  ],
  ownUnit: [
    "Đơn vị nơi Ông/Bà công tác: người khác quyết định.",
    "The unit where you work: another person decides.",
  ],
  done: ["Đã xác nhận", "Confirmed"],
  dropped: ["Đã bỏ đề xuất", "The proposal is dropped"],
});
const STATES = words({
  confirmed: ["đã xác nhận", "confirmed"],
  refused: ["không xác nhận", "refused"],
  withdrawn: ["người đề xuất đã rút", "taken back by who proposed it"],
});

/** Whether a unit that is to be excluded was heard. */
const HEARINGS = words({
  no_case: [
    "Không có hồ sơ không trung thực về đơn vị; đơn vị chưa được giải trình trong hệ thống.",
    "There is no case on dishonesty of the unit; it was not heard in the system.",
  ],
  not_heard: [
    "Có hồ sơ không trung thực, nhưng đơn vị chưa được giải trình.",
    "There is a case on dishonesty, but the unit was not heard.",
  ],
  heard: [
    "Có hồ sơ không trung thực; đơn vị đã giải trình hoặc đã hết hạn giải trình.",
    "There is a case on dishonesty; the unit has explained itself, or its time is over.",
  ],
});

/** The proposals of the round whose council routes are at `path`. */
export async function fetchProposed(path) {
  const { proposals } = await call("GET", `${path}/rulings`);
  return { proposals };
}

/** The page of those who confirm. */
export function ProposedPage({ page, state }) {
  return html`<h1 tabindex="-1">${T.title}</h1>
    <${Proposed} page=${page} path=${state.path} proposals=${state.proposals}
      again=${() => page.fetch()} />`;
}

/** The same below a heading, on a page of rulings; `again` loads it after a decision. */
export function ProposedSection(props) {
  return html`<section class="block"><h2>${T.title}</h2><${Proposed} ...${props} /></section>`;
}

function Proposed({ page, path, proposals, again }) {
  const isWaiting = ({ state }) => state === "waiting";
  const waiting = proposals.filter(isWaiting);
  const decided = proposals.filter((one) => !isWaiting(one));
  const decide = async (proposal, confirm, reason = "") => {
    await call("POST", `${path}/rulings/decide`, { proposals: [proposal], confirm, reason });
    await again();
    return confirm ? T.done : T.dropped;
  };
  const line = (one) => html`<${Line} key=${one.proposal} page=${page} one=${one}
    decide=${decide} />`;
  return html`<p>${T.lead}</p>
    ${waiting.length ? html`<ul class="notices">${waiting.map(line)}</ul>` : html`<p>${T.none}</p>`}
    ${
      decided.length > 0 &&
      html`<details>
        <summary>${T.decided(decided.length)}</summary>
        <ul class="notices">${decided.map(line)}</ul>
      </details>`
    }`;
}

/** What counts now, with reason, document and public mark where they are others; empty if nothing
 * differs. */
function differences(before, ruling) {
  const others = [
    before.reason !== ruling.reason && before.reason,
    source(before) !== source(ruling) && (source(before) || T.noSource),
    before.public !== ruling.public && (before.public ? T.public : T.notPublic),
  ].filter(Boolean);
  const what = aboutWithKind(before);
  const same = what === aboutWithKind(ruling) && before.withdrawn === ruling.withdrawn;
  return same && !others.length ? "" : [what, ...others].join(" · ");
}

function Line({ page, one, decide }) {
  const { ruling, before, hearing, state, note, decided_by: by, decided_at: at } = one;
  const former = before && !before.withdrawn && differences(before, ruling);
  return html`<li>
    <p>
      <b>${of(one.name)}</b> · ${aboutWithKind(ruling)}
      ${ruling.withdrawn && html` <span class="tag">${T.takesBack}</span>`}
      ${state !== "waiting" && html` <span class="tag">${STATES[state]}</span>`}
    </p>
    ${former && html`<p class="soft">${T.instead(former)}</p>`}
    ${state === "waiting" && hearing && html`<p class="soft">${HEARINGS[hearing]}</p>`}
    <p class="lines">${ruling.reason}${ruling.public && ` (${T.public})`}</p>
    <p class="soft">
      ${source(ruling) || T.noSource} · ${T.proposed(ruling.by, moment(ruling.at))}
      ${state !== "waiting" && ` · ${by}, ${moment(at)}${note && `: ${note}`}`}
    </p>
    ${state === "waiting" && html`<${Acts} page=${page} one=${one} decide=${decide} />`}
  </li>`;
}

function Acts({ page, one, decide }) {
  const { proposal, ruling, own, own_unit: ownUnit, namesake } = one;
  if (ownUnit) return html`<p class="soft">${T.ownUnit}</p>`;
  const what = aboutWithKind(ruling);
  const name = of(one.name);
  const label = (word) => html`${word}<span class="unseen"> ${name}: ${what}</span>`;
  const drop = (reason) => decide(proposal, false, reason);
  const word = own ? T.takeBack : T.refuse;
  return html`${own && html`<p class="soft">${T.own}</p>`}
    ${namesake && html`<p class="need">${T.namesake(ruling.by)}</p>`}
    <div class="buttons">
      ${
        !own &&
        html`<${Asked} page=${page} id="confirm-${proposal}" label=${label(T.confirm)}
          title=${T.question(what, name)} sure=${T.confirm} act=${() => decide(proposal, true)}>
          <p>${T.counts}</p>
        </${Asked}>`
      }${" "}
      <${Asked} link page=${page} id="drop-${proposal}" label=${label(word)} sure=${word}
        title=${T.no(what, name)} why=${T.why} act=${drop} />
    </div>`;
}
