"""HTML in which everything is escaped: a tree of `tag` calls; text is escaped unless it is `Html`.

A template library would add half a megabyte and its import time to every cold start; these pages
need only this.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


Child: TypeAlias = "str | int | None | Iterable[Child]"
Attribute: TypeAlias = "str | int | bool | None"


def text(*children: Child) -> Html:
    """The children one after another: strings are escaped, `Html` stays as it is, None is left out,
    iterables are flattened.
    """
    return Html("".join(map(_markup, children)))


def tag(element: str, /, *children: Child, **attributes: Attribute) -> Html:
    """One element. `class_` is class, `aria_label` is aria-label; True gives an attribute without a
    value, None and False give none.
    """
    opening = f"<{element}{''.join(map(_attribute, attributes, attributes.values()))}>"
    return Html(opening if element in VOID else f"{opening}{text(*children)}</{element}>")


def _markup(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str | int):
        return escape(str(child))
    return "".join(map(_markup, child))


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    spelled = name.rstrip("_").replace("_", "-")
    return f" {spelled}" if value is True else f' {spelled}="{escape(str(value))}"'
