// Counts the survey again for a page of the operations staff.

import { call } from "session";

/** Count, and load the page's figures; within ten seconds of the last count that one is kept. */
export async function recount(page) {
  await call("POST", `${page.state.path}/progress/refresh`);
  await page.reload();
}
