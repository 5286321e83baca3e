// The member's second scores of one unit: the council's sheet with other addresses, and without
// anything that the first appraiser gave.

import { AppraisalSheet, commented, explained, mapped } from "appraisal_sheet";
import { call } from "session";

export class SecondSheet extends AppraisalSheet {
  constructor(of) {
    super({ ...of, kind: "second-scores" });
    Object.assign(this, { seconds: [], scores: {} });
  }

  async fetch() {
    this.reply = this.first ?? (await call("GET", `${this.unitPath}/sheet`));
    this.first = null;
    Object.assign(this, await call("GET", `${this.unitPath}/second-scores`));
    const entries = mapped(this.scores[this.number] ?? {}, explained);
    return { entries, totals: null, version: 0, submitted_at: null };
  }

  async post({ save_id, entries }) {
    const body = { save_id, pass: this.number, entries: entries.map(commented) };
    const saved = await call("POST", `${this.unitPath}/second-scores`, body);
    return { ...saved, entries: mapped(saved.entries, explained) };
  }

  /** The member's own second score of the first pass, while the final one is worked in. */
  before(code) {
    return this.number === 2 ? (this.scores[1]?.[code] ?? null) : null;
  }
}
