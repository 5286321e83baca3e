"""Lists as files: the form handed out, what comes back shown first, and kept only when nothing
stands against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from chalicelib.actions.lists import listing
from chalicelib.actions.lists.listing import WINDOW, Lister
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, Problem
from chalicelib.domain.lists import checks, exemptions, files, respondents
from chalicelib.domain.lists.files import Choice, FilledList, Key
from chalicelib.domain.lists.respondents import Listing, Respondent
from chalicelib.domain.reading import filled_tables
from chalicelib.domain.reading.uploads import decoded
from chalicelib.domain.rounds.questionnaires import group_names
from chalicelib.domain.rounds.units import Unit, unit_labels
from chalicelib.store import respondents as store


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What a file would do: the new lists, everything against them by cell, what else is to be
    known.

    `basis` names this file together with the lists that it would replace; "" while any error
    stands.
    """

    lists: tuple[Listing, ...]
    before: Mapping[Key, Listing]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    basis: str


def form(lister: Lister, now: datetime) -> bytes:
    """The workbook to fill, with the people who are on the lists already."""
    from chalicelib.documents import list_workbooks

    choices = files.choices(lister.groups)
    units = current.units(lister.round.id, now)
    labels = _unit_labels(choices, units)
    drafts = store.list_drafts(lister.round.id, lister.id)[0]
    rows = [
        (choice.label, labels.get(row.rates, "") if choice.group.rates == "row" else "", row)
        for choice in choices
        if choice.key in drafts
        for row in drafts[choice.key].rows
    ]
    name = lister.unit.name.vi if lister.unit else lister.round.authority.vi
    return list_workbooks.xlsx(
        (lister.round.id, lister.id),
        f"Danh sách đối tượng điều tra – {name} – {lister.round.title.vi}",
        choices,
        list(dict.fromkeys(labels.values())),
        rows,
    )


def _unit_labels(choices: Sequence[Choice], units: Mapping[str, Unit]) -> dict[str, str]:
    """The labels of the units that rows may have to name, by id."""
    indexes = dict.fromkeys(choice.index.id for choice in choices if choice.group.rates == "row")
    return {
        unit: label
        for index in indexes
        for unit, label in unit_labels(
            each for each in units.values() if each.index == index
        ).items()
    }


def preview(
    lister: Lister, content: str, group_id: str, index_id: str, now: datetime
) -> ListPreview:
    """Read a file (base64) of one group (`group_id`), or of any groups of the lister; nothing is
    kept.

    Invalid if it is no list at all.
    """
    found, filled = _judged(lister, content, group_id, index_id, now)
    notices = [
        *_notices(lister, filled, found.lists),
        *listing.shortfalls(lister, found.lists, now),
    ]
    return replace(found, notices=tuple(filled_tables.in_order(notices)))


def _judged(
    lister: Lister, content: str, group_id: str, index_id: str, now: datetime
) -> tuple[ListPreview, FilledList]:
    """All that decides whether the lists of a file can be kept."""
    from chalicelib.documents import list_files as documents

    raw = decoded(content)
    lines, problems = documents.read(raw, (lister.round.id, lister.id))
    filled = files.read(
        lines, _choices(lister, group_id, index_id), current.units(lister.round.id, now)
    )
    lists = tuple(_listing(lister, key, rows) for key, rows in filled.rows.items())
    errors = filled_tables.told(
        problems, [*filled.problems, *_problems(lister, filled, lists, now)]
    )
    before = store.list_drafts(lister.round.id, lister.id)[0]
    basis = hashlib.sha256(raw + "".join(_versions(lists, before)).encode()).hexdigest()[:32]
    return ListPreview(lists, before, tuple(errors), (), "" if errors else basis), filled


def _versions(lists: Sequence[Listing], before: Mapping[Key, Listing]) -> list[str]:
    """The versions of the lists that these would replace, "" where there is none."""
    return [
        before[key].version if (key := (each.index, each.group)) in before else "" for each in lists
    ]


def keep(
    lister: Lister, content: str, group_id: str, index_id: str, basis: str, now: datetime
) -> dict[str, Any]:
    """Keep the lists of a file, all of them or none, if they would do just what the preview with
    `basis` showed.

    Invalid names every error, ChangedMeanwhile if file or lists are different now, AlreadySubmitted
    once sent.
    """
    current.require_open(lister.round.id, WINDOW, now, lister.id)
    found, _ = _judged(lister, content, group_id, index_id, now)
    if found.errors:
        raise Invalid(errors=found.errors)
    versions = _versions(found.lists, found.before)
    if found.basis != basis or not store.put(lister.round.id, lister.id, found.lists, versions):
        raise ChangedMeanwhile(
            "Danh sách hoặc tệp đã thay đổi từ lúc xem trước; hãy xem trước lại.",
            "The lists or the file changed since the preview; preview it again.",
        )
    keys = group_names([(each.index, each.group) for each in found.lists])
    return {"groups": {key: len(each.rows) for key, each in zip(keys, found.lists, strict=True)}}


def _choices(lister: Lister, group_id: str, index_id: str) -> list[Choice]:
    choices = files.choices(lister.groups)
    if not group_id:
        return choices
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    return [choice for choice in choices if choice.key == (index.id, group.id)]


def _own(lister: Lister, key: Key) -> str | None:
    index = lister.round.index(key[0])
    return respondents.rated_by_lister(index.group(key[1]), index, lister.unit)


def _listing(lister: Lister, key: Key, rows: Sequence[Respondent]) -> Listing:
    return Listing(*key, tuple(respondents.tidy(rows, _own(lister, key))))


def _problems(
    lister: Lister, filled: FilledList, lists: Sequence[Listing], now: datetime
) -> list[Problem]:
    found, asked = [], listing.excepted(lister)
    for each in lists:
        key = each.index, each.group
        index = lister.round.index(each.index)
        group = index.group(each.group)
        found += checks.check(
            each.rows,
            group,
            _own(lister, key),
            listing.unit_names(lister.round, index, now),
            exemptions.most(group, index.id, asked) or 0,
            _cells(filled, key),
            filled.numbers[key].__getitem__,
        )
    return found


def _notices(lister: Lister, filled: FilledList, lists: Sequence[Listing]) -> list[Problem]:
    found = []
    for index in dict.fromkeys(each.index for each in lists):
        same = [each for each in lists if each.index == index]
        found += listing.overlaps(
            lister,
            lister.round.index(index),
            same,
            [_cells(filled, (index, each.group)) for each in same],
        )
    return found


def _cells(filled: FilledList, key: Key) -> Callable[[int, str], str]:
    return partial(filled.cell, key)
