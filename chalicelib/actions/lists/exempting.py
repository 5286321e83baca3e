"""Exempting: a lister asks for an exemption, operations staff decide; both are on record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from chalicelib.actions.lists.listing import WINDOW, Lister, listers_of
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import AlreadySubmitted, Conflict, Invalid
from chalicelib.domain.lists import exemptions, respondents
from chalicelib.domain.lists.exemptions import APPROVED, REQUESTED, Exemption
from chalicelib.domain.people.accounts import Account
from chalicelib.domain.rounds.round import Round
from chalicelib.store import audit
from chalicelib.store import exemptions as store
from chalicelib.store import respondents as respondents_store


def request(lister: Lister, wanted: Exemption, by: Account, now: datetime) -> Exemption:
    """Ask for an exemption for one group before its lists are sent; sent again under the same id it
    is the same request.

    NotFound, WindowClosed, AlreadySubmitted, Invalid.
    """
    round_id = lister.round.id
    current.require_open(round_id, WINDOW, now, lister.id)
    index, _ = respondents.find_group(lister.round, lister.lists_for, wanted.group, wanted.index)
    if index.id in respondents_store.list_drafts(round_id, lister.id)[1]:
        raise AlreadySubmitted(
            "Danh sách đã gửi đi, không sửa được nữa.", "The lists were sent; no more changes."
        )
    asked = Exemption(
        wanted.id,
        lister.id,
        index.id,
        wanted.group,
        wanted.kind,
        wanted.people,
        wanted.reason,
        now,
        by.email,
    )
    if problems := exemptions.check(asked):
        raise Invalid(errors=problems)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "request_exception",
        f"{lister.id}/{asked.id}",
        asked.reason,
        _details(asked),
    )
    if not store.put(round_id, asked, act):
        return store.get(round_id, lister.id, asked.id)
    return asked


def list_of(round_id: str, now: datetime, lister: str = "") -> list[Exemption]:
    """The exemptions requested in a round, by one lister or by all ("")."""
    return store.list_exemptions(current.get(round_id, now).id, lister)


def even_share(asked: Exemption, round_: Round, now: datetime) -> int | None:
    """How many people the list should have without an exemption; None without a plan."""
    group = round_.index(asked.index).group(asked.group)
    return exemptions.expected(group, listers_of(round_, group, now), asked.index, ())


def decide(
    round_id: str, lister: str, exemption: str, approve: bool, note: str, by: Account, now: datetime
) -> Exemption:
    """Approve or refuse a request, with a note that the lister sees; Conflict if it was decided
    already.
    """
    decided = store.get(round_id, lister, exemption).decided(approve, note, by.email, now)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "approve_exception" if decided.state == APPROVED else "refuse_exception",
        f"{lister}/{exemption}",
        note,
        _details(decided),
    )
    if not store.put(round_id, decided, act, REQUESTED):
        raise Conflict("Đề nghị này đã được quyết định.", "This request has been decided already.")
    return decided


def _details(exemption: Exemption) -> dict[str, str | int]:
    return {
        name: value
        for name, value in asdict(exemption).items()
        if name in ("index", "group", "kind", "people")
    }
