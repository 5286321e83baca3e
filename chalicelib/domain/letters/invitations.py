"""Invitations: one person, one index, one answer; the link, and the ballot that an opened link
gives.

Nothing in a link or a ballot names the person. Both end in a MAC under the secret of this
deployment, each with its own prefix, so that neither can be forged or used as the other.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import astuple, dataclass
from datetime import datetime

from chalicelib.domain import json_values
from chalicelib.domain.errors import LinkInvalid
from chalicelib.domain.letters.links import readings

# The states of an invitation; a void one was replaced by a correction. The outcome of the letters
# is `delivery` (see `letters.delivery`).
QUEUED, SENT, ANSWERED, VOID = "queued", "sent", "answered", "void"
REACHED = (SENT, ANSWERED)

# What the mail service told of the letters, each stronger than the one before.
UNHEARD, UNDELIVERED, DELIVERED, BOUNCED, COMPLAINED = (
    "unheard",
    "undelivered",
    "delivered",
    "bounced",
    "complained",
)
# The letter came back, this time or for good; people are told the same of both.
RETURNED = (UNDELIVERED, BOUNCED)

_ID_BYTES = 9
ID_LENGTH = 12  # nine bytes in base64url, without padding or spare bits
_LINK_MAC, _BALLOT_MAC = 9, 18
_TOKEN_LENGTH = ID_LENGTH + 12
_PLAIN_ENDS = {"-": "0", "_": "1"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """`unit` is rated; `lister`, `index`, `group` and `at` (from 0) name the row of the list that
    holds the person.

    `wanted` letters were asked for (the invitation, then reminders), `letters` of them are known to
    have been handed over, and `sends` counts the attempts: the difference was sent twice. While a
    worker has claimed a letter, `claimed_at` says since when; `day` is the local day (its ordinal)
    of the last claim. `link` is the number of the link that works: 0 is the one in the letters, 1
    and above are handed over by hand. `corrections` counts corrections of the address. If
    `revoked`, no link works: `link` was raised and nobody was given that one. This is apart from
    `status`, since otherwise it would show who has answered.
    """

    id: str
    round: str
    index: str
    group: str
    unit: str
    lister: str
    at: int
    status: str = QUEUED
    wanted: int = 1
    letters: int = 0
    sends: int = 0
    delivery: str = UNHEARD
    day: int = 0
    link: int = 0
    corrections: int = 0
    revoked: bool = False
    claimed_at: datetime | None = None

    @property
    def row(self) -> tuple[str, str, str, int]:
        """The row of the person: lister, index, group and place; two invitations of a row are of
        one person.
        """
        return self.lister, self.index, self.group, self.at

    @property
    def handed(self) -> bool:
        """Whether a link was ever handed over by hand."""
        return self.link > self.revoked


@dataclass(frozen=True, slots=True)
class Ballot:
    """What an opened link allows: one answer in one box, as long as its `link` works. It is checked
    without a read and stored nowhere.

    `opened` is when the link was opened, in Unix seconds; "" if not known.
    """

    invitation: str
    round: str
    index: str
    unit: str
    group: str
    link: str = "0"
    opened: str = ""


def invitation_id(round_id: str, index: str, email: str) -> str:
    """The id of a person's only invitation in an index: 72 bits of a digest of the normalised
    address.

    It is derived, not random: inviting again, after a crash or at the same time, finds the same
    item and does not change it. The id alone opens nothing; a link also needs its MAC.
    """
    digest = hashlib.sha256(f"invitation\n{round_id}\n{index}\n{email}".encode()).digest()
    return _text(digest[:_ID_BYTES])


def link_token(invitation: str, key: bytes, link: int = 0) -> str:
    """The token of a personal link: id and MAC, 24 characters, then the number of the link unless
    that is 0. Its last character is a letter or a digit: mail programs take others for the end of
    a sentence.
    """
    number = str(link) if link else ""
    mac = _mac(key, "link", invitation + number, _LINK_MAC)
    return invitation + (mac + number if number else _with_plain_end(mac))


def read_token(text: str, key: bytes) -> tuple[str, int]:
    """The invitation id and the number of a link, with whatever came along (see `links`);
    LinkInvalid if it was not made here.
    """
    for token in readings(text):
        invitation, given = token[:ID_LENGTH], token[ID_LENGTH:_TOKEN_LENGTH]
        number = token[_TOKEN_LENGTH:]
        mac = _mac(key, "link", invitation + number, _LINK_MAC)
        # The links of the first letters ended in any character; they work as long as others.
        if _is_mac(given, mac) or (not number and _is_mac(given, _with_plain_end(mac))):
            return invitation, int(number or 0)
    raise LinkInvalid


def _with_plain_end(mac: str) -> str:
    return mac[:-1] + _PLAIN_ENDS.get(mac[-1], mac[-1])


def ballot_text(ballot: Ballot, key: bytes) -> str:
    """The ballot as a short signed text; ids have no dot (contract §3)."""
    content = ".".join(astuple(ballot))
    return f"{content}.{_mac(key, 'ballot', content, _BALLOT_MAC)}"


def read_ballot(text: str, key: bytes) -> Ballot:
    """The ballot of a text; LinkInvalid if it was not made here."""
    content, _, mac = text.rpartition(".")
    if not _is_mac(mac, _mac(key, "ballot", content, _BALLOT_MAC)):
        raise LinkInvalid
    return json_values.of_row(Ballot, content.split("."))


def _mac(key: bytes, purpose: str, content: str, length: int) -> str:
    return _text(hmac.digest(key, f"{purpose}\n{content}".encode(), "sha256")[:length])


def _is_mac(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()
