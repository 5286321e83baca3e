// The saves of a sheet: one on its way at a time, a lost one again under the same id.

import { fresh } from "session";

/** Milliseconds until more is sent, and at most until a lost save is tried again. */
const NEXT = 100;
const LONGEST = 30000;

export class Saves {
  constructor(sheet) {
    Object.assign(this, { sheet, timer: 0, failures: 0, running: null });
    Object.assign(this, { sending: null, repeat: null });
    addEventListener("online", () => this.soon(0));
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /** Whether a save of this leaf is on its way: what the server will hold is then not known yet. */
  underWay(code) {
    const batches = [this.sending, this.repeat];
    return batches.some((batch) => batch?.entries.some(({ leaf }) => leaf === code));
  }

  /** Send what is whole and not in conflict; a save that is under way is waited for. */
  flush() {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async run() {
    if (this.failures && !(await this.isReached())) return;
    if (this.sheet.refusal) return;
    const batch = this.repeat ?? { save_id: fresh(), entries: this.sheet.unsaved() };
    if (batch.entries.length) await this.send(batch);
    this.rest();
  }

  /** While the line was lost, the sheet may have been sent and opened again. */
  async isReached() {
    try {
      await this.sheet.look();
      return true;
    } catch {
      this.later();
      return false;
    }
  }

  async send(batch) {
    const { sheet } = this;
    this.sending = batch;
    sheet.tell("saving");
    const [saved, problem] = await sheet.post(batch).then(
      (answer) => [answer],
      (fault) => [null, fault],
    );
    this.sending = this.repeat = null;
    if (saved) {
      this.failures = 0;
      sheet.accept(batch, saved);
    } else this.refuse(batch, problem);
    for (const { leaf } of batch.entries) sheet.keep(leaf);
  }

  /** What becomes of a save that was not taken. */
  refuse(batch, problem) {
    const { status } = problem;
    const errors = problem.errors?.filter(({ code }) => code !== "more"); // those come next time
    if (status === 412 && errors) for (const error of errors) this.sheet.clash(error);
    else if (status === 422 && errors) this.sheet.blame(errors);
    else if (status === 409 || status === 403) this.sheet.refusal = problem;
    else {
      this.repeat = batch;
      if (status !== 401) this.later(); // else it goes out again once somebody has signed in
    }
  }

  later() {
    this.failures += 1;
    this.soon(Math.min(LONGEST, 1000 * 2 ** this.failures));
  }

  /** Nothing is on its way: say how things are, and send on what is left. */
  rest() {
    const { sheet } = this;
    const more = !this.repeat && sheet.unsaved().length > 0;
    if (more) this.soon(NEXT);
    sheet.tell(this.repeat ? "retrying" : more ? "dirty" : sheet.settled());
  }
}
