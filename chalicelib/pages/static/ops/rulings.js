// What ops rules of single units: leaves that do not apply, exclusions, bonus and penalty points, official figures.

import { Asked } from "asking";
import { html } from "parts";
import { RulingFile } from "ruling_file";
import { call, fresh } from "session";
import { number, of, plain, say } from "words";

const KINDS = {
  not_applicable: [
    "Tiêu chí không áp dụng",
    "Criteria that do not apply",
    [
      "Tiêu chí ra khỏi điểm tối đa của đơn vị; đơn vị thấy “Không áp dụng”.",
      "The criterion no longer counts in the unit's maximum; the unit sees “does not apply”.",
    ],
  ],
  exclusion: [
    "Không đánh giá, không xếp hạng",
    "Exclusions",
    [
      "Đơn vị không được tính chỉ số và không xếp hạng ở lần công bố sau.",
      "The unit is neither scored nor ranked from the next publication on.",
    ],
  ],
  adjustment: [
    "Điểm thưởng, điểm phạt",
    "Bonus and penalty points",
    [
      "Điểm được cộng vào (hoặc trừ khỏi) tổng điểm của đơn vị; vượt mức tối đa của kỳ thì không nhận.",
      "The points are added to (or taken from) the unit's total; beyond the round's cap they are refused.",
    ],
  ],
  external: [
    "Số liệu chính thức từ bên ngoài",
    "Official external figures",
    [
      "Điểm của tiêu chí được tính từ số liệu này ở lần công bố sau.",
      "The criterion's points are computed from this figure at the next publication.",
    ],
  ],
  void: ["Hủy kết quả điều tra", "Voided surveys"],
  previous: ["Kết quả kỳ trước", "Previous results"],
};
const blank = () => ({
  kind: "not_applicable",
  unit: "",
  leaves: "",
  points: "",
  percent: "",
  reason: "",
  public: false,
});
const view = { path: "", rulings: null, form: blank(), wanted: "" };

export function Rulings({ desk, run, paint }) {
  const path = `${desk.path}/rulings`;
  const reload = async () => {
    view.rulings = (await call("GET", path)).rulings;
  };
  if (view.path !== desk.path) {
    Object.assign(view, { path: desk.path, rulings: null, form: blank() });
    reload()
      .catch((problem) => {
        desk.problem = problem;
      })
      .finally(paint);
  }
  const { form } = view,
    set = (change) => {
      Object.assign(form, change);
      paint();
    };
  const put = async (rulings, told) => {
    await call("PUT", path, { rulings });
    await reload();
    return told;
  };
  const keep = async () => {
    const told = await put(rulings(form), say("Đã ghi quyết định", "The ruling is kept"));
    view.form = { ...blank(), kind: form.kind };
    return told;
  };
  const missing =
    !form.unit ||
    !form.reason.trim() ||
    ((form.kind === "not_applicable" || form.kind === "external") && !codes(form).length) ||
    (form.kind === "adjustment" && !form.points.trim()) ||
    (form.kind === "external" && !form.percent.trim());
  const field = (name, label, more, hint) =>
    html`<p class="field"><label for="ruling-${name}">${label}</label>${hint && html`<span class="hint">${hint}</span>`}<input id="ruling-${name}" value=${form[name]} onInput=${(event) => set({ [name]: event.target.value })} ...${more} /></p>`;
  return html`<p class="crumb"><a href="#/publish">← ${say("Công bố", "Publish")}</a></p><h1 tabindex="-1">${say("Quyết định về từng đơn vị", "Rulings on single units")}</h1>
    <p class="lead">${say("Mỗi quyết định có lý do và được ghi vào nhật ký; rút lại thì không tính nữa nhưng vẫn lưu.", "Each has a reason and goes on record; one that is taken back counts no more, and stays.")}</p>
    <section class="block"><h2>${say("Quyết định mới", "A new ruling")}</h2><div class="inputs wide-inputs">
      <p class="field"><label for="ruling-kind">${say("Loại", "Kind")}</label><select id="ruling-kind" value=${form.kind} onChange=${(event) => set({ kind: event.target.value })}>${Object.entries(
        KINDS,
      )
        .filter(([, words]) => words[2])
        .map(([kind, words]) => html`<option value=${kind}>${say(...words)}</option>`)}</select></p>
      <p class="field"><label for="ruling-unit">${say("Đơn vị", "Unit")}</label><select id="ruling-unit" value=${form.unit} onChange=${(event) => set({ unit: event.target.value })}><option value=""></option>${desk.units.map((each) => html`<option value=${each.unit}>${of(each.name)}</option>`)}</select></p>
      ${form.kind === "not_applicable" && field("leaves", say("Mã tiêu chí", "Criterion codes"), {}, say("nhiều mã cách nhau bằng dấu phẩy", "several, parted by commas"))}${form.kind === "external" && html`${field("leaves", say("Mã tiêu chí", "Criterion code"))}${field("percent", say("Tỷ lệ (%)", "Per cent"), { inputmode: "decimal" })}`}
      ${form.kind === "adjustment" && field("points", say("Điểm (âm là điểm phạt)", "Points (negative: a penalty)"))}</div>
      ${field("reason", say("Lý do", "Reason"), { maxlength: 2000 })}
      <p><label class="check"><input type="checkbox" checked=${form.public} onChange=${(event) => set({ public: event.target.checked })} /> ${say("Lý do hiện công khai cùng kết quả", "The reason is public with the result")}</label></p>
      <${Asked} id="ruling" label=${say("Ghi quyết định", "Keep the ruling")} title=${`${say(...KINDS[form.kind])}: ${of(desk.units.find((each) => each.unit === form.unit)?.name)}?`} sure=${say("Ghi", "Keep it")} act=${keep} run=${run} busy=${desk.busy} paint=${paint} disabled=${missing}><p>${say(...KINDS[form.kind][2])} ${say("Bảng đã công bố không đổi.", "Published rankings stay as they are.")}</p></${Asked}></section>
    <${RulingFile} desk=${desk} run=${run} put=${put} about=${(each) => `${say(...KINDS[each.kind])}${about(each) && `: ${about(each)}`}`} paint=${paint} />
    <section class="block"><h2>${say("Đã quyết định", "Standing rulings")}</h2>${!view.rulings ? html`<p role="status">${say("Đang mở…", "Opening…")}</p>` : html`<${Standing} desk=${desk} run=${run} put=${put} paint=${paint} />`}</section>`;
}

