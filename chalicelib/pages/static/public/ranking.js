// What JavaScript adds to a ranking that is complete without it: a language that stays, sorting, a
// filter by name.

/** Show the page in the language that was chosen last; keep the one that its address asks for. */
function keepLanguage() {
  const address = new URL(location.href);
  const asked = address.searchParams.get("lang");
  try {
    if (asked) localStorage.setItem("lang", asked);
    else if (localStorage.getItem("lang") === "en") {
      address.searchParams.set("lang", "en");
      location.replace(address);
    }
  } catch {
    /* storage is switched off: the language then stays in the links only */
  }
}

// "Đắk Lắk" is found by typing "dak lak".
const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();

const nameOf = (row) => folded(row.querySelector("th .title, th")?.textContent ?? "");

// Names in the order of the Vietnamese alphabet: Đ after D, Ă after A; numbers in them by value.
const alphabet = new Intl.Collator("vi", { numeric: true });

// A figure as the page prints it, alone or as the first of two: 93,89 · 9.710 / 10.500 · +1,13.
const FIGURE = /^([+−-]?[\d.,]+)(\s*[/–].*)?$/;

/** The value of a printed figure: 10.500 and 93,89 in Vietnamese, 10,500 and 93.89 in English. */
function quantity(figure) {
  const [thousands, point] = document.documentElement.lang === "en" ? [",", "."] : [".", ","];
  const plain = figure.replaceAll(thousands, "").replace(point, ".");
  return Number(plain.replace("−", "-").replace("+", ""));
}

/** What a cell is sorted by: a name, a number or a word; null for nothing. */
function cellValue(row, column) {
  const cell = row.cells[column];
  const shown = (cell.querySelector("b, .title") ?? cell).textContent.trim();
  if (cell.tagName === "TH") return shown;
  if (shown === "" || shown === "–") return null;
  const figure = FIGURE.exec(shown);
  return figure ? quantity(figure[1]) : shown;
}

/** The order of two values of a column; what is null comes last in either direction. */
function compared(one, other, sign) {
  if (one === null || other === null) return (one === null) - (other === null);
  const numbers = typeof one === "number" && typeof other === "number";
  return sign * (numbers ? one - other : alphabet.compare(`${one}`, `${other}`));
}

/** The order that a press on a heading gives: numbers from the highest, words from the first. */
function nextOrder(table, heading, column) {
  const numeric = table.tBodies[0].rows[0]?.cells[column].matches("td:not(.rank, .band)");
  const [first, other] = numeric ? ["descending", "ascending"] : ["ascending", "descending"];
  return heading.getAttribute("aria-sort") === first ? other : first;
}

function sort(table, heading, column) {
  const order = nextOrder(table, heading, column);
  for (const cell of heading.parentElement.cells) cell.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows].map((row) => [cellValue(row, column), row]);
  rows.sort(([one], [other]) => compared(one, other, sign));
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

/** The text of each heading becomes a button that sorts by its column. */
function makeSortable(table) {
  if (table.tBodies[0].rows.length < 2) return;
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading, column));
    heading.append(button);
  });
}

/** The field hides the rows whose names do not match, and says how many units are left. */
function makeFilter(field) {
  const output = field.parentElement.querySelector("output");
  const rows = [...document.querySelectorAll("table[data-sortable] tbody tr")];
  const names = new Map(rows.map((row) => [row, nameOf(row)]));
  const counted = rows.filter((row) => row.closest(".standings"));
  const told = () => {
    const shown = counted.filter((row) => !row.hidden).length;
    return output.dataset.words.replace("{n}", shown).replace("{all}", counted.length);
  };
  field.addEventListener("input", () => {
    const wanted = folded(field.value);
    for (const [row, name] of names) row.hidden = !name.includes(wanted);
    output.textContent = wanted ? told() : "";
  });
  field.parentElement.hidden = false;
}

keepLanguage();
document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
const field = document.getElementById("filter");
if (field) makeFilter(field);
