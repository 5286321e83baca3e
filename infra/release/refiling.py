"""Bring back files of the stack's buckets, whose old versions are all kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

# Images lie here with the place where they were taken, until a copy without it is kept: these are
# deleted on purpose and stay deleted.
NEVER = "arriving/"
Tell = Callable[[str], None]


def bring_back(s3: Any, bucket: str, prefix: str, at: datetime | None, tell: Tell) -> int:
    """Bring back what was deleted, and with an instant what was overwritten after it; returns how
    many files.

    A deletion is itself taken away, so that the file has the version that items name; what was
    overwritten gets its former content as a version more.
    """
    count = 0
    for key, history in sorted(_histories(s3, bucket, prefix).items()):
        marks = _deletions(history)
        for mark in marks:
            s3.delete_object(Bucket=bucket, Key=key, VersionId=mark["VersionId"])
        left = history[len(marks) :]
        then = _version_at(left, at)
        if left and then is not None and then != left[0]["VersionId"]:
            source = {"Bucket": bucket, "Key": key, "VersionId": then}
            s3.copy_object(Bucket=bucket, Key=key, CopySource=source)
        elif not marks:
            continue
        tell(f"{bucket}/{key}: brought back")
        count += 1
    return count


def _histories(s3: Any, bucket: str, prefix: str) -> dict[str, list[dict[str, Any]]]:
    """Versions and deletions of each file, newest first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for kind in ("Versions", "DeleteMarkers"):
            for each in page.get(kind, ()):
                if not each["Key"].startswith(NEVER):
                    found[each["Key"]].append({**each, "is_deletion": kind != "Versions"})
    for history in found.values():
        history.sort(key=_order, reverse=True)
    return found


def _order(each: dict[str, Any]) -> tuple[Any, ...]:
    """S3 tells whole seconds; of one second a deletion that is not undone came last."""
    return each["IsLatest"], each["LastModified"], each["is_deletion"]


def _deletions(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The deletions since the last version."""
    for at, each in enumerate(history):
        if not each["is_deletion"]:
            return history[:at]
    return []


def _version_at(history: list[dict[str, Any]], at: datetime | None) -> str | None:
    """The version that stood at an instant; None without one, or where there was none."""
    for each in history:
        if at is not None and each["LastModified"] <= at:
            return None if each["is_deletion"] else str(each["VersionId"])
    return None
