"""Letterheads: what stands at the head and at the foot of a document by the body that issues it.

Decree 30/2020/NĐ-CP, annex I, section II: the issuing body's name stands under that of the body
directly above it, if it has one (point 2); a ministry and a People's Committee have none. Place and
date stand at the right (point 4), the signatory's post at the end (point 7). They differ by kind of
body, so they are data of the round.
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
    """What a document says of a letterhead; None where it says nothing. `{unit}` stands for the
    unit's name.
    """

    superior: tuple[str, ...] | None = None
    issuer: tuple[str, ...] | None = None
    place: str | None = None
    signatory: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Letterheads:
    """The form of an index, and what is otherwise for single units."""

    common: Form = Form()
    units: Mapping[str, Form] = field(default_factory=dict)

    def of(self, unit: str, name: str) -> Letterhead:
        """The letterhead of a unit; one of which nothing is said issues under its own name, and
        under nobody's.
        """
        own, common = self.units.get(unit, Form()), self.common

        def lines(
            said: tuple[str, ...] | None, usual: tuple[str, ...] | None, default: tuple[str, ...]
        ) -> tuple[str, ...]:
            found = said if said is not None else usual if usual is not None else default
            return tuple(line.replace(_UNIT, name).upper() for line in found)

        place = own.place or common.place or _UNKNOWN
        return Letterhead(
            lines(own.superior, common.superior, ()),
            lines(own.issuer, common.issuer, (_UNIT,)),
            f"{place.replace(_UNIT, name)}, ngày …… tháng …… năm ……",
            lines(own.signatory, common.signatory, ("Thủ trưởng cơ quan, đơn vị",)),
        )


def read_letterheads(document: Field) -> Letterheads:
    """The letterheads of an index; the usual ones where the document says nothing."""
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
    return (
        tuple(each.text() or "" for each in document.items(least=least)) if document.given else None
    )
