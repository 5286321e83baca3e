// Publishing: provisional or final, each gap confirmed with its reason; then the job that does it, and what came of it.

import { Asked } from "asking";
import { html } from "parts";
import { call } from "session";
import { detail, moment, of, say } from "words";

const STATUS = {
  provisional: [
    "tạm thời",
    "provisional",
    "Tạm thời: còn có thể thay bằng bản khác",
    "Provisional: another may take its place",
  ],
  final: ["chính thức", "final", "Chính thức", "Final"],
};
const STATES = {
  queued: ["đang chờ", "queued", "caution"],
  running: ["đang tính", "running", "caution"],
  done: ["đã công bố", "published", "fine"],
  failed: ["không công bố được", "failed", "alarm"],
};
const form = { status: "provisional", indexes: null, reason: "", gaps: null, reasons: {}, all: "" };
const view = { path: "", jobs: null, waiting: 0 };

export function Publishing({ desk, run, load, paint }) {
  const indexes = Object.entries(desk.overview.indexes),
    again = indexes.filter(([id]) => chosen(desk).includes(id) && desk.overview.rankings[id]);
  if (view.path !== desk.path) {
    Object.assign(view, { path: desk.path, jobs: null });
    follow(desk, load, paint);
  }
  const choose = (change) => {
    Object.assign(form, change, { gaps: null });
    paint();
  };
  const publish = async () => {
    const confirmed = form.gaps
      ? groups(desk).map((each) => ({
          gaps: each.gaps,
          reason: form.reasons[each.key] || form.all,
        }))
      : [];
    try {
      await call("POST", `${desk.path}/rankings`, {
        status: form.status,
        indexes: chosen(desk),
        reason: form.reason,
        confirmed,
      });
    } catch (problem) {
      if (!problem.errors?.length || problem.errors.some((each) => each.code !== "gap"))
        throw problem;
      form.gaps = [...(form.gaps ?? []), ...problem.errors];
      paint();
      document.getElementById("gaps")?.focus();
      return "";
    }
    Object.assign(form, { gaps: null, reasons: {}, all: "", reason: "" });
    await follow(desk, load, paint);
    return say(
      "Đã giao việc công bố; tình trạng ở dưới",
      "The publication is under way; see below",
    );
  };
  const told =
    form.status === "final"
      ? say(
          "Bảng xếp hạng chính thức hiện công khai cho mọi người, kèm dữ liệu để ai cũng tính lại được, và không sửa, không rút được; sai sót chỉ đính chính bằng một phiên bản mới có lý do. Mọi đơn vị được báo.",
          "The final ranking is open to everybody, with the data to recompute it, and can be neither changed nor taken back; a mistake is corrected by a new version with its reason. Every unit is told.",
        )
      : say(
          "Bảng xếp hạng tạm thời cũng hiện công khai, ghi rõ là tạm thời, và không rút lại được; bản sau thay thế bằng số phiên bản mới.",
          "A provisional ranking is public too, marked so, and cannot be taken back; a later one takes its place under a new number.",
        );
  return html`<h1 tabindex="-1">${say("Công bố", "Publish")}</h1>
    <p class="lead">${say("Chỉ số được tính lại từ những gì đang lưu rồi công bố thành một phiên bản mới. Trước khi công bố chính thức, điều tra phải đóng và phiếu đã niêm phong.", "The index is computed again from what is stored and published as a new version. Before a final one the survey must be closed and its ballots sealed.")} <a href="#/rulings">${say("Quyết định về từng đơn vị", "Rulings on single units")}</a></p>
    <h2>${say("Lần công bố mới", "A new publication")}</h2>
    ${indexes.length > 1 && html`<fieldset class="pick"><legend>${say("Bộ chỉ số", "Indexes")}</legend>${indexes.map(([id, title]) => html`<label class="check"><input type="checkbox" checked=${chosen(desk).includes(id)} onChange=${(event) => choose({ indexes: event.target.checked ? [...chosen(desk), id] : chosen(desk).filter((each) => each !== id) })} /> ${of(title)}</label>`)}</fieldset>`}
    <fieldset class="kinds"><legend>${say("Công bố", "Publish as")}</legend>${Object.entries(STATUS).map(([status, words]) => html`<label class="option"><input type="radio" name="status" checked=${form.status === status} onChange=${() => choose({ status })} /><span>${say(words[2], words[3])}</span></label>`)}</fieldset>
    ${
      again.length > 0 &&
      html`<p class="field"><label for="again">${say("Lý do công bố lại", "Why it is published again")}</label><span class="hint" id="again-hint">${say(`${again.map(([, title]) => of(title)).join(", ")} đã công bố; lý do hiện công khai cùng phiên bản mới.`, `${again.map(([, title]) => of(title)).join(", ")} was published before; the reason is public with the new version.`)}</span>
      <input id="again" maxlength="2000" aria-describedby="again-hint" value=${form.reason} onInput=${(
        event,
      ) => {
        form.reason = event.target.value;
        paint();
      }} /></p>`
    }
    ${form.gaps && html`<${Gaps} desk=${desk} paint=${paint} />`}
    <${Asked} id="publish" label=${form.gaps ? say("Xác nhận và công bố", "Confirm and publish") : say("Công bố", "Publish")} title=${say(`Công bố ${say(...STATUS[form.status])}: ${names(desk)}?`, `Publish as ${say(...STATUS[form.status])}: ${names(desk)}?`)} sure=${say("Công bố", "Publish")} act=${publish} run=${run} busy=${desk.busy} paint=${paint}
      disabled=${!chosen(desk).length || (again.length > 0 && !form.reason.trim()) || (form.gaps && groups(desk).some((each) => !(form.reasons[each.key] || form.all).trim()))}><p>${told}</p></${Asked}>
    <${Jobs} desk=${desk} />`;
}

