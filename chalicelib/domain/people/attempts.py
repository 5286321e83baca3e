"""Signing in: how many failures are let pass, and challenges that only their own answer can use.

Failures are counted by address and by network in steps of a quarter of an hour; the counters hold
keyed hashes, no address. A try is counted before the password is looked at, and given back when it
was right: so many guesses at once are not more guesses.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from chalicelib.domain.errors import SignInRequired, TooManyRequests
from chalicelib.domain.instants import to_local

STEP = timedelta(minutes=15)
# Of one address: people mistype, and hundreds of tries an hour against twelve characters find
# nothing.
PER_ADDRESS = 10
# Of one network: a whole ministry may stand behind one address.
PER_NETWORK = 200
# Checks of receipts from one network in a step: a council that goes through a hundred units asks
# three times each.
CHECKS_PER_NETWORK = 300
CHALLENGE_LIFE = timedelta(minutes=15)
_TIMEZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter of failures: its key, how many it takes, and when it starts again."""

    key: str
    limit: int
    until: datetime


def checks(secret: bytes, source: str, now: datetime) -> list[Counter]:
    """The counter that a check of a receipt from the IP address `source` counts on; none where that
    is not known.
    """
    until, network = _step(now), _network(source)
    return (
        [Counter(_hash(secret, f"check {network} {until}"), CHECKS_PER_NETWORK, until)]
        if network
        else []
    )


def too_many_checks(until: datetime, now: datetime) -> TooManyRequests:
    """The refusal of one check more, which says until when."""
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
    """The counters that a try of `kind` (`password`, `code`) counts on; `source` is an IP address
    or empty.
    """
    until = _step(now)
    step = int(until.timestamp()) // int(STEP.total_seconds()) - 1
    found = [Counter(_hash(secret, f"{kind} {email} {step}"), PER_ADDRESS, until)]
    if network := _network(source):
        found.append(Counter(_hash(secret, f"network {network} {step}"), PER_NETWORK, until))
    return found


def too_many(until: datetime, now: datetime) -> TooManyRequests:
    """The refusal that says until when."""
    minutes = _minutes(until, now)
    at = to_local(until, _TIMEZONE, "").partition(" ")[0]
    return TooManyRequests(
        f"Nhập sai quá nhiều lần; hãy thử lại sau {minutes} phút (từ {at}).",
        f"Too many failures; please try again in {minutes} minutes (from {at}).",
    )


def seal_challenge(secret: bytes, kind: str, email: str, session: str, now: datetime) -> str:
    """The identity provider's challenge, tied to the person and to the kind of answer it waits
    for.
    """
    ends = int((now + CHALLENGE_LIFE).timestamp())
    return f"{ends}.{_hash(secret, f'challenge {kind} {email} {ends} {session}')}.{session}"


def open_challenge(secret: bytes, kind: str, email: str, challenge: str, now: datetime) -> str:
    """What was sealed; SignInRequired if it is another's, of another kind, made up, or too old."""
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
