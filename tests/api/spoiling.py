"""What is wrong in a request: odd values in its body, odd names in its path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote

from chalicelib.api.serving.routing import Route
from tests.api.good_requests import GOOD
from tests.small_round import ROUND

ODD: list[Any] = [
    None,
    True,
    "",
    " ",
    "\0",
    "\ud800",
    "\u202eđảo",
    "x" * 5000,
    "=cmd|'/c'!A1",
    "../../x",
    "1e999",
    "-0",
    0,
    -1,
    1.5,
    10**30,
    [],
    [[]],
    {},
    {"": ""},
    {"vi": 1},
    "2026-13-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "so-b",
    "9.9",
    {"count": 10**40},
    {"numerator": "0", "denominator": "-0"},
    {"points": "NaN"},
]
NAMES = [
    "so-a",
    ROUND,
    "departments",
    "x",
    "..",
    "\0",
    "đà-nẵng",
    "a b",
    "x" * 3000,
    "%2e",
    "1",
    "self_assessment",
    "leaders",
]


def spoilt(body: Any, chance: Random) -> Any:
    """The body with one value somewhere in it replaced, removed, doubled or added."""
    whole = json.loads(json.dumps(body))
    places = list(places_of(whole))
    if not places:
        return chance.choice(ODD)
    holder, key = chance.choice(places)
    act = chance.randrange(8)
    if act == 0:
        del holder[key]
    elif act == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif act == 1:
        holder["unknown"] = chance.choice(ODD)
    else:
        holder[key] = chance.choice(ODD)
    return whole


def places_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (holder, key) in a JSON value."""
    keys: Any = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    for key in keys:
        yield value, key
        yield from places_of(value[key])


def address(route: Route, chance: Random, wild: bool) -> str:
    """The route's path with good names, or one of them odd."""
    names = {name: quote(value, safe="") for name, value in GOOD.items()}
    if wild:
        name = chance.choice([name for name in GOOD if f"{{{name}}}" in route.path])
        names[name] = quote(chance.choice(NAMES), safe="")
    return route.path.format(**names) + chance.choice(
        ["", "", "?index=x", "?lang=%00", "?index=districts"]
    )
