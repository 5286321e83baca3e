// The council's sheet of one unit in one pass, or what helpers propose for it: as a unit's own
// sheet, with comments in place of explanations, and never saved where a reason is missing.

import { exact, order } from "fractions";
import { keys } from "rules";
import { call } from "session";
import { Sheet } from "sheet";

export const mapped = (entries, change) =>
  Object.fromEntries(Object.entries(entries).map(([code, entry]) => [code, change(entry)]));
/** An entry with its member `from` under the name `to`. */
const renamed = (from, to) => (entry) => {
  const { [from]: text, ...rest } = entry;
  return from in entry ? { ...rest, [to]: text } : entry;
};
export const explained = renamed("comment", "explanation");
export const commented = renamed("explanation", "comment");

/** Whether two values of a rule are the same: "3" and 3.0 are one figure. */
export function sameValue(rule, one, other) {
  if (rule.type === "levels") return one.level === other.level;
  return keys(rule).every((key) => {
    const [first, second] = [exact(one[key]), exact(other[key])];
    return first && second && order(first, second) === 0;
  });
}

/**
 * `path` is the unit's, `number` the pass, `kind` where its values go: "appraisals", "proposals" or
 * "second-scores"; `reply` is what the API says of the unit's sheet, which `reply` keeps as it is
 * loaded again.
 */
export class AppraisalSheet extends Sheet {
  constructor({ path, number, who, leaves, changed, reply, kind = "appraisals" }) {
    super(`${path}/${kind}/${number}`, who, leaves, changed);
    Object.assign(this, { unitPath: path, number, kind, reply, first: reply });
    for (const code of Object.keys(this.drafts)) if (!leaves[code]) delete this.drafts[code];
  }

  async fetch() {
    this.reply = this.first ?? (await call("GET", `${this.unitPath}/sheet`));
    this.first = null;
    const entries = mapped(this.reply[this.kind][this.number] ?? {}, explained);
    return { entries, totals: null, version: 0, submitted_at: null };
  }

  async post({ save_id, entries }) {
    const body = { save_id, pass: this.number, entries: entries.map(commented) };
    const saved = await call("POST", `${this.unitPath}/${this.kind}`, body);
    return { ...saved, entries: mapped(saved.entries, explained) };
  }

  /** What the unit sent for a criterion, null for nothing. */
  own(code) {
    return this.reply.entries[code] ?? null;
  }
  /** What the council said in the first pass, while the final one is worked in. */
  before(code) {
    return this.number === 2 ? (this.reply.appraisals[1]?.[code] ?? null) : null;
  }

  /** What a helper proposes for a criterion of this pass, null for nothing. */
  proposed(code) {
    const proposal = this.reply.proposals[this.number]?.[code];
    return proposal?.value == null ? null : proposal;
  }
  /** Take a proposal as it is; like everything typed, it waits for a reason where one is needed. */
  confirm(code) {
    const { value, comment } = this.proposed(code);
    this.edit(code, { fields: { ...value }, explanation: comment });
    this.soon(0);
  }

  /** Take the unit's value as it is. */
  takeOver(code) {
    this.edit(code, { fields: { ...this.own(code).value } });
    this.soon(0);
  }

  /** Whether the value differs from the unit's own while no reason is given. */
  lacksReason(code) {
    const own = this.own(code)?.value;
    const { value } = this.reading(code);
    if (own == null || value == null || this.explanation(code).trim()) return false;
    return !sameValue(this.leaves[code].rule, value, own);
  }

  isWhole(code) {
    return !this.lacksReason(code);
  }
}
