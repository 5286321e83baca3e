// Exact arithmetic: a number is a fraction of two BigInts [numerator, denominator], the denominator
// positive.

function greatestCommonDivisor(one, other) {
  let [a, b] = [one, other];
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

function make(numerator, denominator) {
  if (denominator === 0n) throw new RangeError("division by zero");
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator) * sign;
  return [numerator / divisor, denominator / divisor];
}

export const ZERO = [0n, 1n];
export const add = ([a, b], [c, d]) => make(a * d + c * b, b * d);
export const negative = ([a, b]) => [-a, b];
export const subtract = (one, other) => add(one, negative(other));
export const multiply = ([a, b], [c, d]) => make(a * c, b * d);
export const divide = ([a, b], [c, d]) => make(a * d, b * c);
export const sum = (numbers) => numbers.reduce(add, ZERO);

/** -1, 0 or 1: whether the first is less than the second, the same or greater. */
export function order([a, b], [c, d]) {
  const left = a * d;
  const right = c * b;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
export const least = (one, other) => (order(one, other) <= 0 ? one : other);
export const greatest = (one, other) => (order(one, other) >= 0 ? one : other);

/** The fraction of a plain decimal (text or number), null for anything else. */
export function exact(text) {
  const match =
    ["string", "number"].includes(typeof text) &&
    /^(-?)([0-9]{1,60})(?:\.([0-9]{1,60}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, rest = ""] = match;
  return make(BigInt(`${sign}1`) * BigInt(whole + rest), 10n ** BigInt(rest.length));
}

/** Two decimals, halves away from zero. */
export function two([a, b]) {
  const hundredths = (2n * (a < 0n ? -a : a) * 100n + b) / (2n * b);
  const digits = String(hundredths).padStart(3, "0");
  return `${a < 0n && hundredths ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
