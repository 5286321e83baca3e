"""The quota of the mail service, shared by all workers: one item, changed one version at a time."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from chalicelib.domain import json_values
from chalicelib.domain.instants import from_text, to_text
from chalicelib.domain.letters.quotas import Limits, Quota
from chalicelib.store import tables

_MAIL = "mail"


class QuotaItem(Model):
    """The quota as JSON: what was reserved, and the account as it was last read."""

    class Meta(tables.TableMeta):
        table_name = tables.name("quotas")

    quota = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    content = UnicodeAttribute()


def get() -> tuple[Quota, int]:
    """The current quota, and its version (0: nothing was ever reserved)."""
    try:
        item = QuotaItem.get(_MAIL, consistent_read=True)
    except QuotaItem.DoesNotExist:
        return Quota(), 0
    content = json.loads(item.content)
    limits = json_values.of_row(Limits, content["limits"]) if content["limits"] else None
    hours = {int(hour): count for hour, count in content["hours"].items()}
    return Quota(
        hours,
        from_text(content["free_at"]),
        limits,
        from_text(content["read_at"]),
        content["since"],
        content["before"],
    ), int(item.version)


def put(quota: Quota, version: int) -> bool:
    """Keep the quota in place of `version`; False if another worker changed it first."""
    before = QuotaItem.version == version if version else QuotaItem.version.does_not_exist()
    try:
        QuotaItem(_MAIL, version=version + 1, content=tables.dump(_as_json(quota))).save(
            condition=before
        )
    except PutError as error:
        if not tables.unmet(error):
            raise
        return False
    return True


def _as_json(quota: Quota) -> dict[str, Any]:
    return {
        "hours": dict(quota.hours),
        "free_at": to_text(quota.free_at),
        "limits": astuple(quota.limits) if quota.limits else None,
        "read_at": to_text(quota.read_at),
        "since": quota.since,
        "before": quota.before,
    }
