"""How a survey's progress and its problems look in JSON."""

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
        ProgressRow,
        RoundProgress,
        UnitProgress,
    )
    from chalicelib.domain.survey.snapshots import Counts


def helpers(found: Iterable[Helper]) -> list[dict[str, Any]]:
    """Whom to ask."""
    return [{"title": text(each.title), "email": each.email, "phone": each.phone} for each in found]


def counted(found: Counts) -> dict[str, Any]:
    """Masked counts; `answered`, `asked` and `rate` are null where too few were invited."""
    return {
        "listed": found.listed,
        "invited": found.invited,
        "sent": found.sent,
        "delivered": found.delivered,
        "bounced": found.bounced,
        "complained": found.complained,
        "answered": found.shown,
        "asked": found.asked or None,
        "rate": found.rate,
    }


def clock(found: Clock) -> dict[str, Any]:
    """When it was counted, and how long the survey is open."""
    return {
        "at": found.at,
        "state": found.state,
        "closes": found.closes,
        "days_left": found.days_left,
    }


def unit(found: UnitProgress) -> dict[str, Any]:
    """What a unit follows."""
    from chalicelib.domain.rounds.questionnaires import group_names

    keys = group_names([(line.index.id, line.group.id) for line in found.lines])
    groups = {
        key: {**_line(line), "own": line.own} for key, line in zip(keys, found.lines, strict=True)
    }
    return {
        **clock(found.clock),
        "groups": groups,
        "total": counted(found.total),
        "helpers": helpers(found.round.index(found.unit.index).helpers),
    }


def whole(found: RoundProgress) -> dict[str, Any]:
    """What operations staff follow."""
    return {
        "round": found.round.id,
        "title": text(found.round.title),
        **clock(found.clock),
        "indexes": [
            {
                "index": each.index.id,
                "title": text(each.index.title),
                "sealed": each.sealed,
                "groups": [_line(line) for line in each.groups],
                "rated": [_row(row) for row in each.rated],
                "listers": [_row(row) for row in each.listers],
                "total": counted(each.total),
            }
            for each in found.indexes
        ],
    }


def summary(found: RoundProgress) -> dict[str, Any]:
    """The same in one line an index."""
    return {
        "at": found.clock.at,
        "indexes": {
            each.index.id: {**counted(each.total), "sealed": each.sealed} for each in found.indexes
        },
    }


def workbook(content: bytes, name: str) -> Reply:
    """A download; ids are plain ASCII, so the name is too."""
    return Reply(
        content,
        200,
        {
            "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Content-Disposition": f'attachment; filename="{name}.xlsx"',
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
