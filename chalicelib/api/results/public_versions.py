"""The published versions of a round: their log, and what differs between two of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from chalicelib.actions.results import tracing
from chalicelib.api.results.public import EVER, MINUTE, RANKINGS, number_of
from chalicelib.api.serving.routing import Reply, Request, Routes

routes = Routes(__name__)


@routes.on(
    "GET",
    "/public/v1/rounds/{round}/log",
    audience="public",
    reply="results.version_replies.VersionLogReply",
)
def show_log(request: Request[None]) -> Any:
    """Every published version of a round, each with the digest of the one before, so that anyone
    who keeps one digest can tell later whether something published was changed.
    """
    versions = [
        {
            "index": version.index,
            "version": version.version,
            "status": version.status,
            "published_at": version.published_at,
            "reason": version.reason,
            "supersedes": version.supersedes,
            "files": {name: f"sha256:{digest}" for name, digest in sorted(link.files.items())},
            "before": link.before and f"sha256:{link.before}",
            "digest": f"sha256:{link.digest}",
        }
        for version, link in tracing.log(request.path["round"], request.now)
    ]
    return _public({"round": request.path["round"], "versions": versions}, MINUTE)


@routes.on(
    "GET",
    RANKINGS + "/versions/{version}/difference/{other}",
    audience="public",
    reply="results.version_replies.VersionDifferenceReply",
)
def show_difference(request: Request[None]) -> Any:
    """What differs in a version from another: inputs by unit and criterion, and units that stand
    elsewhere. It never changes.
    """
    path = request.path
    found = tracing.difference(
        path["round"], path["index"], number_of(path["version"]), number_of(path["other"])
    )
    content = {
        "round": path["round"],
        "index": path["index"],
        "before": found.before.version,
        "after": found.after.version,
        "reason": found.after.reason,
        "inputs": None if found.inputs is None else [asdict(change) for change in found.inputs],
        "units": found.units,
    }
    return _public(content, EVER)


def _public(content: dict[str, Any], cache: str) -> Reply:
    return Reply(content, 200, {"Cache-Control": cache, "Access-Control-Allow-Origin": "*"})
