"""Reminders: how often people who have not answered get another letter; each round sets it."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.reading.fields import Field

MOST, FARTHEST = 10, 60
_DAYS_APART = 5


@dataclass(frozen=True, slots=True)
class Reminders:
    """At most `most` reminders a person, at least `days_apart` calendar days after the letter
    before.

    `automatic` ones go out by themselves, others when a unit asks for them; both count the same.
    """

    most: int = 0
    days_apart: int = _DAYS_APART
    automatic: bool = True


def read_reminders(field: Field) -> Reminders:
    """The reminders of a round's document; none if it gives none."""
    if not field.given or field.object() is None:
        return Reminders()
    days_apart, automatic = field.key("days_apart"), field.key("automatic")
    return Reminders(
        field.key("most").whole(0, MOST) or 0,
        days_apart.whole(1, FARTHEST) or 1 if days_apart.given else _DAYS_APART,
        automatic.boolean() is not False if automatic.given else True,
    )
