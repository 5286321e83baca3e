"""Links and ballots cannot be forged, swapped or tied to an address without the secret."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import LinkInvalid
from chalicelib.domain.letters import invitations
from chalicelib.domain.letters.invitations import Ballot

KEY, OTHER = b"k" * 64, b"o" * 64
BALLOT = Ballot("abcdefghijkl", "thu-2026", "departments", "so-a", "leaders")


def test_a_person_has_one_invitation_id_an_index_and_another_in_another_index() -> None:
    ids = {
        invitations.invitation_id("r", index, email)
        for index in ("x", "y")
        for email in ("a@b.c", "d@b.c")
    }
    assert len(ids) == 4
    assert invitations.invitation_id("r", "x", "a@b.c") in ids


def test_a_link_is_24_characters_and_gives_its_invitation_back() -> None:
    identifier = invitations.invitation_id("thu-2026", "departments", "nguoi-0001@example.test")
    token = invitations.link_token(identifier, KEY)
    assert re.fullmatch(r"[A-Za-z0-9_-]{24}", token)
    assert invitations.read_token(token, KEY) == (identifier, 0)


@given(st.binary(min_size=9, max_size=9), st.integers(0, 30))
def test_the_last_character_of_a_link_is_a_letter_or_a_digit(raw: bytes, link: int) -> None:
    identifier = urlsafe_b64encode(raw).decode()
    token = invitations.link_token(identifier, KEY, link)
    assert token[-1].isalnum()
    assert invitations.read_token(token, KEY) == (identifier, link)


def test_links_of_the_first_letters_work_whatever_they_end_in() -> None:
    ends = set()
    for number in range(2000):
        identifier = invitations.invitation_id("thu-2026", "departments", f"{number}@example.test")
        mac = hmac.digest(KEY, f"link\n{identifier}".encode(), "sha256")[:9]
        first = identifier + urlsafe_b64encode(mac).decode()
        ends.add(first[-1])
        assert invitations.read_token(first, KEY) == (identifier, 0)
    assert {"-", "_"} <= ends


@given(st.integers(1, 10**6))
def test_another_link_of_a_person_says_which_it_is(link: int) -> None:
    token = invitations.link_token("abcdefghijkl", KEY, link)
    assert invitations.read_token(token, KEY) == ("abcdefghijkl", link)
    for number in ("", str(link + 1)):
        with pytest.raises(LinkInvalid):
            invitations.read_token(token[:24] + number, KEY)


@given(at=st.integers(0, 23), replacement=st.sampled_from(ascii_letters))
def test_a_link_with_any_changed_character_is_invalid(at: int, replacement: str) -> None:
    token = invitations.link_token("abcdefghijkl", KEY)
    changed = token[:at] + replacement + token[at + 1 :]
    if changed != token:
        with pytest.raises(LinkInvalid):
            invitations.read_token(changed, KEY)


@given(st.text())
def test_any_other_text_is_neither_a_link_nor_a_ballot(text: str) -> None:
    for read in (invitations.read_token, invitations.read_ballot):
        with pytest.raises(LinkInvalid):
            read(text, KEY)


def test_a_link_of_another_deployment_is_invalid() -> None:
    with pytest.raises(LinkInvalid):
        invitations.read_token(invitations.link_token("abcdefghijkl", OTHER), KEY)


def test_a_ballot_gives_back_what_it_allows() -> None:
    assert invitations.read_ballot(invitations.ballot_text(BALLOT, KEY), KEY) == BALLOT


def test_a_ballot_for_another_unit_cannot_be_made_from_ones_own() -> None:
    text = invitations.ballot_text(BALLOT, KEY).replace("so-a", "so-b")
    with pytest.raises(LinkInvalid):
        invitations.read_ballot(text, KEY)


def test_a_link_is_no_ballot_and_a_ballot_no_link() -> None:
    with pytest.raises(LinkInvalid):
        invitations.read_ballot(invitations.link_token("abcdefghijkl", KEY), KEY)
    with pytest.raises(LinkInvalid):
        invitations.read_token(invitations.ballot_text(BALLOT, KEY), KEY)
