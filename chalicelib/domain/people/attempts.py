"""Attempts to sign in: how many failures are allowed, and challenges tied to one person and step.

Failures are counted a quarter of an hour at a time; the counters hold keyed hashes, no address. A
try is counted before the password is checked and taken off the counter if it was correct, so that
guesses at the same time are counted too. What a stranger can fill locks nobody else out: counters
are of an address and a network together, a crowded network leaves each address some tries, and a
browser that the person has signed in with counts for itself (docs/decisions/028).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from chalicelib.domain.errors import SignInRequired, TooManyRequests
from chalicelib.domain.instants import to_local

STEP = timedelta(minutes=15)
# For one address from one network: people mistype, and forty tries an hour cannot guess twelve
# characters.
PER_ADDRESS = 10
# For one network: a whole ministry may use one IP address. Beyond it, FEW for each address there.
PER_NETWORK = 200
FEW = 3
# For one address from all networks together, in browsers that are not known.
EVERYWHERE = 100
# How long a browser stays known: people return each year. How many people one browser knows.
KNOWN_LIFE = timedelta(days=400)
MOST_KNOWN = 8
# Checks of receipts from one network in a step: a council that goes through a hundred units checks
# three receipts of each.
CHECKS_PER_NETWORK = 300
CHALLENGE_LIFE = timedelta(minutes=15)
_TIMEZONE = "Asia/Ho_Chi_Minh"
_PROOF = re.compile(r"[0-9]{1,12}\.[0-9a-f]{40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter of failures: its key, how many it allows, and when it starts again from 0."""

    key: str
    limit: int
    until: datetime


def checks(secret: bytes, source: str, now: datetime) -> list[Counter]:
    """The counter for a check of a receipt from the IP address `source`; none if that is not
    known.
    """
    until, network = _step(now), _network(source)
    if not network:
        return []
    return [Counter(_hash(secret, f"check {network} {until}"), CHECKS_PER_NETWORK, until)]


def too_many_checks(until: datetime, now: datetime) -> TooManyRequests:
    """The refusal of a further check; it says until when."""
    minutes = _minutes(until, now)
    return TooManyRequests(
        f"Mạng này đã kiểm tra quá nhiều lần; hãy thử lại sau {minutes} phút.",
        f"Too many checks from this network; please try again in {minutes} minutes.",
    )


def _step(now: datetime) -> datetime:
    step = int(now.timestamp()) // int(STEP.total_seconds())
    return datetime.fromtimestamp((step + 1) * STEP.total_seconds(), UTC)


def _minutes(until: datetime, now: datetime) -> int:
    return max(1, -int((now - until).total_seconds() // 60))


def counters(secret: bytes, kind: str, email: str, source: str, now: datetime) -> list[Counter]:
    """The counters for a try of `kind` (`password`, `code`) from the IP address `source` ("" if not
    known): that of the address and its network, then that of the network if it is known.
    """
    network = _network(source)
    counted = [_counter(secret, f"{kind} {email} {network}", PER_ADDRESS, now)]
    if network:
        counted.append(_counter(secret, f"network {network}", PER_NETWORK, now))
    return counted


def crowded(secret: bytes, kind: str, email: str, source: str, now: datetime) -> Counter:
    """The counter that an address has besides in a network whose own counter is full."""
    return _counter(secret, f"{kind} {email} {_network(source)} crowded", FEW, now)


def everywhere(secret: bytes, kind: str, email: str, now: datetime) -> Counter:
    """The counter of an address for all networks together."""
    return _counter(secret, f"{kind} {email} everywhere", EVERYWHERE, now)


def of_browser(secret: bytes, kind: str, email: str, proof: str, now: datetime) -> Counter:
    """The only counter for a try in a browser that is known by `proof`."""
    return _counter(secret, f"{kind} {email} browser {proof}", PER_ADDRESS, now)


def _counter(secret: bytes, what: str, limit: int, now: datetime) -> Counter:
    until = _step(now)
    step = int(until.timestamp()) // int(STEP.total_seconds()) - 1
    return Counter(_hash(secret, f"{what} {step}"), limit, until)


def known_again(secret: bytes, email: str, proofs: str, now: datetime) -> str:
    """Which of a browser's proofs shows that this person has signed in with it; "" if none does."""
    return next((proof for proof in _proofs(proofs) if _proves(secret, email, proof, now)), "")


def make_known(secret: bytes, email: str, proofs: str, now: datetime) -> str:
    """A browser's proofs with a new one for this person in front."""
    ends = int((now + KNOWN_LIFE).timestamp())
    fresh = f"{ends}.{_hash(secret, f'browser {email} {ends}')}"
    others = [proof for proof in _proofs(proofs) if not _proves(secret, email, proof, now)]
    return "~".join([fresh, *others][:MOST_KNOWN])


def _proofs(proofs: str) -> list[str]:
    return [proof for proof in proofs.split("~")[:MOST_KNOWN] if _PROOF.fullmatch(proof)]


def _proves(secret: bytes, email: str, proof: str, now: datetime) -> bool:
    ends, _, mac = proof.partition(".")
    wanted = _hash(secret, f"browser {email} {ends}")
    return hmac.compare_digest(mac, wanted) and int(ends) > now.timestamp()


def too_many(until: datetime, now: datetime) -> TooManyRequests:
    """The refusal of a further try; it says until when."""
    minutes = _minutes(until, now)
    clock = to_local(until, _TIMEZONE, "").partition(" ")[0]
    return TooManyRequests(
        f"Nhập sai quá nhiều lần; hãy thử lại sau {minutes} phút (từ {clock}).",
        f"Too many failures; please try again in {minutes} minutes (from {clock}).",
    )


def seal_challenge(secret: bytes, kind: str, email: str, session: str, now: datetime) -> str:
    """The identity provider's challenge, tied to the person and to the step (`kind`) it is for."""
    ends = int((now + CHALLENGE_LIFE).timestamp())
    return f"{ends}.{_hash(secret, f'challenge {kind} {email} {ends} {session}')}.{session}"


def open_challenge(secret: bytes, kind: str, email: str, challenge: str, now: datetime) -> str:
    """The provider's challenge again; SignInRequired if it is of another person or step, forged or
    too old.
    """
    ends, _, rest = challenge.partition(".")
    mac, _, session = rest.partition(".")
    wanted = _hash(secret, f"challenge {kind} {email} {ends} {session}")
    if not hmac.compare_digest(mac.encode(), wanted.encode()) or int(ends) <= now.timestamp():
        raise SignInRequired(
            "Bước đăng nhập này đã hết hạn; hãy đăng nhập lại từ đầu.",
            "This step of the sign-in has expired; please sign in again.",
        )
    return session


def _network(source: str) -> str:
    try:
        address = ip_address(source)
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{32 if address.version == 4 else 64}", strict=False))


def _hash(secret: bytes, text: str) -> str:
    return hmac.new(secret, f"sign-in {text}".encode(), hashlib.sha256).hexdigest()[:40]
