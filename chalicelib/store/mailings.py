"""Mailings of a round: its trial, its daily sweep, and when units asked for reminders. Items in the
table of the rounds.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.mailings import Sweep, Trial
from chalicelib.store import audit, tables


class MailingItem(Model):
    """`trial`, `sweep`, or `nudge#lister/index/group` with the instant as its content."""

    class Meta(tables.TableMeta):
        table_name = tables.name("rounds")

    round = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()


def find_trial(round_id: str) -> Trial | None:
    """What staff decided on the trial; None if nothing yet."""
    content = _find(round_id, "trial")
    return Trial(content["live"], tuple(content["addresses"])) if content else None


def put_trial(round_id: str, trial: Trial, act: audit.Act) -> None:
    """Keep the decision on the trial with its act, and ask for a sweep at once, which sends the
    letters held back.
    """

    def fill(transaction: Any) -> None:
        content = {"live": trial.live, "addresses": list(trial.addresses)}
        transaction.save(MailingItem(round_id, "trial", content=tables.dump(content)))
        transaction.save(_sweep(round_id, Sweep(None)))
        audit.fill(act, transaction)

    if tables.write(fill) is not None:
        raise TimeoutError("others keep deciding on the same round")


def find_sweep(round_id: str) -> Sweep | None:
    """The last sweep; None before the first."""
    content = _find(round_id, "sweep")
    if content is None:
        return None
    return Sweep(
        date.fromisoformat(content["day"]) if content["day"] else None,
        content["after"],
        content["done"],
    )


def put_sweep(round_id: str, sweep: Sweep) -> None:
    """Keep how far a sweep has come."""
    _sweep(round_id, sweep).save()


def _sweep(round_id: str, sweep: Sweep) -> MailingItem:
    content = {
        "day": sweep.day.isoformat() if sweep.day else None,
        "after": sweep.after,
        "done": sweep.done,
    }
    return MailingItem(round_id, "sweep", content=tables.dump(content))


def find_nudge(round_id: str, place: str) -> datetime | None:
    """When reminders for a list (`lister/index/group`) were last asked for; None if never."""
    content = _find(round_id, f"nudge#{place}")
    return from_text(content["at"]) if content else None


def record_nudge(round_id: str, place: str, last: datetime | None, now: datetime) -> bool:
    """Note that somebody asks for reminders now; False if somebody else did since `last`."""
    content = MailingItem.content
    before = content.contains(_content(last)[1:-1]) if last else content.does_not_exist()
    try:
        MailingItem(round_id, f"nudge#{place}", content=_content(now)).save(condition=before)
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def _content(instant: datetime) -> str:
    return tables.dump({"at": to_text(instant)})


def _find(round_id: str, item: str) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(
            MailingItem.get(round_id, item, consistent_read=True).content
        )
    except MailingItem.DoesNotExist:
        return None
    return content
