"""Receiving: what was uploaded is taken in as it is kept.

A PDF stays where the form led. An image arrives in a place of its own, and only a copy without the
place where it was taken is kept (design decision 29).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.aws import evidence_files
from chalicelib.documents import examining
from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.evidence import files
from chalicelib.domain.evidence.files import EvidenceFile, Paper


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it is to be recorded; `arrived` is the version of the upload that is not kept, ""
    if there is none.
    """

    file: EvidenceFile
    arrived: str = ""

    def forget_arrived(self) -> None:
        """Delete the upload that the kept file was made of."""
        if self.arrived:
            evidence_files.forget(evidence_files.arriving(self.file.key), self.arrived)


def place_of(file: EvidenceFile) -> str:
    """The key to which the form of a file leads."""
    return evidence_files.arriving(file.key) if file.is_image else file.key


def receive(file: EvidenceFile, leaves: Sequence[str], paper: Paper, now: datetime) -> Received:
    """The file with what is stored for it; NotFound if nothing arrived, Invalid if it is not what
    the form was for, or an image that cannot be used.
    """
    if not file.is_image:
        stored = evidence_files.read(file.key)
        files.require_kind(stored.start, file.name, file.kind)
        confirmed = file.confirmed(leaves, stored.size, stored.sha256, stored.version_id, now)
        return Received(replace(confirmed, paper=paper))
    content, arrived = evidence_files.content(place_of(file), "")
    file = replace(file, kind=files.require_kind(content, file.name, file.kind))
    stored = evidence_files.put(file.key, file.kind, _cleaned(file, content))
    confirmed = file.confirmed(leaves, stored.size, stored.sha256, stored.version_id, now)
    return Received(replace(confirmed, paper=file.paper_of(paper)), arrived)


def _cleaned(file: EvidenceFile, content: bytes) -> bytes:
    """The image without the place where it was taken; Invalid with what is wrong with it."""
    readable, clean = examining.cleaned(content)
    if readable.outcome == "bad":
        raise Invalid(
            errors=[
                Problem(
                    "evidence",
                    f"“{file.name}”: {readable.text.vi}",
                    f"“{file.name}”: {readable.text.en}",
                    "unreadable",
                )
            ]
        )
    return clean
