"""Bodies that say little and may cost much: nested, repeated, of huge counts, long, expanding.

Each kind spoils a good body at one place and fills the room that a request has.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from random import Random
from typing import Any

from tests.api.spoiling import places_of

_MARK = "\N{SNOWMAN}"
Costly = Callable[[Any, int, Random], str]


def _at(good: Any, filling: str, chance: Random, among: type | tuple[type, ...] = object) -> str:
    """The body with `filling` (JSON) in the place of one of its values of a type; "" if none is."""
    whole = json.loads(json.dumps(good))
    places = [(holder, key) for holder, key in places_of(whole) if isinstance(holder[key], among)]
    if not places:
        return ""
    holder, key = chance.choice(places)
    holder[key] = _MARK
    return json.dumps(whole, ensure_ascii=False).replace(f'"{_MARK}"', filling, 1)


def nested_lists(good: Any, room: int, chance: Random) -> str:
    half = room // 2
    return _at(good, "[" * half + "]" * half, chance)


def nested_objects(good: Any, room: int, chance: Random) -> str:
    depth = room // 6
    return _at(good, '{"a":' * depth + "0" + "}" * depth, chance)


def levels_within_reason(good: Any, room: int, chance: Random) -> str:
    """As deep as a document may be, very often."""
    one = '{"a":' * 60 + "0" + "}" * 60
    return _at(good, "[" + ",".join([one] * (room // len(one) // 2)) + "]", chance)


def member_again(good: Any, room: int, chance: Random) -> str:
    """A member again and again, at last with its own value."""
    name = json.dumps(chance.choice(sorted(good)) if good else "a")
    rest = json.dumps(good, ensure_ascii=False)[1:]
    return "{" + f"{name}:0," * (room // (len(name) + 3) // 2) + (rest if good else f"{name}:0}}")


def unknown_members(good: Any, room: int, chance: Random) -> str:
    names = ",".join(f'"{number}":0' for number in range(room // 12))
    return "{" + names + ("," if good else "") + json.dumps(good, ensure_ascii=False)[1:]


def members_within(good: Any, room: int, chance: Random) -> str:
    """A value that has very many members."""
    names = ",".join(f'"{number}":{{}}' for number in range(room // 14))
    return _at(good, "{" + names + "}", chance)


def items(good: Any, room: int, chance: Random) -> str:
    """A list with one of its items very often; where there is no list, a value becomes one."""
    lists = [holder[key] for holder, key in places_of(good) if isinstance(holder[key], list)]
    filled = [found for found in lists if found]
    item = json.dumps(chance.choice(filled)[0] if filled else {}, ensure_ascii=False)
    many = "[" + ",".join([item] * min(room // (len(item) + 1), 190_000)) + "]"
    return _at(good, many, chance, list) or _at(good, many, chance)


def empty_items(good: Any, room: int, chance: Random) -> str:
    many = "[" + ",".join(["{}"] * min(room // 3, 190_000)) + "]"
    return _at(good, many, chance, list) or _at(good, many, chance)


def long_text(good: Any, room: int, chance: Random) -> str:
    return _at(good, '"' + "x" * room + '"', chance, str)


def expanding_text(good: Any, room: int, chance: Random) -> str:
    """A sign that is eighteen letters once it is normalised for comparison."""
    return _at(good, '"' + "\ufdfa" * (room // 3) + '"', chance, str)


def towers_of_marks(good: Any, room: int, chance: Random) -> str:
    return _at(good, '"a' + "\u0323\u0301" * (room // 4) + '"', chance, str)


def loose_letters(good: Any, room: int, chance: Random) -> str:
    """What an old encoding looks like, over and over."""
    return _at(good, '"' + "NguyÔn V¨n " * (room // 14) + '"', chance, str)


def escaped_text(good: Any, room: int, chance: Random) -> str:
    return _at(good, '"' + "\\ud83d\\ude00" * (room // 12) + '"', chance, str)


def digits(good: Any, room: int, chance: Random) -> str:
    return _at(good, "9" * room, chance)


def digits_in_a_text(good: Any, room: int, chance: Random) -> str:
    return _at(good, '"' + "9" * room + '"', chance, str)


def exponent(good: Any, room: int, chance: Random) -> str:
    return _at(good, chance.choice(["1e999999999", "-1e-999999999", '"1e99999999"']), chance)


def blanks(good: Any, room: int, chance: Random) -> str:
    return json.dumps(good) + " " * room


def no_base64(good: Any, room: int, chance: Random) -> str:
    return _at(good, '"' + "=" * room + '"', chance, str)


KINDS: tuple[Costly, ...] = (
    nested_lists,
    nested_objects,
    levels_within_reason,
    member_again,
    unknown_members,
    members_within,
    items,
    empty_items,
    long_text,
    expanding_text,
    towers_of_marks,
    loose_letters,
    escaped_text,
    digits,
    digits_in_a_text,
    exponent,
    blanks,
    no_base64,
)


def with_file(good: Any, content: bytes) -> dict[str, Any]:
    """The good body of a route that takes a file, with this one, for whatever groups it names."""
    rest = {name: value for name, value in good.items() if name != "group"}
    return rest | {"content": base64.b64encode(content).decode()}
