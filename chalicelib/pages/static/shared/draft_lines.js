// What operations staff and the secretariat read of drafts: what came of computing them, where one
// comes from and what it would bring.

import { html } from "parts";
import { detail, moment, words } from "words";

const T = words({
  compute: ["Tính dự thảo", "Compute drafts"],
  underWay: ["Đang tính dự thảo…", "Drafts are being computed…"],
  same: (of_) => [`Không có gì thay đổi từ ${of_}`, `Nothing changed since ${of_}`],
  number: (draft) => [`dự thảo ${draft}`, `draft ${draft}`],
  made: (of_) => [`Đã tính ${of_}`, `Computed ${of_}`],
  failed: ["Không tính được dự thảo", "The drafts could not be computed"],
  open: (draft) => [`Xem dự thảo ${draft}`, `See draft ${draft}`],
  ranked: (units) => [`${units} đơn vị được xếp hạng`, `${units} units ranked`],
  dropOuts: (units) => [
    `${units} đơn vị không có trong xếp hạng`,
    `${units} units drop out of the ranking`,
  ],
  gaps: (gaps) => [`${gaps} mục thiếu dữ liệu`, `${gaps} gaps`],
});

export const isUnderWay = ({ state }) => state === "queued";

/** The button that asks for drafts, and what came of the last time. */
export function Computing({ state, job, compute, plain = false }) {
  const busy = state.busy || (job && isUnderWay(job));
  return html`<p class="buttons" aria-live="polite">
    <button type="button" class=${plain ? "button plain" : "button"} disabled=${busy}
      onClick=${compute}>${T.compute}</button>${" "}
    <${Computed} job=${job} />
  </p>`;
}

function Computed({ job }) {
  if (!job) return null;
  if (isUnderWay(job)) return html`<span class="tag caution">${T.underWay}</span>`;
  if (job.state === "failed")
    return html`<span class="tag alarm">${T.failed}</span> ${detail(job.problem)}`;
  const numbers = [...new Set(Object.values(job.drafts))].map((draft) => T.number(draft));
  const made = job.made.length > 0;
  return html`<span class="soft">${(made ? T.made : T.same)(numbers.join(", "))}</span>`;
}

/**
 * A draft in two lines: its page and when it was computed, then what it would bring. `from` is what
 * is said of where it comes from, `more` what else is said of what it brings; nothing is left out.
 */
export function DraftLine({ draft, href, before = "", from = [], more = [] }) {
  const { statuses, gaps, drop_outs: out } = draft;
  const missing = gaps.not_ranked + gaps.counts_zero;
  const brings = [
    T.ranked(statuses.ranked),
    out.length && T.dropOuts(out.length),
    missing && T.gaps(missing),
    ...more,
  ];
  return html`<p>
      ${before}<a href=${href}>${T.open(draft.draft)}</a>${" "}
      <span class="soft">· ${[moment(draft.at), ...from].join(" · ")}</span>
    </p>
    <p class="soft">${brings.filter(Boolean).join(" · ")}</p>`;
}
