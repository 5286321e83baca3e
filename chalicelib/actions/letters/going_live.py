"""Going live: until then the letters of a round go to test addresses only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.actions.rounds import current
from chalicelib.aws import mail
from chalicelib.domain.email_addresses import normalised
from chalicelib.domain.errors import Invalid
from chalicelib.domain.letters.mailings import Trial, problems
from chalicelib.domain.people.accounts import Account
from chalicelib.store import audit, mailings


def get(round_id: str) -> Trial:
    """The round's trial: as operations staff decided, or else as rounds begin on this stage."""
    return mailings.find_trial(round_id) or Trial(mail.begins_live())


def decide(
    round_id: str, live: bool, addresses: Sequence[str], reason: str, by: Account, now: datetime
) -> Trial:
    """Take the round live, or hold back all letters except those to test addresses; on record.

    Letters that were held back go out after the next tick once the round is live. Invalid names
    every wrong address.
    """
    current.get(round_id, now)
    if wrong := problems(addresses):
        raise Invalid(errors=wrong)
    trial = Trial(live, tuple(dict.fromkeys(normalised(address) for address in addresses)))
    act = audit.act_of(
        round_id,
        now,
        by.email,
        "go_live" if live else "hold_letters",
        round_id,
        reason,
        {"test_addresses": len(trial.addresses)},
    )
    mailings.put_trial(round_id, trial, act)
    return trial
