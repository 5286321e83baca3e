"""Units: the bodies that are scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.errors import Finding, Invalid
from chalicelib.domain.fields import Field, shown
from chalicelib.domain.rounds import Round
from chalicelib.domain.texts import Text

COLUMNS = ("unit", "index", "name_vi", "name_en", "region", "ranked")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one index; `ranked` False: scored but not ranked. `region` may be empty."""

    id: str
    index: str
    name: Text
    region: str
    ranked: bool


def parse_units(rows: Iterable[Mapping[str, object]], round_: Round) -> tuple[Unit, ...]:
    """The units of rows with the columns of units.csv (`ranked` is `yes` or `no`; region and name_en may be empty).

    Invalid naming every error as `units[0].ranked`. Ids are unique in the round; no unit at all is an error too.
    """
    findings: list[Finding] = []
    seen: set[str] = set()
    known = [index.id for index in round_.indexes]
    units = [read_unit(Field(row, f"units[{place}]", findings), known, seen) for place, row in enumerate(rows)]
    if not units:
        findings.append(Finding("units", "chưa có đơn vị nào", "there is no unit"))
    if findings:
        raise Invalid(errors=findings)
    return tuple(unit for unit in units if unit)


def read_unit(row: Field, indexes: Iterable[str] | None, seen: set[str]) -> Unit | None:
    """The unit of a row, its faults noted; `seen` gathers the ids. An index that is not there becomes ``."""
    if row.object() is None:
        return None
    name = row.key("unit").identifier()
    if name is not None and name in seen:
        row.key("unit").refuse(f"mã {shown(name)} đã dùng", f"the id {shown(name)} is used twice", "repeated")
    index = row.key("index").text() if indexes is None else row.key("index").choice(indexes, "unknown_index")
    vi, en, region = row.key("name_vi").text(), _optional(row.key("name_en")), _optional(row.key("region"))
    ranked = row.key("ranked").choice(("yes", "no"))
    if name is None:
        return None
    seen.add(name)
    return Unit(name, index or "", Text(vi or "", en), region, ranked == "yes")


def _optional(field: Field) -> str:
    return (field.text(empty=True) or "") if field.given else ""
