// What a person does on a page: its button waits, its problem is shown at the top; files come down
// as they are named.

import { html, Summary } from "parts";
import { ask, Problem as Refusal } from "session";
import { detail } from "words";

const UNREADABLE = {
  detail: "Không đọc được tệp này trên máy; hãy chọn lại.",
  detail_en: "The file could not be read on this computer; choose it again.",
};

/**
 * Run an act of a page: what it returns is told, what it throws is shown at the top, until the next
 * one. The page is busy while any act runs. A button is grey only once it is painted, so the second
 * half of a double click is dropped. An act that runs `aside`, such as a long upload, leaves the
 * others free and keeps itself how far it is.
 */
export const runner = (state, paint) => {
  let running = 0;
  return (act, { aside = false } = {}) =>
    async (event) => {
      event?.preventDefault?.();
      if (!aside && state.busy && ["click", "submit"].includes(event?.type)) return;
      if (!aside) running += 1;
      Object.assign(state, { busy: running > 0, problem: null, told: "" });
      paint();
      const [told, problem] = await outcome(act, event);
      if (!aside) running -= 1;
      state.busy = running > 0;
      if (told) state.told = told;
      if (problem) state.problem = problem;
      paint();
      if (problem) document.querySelector(".summary")?.scrollIntoView({ block: "center" });
    };
};

/** [what an act gave] or [null, what went wrong]; an error of the script is logged too. */
async function outcome(act, event) {
  try {
    return [await act(event)];
  } catch (problem) {
    if (problem instanceof Error && !(problem instanceof Refusal)) console.error(problem);
    return [null, problem];
  }
}

/** What went wrong in the page's last act. */
export function Problem({ state: { problem } }) {
  if (!problem) return null;
  const problems = problem.errors?.length
    ? problem.errors.map((error) => ({ text: detail(error) }))
    : [{ text: detail(problem) || String(problem) }];
  return html`<${Summary} problems=${problems} />`;
}

/** What came of the page's last act: what went wrong, or what it tells. */
export const Outcome = ({ state }) => html`<${Problem} state=${state} />
  <p class=${state.told ? "good" : "unseen"} role="status">
    ${state.told && `✓ ${state.told}`}
  </p>`;

/** Fetch a file of the API and hand it out under this name. */
export async function download(path, name) {
  const reply = await ask("GET", path);
  const url = URL.createObjectURL(await reply.blob());
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Open an address as a click on a link does; with a name, download it under that name. */
export function follow(href, download = "") {
  Object.assign(document.createElement("a"), { href, download }).click();
}

/** The bytes of a file as base64. */
export const base64 = async (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(UNREADABLE);
    reader.readAsDataURL(file);
  });
