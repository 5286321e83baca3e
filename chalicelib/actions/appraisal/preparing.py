"""Preparing: helpers and the secretariat propose values; a proposal counts for nothing until the
member who appraises the criterion saves it as the own value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.actions import places
from chalicelib.actions.appraisal import allowing, appraising
from chalicelib.actions.assessment import saving
from chalicelib.actions.places import Place
from chalicelib.domain.assessment.changes import Change
from chalicelib.domain.assessment.sheets import Save, Sheet
from chalicelib.domain.people.accounts import Account
from chalicelib.store import sheets


def prepare(
    place: Place, save_id: str, changes: Sequence[Change], by: Account, now: datetime
) -> Save:
    """Save proposals for a pass as `saving.save` does; Forbidden names every leaf for which the
    person is no helper, or that is of the own unit.
    """
    allowing.require_helping(place, [change.leaf for change in changes], by)
    return saving.save(replace(place, prepared=True), save_id, changes, by.email, now)


def proposals(round_id: str, unit: str, now: datetime) -> dict[int, Sheet]:
    """What was proposed for a unit, by pass (1, 2)."""
    return {
        number: sheets.get(replace(places.place(round_id, unit, kind, now), prepared=True).key)
        for number, kind in appraising.PASSES.items()
    }
