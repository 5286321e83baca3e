"""How often honest surveys raise an alarm, and how often interference is missed."""

from __future__ import annotations

from random import Random

from chalicelib.domain.integrity.signals import RATE, examine
from tests.bench.figures import Advance, Figure
from tests.domain.integrity.survey_worlds import ACTS, Shape, Survey, honest, tampered

NAMES = ("interference_false_alarms", "interference_missed")
GOALS = (RATE, 0.2)
HONEST, TAMPERED = 200, 20
SHARES = (0.15, 0.2, 0.3)
AT = SHARES[-1]
STEPS = HONEST + len(ACTS) * len(SHARES) * TAMPERED
SHAPE = Shape()
VICTIM = "u03"


def measure(advance: Advance) -> list[Figure]:
    """Both figures, from surveys made up with the structure of real ones."""
    alarms = [_flagged(honest(Random(seed), SHAPE), advance) for seed in range(HONEST)]
    found = {
        (how, share): (
            sum(
                (VICTIM, how) in _flagged(_seeded(seed, how, share), advance)
                for seed in range(TAMPERED)
            )
            / TAMPERED
        )
        for how in sorted(ACTS)
        for share in SHARES
    }
    missed = 1 - sum(found[how, AT] for how in ACTS) / len(ACTS)
    units = sum(len({unit for unit, _ in each}) for each in alarms)
    table = "; ".join(
        f"{how} {', '.join(f'{found[how, share]:.0%}' for share in SHARES)}" for how in sorted(ACTS)
    )
    return [
        Figure(
            NAMES[0],
            sum(map(bool, alarms)) / HONEST,
            GOALS[0],
            note=(
                f"Issue 4. Share of {HONEST} honest surveys ({SHAPE.units} units, about"
                f" {SHAPE.people} answers each) in which anything at all is flagged; {units} of"
                f" {HONEST * SHAPE.units} units."
            ),
        ),
        Figure(
            NAMES[1],
            missed,
            GOALS[1],
            note=(
                f"Issue 4. Share of surveys in which {AT:.0%} of one unit's answers are tampered"
                " with in one way and that is not flagged as such. Found at"
                f" {', '.join(f'{share:.0%}' for share in SHARES)}: {table}."
            ),
        ),
    ]


def _seeded(seed: int, how: str, share: float) -> Survey:
    return tampered(Random(seed), honest(Random(10_000 + seed), SHAPE), VICTIM, share, how)


def _flagged(survey: Survey, advance: Advance) -> set[tuple[str, str]]:
    found = {
        (each.unit, each.signal) for each in examine(survey.traces, survey.boxes()) if each.flagged
    }
    advance()
    return found
