"""The style sheets as files: where a class is dressed, what a page links, what has a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.pages import assets, ranking, respond, rounds, signed_in
from chalicelib.pages.trimming import trimmed
from tests.pages import samples

STATIC = Path(assets.__file__).with_name("static")
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in STATIC.rglob("*.css")}
LAYERS = ("reset", "tokens", "base", "parts", "pages")
PAGES = {
    **{name: signed_in.document(name) for name in signed_in.PAGES},
    "ranking": ranking.render(samples.ranking(), samples.about(), "vi", samples.FILES),
    "rankings": rounds.render(samples.rounds(), "vi"),
    "missing": rounds.missing("vi"),
    "respond": respond.document(),
}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|color|hwb)a?\(")
LENGTH = re.compile(r"(?<![\w.(-])\d*\.?\d+rem\b(?![^()]*\))")


def uncommented(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", SOURCES[name], flags=re.DOTALL)


def declarations(name: str) -> list[tuple[str, str]]:
    return re.findall(r"(?<=[{;\s])([a-z-]+):\s+([^;{}]+);", uncommented(name))


def dressed(name: str) -> Iterator[str]:
    """The class that each rule of a file is about: the first of the last element that its selector
    names; what follows it there says which of them are meant, as `plain` in `.button.plain`.
    """
    for selectors in re.findall(r"([^{};]+)\{", uncommented(name)):
        if not selectors.strip().startswith("@"):
            for selector in _BETWEEN_SELECTORS.split(selectors):
                yield from _first_classes(selector.strip())


_BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
_BRACKETS = re.compile(r"\([^()]*\)")


def _first_classes(selector: str) -> list[str]:
    """Of `.a > .b.c:not(.d)` b; of `.a :is(.b, .c)` b and c."""
    if chosen := re.search(r":is\(([^()]*)\)$", selector):
        return re.findall(r"\.([\w-]+)", chosen[1])
    while (bare := _BRACKETS.sub("", selector)) != selector:
        selector = bare
    return re.findall(r"\.([\w-]+)", re.split(r"[\s>+~]+", selector)[-1])[:1]


def tokens(start: str) -> dict[str, str]:
    """The values of the tokens that begin so, and the token of each."""
    found = re.findall(rf"(--{start}[\w-]+):\s+([^;]+);", SOURCES["tokens"])
    return {value: f"var({token})" for token, value in found}


def test_a_class_is_dressed_in_one_file() -> None:
    homes = defaultdict(set)
    for name in SOURCES:
        for each in dressed(name):
            homes[each].add(name)
    assert {each: sorted(files) for each, files in homes.items() if len(files) > 1} == {}
    assert {"button", "bar", "notice", "soft"} <= homes.keys()


def test_every_file_is_part_of_a_sheet_and_no_sheet_has_one_twice() -> None:
    assert {part for parts in assets.SHEETS.values() for part in parts} == SOURCES.keys()
    assert all(len(parts) == len(set(parts)) for parts in assets.SHEETS.values())
    assert not assets.SHEETS.keys() & {f"{name}.css" for name in SOURCES}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_links_the_base_and_at_most_one_sheet_more(page: str) -> None:
    linked = re.findall(r'rel="stylesheet" href="/static/([a-z_]+\.css)\?v=', PAGES[page])
    assert linked[:1] == ([] if page == "respond" else ["base.css"])
    assert len(linked) <= 2
    assert set(linked) <= assets.SHEETS.keys()


@pytest.mark.parametrize("name", SOURCES)
def test_every_rule_lies_in_a_layer(name: str) -> None:
    depth, outside = 0, ""
    for letter in uncommented(name):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        outside += letter if depth == 0 and letter != "}" else ""
    openings = [each.strip() for each in re.split(r"\n", outside) if each.strip()]
    order = f"@layer {', '.join(LAYERS)};"
    known = {f"@layer {each}" for each in LAYERS} | {order}
    assert {each for each in openings if not each.startswith("@page")} <= known
    assert (order in openings) == (name == "tokens")


@pytest.mark.parametrize("name", sorted(SOURCES.keys() - {"tokens"}))
def test_colours_space_and_type_that_have_a_name_are_called_by_it(name: str) -> None:
    space, type_ = tokens("space-"), tokens("type-")
    wrong = [f"{what}: {value}" for what, value in declarations(name) if COLOUR.search(value)]
    for what, value in declarations(name):
        if re.match(r"margin|padding|gap|row-gap|column-gap|inset|top|left|right|bottom", what):
            wrong += [f"{what}: {each}" for each in LENGTH.findall(value) if each in space]
        if what == "font-size" and value in type_:
            wrong.append(f"{what}: {value}")
    assert wrong == []


def test_every_token_is_defined_and_read() -> None:
    whole = "".join(SOURCES.values())
    defined = set(re.findall(r"(--[\w-]+):", whole))
    assert defined == set(re.findall(r"var\((--[\w-]+)\)", whole))


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_is_short(name: str) -> None:
    lines = SOURCES[name].splitlines()
    assert len(lines) <= 250
    assert max(map(len, lines)) <= 100


def test_a_sheet_is_its_files_one_after_the_other() -> None:
    parts = [SOURCES[part] for part in assets.SHEETS["base.css"]]
    assert assets.content("base.css").decode() == "".join(parts)


def test_what_a_document_does_not_name_is_trimmed_away() -> None:
    style = """@layer tokens { :root { --ink: #000; --room: var(--ink); --ink: #111; } }
    /* Parts. */
    @layer parts {
      .used > :is(a, b), .other { color: var(--room); margin: -0.5rem 10.25rem; }
      @media print { .other .used { color: red; } }
    }"""
    kept = "@layer parts{.used>:is(a,b){color:#111;margin:-.5rem 10.25rem}}"
    assert trimmed(style, '<p class="used">') == kept


def test_the_questionnaire_keeps_the_rules_of_its_classes() -> None:
    style = respond.document()
    assert ".option:has(:checked){background:" in style
    assert ".own-windows" not in style
    assert "var(--" not in style
