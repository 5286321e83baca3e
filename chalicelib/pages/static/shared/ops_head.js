// The frame of the operations staff's pages: the round they look at, and every place to go to.

import { Frame, identify } from "frame";
import { html } from "parts";
import { homeOf, isOps, OWN_ACCOUNT } from "posts";
import { call } from "session";
import { of, words } from "words";

const T = words({
  who: ["Bộ phận điều hành", "Operations staff"],
  round: ["Kỳ đánh giá", "Round"],
  noRound: ["Chưa nạp kỳ đánh giá nào", "No round has been loaded yet"],
});
const TITLES = words({
  units: ["Đơn vị", "Units"],
  windows: ["Thời hạn", "Windows"],
  accounts: ["Tài khoản", "Accounts"],
  files: ["Tệp chờ kiểm tra", "Files waiting"],
  progress: ["Tiến độ khảo sát", "Survey progress"],
  letters: ["Thư mời", "Letters"],
  decisions: ["Đề nghị", "Requests"],
  people: ["Người được mời", "People"],
  lists: ["Danh sách", "Lists"],
  questionnaires: ["Phiếu điều tra", "Questionnaires"],
  sealing: ["Niêm phong", "Sealing"],
  assignments: ["Phân công thẩm định", "Assignments"],
  consistency: ["Độ nhất quán", "Consistency"],
  releases: ["Trả kết quả", "Release results"],
  objections: ["Đề nghị xem xét lại", "Objections"],
  "not-applicable": ["Đề nghị không áp dụng", "Not applicable"],
  meeting: ["Họp Hội đồng", "Meeting"],
  publish: ["Công bố", "Publish"],
  round: ["Nạp kỳ", "Load a round"],
});
/** Where each place is, in the order of the menu; those of one page are parts after the #. */
const PLACES = {
  units: "/units#/",
  windows: "/units#/windows",
  accounts: "/units#/accounts",
  files: "/units#/files",
  progress: "/progress",
  letters: "/survey#/",
  decisions: "/survey#/decisions",
  people: "/survey#/people",
  lists: "/lists",
  questionnaires: "/survey#/questionnaires",
  sealing: "/survey#/sealing",
  assignments: "/council/assignments",
  consistency: "/council/consistency",
  releases: "/council/releases#/",
  objections: "/council/releases#/objections",
  "not-applicable": "/council/releases#/not-applicable",
  meeting: "/council/meeting",
  publish: "/units#/publish",
  round: "/units#/round",
};

/** The pages that are of use while no round is loaded. */
const WITHOUT_ROUND = ["/units", OWN_ACCOUNT];

/**
 * {rounds, round, path} of the operations staff; `round` is the one asked for (`?round=`) or the
 * newest, null while none is loaded. Null on the way to the sign-in, for others, who have pages of
 * their own, and while no round is loaded, which comes before everything else.
 */
export async function enterStaff() {
  const who = await identify(isOps);
  if (!who) return null;
  if (!isOps(who)) return leaveFor(homeOf(who));
  const { rounds } = await call("GET", "/api/ops/rounds");
  if (!rounds.length && !WITHOUT_ROUND.includes(location.pathname))
    return leaveFor("/units#/round");
  const asked = new URLSearchParams(location.search).get("round");
  const round = rounds.find((one) => one.round === asked) ?? rounds[0] ?? null;
  return { rounds, round, path: round && `/api/ops/rounds/${encodeURIComponent(round.round)}` };
}

function leaveFor(address) {
  location.replace(address);
  return null;
}

/**
 * The head of a page; `here` is one of PLACES, `state` what `enterStaff` gave, children what the
 * strip shows besides.
 */
export function StaffHead({ here, state, again, children }) {
  const { rounds, round } = state;
  const query = rounds.length > 1 ? `?round=${encodeURIComponent(round.round)}` : "";
  const places = Object.entries(PLACES).map(([name, path]) => ({
    name,
    href: path.replace(/(?=#|$)/, query),
    title: TITLES[name],
  }));
  return html`<${Frame} here=${here} who=${T.who} places=${places} again=${again} strip=${T.round}>
    <span class="deadline">
      ${
        rounds.length > 1
          ? html`<${RoundChoice} rounds=${rounds} round=${round} />`
          : html`<b>${of(round?.title) || T.noRound}</b>`
      }
    </span>
    ${children}
  </${Frame}>`;
}

function RoundChoice({ rounds, round }) {
  const choose = (event) => {
    location.search = `?round=${encodeURIComponent(event.target.value)}`;
  };
  const option = (one) =>
    html`<option value=${one.round} selected=${one === round}>${of(one.title)}</option>`;
  return html`<label class="round">
    <span>${T.round}</span>${" "}
    <select id="round" onChange=${choose}>${rounds.map(option)}</select>
  </label>`;
}
