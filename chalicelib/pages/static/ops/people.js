// Whose letters these are: a list is chosen here, its people are shown one by one.

import { Problem } from "acts";
import { HandedLink } from "handed_link";
import { html } from "parts";
import { peopleAt } from "people_address";
import { Persons } from "persons";
import { recount } from "recount";
import { call } from "session";
import { of, words } from "words";

const T = words({
  title: ["Người được mời", "People invited"],
  states: [
    "Từng người chỉ hiện: chưa gửi thư, đã gửi thư, hoặc thư bị trả lại. " +
      "Hệ thống không cho ai xem người nào đã trả lời.",
    "Of each person only listed, sent or bounced is shown. Nobody is shown who has answered.",
  ],
  none: ["Chưa có danh sách đã gửi ở lần đếm gần nhất.", "No list was sent at the last count."],
  countNow: ["Đếm lại ngay", "Count now"],
  index: ["Bộ chỉ số", "Index"],
  lister: ["Nơi lập danh sách", "Who lists"],
  choose: ["Chọn", "Choose"],
  group: ["Nhóm", "Group"],
});

/** Nothing of another list stays; a link that was made is shown once. */
export const forget = () => ({ people: null, wanted: "", handed: null });

/** Load the people of the list that the address names. */
export async function fetchPeople(state) {
  const { path } = state;
  const { index, lister, group } = chosen(state);
  if (!group) return {};
  const unit = lister.id === "authority" ? "" : `/units/${encodeURIComponent(lister.id)}`;
  const list = `${path}${unit}/lists/${encodeURIComponent(group)}/people`;
  const { people } = await call("GET", `${list}?index=${encodeURIComponent(index.index)}`);
  return { people };
}

/** Which list the address names, as far as it was counted. */
function chosen({ counts: { indexes }, rest: [asked, listerId, group, only = ""] }) {
  const index = indexes.find((each) => each.index === asked) ?? indexes[0];
  const lister = index?.listers.find((each) => each.id === listerId);
  return { index, lister, group: lister?.groups[group] ? group : "", only };
}

export function People({ page, state }) {
  const some = state.counts.indexes.some((each) => each.listers.length);
  return html`<h1 tabindex="-1">${T.title}</h1>
    <p class="lead">${T.states}</p>
    <${Problem} state=${state} />
    ${state.handed && html`<${HandedLink} page=${page} handed=${state.handed} />`}
    ${
      some
        ? html`<${Listed} page=${page} state=${state} />`
        : html`<${NotCounted} page=${page} busy=${state.busy} />`
    }`;
}

function NotCounted({ page, busy }) {
  return html`<p>${T.none}</p>
    <p>
      <button type="button" class="button plain" disabled=${busy}
        onClick=${page.run(() => recount(page))}>${T.countNow}</button>
    </p>`;
}

function Listed({ page, state }) {
  const { indexes } = state.counts;
  const { index, lister, group, only } = chosen(state);
  const list = lister && { index: index.index, lister: lister.id, group };
  return html`<div class="inputs wide-inputs">
      ${indexes.length > 1 && html`<${Indexes} indexes=${indexes} index=${index} />`}
      <${Listers} index=${index} lister=${lister} />
      ${lister && html`<${Groups} index=${index} lister=${lister} group=${group} only=${only} />`}
    </div>
    ${state.people && html`<${Persons} page=${page} state=${state} list=${list} only=${only} />`}`;
}

const go = (...parts) => {
  location.hash = peopleAt(...parts);
};

function Indexes({ indexes, index }) {
  const options = indexes.map((each) => [each.index, of(each.title)]);
  return html`<${Choose} id="people-index" label=${T.index} options=${options}
    value=${index.index} choose=${go} />`;
}

function Listers({ index, lister }) {
  const options = index.listers.map((each) => [each.id, of(each.name)]);
  const choose = (id) => {
    const groups = index.listers.find((each) => each.id === id)?.groups ?? {};
    go(index.index, id, ...Object.keys(groups).slice(0, 1));
  };
  return html`<${Choose} id="people-lister" label=${T.lister} value=${lister?.id ?? ""}
    options=${[["", T.choose], ...options]} choose=${choose} />`;
}

function Groups({ index, lister, group, only }) {
  const titleOf = (id) => of(index.groups.find((each) => each.group === id)?.title);
  const options = Object.keys(lister.groups).map((id) => [id, titleOf(id)]);
  return html`<${Choose} id="people-group" label=${T.group} options=${options} value=${group}
    choose=${(chosenGroup) => go(index.index, lister.id, chosenGroup, only)} />`;
}

function Choose({ id, label, options, value, choose }) {
  return html`<p class="field">
    <label for=${id}>${label}</label>
    <select id=${id} onChange=${(event) => choose(event.target.value)}>
      ${options.map(
        ([option, title]) =>
          html`<option value=${option} selected=${option === value}>${title}</option>`,
      )}
    </select>
  </p>`;
}
