"""Traces: what an answered invitation keeps of how it was answered, and what many of them together
give away.

Keyed hashes and two plain facts; no address, no exact time, nothing of the answer
(docs/decisions/018).
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from chalicelib.domain.integrity.chances import LEAST_SPREAD, tail
from chalicelib.domain.integrity.comparisons import Share, Tally
from chalicelib.domain.rounds.questionnaires import AUTHORITY
from chalicelib.domain.survey.boxes import Key

# More than chance in a thousand: so many people of different offices in one place within minutes,
# or on one kind of device. What honest surveys have of that is learnt from the other units.
_RARE = 0.001

# Nobody reads a question with its options and decides in less: at five words a second (Zhang and
# Conrad, 2014, Survey Research Methods 8:127–135, call 300 ms a word speeding) this is five words.
_SECONDS_A_QUESTION = 1
_BUCKET = 600  # seconds
# How far offices differ at least in what comes from one machine and its likes, as the correlation
# of two answers: some buy one make for everybody and sit behind one address, where two thirds of a
# list may look like one machine.
_OFFICES = 0.15
# What one subscriber or office commonly has of IPv4 and of IPv6.
_PREFIXES = {4: 24, 6: 48}
FAST, USUAL = "fast", "usual"


@dataclass(frozen=True, slots=True)
class Trace:
    """What an answered invitation keeps: who rates whom, from which list, and keyed hashes; ""
    where none was kept.

    `bucket` stands for ten minutes, `fast` says that nobody can have read the questions,
    `corrected` that the address was changed after the list was sent, `handed` that a link was
    handed over by hand. Of those who have not answered only these two are known.
    """

    unit: str
    group: str
    lister: str
    network: str = ""
    device: str = ""
    bucket: str = ""
    fast: bool = False
    corrected: bool = False
    handed: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer came from: the address and the User-Agent header of the request; "" where not
    known.
    """

    address: str = ""
    agent: str = ""


UNKNOWN = Origin()


