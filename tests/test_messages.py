"""Messages to people: in both languages, Vietnamese with its marks first, under codes that stay."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from chalicelib.api.serving import problems
from chalicelib.domain import errors
from chalicelib.domain.errors import Refusal
from infra.folders import PROJECT

MARKS = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# What holds a pair of texts: the place of the Vietnamese one among the arguments.
_PLACES = {
    "Problem": 1,
    "refuse": 0,
    **{name: 0 for name in vars(errors) if name[0].isupper() and name != "Problem"},
}


def kinds(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield base
    for kind in base.__subclasses__():
        yield from kinds(kind)


def test_every_refusal_has_a_title_in_both_languages() -> None:
    wrong = [
        f"{kind.__name__}: {kind.title}" for kind in kinds() if not _in_both_languages(*kind.title)
    ]
    assert wrong == []


def _in_both_languages(vi: str, en: str) -> bool:
    return bool(MARKS.search(vi)) and not MARKS.search(en)


def test_every_refusal_has_a_stable_code_of_its_own() -> None:
    codes = Counter(kind.code for kind in kinds())
    assert [code for code in codes if not re.fullmatch(r"[a-z_]+", code)] == []
    assert [code for code, count in codes.items() if count > 1] == []


def test_every_refusal_but_the_root_has_a_status_and_only_our_own_problems_are_500() -> None:
    ours = {kind for kind in kinds() if problems.status_of(kind) == 500}
    assert ours == {Refusal, errors.Unexpected}


def messages() -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """Where, and as the code writes it, every Vietnamese and English text for people."""
    for path in sorted((PROJECT / "chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                place = _PLACES.get(_called(node))
                texts = node.args[place : place + 2] if place is not None else []
                if len(texts) == 2 and all(re.search(r"\w", fixed_words(text)) for text in texts):
                    yield f"{path.relative_to(PROJECT)}:{node.lineno}", texts[0], texts[1]


def pairs() -> Iterator[tuple[str, str, str]]:
    """Where, and the fixed words of, every message in both languages."""
    return ((where, fixed_words(vi), fixed_words(en)) for where, vi, en in messages())


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def fixed_words(node: ast.expr) -> str:
    """The fixed words of a literal or an f-string, nothing for anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def test_every_message_is_vietnamese_first_and_english_second() -> None:
    wrong = [f"{where}: {vi} / {en}" for where, vi, en in pairs() if not _in_both_languages(vi, en)]
    assert wrong == []


# What writes a decimal with a point; `comma` puts the comma in its place.
_DECIMALS = ("plain", "two", "_short")


def test_a_vietnamese_message_writes_a_decimal_comma() -> None:
    parts = [
        (where, part.value)
        for where, vi, _ in messages()
        if isinstance(vi, ast.JoinedStr)
        for part in vi.values
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Call)
    ]
    assert [where for where, call in parts if _called(call) in _DECIMALS] == []
    assert len([where for where, call in parts if _called(call) == "comma"]) > 4


def test_there_are_messages_to_look_at() -> None:
    assert len(list(pairs())) > 80
