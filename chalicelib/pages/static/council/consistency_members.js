// Each member's mean difference from the others with its interval, drawn and in figures.

import { html } from "parts";
import { number, words } from "words";

const T = words({
  title: ["Mỗi thành viên so với những người khác", "Each member beside the others"],
  lead: [
    "Trung bình chênh lệch điểm trên cùng các tiêu chí, tính theo phần trăm điểm tối đa, với" +
      " khoảng tin cậy 95% (t, chênh lệch theo cặp). Dương: chấm cao hơn; âm: chấm thấp hơn.",
    "The mean difference of points on the same criteria, in percent of the maximum, with its 95%" +
      " interval (t, paired differences). Above zero: gives more; below: gives less.",
  ],
  caution: [
    "So với người cùng chấm, không phải so với điểm đúng. Trong hai mươi người chấm như nhau," +
      " ngẫu nhiên cũng có một người có khoảng không chứa 0.",
    "Compared with those who scored the same, not with the truth. Of twenty alike members one" +
      " interval misses zero by chance.",
  ],
  none: ["Chưa có cặp điểm nào.", "There are no pairs yet."],
  member: ["Thành viên", "Member"],
  pairs: ["Số cặp", "Pairs"],
  mean: ["Trung bình (khoảng 95%)", "Mean (95% interval)"],
  drawn: ["Khoảng tin cậy", "Interval"],
  few: (fewest) => [`quá ít (cần ${fewest} cặp)`, `too few (${fewest} pairs needed)`],
  reads: ["Nhận xét", "Reading"],
  more: ["chấm cao hơn", "gives more"],
  less: ["chấm thấp hơn", "gives less"],
  level: ["chưa thấy khác biệt", "no difference seen"],
  from: (low, high) => [`từ ${low} đến ${high}`, `from ${low} to ${high}`],
});
const WIDTH = 240;
const MIDDLE = WIDTH / 2;

/** Hundredths of a percent, whole: `0.0312` is 312. */
const hundredths = (share) => Math.round(Number(share) * 10000);
const percent = (share) => {
  const value = hundredths(share) / 100;
  return `${value > 0 ? "+" : ""}${number(String(value))}%`;
};

export function Members({ scores }) {
  const { members, people, fewest } = scores;
  const ends = members.flatMap(({ low, high }) => (low === null ? [] : [low, high]));
  const most = Math.max(1000, ...ends.map((end) => Math.abs(hundredths(end))));
  if (!members.length)
    return html`<section class="block"><h2>${T.title}</h2><p>${T.none}</p></section>`;
  return html`<section class="block">
    <h2>${T.title}</h2>
    <p>${T.lead}</p>
    <p class="soft">${T.caution}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.title}>
      <table class="standing">
        <caption class="unseen">${T.title}</caption>
        <thead><tr>
          <th scope="col">${T.member}</th><th scope="col" class="right">${T.pairs}</th>
          <th scope="col">${T.drawn}</th><th scope="col">${T.mean}</th>
          <th scope="col">${T.reads}</th>
        </tr></thead>
        <tbody>
          ${members.map(
            (each) =>
              html`<${Member} key=${each.member} ...${each} most=${most} fewest=${fewest}
                name=${people[each.member] ?? each.member} />`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function Member({ name, pairs, mean, low, high, most, fewest }) {
  if (mean === null)
    return html`<tr>
      <th scope="row">${name}</th><td class="right">${pairs}</td>
      <td colspan="3" class="soft">${T.few(fewest)}</td>
    </tr>`;
  return html`<tr>
    <th scope="row">${name}</th><td class="right">${pairs}</td>
    <td><${Drawn} mean=${mean} low=${low} high=${high} most=${most} /></td>
    <td>
      <b class="nowrap">${percent(mean)}</b>${" "}
      <span class="soft">(${T.from(percent(low), percent(high))})</span>
    </td>
    <td>${reading(low, high)}</td>
  </tr>`;
}

function reading(low, high) {
  if (hundredths(low) > 0) return T.more;
  return hundredths(high) < 0 ? T.less : T.level;
}

/** The interval as a bar beside the line of no difference, the mean as a mark. */
function Drawn({ mean, low, high, most }) {
  const at = (share) => MIDDLE + (hundredths(share) / most) * (MIDDLE - 4);
  const wide = Math.max(at(high) - at(low), 2);
  const label = `${percent(mean)}, ${T.from(percent(low), percent(high))}`;
  return html`<svg class="interval" viewBox=${`0 0 ${WIDTH} 20`} role="img" aria-label=${label}>
    <line class="zero" x1=${MIDDLE} x2=${MIDDLE} y1="0" y2="20" />
    <rect class="span" x=${at(low)} y="6" width=${wide} height="8" rx="2" />
    <circle class="mean" cx=${at(mean)} cy="10" r="4" />
  </svg>`;
}
