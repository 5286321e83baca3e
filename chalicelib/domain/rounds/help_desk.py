"""Helpers: the people whom the units of an index ask for help.

The official letters name other helpers for ministries than for provinces (letter 8131 §3, last
paragraph), so they are data of the round.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Helper:
    """An office or a person to ask, by e-mail, by telephone, or by both."""

    title: Text
    email: str = ""
    phone: str = ""


def read_helpers(field: Field) -> tuple[Helper, ...]:
    """The helpers of an index, in order; none if the document names none."""
    if not field.given:
        return ()
    return tuple(_helper(item) for item in field.items() if item.object() is not None)


def _helper(field: Field) -> Helper:
    email, phone = field.key("email"), field.key("phone")
    if not email.given and not phone.given:
        field.refuse("cần email hoặc phone", "give an email or a phone", "missing")
    return Helper(field.key("title").title() or Text(""), _line(email), _line(phone))


def _line(field: Field) -> str:
    return (field.text(empty=True) or "") if field.given else ""
