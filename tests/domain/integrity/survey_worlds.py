"""Made-up surveys with the structure of real ones, honest or tampered with, to try the signals on.

Honest: units differ in quality and in what they are good at, people differ in mood, which colours
all their answers, some of the satisfied tick one option throughout; an office shares networks and
often one make of computer, some bodies have one network for all their offices, telephones share
their carriers' networks; answers come in office hours, most of them in the first days, and some
offices answer in a meeting.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from chalicelib.domain.integrity.traces import Trace
from chalicelib.domain.rounds.questionnaires import AUTHORITY

OPTIONS = "1234"
DEVICES = [f"device {number}" for number in range(40)]
DAYS = 15


@dataclass
class Survey:
    """What the signals are computed from."""

    traces: list[Trace] = field(default_factory=list)
    answers: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def boxes(self) -> dict[tuple[str, str], Counter[str]]:
        return {key: Counter(texts) for key, texts in self.answers.items()}


@dataclass(frozen=True)
class Shape:
    """How large a survey is: units, people who answer about each, groups, questions."""

    units: int = 22
    people: int = 90
    groups: int = 3
    questions: int = 14


@dataclass
class Office:
    """Where the people of one list sit."""

    networks: list[str]
    devices: list[str]
    meeting: str | None


def honest(rng: Random, shape: Shape) -> Survey:
    """A survey in which nobody interferes."""
    survey = Survey()
    ease = [rng.gauss(0, 0.5) for _ in range(shape.questions)]
    for number in range(shape.units):
        unit = f"u{number:02}"
        quality, strengths = rng.gauss(0, 0.5), [each + rng.gauss(0, 0.35) for each in ease]
        one_network = [f"wan {unit}"] if rng.random() < 0.15 else None
        slips = rng.betavariate(2, 60)
        for place in range(shape.groups):
            of_authority = (
                place == shape.groups - 1
            )  # deputies and chairmen: listed by no office of theirs
            offices = [
                _office(rng, f"{unit} {place} {number}", None if of_authority else one_network)
                for number in range(6 if of_authority else 1)
            ]
            lister = AUTHORITY if of_authority else unit
            people = max(1, round(shape.people / shape.groups * rng.uniform(0.5, 1.5)))
            for _ in range(people):
                text = _answer(rng, quality, strengths)
                survey.answers[unit, f"g{place}"].append(text)
                trace = Trace(unit, f"g{place}", lister, handed=rng.random() < slips / 4)
                survey.traces.append(_trace(rng, trace, rng.choice(offices), text, slips))
    return survey


def _office(rng: Random, name: str, one_network: list[str] | None) -> Office:
    networks = one_network or [f"net {name} {number}" for number in range(rng.randint(1, 3))]
    make = rng.choices(DEVICES, [1 / (place + 1) for place in range(len(DEVICES))])[0]
    meeting = _instant(rng) if rng.random() < 0.15 else None
    return Office(networks, [make] if rng.random() < 0.3 else [], meeting)


def _answer(rng: Random, quality: float, strengths: list[float]) -> str:
    mood = quality + rng.gauss(0, 0.9)
    if rng.random() < 0.25 / (1 + math.exp(-2 * (mood - 0.7))) + 0.02:
        return _option(rng, mood) * len(strengths)
    return "".join("." if rng.random() < 0.02 else _option(rng, mood + each) for each in strengths)


def _option(rng: Random, liking: float) -> str:
    place = 1.3 - 1.1 * liking + rng.gauss(0, 0.6)
    return OPTIONS[min(3, max(0, round(place)))]


def _instant(rng: Random) -> str:
    """Ten minutes within office hours; most come in the first days."""
    day = min(DAYS - 1, int(rng.expovariate(0.45)))
    return f"{day} {rng.randrange(48)}"


def _trace(rng: Random, trace: Trace, office: Office, text: str, slips: float) -> Trace:
    at_work = rng.random() < 0.65
    popular = [1 / (place + 1) for place in range(len(DEVICES))]
    network = (
        rng.choice(office.networks)
        if at_work
        else (f"carrier {rng.randrange(60)}" if rng.random() < 0.6 else f"home {rng.random()}")
    )
    device = (
        rng.choice(office.devices)
        if at_work and office.devices
        else rng.choices(DEVICES, popular)[0]
    )
    bucket = office.meeting if office.meeting and at_work and rng.random() < 0.3 else _instant(rng)
    pace = rng.lognormvariate(math.log(2.2 if len(set(text)) == 1 else 5), 0.55)
    return replace(
        trace,
        network=network,
        device=device,
        bucket=bucket,
        fast=pace < 1,
        corrected=rng.random() < slips,
    )


def tampered(rng: Random, survey: Survey, unit: str, share: float, how: str) -> Survey:
    """The survey with a share of the answers about a unit tampered with, spread over its groups."""
    act = ACTS[how]
    places = [place for place, trace in enumerate(survey.traces) if trace.unit == unit]
    chosen = rng.sample(places, round(share * len(places)))
    act(rng, survey, unit, chosen)
    return survey


def _one_computer(rng: Random, survey: Survey, _: str, chosen: list[int]) -> None:
    """One person with everybody's links, over several days."""
    device = rng.choice(DEVICES[:12])
    for place in chosen:
        survey.traces[place] = replace(survey.traces[place], network="the fixer's", device=device)


