// Which changes of a workbook are saved: those that nobody else changed meanwhile, and those that
// were chosen where somebody did.

/** The parts of a change that a colleague changed too. */
export const clashing = (change) => change.parts.filter((part) => part.changed_meanwhile);
export const plainParts = (change) => change.parts.filter((part) => !part.changed_meanwhile);

/** A choice holds for what was seen: once the leaf is saved again it has to be made again. */
export const keyOf = ({ leaf, version }) => `${leaf} ${version}`;
/** "mine", "theirs", or undefined while nothing is chosen. */
export const choiceOf = ({ choices }, change) => choices[keyOf(change)];

/** What to save: the parts that only the workbook changed, and the clashing ones chosen as mine. */
export function entriesOf(preview) {
  return preview.changes
    .map((change) => [change, chosenParts(preview, change)])
    .filter(([, parts]) => parts.length > 0)
    .map(([{ leaf, version }, parts]) => {
      const values = parts.map(({ part, to }) => [part, to]);
      return { leaf, version, ...Object.fromEntries(values) };
    });
}

const chosenParts = (preview, change) =>
  choiceOf(preview, change) === "mine" ? change.parts : plainParts(change);
