"""JSON as text: read without losing a digit, and shown in messages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class Number(str):
    """A JSON number as it was written, so that no digit is lost."""

    __slots__ = ()


def read_json(data: bytes | str, whole: Callable[[str], Any] = Number) -> Any:
    """The JSON value of UTF-8 text, which may begin with a byte-order mark. Numbers become
    `Number`, whole ones what `whole` makes of them.

    ValueError, saying where, for anything that is not JSON, for NaN and infinities, for a key given
    twice, and for nesting that is too deep.
    """
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    try:
        return json.loads(
            text,
            parse_int=whole,
            parse_float=Number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError(f"the key {shown(_repeated(pairs))} is given twice")
    return content


def _repeated(pairs: list[tuple[str, Any]]) -> str:
    """The first key that is there a second time; one pass, for what is refused costs no more than
    what is taken.
    """
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            return name
        seen.add(name)
    raise ValueError("no key is given twice")


def shown(value: object) -> str:
    """A value as messages quote it: one line of at most 60 characters that can be printed."""
    if isinstance(value, dict | list):
        kind = "{…}" if isinstance(value, dict) else "[…]"
        return kind if value else kind[0] + kind[-1]
    text = (
        str(value)
        if isinstance(value, Number)
        else json.dumps(value, ensure_ascii=False, default=repr)
    )
    text = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return text if len(text) <= 60 else text[:59] + "…"
