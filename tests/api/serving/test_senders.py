from __future__ import annotations

import pytest

from chalicelib.api.serving.senders import address_of

SECRET = "s3cret"
EDGE, PERSON, FORGED = "70.132.20.1", "203.0.113.7", "198.51.100.99"


def told(forwarded: str, secret: str = SECRET) -> dict[str, str]:
    return {"x-origin-secret": secret, "x-forwarded-for": forwarded}


@pytest.mark.parametrize(
    "forwarded",
    [
        f"{PERSON}, {EDGE}",
        f"{PERSON},{EDGE}",
        f"{FORGED}, {PERSON}, {EDGE}",  # the person wrote one, CloudFront added its own
        f"{EDGE}, {PERSON}, {EDGE}",
        PERSON,  # a gateway that adds nothing
    ],
)
def test_behind_the_entrance_the_sender_is_whom_the_entrance_saw(forwarded: str) -> None:
    assert address_of(told(forwarded), EDGE, SECRET) == PERSON


@pytest.mark.parametrize("secret", ["", "other", "s3cre", "s3crets", "bí mật"])
def test_who_goes_around_the_entrance_cannot_choose_an_address(secret: str) -> None:
    assert address_of(told(f"{FORGED}, {PERSON}", secret), PERSON, SECRET) == PERSON
    assert address_of({"x-forwarded-for": FORGED}, PERSON, SECRET) == PERSON


def test_where_nothing_stands_before_the_gateway_no_header_is_heeded() -> None:
    assert address_of(told(FORGED, ""), PERSON, "") == PERSON


@pytest.mark.parametrize("forwarded", ["", " ", EDGE])
def test_an_entrance_that_tells_nobody_leaves_what_the_gateway_saw(forwarded: str) -> None:
    assert address_of(told(forwarded), EDGE, SECRET) == EDGE
