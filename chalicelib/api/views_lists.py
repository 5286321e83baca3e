"""Lists of respondents for whoever keeps them, a unit or the authority: from the action to the answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.actions import listing, listing_files
from chalicelib.api import problems
from chalicelib.api.routing import Reply, Request

if TYPE_CHECKING:
    from chalicelib.actions.listing import Lister
    from chalicelib.actions.listing_files import Preview
    from chalicelib.api.schemas_lists import KeepListFile, ListFile, RespondentList
    from chalicelib.domain.respondents import Listing

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shown(lister: Lister, request: Request[None]) -> dict[str, Any]:
    """One list."""
    found = listing.show(lister, request.path["group"], request.query.get("index", ""))
    return {**found, "notices": [problems.member(each) for each in found["notices"]]}


def kept(lister: Lister, request: Request[RespondentList]) -> dict[str, Any]:
    """A list typed by hand, kept."""
    rows = [row.respondent() for row in request.body.respondents]
    found = listing.put(lister, request.path["group"], request.query.get("index", ""), rows, request.now,
                        request.body.version)
    return {**found, "notices": [problems.member(each) for each in found["notices"]]}


def form(lister: Lister, now: datetime) -> Reply:
    """The form as a download."""
    name = f"danh-sach-{lister.round.id}-{lister.id}.xlsx"
    return Reply(listing_files.form(lister, now), 200,
                 {"Content-Type": _XLSX, "Content-Disposition": f'attachment; filename="{name}"'})


def preview(lister: Lister, request: Request[ListFile]) -> dict[str, Any]:
    """What a file would do."""
    body = request.body
    found = listing_files.preview(lister, body.content, body.group, body.index, request.now)
    keys = listing.names([(each.index, each.group) for each in found.lists])
    return {"basis": found.basis or None, "errors": [problems.member(each) for each in found.errors],
            "notices": [problems.member(each) for each in found.notices],
            "groups": {key: _changes(lister, found, each) for key, each in zip(keys, found.lists, strict=True)}}


def _changes(lister: Lister, found: Preview, new: Listing) -> dict[str, Any]:
    group = lister.round.index(new.index).group(new.group)
    kept_before = found.before.get((new.index, new.group))
    before = {row.email: row for row in kept_before.rows} if kept_before else {}
    after = {row.email: row for row in new.rows}
    return {"index": new.index, "group": new.group, "title": group.title.as_json(), "listed": len(new.rows),
            "before": len(before), "added": len(after.keys() - before.keys()),
            "changed": sum(before[email] != row for email, row in after.items() if email in before),
            "removed": [{"name": row.name, "email": email} for email, row in before.items() if email not in after]}


def keep(lister: Lister, request: Request[KeepListFile]) -> dict[str, Any]:
    """The lists of a file, kept."""
    body = request.body
    return listing_files.keep(lister, body.content, body.group, body.index, body.basis, request.now)
