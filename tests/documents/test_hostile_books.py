"""No workbook, whatever it says of itself, costs more than a moment and a part of the memory."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time

import pytest

from chalicelib.documents import spreadsheets
from chalicelib.documents.shown_pages import Page
from chalicelib.domain.errors import Invalid
from infra.folders import PROJECT
from tests.documents.hostile_books import HOSTILE

pytestmark = pytest.mark.long

# Those that take the most memory.
LARGE = ("depth", "attributes", "namespaces", "declared small", "a text shared", "a long address")


def page(content: bytes, most: int) -> Page:
    return spreadsheets.read(content, lambda read: read.page(next(iter(read.names)), most))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_a_moment_whatever_it_says(name: str) -> None:
    content = HOSTILE[name]()
    began = time.process_time()
    with contextlib.suppress(Invalid):
        page(content, most=40_001)
    assert time.process_time() - began < 5


def test_no_hostile_file_fills_the_memory() -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.documents import test_hostile_books as hostile\n"
        "from chalicelib.domain.errors import Invalid\n"
        "for content in sys.stdin.buffer.read().split(b'|||'):\n"
        "    try: hostile.page(content, most=40_001)\n"
        "    except Invalid: pass\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    files = b"|||".join(HOSTILE[name]() for name in LARGE)
    done = subprocess.run(
        [sys.executable, "-c", script], input=files, capture_output=True, cwd=PROJECT, check=True
    )
    assert int(done.stdout) < 512 * 1024
