// The list of a page's keys, and where a letter is typed rather than pressed.

import { html } from "parts";
import { words } from "words";

const T = words({ title: ["Phím tắt", "Keys"], close: ["Đóng", "Close"] });

/** What takes letters, or steps by its own arrows. */
export const TYPING = "input:not([type=checkbox]):not([type=search]), textarea, select";

/** The keys [what is written on it, what it does], in a corner of the page until it is closed. */
export const KeyList = ({ keys, close }) =>
  html`<section class="keys" role="dialog" aria-label=${T.title}>
    <h2>${T.title}</h2>
    <dl>${keys.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    <button type="button" class="link" onClick=${close}>${T.close}</button>
  </section>`;
