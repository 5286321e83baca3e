// Sealing the ballots of an index for good, once its survey has closed.

import { Problem } from "acts";
import { Asked } from "asking";
import { answers, percent } from "figures";
import { html } from "parts";
import { call } from "session";
import { moment, of, words } from "words";

const T = words({
  title: ["Niêm phong phiếu", "Sealing the ballots"],
  closed: (at) => [
    `Điều tra đã đóng ${at}. Nếu không ai niêm phong, hệ thống tự làm sau một ngày.`,
    `The survey closed ${at}. If nobody seals, the system does so after a day.`,
  ],
  notClosed: [
    "Chỉ niêm phong được sau khi điều tra đóng. Trước đó không ai xem được câu trả lời.",
    "Ballots can be sealed once the survey has closed. Before that nobody sees an answer.",
  ],
  sealed: ["đã niêm phong", "sealed"],
  underWay: ["đang niêm phong…", "being sealed…"],
  notSealed: ["chưa niêm phong", "not sealed"],
  answered: ["đã trả lời", "answered"],
  countedAt: (at) => [` (lúc ${at})`, ` (at ${at})`],
  ask: ["Niêm phong…", "Seal…"],
  sure: ["Niêm phong", "Seal"],
  why: ["Lý do (ghi vào nhật ký)", "Reason (kept on record)"],
  question: (index) => [`Niêm phong phiếu “${index}”?`, `Seal the ballots of “${index}”?`],
  forGood: [
    "Phiếu được xáo trộn và đóng vào hộp, bản ghi rời bị xóa. " +
      "Từ đó điều tra của bộ chỉ số này không mở lại được nữa; không hoàn tác được.",
    "The ballots are shuffled into boxes and the single items deleted. " +
      "From then on the survey of this index cannot be opened again; this cannot be undone.",
  ],
  done: ["Đã niêm phong", "Sealed"],
  begun: ["Đang niêm phong; xem lại sau ít phút", "Being sealed; look again in some minutes"],
});
/** How often to look whether ballots that are being sealed are sealed by now, in milliseconds. */
const LOOK = 5000;

const changes = {
  begin: ({ beingSealed }, index) => ({ beingSealed: [...beingSealed, index] }),
  settle: ({ beingSealed, counts }) => {
    const sealed = counts.indexes.filter((index) => index.sealed).map((index) => index.index);
    return { beingSealed: beingSealed.filter((index) => !sealed.includes(index)) };
  },
};

export function Sealing({ page, state }) {
  const { survey } = state.overview.windows;
  const closed = survey.state === "closed";
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${closed ? T.closed(moment(survey.closes)) : T.notClosed}</p>
    <${Problem} state=${state} />
    <ul class="notices">
      ${state.counts.indexes.map(
        (index) => html`<${Index} key=${index.index} page=${page} state=${state} index=${index}
          closed=${closed} />`,
      )}
    </ul>`;
}

function Index({ page, state, index, closed }) {
  const underWay = state.beingSealed.includes(index.index);
  const word = index.sealed ? T.sealed : underWay ? T.underWay : T.notSealed;
  const { at } = state.counts;
  return html`<li>
    <p>
      <b>${of(index.title)}</b>${" "}
      <span class=${`tag ${index.sealed ? "fine" : ""}`}>${word}</span>
    </p>
    <p class="soft">
      ${answers(index.total)} ${T.answered} · ${percent(index.total.rate)}
      ${at && T.countedAt(moment(at))}
    </p>
    ${!index.sealed && !underWay && html`<${Seal} page=${page} index=${index} closed=${closed} />`}
  </li>`;
}

function Seal({ page, index, closed }) {
  return html`<${Asked} id=${`seal-${index.index}`} page=${page} label=${T.ask} sure=${T.sure}
    title=${T.question(of(index.title))} why=${T.why} disabled=${!closed}
    act=${(reason) => seal(page, index.index, reason)}>
    <p>${T.forGood}</p>
  </${Asked}>`;
}

async function seal(page, index, reason) {
  const { sealed } = await call("POST", `${page.state.path}/seal`, { index, reason });
  if (!sealed) page.transitions(changes).begin(index);
  await look(page);
  return sealed ? T.done : T.begun;
}

/** Load what is sealed by now, and go on looking while something is under way. */
async function look(page) {
  await page.reload();
  page.transitions(changes).settle();
  if (page.state.beingSealed.length) setTimeout(lookAgain, LOOK, page);
}
const lookAgain = (page) => look(page).catch(() => setTimeout(lookAgain, LOOK, page));
