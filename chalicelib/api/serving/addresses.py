"""Which declared route an address belongs to. The gateway passes every address on, for it takes few
of its own (infra/package.py); the routes that Chalice knows are the only table.
"""

from __future__ import annotations

from collections.abc import Iterable


class _Place:
    """What follows one beginning of an address: by word, or whatever is written there; and the
    route that ends here, if any. (A data class would take as long to make as the tree of them.)
    """

    __slots__ = ("anything", "route", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Place] = {}
        self.anything: _Place | None = None
        self.route: str | None = None


class Addresses:
    """The declared routes, such as `/api/units/{round}`, by the addresses that they serve."""

    def __init__(self, routes: Iterable[str]) -> None:
        self._root = _Place()
        for route in routes:
            place = self._root
            for part in _parts(route):
                if part.startswith("{"):
                    place.anything = place.anything or _Place()
                    place = place.anything
                else:
                    place = place.words.get(part) or place.words.setdefault(part, _Place())
            place.route = route

    def find(self, path: str) -> tuple[str, dict[str, str]] | None:
        """The route that serves a path, and what stands in the places of its names; None if none
        does.

        The path comes as it was sent, and its parts stay so: an escaped slash divides nothing, and
        an escaped letter is none, so that whoever matches addresses before us (the firewall, the
        rules of CloudFront) cannot be told another one than we are. One slash at the end is
        ignored; a part that is empty is no part of any address.
        """
        if not path.startswith("/"):
            return None
        parts = _parts(path)
        route = _walk(self._root, parts, 0)
        if route is None:
            return None
        named = zip(_parts(route), parts, strict=True)
        return route, {name[1:-1]: value for name, value in named if name.startswith("{")}


def _parts(path: str) -> list[str]:
    return path.removesuffix("/").split("/")[1:]


def _walk(place: _Place, parts: list[str], at: int) -> str | None:
    """The route of the parts from `at` on; a word that is declared comes before a name."""
    if at == len(parts):
        return place.route
    part = parts[at]
    word = place.words.get(part)
    found = _walk(word, parts, at + 1) if word else None
    if found is None and part and place.anything:
        found = _walk(place.anything, parts, at + 1)
    return found
