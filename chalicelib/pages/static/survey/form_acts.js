// Acts of a page with several forms: each has a name, so what is refused is shown at its own form.

import { html, Summary } from "parts";
import { detail } from "words";

const changes = { begin: (_state, acting) => ({ acting }) };

/** `page.run`, and the page's state knows as `acting` which act was the last to begin. */
export function acting(page, name, act) {
  return page.run((event) => {
    page.transitions(changes).begin(name);
    return act(event);
  });
}

/** Whether this act is under way. */
export const underWay = (state, name) => state.busy && state.acting === name;

/** What was refused of the act that has the name of its form, as links to the form's fields. */
export function FormProblem({ state: { problem, acting: name }, form }) {
  if (!problem || name !== form) return null;
  const problems = problem.errors?.length ? problem.errors : [problem];
  const links = problems.map((each) => ({
    at: each.at && `${form}-${each.at}`,
    text: detail(each),
  }));
  return html`<${Summary} problems=${links} />`;
}
