// Reminding those of a group who are late, without anybody learning who they are.

import { groupOf } from "list_rows";
import { listPath } from "list_state";
import { html } from "parts";
import { call } from "session";
import { stamp, words } from "words";

const T = words({
  title: ["Nhắc người chưa trả lời", "Remind those who are late"],
  rule: (most, days) => [
    `Thư nhắc chỉ gửi tới người chưa trả lời; đơn vị không được biết đó là ai, bao nhiêu người. ` +
      `Mỗi người được nhắc nhiều nhất ${most} lần, cách thư trước ít nhất ${days} ngày; ` +
      `mỗi nhóm được yêu cầu nhắc mỗi ngày một lần.`,
    `A reminder goes only to those who have not answered; who and how many they are is not ` +
      `told. Nobody gets more than ${most}, at least ${days} days after the letter before; ` +
      `a group can be reminded once a day.`,
  ],
  ruleWithAutomatic: (most, days) => [
    `Thư nhắc chỉ gửi tới người chưa trả lời; đơn vị không được biết đó là ai, bao nhiêu người. ` +
      `Mỗi người được nhắc nhiều nhất ${most} lần, kể cả thư nhắc tự động, ` +
      `cách thư trước ít nhất ${days} ngày; mỗi nhóm được yêu cầu nhắc mỗi ngày một lần.`,
    `A reminder goes only to those who have not answered; who and how many they are is not ` +
      `told. Nobody gets more than ${most}, automatic ones included, ` +
      `at least ${days} days after the letter before; a group can be reminded once a day.`,
  ],
  notOpen: [
    "Chỉ nhắc được khi đợt điều tra đang mở.",
    "Reminders go out only while the survey is open.",
  ],
  noReminders: [
    "Kỳ này không gửi thư nhắc. Liên hệ bộ phận điều hành nếu cần.",
    "This round sends no reminders. Ask the operations staff if they are needed.",
  ],
  notInvited: [
    "Nhóm này chưa được mời nên chưa có ai để nhắc.",
    "Nobody of this group was invited yet.",
  ],
  againAt: (at) => [
    `Nhóm này đã được nhắc; có thể nhắc lại từ ${at}.`,
    `This group was reminded; it can be reminded again from ${at} on.`,
  ],
  remind: ["Nhắc nhóm này", "Remind this group"],
  reminded: ["Đã nhận yêu cầu nhắc", "The reminder is on its way"],
});

export function Reminders({ page, state, open }) {
  const { reminders } = state.letters;
  const { most, days_apart, automatic } = reminders;
  const rule = automatic ? T.ruleWithAutomatic : T.rule;
  const why = whyNot(reminders, open);
  return html`<section class="block">
    <h2>${T.title}</h2>
    ${most > 0 && html`<p>${rule(most, days_apart)}</p>`}
    ${
      why
        ? html`<p class="notice">${why}</p>`
        : html`<p>
            <button type="button" class="button" disabled=${state.busy}
              onClick=${page.run(() => remind(page))}>${T.remind}</button>
          </p>`
    }
  </section>`;
}

/** Why the group cannot be reminded now; nothing if it can. */
function whyNot({ most, invited, again_at }, open) {
  if (!open) return T.notOpen;
  if (!most) return T.noReminders;
  if (!invited) return T.notInvited;
  return again_at && T.againAt(stamp(again_at));
}

async function remind(page) {
  const { state } = page;
  try {
    await call("POST", listPath(state, groupOf(state), "/nudge"));
  } finally {
    await page.fetch();
  }
  return T.reminded;
}
