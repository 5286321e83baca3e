"""How large an image may be, and the words about it."""

from __future__ import annotations

import pytest

from chalicelib.domain.evidence import images, inspection, kinds


@pytest.mark.parametrize(
    ("width", "height", "too_large"),
    [
        (4032, 3024, False),  # a photo of a phone
        (8160, 6144, False),  # the largest usual one
        (4960, 7016, False),  # A4 at 600 dots an inch
        (8000, 8000, False),
        (8000, 8001, True),
        (30_000, 1, False),
        (1, 30_001, True),
        (65_535, 65_535, True),
        (2**31 - 1, 2**31 - 1, True),
    ],
)
def test_photos_and_scans_are_taken_and_what_no_browser_should_open_is_not(
    width: int, height: int, too_large: bool
) -> None:
    assert images.is_too_large(width, height) is too_large


def test_an_image_is_said_to_be_for_reference_only() -> None:
    found = images.readable(kinds.PNG, 40, 24)
    assert found.text.vi == "Ảnh PNG, 40 × 24 điểm ảnh; chỉ để tham khảo."
    assert not inspection.is_bad([found, images.without_position(is_clean=True)])


@pytest.mark.parametrize(
    "verdict",
    [
        images.too_large(8000, 8001),
        images.cut_off(),
        images.broken(),
        images.unusual(),
        images.moving(),
    ],
)
def test_an_image_with_any_of_these_cannot_be_used(verdict: inspection.Verdict) -> None:
    assert inspection.is_bad([verdict])
