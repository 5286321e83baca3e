// The points of a value, exactly, by the same rules as the server's; the server's points win once
// they are saved.

import { evaluate } from "expressions";
import { divide, exact, greatest, least, multiply, order, subtract, two, ZERO } from "fractions";

const HUNDRED = [100n, 1n];

/** What a person typed as the API writes it ("1,5" is "1.5"); null where it is not clear. */
export function typed(text) {
  const digits = String(text).replace(/[\s\u00a0]/g, "");
  if (/^-?[0-9]{1,3}(\.[0-9]{3})+$/.test(digits)) return null; // a thousand, or three decimals?
  const decimal = digits.replace(",", ".");
  return exact(decimal) ? decimal : null;
}

const KEYS = {
  levels: ["level"],
  ratio: ["numerator", "denominator"],
  count: ["count"],
  deduction: ["breaches"],
  direct: ["points"],
  percent: ["percent"],
};
/** The keys of the rule's value, in order. */
export const keys = ({ type, variables }) => (type === "formula" ? variables : (KEYS[type] ?? []));

const numbers = (rule, value) =>
  Object.fromEntries(keys(rule).map((key) => [key, exact(value[key])]));

/** Why a value gives no points, in both languages. */
class Fault extends Error {
  constructor(vi, en) {
    super(en);
    Object.assign(this, { vi, en });
  }
}

/** The exact points of a value {key: decimal text} of a leaf; throws a Fault {vi, en}. */
export function points(leaf, value) {
  const { rule } = leaf;
  if (rule.type === "levels") return pointsOfLevel(rule, value.level);
  const given = numbers(rule, value);
  if (Object.values(given).includes(null))
    throw new Fault(
      "phải là một số, viết như 12 hoặc 12,5",
      "must be a number, written as 12 or 12.5",
    );
  return POINTS[rule.type](rule, given, exact(leaf.max));
}

function pointsOfLevel({ levels }, id) {
  const chosen = levels.find((level) => level.id === id);
  if (!chosen) throw new Fault("hãy chọn một mức", "choose a level");
  return exact(chosen.points);
}

function notBelowZero(number) {
  if (order(number, ZERO) < 0) throw new Fault("không được nhỏ hơn 0", "must not be below 0");
}

function isWhole(number) {
  notBelowZero(number);
  if (number[1] !== 1n) throw new Fault("phải là số nguyên", "must be a whole number");
}

function notOver(number, high, shown) {
  if (order(number, high) <= 0) return;
  throw new Fault(`không được quá ${shown.replace(".", ",")}`, `must be at most ${shown}`);
}

/** The points of each type of rule, of valid numbers. */
const POINTS = {
  ratio(rule, { numerator, denominator }, max) {
    notBelowZero(numerator);
    notBelowZero(denominator);
    if (denominator[0] === 0n)
      throw new Fault(
        "mẫu số bằng 0; nếu không có việc nào phát sinh," +
          " hãy đề nghị không áp dụng tiêu chí này",
        "the denominator is 0; if there was no case at all," +
          " ask for the criterion to be marked not applicable",
      );
    const share = divide(numerator, denominator);
    if (order(share, exact(rule.full_from ?? "1")) >= 0) return max;
    return order(share, exact(rule.zero_below ?? "0")) < 0 ? ZERO : multiply(max, share);
  },
  count(rule, { count }, max) {
    isWhole(count);
    return least(max, multiply(exact(rule.each), count));
  },
  deduction(rule, { breaches }, max) {
    isWhole(breaches);
    return greatest(ZERO, subtract(max, multiply(exact(rule.step), breaches)));
  },
  direct(rule, given, max) {
    notBelowZero(given.points);
    notOver(given.points, max, two(max));
    if (divide(given.points, exact(rule.step))[1] !== 1n)
      throw new Fault(
        `phải là bội số của ${rule.step.replace(".", ",")}`,
        `must be a multiple of ${rule.step}`,
      );
    return given.points;
  },
  percent(_rule, { percent }, max) {
    notBelowZero(percent);
    notOver(percent, HUNDRED, "100");
    return divide(multiply(max, percent), HUNDRED);
  },
  formula(rule, given, max) {
    try {
      return least(max, greatest(ZERO, result(rule, given, max)));
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      throw new Fault(
        "với các số này công thức phải chia cho 0; hãy kiểm tra lại số liệu",
        "with these figures the formula divides by zero; please check them",
      );
    }
  },
};

/** What a formula gives before it is held within 0…max: its first branch that holds, or 0. */
function result({ branches }, given, max) {
  const known = { ...given, max };
  const branch = branches.find(({ when }) => when == null || evaluate(when, known));
  return branch ? evaluate(branch.points, known) : ZERO;
}

/**
 * What is strange in a valid value though the rule takes it, to be asked about: [{key, vi, en}], as
 * the server sees it.
 */
export function doubts({ max, rule }, value) {
  const given = numbers(rule, value);
  if (rule.type === "ratio") return doubtsOfRatio(given);
  if (rule.type !== "formula") return [];
  const found = [...negatives(rule, given), ...greaterParts(rule, given)];
  return found.length ? found : doubtsOfResult(rule, given, exact(max));
}

function doubtsOfRatio({ numerator, denominator }) {
  if (order(numerator, denominator) <= 0) return [];
  const vi = "lớn hơn mẫu số; xin kiểm tra lại";
  return [{ key: "numerator", vi, en: "is greater than the denominator; please check" }];
}

function negatives({ variables }, given) {
  const negative = variables.filter((key) => order(given[key], ZERO) < 0);
  const told = { vi: "là số âm; xin kiểm tra lại", en: "is negative; please check" };
  return negative.map((key) => ({ key, ...told }));
}

function greaterParts({ part_of: wholes, variable_titles: titles }, given) {
  const greater = Object.entries(wholes ?? {}).filter(
    ([part, whole]) => order(given[part], given[whole]) > 0,
  );
  return greater.map(([key, whole]) => {
    const { vi, en } = titles?.[whole] ?? { vi: whole };
    return {
      key,
      vi: `lớn hơn “${vi}”; xin kiểm tra lại`,
      en: `is greater than “${en || vi}”; please check`,
    };
  });
}

function doubtsOfResult(rule, given, max) {
  if (order(result(rule, given, max), max) <= 0) return [];
  const vi = "Kết quả tính vượt điểm tối đa nên chỉ được điểm tối đa; xin kiểm tra lại số liệu";
  const en = "The result exceeds the maximum and is cut to it; please check the figures";
  return [{ key: "", vi, en }];
}
