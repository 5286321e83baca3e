"""Where the inputs of a replay come from: a shipped round with generated inputs, or a bundle with
its own.
"""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra.demo.bundles import bundle_inputs
from infra.demo.catalogues import points_by_index
from infra.demo.generating import Generator
from infra.demo.inputs import Inputs
from infra.demo.recomputing import recompute
from infra.demo.seeds import Seed
from infra.folders import PROJECT

_ROUNDS = PROJECT / "rounds"


@dataclass(frozen=True, slots=True)
class Source:
    """Inputs to replay; `expected` are the rankings they must give, known where they come from a
    bundle.
    """

    inputs: Inputs
    expected: dict[str, bytes] | None = None


def shipped() -> list[str]:
    """The rounds that can be replayed by name."""
    return sorted(path.parent.name for path in _ROUNDS.glob("*/round.json"))


def from_round(name: str, respondents: int, seed: int) -> Source:
    """A shipped round with generated inputs; Invalid names every fault of the round."""
    document = json.loads((_ROUNDS / name / "round.json").read_text(encoding="utf-8"))
    with (_ROUNDS / name / "units.csv").open(encoding="utf-8", newline="") as file:
        units = tuple(csv.DictReader(file))
    return Source(
        Generator(document, units, points_by_index(document), Seed(seed)).inputs(respondents)
    )


def from_bundle(path: Path) -> Source:
    """A bundle, folder or zip; BadBundle names every fault, CannotReplay says what it lacks."""
    expected = recompute(path)
    return Source(bundle_inputs(_files(path)), expected)


def _files(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}
    with zipfile.ZipFile(path) as archive:
        return {
            Path(name).name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/")
        }
