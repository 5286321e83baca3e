"""Whatever happens to a file on its way, it ends in the right reading or in a clear message, and
costs little. The first few of each kind here; `make test-long` tries all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pytest

from chalicelib.documents import apart, examining, list_files, other_workbooks
from chalicelib.documents.workbook import changes, reading
from chalicelib.domain.bundles.files import unpack
from chalicelib.domain.errors import Invalid
from chalicelib.domain.lists.files import HEADINGS
from chalicelib.domain.people import account_files
from chalicelib.domain.results.publications import publish
from chalicelib.domain.rounds import ruling_files
from chalicelib.domain.texts import objection
from tests.cost import MEMORY, measured
from tests.documents import signing
from tests.documents.books import INDEX
from tests.documents.mutations import HARMLESS_OR_TOLD, Mutation, drop, mutated
from tests.documents.originals import originals, others
from tests.offenders import tried

pytestmark = pytest.mark.long

# How many of each kind there are, and how many of them are tried each time.
MANY = {"xlsx": 300, "csv": 220, "zip": 160, "pdf": 140, "xls": 60, "xlsb": 60, "ods": 60}
FEW = {"xlsx": 15, "csv": 15, "zip": 12, "pdf": 2, "xls": 3, "xlsb": 3, "ods": 3}
PART = 20
SECONDS = 20
TOLD = "told"
# A zip has checksums: what comes through these is what was there before. A bundle may lack files.
ZIPPED = ("xlsx", "xlsb", "ods", "zip")
Reader = Callable[[bytes], str]


def table(headings: list_files.Headings, content: bytes) -> str:
    """What the reader of tables makes of a file; no cell has what nobody should read."""
    uploaded = list_files.read(content, ("thu-2026", "so-a"), headings)
    texts = [text for line in uploaded.lines for text in line.cells.values()]
    assert all(len(text) <= 600 and objection(text) is None for text in texts)
    return repr(uploaded)


def sheet(content: bytes) -> str:
    """What the reader of a filled sheet makes of it."""
    filled = reading.read(content)
    return repr((filled, changes.compare(filled, INDEX, frozenset())))


def examined(content: bytes) -> str:
    """Whether an examination finds that a file is signed and not changed since."""
    found = examining.examined(content, (signing.root_pem(),), "Asia/Ho_Chi_Minh")
    assert found and all(each.text.vi and each.text.en for each in found)
    outcomes = {each.kind: each.outcome for each in found}
    return "whole" if outcomes.get("signature") == outcomes.get("changed_after") == "good" else TOLD


def published(content: bytes) -> str:
    """What a bundle's zip becomes."""
    return repr(publish(unpack(content)))


LIST = partial(table, HEADINGS)
TABLES = LIST, partial(table, ruling_files.HEADINGS), partial(table, account_files.HEADINGS)
READERS: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys(("xls", "xlsb", "ods"), (LIST,)),
    "xlsx": (*TABLES, sheet),
    "csv": (*TABLES, sheet),
    "pdf": (examined,),
    "zip": (published,),
}


def told(read: Reader, content: bytes) -> str:
    """What was read, or TOLD if the file was refused in words."""
    try:
        return read(content)
    except Invalid as refusal:
        problems = refusal.errors
    assert problems and all(each.vi and each.en and each.at and each.code for each in problems)
    return TOLD


def endings(kind: str, content: bytes) -> list[str]:
    return [told(read, content) for read in READERS[kind]]


@cache
def before(kind: str, content: bytes) -> list[str]:
    return endings(kind, content)


def complaint(kind: str, seed: int) -> str:
    """What is wrong with the way a mutated file ends; nothing, if nothing is."""
    original, change, content = mutated(kind, originals(kind), others(kind), seed)
    ended = tried(lambda: measured(lambda: endings(kind, content)))
    if isinstance(ended, str):
        return f"{kind} {seed} {change.__name__}: {ended}"[:500]
    found, cost = ended
    if cost.seconds > SECONDS or cost.kilobytes > MEMORY:
        return f"{kind} {seed} {change.__name__}: {cost}"
    if kind == "pdf":
        right = found == [TOLD] or is_as_signed(original, content)
    else:
        right = not keeps(kind, change) or all(
            each in (TOLD, earlier)
            for each, earlier in zip(found, before(kind, original), strict=True)
        )
    return "" if right else f"{kind} {seed} {change.__name__}: read as something else"


def keeps(kind: str, change: Mutation) -> bool:
    """Whether what is read after a mutation must be what was read before."""
    return kind in ZIPPED and change in HARMLESS_OR_TOLD and (kind, change) != ("zip", drop)


def is_as_signed(original: bytes, content: bytes) -> bool:
    """Whether every signed byte is where it was: the damage lies after the end, or is no more than
    bits of a signature's own bytes that mean nothing.
    """
    return (
        content in originals("pdf")
        or content.startswith(original.rstrip(b"\0\r\n"))
        or (len(content) == len(original))
    )


@pytest.mark.parametrize("kind", MANY)
def test_a_mutated_file_is_read_right_or_refused_in_words(kind: str) -> None:
    wrong = [complaint(kind, seed) for seed in range(FEW[kind])]
    assert [said for said in wrong if said] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("kind", "first"), [(kind, first) for kind in MANY for first in range(0, MANY[kind], PART)]
)
def test_a_thousand_mutated_files_are_read_right_or_refused_in_words(kind: str, first: int) -> None:
    wrong = [complaint(kind, seed) for seed in range(first, min(first + PART, MANY[kind]))]
    assert [said for said in wrong if said] == []


def test_parsers_of_others_get_no_more_than_a_file_may_cost() -> None:
    for budget in (examining.BUDGET, other_workbooks._BUDGET, apart.Budget()):
        assert budget.processor <= 5 and budget.memory <= MEMORY * 1024
    assert sum(MANY.values()) == 1000
