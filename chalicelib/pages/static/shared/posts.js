// A person's posts: their words, and which one this tab works in. That is kept in the address and
// in the tab's own storage, so that two tabs may work in two posts.

import { now, of, until, words } from "words";

const T = words({
  ended: ["đã kết thúc", "has ended"],
  ends: (at) => [`đến ${at}`, `until ${at}`],
});
/** Each role as a filled table names it first, and in English. */
export const ROLES = {
  editor: ["Người nhập liệu", "Editor"],
  leader: ["Lãnh đạo đơn vị", "Leader"],
  council: ["Thành viên Hội đồng", "Council member"],
  chair: ["Chủ tịch Hội đồng", "Chair of the council"],
  secretariat: ["Tổ Thư ký", "Secretariat"],
  ops: ["Bộ phận điều hành", "Operations staff"],
};
export const ROLE_WORDS = words(ROLES);

/** The page on which the work of a role begins; a role without one begins at the own account. */
const HOMES = {
  editor: "/work",
  leader: "/work",
  council: "/council",
  chair: "/council",
  secretariat: "/council/assignments",
  ops: "/progress",
};
export const OWN_ACCOUNT = "/account";
export const homeOf = ({ role }) => HOMES[role] ?? OWN_ACCOUNT;

export const isOps = ({ role }) => role === "ops";
export const isOfCouncil = ({ role }) => ["council", "chair", "secretariat"].includes(role);
export const isOfUnit = ({ role }) => role === "editor" || role === "leader";
/** Whether a post only reads by now. */
export const hasEnded = ({ until: end }) => Boolean(end) && new Date(end) <= now();

/** The name of a post in an address; ids have no dots. Operations staff work in every round. */
export const nameOf = (post) =>
  (isOps(post) ? [post.role] : [post.role, post.round, post.unit]).filter(Boolean).join(".");

/** A post {role, until} as people call it, with the texts of its unit and round if it has any. */
export function titleOf(post, { unit_name, round_title } = post) {
  const where = [of(unit_name), of(round_title)].filter(Boolean).join(", ");
  const end = post.until && (hasEnded(post) ? T.ended : T.ends(until(post.until)));
  return [ROLE_WORDS[post.role] ?? post.role, where, end].filter(Boolean).join(" · ");
}

const KEY = "post";

/**
 * The post, of those that fit, in which this tab works: the one in the address, else the one of
 * before, else the first that has not ended. Undefined if none fits.
 */
export function chosen(posts, fits) {
  const may = posts.filter(fits);
  const named = (name) => may.find((post) => nameOf(post) === name);
  const asked = new URLSearchParams(location.search).get(KEY);
  const before = sessionStorage.getItem(KEY);
  return named(asked) ?? named(before) ?? may.find((post) => !hasEnded(post)) ?? may[0];
}

/** This tab works in `post` from now on; its address says so, for a tab that is opened from it. */
export function keepPost(post) {
  sessionStorage.setItem(KEY, nameOf(post));
  history.replaceState(history.state, "", inPost(location.href, post));
}

/** An address of ours with the post in it. */
export function inPost(address, post) {
  const { pathname, searchParams, hash } = new URL(address, location.origin);
  searchParams.set(KEY, nameOf(post));
  return `${pathname}?${searchParams}${hash}`;
}