const chosen = (desk) => form.indexes ?? Object.keys(desk.overview.indexes);
const names = (desk) =>
  chosen(desk)
    .map((id) => of(desk.overview.indexes[id]))
    .join(", ");

/** Gaps that tell of the same leaf in the same way, over the units of an index. */
function groups(desk) {
  const found = new Map();
  for (const gap of form.gaps) {
    const [id, leaf] = gap.at.split("/"),
      unit = desk.units.find((each) => each.unit === id),
      text = detail(gap).split(": ").slice(1).join(": ");
    const key = `${unit?.index}/${leaf}: ${text}`;
    if (!found.has(key))
      found.set(key, { key, leaf, text, index: unit?.index, gaps: [], units: [] });
    const group = found.get(key);
    if (!group.gaps.includes(gap.at)) {
      group.gaps.push(gap.at);
      group.units.push(of(unit?.name) || id);
    }
  }
  return [...found.values()];
}

function Gaps({ desk, paint }) {
  const all = groups(desk),
    several = Object.keys(desk.overview.indexes).length > 1;
  const field = (id, label, value, set, hint) =>
    html`<p class="field"><label for=${id}>${label}</label>${hint && html`<span class="hint">${hint}</span>`}<input id=${id} maxlength="2000" value=${value} onInput=${(
      event,
    ) => {
      set(event.target.value);
      paint();
    }} /></p>`;
  return html`<section class="block"><h2 id="gaps" tabindex="-1">${say(`Còn thiếu ${all.reduce((sum, each) => sum + each.gaps.length, 0)} mục; chưa công bố gì`, `${all.reduce((sum, each) => sum + each.gaps.length, 0)} things are missing; nothing was published`)}</h2>
    <p>${say("Hãy bổ sung rồi công bố lại, hoặc xác nhận từng mục kèm lý do. Mục còn thiếu được tính 0 điểm; lý do được ghi vào nhật ký.", "Supply them and publish again, or confirm each with a reason. What is missing scores 0; the reasons go on record.")}</p>
    ${
      all.length > 1 &&
      field(
        "gap-all",
        say("Lý do chung", "One reason for all"),
        form.all,
        (text) => {
          form.all = text;
        },
        say(
          "dùng cho những mục để trống lý do riêng",
          "for those that are given none of their own",
        ),
      )
    }
    <ul class="gaps">${all.map(
      (
        each,
        at,
      ) => html`<li key=${each.key}><p><b>${say("Tiêu chí ", "Criterion ")}${each.leaf}</b>${several && html` <span class="soft">(${of(desk.overview.indexes[each.index])})</span>`}: ${each.text}</p>
      ${each.units.length < 4 ? html`<p class="soft">${each.units.join(", ")}</p>` : html`<details><summary>${each.units.length} ${say("đơn vị", "units")}</summary><p class="soft">${each.units.join(", ")}</p></details>`}
      ${field(
        `gap-${at}`,
        html`${say("Lý do", "Reason")}<span class="unseen"> ${say("tiêu chí", "criterion")} ${each.leaf}: ${each.text}</span>`,
        form.reasons[each.key] ?? "",
        (text) => {
          form.reasons[each.key] = text;
        },
      )}</li>`,
    )}</ul></section>`;
}

/** Look at the jobs, and again as long as one is under way; a finished one may have made a new version. */
async function follow(desk, load, paint) {
  clearTimeout(view.waiting);
  try {
    const busy = view.jobs?.some(underWay),
      { jobs } = await call("GET", `${desk.path}/rankings/jobs`);
    view.jobs = jobs;
    if (jobs.some(underWay)) view.waiting = setTimeout(() => follow(desk, load, paint), 2000);
    else if (busy) await load();
  } catch (problem) {
    desk.problem = problem;
  }
  paint();
}
const underWay = ({ state }) => state === "queued" || state === "running";

function Jobs({ desk }) {
  const link = (index) =>
    `/rankings/${encodeURIComponent(desk.round.round)}/${encodeURIComponent(index)}`;
  return html`<section class="block" aria-live="polite"><h2>${say("Các lần công bố", "Publications")}</h2>${
    !view.jobs
      ? html`<p>${say("Đang mở…", "Opening…")}</p>`
      : !view.jobs.length
        ? html`<p>${say("Chưa công bố lần nào.", "None so far.")}</p>`
        : html`<ul class="notices">${view.jobs.map(
            (job) => html`<li key=${job.job}>
    <p><span class="tag ${STATES[job.state][2]}">${say(...STATES[job.state])}</span> <b>${say(...STATUS[job.status])}</b> <span class="soft">· ${job.asked_at ? moment(job.asked_at) : ""} · ${job.by}</span></p>
    <p>${job.indexes.map((index, at) => html`${at > 0 && ", "}${job.state === "done" ? html`<a href=${link(index)}>${of(desk.overview.indexes[index])}</a> (${say("phiên bản", "version")} ${job.versions[index]})` : of(desk.overview.indexes[index])}`)}</p>
    ${job.reason && html`<p class="soft">${say("Lý do: ", "Reason: ")}${job.reason}</p>`}
    ${job.problem && html`<div class="need"><p>${detail(job.problem)}</p>${job.problem.errors?.length > 0 && html`<ul>${job.problem.errors.slice(0, 20).map((each) => html`<li>${detail(each)}</li>`)}</ul>`}</div>`}</li>`,
          )}</ul>`
  }</section>`;
}
