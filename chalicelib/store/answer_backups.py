"""Backups of the table of answers, which has no recovery to a point in time on purpose."""

from __future__ import annotations

from datetime import UTC, datetime

from botocore.exceptions import ClientError

from chalicelib.domain.survey.backups import Backup
from chalicelib.store import tables

TABLE = "responses"
_FORM = "%Y%m%dT%H%M%SZ"


def make(now: datetime) -> None:
    """Begin one; its name tells when."""
    name = tables.name(TABLE)
    made = now.astimezone(UTC).strftime(_FORM)
    tables.client().create_backup(TableName=name, BackupName=f"{name}-{made}")


def list_made() -> list[Backup]:
    """Every backup that somebody made of the table, ours or not."""
    pages = tables.client().get_paginator("list_backups")
    return [
        Backup(
            each["BackupArn"],
            _made(each["BackupName"], each["BackupCreationDateTime"]),
            each["BackupStatus"] == "AVAILABLE",
        )
        for page in pages.paginate(TableName=tables.name(TABLE))
        for each in page["BackupSummaries"]
    ]


def delete(backup: Backup) -> bool:
    """Delete one; whether it is gone, which one that is being made is not yet."""
    try:
        tables.client().delete_backup(BackupArn=backup.id)
    except ClientError as error:
        match error.response["Error"]["Code"]:
            case "BackupInUseException":
                return False
            case "BackupNotFoundException":
                return True
        raise
    return True


def _made(name: str, created: datetime) -> datetime:
    try:
        return datetime.strptime(name.rpartition("-")[2], _FORM).replace(tzinfo=UTC)
    except ValueError:  # somebody's own
        return created
