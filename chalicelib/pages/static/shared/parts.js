// What the pages of signed-in people share.

import htm from "htm";
import { h } from "preact";
import { say, speak, spoken } from "words";

export const html = htm.bind(h);

export function Masthead({ again, children }) {
  const choose = (code) => () => {
    speak(code);
    again();
  };
  return html`<header class="masthead"><div class="wide">
    <a class="brand" href="/"><strong>PAR INDEX</strong> <span>${say("Chỉ số cải cách hành chính", "Public Administration Reform Index")}</span></a>
    ${children}
    <div class="languages" role="group" aria-label=${say("Ngôn ngữ", "Language")}>${[
      ["vi", "Tiếng Việt"],
      ["en", "English"],
    ].map(
      ([code, name]) =>
        html`<button type="button" lang=${code} aria-pressed=${String(code === spoken())} onClick=${choose(code)}>${name}</button>`,
    )}</div>
  </div></header>`;
}

/** Problems {at, text} as links to their fields, at the top of a form. */
export function Summary({ problems }) {
  if (!problems?.length) return null;
  const go = (at) => (event) => {
    event.preventDefault();
    document.getElementById(at)?.focus();
  };
  return html`<div class="summary" role="alert"><h2>${say("Cần sửa", "Please fix")}</h2>
    <ul>${problems.map(({ at, text }) => html`<li>${at ? html`<a href=${`#${at}`} onClick=${go(at)}>${text}</a>` : text}</li>`)}</ul></div>`;
}

export const Bar = ({ done, total, label }) =>
  html`<progress class="bar" max=${total || 1} value=${done} aria-label=${label}></progress>`;
