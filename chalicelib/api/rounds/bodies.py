"""Bodies about rounds, their windows and rulings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.api.bodies import Body, Instant, LongBody, Reason, Short


class LoadRound(LongBody):
    """A round (contract §2) and its units, one object for each row."""

    round: dict[str, Any]
    units: list[dict[str, Any]]


class OpenWindow(Body):
    """Open a window now, until an instant with an offset."""

    until: Instant
    reason: Reason


class CloseWindow(Body):
    """Close a window in ten seconds."""

    reason: Reason


class NewRuling(Body):
    """A ruling of the authority; its kind decides which members it needs."""

    kind: Literal["external", "not_applicable", "exclusion", "void", "adjustment", "previous"]
    unit: Short
    leaf: Short = ""
    value: Any = None
    points: Short = ""
    id: Annotated[str, StringConstraints(max_length=100)] = ""
    index: Short = ""
    rank: int = 0
    reason: Annotated[str, StringConstraints(max_length=2000)] = ""
    public: bool = False
    document: Annotated[Short, Field(description="number of the document it rests on")] = ""
    dated: Annotated[Short, Field(description="the day of that document, as 2026-12-31")] = ""
    withdrawn: bool = False


class RulingFile(LongBody):
    """Rulings as an XLSX or CSV file."""

    content: Annotated[str, Field(description="the file as base64")]


class NewRulings(Body):
    """Some rulings of the authority."""

    rulings: Annotated[list[NewRuling], Field(min_length=1, max_length=1000)]
