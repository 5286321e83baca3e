"""The shape of the house: who may import whom, and what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.folders import PROJECT

SDKS = {"boto3", "botocore", "pynamodb"}
OF_THE_EDGE = {"chalice", "jwt", "pydantic"}
# A room of chalicelib, and what it may import besides the standard library and itself.
RULES: dict[str, set[str]] = {
    "app": {"chalicelib.api", "chalicelib.jobs", "chalice"},
    "chalicelib.domain": set(),
    "chalicelib.recompute": {"chalicelib.domain"},
    "chalicelib.settings": set(),
    "chalicelib.clock": set(),
    "chalicelib.tokens": set(),
    "chalicelib.store": {"chalicelib.domain", "chalicelib.settings", *SDKS},
    "chalicelib.aws": {"chalicelib.domain", "chalicelib.settings", "chalicelib.mails", *SDKS},
    "chalicelib.mails": set(),
    "chalicelib.documents": {
        "chalicelib.domain",
        "openpyxl",
        "pypdf",
        "pyhanko",
        "pyhanko_certvalidator",
        "asn1crypto",
        "docx",
        "segno",
    },
    "chalicelib.actions": {
        "chalicelib.domain",
        "chalicelib.store",
        "chalicelib.aws",
        "chalicelib.documents",
    },
    "chalicelib.pages": {"chalicelib.domain"},
    "chalicelib.api": {
        "chalicelib.domain",
        "chalicelib.actions",
        "chalicelib.clock",
        "chalicelib.tokens",
        "chalicelib.settings",
        "chalicelib.pages",
        *OF_THE_EDGE,
    },
    "chalicelib.jobs": {
        "chalicelib.domain",
        "chalicelib.actions",
        "chalicelib.clock",
        "chalicelib.tokens",
        "chalicelib.settings",
        *OF_THE_EDGE,
    },
}
# Time, chance and the environment come in from the edge; below it they are arguments.
BELOW_THE_EDGE = ("domain", "store", "aws", "documents", "actions", "pages")
AMBIENT_MODULES = {"os", "secrets", "time", "uuid"}
AMBIENT = re.compile(r"\b(datetime\.now|date\.today|utcnow|random\.(random|choice|shuffle))\b")
FORBIDDEN = re.compile(  # written so that this line does not match itself
    r"/w[o]rk/|/h[o]me/\w|/r[o]ot/|r[e]gistry[.]npm|p[y]pi[.]org|p[y]thonhosted|d[e]b[.]debian"
    r"|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)


def room(module: str) -> str:
    """The entry of RULES that a module belongs to."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "chalicelib" else parts[0]


def modules() -> Iterator[tuple[str, Path]]:
    for path in [PROJECT / "app.py", *sorted((PROJECT / "chalicelib").rglob("*.py"))]:
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        if name != "chalicelib.__init__":
            yield name.removesuffix(".__init__"), path


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it; `from chalicelib import clock` counts as
    chalicelib.clock.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            whole = node.module or ""
            yield from (
                [f"{whole}.{alias.name}" for alias in node.names]
                if whole == "chalicelib"
                else [whole]
            )


@pytest.mark.parametrize(("module", "path"), list(modules()))
def test_each_room_imports_only_what_lies_below_it(module: str, path: Path) -> None:
    own = room(module)
    allowed = RULES[own] | {own}
    wanted = {room(name) for name in imports(path)} - sys.stdlib_module_names - {"chalicelib"}
    assert not wanted - allowed


@pytest.mark.parametrize(("module", "path"), list(modules()))
def test_time_chance_and_environment_enter_at_the_edge_only(module: str, path: Path) -> None:
    if room(module).removeprefix("chalicelib.") in BELOW_THE_EDGE:
        assert not AMBIENT_MODULES & set(imports(path))
        assert not AMBIENT.findall(path.read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    return [PROJECT / name for name in listed.stdout.split("\0") if name]


def test_no_tracked_file_holds_a_secret_a_machine_path_or_a_registry() -> None:
    found = []
    for path in tracked():
        if (
            path.suffix in {".png", ".woff2", ".pdf", ".zip"}
            or "vendor" in path.parts
            or not path.exists()
        ):
            continue
        found += [
            f"{path.name}: {match.group()}"
            for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8"))
        ]
    assert not found


def test_nothing_that_a_command_makes_is_tracked() -> None:
    made = {
        "build",
        ".venv",
        "__pycache__",
        ".hypothesis",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
    }
    assert not [path for path in tracked() if made & set(path.relative_to(PROJECT).parts)]
