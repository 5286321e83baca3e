// Rules in words: what each input is called, and what each branch of a formula gives.

import { number, of, say, score } from "words";

const LABELS = {
  numerator: ["Tử số", "Numerator"],
  denominator: ["Mẫu số", "Denominator"],
  count: ["Số lượng", "Count"],
  breaches: ["Số lần vi phạm, chậm", "Breaches"],
  points: ["Số điểm", "Points"],
  percent: ["Tỷ lệ %", "Percent"],
};
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
const WORDS = {
  and: ["và", "and"],
  or: ["hoặc", "or"],
  not: ["không phải", "not"],
  min: ["số nhỏ nhất trong", "the least of"],
};

/** What an input is called; one of a formula with the letter that stands for it there. */
export function label(rule, key) {
  if (LABELS[key] && rule.type !== "formula") return say(...LABELS[key]);
  const title = rule.variable_titles?.[key];
  return title ? `${of(title)} (${key})` : key;
}

/** The branches of a formula in their order: what each gives, and when. */
export function spoken({ branches }) {
  const said = branches.map(({ points, when }) => [
    worth(points),
    when ? `${say("nếu", "if")} ${typeset(when)}` : branches.length > 1 ? otherwise() : "",
  ]);
  return branches.at(-1).when ? [...said, [worth("0"), otherwise()]] : said;
}

const otherwise = () => say("trong các trường hợp còn lại", "in all other cases");
const worth = (text) =>
  /^[0-9.]+$/.test(text) ? `${score(text)} ${say("điểm", "points")}` : typeset(text);

/** An expression of the formula language as it is read: "điểm tối đa × a ÷ b". */
export function typeset(text) {
  const tokens = text.match(/[0-9]+(?:\.[0-9]+)?|[\p{L}_][\p{L}\p{N}_]*|==|!=|<=|>=|\S/gu) ?? [];
  const words = tokens.map((token, at) => {
    if (token === "max")
      return tokens[at + 1] === "("
        ? say("số lớn nhất trong", "the greatest of")
        : say("điểm tối đa", "maximum");
    return WORDS[token]
      ? say(...WORDS[token])
      : (SIGNS[token] ?? (/^[0-9]/.test(token) ? number(token) : token));
  });
  return words
    .join(" ")
    .replace(/\( /g, "(")
    .replace(/ ([);])/g, "$1")
    .replace(/ ([×÷]) /g, "\u00a0$1\u00a0");
}
