"""docs/reliability.md: its table is of the cells that were tried, its prose of `reliability.md` in
this folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from infra.folders import PROJECT
from tests.faults.kinds import DISORDER, KINDS, STALE, TWICE
from tests.faults.trying import Flow

DOCUMENT = PROJECT / "docs" / "reliability.md"
_PROSE = Path(__file__).with_name("reliability.md")
_KINDS = (*KINDS, STALE, TWICE, DISORDER)
_HEAD = ("flow", "calls", *(kind.name for kind in _KINDS), "the end may differ by")
_MORE = {"letter": "a second letter", "-audit": "a second act on record"}

# By flow: how many calls it makes, and the kind of each cell that was tried.
Tried = Mapping[str, tuple[int, Sequence[str]]]


def write(flows: Sequence[Flow], tried: Tried) -> str:
    """The whole document; the same for the same cells."""
    found = [_row(flow, *tried.get(flow.name, (0, ()))) for flow in flows]
    rows = [_HEAD, ["---"] * len(_HEAD), *found]
    told = "\n".join(f"- **{kind.name}**: {kind.means}." for kind in _KINDS)
    prose = _PROSE.read_text(encoding="utf-8")
    tries = sum(len(kinds) for _, kinds in tried.values())
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return prose.format(kinds=told, flows=len(flows), tries=tries, table=table)


def flows_of(document: str) -> dict[str, bool]:
    """The flows that a document's table names, and whether they were tried."""
    rows = [line.split("|") for line in document.splitlines() if line.startswith("|")]
    return {row[1].strip(): bool(row[2].strip()) for row in rows[2:]}


def _row(flow: Flow, calls: int, kinds: Iterable[str]) -> list[str]:
    count = Counter(kinds)
    more = [_MORE[each] for each in flow.more]
    more += [f"a repetition reads `{code}`" for code in flow.settles]
    return [
        flow.name,
        _shown(calls),
        *(_shown(count[kind.name]) for kind in _KINDS),
        ", ".join(more),
    ]


def _shown(count: int) -> str:
    return str(count) if count else ""
