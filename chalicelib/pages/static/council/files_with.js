// The files that came with an objection or a request of a unit: their state, and what was sent in
// their place.

import { html } from "parts";
import { call } from "session";
import { Tag } from "verdicts";
import { words } from "words";

const T = words({
  instead: ["Gửi thay:", "Sent in its place:"],
});

/** `part` is the part of the address that their links have: `objections` or `not-applicable`. */
export function FilesWith({ page, unit, part, files }) {
  const open = (...evidence) =>
    page.run(async () => {
      const where = [unit, part, "evidence", ...evidence].map(encodeURIComponent).join("/");
      const { url } = await call("GET", `${page.state.path}/${where}/link`);
      location.assign(url);
    });
  const named = (file, ...evidence) => html`<button type="button" class="link"
      onClick=${open(...evidence)}>${file.name}</button>${" "}
    <${Tag} file=${file} />`;
  return html`<ul>
    ${files.map(
      (file) => html`<li key=${file.evidence}>
        ${named(file, file.evidence)}
        ${
          file.replacement &&
          html` ${T.instead} ${named(file.replacement, file.evidence, "replacement")}`
        }
      </li>`,
    )}
  </ul>`;
}
