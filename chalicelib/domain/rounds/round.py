"""Rounds: one year's run by one authority (contract §2), and how its document is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from fractions import Fraction

from chalicelib.domain.errors import Invalid, NotFound, Problem
from chalicelib.domain.reading.fields import Field
from chalicelib.domain.rounds.indexes import Index, note_repeated, read_index
from chalicelib.domain.rounds.official_windows import WINDOWS, Window, read_windows
from chalicelib.domain.rounds.questionnaires import Group, Option, Question, read_scales
from chalicelib.domain.rounds.reminders import Reminders, read_reminders
from chalicelib.domain.rounds.second_scores import read_second_share
from chalicelib.domain.rounds.voting_rules import VotingRule, read_voting_rule
from chalicelib.domain.texts import Text

__all__ = [
    "WINDOWS",
    "Band",
    "Group",
    "Index",
    "Option",
    "Question",
    "Round",
    "Window",
    "parse_round",
    "read_round",
]

_ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
# Vietnam has kept UTC+7 since 1975; this is for a machine without time zone data.
_HOME = ("Asia/Ho_Chi_Minh", timezone(timedelta(hours=7)))


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the published index, such as A from 90."""

    name: str
    from_: Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """A round as its document says; `bonus_max` and `penalty_max` are points, None for no cap;
    `second_share` is the share of criteria of units that get a second score.

    Units may object within `objection_days` of the final release; None: not at all. `council` says
    when the council has agreed to a result; None for a round without one.
    """

    id: str
    title: Text
    authority: Text
    year: int
    timezone: str
    min_answers: int
    windows: Mapping[str, Window]
    bands: tuple[Band, ...]
    bonus_max: Fraction | None
    penalty_max: Fraction | None
    scales: Mapping[str, tuple[Option, ...]]
    indexes: tuple[Index, ...]
    reminders: Reminders = Reminders()
    second_share: Fraction = Fraction(0)
    objection_days: int | None = None
    council: VotingRule | None = VotingRule()

    def index(self, index: str) -> Index:
        """The index of that id; NotFound if there is none."""
        for known in self.indexes:
            if known.id == index:
                return known
        raise NotFound(
            f"Không có bộ chỉ số {index} trong kỳ này.", f"There is no index {index} in this round."
        )


def parse_round(document: object) -> Round:
    """The round of a JSON document; Invalid with every problem at its path
    (`indexes[0].areas[2].code`).
    """
    problems: list[Problem] = []
    round_ = read_round(document, problems)
    if problems or round_ is None:
        raise Invalid(errors=problems)
    return round_


def read_round(document: object, problems: list[Problem]) -> Round | None:
    """The round; its problems are added to `problems`. After problems it is as much of the round
    as can be read, so that more can be checked against it.

    None if the document is not an object or has no list of indexes.
    """
    field = Field(document, "", problems)
    if field.object() is None:
        return None
    name, title = field.key("id").identifier(), field.key("title").title()
    authority = field.key("authority").title()
    year, zone = _year(field.key("year")), _zone(field.key("timezone"))
    floor = field.key("min_answers")
    least = floor.whole(1) if floor.given else 1
    windows, bands = read_windows(field.key("windows"), zone), _bands(field.key("bands"))
    bonus, penalty = _adjustments(field.key("adjustments"))
    scales = read_scales(field.key("scales"))
    indexes = _indexes(field.key("indexes"), scales)
    if not isinstance(field.key("indexes").value, list):
        return None
    return Round(
        name or "",
        title or Text(""),
        authority or Text(""),
        year,
        str(field.key("timezone").value),
        least or 1,
        windows,
        bands,
        bonus,
        penalty,
        scales,
        indexes,
        read_reminders(field.key("reminders")),
        read_second_share(field.key("second_scores")),
        days.whole(1, 60) if (days := field.key("objection_days")).given else None,
        read_voting_rule(field.key("council")),
    )


def _year(field: Field) -> int:
    if isinstance(field.value, str) and type(field.value) is str:
        field.refuse("phải là số, không có ngoặc kép", "must be a number, without quotes")
        return 0
    return field.whole(1900, 2199) or 0


def _indexes(field: Field, scales: Mapping[str, tuple[Option, ...]]) -> tuple[Index, ...]:
    items = field.items(least=1)
    ids = (item.key("id").value for item in items)
    names = dict.fromkeys(name for name in ids if isinstance(name, str))
    note_repeated(items)
    indexes = (read_index(item, scales, names) for item in items)
    return tuple(index for index in indexes if index)


def _adjustments(field: Field) -> tuple[Fraction | None, Fraction | None]:
    if not field.given or field.object() is None:
        return None, None
    bonus, penalty = field.key("bonus_max"), field.key("penalty_max")
    return (
        bonus.number(0, only_text=True) if bonus.given else None,
        penalty.number(0, only_text=True) if penalty.given else None,
    )


def _bands(field: Field) -> tuple[Band, ...]:
    items = field.items()
    note_repeated(items, "name")
    note_repeated(items, "from")
    return tuple(
        Band(item.key("name").text() or "", item.key("from").number(only_text=True) or Fraction(0))
        for item in items
        if item.object() is not None
    )


def _zone(field: Field) -> tzinfo | None:
    name = field.text()
    if name is None:
        return None
    try:
        from zoneinfo import ZoneInfo

        if _ZONE.fullmatch(name):
            return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        if name == _HOME[0]:
            return _HOME[1]
    field.refuse(f"không có múi giờ {name}", f"there is no time zone {name}")
    return None
