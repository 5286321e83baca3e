// The address of the people of a list.

/** Of index, lister, group and state, as far as they are chosen. */
export const peopleAt = (...parts) => `#/people/${parts.map(encodeURIComponent).join("/")}`;
