"""Bring back tables: one that is gone, from its last backup; one whose content is wrong, as it was
at an instant. Either way under its own name, so that functions, rights, alarms and CloudFormation
go on with it.

DynamoDB restores under a new name alone while the old one is taken. So a table goes back in time by
way of a copy: the copy is made and backed up, the table backed up and deleted, and the copy's
backup restored under the table's name. Each step looks first whether it is done, so that a run that
died is run again with the same instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.release import table_settings
from infra.release.table_settings import ON_DEMAND, Settings

Tell = Callable[[str], None]
FUNCTION = "AWS::Lambda::Function"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a stack, how to ask DynamoDB about them, and whom to tell each step."""

    dynamodb: Any
    settings: dict[str, Settings]
    tell: Tell

    def bring_back(self, table: str) -> None:
        """Restore a table that is gone, from the last backup of it. AWS makes one by itself of a
        table with recovery that is deleted.

        Raises SystemExit where there is none.
        """
        self._restore(self._last_backup(table), table)

    def rewind(self, table: str, at: datetime) -> None:
        """Put a table back to what it held at an instant; SystemExit where it has no recovery or
        not so far back.
        """
        copy = f"{table}-at-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if table_settings.status(self.dynamodb, copy) is None:
            self.copy(table, copy, at)
        if not list_backups(self.dynamodb, copy):
            self._back_up(copy)
        wanted = self._last_backup(copy)
        if table_settings.status(self.dynamodb, table) is not None:
            self._back_up(table)
            self._delete(table)
        self._restore(wanted, table)
        self._delete(copy)
        self.dynamodb.delete_backup(BackupArn=wanted)

    def copy(self, table: str, copy: str, at: datetime | None = None) -> None:
        """Restore a table's content of an instant, or the latest that can be had, beside it."""
        self.tell(f"{table}: copied to {copy}")
        when = {"RestoreDateTime": at} if at else {"UseLatestRestorableTime": True}
        try:
            self.dynamodb.restore_table_to_point_in_time(
                SourceTableName=table, TargetTableName=copy, BillingModeOverride=ON_DEMAND, **when
            )
        except (
            self.dynamodb.exceptions.InvalidRestoreTimeException,
            self.dynamodb.exceptions.PointInTimeRecoveryUnavailableException,
        ) as error:
            raise SystemExit(f"{table}: {error}") from error
        table_settings.wait(self.dynamodb, copy)

    def drill(self, table: str) -> tuple[int, int]:
        """Restore a table beside itself and drop the copy; how many items (the copy, the table
        itself) have. They differ by what was written meanwhile.
        """
        copy = f"{table}-drill"
        if table_settings.read(self.dynamodb, table).recovery_days:
            self.copy(table, copy)
        else:
            self._restore(self._last_backup(table), copy)
        counts = self._count(copy), self._count(table)
        self._delete(copy)
        return counts

    def _restore(self, backup: str, table: str) -> None:
        if table_settings.status(self.dynamodb, table) is None:
            self.tell(f"{table}: restored from {backup}")
            self.dynamodb.restore_table_from_backup(
                TargetTableName=table, BackupArn=backup, BillingModeOverride=ON_DEMAND
            )
        table_settings.wait(self.dynamodb, table)
        if wanted := self.settings.get(table):
            table_settings.put(self.dynamodb, table, wanted)

    def _last_backup(self, table: str) -> str:
        found = list_backups(self.dynamodb, table)
        complete = [each for each in found if each["BackupStatus"] == "AVAILABLE"]
        if not complete:
            raise SystemExit(f"There is no backup of {table}.")
        last: str = max(complete, key=lambda each: each["BackupCreationDateTime"])["BackupArn"]
        return last

    def _back_up(self, table: str) -> None:
        self.tell(f"{table}: backed up as it is")
        name = f"{table}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        made = self.dynamodb.create_backup(TableName=table, BackupName=name)["BackupDetails"]
        while made["BackupStatus"] == "CREATING":
            described = self.dynamodb.describe_backup(BackupArn=made["BackupArn"])
            made = described["BackupDescription"]["BackupDetails"]

    def _delete(self, table: str) -> None:
        self.tell(f"{table}: deleted")
        if table_settings.read(self.dynamodb, table).is_protected:
            table_settings.protect(self.dynamodb, table, is_protected=False)
        self.dynamodb.delete_table(TableName=table)
        table_settings.wait(self.dynamodb, table, None)

    def _count(self, table: str) -> int:
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=table, Select="COUNT")
        return sum(page["Count"] for page in pages)


def list_backups(dynamodb: Any, table: str) -> list[dict[str, Any]]:
    """All backups of a table, AWS's own included, whether or not the table is still there."""
    pages = dynamodb.get_paginator("list_backups").paginate(TableName=table, BackupType="ALL")
    return [each for page in pages for each in page["BackupSummaries"]]


@contextmanager
def held(functions: Any, names: list[str], tell: Tell) -> Iterator[None]:
    """Let no function run meanwhile, so that nothing is written to what will be replaced. Where
    restoring fails they stay held: half of the data is worse than none.
    """
    tell(f"Holding {len(names)} functions")
    for name in names:
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    yield
    for name in names:
        functions.delete_function_concurrency(FunctionName=name)
    tell("The functions run again")
