"""Flows of results: drafts, the council's motion, publication, erasing."""

from __future__ import annotations

from typing import Any

from chalicelib.jobs import publish, tick
from tests import motion_story, scoring_story
from tests.documents import signing
from tests.faults.acts import COUNCIL, OPS, asks, done, hand_out, ops, put, takes
from tests.faults.trying import Flow, Said
from tests.faults.world import World
from tests.motion_story import AGREE, MEMBERS, MOTIONS, NUMBERS, SECRETARY
from tests.scoring_story import AFTER
from tests.site import Site

_FINAL = {"status": "final", "confirm_gaps": "x", "typed": "no answers", "drafts": NUMBERS}
_PAPER = {"name": "bien-ban.pdf", "size": 10, "type": "application/pdf"}


def _secretary(site: Site) -> str:
    return site.tokens[SECRETARY]


def _voter(site: Site) -> str:
    return site.tokens[MEMBERS[0]]


def _in(at: World) -> None:
    """Everything is in, nothing is computed."""
    scoring_story.whole(motion_story.with_council())
    at.clock.instant = AFTER
    motion_story.enter(at.site)
    ops(at.site)


def _draft_asked(at: World) -> None:
    _in(at)
    done(at, _secretary, "POST", f"{COUNCIL}/drafts", {})
    hand_out(at, "PUBLISH_QUEUE_URL")


def _drafted(at: World) -> None:
    _draft_asked(at)
    takes(publish.handle)(at)
    at.kept["tries"] = 0


def _frozen(at: World) -> None:
    _drafted(at)
    motion_story.freeze(at.site)


def _uploaded(at: World) -> None:
    _frozen(at)
    form = done(at, _secretary, "POST", f"{MOTIONS}/1/papers/forms", _PAPER)
    put(at, form["fields"]["key"], signing.plain())
    at.kept["evidence"] = form["evidence"]


def _agreed(at: World) -> None:
    _uploaded(at)
    for email in MEMBERS[:2]:
        motion_story.vote(at.site, email, AGREE)


def _approved(at: World) -> None:
    _agreed(at)
    done(at, _secretary, "POST", f"{MOTIONS}/1/approval", _approval(at))


def _approval(at: World) -> dict[str, Any]:
    return {"number": "12/QĐ-BNV", "date": "2026-11-20", "evidence": at.kept["evidence"]}


def _publication_asked(at: World) -> None:
    _approved(at)
    done(at, ops, "POST", f"{OPS}/rankings", _FINAL)
    hand_out(at, "PUBLISH_QUEUE_URL")


def _published(at: World) -> None:
    _publication_asked(at)
    takes(publish.handle)(at)
    at.clock.pass_(days=200)


def _tick(at: World) -> Said:
    tick.handle({}, None)
    return None


FLOWS = (
    Flow("draft asked for", _in, asks(_secretary, "POST", f"{COUNCIL}/drafts", {})),
    Flow("draft computed", _draft_asked, takes(publish.handle), job=True),
    Flow("drafts frozen", _drafted, asks(_secretary, "POST", MOTIONS, {"drafts": NUMBERS})),
    Flow("vote", _frozen, asks(_voter, "POST", f"{MOTIONS}/1/votes", AGREE)),
    Flow(
        "paper attached",
        _uploaded,
        asks(
            _secretary,
            "POST",
            f"{MOTIONS}/1/papers",
            lambda at: {"kind": "minutes", "evidence": at.kept["evidence"]},
        ),
    ),
    Flow("report approved", _agreed, asks(_secretary, "POST", f"{MOTIONS}/1/approval", _approval)),
    Flow(
        "freeze lifted",
        _frozen,
        asks(_secretary, "POST", f"{MOTIONS}/1/lift", {"reason": "sửa số liệu"}),
    ),
    Flow("publication asked for", _approved, asks(ops, "POST", f"{OPS}/rankings", _FINAL)),
    Flow("result published", _publication_asked, takes(publish.handle), job=True),
    Flow("names erased by the tick", _published, _tick, job=True),
)
