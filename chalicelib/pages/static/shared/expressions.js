// The formula language of the rounds, evaluated exactly. Its grammar is the server's, which has
// checked every formula.

import {
  add,
  divide,
  exact,
  greatest,
  least,
  multiply,
  negative,
  order,
  subtract,
} from "fractions";

const TOKEN = /[0-9]+(?:\.[0-9]+)?|[\p{L}_][\p{L}\p{N}_]*|==|!=|<=|>=|\S/gu;
const COMPARE = {
  "==": (sign) => sign === 0,
  "!=": (sign) => sign !== 0,
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
};
const ARITHMETIC = { "+": add, "-": subtract, "*": multiply, "/": divide };
const CHOOSE = { min: least, max: greatest };

/** Numbers, names and signs of a formula. */
export const tokensOf = (text) => text.match(TOKEN) ?? [];

/** The value of a formula: a fraction or a truth value; `known` are the fractions of its names. */
export const evaluate = (text, known) => new Parser(tokensOf(text), known).either()();

/**
 * Reads tokens from the loosest operator to the tightest. Every part is parsed to a function, so
 * that nothing divides where a condition has already decided.
 */
class Parser {
  constructor(tokens, known) {
    Object.assign(this, { tokens, known, at: 0 });
  }

  is(...texts) {
    return texts.includes(this.tokens[this.at]);
  }
  take() {
    return this.tokens[this.at++];
  }

  /** [sign, operand] as long as one of the signs follows. */
  following(signs, read) {
    const rest = [];
    while (this.is(...signs)) rest.push([this.take(), read()]);
    return rest;
  }

  either() {
    const first = this.both();
    const rest = this.following(["or"], () => this.both());
    return rest.length ? () => first() || rest.some(([, operand]) => operand()) : first;
  }

  both() {
    const first = this.negation();
    const rest = this.following(["and"], () => this.negation());
    return rest.length ? () => first() && rest.every(([, operand]) => operand()) : first;
  }

  negation() {
    if (!this.is("not")) return this.comparison();
    this.take();
    const inner = this.negation();
    return () => !inner();
  }

  comparison() {
    const first = this.total();
    const rest = this.following(Object.keys(COMPARE), () => this.total());
    return rest.length ? () => holds(first(), rest) : first;
  }

  total() {
    return this.chain(["+", "-"], () => this.product());
  }

  product() {
    return this.chain(["*", "/"], () => this.signed());
  }

  chain(signs, read) {
    const first = read();
    const rest = this.following(signs, read);
    const apply = (left, [sign, operand]) => ARITHMETIC[sign](left, operand());
    return rest.length ? () => rest.reduce(apply, first()) : first;
  }

  signed() {
    if (!this.is("-")) return this.atom();
    this.take();
    const inner = this.signed();
    return () => negative(inner());
  }

  atom() {
    const token = this.take();
    if (token === "(") return this.within(() => this.either());
    if (Object.hasOwn(CHOOSE, token) && this.is("(")) return this.choice(CHOOSE[token]);
    const constant = exact(token);
    return () => constant ?? this.known[token];
  }

  /** What stands before the closing bracket. */
  within(read) {
    const inner = read();
    this.take();
    return inner;
  }

  choice(choose) {
    this.take();
    const first = this.total();
    const rest = this.following([","], () => this.total());
    this.take();
    return () => rest.map(([, operand]) => operand()).reduce(choose, first());
  }
}

/** Whether each comparison of a chain holds: `a < b < c`. */
function holds(first, rest) {
  let left = first;
  return rest.every(([sign, operand]) => {
    const right = operand();
    const compared = typeof left === "boolean" ? Number(left !== right) : order(left, right);
    left = right;
    return COMPARE[sign](compared);
  });
}
