// In the head of every page: in which post a person with several works, and the way to the others.

import { html } from "parts";
import { hasEnded, homeOf, inPost, nameOf, titleOf } from "posts";
import { account, call } from "session";
import { stamp, words } from "words";

const T = words({
  post: ["Nhiệm vụ", "Post"],
  over: (at) => [`Nhiệm vụ này đã kết thúc lúc ${at}.`, `This post ended at ${at}.`],
  reads: [
    "Ông/Bà xem được, không sửa được. Cần làm tiếp thì đề nghị bộ phận điều hành gia hạn.",
    "You can read, but change nothing. To go on, ask the operations staff to extend it.",
  ],
});

/** The own posts with the names of their units and rounds, once there is something to choose. */
let posts = [];
export const hasChoice = () => posts.length > 1;

/** Load the names of the posts, if there are several. */
export async function loadPosts() {
  if (account.posts.length > 1 && !hasChoice())
    ({ posts } = await call("GET", "/api/account/posts"));
}

/** Opens the page of the post that is chosen, in this tab alone. */
export function PostSwitch() {
  const here = nameOf(account);
  const choose = ({ target }) => {
    const post = posts.find((each) => nameOf(each) === target.value);
    target.value = here; // if the person stays, since something is not saved yet
    location.assign(inPost(homeOf(post), post));
  };
  const option = (post) => html`<option value=${nameOf(post)} selected=${nameOf(post) === here}>
    ${titleOf(post)}
  </option>`;
  return html`<label class="post-choice">
    <span>${T.post}</span>${" "}
    <select id="post" onChange=${choose}>${posts.map(option)}</select>
  </label>`;
}

/** Says that the post which the page is open in only reads. */
export function PostOver() {
  if (!hasEnded(account)) return null;
  return html`<div class="post-over" role="status">
    <p class="wide"><b>${T.over(stamp(account.until))}</b> ${T.reads}</p>
  </div>`;
}
