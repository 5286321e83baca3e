// What was typed into the inputs of a leaf, as a value with its points.

import { doubts, keys, points, typed } from "rules";

const unreadable = (text) => ({
  vi:
    `“${text}” không đọc được là một số. Viết như 1250 hoặc 12,5` +
    " (không chấm phân cách hàng nghìn).",
  en: `“${text}” cannot be read as a number. Write 1250 or 12.5, without thousands separators.`,
});
const isTyped = (text) => String(text ?? "").trim() !== "";

/**
 * {value, points, doubts}; the value is null where nothing was typed. {partial} while something is
 * missing; {key, fault} where it is wrong, with the key of the first input that is.
 */
export function read(leaf, fields) {
  const wanted = keys(leaf.rule);
  const given = wanted.filter((key) => isTyped(fields[key]));
  if (given.length === 0) return { value: null, points: null, doubts: [] };
  if (leaf.rule.type === "levels")
    return { value: { level: fields.level }, points: points(leaf, fields), doubts: [] };
  const value = Object.fromEntries(given.map((key) => [key, typed(fields[key])]));
  const wrong = given.find((key) => value[key] === null);
  if (wrong) return { key: wrong, fault: unreadable(fields[wrong]) };
  if (given.length < wanted.length) return { partial: true };
  try {
    return { value, points: points(leaf, value), doubts: doubts(leaf, value) };
  } catch (fault) {
    return { key: wanted[0], fault: { vi: fault.vi, en: fault.en } };
  }
}
