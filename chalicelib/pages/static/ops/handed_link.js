// A link to be handed over, shown once.

import { html } from "parts";
import { words } from "words";

const T = words({
  title: (name) => [`Đường dẫn trao tay cho ${name}`, `Link to hand over to ${name}`],
  once: ["Chỉ hiện một lần: hãy chép hoặc in ngay", "Shown this once: copy or print it now"],
  copy: ["Chép đường dẫn", "Copy the link"],
  copied: ["Đã chép đường dẫn", "The link was copied"],
  close: ["Đã ghi lại, đóng", "Kept; close"],
});

const changes = { hand: (_state, handed) => ({ handed }), close: () => ({ handed: null }) };

/** Show the link of this person, and move there. */
export function showLink(page, name, link) {
  page.transitions(changes).hand({ name, link });
  requestAnimationFrame(() => document.getElementById("handed-link").focus());
}

export function HandedLink({ page, handed: { name, link } }) {
  const act = page.transitions(changes);
  const copy = page.run(async () => {
    await navigator.clipboard.writeText(link);
    return T.copied;
  });
  return html`<section class="asked" aria-labelledby="handed">
    <h2 id="handed">${T.title(name)}</h2>
    <p class="field">
      <label for="handed-link">${T.once}</label>
      <textarea id="handed-link" class="key" readonly rows="3" value=${link}
        onFocus=${(event) => event.target.select()}></textarea>
    </p>
    <p class="buttons">
      <button type="button" class="button" onClick=${copy}>${T.copy}</button>${" "}
      <button type="button" class="button plain" onClick=${act.close}>${T.close}</button>
    </p>
  </section>`;
}
