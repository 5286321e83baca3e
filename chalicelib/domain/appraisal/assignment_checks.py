"""Whether assignments can be kept: everything that is wrong with them, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from chalicelib.domain.appraisal.assignments import AppraisalAssignment, OwnUnits, parts_of
from chalicelib.domain.errors import Problem
from chalicelib.domain.people.accounts import APPRAISING
from chalicelib.domain.rounds.round import Round
from chalicelib.domain.rounds.units import Unit

# The roles of the council by e-mail address of each person who can sign in today.
People = Mapping[str, str]


def check(
    rows: Sequence[AppraisalAssignment],
    own: Sequence[OwnUnits],
    round_: Round,
    units: Mapping[str, Unit],
    people: People,
    works_at: Mapping[str, Collection[str]],
    former: Collection[str] = (),
) -> list[Problem]:
    """Every reason why these assignments cannot be kept, at places such as `assignments[0].part`
    and `own[2].units`.

    `works_at` are the own units of each person once they are kept; own units may be given of
    `former` people too, who are no longer there.
    """
    return [
        *_check_own(own, units, {*people, *former}),
        *(
            problem
            for number, row in enumerate(rows)
            for problem in _check_row(f"assignments[{number}]", row, round_, units, people)
        ),
        *_check_own_units(rows, works_at),
        *_check_overlaps(rows),
    ]


def _check_own(
    own: Sequence[OwnUnits], units: Mapping[str, Unit], people: Collection[str]
) -> Iterator[Problem]:
    for number, each in enumerate(own):
        if each.person not in people:
            yield _unknown_person(f"own[{number}].person", each.person)
        for unit in each.units:
            if unit not in units:
                yield _unknown_unit(f"own[{number}].units", unit)


def _check_row(
    at: str, row: AppraisalAssignment, round_: Round, units: Mapping[str, Unit], people: People
) -> Iterator[Problem]:
    index = next((index for index in round_.indexes if index.id == row.index), None)
    if index is None:
        yield Problem(
            f"{at}.index",
            f"Không có bộ chỉ số {row.index or '(trống)'}",
            f"There is no index {row.index or '(empty)'}",
            "unknown_index",
        )
    else:
        yield from _check_part(f"{at}.part", row.part, parts_of(index))
    for unit in row.units:
        if unit not in units:
            yield _unknown_unit(f"{at}.units", unit)
        elif index and units[unit].index != index.id:
            yield Problem(
                f"{at}.units",
                f"{units[unit].name.vi} không thuộc bộ chỉ số {index.title.vi}",
                f"{units[unit].name.en or unit} is not in the index {index.title.en or index.id}",
                "other_index",
            )
    yield from _check_appraiser(f"{at}.member", row.member, people)
    if row.deputy:
        yield from _check_appraiser(f"{at}.deputy", row.deputy, people)
    if row.deputy and row.deputy == row.member:
        yield Problem(
            f"{at}.deputy",
            "Người thay phải là người khác với người thẩm định",
            "The deputy must be someone other than the member",
            "same_person",
        )
    for helper in row.helpers:
        if helper not in people:
            yield _unknown_person(f"{at}.helpers", helper)
        elif helper == row.member:
            yield Problem(
                f"{at}.helpers",
                "Người giúp việc phải là người khác với người thẩm định",
                "A helper must be someone other than the member",
                "same_person",
            )


def _check_part(
    at: str, part: str, parts: Mapping[str, tuple[int, tuple[str, ...]]]
) -> Iterator[Problem]:
    if part not in parts:
        yield Problem(
            at,
            f"Không có lĩnh vực hoặc tiêu chí {part or '(trống)'} trong bộ chỉ số này",
            f"There is no area or criterion {part or '(empty)'} in this index",
            "unknown_part",
        )
    elif not parts[part][1]:
        yield Problem(
            at,
            f"{part} chỉ có điểm điều tra hoặc số liệu bên ngoài, không có gì để thẩm định",
            f"{part} has only survey points or official figures; there is nothing to appraise",
            "nothing_to_appraise",
        )


def _check_appraiser(at: str, person: str, people: People) -> Iterator[Problem]:
    if person not in people:
        yield _unknown_person(at, person)
    elif people[person] not in APPRAISING:
        yield Problem(
            at,
            f"{person} thuộc Tổ Thư ký, chỉ chuẩn bị; hãy giao cho thành viên hoặc Chủ tịch Hội"
            " đồng",
            f"{person} is of the secretariat, which only prepares; assign a member or the chair",
            "not_a_member",
        )


def _check_own_units(
    rows: Sequence[AppraisalAssignment], works_at: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Nobody is given the own unit by name, neither to appraise nor to help."""
    for number, row in enumerate(rows):
        for unit in row.units:
            by_member = unit in works_at.get(row.member, ())
            if by_member and not row.deputy:
                yield _own_unit(f"assignments[{number}].member", row.member, unit)
            if by_member and unit in works_at.get(row.deputy, ()):
                yield _own_unit(f"assignments[{number}].deputy", row.deputy, unit)
            for helper in row.helpers:
                if unit in works_at.get(helper, ()):
                    yield _own_unit(f"assignments[{number}].helpers", helper, unit)


def _check_overlaps(rows: Sequence[AppraisalAssignment]) -> Iterator[Problem]:
    """One part of one unit is given once; a more specific part, or named units beside all, are no
    overlap.
    """
    times = Counter((row.index, row.part, unit) for row in rows for unit in set(row.units) or {""})
    for number, row in enumerate(rows):
        twice = [unit for unit in set(row.units) or {""} if times[row.index, row.part, unit] > 1]
        if twice:
            units = ", ".join(sorted(twice))
            yield Problem(
                f"assignments[{number}].part",
                f"{row.part} của {units or 'mọi đơn vị'} được giao hai lần",
                f"{row.part} of {units or 'every unit'} is assigned twice",
                "overlap",
            )


def _unknown_unit(at: str, unit: str) -> Problem:
    return Problem(at, f"Không có đơn vị {unit}", f"There is no unit {unit}", "unknown_unit")


def _unknown_person(at: str, person: str) -> Problem:
    return Problem(
        at,
        f"{person or '(trống)'} không phải người của Hội đồng trong kỳ này, hoặc tài khoản đã khóa",
        f"{person or '(empty)'} is not on this round's council, or the account is disabled",
        "unknown_person",
    )


def _own_unit(at: str, person: str, unit: str) -> Problem:
    return Problem(
        at,
        f"{person} công tác tại {unit} nên không thẩm định đơn vị đó; hãy giao cho người khác",
        f"{person} works at {unit} and so appraises nothing of it; assign someone else",
        "own_unit",
    )
