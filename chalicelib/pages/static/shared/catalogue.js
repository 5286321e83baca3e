// The criteria of an index, as pages look them up.

import { plain } from "words";

/** The leaves by their code, in their order, each with its area and criterion. */
export function catalogue({ areas, illustrative }) {
  const leaves = {};
  for (const area of areas) {
    area.codes = [];
    for (const criterion of area.criteria)
      for (const leaf of criterion.leaves ?? [criterion]) {
        const words = plain(`${leaf.code} ${leaf.title.vi} ${leaf.title.en ?? ""}`);
        leaves[leaf.code] = { ...leaf, area, criterion, words };
        area.codes.push(leaf.code);
      }
  }
  return { areas, illustrative, leaves, order: areas.flatMap((area) => area.codes) };
}
