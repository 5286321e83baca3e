"""Digital signatures of a PDF: a verdict each on integrity, signer, trust, time, and change after
signing.

Each signature is judged by what it covers, and by what came after it (`signature_changes`): stamps,
filled fields and further signatures are allowed as long as a later signature covers them.
All verdicts are made offline from the file and the given roots; revocation is not looked up, and
the verdict on trust says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalicelib.documents import page_drawings, signature_changes
from chalicelib.documents import signature_words as words
from chalicelib.documents.page_drawings import Drawn
from chalicelib.documents.signature_reading import embedded, is_time_stamp, opened, traces
from chalicelib.documents.signature_summary import joined, worse
from chalicelib.documents.signature_trust import name_of, trust_of, trusted_certificates
from chalicelib.domain.evidence.inspection import Verdict

ROOTS = Path(__file__).with_name("trust_roots")
MAX_SIGNATURES = 30
# A drawing that takes more of a page hides it; drawings that take more together are looked at.
_COVERS = 0.5
# Who signs last answers for what was added before, unless anyone may have made the certificate.
_VOUCHING = ("trusted", "untrusted", "not_checked")
# A file with a form, even a packed one, or with a signature has one of these.
_NEEDED = (b"/AcroForm", b"/ObjStm", b"/ByteRange")


@dataclass(frozen=True, slots=True)
class _Signature:
    """A signature that could be read: `revision` is what it signed, `times` are those of its time
    stamp and of the signer's clock, `change` is `altered`, `changed` or the name of the level at
    which the policy allows all that came after it.
    """

    name: str
    revision: int
    intact: bool
    trust: str
    times: tuple[Any, Any]
    change: str


@lru_cache(maxsize=1)
def shipped_roots() -> tuple[bytes, ...]:
    """The PEM files of trusted roots in the folder `trust_roots`."""
    return tuple(path.read_bytes() for path in sorted(ROOTS.glob("*.pem")))


def judged(content: bytes, roots: Sequence[bytes], timezone: str) -> list[Verdict]:
    """The verdicts on the signatures of a readable PDF, one of each kind: the worst of several
    signatures. It never raises: a signature that cannot be examined is a bad one.

    `roots` are PEM files. Times of signing are local times of `timezone`.
    """
    if not any(name in content for name in _NEEDED):
        return [words.NONE]  # and spare the import of pyHanko
    left = traces(content)
    try:
        return _judged(content, left, trusted_certificates(roots), timezone)
    except (RecursionError, MemoryError, AssertionError):  # hostile: nobody writes such files
        return [words.UNEXAMINED]
    except Exception:  # noqa: BLE001 – the library fails in many ways, and none is a verdict
        return [words.UNEXAMINED if b"/ByteRange" in content else words.BY_HAND]


def _judged(
    content: bytes, left: dict[tuple[int, ...], int], roots: Sequence[Any], timezone: str
) -> list[Verdict]:
    reader = opened(content)
    read: list[_Signature | None] = []
    found: set[tuple[int, ...]] = set()
    for signature in embedded(reader):
        if len(read) == MAX_SIGNATURES:
            return [words.UNEXAMINED]
        if signature is not None:
            found.add(tuple(int(number) for number in signature.byte_range)[1:])
        if signature is None or not is_time_stamp(signature):
            read.append(_examined(signature, roots))
    read.sort(key=lambda each: each.revision if each else -1)
    removed = [end for range_, end in left.items() if range_ not in found]
    if not read:
        return [words.REMOVED if removed else words.NONE]
    good = [each for each in read if each and each.intact]
    kept = [each.revision for each in good if each.change not in ("altered", "changed")]
    drawn = page_drawings.drawn(reader, min(kept)) if kept else []
    verdicts = joined(
        [each.name if each and each.name else "?" for each in read],
        [_verdicts(each, good, drawn, timezone) for each in read],
    )
    if removed:
        covers = [sum(range_[1:]) for range_ in found]
        again = good and max(covers, default=0) > max(removed)
        verdicts[0] = worse(words.REMOVED_THEN_SIGNED if again else words.REMOVED, verdicts[0])
    return verdicts


def _examined(signature: Any, roots: Sequence[Any]) -> _Signature | None:
    """None if the signature cannot be read."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    if signature is None:
        return None
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail"
    )
    try:
        _forget_odd_date(signature)
        status = validate_pdf_signature(
            signature, signer_validation_context=context, diff_policy=signature_changes.policy()
        )
        intact = bool(status.intact and status.valid)
        level = status.modification_level
        if not intact:
            change = "altered"
        elif level == ModificationLevel.OTHER or status.docmdp_ok is False:
            change = "changed"
        else:
            change = level.name if level else "changed"
        stamp = status.timestamp_validity
        stamped = stamp.timestamp if stamp and stamp.intact and stamp.valid else None
        return _Signature(
            name_of(signature.signer_cert),
            signature.signed_revision,
            intact,
            trust_of(signature, intact and status.trusted, roots),
            (_usable(stamped), _usable(status.signer_reported_dt)),
            change,
        )
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 – as above
        return None


def _forget_odd_date(signature: Any) -> None:
    """Some programs write the time of signing as they like; that spoils no signature."""
    try:
        _ = signature.self_reported_timestamp
    except Exception:  # noqa: BLE001  as above
        signature.sig_object.pop("/M", None)


def _usable(instant: datetime | None) -> datetime | None:
    """The instant, unless it lies where no local time can be told."""
    return instant if instant and MINYEAR < instant.year < MAXYEAR else None


def _verdicts(
    signature: _Signature | None, good: Sequence[_Signature], drawn: Sequence[Drawn], timezone: str
) -> tuple[Verdict, ...]:
    if signature is None:
        return words.unreadable()
    return (
        words.integrity(signature.intact),
        words.signer(signature.name),
        words.trust(signature.trust),
        words.signed_at(*signature.times, timezone),
        _change(signature, good, drawn),
    )


def _change(signature: _Signature, good: Sequence[_Signature], drawn: Sequence[Drawn]) -> Verdict:
    if signature.change in ("altered", "changed"):
        return words.changed(signature.change)
    last = good[-1]
    later = [each for each in drawn if each.revision > signature.revision]
    if any(each.share > _COVERS for each in later):
        return words.changed("covered")
    after = [  # the field of a time stamp takes no room
        each
        for each in later
        if each.revision > last.revision and (each.share or each.kind != "signature")
    ]
    if any(each.kind == "mark" for each in after):
        return words.changed("changed")
    if after or last.change not in ("NONE", "LTA_UPDATES"):
        return words.changed("filled")
    marks, fields = (sum(each.kind == kind for each in later) for kind in ("mark", "field"))
    signatures = sum(each.revision > signature.revision for each in good)
    if not marks + fields + signatures:
        return words.changed("unchanged")
    much = sum(each.share for each in later if each.kind != "signature") > _COVERS
    vouched = signature.trust != "trusted" or last.trust == "trusted"
    sure = not marks + fields or (vouched and not much and last.trust in _VOUCHING)
    return words.changed("added" if sure else "unsure", marks, fields, signatures)
