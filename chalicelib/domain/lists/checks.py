"""Checks: every reason why a respondent list cannot be saved, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from chalicelib.domain.email_addresses import is_address
from chalicelib.domain.errors import Problem
from chalicelib.domain.lists.respondents import MAX_CELL, MAX_NAME, MAX_ROWS, PARTS, Respondent
from chalicelib.domain.rounds.questionnaires import Group
from chalicelib.domain.texts import CELL, objection


def cell_of(row: int, part: str) -> str:
    """The place of a part of a row in a list that did not come as a file: `rows[0].email`."""
    return f"rows[{row}].{part}"


def check(
    rows: Sequence[Respondent],
    group: Group,
    own_unit: str | None,
    units: Mapping[str, str],
    most: int = 0,
    cell: Callable[[int, str], str] = cell_of,
    number: Callable[[int], int] = (1).__add__,
) -> list[Problem]:
    """Every reason why a tidy list cannot be saved.

    `units` are the names of the index's units by id; `most` people are allowed where an exemption
    was approved (0: none was). `cell` says where a part of a row is, `number` what people call
    the row (both count rows from 0). A person who is on another list too is not a problem: see
    `overlaps`.
    """
    problems = list(_sizes(rows, most or group.limit or MAX_ROWS, cell))
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        problems += _row(place, row, own_unit, units, cell)
        if not is_address(row.email):
            continue
        if row.email in first:
            other = first[row.email]
            problems.append(
                Problem(
                    cell(place, "email"),
                    f"{row.email} đã có ở dòng {number(other)}",
                    f"{row.email} is already in row {number(other)}",
                    "duplicate",
                    {"first": cell(other, "email")},
                )
            )
        first.setdefault(row.email, place)
    return problems


def _sizes(
    rows: Sequence[Respondent], allowed: int, cell: Callable[[int, str], str]
) -> Iterator[Problem]:
    most = min(allowed, MAX_ROWS)
    if len(rows) > most:
        yield Problem(
            cell(most, "name") if cell is not cell_of else "rows",
            f"Danh sách có {len(rows)} người, tối đa {most}; bớt đi, hoặc đề nghị cho phép"
            " nhiều hơn",
            f"The list has {len(rows)} people, at most {most} are allowed; shorten it, or ask for"
            " more",
            "over_limit",
            {"limit": most},
        )


def _row(
    at: int,
    row: Respondent,
    own_unit: str | None,
    units: Mapping[str, str],
    cell: Callable[[int, str], str],
) -> Iterator[Problem]:
    for part, vi, en in _missing(row):
        yield Problem(cell(at, part), vi, en, "missing")
    hidden = {
        part: why
        for part in PARTS
        if (why := objection(getattr(row, part), CELL, words=part != "email"))
    }
    for part, why in hidden.items():
        yield Problem(cell(at, part), *why)
    if row.email and "email" not in hidden and not is_address(row.email):
        yield Problem(
            cell(at, "email"),
            f"“{row.email}” không phải địa chỉ thư điện tử",
            f"“{row.email}” is not an e-mail address",
            "bad_email",
        )
    if row.name and "name" not in hidden and not any(map(str.isalpha, row.name)):
        yield Problem(
            cell(at, "name"),
            f"“{row.name[:MAX_NAME]}” không phải họ tên",
            f"“{row.name[:MAX_NAME]}” is not a name",
            "not_a_name",
        )
    for part in ("name", "position", "organisation", "replaces", "reason"):
        longest = MAX_NAME if part == "name" else MAX_CELL
        if len(getattr(row, part)) > longest:
            yield Problem(
                cell(at, part),
                f"Dài quá {longest} ký tự",
                f"Longer than {longest} characters",
                "too_long",
            )
    if own_unit and row.rates != own_unit:
        lister = f"{units[own_unit]} – {own_unit}" if own_unit in units else own_unit
        yield Problem(
            cell(at, "rates"),
            f"Nhóm này đánh giá chính đơn vị lập danh sách ({lister}); hãy để trống ô này",
            f"This group rates the unit that lists it ({lister}); leave the cell empty",
            "other_unit",
        )
    elif row.rates and "rates" not in hidden and row.rates not in units:
        yield Problem(
            cell(at, "rates"),
            f"Không có đơn vị “{row.rates}” trong bộ chỉ số này",
            f"There is no unit “{row.rates}” in this index",
            "unknown_unit",
        )


def _missing(row: Respondent) -> Iterator[tuple[str, str, str]]:
    """Each part that is missing, with the message in Vietnamese and English."""
    if not row.name:
        yield "name", "Thiếu họ tên", "The name is missing"
    if not row.email:
        yield "email", "Thiếu địa chỉ thư điện tử", "The e-mail address is missing"
    if not row.rates:
        yield "rates", "Thiếu đơn vị được đánh giá", "The rated unit is missing"
    if row.replaces and not row.reason:
        yield "reason", "Thiếu lý do thay người", "The reason for the substitute is missing"
    if row.reason and not row.replaces:
        yield (
            "replaces",
            "Có lý do thay người nhưng thiếu chức danh được thay",
            "There is a reason for a substitute, but not the post that is replaced",
        )
