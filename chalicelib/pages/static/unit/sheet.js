// The sheet as it is being filled: what the server holds, what was typed since, and what becomes of it.
// Whatever was typed lies in localStorage until the server has it; so neither a lost line nor a closed page loses it.
// What was typed before the sheet was sent, and not saved, is never saved by itself once the sheet is open again.

import { doubts, keys, points, typed } from "rules";
import { call, fresh } from "session";

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const part = ({ value, explanation, estimated }) => ({ value, explanation, estimated });
const EMPTY = {
  value: null,
  explanation: "",
  estimated: false,
  version: 0,
  points: null,
  evidence: [],
};

/** `changed` is called after every change. A draft is {fields?, explanation?, estimated?, version, sent}; fields as typed, `sent` when the sheet had last been sent. */
export class Sheet {
  constructor(path, who, leaves, changed) {
    Object.assign(this, {
      path,
      leaves,
      changed,
      entries: {},
      drafts: {},
      conflicts: {},
      faults: {},
      totals: null,
      version: 0,
      state: "clean",
      savedAt: null,
      refusal: null,
      submittedAt: null,
      sentAt: null,
      timer: 0,
      failures: 0,
      sending: null,
    });
    this.key = `draft:${path}:${who}:`;
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(this.key))) {
      try {
        this.drafts[key.slice(this.key.length)] = JSON.parse(localStorage.getItem(key));
      } catch {
        /* nothing that can be read */
      }
    }
    addEventListener("online", () => this.soon(0));
  }

  async load() {
    if (this.sending) return;
    await this.look();
    if (Object.keys(this.drafts).length) this.soon(0);
    this.changed();
  }

  /** Take what the server holds now. */
  async look() {
    const found = await call("GET", `${this.path}/sheet`),
      sentAt = found.sent_at ?? null;
    if (this.sending) return;
    if (sentAt !== this.sentAt) this.repeat = null;
    Object.assign(this, {
      entries: found.entries,
      totals: found.totals,
      version: found.version,
      submittedAt: found.submitted_at,
      sentAt,
    });
    for (const code of Object.keys(this.drafts)) {
      this.settle(code);
      this.ask(code);
      this.keep(code);
    }
  }

  /** A draft from before the sheet was last sent waits for a person's word. */
  ask(code) {
    const draft = this.drafts[code],
      mine = draft && (draft.sent ?? null) !== this.sentAt ? this.difference(code) : {};
    if (Object.keys(mine).length)
      this.conflicts[code] = { mine, theirs: this.entry(code), sent: this.sentAt };
  }

  entry(code) {
    return this.entries[code] ?? EMPTY;
  }
  get waiting() {
    return Object.keys(this.drafts).length;
  }

  /** What the inputs show: as typed, else as saved (with a decimal comma's place kept by the page); of a sent sheet what was sent. */
  fields(code) {
    return this.shown(code)?.fields ?? this.entry(code).value ?? {};
  }
  explanation(code) {
    return this.shown(code)?.explanation ?? this.entry(code).explanation;
  }
  estimated(code) {
    return this.shown(code)?.estimated ?? this.entry(code).estimated;
  }
  shown(code) {
    return this.submittedAt ? undefined : this.drafts[code];
  }

  /** {value, points, doubts} of what was typed: value null if empty, undefined while it is not whole; or {fault}. */
  reading(code, fields = this.fields(code)) {
    const leaf = this.leaves[code],
      wanted = keys(leaf.rule);
    const given = wanted.filter((key) => String(fields[key] ?? "").trim() !== "");
    if (given.length === 0) return { value: null, points: null, doubts: [] };
    if (leaf.rule.type === "levels")
      return { value: { level: fields.level }, points: points(leaf, fields), doubts: [] };
    const value = {};
    for (const key of given) {
      value[key] = typed(fields[key]);
      if (value[key] === null)
        return {
          key,
          fault: {
            vi: `“${fields[key]}” không đọc được là một số. Viết như 1250 hoặc 12,5 (không chấm phân cách hàng nghìn).`,
            en: `“${fields[key]}” cannot be read as a number. Write 1250 or 12.5, without thousands separators.`,
          },
        };
    }
    if (given.length < wanted.length) return { partial: true };
    try {
      return { value, points: points(leaf, value), doubts: doubts(leaf, value) };
    } catch (fault) {
      return { key: wanted[0], fault: { vi: fault.vi, en: fault.en } };
    }
  }

  edit(code, change) {
    const draft = this.drafts[code] ?? {
      version: this.entry(code).version,
      base: part(this.entry(code)),
    };
    this.drafts[code] = { ...draft, ...change, sent: this.sentAt };
    delete this.faults[code];
    this.settle(code);
    this.keep(code);
    this.state = this.waiting ? "dirty" : this.state;
    this.changed();
    this.soon(700);
  }

  /** What a draft would change on the server. */
  difference(code) {
    const draft = this.drafts[code],
      held = this.entry(code),
      found = {};
    if (draft.fields) {
      const { value, fault, partial } = this.reading(code, draft.fields);
      if (!fault && !partial && !same(value, held.value)) found.value = value;
    }
    if (draft.explanation !== undefined && draft.explanation !== held.explanation)
      found.explanation = draft.explanation;
    if (draft.estimated !== undefined && draft.estimated !== held.estimated)
      found.estimated = draft.estimated;
    return found;
  }

  /** Whether a save of this leaf is on its way: what the server will hold is then not known yet. */
  underWay(code) {
    return [this.sending, this.repeat].some((batch) =>
      batch?.entries.some(({ leaf }) => leaf === code),
    );
  }

  /** Drop a draft that says what the server holds already. */
  settle(code) {
    if (this.underWay(code)) return;
    if (!this.leaves[code] && !code.startsWith("report:")) {
      delete this.drafts[code];
      return;
    }
    const { fault, partial } = this.drafts[code].fields
      ? this.reading(code, this.drafts[code].fields)
      : {};
    if (!fault && !partial && Object.keys(this.difference(code)).length === 0) {
      delete this.drafts[code];
      delete this.conflicts[code];
      this.savedAt ??= this.entry(code).saved_at ?? null;
    }
  }

  /** Each leaf by itself, so that two tabs of one person leave each other's drafts alone. */
  keep(code) {
    if (this.drafts[code]) localStorage.setItem(this.key + code, JSON.stringify(this.drafts[code]));
    else localStorage.removeItem(this.key + code);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /** Send what is whole and not in conflict; one save on its way at a time, a lost one again under the same id. */
  async flush() {
    if (this.failures && !this.sending) {
      // while the line was lost, the sheet may have been sent and opened again
      try {
        await this.look();
      } catch {
        this.later();
        return;
      }
    }
    if (this.sending || this.refusal) return;
    const entries =
      this.repeat?.entries ??
      Object.keys(this.drafts)
        .filter((code) => !this.conflicts[code] && !this.faults[code])
        .map((leaf) => ({ leaf, version: this.drafts[leaf].version, ...this.difference(leaf) }))
        .filter((each) => Object.keys(each).length > 2)
        .slice(0, 90);
    if (!entries.length) {
      this.rest();
      return;
    }
    const batch = this.repeat ?? { save_id: fresh(), entries };
    this.sending = batch;
    this.state = "saving";
    this.changed();
    const [saved, problem] = await call("POST", `${this.path}/sheet`, batch).then(
      (answer) => [answer],
      (fault) => [null, fault],
    );
    this.sending = this.repeat = null;
    if (saved) this.accept(batch, saved);
    else this.refuse(batch, problem);
    for (const { leaf } of batch.entries) this.keep(leaf);
    this.rest();
  }

  rest() {
    const more = Object.keys(this.drafts).some(
      (code) =>
        !this.conflicts[code] && !this.faults[code] && Object.keys(this.difference(code)).length,
    );
    if (this.repeat) this.state = "retrying";
    else if (more) {
      this.state = "dirty";
      this.soon(100);
    } else this.state = this.waiting ? "held" : this.savedAt ? "saved" : "clean";
    this.changed();
  }

  accept(batch, saved) {
    for (const { leaf } of batch.entries) {
      const given = saved.entries[leaf];
      const entry = { ...EMPTY, ...this.entry(leaf), ...given, saved_at: saved.saved_at };
      if ("value" in given) entry.points = given.points ?? null;
      this.entries[leaf] = entry;
      if (this.drafts[leaf]) {
        Object.assign(this.drafts[leaf], { version: given.version, base: part(entry) });
        this.settle(leaf);
      }
    }
    Object.assign(this, { savedAt: saved.saved_at, failures: 0, version: null });
  }

  refuse(batch, problem) {
    if (problem.status === 412 && problem.errors)
      for (const each of problem.errors) this.clash(each);
    else if (problem.status === 422 && problem.errors)
      problem.errors.forEach((each) => {
        this.faults[each.at] = each;
      });
    else if (problem.status === 409 || problem.status === 403) this.refusal = problem;
    else if (problem.status === 401)
      this.repeat = batch; // goes out again once somebody has signed in
    else {
      this.repeat = batch;
      this.later();
    }
  }

  later() {
    this.failures += 1;
    this.soon(Math.min(30000, 1000 * 2 ** this.failures));
  }

  /** Somebody saved the leaf meanwhile: parts that only one of the two touched are joined, anything else is asked. */
  clash({ at: code, theirs }) {
    const before = this.drafts[code].base ?? part(EMPTY),
      mine = this.difference(code);
    const touched = Object.keys(mine).filter(
      (part) => !same(theirs[part], before[part]) && !same(theirs[part], mine[part]),
    );
    this.entries[code] = { ...this.entry(code), ...theirs, points: undefined };
    if (touched.length === 0) {
      Object.assign(this.drafts[code], { version: theirs.version, base: part(theirs) });
      this.settle(code);
      return;
    }
    this.conflicts[code] = {
      mine: Object.fromEntries(touched.map((part) => [part, mine[part]])),
      theirs,
    };
  }

  /** Settle a conflict: save mine over theirs, or let theirs stand; what only I touched is saved in either case. */
  choose(code, mine) {
    const draft = this.drafts[code];
    Object.assign(draft, {
      version: this.entry(code).version,
      base: part(this.entry(code)),
      sent: this.sentAt,
    });
    if (!mine)
      for (const name of Object.keys(this.conflicts[code].mine))
        delete draft[name === "value" ? "fields" : name];
    delete this.conflicts[code];
    this.settle(code);
    this.keep(code);
    this.soon(0);
    this.changed();
  }
}
