// The posts of one's own account, and the way to the page of each.

import { html } from "parts";
import { homeOf, inPost, nameOf, OWN_ACCOUNT, titleOf } from "posts";
import { account } from "session";
import { words } from "words";

const T = words({
  title: ["Nhiệm vụ", "Posts"],
  here: ["đang làm việc", "you work in it now"],
  open: ["Mở", "Open"],
  byStaff: [
    "Nhiệm vụ do bộ phận điều hành của kỳ đánh giá giao và kết thúc.",
    "The operations staff of the round give posts and end them.",
  ],
});

/** `posts` are those of the person, with the texts of their units and rounds. */
export function OwnPosts({ posts }) {
  const here = nameOf(account);
  const link = (post) =>
    homeOf(post) !== OWN_ACCOUNT &&
    html`${" "}<a href=${inPost(homeOf(post), post)}>
      ${T.open}<span class="unseen"> ${titleOf(post)}</span>
    </a>`;
  const state = (post) =>
    nameOf(post) === here ? html` <span class="tag">${T.here}</span>` : link(post);
  return html`<div class="block">
    <h2>${T.title}</h2>
    <ul>${posts.map((post) => html`<li>${titleOf(post)}${state(post)}</li>`)}</ul>
    <p class="soft">${T.byStaff}</p>
  </div>`;
}
