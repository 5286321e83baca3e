"""Tallying 50,155 people's answers to 20 questions: the publisher's way against PostgreSQL's GROUP
BY.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from math import lcm
from statistics import median

from chalicelib.domain.bundles.bundle import Bundle
from chalicelib.domain.survey import boxes as packing
from chalicelib.domain.survey.tallies import Cells
from tests.bench import ballots, postgres
from tests.bench.figures import Advance, Figure, elapsed_ms, interleaved, ratio

NAMES = ("tally_vs_postgres",)
GOAL = 0.2
RUNS = 11
SCHEMAS = ("rows", "columns")  # one row an answer; one row a response with a column a question
STEPS = RUNS * (1 + 2 * len(SCHEMAS))
_COLUMNS = [f"q{number}" for number in range(1, ballots.QUESTIONS + 1)]
_TYPES = "response integer, unit smallint, grp smallint"

Sealed = Mapping[str, bytes]
"""The sealed objects by index."""
Row = tuple[int, int, int, str]
"""(response, unit, group, answers), units and groups by number."""


def measure(advance: Advance) -> list[Figure]:
    """The figure `tally_vs_postgres`, against a GROUP BY unit, group, question, with or without
    PostgreSQL's JIT, whichever is faster; beside it, a schema made for this one questionnaire.
    """
    bundle = ballots.survey()
    sealed = ballots.seal(bundle, ballots.PEOPLE)
    digests = {index: packing.digest(content) for index, content in sealed.items()}

    def ours() -> Cells:
        return ballots.publish(
            bundle, {index: (BytesIO(sealed[index]), digests[index]) for index in sealed}
        )

    with postgres.session() as session:
        _load(session, bundle, sealed)
        _check(session, bundle, ours())
        sides: dict[str, Callable[[], float]] = {"ours": lambda: elapsed_ms(ours)}
        for schema in SCHEMAS:
            for jit in ("on", "off"):
                session.run(f"prepare {schema}_{jit} as {_statement(bundle, schema)}")
                sides[f"{schema}, jit {jit}"] = _postgres(session, schema, jit)
        taken = interleaved(sides, RUNS, advance)
        return [_figure(taken, session.version)]


def _postgres(session: postgres.Session, schema: str, jit: str) -> Callable[[], float]:
    def take() -> float:
        session.run(f"set jit = {jit}")
        return session.run(f"execute {schema}_{jit}")

    return take


def _figure(taken: dict[str, list[float]], version: str) -> Figure:
    ours = taken.pop("ours")
    best = min(
        (name for name in taken if name.startswith("rows")), key=lambda name: median(taken[name])
    )
    others = "; ".join(
        f"{name}: {median(times):.0f} ms, ratio {ratio(ours, times):.3f}"
        for name, times in sorted(taken.items())
    )
    return Figure(
        NAMES[0],
        ratio(ours, taken[best]),
        GOAL,
        tuple(ours),
        tuple(taken[best]),
        "Issue 2. Wall time. Ours: sealed objects in memory, verified, read, to exact counts,"
        f" sums, square sums. Other: PostgreSQL {version}, warm, prepared, to counts and"
        f" whole-number sums at psql, {best}. All: {others}.",
    )


def rows(bundle: Bundle, sealed: Sealed) -> Iterator[Row]:
    """The sealed answers one by one, numbered on."""
    units = {unit.id: number for number, unit in enumerate(bundle.units, 1)}
    groups = _groups(bundle)
    response = 0
    for content in sealed.values():
        for (unit, group), packed in packing.from_bytes(content).answers.items():
            for at in range(0, len(packed), ballots.QUESTIONS):
                response += 1
                yield response, units[unit], groups[group], packed[at : at + ballots.QUESTIONS]


def _groups(bundle: Bundle) -> dict[str, int]:
    names = dict.fromkeys(group.id for index in bundle.round.indexes for group in index.groups)
    return {name: number for number, name in enumerate(names, 1)}


def _load(session: postgres.Session, bundle: Bundle, sealed: Sealed) -> None:
    """Fill both schemas with the same answers, as compact as they go; a blank is no row, or
    null.
    """
    session.run(f"create table rows ({_TYPES}, question smallint, option smallint)")
    session.run(
        f"create table columns ({_TYPES}, {', '.join(f'{name} smallint' for name in _COLUMNS)})"
    )
    session.copy(
        "columns",
        (
            "\t".join([*map(str, row[:3]), *row[3].replace(".", "N")]).replace("N", r"\N")
            for row in rows(bundle, sealed)
        ),
    )
    lines = ", ".join(f"({number}, {name})" for number, name in enumerate(_COLUMNS, 1))
    session.run(
        "insert into rows select response, unit, grp, question, option from columns, lateral"
        f" (values {lines}) as each (question, option) where option is not null order by response"
    )
    session.run("vacuum analyze")


def _statement(bundle: Bundle, schema: str) -> str:
    count, total, _ = aggregates(bundle)
    if schema == "rows":
        return (
            f"select unit, grp, question, {count.format('option')}, {total.format('option')} "
            "from rows group by unit, grp, question"
        )
    each = ", ".join(f"{count.format(name)}, {total.format(name)}" for name in _COLUMNS)
    return f"select unit, grp, {each} from columns group by unit, grp"


def aggregates(bundle: Bundle) -> tuple[str, str, int]:
    """SQL for the answers that count and for the sum of their weights, as whole numbers over a
    denominator.
    """
    scales = {question.options for index in bundle.round.indexes for question in index.questions}
    if len({tuple(option.weight for option in options) for options in scales}) != 1:
        raise ValueError("the statements are written for one scale of weights")
    weights = {
        number: option.weight
        for number, option in enumerate(scales.pop(), 1)
        if option.weight is not None
    }
    denominator = lcm(*(weight.denominator for weight in weights.values()))
    cases = " ".join(
        f"when {number} then {weight * denominator}" for number, weight in weights.items()
    )
    known = ", ".join(map(str, weights))
    return (
        f"count(*) filter (where {{0}} in ({known}))",
        f"sum(case {{0}} {cases} end)",
        denominator,
    )


def _check(session: postgres.Session, bundle: Bundle, ours: Cells) -> None:
    """Both sides must find the same; SystemExit if they do not."""
    denominator = aggregates(bundle)[2]
    units, groups = [unit.id for unit in bundle.units], list(_groups(bundle))
    names = {
        index.id: [question.id for question in index.questions] for index in bundle.round.indexes
    }
    index_of = {unit.id: unit.index for unit in bundle.units}
    expected = {(key, cell.answered, cell.weight_sum) for key, cell in ours.items()}
    for found in (
        _by_rows(session.fetch(_statement(bundle, "rows"))),
        _by_columns(session.fetch(_statement(bundle, "columns"))),
    ):
        theirs = {
            (
                (unit := units[u - 1], groups[g - 1], names[index_of[unit]][q - 1]),
                count,
                Fraction(total, denominator),
            )
            for u, g, q, count, total in found
        }
        if theirs != expected:
            raise SystemExit("The tally and PostgreSQL disagree.")


def _by_rows(found: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    yield from found


def _by_columns(found: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    for unit, group, *pairs in found:
        for place in range(ballots.QUESTIONS):
            yield unit, group, place + 1, pairs[2 * place], pairs[2 * place + 1]
