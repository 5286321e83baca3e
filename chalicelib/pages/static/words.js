// Words, numbers and times as a reader of one language writes them. The language stays in localStorage.

const KEY = "language";
let language = localStorage.getItem(KEY) === "en" ? "en" : "vi";
document.documentElement.lang = language;

export const spoken = () => language;
export function speak(code) {
  language = code;
  localStorage.setItem(KEY, code);
  document.documentElement.lang = code;
}
export const say = (vi, en) => (language === "en" ? en : vi);
/** A {"vi", "en"} text of the API. */
export const of = (text) => (text ? (language === "en" && text.en) || text.vi : "");
/** "1.25" as it is read: a decimal comma in Vietnamese. */
export const number = (decimal) => String(decimal ?? "").replace(".", say(",", "."));
export const detail = (problem) => say(problem.detail ?? problem.title, problem.detail_en ?? problem.title_en) ?? "";

const pad = (part) => String(part).padStart(2, "0");
const time = (at) => `${pad(at.getHours())}:${pad(at.getMinutes())}`;
const dated = (at) => `${pad(at.getDate())}/${pad(at.getMonth() + 1)}/${at.getFullYear()}`;
/** A local date "2025-01-20" as it is read; today's in the same form as the API's. */
export const day = (date) => (date ?? "").split("-").reverse().join("/");
export const today = (at = new Date()) => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
/** "14:03", with the day unless it is today. */
export function moment(instant) {
  const at = new Date(instant);
  return at.toDateString() === new Date().toDateString() ? time(at) : say(`${time(at)} ngày ${dated(at)}`, `${dated(at)}, ${time(at)}`);
}
/** "hết 20/01/2025" for a window that closes at midnight, else with the hour. */
export function until(instant) {
  const at = new Date(instant);
  if (at.getHours() || at.getMinutes()) return `${time(at)} ${dated(at)}`;
  return say(`hết ${dated(new Date(at - 1))}`, `the end of ${dated(new Date(at - 1))}`);
}
/** "còn 3 ngày 4 giờ". */
export function left(instant, now = Date.now()) {
  const minutes = Math.floor((new Date(instant) - now) / 60000);
  if (minutes < 1) return say("còn chưa đầy 1 phút", "less than a minute left");
  const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24;
  if (days) return say(`còn ${days} ngày ${hours} giờ`, `${days} d ${hours} h left`);
  if (hours) return say(`còn ${hours} giờ ${minutes % 60} phút`, `${hours} h ${minutes % 60} min left`);
  return say(`còn ${minutes} phút`, `${minutes} min left`);
}
export const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} KB` : `${number((bytes / 1e6).toFixed(1))} MB`);
/** Lower case without marks, so that "ke hoach" finds "Kế hoạch". */
export const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");
