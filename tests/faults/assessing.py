"""Flows of a unit's self-assessment."""

from __future__ import annotations

from tests import unit_story
from tests.documents import signing
from tests.faults.trying import Flow, Said
from tests.faults.world import World
from tests.small_round import VALUES


def _open(at: World) -> None:
    at.site.load()
    at.site.open("self_assessment", "2026-11-20T06:00:00Z")
    at.site.editor()
    at.site.leader()


def _save(at: World) -> Said:
    changes = [{"leaf": leaf, "value": value, "version": 0} for leaf, value in VALUES.items()]
    return unit_story.save(at.site, *changes)


def _signed(at: World) -> None:
    _open(at)
    unit_story.complete(at.site, at.aws, signing.plain())
    unit_story.approve(at.site)
    unit_story.upload_report(at.site, at.aws, signing.plain())


def _submit(at: World) -> Said:
    return unit_story.submit(at.site)


FLOWS = (Flow("sheet saved", _open, _save), Flow("submission", _signed, _submit))
