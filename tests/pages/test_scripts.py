"""The scripts as files: how long they are, where their words are, who imports whom."""

from __future__ import annotations

import re
from pathlib import Path

from chalicelib.pages import assets, signed_in

STATIC = Path(assets.__file__).with_name("static")
SCRIPTS = {path.stem: path for path in STATIC.rglob("*.js")}
SOURCES = {name: path.read_text(encoding="utf-8") for name, path in SCRIPTS.items()}
# What a room may import besides itself.
BELOW = {
    "shared": set[str](),
    "public": {"shared"},
    "survey": {"shared"},
    "unit": {"shared", "survey"},
    "ops": {"shared", "survey"},
    "council": {"shared"},
}


def imported(name: str) -> list[str]:
    found: list[str] = re.findall(r'from "([a-z_]+)";', SOURCES[name])
    return [module for module in found if module in SCRIPTS]


def room(name: str) -> str:
    return SCRIPTS[name].parent.name


def test_no_line_is_longer_than_a_hundred_columns_and_no_file_than_250_lines() -> None:
    lines = [(name, line) for name, source in SOURCES.items() for line in source.splitlines()]
    assert [(name, line) for name, line in lines if len(line) > 100] == []
    assert [name for name, source in SOURCES.items() if source.count("\n") > 250] == []


def test_words_stand_in_tables_not_in_the_markup() -> None:
    spoken = r'\bsay\(\s*["`][^"`]*[À-ỹ]'
    assert [name for name, source in SOURCES.items() if re.search(spoken, source)] == []


def test_every_page_of_signed_in_people_is_one_of_the_same_kind() -> None:
    assert [page for page in signed_in.PAGES if "makePage({" not in SOURCES[page]] == []


def test_a_room_imports_none_above_it() -> None:
    wrong = [
        f"{room(name)}/{name} imports {room(module)}/{module}"
        for name in SCRIPTS
        for module in imported(name)
        if room(module) not in {room(name), *BELOW[room(name)]}
    ]
    assert wrong == []


def test_no_script_imports_itself_by_way_of_others() -> None:
    left = {name: set(imported(name)) for name in SCRIPTS}
    while free := {name for name, needed in left.items() if not needed}:
        left = {name: needed - free for name, needed in left.items() if name not in free}
    assert sorted(left) == []


def test_a_page_fetches_every_script_it_needs_at_once() -> None:
    for page in signed_in.PAGES:
        needed, waiting = set[str](), [page]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += imported(name)
        document = signed_in.document(page)
        fetched = {page, *re.findall(r'rel="modulepreload" href="/static/([a-z_]+)\.js', document)}
        assert needed - fetched == set(), page
