"""The people of the survey, plainly generated, and the lists on which units and the authority name
them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from infra.demo.inputs import Cell, Inputs

AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is invited to rate a unit; `answers` is None for somebody who never answers."""

    number: int
    cell: Cell
    answers: str | None

    @property
    def email(self) -> str:
        """An address that can never be anybody's (RFC 2606)."""
        return f"nguoi-{self.number:05d}@example.test"

    def row(self, names_unit: bool) -> dict[str, str]:
        """The person's row on a list, as the API takes it."""
        row = {"name": f"Người trả lời {self.number:05d}", "email": self.email}
        return row | {"rates": self.cell.unit} if names_unit else row


@dataclass(frozen=True, slots=True)
class RespondentList:
    """The people one lister names in one group of one index."""

    lister: str
    index: str
    group: str
    rows: tuple[dict[str, str], ...]


def people(cells: tuple[Cell, ...]) -> list[Person]:
    """Everybody in the cells, numbered: those who answer, then those who are only listed."""
    everybody: list[Person] = []
    for cell in cells:
        for written in (*cell.answers, *[None] * cell.silent):
            everybody.append(Person(len(everybody) + 1, cell, written))
    return everybody


def respondent_lists(inputs: Inputs, everybody: list[Person]) -> list[RespondentList]:
    """Who lists whom: the rated unit itself, or in turn each unit of the listing indexes, or the
    authority.
    """
    groups = {
        (index["id"], group["id"]): group
        for index in inputs.document["indexes"]
        for group in index["groups"]
    }
    rows: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for person in everybody:
        cell = person.cell
        group = groups[cell.index, cell.group]
        lister = _lister(inputs, group, person)
        names_unit = lister != cell.unit or group.get("rates") == "row"
        rows[lister, cell.index, cell.group].append(person.row(names_unit))
    return [RespondentList(*key, tuple(listed)) for key, listed in rows.items()]


def _lister(inputs: Inputs, group: dict[str, Any], person: Person) -> str:
    listing = group.get("listed_by") or [person.cell.index]
    if (group.get("rates") or "own_unit") == "own_unit" and person.cell.index in listing:
        return person.cell.unit
    listers = [row["unit"] for row in inputs.units if row["index"] in listing]
    units = [
        unit for unit in listers if unit != person.cell.unit
    ] or listers  # nobody rates the own house
    return units[person.number % len(units)] if units else AUTHORITY
