"""The pages of a PDF as they were and as they are, and what an update drew over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn over a page by revision `revision`: `kind` is `mark`, `field` (a form field
    was filled) or `signature`, and `share` the share of the page that it takes, 0 to 1.
    """

    revision: int
    page: int
    kind: str
    share: float


def drawn(reader: Any, after: int) -> list[Drawn]:
    """What the revisions after revision `after` drew over the pages, in order."""
    found = []
    for revision in range(after + 1, reader.xrefs.total_revisions):
        old = reader.get_historical_resolver(revision - 1)
        new = reader.get_historical_resolver(revision)
        changed = set(new.explicit_refs_in_revision())
        for number, (before, page, _) in enumerate(pages(old, new)):
            known = {each.reference for each in annotations_of(before) if is_reference(each)}
            for each in annotations_of(page):
                shown = each.get_object()
                is_new = not is_reference(each) or each.reference not in known
                if is_new or _is_changed(each, shown, new, changed):
                    found.append(Drawn(revision, number, _kind(shown), _share(shown, page)))
    return found


def pages(old: Any, new: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Each page as it was, as it is, and its reference; SuspiciousModification if they are not the
    same pages.
    """
    from pyhanko.sign.diff_analysis import SuspiciousModification

    def walk(before: Any, now: Any, depth: int) -> Iterator[tuple[Any, Any, Any]]:
        kids, others = before["/Kids"], now["/Kids"]
        refs = [each.reference for each in others]
        if depth > _MAX_DEPTH or refs != [each.reference for each in kids]:
            raise SuspiciousModification("The pages are not the same.")
        for place, ref in enumerate(refs):
            if "/Kids" in kids[place]:
                yield from walk(kids[place], others[place], depth + 1)
            else:
                yield kids[place], others[place], ref

    yield from walk(old.root["/Pages"], new.root["/Pages"], 0)


def entry(dictionary: Any, key: str) -> Any:
    """The object at a key, and not a reference to it; None if there is none."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def annotations_of(page: Any) -> list[Any]:
    """The annotations of a page as they are listed, references or objects."""
    listed = entry(page, "/Annots")
    return [listed.raw_get(place) for place in range(len(listed))] if listed else []


def subtype_of(annotation: Any) -> str:
    """What an annotation is: `/Stamp`, `/Widget`, …; "" if it does not say."""
    return str(entry(annotation, "/Subtype") or "")


def is_reference(value: Any) -> bool:
    """Whether a PDF object is a reference to another one."""
    from pyhanko.pdf_utils.generic import IndirectObject

    return isinstance(value, IndirectObject)


def _is_changed(each: Any, shown: Any, new: Any, changed: set[Any]) -> bool:
    if each.reference in changed:
        return True
    looks = shown.raw_get("/AP") if "/AP" in shown else None
    return looks is not None and bool(new.collect_dependencies(looks) & changed)


def _kind(shown: Any) -> str:
    if subtype_of(shown) != "/Widget":
        return "mark"
    for _ in range(_MAX_DEPTH):
        if "/FT" in shown:
            return "signature" if shown["/FT"] == "/Sig" else "field"
        if "/Parent" not in shown:
            break
        shown = shown["/Parent"]
    return "field"


def _share(shown: Any, page: Any) -> float:
    sizes = [_area(_inherited(page, key)) for key in ("/MediaBox", "/CropBox")]
    visible = min((size for size in sizes if size), default=0.0)
    return min(1.0, _area(entry(shown, "/Rect")) / visible) if visible else 1.0


def _area(corners: Any) -> float:
    if corners is None or len(corners) != 4:
        return 0.0
    left, bottom, right, top = (float(corner) for corner in corners)
    return abs(right - left) * abs(top - bottom)


def _inherited(page: Any, key: str) -> Any:
    for _ in range(_MAX_DEPTH):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return None
