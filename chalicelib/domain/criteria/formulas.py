"""The formula language of contract §2, parsed into a small tree and evaluated exactly.

Python's own evaluation is never used.

    expression  = conjunction ("or" conjunction)*
    conjunction = negation ("and" negation)*
    negation    = "not" negation | comparison
    comparison  = sum (("==" | "!=" | "<" | "<=" | ">" | ">=") sum)*      chains as in Python
    sum         = product (("+" | "-") product)*
    product     = sign (("*" | "/") sign)*
    sign        = "-" sign | atom
    atom        = decimal | name | "max" | ("min" | "max") "(" sum ("," sum)* ")"
                | "(" expression ")"

Every part is a number or a truth value, which is known while parsing; parsing fails where one is
needed and the other is given. Truth values may be compared with `==` and `!=` only. The tree of a
long chain stays flat and nesting is limited, so that no formula can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from chalicelib.domain.criteria import formula_trees as trees
from chalicelib.domain.criteria.formula_tokens import FormulaError, Token, tokens, unexpected
from chalicelib.domain.decimals import parse as parse_decimal
from chalicelib.domain.reading.json_texts import shown

MAX_LENGTH = 2000
MAX_DEPTH = 30


def parse(text: str, variables: Iterable[str], *, truth: bool) -> trees.Tree:
    """The tree of `text`, which must give a truth value if `truth`, else a number.

    Evaluate it with `tree.value({"a": Fraction(8), …, "max": leaf_maximum})`: a Fraction or a bool,
    or ZeroDivisionError. FormulaError for a text that is not in the language.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"công thức dài quá {MAX_LENGTH} ký tự",
            f"the formula is longer than {MAX_LENGTH} characters",
        )
    parser = _Parser(tokens(text), frozenset(variables))
    tree = parser.expression()
    if parser.token.text:
        raise unexpected(parser.token)
    return replace(_require(tree, truth), text=text)


def _require(tree: trees.Tree, truth: bool) -> trees.Tree:
    if tree.truth == truth:
        return tree
    if truth:
        raise FormulaError(
            "cần một điều kiện đúng/sai nhưng lại là một số",
            "a condition is needed, this is a number",
        )
    raise FormulaError(
        "cần một số nhưng lại là điều kiện đúng/sai", "a number is needed, this is a condition"
    )


class _Parser:
    """Recursive descent over the tokens; `token` is the next one."""

    def __init__(self, tokens: list[Token], variables: frozenset[str]) -> None:
        self._rest = iter(tokens)
        self._variables = variables
        self._depth = 0
        self.token = next(self._rest)

    def _take(self) -> Token:
        taken = self.token
        self.token = next(self._rest, taken)
        return taken

    def _skip(self, text: str) -> None:
        if self.token.text != text:
            raise unexpected(self.token)
        self._take()

    def _deeper(self, read: Callable[[], trees.Tree]) -> trees.Tree:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(
                f"lồng nhau quá {MAX_DEPTH} tầng", f"nested more than {MAX_DEPTH} deep"
            )
        tree = read()
        self._depth -= 1
        return tree

    def _joined(self, word: str, read: Callable[[], trees.Tree]) -> trees.Tree:
        parts = [read()]
        while self.token.text == word:
            self._take()
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        return trees.joined(word == "or", tuple(_require(part, True) for part in parts))

    def expression(self) -> trees.Tree:
        return self._joined("or", self._conjunction)

    def _conjunction(self) -> trees.Tree:
        return self._joined("and", self._negation)

    def _negation(self) -> trees.Tree:
        if self.token.text != "not":
            return self._comparison()
        self._take()
        return trees.negation(_require(self._deeper(self._negation), True))

    def _comparison(self) -> trees.Tree:
        first, rest = self._sum(), []
        while self.token.text in trees.COMPARISONS:
            sign = self._take().text
            rest.append((sign, self._sum()))
        left = first
        for sign, right in rest:
            _require(right, left.truth if sign in ("==", "!=") else False)
            _require(left, right.truth)
            left = right
        return trees.comparison(first, rest) if rest else first

    def _chain(self, signs: str, read: Callable[[], trees.Tree]) -> trees.Tree:
        first, rest = read(), []
        while self.token.text and self.token.text in signs:
            sign = self._take().text
            rest.append((sign, _require(read(), False)))
        return trees.chain(_require(first, False), rest) if rest else first

    def _sum(self) -> trees.Tree:
        return self._chain("+-", self._product)

    def _product(self) -> trees.Tree:
        return self._chain("*/", self._sign)

    def _sign(self) -> trees.Tree:
        if self.token.text != "-":
            return self._atom()
        self._take()
        return trees.negative(_require(self._deeper(self._sign), False))

    def _atom(self) -> trees.Tree:
        token = self._take()
        if token.kind == "number":
            return trees.constant(_decimal(token))
        if token.kind == "name":
            return self._name(token)
        if token.text == "(":
            inner = self._deeper(self.expression)
            self._skip(")")
            return inner
        raise unexpected(token)

    def _name(self, token: Token) -> trees.Tree:
        if token.text in ("min", "max") and self.token.text == "(":
            return trees.extreme(token.text == "max", self._arguments())
        if token.text == "max" or token.text in self._variables:
            return trees.name(token.text)
        raise FormulaError(
            f"không có biến {shown(token.text)}", f"there is no variable {shown(token.text)}"
        )

    def _arguments(self) -> list[trees.Tree]:
        arguments: list[trees.Tree] = []
        while self.token.text == ("," if arguments else "("):
            self._take()
            arguments.append(_require(self._deeper(self.expression), False))
        self._skip(")")
        return arguments


def _decimal(token: Token) -> Fraction:
    value = parse_decimal(token.text)
    if value is None:
        raise FormulaError(
            f"số ở ký tự {token.at} quá dài", f"the number at character {token.at} is too long"
        )
    return value
