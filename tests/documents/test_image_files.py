"""An image that can be used is kept without what is noted beside the picture; any other is refused
with the reason, whatever its bytes are.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.documents import apart, examining, image_files, image_parts
from chalicelib.documents.image_parts import ImageError
from chalicelib.domain.evidence import inspection
from tests.documents import drawn_images as drawn
from tests.documents import odd_images as odd
from tests.documents import signing

WHOLE = {"jpeg": drawn.jpeg(drawn.JFIF + drawn.exif()), "png": drawn.png()}


def cleaned(content: bytes) -> bytes:
    """The file that is kept."""
    return image_files.read(content).cleaned(content)


@pytest.mark.parametrize("make", odd.USABLE.values(), ids=odd.USABLE)
def test_what_is_kept_shows_the_same_and_holds_no_notes(make: Callable[[], bytes]) -> None:
    content = make()
    image = image_files.read(content)
    kept = image.cleaned(content)
    again = image_files.read(kept)
    assert (again.kind, again.width, again.height) == (image.kind, image.width, image.height)
    assert kept.startswith(content[:2])
    for secret in (drawn.SECRET, b"21.0285", b"PK\x03\x04", b"%PDF", b"<script", b"MPF"):
        assert secret not in kept
    assert again.cleaned(kept) == kept, "cleaning twice changes nothing"


@pytest.mark.parametrize(("make", "word"), odd.REFUSED.values(), ids=odd.REFUSED)
def test_an_image_that_nobody_should_open_is_refused_with_the_reason(
    make: Callable[[], bytes], word: str
) -> None:
    found = image_files.found(make())
    (verdict,) = inspection.from_json(found["verdicts"])
    assert (verdict.kind, verdict.outcome) == ("readable", "bad")
    assert word in verdict.text.vi
    assert found["parts"] == []


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_cut_off_anywhere_an_image_is_refused(content: bytes) -> None:
    for length in range(len(content)):
        with pytest.raises(ImageError):
            image_files.read(content[:length])


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("order", ["<", ">"])
def test_which_way_up_an_image_is_shown_is_all_that_is_kept_of_its_notes(
    order: str, way: int
) -> None:
    kept = cleaned(drawn.jpeg(drawn.exif(order, way)))
    assert kept.count(b"Exif\0\0") == (way > 1)
    _, _, noted = kept.partition(b"Exif\0\0")
    assert image_parts.orientation(noted) == way
    kept = cleaned(drawn.png(drawn.chunk(b"eXIf", drawn.tiff(order, way))))
    assert kept.count(b"eXIf") == (way > 1)
    _, _, noted = kept.partition(b"eXIf")
    assert image_parts.orientation(noted) == way and drawn.SECRET not in kept


@pytest.mark.parametrize("noted", [b"", b"II*\0", b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\xff" * 9])
def test_notes_without_sense_turn_nothing(noted: bytes) -> None:
    assert image_parts.orientation(noted) == 1


@pytest.mark.parametrize("way", [0, 9, 65535])
def test_a_way_up_that_there_is_not_turns_nothing(way: int) -> None:
    assert b"Exif" not in cleaned(drawn.jpeg(drawn.exif(way=way)))


NOTES = st.lists(
    st.tuples(st.sampled_from([0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEF, 0xFE]), st.binary(max_size=60)),
    max_size=6,
)


@given(NOTES)
def test_notes_of_any_kind_are_left_out_and_nothing_else(notes: list[tuple[int, bytes]]) -> None:
    segments = b"".join(
        drawn.segment(marker, body + drawn.SECRET)
        for marker, body in notes
        if not body.startswith(b"ICC_PROFILE\0")
    )
    assert cleaned(drawn.jpeg(segments, drawn.SECRET)) == drawn.jpeg()


@given(st.lists(st.tuples(st.text("abcdefghXYZ", min_size=4, max_size=4), st.binary(max_size=60))))
def test_chunks_of_any_name_are_left_out_and_nothing_else(notes: list[tuple[str, bytes]]) -> None:
    chunks = b"".join(
        drawn.chunk(name[0].lower().encode() + name[1:].encode(), body + drawn.SECRET)
        for name, body in notes
    )
    assert cleaned(drawn.png(chunks, drawn.SECRET)) == drawn.png()


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 2**32))
def test_a_damaged_image_is_refused_or_kept_clean(name: str, seed: int) -> None:
    chance, made = random.Random(seed), bytearray(WHOLE[name])
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made))
        part = slice(at, at + chance.randint(1, 20))
        made[part] = chance.choice(
            [b"", bytes(made[part]) * 2, chance.randbytes(3), drawn.END, b"\xff\xd8\xff\xe1", b"\0"]
        )
    content = bytes(made)
    try:
        kept = cleaned(content)
    except ImageError:
        return
    assert cleaned(kept) == kept


def test_an_image_is_examined_apart_and_a_clean_one_is_good() -> None:
    content = drawn.jpeg(drawn.exif())
    readable, kept = examining.cleaned(content)
    assert (readable.outcome, drawn.SECRET in content, drawn.SECRET in kept) == (
        "good",
        True,
        False,
    )
    assert "40 × 24" in readable.text.vi and "tham khảo" in readable.text.vi
    found = examining.examined(kept, (), "Asia/Ho_Chi_Minh", images=True)
    assert [(each.kind, each.outcome) for each in found] == [
        ("readable", "good"),
        ("position", "good"),
    ]


def test_an_image_that_still_tells_its_position_is_told() -> None:
    found = examining.examined(drawn.jpeg(drawn.exif()), (), "Asia/Ho_Chi_Minh", images=True)
    assert [(each.kind, each.outcome) for each in found][1:] == [("position", "warning")]


def test_where_images_are_not_taken_an_image_is_no_pdf() -> None:
    (found,) = examining.examined(drawn.jpeg(), (), "Asia/Ho_Chi_Minh")
    assert (found.kind, found.outcome) == ("readable", "bad") and "JPEG" in found.text.vi


def test_a_pdf_is_read_as_before_where_images_are_taken() -> None:
    found = examining.examined(signing.plain(), (), "Asia/Ho_Chi_Minh", images=True)
    assert found[0].outcome == "good" and "trang" in found[0].text.vi


def test_what_takes_more_than_the_budget_could_not_be_examined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(examining, "BUDGET", apart.Budget(memory=1))
    assert examining.cleaned(drawn.jpeg()) == (inspection.unexamined(), b"")
