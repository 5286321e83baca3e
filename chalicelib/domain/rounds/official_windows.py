"""The windows of a round as its document gives them (contract §2).

Official dates are local and inclusive. Here they are instants: a window opens when its first day
begins and closes at the first instant after its last day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from chalicelib.domain.reading.fields import Field

WINDOWS = (
    "respondent_lists",
    "survey",
    "self_assessment",
    "appraisal_first",
    "supplement",
    "appraisal_final",
)
_DATE = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when something may be done.

    `opens` None: closed until ops opens it; `closes` None: open-ended once open.
    """

    opens: datetime | None = None
    closes: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether opens <= now < closes."""
        return (
            self.opens is not None
            and self.opens <= now
            and (self.closes is None or now < self.closes)
        )


def read_windows(field: Field, zone: tzinfo | None) -> Mapping[str, Window]:
    """The six windows; one that is not given has no dates."""
    field.object()
    return {name: _window(field.key(name), zone) for name in WINDOWS}


def _window(field: Field, zone: tzinfo | None) -> Window:
    if not field.given or field.object() is None:
        return Window()
    opens, closes = _day(field.key("opens")), _day(field.key("closes"))
    if opens and closes and closes < opens:
        field.key("closes").refuse("đóng trước khi mở", "closes before it opens")
    if zone is None:
        return Window()
    return Window(
        _midnight(opens, zone) if opens else None,
        _midnight(closes + timedelta(days=1), zone) if closes else None,
    )


def _day(field: Field) -> date | None:
    if not field.given:
        return None
    try:
        if isinstance(field.value, str) and _DATE.fullmatch(field.value):
            return date.fromisoformat(field.value)
    except ValueError:
        pass
    field.refuse(
        'phải là ngày viết như "2025-01-20", hoặc null',
        'must be a date written as "2025-01-20", or null',
    )
    return None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
