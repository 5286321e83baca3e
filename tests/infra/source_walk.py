"""Our sources as a graph: what a function, class or constant names, and all that it may come to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from infra.folders import PROJECT


@dataclass
class Source:
    """A module: its functions, classes and constants by name, and what its names stand for."""

    name: str
    tree: ast.Module
    known: dict[str, ast.stmt] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)


@cache
def sources() -> dict[str, Source]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in sorted((PROJECT / "chalicelib").rglob("*.py")):
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = _source(name, path)
    return found


def _source(name: str, path: Path) -> Source:
    source = Source(name, ast.parse(path.read_text(encoding="utf-8")))
    for node in source.tree.body:
        match node:
            case ast.FunctionDef(name=known) | ast.ClassDef(name=known):
                source.known[known] = node
            case (
                ast.Assign(targets=[ast.Name(id=known), *_])
                | ast.AnnAssign(target=ast.Name(id=known))
            ):
                source.known[known] = node
    for found in ast.walk(source.tree):
        if isinstance(found, ast.ImportFrom) and found.module:
            for alias in found.names:
                source.imports[alias.asname or alias.name] = f"{found.module}.{alias.name}"
    return source


def resolved(source: Source, node: ast.AST) -> tuple[str, str] | None:
    """The (module, name) of ours that an expression names; the name is "" for a module."""
    match node:
        case ast.Name(id=name):
            if name in source.known:
                return source.name, name
            return _place(source.imports.get(name, ""))
        case ast.Attribute(value=value, attr=attr):
            base = resolved(source, value)
            if base and not base[1]:
                return _place(f"{base[0]}.{attr}") or (base[0], attr)
    return None


def _place(dotted: str) -> tuple[str, str] | None:
    if dotted in sources():
        return dotted, ""
    module, _, name = dotted.rpartition(".")
    return (module, name) if module in sources() and name in sources()[module].known else None


def reached(starts: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every function, class and constant that these may come to."""
    seen = set(starts)
    to_do = list(seen)
    while to_do:
        module, name = to_do.pop()
        source = sources()[module]
        nodes = list(ast.walk(source.known[name]))
        # Forgetting what a cached function gave is no call of it.
        forgotten = {
            node.value
            for node in nodes
            if isinstance(node, ast.Attribute) and node.attr == "cache_clear"
        }
        for node in nodes:
            found = None if node in forgotten else resolved(source, node)
            is_new = found and found[1] and found not in seen
            if found and is_new and found[1] in sources()[found[0]].known:
                seen.add(found)
                to_do.append(found)
    return seen
