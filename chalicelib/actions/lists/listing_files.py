"""Lists as files: the form to fill, a preview of a filled one, and saving it if it has no
problems.
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
    """What a file would do: the new lists, the lists before, every problem by its cell (`errors`),
    and notices that prevent nothing.

    `basis` is a digest of the file and the lists that it would replace; "" if there are errors.
    """

    lists: tuple[Listing, ...]
    before: Mapping[Key, Listing]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    basis: str


def form(lister: Lister, now: datetime) -> bytes:
    """The workbook (XLSX) to fill, with the people who are on the lists already."""
    from chalicelib.documents import list_workbooks

    choices = files.choices(lister.groups)
    units = current.units(lister.round.id, now)
    labels = _unit_labels(choices, units)
    drafts = store.list_drafts(lister.round.id, lister.id)[0]
    rows = []
    for choice in choices:
        for row in drafts.get(choice.key, Listing(*choice.key)).rows:
            unit = labels.get(row.rates, "") if choice.group.rates == "row" else ""
            rows.append((choice.label, unit, row))
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
    labels: dict[str, str] = {}
    for index in indexes:
        labels |= unit_labels(unit for unit in units.values() if unit.index == index)
    return labels


def preview(
    lister: Lister, content: str, group_id: str, index_id: str, now: datetime
) -> ListPreview:
    """Read a file (base64) of one group, or of any groups of the lister (""), without saving.

    Invalid if it is no list at all; NotFound for a group of others.
    """
    judged, filled = _judged(lister, content, group_id, index_id, now)
    notices = [
        *judged.notices,
        *_notices(lister, filled, judged.lists),
        *listing.shortfalls(lister, judged.lists, now),
    ]
    return replace(judged, notices=tuple(filled_tables.bounded(filled_tables.in_order(notices))))


def _judged(
    lister: Lister, content: str, group_id: str, index_id: str, now: datetime
) -> tuple[ListPreview, FilledList]:
    """The preview of a file with remarks on its reading as the only notices, and the lists as they
    were read from it.
    """
    from chalicelib.documents import list_files

    raw = decoded(content)
    uploaded = list_files.read(raw, (lister.round.id, lister.id))
    filled = files.read(
        uploaded.lines, _choices(lister, group_id, index_id), current.units(lister.round.id, now)
    )
    lists = tuple(_listing(lister, key, rows) for key, rows in filled.rows.items())
    errors = filled_tables.told(
        uploaded.problems, [*filled.problems, *_problems(lister, filled, lists, now)]
    )
    before = store.list_drafts(lister.round.id, lister.id)[0]
    basis = hashlib.sha256(raw + "".join(_versions(lists, before)).encode()).hexdigest()[:32]
    notices = tuple(uploaded.remarks)
    return ListPreview(lists, before, tuple(errors), notices, "" if errors else basis), filled


def _versions(lists: Sequence[Listing], before: Mapping[Key, Listing]) -> list[str]:
    """The versions of the lists that these would replace, "" if there is none."""
    keys = [(new.index, new.group) for new in lists]
    return [before[key].version if key in before else "" for key in keys]


def _are_kept(judged: ListPreview) -> bool:
    rows = {key: kept.rows for key, kept in judged.before.items()}
    return all(rows.get((new.index, new.group)) == new.rows for new in judged.lists)


def keep(
    lister: Lister, content: str, group_id: str, index_id: str, basis: str, now: datetime
) -> dict[str, Any]:
    """Save the lists of a file, all or none, if the file and the lists before are those of the
    preview with `basis`; else ChangedMeanwhile. Returns `groups`, how many people each has.

    Invalid has every problem; AlreadySubmitted once the lists were sent; WindowClosed. Sent again,
    when the lists are kept as the file has them, it changes nothing.
    """
    current.require_open(lister.round.id, WINDOW, now, lister.id)
    judged, _ = _judged(lister, content, group_id, index_id, now)
    if judged.errors:
        raise Invalid(errors=judged.errors)
    versions, at = _versions(judged.lists, judged.before), lister.round.id
    done = judged.basis == basis and store.put(at, lister.id, judged.lists, versions)
    if not done and not _are_kept(judged):
        raise ChangedMeanwhile(
            "Danh sách hoặc tệp đã thay đổi từ lúc xem trước; hãy xem trước lại.",
            "The lists or the file changed since the preview; preview it again.",
        )
    names = group_names([(kept.index, kept.group) for kept in judged.lists])
    counts = [len(kept.rows) for kept in judged.lists]
    return {"groups": dict(zip(names, counts, strict=True))}


def _choices(lister: Lister, group_id: str, index_id: str) -> list[Choice]:
    choices = files.choices(lister.groups)
    if not group_id:
        return choices
    index, group = respondents.find_group(lister.round, lister.lists_for, group_id, index_id)
    return [choice for choice in choices if choice.key == (index.id, group.id)]


def _rated(lister: Lister, key: Key) -> str | None:
    index = lister.round.index(key[0])
    return respondents.rated_by_lister(index.group(key[1]), index, lister.unit)


def _listing(lister: Lister, key: Key, rows: Sequence[Respondent]) -> Listing:
    return Listing(*key, tuple(respondents.tidy(rows, _rated(lister, key))))


def _problems(
    lister: Lister, filled: FilledList, lists: Sequence[Listing], now: datetime
) -> list[Problem]:
    asked = listing.list_exemptions(lister)
    problems: list[Problem] = []
    for new in lists:
        key = new.index, new.group
        index = lister.round.index(new.index)
        group = index.group(new.group)
        problems += checks.check(
            new.rows,
            group,
            _rated(lister, key),
            listing.unit_names(lister.round, index, now),
            exemptions.most(group, index.id, asked) or 0,
            _cells(filled, key),
            filled.numbers[key].__getitem__,
        )
    return problems


def _notices(lister: Lister, filled: FilledList, lists: Sequence[Listing]) -> list[Problem]:
    notices: list[Problem] = []
    for index_id in dict.fromkeys(new.index for new in lists):
        index = lister.round.index(index_id)
        same = [new for new in lists if new.index == index_id]
        cells = [_cells(filled, (index_id, new.group)) for new in same]
        notices += listing.overlapping(lister, index, same, cells)
    return notices


def _cells(filled: FilledList, key: Key) -> Callable[[int, str], str]:
    return partial(filled.cell, key)
