"""Letterheads: the head and the foot of a document, by the unit that issues it.

Decree 30/2020/NĐ-CP, annex I, section II: the name of the issuing unit is under that of the
authority directly above it, if it has one (point 2); a ministry and a People's Committee have none.
Place and date are at the right (point 4), the signatory's post at the end (point 7). They differ by
kind of unit, so they are data of the round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.reading.fields import Field

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NUMBER = "Số: ……/BC-……"
_UNKNOWN = "……"
_UNIT = "{unit}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines as they are printed: `superior` (may be empty), `issuer`, the place and date to fill
    in, `signatory`.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    place_and_date: str
    signatory: tuple[str, ...]
    nation: tuple[str, ...] = NATION
    number: str = NUMBER


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a letterhead that a round's document gives; None for those it does not give.

    `{unit}` is replaced by the unit's name.
    """

    superior: tuple[str, ...] | None = None
    issuer: tuple[str, ...] | None = None
    place: str | None = None
    signatory: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Letterheads:
    """The form of an index, and the parts that differ for single units."""

    common: Form = Form()
    units: Mapping[str, Form] = field(default_factory=dict)

    def of(self, unit: str, name: str) -> Letterhead:
        """The letterhead of a unit: its own parts, else the common ones, else the usual ones.

        Usually a unit issues under its own name, with no authority above it.
        """
        special, common = self.units.get(unit, Form()), self.common

        def lines(*given: tuple[str, ...] | None, default: tuple[str, ...]) -> tuple[str, ...]:
            chosen = next((part for part in given if part is not None), default)
            return tuple(line.replace(_UNIT, name).upper() for line in chosen)

        place = special.place or common.place or _UNKNOWN
        return Letterhead(
            lines(special.superior, common.superior, default=()),
            lines(special.issuer, common.issuer, default=(_UNIT,)),
            f"{place.replace(_UNIT, name)}, ngày …… tháng …… năm ……",
            lines(special.signatory, common.signatory, default=("Thủ trưởng cơ quan, đơn vị",)),
        )


def read_letterheads(document: Field) -> Letterheads:
    """The letterheads of an index; the usual ones if the document gives none."""
    if not document.given or document.object() is None:
        return Letterheads()
    units = document.key("units")
    named = units.object() or {} if units.given else {}
    return Letterheads(_form(document), {name: _form(units.key(name)) for name in named})


def _form(document: Field) -> Form:
    if document.object() is None:
        return Form()
    place = document.key("place")
    return Form(
        _lines(document.key("superior"), 0),
        _lines(document.key("issuer"), 1),
        place.text() if place.given else None,
        _lines(document.key("signatory"), 1),
    )


def _lines(document: Field, least: int) -> tuple[str, ...] | None:
    if not document.given:
        return None
    return tuple(line.text() or "" for line in document.items(least=least))
