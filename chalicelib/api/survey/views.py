"""Survey progress as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chalicelib.api.serving.routing import Reply
from chalicelib.api.views import text

if TYPE_CHECKING:
    from chalicelib.domain.rounds.help_desk import Helper
    from chalicelib.domain.survey.progress import (
        Clock,
        GroupProgress,
        IndexProgress,
        ProgressRow,
        RoundProgress,
        UnitProgress,
    )
    from chalicelib.domain.survey.snapshots import Counts


def helpers(known: Iterable[Helper]) -> list[dict[str, Any]]:
    """The people to ask for help."""
    return [
        {"title": text(helper.title), "email": helper.email, "phone": helper.phone}
        for helper in known
    ]


def counted(counts: Counts) -> dict[str, Any]:
    """Masked counts; `answered`, `asked` and `rate` are null if too few were invited."""
    return {
        "listed": counts.listed,
        "invited": counts.invited,
        "sent": counts.sent,
        "delivered": counts.delivered,
        "bounced": counts.bounced,
        "complained": counts.complained,
        "answered": counts.shown,
        "asked": counts.asked or None,
        "rate": counts.rate,
    }


def clock(survey_clock: Clock) -> dict[str, Any]:
    """When it was counted, and the state and end of the survey."""
    return {
        "at": survey_clock.at,
        "state": survey_clock.state,
        "closes": survey_clock.closes,
        "days_left": survey_clock.days_left,
    }


def unit(progress: UnitProgress) -> dict[str, Any]:
    """Survey progress as a unit sees it."""
    from chalicelib.domain.rounds.questionnaires import group_names

    keys = group_names([(line.index.id, line.group.id) for line in progress.lines])
    groups = {
        key: {**_line(line), "own": line.own}
        for key, line in zip(keys, progress.lines, strict=True)
    }
    return {
        **clock(progress.clock),
        "groups": groups,
        "total": counted(progress.total),
        "helpers": helpers(progress.round.index(progress.unit.index).helpers),
    }


def whole(progress: RoundProgress) -> dict[str, Any]:
    """Survey progress as operations staff see it."""
    return {
        "round": progress.round.id,
        "title": text(progress.round.title),
        **clock(progress.clock),
        "indexes": list(map(_index, progress.indexes)),
    }


def _index(index: IndexProgress) -> dict[str, Any]:
    return {
        "index": index.index.id,
        "title": text(index.index.title),
        "sealed": index.sealed,
        "groups": list(map(_line, index.groups)),
        "rated": list(map(_row, index.rated)),
        "listers": list(map(_row, index.listers)),
        "total": counted(index.total),
    }


def summary(progress: RoundProgress) -> dict[str, Any]:
    """Survey progress in short: one total for each index."""
    return {
        "at": progress.clock.at,
        "indexes": {
            index.index.id: {**counted(index.total), "sealed": index.sealed}
            for index in progress.indexes
        },
    }


def workbook(content: bytes, name: str) -> Reply:
    """A workbook as a download."""
    from chalicelib.domain.spelling.file_names import attachment

    return Reply(
        content,
        200,
        {
            "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Content-Disposition": attachment(f"{name}.xlsx"),
        },
    )


def _line(line: GroupProgress) -> dict[str, Any]:
    return {
        "index": line.index.id,
        "group": line.group.id,
        "title": text(line.group.title),
        "plan": line.group.plan,
        **counted(line.counts),
    }


def _row(row: ProgressRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": text(row.name),
        "total": counted(row.total),
        "groups": {group: counted(counts) for group, counts in row.groups.items()},
    }
