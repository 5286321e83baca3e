"""No file makes the examination fail or last: what cannot be examined is told so and counts as no
evidence.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.documents import examining, pdfs
from chalicelib.documents.apart import Budget
from chalicelib.domain.evidence import inspection
from infra.folders import PROJECT
from tests.documents import hostile_pdfs as hostile
from tests.documents import issuing, signing
from tests.patience import PATIENCE

pytestmark = pytest.mark.long
CASES = Path(__file__).with_name("cases")
OUTCOMES = {"good", "warning", "unknown", "bad"}
FORMS = {
    "chain": hostile.chain(5000),
    "doubling": hostile.doubling(25),
    "doubling more": hostile.doubling(60),
}


def examined(content: bytes) -> list[inspection.Verdict]:
    return examining.examined(content, (signing.root_pem(),), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("make", [hostile.page, hostile.altered_and], ids=["plain", "altered"])
def test_a_form_that_no_parser_gets_through_is_no_evidence(
    make: Callable[[hostile.Objects], bytes], form: hostile.Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "BUDGET", Budget(processor=2))
    assert inspection.is_bad(examined(make(form)))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "wide form": lambda: hostile.page(hostile.wide(100_000)),
    "nested": lambda: hostile.nested(500),
    "deeply nested": lambda: hostile.nested(100_000),
    "packed": lambda: hostile.packed(1),
    "packed thrice": lambda: hostile.packed(3),
    "pages in themselves": hostile.looped,
    "ten million pages": lambda: hostile.many_pages(7),
    "free entries": lambda: hostile.free_entries(100_000),
    "unknown packing": lambda: hostile.page(
        content=b"<< /Length 3 /Filter /JBIG2Decode >>\nstream\nabc\nendstream"
    ),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_verdict_within_the_budget(make: Callable[[], bytes]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED, signing.root_pem()],
        cwd=PROJECT,
        input=make(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    outcomes, seconds, kilobytes = json.loads(told.stdout)
    assert outcomes and set(outcomes) <= OUTCOMES
    assert seconds < 7
    assert kilobytes < 512 * 1024


# In a process without other children: of all its children the system keeps the largest.
_MEASURED = """
import json, os, resource, sys
from chalicelib.documents import examining

root = os.fsencode(sys.argv[1])
found = examining.examined(sys.stdin.buffer.read(), (root,), "Asia/Ho_Chi_Minh")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([[verdict.outcome for verdict in found], used.ru_utime, used.ru_maxrss]))
"""


def damaged(content: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, cut out or doubled."""
    chance, made = random.Random(seed), bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made))
        part = slice(at, at + chance.randint(1, 40))
        made[part] = chance.choice(
            [b"", bytes(made[part]) * 2, chance.randbytes(3), b"%%EOF", b" 0 R ", b"999999"]
        )
    return bytes(made)


SIGNED = (CASES / "issued.pdf").read_bytes()


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_never_raises_and_a_damaged_signature_is_never_good(seed: int) -> None:
    content = damaged(SIGNED, seed)
    found = examining.verdicts(content, [], "Asia/Ho_Chi_Minh")
    assert found
    whole = {each["kind"] for each in found if each["outcome"] == "good"}
    assert "signature" not in whole or "changed_after" not in whole or _is_same(content)


def _is_same(content: bytes) -> bool:
    """Whether the damage lies between the signed bytes or after the end, where it harms nothing."""
    return content.startswith(SIGNED) or len(content) == len(SIGNED)


READ_BY_OTHERS: dict[str, Callable[[bytes], bytes]] = {
    "no startxref": lambda content: content.replace(b"startxref", b"startxxxx"),
    "lines of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "no end of objects": lambda content: content.replace(b"endobj\n", b""),
    "wrong place": lambda content: content.replace(b"startxref\n", b"startxref\n9"),
    "wrong offsets": lambda content: content.replace(b"00000 n", b"00007 n"),
    "offsets by one": lambda content: content.replace(b"%PDF-1.3\n", b"%PDF-1.3\n\n"),
    "page after the end": lambda content: content + b"\n%%EOF\n<html></html>" * 500,
    "NULs": lambda content: content + b"\0" * 5000,
    "more NULs": lambda content: content + b"\0" * 200_000,
    "blanks": lambda content: content + b"\r\n" * 4000,
    "mail before it": lambda content: b"Content-Type: application/pdf\r\n\r\n" + content,
    "mail after it": lambda content: content + b"\r\n--boundary--\r\n" * 600,
    "end twice": lambda content: content + b"%%EOF\n" * 2,
    "end cut": lambda content: content.replace(b"%%EOF\n", b"%%EO"),
    "no end": lambda content: content.replace(b"%%EOF\n", b""),
    "old version": lambda content: content.replace(b"%PDF-1.3", b"%PDF-0.9"),
    "no version": lambda content: content.replace(b"%PDF-1.3", b"%PDF-x.y"),
    "odd size": lambda content: content.replace(b"/Size 5", b"/Size 2"),
    "no size": lambda content: content.replace(b"/Size 5", b""),
    "wrong count": lambda content: content.replace(b"/Count 1", b"/Count 7"),
    "no xref": lambda content: content.replace(b"xref\n0 5", b"xxxx\n0 5"),
}


@pytest.mark.parametrize("change", READ_BY_OTHERS.values(), ids=READ_BY_OTHERS)
def test_a_file_that_an_ordinary_reader_opens_is_never_refused(
    change: Callable[[bytes], bytes],
) -> None:
    found = pdfs.readable(change(signing.plain()))
    assert found.outcome in ("good", "warning"), found.text.vi


def test_a_file_with_blanks_after_its_end_is_fine() -> None:
    assert pdfs.readable((CASES / "padded.pdf").read_bytes()).outcome == "good"


def test_a_file_that_only_the_second_reader_opens_is_to_be_looked_at_by_hand() -> None:
    found = pdfs.readable(signing.plain().replace(b"startxref", b"startxxxx"))
    assert found.outcome == "warning" and "kiểm tra bằng tay" in found.text.vi
    assert not inspection.is_bad([found])


def test_the_official_order_goes_through_apart_as_well() -> None:
    leader, body = issuing.sign("Lãnh đạo"), issuing.sign("Cơ quan")
    assert not inspection.is_bad(examined(issuing.run(leader, issuing.mark(), body)))
    assert inspection.is_bad(examined(issuing.run(leader, body, issuing.mark())))
