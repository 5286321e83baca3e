// The language of the respondent's page, what the device remembers, and times as they are read.

const ZONE = "Asia/Ho_Chi_Minh";

/** What the device keeps under a key; null for nothing, or where it keeps nothing at all. */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a value on the device, or with null forget it; false where the device refuses. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export let language = "vi";

export function speak(code) {
  language = code === "en" ? "en" : "vi";
  remember("lang", language);
}

export const say = (vi, en) => (language === "en" ? en : vi);

/** {name: [Vietnamese, English]}, or a function that gives the pair; read as in `words.js`. */
export function words(table) {
  const spoken = {};
  for (const [name, pair] of Object.entries(table)) {
    const get = () =>
      typeof pair === "function" ? (...args) => say(...pair(...args)) : say(...pair);
    Object.defineProperty(spoken, name, { get });
  }
  return spoken;
}

/** A {"vi", "en"} text of the API. */
export const textOf = (text) => text[language] || text.vi;
export const detailOf = (problem) =>
  (language === "en" && problem.detail_en) || problem.detail || "";

function local(moment, options) {
  const locale = language === "en" ? "en-GB" : "vi-VN";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(moment);
}
export const clock = (moment) =>
  local(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const day = (moment) => local(moment, { day: "2-digit", month: "2-digit", year: "numeric" });
