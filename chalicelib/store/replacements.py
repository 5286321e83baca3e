"""Files in place of others: in a partition of their own beside the sheet's, one for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.evidence import replacing
from chalicelib.domain.evidence.files import EvidenceFile
from chalicelib.store import audit, evidence, tables


class Replaced(Model):
    """Notes that a file has its only replacement: `of#<file>`."""

    class Meta(tables.TableMeta):
        table_name = tables.name("evidence")

    sheet = UnicodeAttribute(hash_key=True)
    evidence = UnicodeAttribute(range_key=True)
    replacement = UnicodeAttribute()


def partition(sheet: str) -> str:
    """Where the replacements of a sheet's files are kept, in the store and in the bucket."""
    return f"{sheet}/{replacing.PART}"


def find_all(sheet: str) -> dict[str, EvidenceFile]:
    """The replacements of a sheet's files, with their verdicts, by the file that each replaces."""
    return {file.replaces: file for file in evidence.list_confirmed(partition(sheet))}


def standing(found: Mapping[str, EvidenceFile], of: str) -> list[EvidenceFile]:
    """What was sent in place of a file, the last one at the end: each but the last could not be
    examined. `found` is what `find_all` gave.
    """
    files: list[EvidenceFile] = []
    while of in found:
        files.append(found[of])
        of = found[of].id
    return files


def record(sheet: str, file: EvidenceFile, act: audit.Act) -> bool:
    """Keep a confirmed replacement together with its act; False if the file has one already."""

    def fill(transaction: Any) -> None:
        evidence.fill_confirmed(transaction, partition(sheet), file)
        transaction.save(
            Replaced(partition(sheet), f"of#{file.replaces}", replacement=file.id),
            condition=Replaced.evidence.does_not_exist(),
        )
        audit.fill(act, transaction)

    return tables.write(fill) is None
