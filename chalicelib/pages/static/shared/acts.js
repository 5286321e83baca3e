// What a person does on a page: its button waits, its fault is shown at the top; files come down as they are named.

import { html, Summary } from "parts";
import { ask } from "session";
import { detail } from "words";

/** Run an act of a page: what it returns is told, what it throws stands at the top, until the next one.
 * A button is grey only once it is painted, so the second half of a double click is dropped here. */
export const runner = (desk, paint) => (act) => async (event) => {
  event?.preventDefault?.();
  if (desk.busy && ["click", "submit"].includes(event?.type)) return;
  Object.assign(desk, { busy: true, problem: null, told: "" });
  paint();
  try {
    desk.told = (await act(event)) ?? "";
  } catch (problem) {
    desk.problem = problem;
  }
  desk.busy = false;
  paint();
  if (desk.problem) document.querySelector(".summary")?.scrollIntoView({ block: "center" });
};

export function Problem({ state: { problem } }) {
  if (!problem) return null;
  return html`<${Summary} problems=${problem.errors?.length ? problem.errors.map((each) => ({ text: detail(each) })) : [{ text: detail(problem) || String(problem) }]} />`;
}

export async function download(path, name) {
  const blob = await (await ask("GET", path)).blob(),
    url = URL.createObjectURL(blob);
  follow(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function follow(href, download = "") {
  Object.assign(document.createElement("a"), { href, download }).click();
}

export const base64 = async (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
