// Accepting in one act what nobody has touched and what raises no doubt: how many, and for sure.

import { loadActs } from "acceptances";
import { Asked } from "asking";
import { html } from "parts";
import { call, once } from "session";
import { words } from "words";

const T = words({
  accept: (count) => [
    `Chấp nhận ${count} tiêu chí không có gì cần xem…`,
    `Accept ${count} criteria with nothing to look at…`,
  ],
  title: (count) => [
    `Chấp nhận ${count} tiêu chí đúng như đơn vị tự chấm?`,
    `Accept ${count} criteria exactly as the units assessed them?`,
  ],
  what: [
    "Chỉ gồm tiêu chí được phân công cho Ông/Bà, chưa ai thẩm định, không có số liệu bất thường" +
      " hay ước tính, đủ tài liệu và không tệp nào cần xem lại. Hoàn tác được đến khi hết thời" +
      " hạn của lần thẩm định này.",
    "Only criteria that are assigned to you, that nobody has appraised, without unusual or" +
      " estimated figures, with their evidence and no file to look at. It can be undone until" +
      " this appraisal closes.",
  ],
  sure: (count) => [`Chấp nhận ${count} tiêu chí`, `Accept ${count} criteria`],
  none: [
    "Không có tiêu chí nào chấp nhận được hàng loạt: mỗi tiêu chí còn lại đều có điều cần xem.",
    "Nothing can be accepted in bulk: each criterion that is left has something to look at.",
  ],
  done: (count) => [`Đã chấp nhận ${count} tiêu chí.`, `${count} criteria accepted.`],
  left: (count) => [
    ` ${count} tiêu chí vừa thay đổi nên giữ nguyên.`,
    ` ${count} changed meanwhile and stay as they are.`,
  ],
});

/** `entries` are {unit, leaf}; `after` loads them again once they are accepted. */
export function Bulk({ page, path, number, entries, after }) {
  if (!entries.length) return html`<p class="soft">${T.none}</p>`;
  const count = entries.length;
  const accept = async () => {
    const what = JSON.stringify([number, entries]);
    const send = (act) => call("POST", `${path}/acceptances`, { act, pass: number, entries });
    const done = await once(page, what, send).catch((problem) => {
      if (problem.status === 422) page.once = null; // the act was undone: pressed again, a new one
      throw problem;
    });
    await after();
    Object.assign(page.state, await loadActs(page.state));
    const accepted = Object.values(done.changed).flat().length;
    return T.done(accepted) + (done.left ? T.left(done.left) : "");
  };
  return html`<${Asked} page=${page} id="bulk" label=${T.accept(count)} title=${T.title(count)}
    sure=${T.sure(count)} act=${accept}>
    <p>${T.what}</p>
  </${Asked}>`;
}
