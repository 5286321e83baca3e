"""The offline calculator as one file, `recompute.pyz`: it runs on any machine with Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalicelib.domain.bundles.files import pack

CODE = Path(__file__).parents[1]
# Packaging compiles the sources away, and puts the calculator here before it does.
PLACE = Path(__file__).with_name("recompute.pyz")
_MAIN = b"""import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed / can Python 3.11 tro len")
from chalicelib.recompute import main

sys.exit(main())
"""


@cache
def calculator() -> bytes:
    """The bytes of recompute.pyz, a zip application of the standard library's kind."""
    return PLACE.read_bytes() if PLACE.exists() else built(CODE)


def built(code: Path) -> bytes:
    """The calculator from the sources of `chalicelib` in this folder: `recompute` and the domain.
    The same sources give the same bytes.
    """
    sources = [code / "__init__.py", code / "recompute.py", *(code / "domain").rglob("*.py")]
    named = {
        f"chalicelib/{path.relative_to(code).as_posix()}": path.read_bytes() for path in sources
    }
    return pack({"__main__.py": _MAIN, **named})
