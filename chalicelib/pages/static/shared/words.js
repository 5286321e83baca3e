// Words, numbers and times as a reader of one language writes them. The language stays in
// localStorage.

const KEY = "language";
let language = localStorage.getItem(KEY) === "en" ? "en" : "vi";
const titles = { vi: document.title, en: document.querySelector("title").dataset.en };
const dress = () => {
  document.documentElement.lang = language;
  document.title = titles[language];
};
dress();

export const spoken = () => language;
export function speak(code) {
  language = code;
  localStorage.setItem(KEY, code);
  dress();
}
export const say = (vi, en) => (language === "en" ? en : vi);
/**
 * The words of a page or a room: {name: ["tiếng Việt", "English"]}, or a function that gives the
 * pair.
 * Read as `T.title`, or `T.sent(3)`, in the reader's language.
 */
export function words(table) {
  const spokenWords = {};
  for (const [name, pair] of Object.entries(table)) {
    const get = () =>
      typeof pair === "function" ? (...args) => say(...pair(...args)) : say(...pair);
    Object.defineProperty(spokenWords, name, { get });
  }
  return spokenWords;
}
const T = words({
  stamp: (time, date) => [`${time} ngày ${date}`, `${date}, ${time}`],
  endOf: (date) => [`hết ${date}`, `the end of ${date}`],
  almost: ["còn chưa đầy 1 phút", "less than a minute left"],
  days: (days, hours) => [`còn ${days} ngày ${hours} giờ`, `${days} d ${hours} h left`],
  hours: (hours, minutes) => [`còn ${hours} giờ ${minutes} phút`, `${hours} h ${minutes} min left`],
  minutes: (minutes) => [`còn ${minutes} phút`, `${minutes} min left`],
  agedDays: (days, hours) => [`${days} ngày ${hours} giờ`, `${days} d ${hours} h`],
  agedHours: (hours, minutes) => [`${hours} giờ ${minutes} phút`, `${hours} h ${minutes} min`],
  agedMinutes: (minutes) => [`${minutes} phút`, `${minutes} min`],
});
/** A {"vi", "en"} text of the API. */
export const of = (text) => (text ? (language === "en" && text.en) || text.vi : "");
/** "1.25" as it is read: a decimal comma in Vietnamese. */
export const number = (decimal) => String(decimal ?? "").replace(".", say(",", "."));
/** Points as they are read: two decimals at least, "0,50". */
export function score(decimal) {
  const [whole, rest = ""] = String(decimal ?? "").split(".");
  return number(`${whole}.${rest.padEnd(2, "0")}`);
}
export const detail = (problem) =>
  say(problem.detail ?? problem.title, problem.detail_en ?? problem.title_en) ?? "";

// Many an office PC's clock is minutes off; the deadline goes by the server's.
let ahead = 0;
export const now = () => Date.now() + ahead;
/** Take the time from the Date of an answer that was made just now. */
export function clockIs(date) {
  const off = new Date(date) - Date.now();
  ahead = Math.abs(off) > 60000 ? off : 0;
}

// Deadlines are the country's, wherever the browser believes to be.
const parts = (instant) =>
  new Date(instant).toLocaleString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).split(/[- :]/);
const time = ([, , , hour, minute]) => `${hour}:${minute}`;
const dated = ([year, month, date]) => `${date}/${month}/${year}`;
/** A local date "2025-01-20" as it is read; today's in the same form as the API's. */
export const day = (date) => (date ?? "").split("-").reverse().join("/");
export const today = (at = now()) => parts(at).slice(0, 3).join("-");
/** "14:03 ngày 20/01/2025", as on a paper that is kept. */
export function stamp(instant) {
  const at = parts(instant);
  return T.stamp(time(at), dated(at));
}
/** "14:03", with the day unless it is today. */
export function moment(instant) {
  return today(instant) === today() ? time(parts(instant)) : stamp(instant);
}
/** "hết 20/01/2025" for a window that closes at midnight, else with the hour. */
export function until(instant) {
  const at = parts(instant);
  if (time(at) !== "00:00") return `${time(at)} ${dated(at)}`;
  return T.endOf(dated(parts(new Date(instant) - 1)));
}
/** "còn 3 ngày 4 giờ". */
export function left(instant) {
  const minutes = Math.floor((new Date(instant) - now()) / 60000);
  if (minutes < 1) return T.almost;
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  if (days) return T.days(days, hours);
  return hours ? T.hours(hours, minutes % 60) : T.minutes(minutes);
}
/** How long ago that was, "3 giờ 5 phút". */
export function age(instant) {
  const minutes = Math.max(0, Math.floor((now() - new Date(instant)) / 60000));
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return T.agedDays(Math.floor(hours / 24), hours % 24);
  return hours ? T.agedHours(hours, minutes % 60) : T.agedMinutes(minutes);
}
export const size = (bytes) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${number((bytes / 1e6).toFixed(1))} MB`;
// The order of names: Đ after D, Ă after A; numbers in them by value.
export const inOrder = new Intl.Collator("vi", { numeric: true }).compare;
/** Lower case without marks, so that "ke hoach" finds "Kế hoạch". */
export const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("đ", "d");
