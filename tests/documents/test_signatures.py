"""Each signature is judged by what it covers and by what came after; every signer is named."""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import pdf_byterange

from chalicelib.documents import signatures
from chalicelib.domain.evidence import inspection
from chalicelib.domain.evidence.inspection import Verdict
from tests.documents import hostile_pdfs, issuing, signing
from tests.documents.issuing import SMALL, WHOLE, Step, fill, mark, note, run, sign

pytestmark = pytest.mark.long

ROOTS, HOME = (signing.root_pem(),), "Asia/Ho_Chi_Minh"
CASES = Path(__file__).with_name("cases")
LEADER, BODY = sign("Lãnh đạo"), sign("Cơ quan")
FORGER = sign("Cơ quan", authority="")


def judged(content: bytes, roots: tuple[bytes, ...] = ROOTS) -> dict[str, Verdict]:
    return {each.kind: each for each in signatures.judged(content, roots, HOME)}


def is_bad(content: bytes) -> bool:
    return inspection.is_bad(judged(content).values())


def test_a_report_signed_stamped_and_signed_again_is_whole_and_names_both_signers() -> None:
    found = judged((CASES / "issued.pdf").read_bytes(), ())
    assert {kind: each.outcome for kind, each in found.items()} == {
        "signature": "good",
        "signer": "good",
        "trust": "unknown",
        "signed_at": "warning",
        "changed_after": "good",
    }
    assert "1. Lãnh đạo (thử); 2. Cơ quan (thử)" in found["signer"].text.vi
    assert "Chữ ký 1 (Lãnh đạo (thử)): Nội dung không bị sửa" in found["changed_after"].text.vi
    assert "1 dấu hoặc ô chữ" in found["changed_after"].text.vi


@pytest.mark.parametrize(
    ("name", "signers"),
    [
        ("three-signatures-endesive", ["Lanh dao", "Van phong", "Co quan"]),
        ("stamped-by-pypdf", ["Lanh dao", "Co quan"]),
        ("stamped-by-pymupdf", ["Lanh dao", "Co quan"]),
        ("seal-by-pymupdf", ["Nguoi Ky Thu", "So Thu Nghiem"]),
        # It frees the number of an object that never was.
        ("packed-three-signatures-itext", ["Nguoi Ky Thu", "Van phong Thu", "So Thu Nghiem"]),
        ("packed-stamped-by-pdfbox", ["Nguoi Ky Thu", "Van phong Thu", "So Thu Nghiem"]),
        # It counts one object too many, whose number the stamp after it takes.
        ("three-signatures-signpdf", ["Nguoi Ky Thu", "Van phong Thu", "So Thu Nghiem"]),
    ],
)
def test_what_other_programs_sign_and_stamp_in_that_order_is_good(
    name: str, signers: list[str]
) -> None:
    found = judged((CASES / f"{name}.pdf").read_bytes(), ())
    assert (found["signature"].outcome, found["changed_after"].outcome) == ("good", "good")
    assert all(f"{at}. {signer}" in found["signer"].text.vi for at, signer in enumerate(signers, 1))


def test_what_is_stamped_after_the_last_signature_is_altered() -> None:
    assert (
        judged((CASES / "issued-then-altered.pdf").read_bytes())["changed_after"].outcome == "bad"
    )


