// What a sheet holds of one criterion, and how two of its parts are compared.

/** A criterion for which nothing was saved yet. */
export const EMPTY = {
  value: null,
  explanation: "",
  estimated: false,
  version: 0,
  points: null,
  evidence: [],
};
export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
/** The parts of an entry that a person fills in. */
export const part = ({ value, explanation, estimated }) => ({ value, explanation, estimated });
/** The parts of `mine` that somebody else changed too since `before`, into something else. */
export const changedByBoth = (mine, before, theirs) =>
  Object.keys(mine).filter(
    (name) => !same(theirs[name], before[name]) && !same(theirs[name], mine[name]),
  );
