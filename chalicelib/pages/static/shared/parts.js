// What the pages of signed-in people share.

import htm from "htm";
import { h } from "preact";
import { speak, spoken, words } from "words";

export const html = htm.bind(h);

const T = words({
  index: ["Chỉ số cải cách hành chính", "Public Administration Reform Index"],
  language: ["Ngôn ngữ", "Language"],
  fix: ["Cần sửa", "Please fix"],
});
const LANGUAGES = [
  ["vi", "Tiếng Việt"],
  ["en", "English"],
];

export function Masthead({ again, children }) {
  return html`<header class="masthead"><div class="wide">
    <a class="brand" href="/"><strong>PAR INDEX</strong> <span>${T.index}</span></a>
    ${children}
    <div class="languages" role="group" aria-label=${T.language}>
      ${LANGUAGES.map((language) => html`<${Language} again=${again} language=${language} />`)}
    </div>
  </div></header>`;
}

function Language({ language: [code, name], again }) {
  const choose = () => {
    speak(code);
    again();
  };
  return html`<button type="button" lang=${code} aria-pressed=${String(code === spoken())}
    onClick=${choose}>${name}</button>`;
}

/** Problems {at, text} as links to their fields, at the top of a form. */
export function Summary({ problems }) {
  if (!problems?.length) return null;
  return html`<div class="summary" role="alert">
    <h2>${T.fix}</h2>
    <ul>
      ${problems.map(
        ({ at, text }) => html`<li>${at ? html`<${ToField} at=${at} text=${text} />` : text}</li>`,
      )}
    </ul>
  </div>`;
}

function ToField({ at, text }) {
  const go = (event) => {
    event.preventDefault();
    document.getElementById(at)?.focus();
  };
  return html`<a href="#${at}" onClick=${go}>${text}</a>`;
}

export const Bar = ({ done, total, label }) =>
  html`<progress class="bar" max=${total || 1} value=${done} aria-label=${label}></progress>`;
