"""One thing has one word: what docs/glossary.md says holds for class names, pages and messages."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from infra.folders import PROJECT
from tests.test_messages import MARKS, fixed_words, pairs


@dataclass(frozen=True)
class Term:
    """A row of the glossary: its words in Vietnamese, and those that do not say it."""

    vi: tuple[str, ...]
    not_vi: tuple[str, ...]
    not_en: tuple[str, ...]
    not_class: tuple[str, ...]


@cache
def terms() -> tuple[Term, ...]:
    text = (PROJECT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    columns = [[_words(cell) for cell in row] for row in rows[1:]]
    return tuple(Term(row[0], row[3], row[4], row[5]) for row in columns)


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip() not in ("", "–"))


def _any(words: Iterator[str] | list[str]) -> re.Pattern[str]:
    """Any of the words, whole, in small or capital letters."""
    listed = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w$])(?:{listed})(?!\w)", re.IGNORECASE)


def classes() -> Iterator[tuple[str, str]]:
    """Every class of the product but the `Meta` inside of a stored item: its name, and where."""
    for path in sorted((PROJECT / "chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name != "Meta":
                yield node.name, str(path.relative_to(PROJECT))


# A pair of texts in a script, each in quotation marks or in backticks: say("…", "…"), ["…", "…"],
# or a place of a menu, which has a name and perhaps an address before them.
_TEXT = r'(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)'
_BEFORE = r'(?:say\(|\[)\s*(?:"\w*",\s*)?(?:"[^"]*#[^"]*",\s*)?'
_PAIR = re.compile(rf"{_BEFORE}{_TEXT}\s*,\s*{_TEXT}")
# The same wherever it is written, if the first text shows by its marks that it is Vietnamese.
_ANY_PAIR = re.compile(rf"{_TEXT}\s*,\s*{_TEXT}")
# The English half of a page that keeps its words in two tables, and a text that is English by name.
_ENGLISH_TABLE = re.compile(r"^  en: \{$.*?^  \},?$", re.MULTILINE | re.DOTALL)
_ENGLISH_NAME = re.compile(rf"\b(?:en|\w+_en): {_TEXT}")
_CODE = re.compile(r"\$\{[^}]*\}")


# Where a long text goes on in the next line: "… " + "…", in backticks as well.
_JOINT = re.compile(r'(["`])\s*\+\s*\1')


@cache
def scripts() -> tuple[tuple[str, str], ...]:
    """The name and the code of each of the pages' scripts, a text that is put together as one."""
    paths = sorted((PROJECT / "chalicelib/pages/static").rglob("*.js"))
    return tuple((path.name, _JOINT.sub("", path.read_text(encoding="utf-8"))) for path in paths)


def script_pairs() -> Iterator[tuple[str, str, str]]:
    """Where, and both texts of, each pair of words in the pages' scripts, without their code."""
    for name, code in scripts():
        for match in _PAIR.finditer(code):
            vi, en = match[1] or match[2] or "", match[3] or match[4] or ""
            yield name, _CODE.sub("", vi), _CODE.sub("", en)


def script_english() -> Iterator[tuple[str, str]]:
    """Where, and the text of, every English text in the pages' scripts."""
    yield from ((where, en) for where, _, en in script_pairs())
    for name, code in scripts():
        for match in _ANY_PAIR.finditer(code):
            if MARKS.search(match[1] or match[2] or ""):
                yield name, _CODE.sub("", match[3] or match[4] or "")
        for match in _ENGLISH_NAME.finditer(code):
            yield name, _CODE.sub("", match[1] or match[2] or "")
        for table in _ENGLISH_TABLE.finditer(code):
            for match in re.finditer(_TEXT, table[0]):
                yield name, _CODE.sub("", match[1] or match[2] or "")


def python_english() -> Iterator[tuple[str, str]]:
    """Where, and the text of, every text that follows a Vietnamese one in a call or a tuple.

    A single word there is a name: a heading that a filled table may have.
    """
    for path in sorted((PROJECT / "chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
            for vi, en in pairwise(texts):
                if MARKS.search(fixed_words(vi)) and " " in fixed_words(en):
                    yield f"{path.relative_to(PROJECT)}:{en.lineno}", fixed_words(en)


def test_no_class_name_is_defined_twice() -> None:
    counts = Counter(name for name, _ in classes())
    twice = [f"{name}: {where}" for name, where in classes() if counts[name] > 1]
    assert twice == []


def test_class_names_are_the_glossarys_words() -> None:
    forbidden = [word.replace("*", ".*") for term in terms() for word in term.not_class]
    pattern = re.compile("|".join(forbidden))
    wrong = [f"{name}: {where}" for name, where in classes() if pattern.fullmatch(name)]
    assert forbidden
    assert wrong == []


def test_english_that_people_read_is_the_glossarys() -> None:
    pattern = _any([word for term in terms() for word in term.not_en])
    messages = [(where, en) for where, _, en in pairs()]
    shown = {*messages, *python_english(), *script_english()}
    wrong = [
        f"{where}: {word[0]} in “{en}”" for where, en in shown for word in pattern.finditer(en)
    ]
    assert len(shown) > 1000
    assert sorted(wrong) == []


def test_vietnamese_that_people_read_is_the_glossarys() -> None:
    pattern = _any([word for term in terms() for word in term.not_vi])
    longer = [word for term in terms() for word in term.vi if pattern.search(word)]
    kinds = ("py", "js", "html", "txt")
    paths = [path for kind in kinds for path in (PROJECT / "chalicelib").rglob(f"*.{kind}")]
    wrong = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for word in longer:  # a longer term may hold a word that is wrong alone
            text = re.sub(re.escape(word), "", text, flags=re.IGNORECASE)
        wrong += [f"{path.relative_to(PROJECT)}: {word[0]}" for word in pattern.finditer(text)]
    assert wrong == []
