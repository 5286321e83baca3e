// Files of evidence without a result of their inspection: who sent them, since when, what to do.

import { PARTS } from "file_parts";
import { html } from "parts";
import { call } from "session";
import { age, moment, of, words } from "words";

const T = words({
  title: ["Tệp chờ kiểm tra", "Files waiting"],
  lead: [
    "Tệp thường được kiểm tra trong vài giây. Ở đây là tệp đã chờ quá một giờ," +
      " và tệp không kiểm tra được.",
    "A file is inspected within seconds. Here are those that have waited for over an hour," +
      " and those that could not be examined.",
  ],
  none: ["Không có tệp nào.", "There are none."],
  waits: (count) => [`Đang chờ (${count})`, `Waiting (${count})`],
  waitsDo: [
    "Trong lúc chờ tệp vẫn được tính, nên không đơn vị nào trễ hạn vì việc này. Hãy cho kiểm tra" +
      " lại. Nếu sau mười phút tệp vẫn chờ, hoặc nhiều tệp cùng chờ, thì bộ phận kiểm tra đã" +
      " ngừng: hãy báo người vận hành hệ thống.",
    "A file counts while it waits, so no unit misses its deadline. Have it examined again. If it" +
      " still waits after ten minutes, or many do, the inspector has stopped: tell those who run" +
      " the system.",
  ],
  unexamined: (count) => [`Không kiểm tra được (${count})`, `Could not be examined (${count})`],
  unexaminedDo: [
    "Tệp không được tính. Hãy cho kiểm tra lại; nếu vẫn không được, hãy báo đơn vị lưu hay quét" +
      " lại tệp rồi gửi. Sau khi đã gửi phiếu, đơn vị được thay tệp trong năm ngày.",
    "Such a file does not count. Have it examined again; if that fails too, tell the unit to save" +
      " or scan it again and send it. Once the sheet is sent, the unit may replace it for five" +
      " days.",
  ],
  sent: (by, at, waited) => [
    `${by} gửi lúc ${at}, cách đây ${waited}`,
    `sent by ${by} ${at}, ${waited} ago`,
  ],
  again: ["Kiểm tra lại", "Examine again"],
  asked: ["Đã cho kiểm tra lại", "Being examined again"],
  told: (name) => [
    `Đã cho kiểm tra lại “${name}”; hãy tải lại trang sau vài phút.`,
    `“${name}” is being examined again; load the page again in a few minutes.`,
  ],
});
const GROUPS = [
  ["waiting", "waits", "waitsDo"],
  ["unexamined", "unexamined", "unexaminedDo"],
];

export async function fetchWaiting({ state: { path } }) {
  const { files } = await call("GET", `${path}/evidence/waiting`);
  return { waitingFiles: files };
}

export const noWaiting = () => ({ waitingFiles: [] });

export function WaitingFiles({ page, state: { waitingFiles } }) {
  const groups = GROUPS.map(([name, ...told]) => [
    waitingFiles.filter(({ state }) => state === name),
    ...told,
  ]).filter(([files]) => files.length);
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    ${!groups.length && html`<p>${T.none}</p>`}
    ${groups.map(
      ([files, title, todo]) => html`<section class="panel" key=${title}>
        <h2>${T[title](files.length)}</h2>
        <p>${T[todo]}</p>
        <ul class="notices">
          ${files.map((file) => html`<${Line} key=${file.evidence} page=${page} file=${file} />`)}
        </ul>
      </section>`,
    )}`;
}

const changes = {
  asked: ({ waitingFiles }, file) => ({
    waitingFiles: waitingFiles.map((one) => (one === file ? { ...one, again: "asked" } : one)),
  }),
};

function Line({ page, file }) {
  const act = page.transitions(changes);
  const { unit, part, evidence, name, uploaded_at: at, uploaded_by: by, again } = file;
  const examine = page.run(async () => {
    await call("POST", `${page.state.path}/evidence/examine`, { unit, part, evidence });
    act.asked(file);
    return T.told(name);
  });
  return html`<li>
    <p><b>${of(file.unit_name)}</b> · ${PARTS[part]}</p>
    <p>${name}</p>
    <p class="soft">${T.sent(by, moment(at), age(at))}</p>
    ${
      again === "asked"
        ? html`<p class="soft">${T.asked}</p>`
        : html`<p>
            <button type="button" class="button plain" disabled=${page.state.busy}
              onClick=${examine}>${T.again}<span class="unseen"> ${name}</span></button>
          </p>`
    }
  </li>`;
}
