// How the pages of assignments call parts of an index, units and people.

import { of, words } from "words";

const T = words({
  everyUnit: ["mọi đơn vị", "every unit"],
  units: (units) => [`${units} đơn vị`, `${units} units`],
});
const FEW = 3;

/** {index, title, areas} of the index that is looked at. */
export const indexOf = ({ overview, index }) =>
  overview.indexes.find((one) => one.index === index) ?? overview.indexes[0];

/** Every part that can be assigned, {code, title, deep}, areas before their criteria. */
export function partsOf(index) {
  return index.areas
    .map((area) => ({
      area,
      criteria: area.criteria.filter(({ appraised }) => appraised.length > 0),
    }))
    .filter(({ criteria }) => criteria.length > 0)
    .flatMap(({ area, criteria }) => [
      { code: area.code, title: of(area.title), deep: false },
      ...criteria.flatMap((criterion) => [
        { code: criterion.code, title: of(criterion.title), deep: true },
        ...criterion.appraised
          .filter((code) => code !== criterion.code)
          .map((code) => ({ code, title: "", deep: true })),
      ]),
    ]);
}

/** "1.1 Kế hoạch"; the bare code where the part has no title here. */
export function partName(index, code) {
  const part = partsOf(index).find((one) => one.code === code);
  return part?.title ? `${code} ${part.title}` : code;
}

/** A person's name, the address where it is not known. */
export const personName = ({ overview }, email) =>
  overview.people.find((person) => person.email === email)?.name || email;

const unitName = ({ overview }, id) =>
  of(overview.units.find(({ unit }) => unit === id)?.name) || id;

/** The names of units, or how many there are. */
export function unitNames(state, units) {
  if (!units.length) return T.everyUnit;
  if (units.length > FEW) return T.units(units.length);
  return allUnitNames(state, units);
}

export const allUnitNames = (state, units) => units.map((id) => unitName(state, id)).join(", ");
