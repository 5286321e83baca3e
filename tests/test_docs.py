"""The documents name files and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chalicelib.pages.assets import SHEETS
from infra.folders import PROJECT

DOCUMENTS: list[Path] = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md")),
    PROJECT / "chalicelib/pages/static/README.md",
    *sorted(path for path in (PROJECT / "docs").glob("*.md")),
]
FILES = [
    path.relative_to(PROJECT).as_posix()
    for folder in (".chalice", "chalicelib", "docs", "infra", "rounds", "tests")
    for path in (PROJECT / folder).rglob("*")
    if path.is_file()
]
FILES += [path.name for path in PROJECT.iterdir() if path.is_file()] + list(SHEETS)
TESTS = set(
    re.findall(
        r"def (test_\w+)",
        "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("*.py")),
    )
)
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w./-]*\w\.(?:py|js|css|yaml|toml)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_and_test_that_a_document_names_exists(document: Path) -> None:
    quoted = QUOTED.findall(document.read_text(encoding="utf-8"))
    files = [name for name in quoted if FILE.fullmatch(name)]
    missing = [name for name in files if not any(f"/{file}".endswith(f"/{name}") for file in FILES)]
    missing += [
        name
        for name in quoted
        if name.startswith("test_") and "." not in name and name not in TESTS
    ]
    assert missing == []
