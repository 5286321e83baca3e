// One motion: what is voted on, how the vote stands, what has changed since, its papers.

import { Asked } from "asking";
import { Papers } from "meeting_papers";
import { Ballot, CHOICES } from "meeting_vote";
import { html } from "parts";
import { ROLE_WORDS } from "posts";
import { call } from "session";
import { detail, of, stamp, words } from "words";

const T = words({
  title: (number) => [`Phương án số ${number}`, `Motion ${number}`],
  frozenAt: (at, by) => [`Chốt lúc ${at}, ${by}`, `Frozen ${at}, ${by}`],
  ranking: (draft) => [`xem bảng xếp hạng (dự thảo ${draft})`, `see the ranking (draft ${draft})`],
  agreed: ["Hội đồng đã nhất trí", "The council has agreed"],
  notAgreed: ["Chưa đủ số nhất trí", "Not agreed yet"],
  lifted: ["Đã mở lại", "The freeze was lifted"],
  count: (agree, members) => [
    `${agree} trên ${members} thành viên nhất trí`,
    `${agree} of ${members} members agree`,
  ],
  moreThan: (share) => [
    `cần quá ${share} tổng số thành viên`,
    `more than ${share} of all members are needed`,
  ],
  atLeast: (share) => [
    `cần từ ${share} tổng số thành viên`,
    `at least ${share} of all members are needed`,
  ],
  changed: [
    "Số liệu đã đổi sau khi chốt nên không công bố chính thức phương án này được; hãy tính dự " +
      "thảo mới, mở lại phương án và chốt dự thảo mới.",
    "Inputs have changed since the freeze, so this motion cannot be published as final; compute " +
      "new drafts, lift the freeze and freeze those.",
  ],
  unchecked: [
    "Lúc này chưa kiểm tra được số liệu có đổi sau khi chốt hay không; biểu quyết vẫn được ghi.",
    "Whether inputs have changed since the freeze cannot be checked right now; votes are kept " +
      "all the same.",
  ],
  votes: ["Biểu quyết của từng thành viên", "The vote of each member"],
  member: ["Thành viên", "Member"],
  vote: ["Biểu quyết", "Vote"],
  reason: ["Lý do", "Reason"],
  silent: ["chưa biểu quyết", "has not voted"],
  changedVote: (times) => [`đã đổi ${times} lần`, `changed ${times} times`],
  lift: ["Mở lại phương án", "Lift the freeze"],
  liftQuestion: (number) => [`Mở lại phương án số ${number}?`, `Lift the freeze of ${number}?`],
  liftDoes: [
    "Không ai biểu quyết phương án này nữa; những gì đã biểu quyết vẫn được giữ.",
    "Nobody votes on it any more; what was voted stays on record.",
  ],
  why: ["Lý do mở lại", "Why it is lifted"],
  liftDone: ["Đã mở lại phương án", "The freeze is lifted"],
});

/** `writes`: whether the person keeps the papers of this motion and may lift its freeze. */
export function MotionView({ page, state, motion, writes }) {
  const frozen = [T.frozenAt(stamp(motion.at), motion.by), motion.note];
  return html`<section class="block" aria-labelledby="motion-${motion.motion}">
    <h2 id="motion-${motion.motion}">${T.title(motion.motion)} <${Tag} motion=${motion} /></h2>
    <p class="soft">${frozen.filter(Boolean).join(" · ")}</p>
    ${motion.lifting && html`<p class="notice">${T.lifted}: ${motion.lifting.reason}</p>`}
    <${Stale} state=${state} motion=${motion} />
    <ul class="notices">
      ${Object.entries(motion.drafts).map(([index, draft]) => {
        const href = `#/ranking/motion/${encodeURIComponent(index)}/${motion.motion}`;
        return html`<li key=${index}>
          ${of(state.overview.indexes[index])}: <a href=${href}>${T.ranking(draft)}</a>
        </li>`;
      })}
    </ul>
    <p><b>${T.count(motion.tally.agree, motion.voters.length)}</b>; ${needed(motion)}.</p>
    ${
      motion.votes_here &&
      motion.state === "frozen" &&
      html`<${Ballot} page=${page} state=${state} motion=${motion} />`
    }
    <${Votes} motion=${motion} />
    <${Papers} page=${page} state=${state} motion=${motion} writes=${writes} />
    ${writes && html`<${Lift} page=${page} state=${state} motion=${motion} />`}
  </section>`;
}

const needed = ({ share, share_reached: reached }) =>
  reached ? T.atLeast(share) : T.moreThan(share);

function Tag({ motion: { state, agreed } }) {
  if (state === "lifted") return html`<span class="tag">${T.lifted}</span>`;
  return agreed
    ? html`<span class="tag fine">${T.agreed}</span>`
    : html`<span class="tag caution">${T.notAgreed}</span>`;
}

/** Which inputs have changed since the freeze. */
function Stale({ state: { changes }, motion }) {
  if (motion.state === "lifted" || !changes || changes.current) return null;
  if (!changes.changes) return html`<p class="notice">${T.unchecked}</p>`;
  return html`<div class="notice">
    <p>${T.changed}</p>
    <ul>${changes.changes.map((change) => html`<li>${detail(change)}</li>`)}</ul>
  </div>`;
}

function Votes({ motion: { voters } }) {
  const row = ({ email, name, role, vote, votes }) => html`<tr key=${email}>
    <th scope="row">${name || email} <span class="soft">${ROLE_WORDS[role]}</span></th>
    <td>${vote ? CHOICES[vote.choice] : T.silent}
      ${votes.length > 1 && html`<span class="soft"> (${T.changedVote(votes.length - 1)})</span>`}
    </td>
    <td>${vote?.reason}</td>
  </tr>`;
  return html`<h3>${T.votes}</h3>
  <table class="stack">
    <caption class="unseen">${T.votes}</caption>
    <thead><tr>
      <th scope="col">${T.member}</th><th scope="col">${T.vote}</th>
      <th scope="col">${T.reason}</th>
    </tr></thead>
    <tbody>${voters.map(row)}</tbody>
  </table>`;
}

function Lift({ page, state, motion: { motion } }) {
  const lift = async (reason) => {
    await call("POST", `${state.path}/motions/${motion}/lift`, { reason });
    await page.fetch();
    return T.liftDone;
  };
  return html`<${Asked} page=${page} id="lift" label=${T.lift} title=${T.liftQuestion(motion)}
    why=${T.why} act=${lift}>
    <p>${T.liftDoes}</p>
  </${Asked}>`;
}
