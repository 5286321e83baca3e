// Rules in words: what each input is called, and what each branch of a formula gives.

import { tokensOf } from "expressions";
import { number, of, score, words } from "words";

const LABELS = words({
  numerator: ["Tử số", "Numerator"],
  denominator: ["Mẫu số", "Denominator"],
  count: ["Số lượng", "Count"],
  breaches: ["Số lần vi phạm, chậm", "Breaches"],
  points: ["Số điểm", "Points"],
  percent: ["Tỷ lệ %", "Percent"],
});
const SIGNS = {
  "*": "×",
  "/": "÷",
  "-": "−",
  ">=": "≥",
  "<=": "≤",
  "==": "=",
  "!=": "≠",
  ",": ";",
};
/** The words of the formula language. */
const NAMES = words({
  and: ["và", "and"],
  or: ["hoặc", "or"],
  not: ["không phải", "not"],
  min: ["số nhỏ nhất trong", "the least of"],
});
const T = words({
  greatest: ["số lớn nhất trong", "the greatest of"],
  maximum: ["điểm tối đa", "maximum"],
  when: (condition) => [`nếu ${condition}`, `if ${condition}`],
  otherwise: ["trong các trường hợp còn lại", "in all other cases"],
  points: (value) => [`${value} điểm`, `${value} points`],
});

/** What an input is called; one of a formula with the letter that stands for it there. */
export function label(rule, key) {
  if (rule.type !== "formula" && LABELS[key]) return LABELS[key];
  const title = rule.variable_titles?.[key];
  return title ? `${of(title)} (${key})` : key;
}

/** The branches of a formula in their order: what each gives, and when. */
export function branchesInWords({ branches }) {
  const otherwise = branches.length > 1 ? T.otherwise : "";
  const told = branches.map(({ points, when }) => [
    worth(points),
    when ? T.when(typeset(when)) : otherwise,
  ]);
  return branches.at(-1).when ? [...told, [worth("0"), T.otherwise]] : told;
}

const worth = (text) => (/^[0-9.]+$/.test(text) ? T.points(score(text)) : typeset(text));

/** An expression of the formula language as it is read: "điểm tối đa × a ÷ b". */
function typeset(text) {
  const tokens = tokensOf(text);
  return tokens
    .map((token, at) => tokenInWords(token, tokens[at + 1]))
    .join(" ")
    .replace(/\( /g, "(")
    .replace(/ ([);])/g, "$1")
    .replace(/ ([×÷]) /g, "\u00a0$1\u00a0");
}

function tokenInWords(token, next) {
  if (token === "max") return next === "(" ? T.greatest : T.maximum;
  if (/^[0-9]/.test(token)) return number(token);
  return NAMES[token] ?? SIGNS[token] ?? token;
}