def marks(
    origin: Origin, opened: int | None, now: datetime, questions: int, key: bytes
) -> dict[str, str]:
    """What an invitation keeps of an answer: `network`, `device` and `bucket` as keyed hashes, and
    `pace`.

    `opened` is when the questionnaire was opened, in Unix seconds. Whatever is not known is left
    out.
    """
    found = {"bucket": _hash(key, "bucket", str(int(now.timestamp()) // _BUCKET))}
    if network := _network(origin.address):
        found["network"] = _hash(key, "network", network)
    if origin.agent:
        found["device"] = _hash(key, "device", origin.agent)
    if opened is not None:
        found["pace"] = (
            FAST if now.timestamp() - opened < _SECONDS_A_QUESTION * questions else USUAL
        )
    return found


def _network(address: str) -> str:
    try:
        whole = ip_address(address)
    except ValueError:
        return ""
    return f"{whole.version}/{int(whole) >> whole.max_prefixlen - _PREFIXES[whole.version]}"


def _hash(key: bytes, kind: str, value: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, f"{kind}\n{value}".encode(), "sha256")[:6]).decode()


def tallies(traces: list[Trace]) -> dict[str, Tally]:
    """By signal, how many answers of each (unit, group) bear it."""
    placed = [trace for trace in traces if trace.network]
    return {
        **changes(traces),
        "speed": _tally((trace, trace.fast) for trace in traces if trace.bucket),
        "device": _tally(_same_device(placed)),
        "burst": _tally(_bursts(placed)),
        "machine": _machines(placed),
    }


def changes(traces: list[Trace]) -> dict[str, Tally]:
    """By signal, how many invitations of each (unit, group) were tampered with, answered or not."""
    return {
        "corrected": _tally((trace, trace.corrected) for trace in traces),
        "handed": _tally((trace, trace.handed) for trace in traces),
    }


def _tally(marks: Iterable[tuple[Trace, bool]]) -> Tally:
    seen: Counter[Key] = Counter()
    of: Counter[Key] = Counter()
    for trace, marked in marks:
        seen[trace.unit, trace.group] += marked
        of[trace.unit, trace.group] += 1
    return {key: Share(seen[key], of[key], key[1]) for key in of}


def _machines(traces: list[Trace]) -> Tally:
    """Answers, beyond the first, that share the network and device type most common on their
    list.

    Offices share both, some of them wholly, as the same group of the other units shows; so it takes
    nearly all of an office to stand out. Whom the authority lists itself, deputies and chairmen of
    associations, share little.
    """
    places: dict[Key, dict[str, Counter[tuple[str, str]]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for trace in traces:
        places[trace.unit, trace.group][trace.lister][trace.network, trace.device] += 1
    return {
        key: Share(
            sum(max(at.values()) - 1 for at in lists.values()),
            sum(at.total() for at in lists.values()),
            key[1],
            spread=LEAST_SPREAD if lists.keys() == {AUTHORITY} else _OFFICES,
        )
        for key, lists in places.items()
    }


def _same_device(traces: list[Trace]) -> Iterable[tuple[Trace, bool]]:
    """Answers from one kind of device on one network by people of different offices: more than
    devices of that kind are popular, as far as machines of one office are alike.
    """
    popular = Counter(trace.device for trace in traces)
    alike = _alikeness(traces)

    def chance(trace: Trace, here: int) -> float:
        return (popular[trace.device] - here + 1) / (len(traces) - here + 2)

    return _crowded(traces, lambda trace: trace.device, chance, alike)


def _bursts(traces: list[Trace]) -> Iterable[tuple[Trace, bool]]:
    """Answers within ten minutes on one network by people of different offices: more than the hour
    brings.
    """
    hours = Counter(trace.bucket for trace in traces)
    own = Counter((trace.unit, trace.bucket) for trace in traces)
    sizes = Counter(trace.unit for trace in traces)

    def chance(trace: Trace, _: int) -> float:
        elsewhere = hours[trace.bucket] - own[trace.unit, trace.bucket]
        return (elsewhere + 1) / (len(traces) - sizes[trace.unit] + len(hours))

    return _crowded(traces, lambda trace: trace.bucket, chance, 0.0)


def _crowded(
    traces: list[Trace],
    kind: Callable[[Trace], str],
    chance: Callable[[Trace, int], float],
    alike: float,
) -> Iterable[tuple[Trace, bool]]:
    """Which answers about a unit share network and kind with too many people of other offices.

    People of one list share an office, its network, its machines and its meetings: the list most
    often met in a place is left out, and only what comes beside it is counted; what is odd within
    one list, `_machines` looks at.
    """
    places, networks = defaultdict(list), Counter((trace.unit, trace.network) for trace in traces)
    for trace in traces:
        places[trace.unit, trace.network, kind(trace)].append(trace)
    for (unit, network, _), there in places.items():
        home, at_home = Counter((trace.lister, trace.group) for trace in there).most_common(1)[0]
        guests, others = len(there) - at_home, networks[unit, network] - at_home
        crowd = guests > 1 and tail(guests, others, chance(there[0], len(there)), alike) < _RARE
        yield from ((trace, crowd and (trace.lister, trace.group) != home) for trace in there)


def _alikeness(traces: list[Trace]) -> float:
    """How much more often than chance two people of one office have the same kind of device:
    Wright's F, as 0…0.9.
    """
    offices: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for trace in traces:
        offices[trace.unit, trace.lister, trace.group, trace.network][trace.device] += 1
    everybody = Counter(trace.device for trace in traces)
    pairs = sum(_pairs(office.total()) for office in offices.values())
    together = sum(_pairs(n) for office in offices.values() for n in office.values())
    by_chance = sum(n * n for n in everybody.values()) / max(1, len(traces)) ** 2
    if not pairs or by_chance >= 1:
        return 0.0
    return min(max((together / pairs - by_chance) / (1 - by_chance), 0.0), 0.9)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
