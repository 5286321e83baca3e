"""The calculator in one file runs on any Python, and has the same bytes whoever builds it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from chalicelib.domain.bundles.files import pack
from chalicelib.domain.results.publications import publish
from chalicelib.pages.calculator import CODE, built, calculator
from tests.domain.bundles.samples import example
from tests.patience import PATIENCE


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it in a folder where nothing else of ours is."""
    (folder / "recompute.pyz").write_bytes(calculator())
    return subprocess.run(
        [sys.executable, "-S", "-I", "recompute.pyz", *arguments],
        cwd=folder,
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        env={"PATH": os.environ["PATH"]},
    )


def test_it_gives_what_was_published_byte_for_byte(tmp_path: Path) -> None:
    content = example("mixed")
    (tmp_path / "b.zip").write_bytes(pack(content))
    done = run(tmp_path, "b.zip", "-o", "out")
    assert (done.returncode, done.stderr) == (0, "")
    for path, expected in publish(content).items():
        assert (tmp_path / "out" / path).read_bytes() == expected


def test_it_says_its_own_name_in_its_help(tmp_path: Path) -> None:
    assert run(tmp_path, "--help").stdout.startswith("usage: python recompute.pyz ")


def test_the_same_sources_give_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    for part in ("__init__.py", "recompute.py"):
        (copy / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CODE / part, copy / part)
    shutil.copytree(CODE / "domain", copy / "domain")
    (copy / "domain" / "__pycache__").mkdir(exist_ok=True)
    (copy / "domain" / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"x")
    assert built(copy) == built(CODE)
