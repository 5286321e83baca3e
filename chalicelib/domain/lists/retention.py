"""Retention: names and addresses of respondents are erased some months after the first final
publication.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.lists.respondents import Respondent


def ends_at(published: Iterable[datetime], months: int) -> datetime | None:
    """When the data of an index must be erased: `months` after the first of its final versions;
    None before that.

    A later version does not move it. The 31st becomes the last day of a shorter month.
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
    """The row without the person: only the rated unit stays, so that counts stay right."""
    return Respondent("", "", rates=row.rates)


def is_erased(row: Respondent) -> bool:
    """Whether the row was erased."""
    return row == erased(row)
