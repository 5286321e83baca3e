"""Invitations: one person, one index, one answer; the link that says so, and the ballot that spares
a read.

Nothing in a link or a ballot names the person. Both end in a MAC under the secret of this
deployment, each with its own prefix, so that neither can be forged or used in the other's place.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import astuple, dataclass
from datetime import datetime

from chalicelib.domain.errors import LinkInvalid

# What may still happen to a person's invitation; void is one that a correction replaced. What
# became of the letters is `delivery` (domain/letters.py).
QUEUED, SENT, ANSWERED, VOID = "queued", "sent", "answered", "void"
REACHED = (SENT, ANSWERED)

# What the mail service said of the letters, each stronger than the one before.
UNHEARD, UNDELIVERED, DELIVERED, BOUNCED, COMPLAINED = (
    "unheard",
    "undelivered",
    "delivered",
    "bounced",
    "complained",
)
# The letters came back: this time, or for good. People are told of both alike.
RETURNED = (UNDELIVERED, BOUNCED)

_ID_BYTES = 9
ID_LENGTH = 12  # nine bytes in base64url, without padding or spare bits
_LINK_MAC, _BALLOT_MAC = 9, 18
_TOKEN_LENGTH = ID_LENGTH + 12


@dataclass(frozen=True, slots=True)
class Invitation:
    """`unit` is rated; `lister`, `index`, `group` and `at` (from 0) name the row of the list that
    holds the person.

    `wanted` letters were asked for (the invitation, then reminders), `letters` of them are known to
    have been handed over, and `sends` counts the attempts: what was sent twice is the difference.
    While a worker has a letter in hand, `claimed_at` says since when; `day` is the local day (its
    ordinal) on which the last one was taken in hand. `link` says which of the person's links is
    good: 0 the one in the letters, from 1 one handed over by hand; `corrections` counts how often
    the person's address was corrected. Of a `revoked` one no link is good: `link` was raised and
    nobody was given it. It is beside `status`, or it would tell who has answered.
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
        """Where the person stands: two invitations of one row are the same."""
        return self.lister, self.index, self.group, self.at

    @property
    def handed(self) -> bool:
        """Whether a link was ever handed over by hand."""
        return self.link > self.revoked


@dataclass(frozen=True, slots=True)
class Ballot:
    """What an opened link allows: one answer into one box. Needs no read to be checked; dies with
    its `link`.

    `opened` is when, in Unix seconds; "" in a ballot that does not say. A ballot is kept nowhere.
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

    Derived, not drawn: inviting again, after a crash or at the same time, meets
    the same item and leaves it alone. It opens nothing by itself; the link's MAC does.
    """
    digest = hashlib.sha256(f"invitation\n{round_id}\n{index}\n{email}".encode()).digest()
    return _text(digest[:_ID_BYTES])


def link_token(invitation: str, key: bytes, link: int = 0) -> str:
    """The characters of a personal link: id and MAC, 24 together, and the number of the link where
    it is not 0.
    """
    number = str(link) if link else ""
    return invitation + _mac(key, "link", invitation + number, _LINK_MAC) + number


def read_token(token: str, key: bytes) -> tuple[str, int]:
    """The invitation id of a link and which of the person's links it is; LinkInvalid if it was not
    made here.
    """
    invitation, number = token[:ID_LENGTH], token[_TOKEN_LENGTH:]
    _require_mac(token[ID_LENGTH:_TOKEN_LENGTH], _mac(key, "link", invitation + number, _LINK_MAC))
    return invitation, int(number or 0)


def ballot_text(ballot: Ballot, key: bytes) -> str:
    """The ballot as a short signed string; ids hold no dot (contract §3)."""
    content = ".".join(astuple(ballot))
    return f"{content}.{_mac(key, 'ballot', content, _BALLOT_MAC)}"


def read_ballot(text: str, key: bytes) -> Ballot:
    """The ballot of its text; LinkInvalid if it was not made here."""
    content, _, mac = text.rpartition(".")
    _require_mac(mac, _mac(key, "ballot", content, _BALLOT_MAC))
    return Ballot(*content.split("."))


def _mac(key: bytes, purpose: str, content: str, length: int) -> str:
    return _text(hmac.digest(key, f"{purpose}\n{content}".encode(), "sha256")[:length])


def _require_mac(given: str, wanted: str) -> None:
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise LinkInvalid


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()
