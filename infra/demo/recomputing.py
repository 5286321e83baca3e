"""The offline calculator, run as anybody may run it, to compare what was published with what the
inputs give.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from infra.demo.publications import numbers
from infra.folders import PROJECT


class BadBundle(Exception):
    """The bundle has faults; the text names every one."""


def recompute(bundle: Path) -> dict[str, bytes]:
    """The rankings of a bundle by path, as `python -m chalicelib.recompute` computes them;
    BadBundle if it refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "chalicelib.recompute",
            str(bundle.resolve()),
            "-o",
            folder,
        ]
        done = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True)
        if done.returncode:
            raise BadBundle(done.stderr.strip())
        found = sorted(Path(folder).glob("*/*/ranking.json"))
        return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def other_bytes(published: Mapping[str, bytes], again: Mapping[str, bytes]) -> list[str]:
    """The rankings that are not the same byte for byte."""
    return [path for path in sorted({*published, *again}) if published.get(path) != again.get(path)]


def other_numbers(published: Mapping[str, bytes], computed: Mapping[str, bytes]) -> list[str]:
    """The rankings that differ in more than the frame of a publication."""
    return [
        path
        for path in sorted({*published, *computed})
        if path not in published
        or path not in computed
        or numbers(published[path]) != numbers(computed[path])
    ]
