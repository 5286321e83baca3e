"""Respondent lists of a lister (a unit or the authority) as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.actions.lists import exempting, listing, listing_files, reviewing
from chalicelib.actions.rounds import current
from chalicelib.api import views
from chalicelib.api.serving import problems
from chalicelib.api.serving.routing import Reply, Request

if TYPE_CHECKING:
    from chalicelib.actions.lists.listing import Lister
    from chalicelib.actions.lists.listing_files import ListPreview
    from chalicelib.api.lists.bodies import KeepListFile, ListFile, RespondentList
    from chalicelib.domain.lists.exemptions import Exemption
    from chalicelib.domain.lists.respondents import Listing
    from chalicelib.domain.rounds.round import Round

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def state(lister: Lister, now: datetime) -> dict[str, Any]:
    """All lists of a lister."""
    table = current.timetable(lister.round.id, now).of(lister.id)
    why = table.why_locked(listing.WINDOW) if table.state(listing.WINDOW, now) == "closed" else None
    requests = exempting.list_of(lister.round.id, now, lister.id)
    return {
        "window": views.window(table, listing.WINDOW, now),
        "locked_reason": {"vi": why[0], "en": why[1]} if why else None,
        "indexes": {index.id: views.text(index.title) for index, _ in lister.groups},
        "groups": reviewing.overview(lister, now),
        "units": reviewing.rated(lister, now),
        "exceptions": [exemption(request, lister.round, now) for request in requests],
    }


def exemption(request: Exemption, round_: Round, now: datetime) -> dict[str, Any]:
    """An exemption with the title of its group, the name of its lister, and the share and limit
    that apply without it.
    """
    group = round_.index(request.index).group(request.group)
    return {
        **asdict(request),
        "title": group.title.as_json(),
        "limit": group.limit,
        "share": exempting.even_share(request, round_, now),
        "name": views.text(current.unit(round_.id, request.lister, now).name),
    }


def shown(lister: Lister, request: Request[None]) -> dict[str, Any]:
    """One list, row by row."""
    listed = reviewing.show(lister, request.path["group"], request.query.get("index", ""))
    return {**listed, "notices": problems.members(listed["notices"])}


def kept(lister: Lister, request: Request[RespondentList]) -> dict[str, Any]:
    """Keep a list typed by hand."""
    rows = [row.respondent() for row in request.body.respondents]
    listed = listing.put(
        lister,
        request.path["group"],
        request.query.get("index", ""),
        rows,
        request.now,
        request.body.version,
    )
    return {**listed, "notices": problems.members(listed["notices"])}


def form(lister: Lister, now: datetime) -> Reply:
    """The form as a download (.xlsx)."""
    from chalicelib.domain.spelling.file_names import attachment

    name = f"danh-sach-{lister.round.id}-{lister.id}.xlsx"
    return Reply(
        listing_files.form(lister, now),
        200,
        {"Content-Type": _XLSX, "Content-Disposition": attachment(name)},
    )


def preview(lister: Lister, request: Request[ListFile]) -> dict[str, Any]:
    """What a file would change."""
    from chalicelib.domain.rounds.questionnaires import group_names

    body = request.body
    file = listing_files.preview(lister, body.content, body.group, body.index, request.now)
    keys = group_names([(new.index, new.group) for new in file.lists])
    return {
        "basis": file.basis or None,
        "errors": problems.members(file.errors),
        "notices": problems.members(file.notices),
        "groups": {
            key: _changes(lister, file, new) for key, new in zip(keys, file.lists, strict=True)
        },
    }


def _changes(lister: Lister, file: ListPreview, new: Listing) -> dict[str, Any]:
    group = lister.round.index(new.index).group(new.group)
    kept_before = file.before.get((new.index, new.group))
    before = {row.email: row for row in kept_before.rows} if kept_before else {}
    after = {row.email: row for row in new.rows}
    return {
        "index": new.index,
        "group": new.group,
        "title": group.title.as_json(),
        "listed": len(new.rows),
        "before": len(before),
        "added": len(after.keys() - before.keys()),
        "changed": sum(before[email] != row for email, row in after.items() if email in before),
        "removed": [
            {"name": row.name, "email": email}
            for email, row in before.items()
            if email not in after
        ],
    }


def keep(lister: Lister, request: Request[KeepListFile]) -> dict[str, Any]:
    """Keep the lists of a file."""
    body = request.body
    return listing_files.keep(lister, body.content, body.group, body.index, body.basis, request.now)
