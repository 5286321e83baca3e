// How a criterion is scored, and the legal basis of that.

import { branchesInWords } from "formula";
import { html } from "parts";
import { of, words } from "words";

const T = words({
  guide: ["Hướng dẫn chấm", "Scoring guide"],
  howScored: ["Cách chấm", "How it is scored"],
  noGuide: ["Không có hướng dẫn riêng.", "No guide of its own."],
  legalBasis: ["Căn cứ", "Legal basis"],
});

/** How the leaf is scored; folded on a narrow window. */
export function Guide({ leaf }) {
  const wide = matchMedia("(min-width: 52.01rem)").matches;
  return html`<aside class="guide" aria-label=${T.guide}>
    <details open=${wide}>
      <summary><h2>${T.howScored}</h2></summary>
      <p>${leaf.guide ? of(leaf.guide) : T.noGuide}</p>
      ${leaf.rule.type === "formula" && html`<${Branches} rule=${leaf.rule} />`}
      ${leaf.legal_basis?.length > 0 && html`<${LegalBasis} acts=${leaf.legal_basis} />`}
    </details>
  </aside>`;
}

const Branches = ({ rule }) =>
  html`<ul class="formula">
    ${branchesInWords(rule).map(([points, when]) => html`<li><b>${points}</b> ${when}</li>`)}
  </ul>`;

const LegalBasis = ({ acts }) =>
  html`<h2>${T.legalBasis}</h2>
    <ul>
      ${acts.map(
        ({ title, versions }) => html`<li>
          ${of(title)}${(versions ?? []).map(
            (version) => html`<span class="soft"> ${version.document}</span>`,
          )}
        </li>`,
      )}
    </ul>`;
