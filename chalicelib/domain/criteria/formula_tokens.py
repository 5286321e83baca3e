"""The words of the formula language (see `formulas`)."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

from chalicelib.domain.reading.json_texts import shown

_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([^\W\d]\w*)|(==|!=|<=|>=|[-+*/<>(),])|(\S))")
_NAME = re.compile(r"[^\W\d]\w*")
_WORDS = ("and", "or", "not")


class FormulaError(ValueError):
    """The text is not a formula; `vi` and `en` say why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


def is_variable(name: str) -> bool:
    """Whether a formula may use this name as a variable."""
    return (
        bool(_NAME.fullmatch(name)) and name not in ("min", "max") and not keyword.iskeyword(name)
    )


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the character at which it starts, counted from 1."""

    kind: str  # number, name, word, sign or end
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The tokens of a formula, then an empty one; FormulaError at a character that is in no
    token.
    """
    words: list[Token] = []
    for match in _TOKEN.finditer(text):
        number, name, sign, wrong = match.groups()
        start = match.start(match.lastindex or 0) + 1
        if wrong:
            raise unexpected(Token("sign", wrong, start))
        kind = "number" if number else "sign" if sign else "word" if name in _WORDS else "name"
        words.append(Token(kind, number or name or sign, start))
    return [*words, Token("end", "", len(text) + 1)]


def unexpected(token: Token) -> FormulaError:
    """The error for a token that does not belong where it is."""
    if not token.text:
        return FormulaError("công thức dừng giữa chừng", "the formula ends too early")
    return FormulaError(
        f"không hiểu {shown(token.text)} ở ký tự {token.at}",
        f"{shown(token.text)} at character {token.at} does not belong there",
    )
