"""The shape of the house: who may import whom, and what no file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.folders import PROJECT

SDKS = {"boto3", "botocore", "pynamodb"}
OF_A_PAUSE = {"clock", "tokens"}  # for asking again after a while, which tells no time
OF_THE_EDGE = {"chalice", "jwt", "pydantic", "pydantic_core"}
# A floor of chalicelib, and what it may import besides the standard library and itself.
RULES: dict[str, set[str]] = {
    "app": {"chalicelib.api", "chalicelib.jobs", "chalice"},
    "chalicelib.domain": set(),
    "chalicelib.recompute": {"chalicelib.domain"},
    "chalicelib.settings": set(),
    "chalicelib.clock": set(),
    "chalicelib.tokens": set(),
    "chalicelib.store": {
        "chalicelib.domain",
        "chalicelib.settings",
        *(f"chalicelib.{each}" for each in OF_A_PAUSE),
        *SDKS,
        "urllib3",
    },
    "chalicelib.aws": {"chalicelib.domain", "chalicelib.settings", "chalicelib.mails", *SDKS},
    "chalicelib.mails": set(),
    "chalicelib.documents": {
        "chalicelib.domain",
        "openpyxl",
        "python_calamine",
        "pypdf",
        "pypdfium2",
        "pyhanko",
        "pyhanko_certvalidator",
        "asn1crypto",
        "cryptography",
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


# Rooms and files of a floor with walls, ground first: each may import what an earlier step holds.
ROOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "chalicelib.domain": (
        (
            "decimals",
            "t_distribution",
            "email_addresses",
            "errors",
            "instants",
            "json_values",
            "queue_messages",
            "spelling",
        ),
        ("texts",),
        ("reading",),
        ("criteria",),
        ("rounds",),
        ("evidence", "letters", "lists"),
        ("survey",),
        ("bundles",),
        ("results",),
        ("integrity",),
        ("people",),
        ("assessment",),
        ("appraisal",),
    ),
    "chalicelib.actions": (
        ("rounds",),
        ("lists", "places"),
        ("evidence", "letters", "people"),
        ("assessment", "survey"),
        ("appraisal",),
        ("results",),
        ("integrity", "retrying", "ticking"),
    ),
    "chalicelib.api": (
        ("seen_texts",),
        ("bodies", "replies", "serving", "views"),
        ("integrity", "lists", "openapi", "own_unit", "results"),
        ("evidence", "letters", "pages", "survey"),
        ("people",),
        ("rounds",),
        ("assessment",),
        ("appraisal",),
    ),
}


def floor(module: str) -> str:
    """The entry of RULES that a module belongs to."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "chalicelib" else parts[0]


def below(module: str, name: str) -> bool:
    """Whether `module` may import `name` of its own floor: from its own room or a lower step."""
    steps = {room: at for at, step in enumerate(ROOMS.get(floor(module), ())) for room in step}
    own, other = (*module.split("."), "")[2], (*name.split("."), "")[2]
    return own == other or not own or not other or steps.get(other, 0) < steps.get(own, 1)


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


def imported_modules(path: Path) -> Iterator[str]:
    """The same, down to the module: `from chalicelib.domain.rounds import units` names the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (_module(f"{node.module}.{each.name}") for each in node.names)


def _module(name: str) -> str:
    """`name` if it is a module, else the module that it is a name of."""
    place = PROJECT / name.replace(".", "/")
    return name if place.is_dir() or place.with_suffix(".py").exists() else name.rpartition(".")[0]


def test_each_floor_imports_only_what_lies_below_it() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in modules()
        for name in imports(path)
        if floor(name) not in RULES[floor(module)] | {floor(module), "chalicelib"}
        and floor(name) not in sys.stdlib_module_names
    ]
    assert not wrong


def test_each_room_imports_only_rooms_below_it() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in modules()
        for name in imported_modules(path)
        if floor(module) == floor(name) and not below(module, name)
    ]
    assert not wrong


def test_every_room_has_its_place_in_the_order() -> None:
    for name, order in ROOMS.items():
        folder = PROJECT / name.replace(".", "/")
        rooms = {path.parent.name for path in folder.glob("*/*.py")}
        files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        listed = [room for step in order for room in step]
        assert sorted(listed) == sorted(rooms | files), name


def test_no_files_import_each_other_in_a_circle() -> None:
    known = {module for module, _ in modules()}
    waiting = {
        module: {name for name in imported_modules(path) if name in known and name != module}
        for module, path in modules()
        if path.name != "__init__.py"
    }
    while free := [module for module, wanted in waiting.items() if not wanted & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert not waiting


def test_time_chance_and_environment_enter_at_the_edge_only() -> None:
    wrong = [
        module
        for module, path in modules()
        if floor(module).removeprefix("chalicelib.") in BELOW_THE_EDGE
        and (
            AMBIENT_MODULES & set(imports(path)) or AMBIENT.search(path.read_text(encoding="utf-8"))
        )
    ]
    assert not wrong


def test_in_the_store_only_what_asks_again_waits() -> None:
    waiting = {
        module
        for module, path in modules()
        if floor(module) == "chalicelib.store"
        and {f"chalicelib.{each}" for each in OF_A_PAUSE} & set(imports(path))
    }
    assert waiting == {"chalicelib.store.batches"}


def test_no_module_is_longer_than_250_lines() -> None:
    long = [
        f"{path.relative_to(PROJECT)}: {count}"
        for path in tracked()
        if path.suffix == ".py" and path.parts[len(PROJECT.parts)] in ("chalicelib", "infra")
        for count in [len(path.read_text(encoding="utf-8").splitlines())]
        if count > 250
    ]
    assert not long


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    return [PROJECT / name for name in listed.stdout.split("\0") if name]


def test_no_tracked_file_holds_a_secret_a_machine_path_or_a_registry() -> None:
    found = []
    for path in tracked():
        if (
            path.suffix in {".png", ".woff2", ".pdf", ".zip", ".xlsx", ".xls", ".xlsb", ".ods"}
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
