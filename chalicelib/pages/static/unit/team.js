// Who works on which criterion until when, and the unit's contacts. Internal to the unit.

import { Problem } from "acts";
import { Contacts } from "contacts";
import { html } from "parts";
import { account } from "session";
import { Due } from "tree";
import { of, words } from "words";
import { assign, assignees, isMine, stateOf } from "workspace";

const T = words({
  title: ["Phân công và đầu mối", "Team and contacts"],
  lead: [
    "Ai lo tiêu chí nào, đến ngày nào; và ai là người liên hệ của đơn vị. Phân công chỉ dùng " +
      "trong nội bộ đơn vị.",
    "Who works on which criterion, until when; and whom to call at the unit. Assignments stay " +
      "within the unit.",
  ],
  carryOver: [
    "Chép giải trình và đầu mối của kỳ trước",
    "Copy the explanations and contacts of an earlier round",
  ],
  assignments: ["Phân công", "Assignments"],
  assigned: (assigned, all) => [
    `Đã giao ${assigned} / ${all} tiêu chí. Chọn tiêu chí rồi ghi người hoặc bộ phận.`,
    `${assigned} of ${all} criteria are assigned. Choose criteria, then name a person or a ` +
      `division.`,
  ],
  to: ["Giao cho", "Assign to"],
  due: ["Đến hết ngày (nội bộ)", "By (internal)"],
  assign: (n) => [`Giao ${n} tiêu chí`, `Assign ${n} criteria`],
  choose: ["Chọn tiêu chí để giao", "Choose criteria to assign"],
  unassign: ["Bỏ phân công", "Unassign"],
  wholeArea: ["Cả lĩnh vực", "The whole area"],
  mine: ["Giao cho tôi", "Mine"],
  notAssigned: ["chưa giao", "not assigned"],
});

/** What is about to be assigned: these leaves, to somebody, until a day. */
const NOTHING = { chosen: [], to: "", due: "" };

const changes = {
  type: ({ giving = NOTHING }, name, value) => ({ giving: { ...giving, [name]: value } }),
  choose({ giving = NOTHING }, codes, on) {
    const others = giving.chosen.filter((code) => !codes.includes(code));
    return { giving: { ...giving, chosen: on ? [...others, ...codes] : others } };
  },
};

export function Team({ page, state }) {
  return html`<section class="panel wider">
    <h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.lead}</p>
    <p><a href="#/carry-over">${T.carryOver}</a></p>
    <${Problem} state=${state} />
    <${Contacts} page=${page} state=${state} />
    <${Assignments} page=${page} state=${state} />
  </section>`;
}

/** Names to choose from: the own one, those in use, everybody with an account at the unit. */
export function Names({ state }) {
  const own = account.name || account.email;
  const names = new Set([own, ...assignees(), ...Object.values(state.people)]);
  return html`<datalist id="names">
    ${[...names].map((name) => html`<option value=${name} />`)}
  </datalist>`;
}

function Assignments({ page, state }) {
  const act = page.transitions(changes);
  const codes = state.order.filter((code) => stateOf(code) !== "none");
  const assigned = codes.filter((code) => state.assigned[code]).length;
  const areas = state.areas
    .map((area) => ({ area, codes: area.codes.filter((code) => codes.includes(code)) }))
    .filter((part) => part.codes.length > 0);
  return html`<div class="block">
    <h2 id="assignments">${T.assignments}</h2>
    <p>${T.assigned(assigned, codes.length)}</p>
    <${Giving} page=${page} state=${state} act=${act} />
    ${areas.map(
      (part) => html`<${AreaRows} key=${part.area.code} state=${state} area=${part.area}
        codes=${part.codes} act=${act} />`,
    )}
  </div>`;
}

/** The form that assigns the chosen leaves. */
function Giving({ page, state, act }) {
  const { giving = NOTHING, busy } = state;
  const { chosen, to, due } = giving;
  const type = (name) => (event) => act.type(name, event.target.value);
  const give = (name) =>
    page.run(async () => {
      await assign(chosen, name.trim(), due);
      act.choose(chosen, false);
    });
  const someAssigned = chosen.some((code) => state.assigned[code]);
  return html`<form class="giving" onSubmit=${give(to)}>
    <${Names} state=${state} />
    <p class="field">
      <label for="give-to">${T.to}</label>
      <input id="give-to" list="names" maxlength="300" required value=${to}
        onInput=${type("to")} />
    </p>
    <p class="field">
      <label for="give-due">${T.due}</label>
      <input id="give-due" type="date" value=${due} onInput=${type("due")} />
    </p>
    <p class="buttons">
      <button class="button" disabled=${busy || !chosen.length}>
        ${chosen.length ? T.assign(chosen.length) : T.choose}
      </button>
      <button type="button" class="button plain" disabled=${busy || !someAssigned}
        onClick=${give("")}>${T.unassign}</button>
    </p>
  </form>`;
}

function AreaRows({ state, area, codes, act }) {
  const { chosen } = state.giving ?? NOTHING;
  const all = codes.every((code) => chosen.includes(code));
  const share = codes.filter((code) => state.assigned[code]).length;
  return html`<details class="share">
    <summary>
      <span>${area.code}. ${of(area.title)}</span>${" "}
      <span class="soft">${share} / ${codes.length}</span>
    </summary>
    <label class="check">
      <input type="checkbox" checked=${all}
        onChange=${(event) => act.choose(codes, event.target.checked)} /> ${T.wholeArea}
    </label>
    <ul class="shares">
      ${codes.map(
        (code) => html`<${LeafRow} key=${code} state=${state} code=${code}
          chosen=${chosen.includes(code)} act=${act} />`,
      )}
    </ul>
  </details>`;
}

function LeafRow({ state, code, chosen, act }) {
  const given = state.assigned[code];
  const done = stateOf(code) === "done";
  return html`<li>
    <label class="check">
      <input type="checkbox" checked=${chosen}
        onChange=${(event) => act.choose([code], event.target.checked)} />
      <span>
        <span class="code">${code}</span> ${of(state.leaves[code].title)}
        <span class="given">
          ${given ? (isMine(code) ? T.mine : given.to) : T.notAssigned}
          ${given && html`<${Due} given=${given} done=${done} />`}
        </span>
      </span>
    </label>
  </li>`;
}
