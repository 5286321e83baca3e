"""Traces: what an answered invitation keeps of how it was answered, and the tallies of many traces.

A trace has keyed hashes and a few plain facts, but no address, no exact time and nothing of the
answer (docs/decisions/018).
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

# The chance, one in a thousand, below which people of different offices on one network within
# minutes, or with one kind of device, are too many. The other units show how many are usual.
_RARE = 0.001

# Nobody reads a question with its options and decides in less time: it is five words at five words
# a second (Zhang and Conrad, 2014, Survey Research Methods 8:127–135, call 300 ms a word speeding).
_SECONDS_A_QUESTION = 1
_BUCKET = 600  # seconds
# The least spread of offices in answers from one type of machine, as the correlation of two
# answers: some buy one make for everybody and share one address, so that two thirds of a list may
# look like one machine.
_OFFICES = 0.15
# The usual prefix length of one subscriber or office, in IPv4 and in IPv6.
_PREFIXES = {4: 24, 6: 48}
FAST, USUAL = "fast", "usual"


@dataclass(frozen=True, slots=True)
class Trace:
    """What an answered invitation keeps: unit, group and list, and keyed hashes; "" if none was
    kept.

    `bucket` is ten minutes of time. `fast`: answered in less time than reading takes. `corrected`:
    the address was changed after the list was sent. `handed`: a link was handed over by hand. For
    people who have not answered only the last two are known.
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
    """The IP address and the User-Agent header of the request with an answer; "" if not known."""

    address: str = ""
    agent: str = ""


UNKNOWN = Origin()


def marks(
    origin: Origin, opened: int | None, now: datetime, questions: int, key: bytes
) -> dict[str, str]:
    """What an invitation keeps of an answer: `network`, `device` and `bucket` as keyed hashes, and
    `pace`.

    `opened` is when the questionnaire was opened, in Unix seconds. What is not known is left
    out.
    """
    kept = {"bucket": _hash(key, "bucket", str(int(now.timestamp()) // _BUCKET))}
    if network := _network(origin.address):
        kept["network"] = _hash(key, "network", network)
    if origin.agent:
        kept["device"] = _hash(key, "device", origin.agent)
    if opened is not None:
        kept["pace"] = FAST if now.timestamp() - opened < _SECONDS_A_QUESTION * questions else USUAL
    return kept


def _network(address: str) -> str:
    try:
        whole = ip_address(address)
    except ValueError:
        return ""
    return f"{whole.version}/{int(whole) >> whole.max_prefixlen - _PREFIXES[whole.version]}"


def _hash(key: bytes, kind: str, value: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, f"{kind}\n{value}".encode(), "sha256")[:6]).decode()


def tallies(traces: list[Trace]) -> dict[str, Tally]:
    """By signal, how many answers of each (unit, group) have it."""
    placed = [trace for trace in traces if trace.network]
    return {
        **changes(traces),
        "speed": _tally((trace, trace.fast) for trace in traces if trace.bucket),
        "device": _tally(_same_device(placed)),
        "burst": _tally(_bursts(placed)),
        "machine": _machines(placed),
    }


def changes(traces: list[Trace]) -> dict[str, Tally]:
    """By signal, how many invitations of each (unit, group) were changed, answered or not."""
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

    People of one office share both, in some offices all of them, as the other units show; so only
    nearly a whole office is unusual. People whom the authority lists (deputies, chairmen of
    associations) share little.
    """
    places: dict[Key, dict[str, Counter[tuple[str, str]]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for trace in traces:
        places[trace.unit, trace.group][trace.lister][trace.network, trace.device] += 1
    return {
        key: Share(
            sum(max(counts.values()) - 1 for counts in lists.values()),
            sum(counts.total() for counts in lists.values()),
            key[1],
            spread=LEAST_SPREAD if lists.keys() == {AUTHORITY} else _OFFICES,
        )
        for key, lists in places.items()
    }


def _same_device(traces: list[Trace]) -> Iterable[tuple[Trace, bool]]:
    """Answers from one kind of device on one network by people of different offices, if they are
    more than the popularity of that device and the likeness of an office's devices explain.
    """
    popular = Counter(trace.device for trace in traces)
    alike = _alikeness(traces)

    def chance(trace: Trace, here: int) -> float:
        return (popular[trace.device] - here + 1) / (len(traces) - here + 2)

    return _crowded(traces, lambda trace: trace.device, chance, alike)


def _bursts(traces: list[Trace]) -> Iterable[tuple[Trace, bool]]:
    """Answers within ten minutes on one network by people of different offices, if they are more
    than is usual at that time.
    """
    hours = Counter(trace.bucket for trace in traces)
    of_unit = Counter((trace.unit, trace.bucket) for trace in traces)
    sizes = Counter(trace.unit for trace in traces)

    def chance(trace: Trace, _: int) -> float:
        elsewhere = hours[trace.bucket] - of_unit[trace.unit, trace.bucket]
        return (elsewhere + 1) / (len(traces) - sizes[trace.unit] + len(hours))

    return _crowded(traces, lambda trace: trace.bucket, chance, 0.0)


def _crowded(
    traces: list[Trace],
    kind: Callable[[Trace], str],
    chance: Callable[[Trace, int], float],
    alike: float,
) -> Iterable[tuple[Trace, bool]]:
    """Which answers about a unit share network and kind with too many people of other offices.

    People of one list share an office, its network, its devices and its meetings. So the most
    frequent list of a place is left out and only the others are counted; `_machines` looks within
    one list.
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
    """How much more often than by chance two people of one office have the same kind of device:
    Wright's F, cut to 0…0.9.
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
