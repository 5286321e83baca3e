// The sheet as a workbook both ways: down, filled offline, back with a preview of every change and every error.

import { base64, download, Problem, runner } from "acts";
import { PARTS, Turn, wordsOf } from "criterion";
import { html } from "parts";
import { account, call, fresh } from "session";
import { detail, moment, of, say, score } from "words";
import { nameOf } from "workspace";

const TEXTS = {
  "report:difficulties": ["Khó khăn, vướng mắc", "Difficulties"],
  "report:proposals": ["Đề xuất, kiến nghị", "Proposals"],
};
const clashing = (change) => change.parts.filter((part) => part.changed_meanwhile);
/** A choice holds for what was seen: once the leaf is saved again it has to be made anew. */
const choiceOf = ({ choices }, { leaf, version }) => choices[`${leaf} ${version}`];

/** What to save: every part that only the workbook changed, and the clashing ones of leaves where mine was chosen. */
function entriesOf(preview) {
  return preview.changes
    .map((change) => ({
      leaf: change.leaf,
      version: change.version,
      ...Object.fromEntries(
        change.parts
          .filter((part) => !part.changed_meanwhile || choiceOf(preview, change) === "mine")
          .map((part) => [part.part, part.to]),
      ),
    }))
    .filter((entry) => Object.keys(entry).length > 2);
}

export function Workbook({ desk, paint, refresh }) {
  const run = runner(desk, paint),
    locked = desk.unit.locked_since;
  const look = async (name, content, choices) => {
    desk.preview = {
      name,
      content,
      choices,
      ...(await call("POST", `${desk.path}/workbook/preview`, { content })),
    };
  };
  const choose = run(async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    desk.preview = desk.imported = desk.overtaken = null;
    if (file) await look(file.name, await base64(file), {});
  });
  const save = run(async () => {
    const { name, content, choices } = desk.preview,
      entries = entriesOf(desk.preview);
    desk.overtaken = null;
    desk.imported = 0;
    try {
      for (let at = 0; at < entries.length; at += 90) {
        const batch = entries.slice(at, at + 90);
        await call("POST", `${desk.path}/sheet`, { save_id: fresh(), entries: batch });
        desk.imported += batch.length;
      }
      desk.preview = null;
    } catch (problem) {
      if (problem.status !== 412 || !problem.errors) throw problem;
      desk.overtaken = problem.errors.map((each) => each.at);
      await look(name, content, choices);
    }
    await refresh();
  });
  return html`<section class="panel"><h1>${say("Bảng tính Excel", "Excel workbook")}</h1>
    <p class="lead">${say("Dành cho khi cần điền ngoài mạng hoặc chia cho nhiều bộ phận cùng điền.", "For filling offline, or for many divisions to fill.")}</p>
    <${Problem} state=${desk} />
    ${desk.imported > 0 && html`<p class="good" role="status">✓ ${say(`Đã lưu ${desk.imported} tiêu chí từ bảng tính.`, `Saved ${desk.imported} criteria from the workbook.`)}</p>`}
    <ol class="how"><li><p>${say("Tải bảng tính về: có sẵn số liệu đang lưu, danh sách chọn và công thức tính điểm.", "Download the workbook: what is saved, drop-down lists and formulas are in it.")}</p>
        <button type="button" class="button plain" disabled=${desk.busy} onClick=${run(() => download(`${desk.path}/workbook`, `${account.round}-${account.unit}.xlsx`))}>${say("Tải bảng tính về", "Download the workbook")}</button></li>
      <li><p>${say("Điền các ô để trống hoặc cần sửa, rồi lưu tệp.", "Fill in or correct the cells, and save the file.")}</p></li>
      <li><p>${say("Nạp lại: mọi thay đổi được cho xem trước; còn một lỗi thì chưa lưu gì.", "Upload it: every change is shown first; nothing is saved while there is an error.")}</p>
        ${
          locked
            ? html`<p class="notice">${say("Phiếu tự đánh giá đã khóa nên không nạp được", "The self-assessment is locked, so nothing can be brought back")}: ${of(desk.unit.locked_reason)} (${say("từ", "since")} ${moment(locked)}).</p>`
            : html`<label class="button" for="workbook">${say("Nạp bảng tính đã điền", "Bring back a filled workbook")}</label><input id="workbook" class="unseen" type="file" accept=".xlsx" onChange=${choose} />`
        }</li></ol>
    ${desk.preview && html`<${Preview} desk=${desk} save=${save} paint=${paint} />`}</section>`;
}

