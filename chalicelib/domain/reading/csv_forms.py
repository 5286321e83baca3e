"""How a CSV file is written: its separator and its quotation marks, by the headings that they show.

What programs and people add around a table is taken off: a first line `sep=;`, quotation marks
around whole lines, typographic ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.reading.filled_tables import plain

# No table has fewer columns.
FEWEST = 2
# Columns beyond these are counted, not read.
WIDEST = 120
_SEPARATORS, _QUOTES = ",;\t|^~:", "\"'"
# A spreadsheet that stores such a file again adds the separators of its empty cells.
_SEPARATOR_LINE = re.compile(
    r"""["']?[ ]*sep[ ]*=[ ]?([^\r\n])[ ]*["']?[,;\t| ]*(?:\r\n|\r|\n|$)""", re.IGNORECASE
)
_WRAPPED = re.compile(r'[ ]*"([^"\r\n]*(?:""[^"\r\n]*)*)"[,;\t ]*')
_CURLY = str.maketrans(dict.fromkeys("“”„", '"'))
# The longest first row that is looked at while separator and quotation marks are found out.
_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class CsvForm:
    """The text of the table alone, and how it is written; `unusual` is told to people."""

    text: str
    separator: str
    quote: str
    unusual: bool

    def records(self) -> Iterator[list[str]]:
        """Reads row after row; it raises csv.Error where quotation marks do not fit."""
        return csv.reader(
            io.StringIO(self.text, newline=""),
            delimiter=self.separator,
            quotechar=self.quote,
            skipinitialspace=True,
            strict=True,
        )


def form_of(text: str, known: Collection[str]) -> CsvForm:
    """The form that shows the most known headings (`known`, in plain form); that of a first line
    `sep=…` unless another one shows headings and it does not.
    """
    line = _SEPARATOR_LINE.match(text)
    table = text[line.end() :] if line else text
    plainly = _plainly(table, known)
    unusual = line is not None or plainly is not table
    if line:
        named = CsvForm(plainly, line[1], '"', unusual)
        if known_headings(_first(named), known) >= FEWEST:
            return named
    forms = [
        CsvForm(plainly, mark, quote, unusual or quote != '"' or mark not in ",;\t")
        for quote in _QUOTES
        for mark in _SEPARATORS
    ]
    best = max(forms, key=lambda form: known_headings(_first(form), known))
    return best if not line or known_headings(_first(best), known) >= FEWEST else named


def known_headings(record: Sequence[str], known: Collection[str]) -> int:
    """How many cells of a row are known headings."""
    return sum(plain(cell.strip(" *")) in known for cell in record[:WIDEST])


def _plainly(table: str, known: Collection[str]) -> str:
    """The table with ordinary quotation marks, and with none around whole lines; the very same text
    if there are no others.
    """
    if table.lstrip()[:1] in tuple("“”„"):
        return table.translate(_CURLY)
    first = re.split("[\r\n]", table[:_HEAD], maxsplit=1)[0]
    wrapped = _WRAPPED.fullmatch(first)
    if wrapped is None:
        return table
    heads = (CsvForm(_inner(wrapped), mark, '"', unusual=True) for mark in _SEPARATORS)
    if max(known_headings(_first(head), known) for head in heads) < FEWEST:
        return table
    lines = table.splitlines(keepends=True)
    return "".join(map(_unwrapped, lines))


def _unwrapped(line: str) -> str:
    bare = line.rstrip("\r\n")
    wrapped = _WRAPPED.fullmatch(bare)
    return _inner(wrapped) + line[len(bare) :] if wrapped else line


def _inner(wrapped: re.Match[str]) -> str:
    return wrapped[1].replace('""', '"')


def _first(form: CsvForm) -> Sequence[str]:
    head = io.StringIO(form.text[:_HEAD], newline="")
    reader = csv.reader(head, delimiter=form.separator, quotechar=form.quote, skipinitialspace=True)
    try:
        return next(reader, ())
    except csv.Error:
        return ()
