"""A style sheet cut down to what one document needs, for a page that carries its style inside."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+|\s+(?=\s)|\n")
_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_EMPTY = re.compile(r"@(?:layer|media)[^{};]*\{\}")
_BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
_NAME = re.compile(r"[.#]([a-z][\w-]*)")
_TOKEN = re.compile(r"--([\w-]+):([^;{}]*);?")
_READ = re.compile(r"var\(--([\w-]+)\)")


def trimmed(style: str, document: str) -> str:
    """The style without comments, white space, and rules for classes that the document never names.
    Each use of a custom property becomes its value: the last one, wherever it is set.

    ValueError for a property that is not set, or whose value leads back to itself.
    """
    style = _SPACE.sub(r"\1", _COMMENT.sub("", style)).replace(";}", "}")
    style = _keep(style, frozenset(re.findall(r"[\w-]+", document)))
    style = _without_tokens(style)
    return _ZERO.sub("", _keep(style, frozenset(re.findall(r"[\w-]+", document))))


def _without_tokens(style: str) -> str:
    values = dict(_TOKEN.findall(style))
    style = _TOKEN.sub("", style)
    for _ in values:
        style = _READ.sub(lambda read: values.get(read[1], read[0]), style)
    if left := _READ.search(style):
        raise ValueError(f"--{left[1]} is not set, or leads back to itself")
    return style


def _keep(style: str, words: frozenset[str]) -> str:
    """The rules that are not empty, with those selectors whose classes and ids are all among
    `words`.
    """

    def needed(rule: re.Match[str]) -> str:
        selectors = [
            each
            for each in _BETWEEN_SELECTORS.split(rule[1])
            if words.issuperset(_NAME.findall(each))
        ]
        return f"{','.join(selectors)}{{{rule[2]}}}" if selectors and rule[2] else ""

    return _EMPTY.sub("", _RULE.sub(needed, style))
