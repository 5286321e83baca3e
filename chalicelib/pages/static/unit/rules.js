// The points of a value, exactly, by the same rules as the server's; the server's points win once they are saved.
// A number is a fraction of two BigInts [numerator, denominator], the denominator positive.

const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};
const make = (a, b) => {
  if (b === 0n) throw new RangeError("division by zero");
  const d = gcd(a, b) * (b < 0n ? -1n : 1n);
  return [a / d, b / d];
};
const add = ([a, b], [c, d]) => make(a * d + c * b, b * d);
const neg = ([a, b]) => [-a, b];
const mul = ([a, b], [c, d]) => make(a * c, b * d);
const div = ([a, b], [c, d]) => make(a * d, b * c);
const order = ([a, b], [c, d]) => {
  const left = a * d,
    right = c * b;
  return left < right ? -1 : left > right ? 1 : 0;
};
const least = (a, b) => (order(a, b) <= 0 ? a : b),
  most = (a, b) => (order(a, b) >= 0 ? a : b);
const ZERO = [0n, 1n];

/** The fraction of a plain decimal (text or number), null for anything else. */
export function exact(text) {
  const match =
    ["string", "number"].includes(typeof text) &&
    /^(-?)([0-9]{1,60})(?:\.([0-9]{1,60}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, rest = ""] = match;
  return make(BigInt(`${sign}1`) * BigInt(whole + rest), 10n ** BigInt(rest.length));
}

/** What a person typed as the API writes it ("1,5" is "1.5"); null where it cannot be told what is meant. */
export function typed(text) {
  const found = String(text).replace(/[\s\u00a0]/g, "");
  if (/^-?[0-9]{1,3}(\.[0-9]{3})+$/.test(found)) return null; // a thousand, or three decimals?
  return exact(found.replace(",", ".")) ? found.replace(",", ".") : null;
}

/** Two decimals, halves away from zero. */
export function two([a, b]) {
  const scaled = (2n * (a < 0n ? -a : a) * 100n + b) / (2n * b),
    digits = String(scaled).padStart(3, "0");
  return `${a < 0n && scaled ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
export const sum = (numbers) => numbers.reduce(add, ZERO);

/** The keys of the rule's value, in order. */
export function keys(rule) {
  return (
    {
      levels: ["level"],
      ratio: ["numerator", "denominator"],
      count: ["count"],
      deduction: ["breaches"],
      direct: ["points"],
      percent: ["percent"],
      formula: rule.variables,
    }[rule.type] ?? []
  );
}

class Fault extends Error {
  constructor(vi, en) {
    super(en);
    this.vi = vi;
    this.en = en;
  }
}

/** The exact points of a value {key: decimal text} of a leaf; throws a Fault {vi, en}. */
export function points(leaf, value) {
  const max = exact(leaf.max),
    { rule } = leaf;
  if (rule.type === "levels") {
    const chosen = rule.levels.find((level) => level.id === value.level);
    if (!chosen) throw new Fault("hãy chọn một mức", "choose a level");
    return exact(chosen.points);
  }
  const given = Object.fromEntries(keys(rule).map((key) => [key, exact(value[key])]));
  for (const key of keys(rule))
    if (!given[key])
      throw new Fault(
        "phải là một số, viết như 12 hoặc 12,5",
        "must be a number, written as 12 or 12.5",
      );
  return POINTS[rule.type](rule, given, max);
}

const notBelow = (number, low = ZERO) => {
  if (order(number, low) < 0) throw new Fault("không được nhỏ hơn 0", "must not be below 0");
};
const whole = (number) => {
  notBelow(number);
  if (number[1] !== 1n) throw new Fault("phải là số nguyên", "must be a whole number");
};
const notOver = (number, high, shown) => {
  if (order(number, high) > 0)
    throw new Fault(
      `không được quá ${String(shown).replace(".", ",")}`,
      `must be at most ${shown}`,
    );
};

const POINTS = {
  ratio(rule, { numerator, denominator }, max) {
    notBelow(numerator);
    notBelow(denominator);
    if (denominator[0] === 0n)
      throw new Fault(
        "mẫu số bằng 0; nếu không có việc nào phát sinh, hãy đề nghị không áp dụng tiêu chí này",
        "the denominator is 0; if there was no case at all, ask for the criterion to be marked not applicable",
      );
    const share = div(numerator, denominator);
    if (order(share, exact(rule.full_from ?? "1")) >= 0) return max;
    return order(share, exact(rule.zero_below ?? "0")) < 0 ? ZERO : mul(max, share);
  },
  count(rule, { count }, max) {
    whole(count);
    return least(max, mul(exact(rule.each), count));
  },
  deduction(rule, { breaches }, max) {
    whole(breaches);
    return most(ZERO, add(max, neg(mul(exact(rule.step), breaches))));
  },
  direct(rule, given, max) {
    notBelow(given.points);
    notOver(given.points, max, two(max));
    if (div(given.points, exact(rule.step))[1] !== 1n)
      throw new Fault(
        `phải là bội số của ${rule.step.replace(".", ",")}`,
        `must be a multiple of ${rule.step}`,
      );
    return given.points;
  },
  percent(_rule, { percent }, max) {
    notBelow(percent);
    notOver(percent, [100n, 1n], 100);
    return div(mul(max, percent), [100n, 1n]);
  },
  formula(rule, given, max) {
    try {
      return least(max, most(ZERO, result(rule, given, max)));
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      throw new Fault(
        "với các số này công thức phải chia cho 0; hãy kiểm tra lại số liệu",
        "with these figures the formula divides by zero; please check them",
      );
    }
  },
};

/** What is strange in a valid value though the rule takes it, to be asked about: [{key, vi, en}], as the server sees it. */
export function doubts({ max, rule }, value) {
  const given = Object.fromEntries(keys(rule).map((key) => [key, exact(value[key])]));
  if (rule.type === "ratio" && order(given.numerator, given.denominator) > 0)
    return [
      {
        key: "numerator",
        vi: "lớn hơn mẫu số; xin kiểm tra lại",
        en: "is greater than the denominator; please check",
      },
    ];
  if (rule.type !== "formula") return [];
  const found = rule.variables
    .filter((name) => order(given[name], ZERO) < 0)
    .map((key) => ({ key, vi: "là số âm; xin kiểm tra lại", en: "is negative; please check" }));
  for (const [part, whole] of Object.entries(rule.part_of ?? {})) {
    const title = rule.variable_titles?.[whole] ?? { vi: whole };
    if (order(given[part], given[whole]) > 0)
      found.push({
        key: part,
        vi: `lớn hơn “${title.vi}”; xin kiểm tra lại`,
        en: `is greater than “${title.en || title.vi}”; please check`,
      });
  }
  const most = exact(max);
  if (!found.length && order(result(rule, given, most), most) > 0)
    found.push({
      key: "",
      vi: "Kết quả tính vượt điểm tối đa nên chỉ được điểm tối đa; xin kiểm tra lại số liệu",
      en: "The result exceeds the maximum and is cut to it; please check the figures",
    });
  return found;
}

/** What a formula gives before it is held within 0…max: its first branch that holds, or 0. */
function result(rule, given, max) {
  const branch = rule.branches.find(
    (each) => each.when == null || evaluate(each.when, { ...given, max }),
  );
  return branch ? evaluate(branch.points, { ...given, max }) : ZERO;
}

const COMPARE = {
  "==": (c) => c === 0,
  "!=": (c) => c !== 0,
  "<": (c) => c < 0,
  "<=": (c) => c <= 0,
  ">": (c) => c > 0,
  ">=": (c) => c >= 0,
};

/** A formula of the round (its grammar is the server's, which has checked it): a fraction or a truth value. */
export function evaluate(text, known) {
  const tokens = text.match(/[0-9]+(?:\.[0-9]+)?|[\p{L}_][\p{L}\p{N}_]*|==|!=|<=|>=|\S/gu) ?? [];
  let at = 0;
  const is = (...texts) => texts.includes(tokens[at]),
    take = () => tokens[at++];
  // Every part is parsed to a thunk, so that nothing divides where a condition has already decided.
  const joined = (word, read) => {
    const parts = [read()];
    while (is(word)) {
      take();
      parts.push(read());
    }
    return parts.length === 1
      ? parts[0]
      : () => (word === "or" ? parts.some((part) => part()) : parts.every((part) => part()));
  };
  const expression = () => joined("or", () => joined("and", negation));
  const negation = () => {
    if (!is("not")) return comparison();
    take();
    const inner = negation();
    return () => !inner();
  };
  const comparison = () => {
    const first = total(),
      rest = [];
    while (is(...Object.keys(COMPARE))) {
      const sign = take();
      rest.push([sign, total()]);
    }
    return rest.length === 0
      ? first
      : () => {
          let left = first();
          return rest.every(([sign, operand]) => {
            const right = operand(),
              same = typeof left === "boolean" ? Number(left !== right) : order(left, right);
            left = right;
            return COMPARE[sign](same);
          });
        };
  };
  const chain = (signs, read) => () => {
    const first = read(),
      rest = [];
    while (is(...signs)) {
      const sign = take();
      rest.push([sign, read()]);
    }
    return rest.length === 0
      ? first
      : () => rest.reduce((left, [sign, operand]) => ARITHMETIC[sign](left, operand()), first());
  };
  const sign = () => {
    if (!is("-")) return atom();
    take();
    const inner = sign();
    return () => neg(inner());
  };
  const atom = () => {
    const token = take();
    if (token === "(") {
      const inner = expression();
      take();
      return inner;
    }
    if ((token === "min" || token === "max") && is("(")) {
      const all = [];
      do {
        take();
        all.push(total());
      } while (is(","));
      take();
      return () => all.map((each) => each()).reduce(token === "max" ? most : least);
    }
    const constant = exact(token);
    return () => constant ?? known[token];
  };
  const product = chain(["*", "/"], () => sign()),
    total = chain(["+", "-"], product);
  return expression()();
}
const ARITHMETIC = { "+": add, "-": (a, b) => add(a, neg(b)), "*": mul, "/": div };
