// The kinds of rulings in words, and what a ruling is about.

import { day, number, words } from "words";

const T = words({
  source: (document, dated) => [`${document} ngày ${dated}`, `${document} of ${dated}`],
  rank: (index, rank) => [`${index} (hạng ${rank})`, `${index} (rank ${rank})`],
});
/** Each kind, in the order of the page. */
export const KINDS = {
  not_applicable: ["Tiêu chí không áp dụng", "Criteria that do not apply"],
  exclusion: ["Không đánh giá, không xếp hạng", "Exclusions"],
  adjustment: ["Điểm thưởng, điểm phạt", "Bonus and penalty points"],
  external: ["Số liệu chính thức từ bên ngoài", "Official external figures"],
  void: ["Hủy kết quả điều tra", "Voided surveys"],
  previous: ["Kết quả kỳ trước", "Previous results"],
};
export const KIND_WORDS = words(KINDS);
/** What a ruling of each kind does; the others are made elsewhere. */
export const MADE_HERE = {
  not_applicable: [
    "Tiêu chí ra khỏi điểm tối đa của đơn vị; đơn vị thấy “Không áp dụng”.",
    "The criterion no longer counts in the unit's maximum; the unit sees “does not apply”.",
  ],
  exclusion: [
    "Được tính khi người thứ hai xác nhận: đơn vị không được tính chỉ số và không xếp hạng.",
    "Once a second person has confirmed it, the unit is neither scored nor ranked.",
  ],
  adjustment: [
    "Được tính khi người thứ hai xác nhận: điểm được cộng vào (hoặc trừ khỏi) tổng điểm của " +
      "đơn vị; vượt mức tối đa của kỳ thì không nhận.",
    "Once a second person has confirmed them, the points are added to (or taken from) the " +
      "unit's total; beyond the round's cap they are refused.",
  ],
  external: [
    "Điểm của tiêu chí được tính từ số liệu này ở lần công bố sau.",
    "The criterion's points are computed from this figure at the next publication.",
  ],
};
/** The kinds that count only once a second person has confirmed them. */
export const NEED_TWO = ["exclusion", "adjustment"];
export const DOES = words(MADE_HERE);

const ABOUT = {
  not_applicable: ({ leaf }) => leaf,
  external: ({ leaf, value }) =>
    `${leaf} = ${Object.values(value ?? {})
      .map(number)
      .join(", ")}`,
  adjustment: ({ points }) => number(points),
  previous: ({ index, rank }) => T.rank(number(index), rank),
};

/** What a ruling is about, besides its unit. */
export const about = (ruling) => ABOUT[ruling.kind]?.(ruling) ?? "";

/** The same with its kind. */
export function aboutWithKind(ruling) {
  const rest = about(ruling);
  return `${KIND_WORDS[ruling.kind]}${rest && `: ${rest}`}`;
}

/** The document that a ruling rests on; empty where none is named. */
export const source = ({ document, dated }) => (dated ? T.source(document, day(dated)) : document);
