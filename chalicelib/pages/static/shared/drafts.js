// Drafts in localStorage until the server has them: neither a lost line nor a closed page loses
// what was typed. Each leaf by itself, so that two tabs of one person leave each other's alone.

/** {code: draft} of all that is stored under a key; what cannot be read is left out. */
export function storedDrafts(key) {
  const drafts = {};
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(key))) {
    try {
      drafts[name.slice(key.length)] = JSON.parse(localStorage.getItem(name));
    } catch {
      /* nothing that can be read */
    }
  }
  return drafts;
}

/** Store the draft of a leaf, or forget it where there is none; false where there is no room. */
export function storeDraft(key, code, draft) {
  try {
    if (draft) localStorage.setItem(key + code, JSON.stringify(draft));
    else localStorage.removeItem(key + code);
    return true;
  } catch {
    return false;
  }
}