OFFICE = st.lists(
    st.sampled_from(
        [
            mark(),
            mark("/FreeText"),
            mark(listed="reference"),
            mark("/FreeText", (10, 10, 60, 30)),
            sign("Chánh Văn phòng"),
            sign("Phó Giám đốc", box=(100, 10, 180, 50)),
        ]
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(OFFICE)
def test_in_every_order_an_office_may_sign_and_stamp_in_its_document_is_good(
    between: list[Step],
) -> None:
    found = judged(run(sign("Lãnh đạo", box=(10, 60, 80, 90)), *between, BODY))
    assert not inspection.is_bad(found.values())
    assert (found["signature"].outcome, found["trust"].outcome) == ("good", "good")
    assert all(name in found["signer"].text.vi for name in ("Lãnh đạo", "Cơ quan"))


TAMPERING = {
    "page rewritten": issuing.rewrite(),
    "page replaced in place": issuing.replace_stream(),
    "page cut": issuing.resize(),
    "drawn over": mark(box=WHOLE),
    "rectangle over a figure": mark("/Square"),
    "file attached": mark("/FileAttachment"),
    "link added": mark("/Link"),
    "signature taken away": issuing.drop_marks(),
}


@pytest.mark.parametrize("tampering", TAMPERING.values(), ids=TAMPERING)
@pytest.mark.parametrize(
    "order", [(LEADER,), (LEADER, BODY), (LEADER, mark(), BODY)], ids=["one", "two", "stamped"]
)
@pytest.mark.parametrize("end", [(), (BODY,), (FORGER,)], ids=["", "signed again", "forged"])
def test_content_changed_after_a_signature_is_bad_even_if_signed_again(
    order: tuple[Step, ...], tampering: Step, end: tuple[Step, ...]
) -> None:
    assert is_bad(run(*order, tampering, *end))


NOTES = {
    "when a page was changed": note("/LastModified", pdf_string("D:20261130")),
    "the order of fields": note("/Tabs", pdf_name("/S")),
    "private data": note("/PieceInfo", issuing.private_data),
    "the language": note("/Lang", pdf_string("vi"), of_page=False),
    "how it opens": note("/PageMode", pdf_name("/UseNone"), of_page=False),
    "the layout": note("/PageLayout", pdf_name("/OneColumn"), of_page=False),
}
ACTS = {
    "turned": note("/Rotate", generic.NumberObject(90)),
    "enlarged": note("/UserUnit", generic.NumberObject(9)),
    "acts when it is opened": note("/AA", generic.DictionaryObject()),
    "opens something": note("/OpenAction", generic.DictionaryObject(), of_page=False),
    "names": note("/Names", generic.DictionaryObject(), of_page=False),
    "layers": note("/OCProperties", generic.DictionaryObject(), of_page=False),
    "resources": note("/Resources", issuing.private_data),
}


@pytest.mark.parametrize("made", NOTES.values(), ids=NOTES)
@pytest.mark.parametrize("stamps", [(), (mark(),)], ids=["alone", "with a stamp"])
def test_what_a_program_notes_beside_what_is_seen_is_no_change(
    made: Step, stamps: tuple[Step, ...]
) -> None:
    found = judged(run(LEADER, *stamps, made, BODY))
    assert (found["signature"].outcome, found["changed_after"].outcome) == ("good", "good")


@pytest.mark.parametrize("made", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("stamps", [(), (mark(),)], ids=["alone", "with a stamp"])
def test_what_changes_how_a_page_looks_or_acts_is_a_change(
    made: Step, stamps: tuple[Step, ...]
) -> None:
    assert is_bad(run(LEADER, *stamps, made, BODY))


@pytest.mark.parametrize("generation", [1, 65535])
@pytest.mark.parametrize("end", [(), (BODY,)], ids=["last", "signed again"])
def test_an_object_that_was_used_may_not_be_freed_but_one_that_never_was(
    generation: int, end: tuple[Step, ...]
) -> None:
    assert is_bad(run(LEADER, issuing.free(generation, of_page=True), *end))
    assert not is_bad(run(LEADER, issuing.free(generation, of_page=False), *end))


def test_a_stamp_may_be_corrected_or_taken_back_until_somebody_signs_it() -> None:
    again = issuing.correct_mark()
    assert not is_bad(run(LEADER, mark(), again, BODY))
    assert is_bad(run(LEADER, mark(), sign("Văn phòng"), again, BODY))
    assert is_bad(run(LEADER, mark(), BODY, again))


def test_a_field_filled_in_is_fine_before_the_last_signature_and_said_after_it() -> None:
    assert judged(run(LEADER, fill(), BODY, field=SMALL))["changed_after"].outcome == "good"
    found = judged(run(LEADER, BODY, fill(), field=SMALL))["changed_after"]
    assert found.outcome == "warning" and "được điền sau chữ ký cuối cùng" in found.text.vi


@pytest.mark.parametrize("end", [(), (BODY,)], ids=["last", "signed again"])
def test_a_field_as_large_as_the_page_replaces_what_was_signed(end: tuple[Step, ...]) -> None:
    assert is_bad(run(LEADER, fill(), *end, field=WHOLE))


def test_many_small_stamps_that_hide_a_page_together_are_said() -> None:
    stamps = [mark(box=(x, y, x + 60, y + 60)) for x in (0, 70, 140) for y in (0, 70, 140)]
    found = judged(run(LEADER, *stamps, BODY))["changed_after"]
    assert found.outcome == "warning" and "9 dấu" in found.text.vi


@pytest.mark.parametrize("how", ["zero", "cut", "type"])
@pytest.mark.parametrize("order", [(LEADER,), (LEADER, mark(), BODY)], ids=["one", "two"])
def test_a_damaged_signature_is_worse_than_none(order: tuple[Step, ...], how: str) -> None:
    assert judged(issuing.damage(run(*order), how))["signature"].outcome == "bad"


@pytest.mark.parametrize("more", [(), (issuing.rewrite(),), (mark(),)], ids=["", "page", "mark"])
@pytest.mark.parametrize("order", [(LEADER,), (LEADER, mark(), BODY)], ids=["one", "two"])
def test_a_signature_that_was_removed_is_worse_than_none(
    order: tuple[Step, ...], more: tuple[Step, ...]
) -> None:
    found = judged(run(*order, issuing.drop_form(), *more))["signature"]
    assert found.outcome == "bad" and "đã bị gỡ" in found.text.vi


def test_who_removes_a_signature_and_signs_again_is_told_of() -> None:
    found = judged(run(LEADER, issuing.drop_form(), BODY))
    assert found["signature"].outcome == "warning"
    assert "Cơ quan" in found["signer"].text.vi and "Lãnh đạo" not in found["signer"].text.vi


def test_a_signed_byte_that_was_altered_breaks_every_signature_over_it() -> None:
    found = judged(issuing.alter(run(LEADER, mark(), BODY)))
    assert (found["signature"].outcome, found["changed_after"].outcome) == ("bad", "bad")


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        (sign("Bộ Nội vụ", authority=""), "tự ký"),
        (sign("Bộ Nội vụ", authority="b", issuer="a"), "giả mạo"),
        (sign("Bộ Nội vụ", authority="b"), "không do tổ chức chứng thực được tin cậy"),
    ],
    ids=["self-signed", "name of an authority", "unknown authority"],
)
def test_a_forged_signature_is_told_from_a_genuine_one(forged: Step, said: str) -> None:
    found = judged(run(forged))["trust"]
    assert found.outcome == "warning" and said in found.text.vi


def test_who_is_not_trusted_is_named_among_those_who_are() -> None:
    found = judged(run(LEADER, mark(), FORGER))
    assert "Chữ ký 2 (Cơ quan): Chứng thư tự ký" in found["trust"].text.vi
    assert found["changed_after"].outcome == "warning"  # nobody vouches for the stamp


def test_without_a_list_of_authorities_trust_was_not_checked() -> None:
    found = judged(run(LEADER), ())["trust"]
    assert found.outcome == "unknown" and found.text.vi.startswith("Chưa kiểm tra")
    assert found.text.en.endswith("no list of trusted authorities yet.")


def test_a_certification_that_forbids_marks_is_kept() -> None:
    strict = sign("Lãnh đạo", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    assert is_bad(run(strict, mark(), BODY))
    assert not is_bad(run(strict, BODY))


def test_what_cannot_be_seen_in_a_name_is_left_out() -> None:
    found = judged(run(sign("Sở\u202e A\x00")))["signer"]
    assert found.text.vi == "Chứng thư ghi người ký: Sở A."


@pytest.mark.parametrize("padding", [b"\0" * 5000, b"\r\n" * 900, b" " * 3000])
def test_blanks_after_the_end_change_no_signature(padding: bytes) -> None:
    found = judged(run(LEADER, mark(), BODY) + padding)
    assert (found["signature"].outcome, found["changed_after"].outcome) == ("good", "good")


def test_a_signed_file_cut_off_in_its_last_signature_has_lost_it() -> None:
    assert is_bad(run(LEADER, mark(), BODY)[:-300])


@pytest.mark.parametrize(
    "date", ["hôm nay", "D:00010101000000+14'00'", "D:99991231235959-12'00'", "", "D:20269999"]
)
def test_an_odd_time_of_signing_spoils_no_signature(
    monkeypatch: pytest.MonkeyPatch, date: str
) -> None:
    monkeypatch.setattr(pdf_byterange, "pdf_date", lambda _instant: pdf_string(date))
    found = judged(run(LEADER, mark(), BODY))
    assert {found[kind].outcome for kind in ("signature", "changed_after")} == {"good"}
    assert found["signed_at"].outcome in ("unknown", "warning")


def test_a_stamp_as_large_as_the_part_of_a_page_that_is_seen_covers_it() -> None:
    assert not is_bad(run(LEADER, mark(box=(0, 0, 50, 50)), BODY))
    assert is_bad(run(issuing.resize(), LEADER, mark(box=(0, 0, 50, 50)), BODY))


def test_an_old_hash_makes_a_signature_less_trusted_and_not_broken() -> None:
    found = judged(run(sign("Lãnh đạo", md_algorithm="sha1"), mark(), BODY))
    assert (found["signature"].outcome, found["trust"].outcome) == ("good", "warning")


def test_an_object_prepared_before_signing_may_not_be_filled_in_afterwards() -> None:
    """A shadow: the signed page names a text that only a later update brings."""

    def prepare(writer: Any, page: Any) -> None:
        page["/Contents"] = generic.ArrayObject(
            [page.raw_get("/Contents"), generic.IndirectObject(40, 0, writer)]
        )

    def fill_in(content: bytes) -> bytes:
        start = int(content[content.rindex(b"startxref") :].split()[1])
        root = int(content[content.rindex(b"/Root") :].split()[1])
        at = content.rindex(b"%d 0 obj" % root)
        catalog = content[content.index(b"<<", at) : content.index(b"endobj", at)]
        text = b"<< /Length 17 >>\nstream\n0 0 200 200 re f\n\nendstream"
        return hostile_pdfs.written({root: catalog, 40: text}, content, start)

    shadow = run(issuing.update(prepare), LEADER, fill_in)
    assert judged(shadow)["changed_after"].outcome == "bad"
    assert (
        judged(run(issuing.update(prepare), LEADER, fill_in, BODY))["changed_after"].outcome
        == "bad"
    )


def test_very_many_signatures_are_not_examined_without_end() -> None:
    found = judged(run(*[LEADER] * (signatures.MAX_SIGNATURES + 1)))
    assert [each.outcome for each in found.values()] == ["bad"]


@pytest.mark.parametrize("kind", ["/DocTimeStamp", "/Something"])
@pytest.mark.parametrize("more", [(), (issuing.rewrite(),)], ids=["", "rewritten"])
def test_a_signature_that_is_called_something_else_is_a_broken_one(
    kind: str, more: tuple[Step, ...]
) -> None:
    assert judged(run(LEADER, issuing.disguise(kind), *more))["signature"].outcome == "bad"


def test_a_time_stamp_over_the_file_is_no_signature_and_changes_none() -> None:
    found = judged(run(LEADER, mark(), BODY, issuing.time_stamp()))
    assert (found["signature"].outcome, found["changed_after"].outcome) == ("good", "good")
    assert found["signer"].text.vi.startswith("Tệp có 2 chữ ký")
    assert judged(run(issuing.time_stamp()))["signature"].text.vi.startswith("Tệp không có chữ ký")
    assert is_bad(issuing.alter(run(issuing.time_stamp())))
    assert is_bad(run(LEADER, mark(), issuing.time_stamp()))  # nobody signed the stamp
