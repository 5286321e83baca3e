"""How long names and addresses of respondents are kept: some months after the first final
publication, then no more.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.lists.respondents import Respondent


def ends_at(published: Iterable[datetime], months: int) -> datetime | None:
    """When the data of an index may no longer be kept, given the instants of its final versions;
    None before the first.

    A correction does not lengthen it. The 31st becomes the last day of a shorter month.
    """
    first = min(published, default=None)
    if first is None:
        return None
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return first.replace(
        year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1])
    )


def erased(row: Respondent) -> Respondent:
    """What is left of a person's row: whom somebody rated, so that counts stay."""
    return Respondent("", "", rates=row.rates)


def is_erased(row: Respondent) -> bool:
    """Whether nothing else is left of it."""
    return row == erased(row)
