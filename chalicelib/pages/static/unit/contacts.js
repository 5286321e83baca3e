// The unit's contacts: who they are, who they were, and a form to name or change one.

import { Loading } from "loading";
import { html } from "parts";
import { call } from "session";
import { day, say, words } from "words";

const T = words({
  title: ["Đầu mối liên hệ", "Contacts"],
  opening: ["Đang mở…", "Opening…"],
  lead: [
    "Đầu mối kỹ thuật lo sự cố khi gửi, nhận và trả lời; đầu mối phối hợp lo nội dung.",
    "The technical contact handles trouble with sending, receiving and answering; the " +
      "coordinator handles the content.",
  ],
  none: ["Chưa có.", "None yet."],
  addAnother: ["Thêm người", "Add somebody"],
  addFirst: ["Thêm đầu mối", "Name a contact"],
  copied: ["chép từ kỳ trước", "copied"],
  since: ["Từ ngày", "Since"],
  edit: ["Sửa", "Edit"],
  stop: ["Thôi làm đầu mối", "No longer a contact"],
  former: ["Đầu mối trước đây", "Former contacts"],
  name: ["Họ và tên", "Full name"],
  position: ["Chức vụ, bộ phận", "Post, division"],
  phone: ["Điện thoại di động", "Mobile telephone"],
  email: ["Thư điện tử", "E-mail"],
  save: ["Lưu đầu mối", "Save the contact"],
  cancel: ["Thôi", "Cancel"],
});
const KINDS = {
  technical: ["Đầu mối kỹ thuật", "Technical contact"],
  coordinator: ["Đầu mối phối hợp", "Coordinator"],
};
const BLANK = { name: "", position: "", phone: "", email: "" };

const changes = {
  /** `place` is the contact's in the list, none for a new one; `typed`: something was changed. */
  edit: (_state, contact, place) => ({ editing: { ...contact, place } }),
  type: ({ editing }, name, value) => ({
    editing: { ...editing, [name]: value, typed: true },
  }),
  cancel: () => ({ editing: null }),
  show: (_state, contacts) => ({ contacts, editing: null }),
};

const addressOf = ({ path }) => `${path}/contacts`;

/** Asked once: after that, each change gives them. */
async function load(state) {
  return state.contacts ? {} : { contacts: await call("GET", addressOf(state)) };
}

/** What the API takes of a contact. */
function asSent({ kind, name, position, phone, email, from }) {
  const sent = { kind, name, position, phone, email };
  return from ? { ...sent, from } : sent;
}

/** The list with an edited contact in its place, a new one at the end. */
function withEdited(contacts, edited) {
  if (edited.place === undefined) return [...contacts, edited];
  return contacts.map((contact, place) => (place === edited.place ? edited : contact));
}

/** What can be done with the contacts, each act a handler of an event. */
function actsOf(page, state) {
  const act = page.transitions(changes);
  const put = async (changed) => {
    const { version } = state.contacts;
    const contacts = changed.map(asSent);
    act.show(await call("PUT", addressOf(state), { contacts, version }));
  };
  const current = () => state.contacts.contacts;
  return {
    edit: (contact, place) => () => act.edit(contact, place),
    type: (name) => (event) => act.type(name, event.target.value),
    cancel: act.cancel,
    save: page.run(() => put(withEdited(current(), state.editing))),
    end: (place) => page.run(() => put(current().filter((_, other) => other !== place))),
  };
}

export function Contacts({ page, state }) {
  const { contacts } = state;
  const acts = actsOf(page, state);
  return html`<${Loading} page=${page} load=${() => load(state)}>
    <div class="block">
      <h2>${T.title}</h2>
      ${!contacts && html`<p role="status">${T.opening}</p>`}
      ${contacts && html`<${Current} state=${state} acts=${acts} />`}
      ${contacts?.former.length > 0 && html`<${Former} contacts=${contacts.former} />`}
    </div>
  </${Loading}>`;
}

function Current({ state, acts }) {
  const { editing, busy } = state;
  return html`<p>${T.lead}</p>
    <div class="posts">
      ${Object.keys(KINDS).map(
        (kind) => html`<${Post} key=${kind} kind=${kind} state=${state} acts=${acts} />`,
      )}
    </div>
    ${
      editing &&
      html`<${Editor} key=${`${editing.kind} ${editing.place}`} editing=${editing} busy=${busy}
        acts=${acts} />`
    }`;
}

/** The contacts of a kind, and how to name another one. */
function Post({ kind, state, acts }) {
  const title = say(...KINDS[kind]);
  const people = state.contacts.contacts
    .map((contact, place) => ({ contact, place }))
    .filter(({ contact }) => contact.kind === kind);
  return html`<section>
    <h3>${title}</h3>
    ${people.length === 0 && html`<p class="need">${T.none}</p>`}
    ${people.map(
      ({ contact, place }) => html`<${Person} key=${contact.name} contact=${contact}
        busy=${state.busy} edit=${acts.edit(contact, place)} end=${acts.end(place)} />`,
    )}
    ${
      !state.editing &&
      html`<p>
        <button type="button" class="button plain" onClick=${acts.edit({ ...BLANK, kind })}>
          ${people.length ? T.addAnother : T.addFirst}<span class="unseen"> (${title})</span>
        </button>
      </p>`
    }
  </section>`;
}

function Person({ contact, edit, end, busy }) {
  const { name, position, phone, email, from } = contact;
  return html`<div class="person">
    <p>
      <b>${name}</b>
      ${contact.copied_from && html` <span class="tag caution">${T.copied}</span>`}
      ${position && html`<br />${position}`}
    </p>
    <p>${[phone, email].filter(Boolean).join(" · ")}</p>
    <p class="soft">${T.since} ${day(from)}</p>
    <p class="buttons">
      <button type="button" class="link" disabled=${busy} onClick=${edit}>
        ${T.edit}<span class="unseen"> ${name}</span>
      </button>
      ${" "}
      <button type="button" class="link" disabled=${busy} onClick=${end}>
        ${T.stop}<span class="unseen"> (${name})</span>
      </button>
    </p>
  </div>`;
}

/** Called once when a form is opened. */
const focused = (input) => input?.focus();

function Editor({ editing, acts, busy }) {
  const title = say(...KINDS[editing.kind]);
  const field = (name, label, more) => html`<p class="field">
    <label for="contact-${name}">${label}</label>
    <input id="contact-${name}" maxlength="300" value=${editing[name] ?? ""}
      onInput=${acts.type(name)} ...${more} />
  </p>`;
  return html`<form class="editor" onSubmit=${acts.save} aria-label=${title}>
    <h3>${title}</h3>
    <div class="inputs">
      ${field("name", T.name, { required: true, ref: focused })}
      ${field("position", T.position)}
      ${field("phone", T.phone, { type: "tel" })}
      ${field("email", T.email, { type: "email" })}
      ${field("from", T.since, { type: "date" })}
    </div>
    <p class="buttons">
      <button class="button" disabled=${busy}>${T.save}</button>
      ${" "}
      <button type="button" class="button plain" onClick=${acts.cancel}>${T.cancel}</button>
    </p>
  </form>`;
}

function Former({ contacts }) {
  const dates = ({ from, until }) => `(${day(from)} – ${day(until)})`;
  return html`<details>
    <summary>${T.former}</summary>
    <ul class="plain">
      ${contacts.map(
        (contact) => html`<li>
          ${say(...KINDS[contact.kind])}: ${contact.name}, ${contact.position}
          ${" "}<span class="soft">${dates(contact)}</span>
        </li>`,
      )}
    </ul>
  </details>`;
}
