"""Whom units of an index turn to: the official letters name other helpers for ministries than for
provinces (letter 8131 §3, its last paragraph). Who they are is data of the round.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.reading.fields import Field
from chalicelib.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Helper:
    """One place to ask: an office or a person, reached by e-mail, by telephone, or by both."""

    title: Text
    email: str = ""
    phone: str = ""


def read_helpers(field: Field) -> tuple[Helper, ...]:
    """The helpers of an index, in order; none where the document names none."""
    return (
        tuple(_helper(item) for item in field.items() if item.object() is not None)
        if field.given
        else ()
    )


def _helper(field: Field) -> Helper:
    email, phone = field.key("email"), field.key("phone")
    if not email.given and not phone.given:
        field.refuse("cần email hoặc phone", "needs an email or a phone", "missing")
    return Helper(field.key("title").title() or Text(""), _line(email), _line(phone))


def _line(field: Field) -> str:
    return (field.text(empty=True) or "") if field.given else ""
