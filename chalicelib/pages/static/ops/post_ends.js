// A post ends by date: from then on it only reads. The end can be moved, or taken away.

import { Asked } from "asking";
import { html } from "parts";
import { isOps, nameOf, ROLE_WORDS } from "posts";
import { call, account as own } from "session";
import { instant, noWhen, When } from "when";
import { until, words } from "words";

const T = words({
  end: ["Kết thúc nhiệm vụ", "End the post"],
  move: ["Đổi ngày kết thúc", "Change the end"],
  keep: ["Bỏ ngày kết thúc", "Take the end away"],
  endOf: (role, name) => [
    `Nhiệm vụ ${role} của ${name} đến khi nào?`,
    `Until when is ${name} ${role}?`,
  ],
  keepOf: (role, name) => [
    `Nhiệm vụ ${role} của ${name} không có ngày kết thúc?`,
    `Should the post of ${name} as ${role} have no end?`,
  ],
  does: [
    "Từ lúc đó người này chỉ xem được trong nhiệm vụ này, không sửa được. " +
      "Ngày đã qua nghĩa là kết thúc ngay. Các nhiệm vụ khác và mật khẩu không đổi.",
    "From then on this person can read in this post, but change nothing. " +
      "A day that is past ends it at once. Other posts and the password stay.",
  ],
  goesOn: ["Người này làm tiếp được trong nhiệm vụ này.", "This person can go on in this post."],
  reason: ["Lý do", "Reason"],
  told: (name, end) => [`Nhiệm vụ của ${name}: đến ${end}`, `The post of ${name}: until ${end}`],
  kept: (name) => [
    `Nhiệm vụ của ${name} không còn ngày kết thúc`,
    `The post of ${name} has no end`,
  ],
});

/** The day and hour that are typed, by account and post. */
export const noEnds = () => ({ ends: {} });
const changes = {
  type: ({ ends }, id, name, text) => ({
    ends: { ...ends, [id]: { ...(ends[id] ?? noWhen), [name]: text } },
  }),
};

/** What may be done about the end of each of these posts; nobody ends the own one in operations. */
export function PostEnds({ page, state, account, posts }) {
  const may = posts.filter((post) => !(isOps(post) && account.email === own.email));
  return may.map(
    (post) => html`<div class="buttons" key=${nameOf(post)}>
      <${End} ...${{ page, state, account, post }} />
      ${post.until && html`<${Keep} ...${{ page, state, account, post }} />`}
    </div>`,
  );
}

const setEnd = async ({ page, state, account, post }, end, reason) => {
  const { role, unit } = post;
  const body = { role, unit, until: end, reason };
  await call("POST", `${state.path}/accounts/${account.sub}/posts/end`, body);
  await page.reload();
};

/** A button's word, with the post for those who do not see where it is. */
const named = (word, { role, unit }) =>
  html`${word}<span class="unseen">${` ${ROLE_WORDS[role]} ${unit}`}</span>`;

function End({ page, state, account, post }) {
  const act = page.transitions(changes);
  const id = `${account.sub}-${nameOf(post)}`;
  const end = async (reason) => {
    const at = instant(page.state.ends[id] ?? noWhen);
    await setEnd({ page, state, account, post }, at, reason);
    return T.told(account.name, until(at));
  };
  return html`<${Asked} link page=${page} id="end-${id}" why=${T.reason} act=${end} sure=${T.end}
    label=${named(post.until ? T.move : T.end, post)}
    title=${T.endOf(ROLE_WORDS[post.role], account.name)}>
    <p>${T.does}</p>
    <${When} id="until-${id}" value=${state.ends[id] ?? noWhen}
      type=${(name, text) => act.type(id, name, text)} />
  </${Asked}>`;
}

function Keep({ page, state, account, post }) {
  const keep = async (reason) => {
    await setEnd({ page, state, account, post }, null, reason);
    return T.kept(account.name);
  };
  return html`<${Asked} link page=${page} id="keep-${account.sub}-${nameOf(post)}" why=${T.reason}
    act=${keep} sure=${T.keep} label=${named(T.keep, post)}
    title=${T.keepOf(ROLE_WORDS[post.role], account.name)}>
    <p>${T.goesOn}</p>
  </${Asked}>`;
}
