// The sheet as it is being filled: what the server holds, what was typed since, what becomes of it.
// What was typed before it was sent, and not saved, is never saved by itself when it is open again.

import { storeDraft, storedDrafts } from "drafts";
import { changedByBoth, EMPTY, part, same } from "entries";
import { two } from "fractions";
import { read } from "readings";
import { Saves } from "saves";
import { call } from "session";

/** Milliseconds that typing rests before it is saved; how many leaves are saved at once. */
const REST = 700;
const AT_ONCE = 90;

/**
 * - `entries`: what the server holds, by the code of a leaf or of a text of the report.
 * - `drafts`: {fields?, explanation?, estimated?, version, base, sent}; fields as typed, `base`
 *   what the server held then, `sent` when the sheet had last been sent.
 * - `conflicts`: {mine, theirs, sent} to choose from; `faults`: what the server refused.
 * - `refusal`: why the whole sheet was refused; `state`: clean, dirty, saving, saved, retrying or
 *   held; `unkept`: the codes of drafts that the browser had no room for.
 * - `changed()` is called after every change.
 */
export class Sheet {
  constructor(path, who, leaves, changed) {
    Object.assign(this, { path, leaves, changed, key: `draft:${path}:${who}:` });
    Object.assign(this, { entries: {}, totals: null, version: 0, submittedAt: null, sentAt: null });
    Object.assign(this, { conflicts: {}, faults: {}, refusal: null, state: "clean" });
    this.unkept = new Set();
    Object.assign(this, { savedAt: null, drafts: storedDrafts(this.key), saves: new Saves(this) });
  }

  async load() {
    if (this.saves.sending) return;
    await this.look();
    if (this.waiting) this.soon(0);
    this.changed();
  }

  /** Other sheets have other addresses. */
  fetch() {
    return call("GET", `${this.path}/sheet`);
  }
  post(batch) {
    return call("POST", `${this.path}/sheet`, batch);
  }

  /** Take what the server holds now. */
  async look() {
    const held = await this.fetch();
    if (this.saves.sending) return;
    const { entries, totals, version, submitted_at: submittedAt, sent_at: sentAt = null } = held;
    if (sentAt !== this.sentAt) this.saves.repeat = null;
    Object.assign(this, { entries, totals, version, submittedAt, sentAt });
    for (const code of Object.keys(this.drafts)) {
      this.settle(code);
      this.ask(code);
      this.keep(code);
    }
  }

  soon(delay) {
    this.saves.soon(delay);
  }
  flush() {
    return this.saves.flush();
  }

  /** Save what was refused, now that the sheet is open again. */
  saveAgain() {
    if (!this.refusal) return;
    this.refusal = null;
    this.soon(0);
  }

  /** Say how the saving is going. */
  tell(state) {
    this.state = state;
    this.changed();
  }
  /** The state when there is nothing to send. */
  settled() {
    if (this.waiting) return "held";
    return this.savedAt ? "saved" : "clean";
  }

  entry(code) {
    return this.entries[code] ?? EMPTY;
  }
  /** How many drafts wait to be saved, or for a person. */
  get waiting() {
    return Object.keys(this.drafts).length;
  }

  /**
   * What the inputs show: as typed, else as saved (with a decimal comma's place kept by the page);
   * of a sent sheet what was sent.
   */
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
  reading(code, fields = this.fields(code)) {
    return read(this.leaves[code], fields);
  }

  /** The points of what is shown, with two decimals; null for none. */
  points(code) {
    const held = this.entry(code);
    if (!this.shown(code)?.fields && held.points !== undefined) return held.points;
    const { points } = this.reading(code);
    return points ? two(points) : null;
  }

  edit(code, change) {
    const held = this.entry(code);
    const draft = this.drafts[code] ?? { version: held.version, base: part(held) };
    this.drafts[code] = { ...draft, ...change, sent: this.sentAt };
    delete this.faults[code];
    this.settle(code);
    this.keep(code);
    this.tell(this.waiting ? "dirty" : this.state);
    this.soon(REST);
  }

  /** What a draft would change on the server. */
  difference(code) {
    const { fields, explanation, estimated } = this.drafts[code];
    const held = this.entry(code);
    const { value, fault, partial } = fields ? this.reading(code, fields) : held;
    const found = {};
    if (!fault && !partial && !same(value, held.value)) found.value = value;
    if (explanation !== undefined && explanation !== held.explanation)
      found.explanation = explanation;
    if (estimated !== undefined && estimated !== held.estimated) found.estimated = estimated;
    return found;
  }

  /** The entries of the next save: what is whole and waits for nobody. */
  unsaved() {
    return Object.keys(this.drafts)
      .filter((code) => !this.conflicts[code] && !this.faults[code] && this.isWhole(code))
      .map((code) => [code, this.difference(code)])
      .filter(([, difference]) => Object.keys(difference).length)
      .slice(0, AT_ONCE)
      .map(([leaf, difference]) => ({ leaf, version: this.drafts[leaf].version, ...difference }));
  }

  /** Whether a draft may be saved; other sheets ask for more. */
  isWhole() {
    return true;
  }

  /** Drop a draft that says what the server holds already, or of a leaf that is no more. */
  settle(code) {
    if (this.saves.underWay(code)) return;
    if (!this.leaves[code] && !code.startsWith("report:")) {
      delete this.drafts[code];
      return;
    }
    const { fields } = this.drafts[code];
    const { fault, partial } = fields ? this.reading(code, fields) : {};
    if (fault || partial || Object.keys(this.difference(code)).length) return;
    delete this.drafts[code];
    delete this.conflicts[code];
    this.savedAt ??= this.entry(code).saved_at ?? null;
  }

  /** Whether the browser keeps every draft until it is saved. */
  get kept() {
    return this.unkept.size === 0;
  }
  keep(code) {
    if (storeDraft(this.key, code, this.drafts[code])) this.unkept.delete(code);
    else this.unkept.add(code);
  }

  /** Take what a save has given. */
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
    Object.assign(this, { savedAt: saved.saved_at, version: null });
  }

  /** Keep what the server refused, each error at its leaf. */
  blame(errors) {
    for (const error of errors) this.faults[error.at] = error;
  }

  /** A draft from before the sheet was last sent waits for a person's word. */
  ask(code) {
    const draft = this.drafts[code];
    if (!draft || (draft.sent ?? null) === this.sentAt) return;
    const mine = this.difference(code);
    if (Object.keys(mine).length)
      this.conflicts[code] = { mine, theirs: this.entry(code), sent: this.sentAt };
  }

  /**
   * Somebody saved the leaf meanwhile: parts that only one of the two touched are joined, anything
   * else is asked.
   */
  clash({ at: code, theirs }) {
    const before = this.drafts[code].base ?? part(EMPTY);
    const mine = this.difference(code);
    const touched = changedByBoth(mine, before, theirs);
    this.entries[code] = { ...this.entry(code), ...theirs, points: undefined };
    if (touched.length) {
      const asked = Object.fromEntries(touched.map((name) => [name, mine[name]]));
      this.conflicts[code] = { mine: asked, theirs };
      return;
    }
    Object.assign(this.drafts[code], { version: theirs.version, base: part(theirs) });
    this.settle(code);
  }

  /**
   * Settle a conflict: save mine over theirs, or keep theirs; what only I touched is saved in
   * either case.
   */
  choose(code, mine) {
    const draft = this.drafts[code];
    const held = this.entry(code);
    Object.assign(draft, { version: held.version, base: part(held), sent: this.sentAt });
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
