"""Confirming: a second person confirms or refuses the exclusions and adjustments that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from chalicelib.actions.appraisal import allowing
from chalicelib.actions.rounds import current
from chalicelib.domain.errors import ChangedMeanwhile, Invalid, NotFound
from chalicelib.domain.people.accounts import Account, about_own_unit
from chalicelib.domain.rounds import rulings
from chalicelib.domain.rounds.proposed_rulings import ProposedRuling
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.domain.spelling import same_names
from chalicelib.store import accounts, audit
from chalicelib.store import proposed_rulings as store
from chalicelib.store import rulings as kept_rulings


def list_proposed(round_id: str) -> list[ProposedRuling]:
    """The last proposal for each exclusion and adjustment; decided ones too."""
    return store.list_proposed(round_id)


def own_units(round_id: str, by: Account, now: datetime) -> frozenset[str]:
    """The units where this person works, about which the person decides nothing."""
    units = list(current.units(round_id, now).values())
    found = allowing.allowed_of(current.get(round_id, now), units, by)
    return frozenset(unit for unit, allowed in found.items() if allowed.own_unit)


def namesakes(proposed: Iterable[ProposedRuling], by: Account) -> frozenset[str]:
    """The addresses of others who proposed some of these and have the person's own name, however
    it is spelt: perhaps the same person under another account.
    """
    others = {each.ruling.by for each in proposed} - {by.email}
    known = accounts.list_by_email() if others else {}
    names = {each: known[each.lower()].name for each in others if each.lower() in known}
    return frozenset(
        each for each, name in names.items() if same_names.key(name) == same_names.key(by.name)
    )


def decide(
    round_id: str, proposals: Sequence[str], note: str | None, by: Account, now: datetime
) -> list[ProposedRuling]:
    """Confirm these proposals (ids), all or none; with a note, which is the reason, refuse them, or
    take them back where they are the person's own. Sent again by the same person it is the same.

    That the proposer has the same name is on record. NotFound; Forbidden for the own proposal or
    the own unit; Invalid if bonus or penalty would go
    beyond the cap; Conflict or ChangedMeanwhile if one was decided or replaced.
    """
    known = {each.id: each for each in store.list_proposed(round_id)}
    if unknown := [each for each in proposals if each not in known]:
        raise NotFound(
            f"Không có đề xuất {unknown[0]}; có thể đã được thay bằng đề xuất khác.",
            f"There is no proposal {unknown[0]}; it may have been replaced by another.",
        )
    chosen = [known[each] for each in dict.fromkeys(proposals)]
    if {each.ruling.unit for each in chosen} & own_units(round_id, by, now):
        raise about_own_unit()
    if chosen and all(_is_done(each, note, by) for each in chosen):
        return chosen
    if note is None:
        kept = {ruling.key: ruling for ruling in kept_rulings.list_rulings(round_id)}
        made = [each.confirmed(by.email, now, kept.get(each.ruling.key)) for each in chosen]
        _require_caps(round_id, made, kept, now)
    else:
        made = [each.refused(note, by.email, now) for each in chosen]
    alike = namesakes(chosen, by)
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "confirm_rulings" if note is None else "refuse_rulings",
        f"{made[0].ruling.key}" if len(made) == 1 else f"{len(made)}",
        note or "",
        {
            "proposals": [each.id for each in made],
            "rulings": [each.ruling.key for each in made],
            **({"namesakes": sorted(alike)} if alike else {}),
        },
    )
    if not store.decide(round_id, made, act):
        raise ChangedMeanwhile
    return made


def _is_done(proposed: ProposedRuling, note: str | None, by: Account) -> bool:
    """Whether this person has decided just so already."""
    same = (proposed.state == "confirmed") == (note is None) and proposed.note == (note or "")
    return proposed.decided_by == by.email and same


def _require_caps(
    round_id: str, made: Sequence[ProposedRuling], kept: Mapping[str, Ruling], now: datetime
) -> None:
    new = {each.ruling.key: each.ruling for each in made}
    after = {**kept, **new}.values()
    if problems := rulings.check_caps(after, current.get(round_id, now)):
        raise Invalid(errors=problems)
