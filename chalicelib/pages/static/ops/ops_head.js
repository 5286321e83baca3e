// The frame of the operations staff's pages: the round they look at, and every place they can go to.

import { Frame, identify } from "frame";
import { html } from "parts";
import { call } from "session";
import { of, say } from "words";

/** A place is one line here; those of one page are parts of its path after #. */
const PLACES = [
  ["units", "/units#/", "Đơn vị", "Units"],
  ["windows", "/units#/windows", "Thời hạn", "Windows"],
  ["accounts", "/units#/accounts", "Tài khoản", "Accounts"],
  ["progress", "/progress", "Tiến độ khảo sát", "Survey progress"],
  ["letters", "/survey#/", "Thư mời", "Letters"],
  ["decisions", "/survey#/decisions", "Đề nghị", "Requests"],
  ["people", "/survey#/people", "Người được mời", "People"],
  ["lists", "/lists", "Danh sách", "Lists"],
  ["questionnaires", "/survey#/questionnaires", "Phiếu điều tra", "Questionnaires"],
  ["sealing", "/survey#/sealing", "Niêm phong", "Sealing"],
  ["publish", "/units#/publish", "Công bố", "Publish"],
  ["round", "/units#/round", "Nạp kỳ", "Load a round"],
];

/**
 * {rounds, round, path} of the operations staff; `round` is the one asked for (`?round=`) or the newest, null while none
 * is loaded. Null on the way to the sign-in, for others, who have pages of their own, and while no round is loaded, which
 * comes before everything else.
 */
export async function enterStaff() {
  const who = await identify();
  if (!who) return null;
  if (who.role !== "ops") {
    location.replace("/work");
    return null;
  }
  const { rounds } = await call("GET", "/api/ops/rounds"),
    asked = new URLSearchParams(location.search).get("round");
  if (!rounds.length && location.pathname !== "/units") {
    location.replace("/units#/round");
    return null;
  }
  const round = rounds.find((each) => each.round === asked) ?? rounds[0] ?? null;
  return { rounds, round, path: round && `/api/ops/rounds/${encodeURIComponent(round.round)}` };
}

/** The head of a page; `here` is one of PLACES, `state` what `enterStaff` gave, children what the strip shows besides. */
export function StaffHead({ here, state, again, children }) {
  const { rounds, round } = state,
    query = rounds.length > 1 ? `?round=${encodeURIComponent(round.round)}` : "";
  const places = PLACES.map(([name, path, vi, en]) => ({
    name,
    href: path.replace(/(?=#|$)/, query),
    title: say(vi, en),
  }));
  const choose = (event) =>
    location.assign(
      `${location.pathname}?round=${encodeURIComponent(event.target.value)}${location.hash}`,
    );
  return html`<${Frame} here=${here} who=${say("Bộ phận điều hành", "Operations staff")} places=${places} again=${again} strip=${say("Kỳ đánh giá", "Round")}>
    <span class="deadline">${rounds.length > 1 ? html`<label class="round"><span>${say("Kỳ đánh giá", "Round")}</span> <select id="round" onChange=${choose}>${rounds.map((each) => html`<option value=${each.round} selected=${each === round}>${of(each.title)}</option>`)}</select></label>` : html`<b>${of(round?.title) || say("Chưa nạp kỳ đánh giá nào", "No round has been loaded yet")}</b>`}</span>${children}</${Frame}>`;
}