const codes = (form) => form.leaves.split(/[,;\s]+/).filter(Boolean);
const decimal = (text) => text.trim().replace(",", ".").replace("−", "-");

/** The rulings that a filled form asks for: one a leaf. */
function rulings(form) {
  const base = {
    kind: form.kind,
    unit: form.unit,
    reason: form.reason.trim(),
    public: form.public,
  };
  if (form.kind === "not_applicable") return codes(form).map((leaf) => ({ ...base, leaf }));
  if (form.kind === "external")
    return codes(form).map((leaf) => ({
      ...base,
      leaf,
      value: { percent: decimal(form.percent) },
    }));
  return form.kind === "adjustment"
    ? [{ ...base, points: decimal(form.points), id: fresh() }]
    : [base];
}

/** What a ruling is about, besides its unit. */
const about = (each) =>
  ({
    not_applicable: each.leaf,
    external: `${each.leaf} = ${Object.values(each.value ?? {})
      .map(number)
      .join(", ")}`,
    adjustment: number(each.points),
    previous: `${number(each.index)} (${say("hạng", "rank")} ${each.rank})`,
  })[each.kind] ?? "";

const MOST = 100;
function Standing({ desk, run, put, paint }) {
  const name = (unit) => of(desk.units.find((each) => each.unit === unit)?.name) || unit;
  const found = view.rulings.filter((each) =>
    plain(`${name(each.unit)} ${each.leaf} ${each.reason}`).includes(plain(view.wanted.trim())),
  );
  if (!view.rulings.length) return html`<p>${say("Chưa có.", "None.")}</p>`;
  return html`<p class="field"><label for="find-ruling">${say("Tìm theo đơn vị, tiêu chí hoặc lý do", "Find by unit, criterion or reason")}</label><input id="find-ruling" type="search" value=${view.wanted} onInput=${(
    event,
  ) => {
    view.wanted = event.target.value;
    paint();
  }} /></p>
    ${Object.entries(KINDS)
      .map(([kind, words]) => [kind, words, found.filter((each) => each.kind === kind)])
      .filter(([, , own]) => own.length)
      .map(
        ([kind, words, own]) =>
          html`<details key=${kind} open=${own.length < 20}><summary>${say(...words)} (${own.filter((each) => !each.withdrawn).length})</summary><ul class="notices">${own
            .slice(0, MOST)
            .map(
              (each) => html`<li>
      <p><b>${name(each.unit)}</b>${about(each) && ` · ${about(each)}`}${each.withdrawn && html` <span class="tag">${say("đã rút", "taken back")}</span>`}</p>${each.reason && html`<p class="soft">${each.reason}${each.public ? ` (${say("công khai", "public")})` : ""}</p>`}
      ${
        !each.withdrawn &&
        words[2] &&
        html`<${Asked} link id="withdraw-${each.kind}-${each.unit}-${each.leaf}-${each.id}" label=${html`${say("Rút lại", "Take back")}<span class="unseen"> ${name(each.unit)} ${about(each)}</span>`} title=${say(`Rút lại quyết định với ${name(each.unit)}?`, `Take back the ruling on ${name(each.unit)}?`)} sure=${say("Rút lại", "Take it back")} why=${say("Lý do", "Reason")} act=${(reason) => put([{ ...each, reason, withdrawn: true }], say("Đã rút lại quyết định", "The ruling was taken back"))} run=${run} busy=${desk.busy} paint=${paint}>
        <p>${say("Từ lần tính sau quyết định này không tính nữa; nó vẫn lưu trong nhật ký.", "From the next computation on it counts no more; it stays on record.")}</p></${Asked}>`
      }</li>`,
            )}</ul>${own.length > MOST && html`<p class="soft">${say(`Hiện ${MOST} trên ${own.length}; hãy tìm để thu hẹp.`, `${MOST} of ${own.length} are shown; search to narrow them.`)}</p>`}</details>`,
      )}`;
}
