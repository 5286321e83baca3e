"""What was changed in a signed PDF by the updates that came after a signature.

An office issues a document in this order (decree 30/2020): the leader signs, the clerk adds number
and date, the body signs. So a policy for pyHanko's comparison of revisions allows marks (stamps and
text boxes) on a page beside what pyHanko allows already: further signatures, filled form fields,
time stamps and metadata. Whether an allowed change is also a good one depends on who signed
afterwards (`signatures`). Everything else is content: pages, their texts and images, fonts, layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from chalicelib.documents.page_drawings import annotations_of, is_reference, pages, subtype_of

MARKS = ("/Stamp", "/FreeText")
# Whatever an annotation can do besides being seen.
_ACTING = ("/A", "/AA", "/Dest", "/FS", "/RichMediaContent")
_LOOKS = ("/AP", "/BS", "/RC", "/DS")
# What programs note in a page and in the catalogue; nothing of it is drawn or acts.
_PAGE_NOTES = ("/LastModified", "/Tabs", "/PieceInfo")
_CATALOGUE_NOTES = ("/Lang", "/PageMode", "/PageLayout", "/ViewerPreferences")


@lru_cache(maxsize=1)
def policy() -> Any:
    """The policy by which two revisions are compared; made on first use, as pyHanko is slow to
    import.
    """
    from pyhanko.sign.diff_analysis import (
        CatalogModificationRule,
        DocInfoRule,
        DSSCompareRule,
        FormUpdatingRule,
        GenericFieldModificationRule,
        MetadataUpdateRule,
        ModificationLevel,
        ObjectStreamRule,
        QualifiedWhitelistRule,
        SigFieldCreationRule,
        SigFieldModificationRule,
        StandardDiffPolicy,
        SuspiciousModification,
        XrefStreamRule,
    )
    from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON

    class PageMarks(QualifiedWhitelistRule):
        """Allow new marks, and the fields of new signatures, among the annotations of a page."""

        def apply_qualified(self, old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
            for marks, update in _allowed(old, new):
                level = ModificationLevel.ANNOTATIONS if marks else ModificationLevel.LTA_UPDATES
                yield level, update

    class Policy(StandardDiffPolicy):
        """Refuses besides what fills a gap: an object that was named before it was there. An object
        is new if it was neither there nor named, whatever number of objects the file claims, and
        may be freed if nothing named it: some programs count one too many, and free what never was.
        """

        def apply(self, old: Any, new: Any, *more: Any, **named: Any) -> Any:
            old._load_reverse_xref_cache()
            for ref in new.explicit_refs_in_revision():
                if _is_missing(ref, old) and old._get_usages_of_ref(ref):
                    raise SuspiciousModification(f"{ref} was prepared before it was added.")
            old.is_ref_unassignable = lambda ref: (
                _is_missing(ref, old) and not old._get_usages_of_ref(ref)
            )
            used = {ref.idnum for ref in old._indirect_object_access_cache}
            freed = {ref for ref in _freed(new) if ref.idnum in used}
            new.refs_freed_in_revision = lambda: freed
            return super().apply(old, new, *more, **named)

    small = (DocInfoRule, XrefStreamRule, ObjectStreamRule, DSSCompareRule, MetadataUpdateRule)
    return Policy(
        global_rules=[
            CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | frozenset(_CATALOGUE_NOTES)),
            *(rule().as_qualified(ModificationLevel.LTA_UPDATES) for rule in small),
            PageMarks(),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[
                SigFieldCreationRule(approve_widget_bindings=False),
                SigFieldModificationRule(),
                GenericFieldModificationRule(),
            ]
        ),
    )


def _allowed(old: Any, new: Any) -> Iterator[tuple[bool, Any]]:
    """The references that pages with new marks may change, each with whether marks are the
    reason.
    """
    from pyhanko.pdf_utils.reader import RawPdfPath
    from pyhanko.sign.diff_analysis import SuspiciousModification
    from pyhanko.sign.diff_analysis.commons import compare_dicts
    from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate, RelativeContext

    fields: set[Any] | None = None
    for before, page, page_ref in pages(old, new):
        kept, now = annotations_of(before), annotations_of(page)
        is_listed_alike = len(kept) == len(now) and all(map(_is_same, kept, now))
        if is_listed_alike and all(_noted(before, key) == _noted(page, key) for key in _PAGE_NOTES):
            continue
        left = list(kept)
        added = []
        for each in now:
            if left and _is_same(left[0], each):
                left.pop(0)
            else:
                added.append(each)
        if left:
            raise SuspiciousModification("An annotation was removed or replaced.")
        fields = _signature_fields(new) if fields is None else fields
        marks = [each for each in added if not _is_widget_of(each, fields)]
        for each in marks:
            yield from ((True, update) for update in _mark(each, old, new))
        compare_dicts(before, page, frozenset({"/Annots", *_PAGE_NOTES}))
        yield bool(marks), ReferenceUpdate(page_ref)
        for ref in _brought(page, ("/PieceInfo",), new, old):
            yield False, ReferenceUpdate(ref)
        listed = _noted(page, "/Annots")
        if is_reference(listed):
            was = _noted(before, "/Annots")
            if was == listed or old.is_ref_unassignable(listed.reference):
                context = RelativeContext(page_ref, RawPdfPath("/Annots"))
                yield bool(marks), ReferenceUpdate(listed.reference, context_checked=context)


def _mark(each: Any, old: Any, new: Any) -> Iterator[Any]:
    """The references that a new mark brings; SuspiciousModification if it is something else."""
    from pyhanko.sign.diff_analysis import SuspiciousModification
    from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate

    shown = each.get_object()
    subtype = subtype_of(shown)
    if subtype not in (*MARKS, "/Popup") or any(key in shown for key in _ACTING):
        raise SuspiciousModification(f"An annotation {subtype} was added.")
    brought = {each.reference} if is_reference(each) else set()
    if "/Popup" in shown and is_reference(shown.raw_get("/Popup")):
        brought.add(shown.raw_get("/Popup").reference)
    brought |= _brought(shown, _LOOKS, new, old)
    yield from (ReferenceUpdate(ref) for ref in brought if old.is_ref_unassignable(ref))


def _brought(owner: Any, keys: tuple[str, ...], new: Any, old: Any) -> set[Any]:
    """The references of new objects that these entries lead to."""
    found = set[Any]()
    for key in keys:
        if key in owner:
            found |= new.collect_dependencies(owner.raw_get(key), since_revision=old.revision + 1)
    return {ref for ref in found if old.is_ref_unassignable(ref)}


def _noted(page: Any, key: str) -> Any:
    """The entry of a page, a reference or an object; None if there is none."""
    return page.raw_get(key) if key in page else None


def _freed(new: Any) -> Any:
    return type(new).refs_freed_in_revision(new)


def _is_missing(ref: Any, old: Any) -> bool:
    """Whether there was no such object, or no longer."""
    return old.reader.xrefs.get_historical_ref(ref, old.revision) is None


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _signature_fields(new: Any) -> set[Any]:
    from pyhanko.sign.fields import enumerate_sig_fields

    return {field.reference for *_, field in enumerate_sig_fields(new) if is_reference(field)}


def _is_widget_of(each: Any, fields: set[Any]) -> bool:
    shown = each.get_object()
    if subtype_of(shown) != "/Widget":
        return False
    owners = [each, *([shown.raw_get("/Parent")] if "/Parent" in shown else [])]
    return any(is_reference(owner) and owner.reference in fields for owner in owners)
