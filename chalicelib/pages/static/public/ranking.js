// What JavaScript adds to a ranking that is complete without it: a language that stays, sorting, a filter by name.

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

// "Đắk Lắk" is found by typing "dak lak".
const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();

const nameOf = (row) => folded(row.querySelector("th .title, th")?.textContent ?? "");

function cellValue(row, column) {
  const cell = row.cells[column];
  const words = (cell.querySelector("b, .title") ?? cell).textContent.trim();
  const number = Number(
    words.split("/")[0].replace("−", "-").replace(",", ".").replace("+", "").trim(),
  );
  return cell.tagName === "TH"
    ? folded(words)
    : words === "" || words === "–"
      ? null
      : Number.isNaN(number)
        ? words
        : number;
}

function sort(table, heading, column) {
  const numeric = table.tBodies[0].rows[0]?.cells[column].matches("td:not(.rank, .band)");
  const first = numeric ? "descending" : "ascending";
  const other = numeric ? "ascending" : "descending";
  const order = heading.getAttribute("aria-sort") === first ? other : first;
  for (const each of heading.parentElement.cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const compare = (a, b) =>
    (a === null) - (b === null) ||
    sign * (typeof a === "number" ? a - b : `${a}`.localeCompare(`${b}`, "vi"));
  const rows = [...table.tBodies[0].rows].map((row) => [cellValue(row, column), row]);
  rows.sort(([a], [b]) => compare(a, b));
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table.tBodies[0].rows.length < 2) continue;
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading, column));
    heading.append(button);
  });
}

const field = document.getElementById("filter");
if (field) {
  const output = field.parentElement.querySelector("output");
  const rows = [...document.querySelectorAll("table[data-sortable] tbody tr")].map((row) => [
    nameOf(row),
    row,
  ]);
  const counted = rows.filter(([, row]) => row.closest(".standings"));
  field.addEventListener("input", () => {
    const wanted = folded(field.value);
    for (const [name, row] of rows) row.hidden = !name.includes(wanted);
    const shown = counted.filter(([, row]) => !row.hidden).length;
    output.textContent = wanted
      ? output.dataset.words.replace("{n}", shown).replace("{all}", counted.length)
      : "";
  });
  field.parentElement.hidden = false;
}