function Preview({ desk, save, paint }) {
  const { preview, overtaken } = desk,
    { changes, errors, doubts } = preview,
    entries = entriesOf(preview);
  const clashes = changes.filter((each) => clashing(each).length),
    plain = changes.filter((each) => each.parts.length > clashing(each).length);
  const open = clashes.filter((each) => !choiceOf(preview, each)).length;
  return html`<section class="block" aria-live="polite"><h2>${preview.name}</h2>
    ${
      overtaken &&
      html`<p class="notice" role="alert">${say(
        `Trong lúc Ông/Bà xem trước, có người vừa lưu tiêu chí ${overtaken.join(", ")}. Không mất gì: hãy xem lại dưới đây rồi lưu.`,
        `While you were looking, somebody saved ${overtaken.join(", ")}. Nothing is lost: look again below, then save.`,
      )}</p>`
    }
    ${errors.length > 0 && html`<div class="summary" role="alert"><h2>${say(`${errors.length} lỗi; chưa lưu gì`, `${errors.length} errors; nothing was saved`)}</h2><ul>${errors.map((each) => html`<li><b>${each.cell}</b>${each.at ? ` (${each.at})` : ""}: ${detail(each)}</li>`)}</ul></div>`}
    ${doubts.length > 0 && html`<div class="doubt"><p>${say("Xin kiểm tra lại các số liệu này; vẫn lưu được nếu đúng:", "Please check these figures; they may be saved if they are right:")}</p><ul>${doubts.map((each) => html`<li><b>${each.cell}</b> (${each.at}): ${detail(each)}</li>`)}</ul></div>`}
    ${changes.length === 0 && errors.length === 0 && html`<p>${say("Bảng tính này không thay đổi gì so với bản đang lưu.", "This workbook changes nothing.")}</p>`}
    ${
      clashes.length > 0 &&
      html`<h3>${say(`${clashes.length} tiêu chí đồng nghiệp đã sửa sau khi tải bảng tính về`, `${clashes.length} criteria that a colleague changed since the download`)}</h3>
      <p>${say("Hãy chọn giá trị được giữ. Giá trị kia vẫn còn trong tệp của Ông/Bà hoặc trong lịch sử của tiêu chí.", "Choose which one stays. The other remains in your file, or in the criterion's history.")}</p>
      ${clashes.map((each) => html`<${Clash} key=${each.leaf} desk=${desk} change=${each} paint=${paint} />`)}`
    }
    ${
      plain.length > 0 &&
      html`<h3>${say(`${plain.length} thay đổi`, `${plain.length} changes`)}</h3>
      <ul class="changes">${plain.map(
        (
          each,
        ) => html`<li key=${each.leaf}><p><${Title} desk=${desk} change=${each} />${each.points != null && each.parts.some((part) => part.part === "value" && !part.changed_meanwhile) && html`<span class="worth">${score(each.points)} / ${score(desk.leaves[each.leaf].max)} ${say("điểm", "points")}</span>`}</p>
        <dl class="turns">${each.parts.filter((part) => !part.changed_meanwhile).map((part) => html`<div><dt>${say(...PARTS[part.part])}</dt><dd><${Turn} leaf=${desk.leaves[each.leaf]} part=${part.part} from=${part.from} to=${part.to} /></dd></div>`)}</dl></li>`,
      )}</ul>`
    }
    ${
      errors.length === 0 &&
      changes.length > 0 &&
      (open
        ? html`<p class="soft" role="status">${say(`Còn ${open} tiêu chí cần chọn thì mới lưu được.`, `Choose for ${open} more criteria; then you can save.`)}</p>`
        : entries.length === 0
          ? html`<p role="status">${say("Không có gì để lưu: mọi giá trị đang lưu được giữ nguyên.", "Nothing to save: all that is saved stays as it is.")}</p>`
          : "")
    }
    ${errors.length === 0 && entries.length > 0 && html`<button type="button" class="button" disabled=${desk.busy || open > 0} onClick=${save}>${say(`Lưu ${entries.length} tiêu chí`, `Save ${entries.length} criteria`)}</button>`}</section>`;
}

const Title = ({ desk, change: { leaf, cell } }) =>
  html`<span><b>${TEXTS[leaf] ? "" : leaf}</b> ${TEXTS[leaf] ? say(...TEXTS[leaf]) : of(desk.leaves[leaf].title)} <span class="soft">(${say("ô", "cell")} ${cell})</span></span>`;

/** What the workbook says and what a colleague saved since, and which of them stays. */
function Clash({ desk, change, paint }) {
  const { preview } = desk,
    leaf = desk.leaves[change.leaf],
    chosen = choiceOf(preview, change);
  const side = (
    value,
    title,
    name,
  ) => html`<label class="option"><input type="radio" name=${change.leaf} checked=${chosen === value} onChange=${() => {
    preview.choices[`${change.leaf} ${change.version}`] = value;
    paint();
  }} />
    <span><b>${title}</b>${clashing(change).map((part) => html`<span class="part">${part.part === "value" ? "" : `${say(...PARTS[part.part])}: `}${wordsOf(leaf, part.part, part[name])}</span>`)}</span></label>`;
  return html`<fieldset class="conflict"><legend><${Title} desk=${desk} change=${change} /></legend>
    ${side("mine", say("Lấy từ bảng tính", "Take the workbook's"), "to")}
    ${side("theirs", say(`Giữ của ${nameOf(change.saved_by)}, lưu lúc ${moment(change.saved_at)}`, `Keep what ${nameOf(change.saved_by)} saved, ${moment(change.saved_at)}`), "from")}</fieldset>`;
}