def _deputies(rng: Random, survey: Survey, unit: str, chosen: list[int]) -> None:
    """One person with the links of whom the authority listed, over several days."""
    device = rng.choice(DEVICES[:12])
    theirs = [
        place
        for place, trace in enumerate(survey.traces)
        if (trace.unit, trace.lister) == (unit, AUTHORITY)
    ]
    for place in theirs[: len(chosen)]:
        survey.traces[place] = replace(survey.traces[place], network="the fixer's", device=device)


def _handed_over(rng: Random, survey: Survey, _: str, chosen: list[int]) -> None:
    for place in chosen:
        survey.traces[place] = replace(survey.traces[place], handed=True)


def _script(rng: Random, survey: Survey, _: str, chosen: list[int]) -> None:
    for place in chosen:
        survey.traces[place] = replace(survey.traces[place], fast=rng.random() < 0.95)


def _burst(rng: Random, survey: Survey, _: str, chosen: list[int]) -> None:
    """Within half an hour, from one network."""
    day = rng.randrange(DAYS)
    for place in chosen:
        survey.traces[place] = replace(
            survey.traces[place], network="the fixer's", bucket=f"{day} {rng.randrange(20, 23)}"
        )


def _readdressed(rng: Random, survey: Survey, _: str, chosen: list[int]) -> None:
    for place in chosen:
        survey.traces[place] = replace(survey.traces[place], corrected=True)


def _copied(rng: Random, survey: Survey, unit: str, chosen: list[int]) -> None:
    """One favourable answer, copied."""
    width = len(next(iter(survey.answers.values()))[0])
    text = "".join(rng.choices(OPTIONS[:3], (6, 3, 1))[0] for _ in range(width))
    _replace(rng, survey, unit, chosen, text)


def _all_best(rng: Random, survey: Survey, unit: str, chosen: list[int]) -> None:
    width = len(next(iter(survey.answers.values()))[0])
    _replace(rng, survey, unit, chosen, "1" * width)


def _replace(rng: Random, survey: Survey, unit: str, chosen: list[int], text: str) -> None:
    groups = Counter(survey.traces[place].group for place in chosen)
    for group, count in groups.items():
        box = survey.answers[unit, group]
        for place in rng.sample(range(len(box)), count):
            box[place] = text


ACTS: dict[str, Callable[[Random, Survey, str, list[int]], None]] = {
    "device": _one_computer,
    "speed": _script,
    "burst": _burst,
    "corrected": _readdressed,
    "copies": _copied,
    "machine": _deputies,
    "handed": _handed_over,
    "straight": _all_best,
}
