"""What a function's code may import, read from the sources: also what is imported on first use.

So a library that its zip lacks is found while packaging, not by the first person who needs it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

OURS = "chalicelib"
# They parse other people's files: for the API and the inspecting function, not for other jobs.
PARSERS = ("chalicelib.documents.pdfs", "chalicelib.documents.signatures")


def modules_of(root: Path) -> list[str]:
    """Every module of ours under `root` by its dotted name, but those for documents, of which each
    function imports what it needs.
    """
    files = [
        path.relative_to(root).with_suffix("")
        for path in root.glob(f"{OURS}/**/*.py")
        if path.relative_to(root).parts[1] != "documents"
    ]
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in files)


def imported(root: Path, starts: Iterable[str], beyond: Iterable[str] = ()) -> set[str]:
    """The modules that `starts` and all of ours that they import may import, theirs and ours; those
    of ours in `beyond` are not followed.
    """
    seen, left_out = set(starts), set(beyond)
    to_do = list(seen)
    while to_do:
        for name in _imports(root, to_do.pop()):
            if name in seen or name in left_out:
                continue
            seen.add(name)
            if name.partition(".")[0] == OURS:
                to_do.append(name)
    return seen


def _imports(root: Path, module: str) -> Iterator[str]:
    source = _source(root, module)
    if source is None:
        return
    tree = ast.parse(source.read_text(encoding="utf-8"))
    unseen = {id(node) for branch in _for_types_only(tree) for node in ast.walk(branch)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name for name in inner if _source(root, name))


def _for_types_only(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from node.body


def _source(root: Path, module: str) -> Path | None:
    place = root.joinpath(*module.split("."))
    for file in (place / "__init__.py", place.with_suffix(".py")):
        if file.exists():
            return file
    return None
