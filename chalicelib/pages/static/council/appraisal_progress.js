// The secretariat's view of the appraisal: what is done of what is assigned, by member, area and
// unit, and reminding members by e-mail of what is left.

import { Problem } from "acts";
import { passOf } from "council_head";
import { Opening } from "opening";
import { Bar, html } from "parts";
import { call } from "session";
import { of, stamp, words } from "words";

const T = words({
  title: ["Tiến độ thẩm định", "Progress of the appraisal"],
  lead: [
    "Lượt tiêu chí đã có giá trị trên số được phân công; mỗi tiêu chí của mỗi đơn vị là một lượt.",
    "Criteria of units with a value, of those that are assigned; each of each unit counts once.",
  ],
  unassigned: (count) => [
    `Còn ${count} lượt tiêu chí chưa có người thẩm định.`,
    `${count} criteria of units have nobody to appraise them.`,
  ],
  assign: ["Phân công", "Assign them"],
  members: ["Theo thành viên", "By member"],
  areas: ["Theo lĩnh vực", "By area"],
  units: ["Theo đơn vị", "By unit"],
  member: ["Thành viên", "Member"],
  area: ["Lĩnh vực", "Area"],
  unit: ["Đơn vị", "Unit"],
  done: ["Đã thẩm định", "Appraised"],
  none: ["chưa phân công", "nothing assigned"],
  remind: ["Nhắc qua thư", "Remind by e-mail"],
  remindName: (name) => [`Nhắc qua thư: ${name}`, `Remind by e-mail: ${name}`],
  remindAll: (count) => [
    `Nhắc cả ${count} người còn việc qua thư`,
    `Remind all ${count} who have something left`,
  ],
  last: (at, by, left) => [
    `Đã nhắc lúc ${at} (còn ${left}), người gửi: ${by}`,
    `Reminded ${at} (${left} left) by ${by}`,
  ],
  failed: ["Thư chưa gửi được; có thể gửi lại.", "The letter was not sent; it can be sent again."],
  sent: (count) => [`Đã gửi thư nhắc ${count} người.`, `${count} were reminded.`],
  skipped: (count) => [
    ` ${count} người không cần nhắc hoặc đã được nhắc hôm nay.`,
    ` ${count} had nothing left or were reminded today.`,
  ],
  notSent: (count) => [
    ` Thư của ${count} người chưa gửi được; có thể gửi lại.`,
    ` The letters of ${count} were not sent; they can be sent again.`,
  ],
  once: ["Mỗi người nhận tối đa một thư nhắc mỗi ngày.", "At most one letter a day for each."],
});

export const loadProgress = async ({ path }) => ({
  progress: await call("GET", `${path}/progress`),
});

export function AppraisalProgress({ page, state }) {
  if (!state.progress) return html`<${Opening} />`;
  const { members, areas, units, unassigned } = state.progress;
  const several = state.round.indexes.length > 1;
  const titleOf = ({ index, area, title }) => {
    const { title: name } = state.round.indexes.find((one) => one.index === index);
    return `${several ? `${of(name)}: ` : ""}${area}. ${of(title)}`;
  };
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <${Problem} state=${state} />
    <p role="status" class=${state.told ? "good" : "unseen"}>${state.told}</p>
    ${
      unassigned > 0 &&
      html`<p class="notice">
        ${T.unassigned(unassigned)} <a href="/council/assignments">${T.assign}</a>
      </p>`
    }
    <${Members} page=${page} state=${state} members=${members} />
    <${Shares} title=${T.areas} head=${T.area}
      rows=${areas.map((each) => ({ ...each, name: titleOf(each) }))} />
    <${Shares} title=${T.units} head=${T.unit}
      rows=${units.map((each) => ({ ...each, name: of(each.name) }))} />
  </section>`;
}

function Members({ page, state, members }) {
  const { open } = passOf(state.round.windows);
  const remind = (chosen) =>
    page.run(async () => {
      const body = { members: chosen.map(({ member }) => member) };
      const done = await call("POST", `${state.path}/reminders`, body);
      await page.fetch();
      const whys = Object.values(done.skipped);
      const failed = whys.filter((why) => why === "failed").length;
      const others = whys.length - failed;
      return [
        T.sent(Object.keys(done.reminded).length),
        others > 0 && T.skipped(others),
        failed > 0 && T.notSent(failed),
      ]
        .filter(Boolean)
        .join("");
    });
  const waiting = open ? members.filter((each) => each.may_remind).slice(0, 100) : [];
  const row = (each) => html`<tr key=${each.member}>
    <th scope="row">${each.name}<${Reminder} reminder=${each.reminder} /></th>
    <td>
      <${Done} ...${each} />
      ${
        open &&
        each.may_remind &&
        html`<p>
          <button type="button" class="button plain" disabled=${state.busy}
            aria-label=${T.remindName(each.name)} onClick=${remind([each])}>
            ${T.remind}
          </button>
        </p>`
      }
    </td>
  </tr>`;
  return html`<h2>${T.members}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${T.members}>
      <table class="standing" id="by-member">
        <caption class="unseen">${T.members}</caption>
        <thead><tr>
          <th scope="col">${T.member}</th><th scope="col">${T.done}</th>
        </tr></thead>
        <tbody>${members.map(row)}</tbody>
      </table>
    </div>
    ${
      waiting.length > 1 &&
      html`<p>
        <button type="button" class="button" id="remind-all" disabled=${state.busy}
          onClick=${remind(waiting)}>
          ${T.remindAll(waiting.length)}
        </button>
      </p>`
    }
    <p class="soft">${T.once}</p>`;
}

function Reminder({ reminder }) {
  if (!reminder) return null;
  const { at, by, left, failed } = reminder;
  return html`<p class="soft">${failed ? T.failed : T.last(stamp(at), by, String(left))}</p>`;
}

const Shares = ({ title, head, rows }) =>
  html`<h2>${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table class="standing">
        <caption class="unseen">${title}</caption>
        <thead><tr><th scope="col">${head}</th><th scope="col">${T.done}</th></tr></thead>
        <tbody>
          ${rows.map(
            (each) => html`<tr key=${each.name}>
              <th scope="row">${each.name}</th><td><${Done} ...${each} /></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;

function Done({ name, done, assigned }) {
  if (!assigned) return html`<span class="soft">${T.none}</span>`;
  return html`<${Bar} done=${done} total=${assigned} label=${`${T.done}: ${name}`} />
    <span class="nowrap">${done} / ${assigned}</span>`;
}
