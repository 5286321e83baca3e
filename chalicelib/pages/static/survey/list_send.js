// The lists looked over a last time, then sent: only once.

import { Notices } from "list_file";
import { Groups } from "list_groups";
import { Locked, listPath, Refused, sentAll, unsent, writable } from "list_state";
import { html } from "parts";
import { call } from "session";
import { of, words } from "words";

const T = words({
  back: ["Các nhóm", "All groups"],
  title: ["Xem lại và gửi danh sách", "Review and send the lists"],
  told: ["Đã gửi danh sách", "The lists were sent"],
  done: [
    "Đã gửi danh sách. Phiếu điều tra được gửi tới từng người khi đợt điều tra mở.",
    "The lists are sent. Everybody gets the questionnaire once the survey opens.",
  ],
  substitutes: (count) => [
    `${count} người được thay thế, có lý do.`,
    `${count} people are substitutes, with a reason.`,
  ],
  short: (count) => [
    `${count} nhóm có ít người hơn kế hoạch: `,
    `${count} groups have fewer people than planned: `,
  ],
  agree: [
    "Tôi xác nhận các danh sách này đã đủ theo thực tế",
    "I confirm that these lists are complete as they are",
  ],
  once: [
    "Chỉ gửi được một lần. Sau khi gửi, danh sách khóa lại và không sửa được nữa.",
    "The lists can be sent only once. Afterwards they are locked and cannot be changed.",
  ],
  send: ["Gửi danh sách", "Send the lists"],
  notYet: ["Chưa gửi", "Not yet"],
});

const changes = {
  agree: (_state, agreed) => ({ agreed }),
};

/** Everything to be known before the lists are sent, as it is now. */
export async function review(page) {
  await page.reload();
  const { state } = page;
  const filled = unsent(state.lists).filter(([, group]) => group.listed);
  const read = async ([key, group]) => {
    const { notices } = await call("GET", listPath(state, group));
    return { key, title: group.title, notices };
  };
  const known = await Promise.all(filled.map(read));
  return { known: known.filter(({ notices }) => notices.length) };
}

const shortOf = (lists) => unsent(lists).filter(([, group]) => group.short);

export function Send({ page, state }) {
  const { lists, problem } = state;
  const sent = sentAll(lists);
  return html`<section class="panel">
    <p class="crumb"><a href="#/">← ${T.back}</a></p>
    <h1 tabindex="-1">${T.title}</h1>
    <${Locked} lists=${lists} /><${Refused} problem=${problem} />
    ${sent && html`<p class="good">✓ ${T.done}</p>`}
    <${Groups} lists=${lists} />
    ${!sent && html`<${Known} state=${state} /><${SendForm} page=${page} state=${state} />`}
  </section>`;
}

/** Who is on another list too, and how many are there for others: sending cannot be undone. */
function Known({ state: { lists, known } }) {
  const substitutes = unsent(lists).reduce((sum, [, group]) => sum + group.substitutes, 0);
  return html`${substitutes > 0 && html`<p>${T.substitutes(substitutes)}</p>`}
    ${known?.map(
      ({ key, title, notices }) => html`<section key=${key}>
        <h2><a href="#/group/${key}">${of(title)}</a></h2>
        <${Notices} notices=${notices} />
      </section>`,
    )}`;
}

function SendForm({ page, state }) {
  const { lists, agreed, busy, known } = state;
  const short = shortOf(lists);
  const barred = !known || (short.length > 0 && !agreed);
  const send = page.run(async () => {
    const acknowledged = short.length > 0 && agreed;
    await call("POST", `${state.path}/lists/send`, { acknowledged });
    await page.reload();
    return T.told;
  });
  return html`<form class="block" onSubmit=${send}>
    ${short.length > 0 && html`<${Agree} page=${page} short=${short} agreed=${agreed} />`}
    <p class="notice">${T.once}</p>
    <p class="buttons">
      <button class="button" disabled=${busy || !writable(lists) || barred}>${T.send}</button>${" "}
      <a class="button plain" href="#/">${T.notYet}</a>
    </p>
  </form>`;
}

/** What a unit confirms before it sends fewer people than were planned. */
function Agree({ page, short, agreed }) {
  const act = page.transitions(changes);
  const counts = short.map(
    ([, { title, listed, expected }]) => `${of(title)} (${listed} / ${expected})`,
  );
  return html`<div class="notice">
    <p>${T.short(short.length)}${counts.join("; ")}.</p>
    <label class="check">
      <input type="checkbox" id="agree" checked=${agreed}
        onChange=${(event) => act.agree(event.target.checked)} /> ${T.agree}
    </label>
  </div>`;
}
