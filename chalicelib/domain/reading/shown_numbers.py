"""Numbers of a spreadsheet as its screen shows them: fifteen significant figures, and the number
format of the cell (ECMA-376 part 1, §18.8.30-31).

Only what changes a number's size or hides its digits is followed: percent signs, decimal places,
thousands left out, powers of ten, fractions, sections for negative numbers and zero, nothing shown
at all. Colours, blanks and currencies are not.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

# A format of more characters is nobody's (a spreadsheet allows 255).
_LONGEST = 1000
_MOST_PLACES = 30
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_ROOM = Context(prec=400, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?"
)
# Quoted texts, escaped, filling and spacing characters, colours and languages in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\]")
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|GETTING_DATA|ERROR!|##+)|Err:5[0-9]{2}"
)
_DATE = re.compile("[ymdhs]", re.IGNORECASE)
_PLACES = re.compile(r"\.([0#?]*)")
_POWER = re.compile(r"([0#?]*)(?:\.([0#?]*))?E[+-]", re.IGNORECASE)
_FRACTION = re.compile(r"/ *([0-9]+|[#?]+)")
# Beyond these nobody looks at a fraction, or a power of ten.
_MOST_WHOLE, _SMALLEST = Decimal(10) ** 15, 390
# Formats that a file names by number only (§18.8.30); others in this range are dates or general.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """`value` is the plain decimal that counts: what is stored, times a hundred under a percent
    format. `display` is what the screen shows; the same if nothing is rounded, scaled or hidden.
    """

    value: str
    display: str
    percent: bool = False

    @property
    def differs(self) -> bool:
        """Whether the screen shows another number than the one that counts."""
        return self.value != self.display


def stored(text: str) -> Decimal | None:
    """A number as a file stores it, to fifteen significant figures; None if it is none or no
    spreadsheet could hold it.
    """
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return _DIGITS.plus(Decimal(repr(value))) if abs(value) < float("inf") else None


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet shows in place of a result, or of a number that is wider
    than its column; files without formats have it as text.
    """
    return text.startswith(("#", "Err:")) and _ERROR.fullmatch(text) is not None


def plain(number: Decimal) -> str:
    """The number without exponent and without zeros at the end."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=512)
def is_date(form: str) -> bool:
    """Whether the format shows a number as a date or a time."""
    bare = _bare(_sections(form)[0])
    return bool(_ELAPSED.search(bare) or _DATE.search(_without_general(bare)))


def shown(number: Decimal, form: str) -> Shown:
    """The number under a format that is none of dates."""
    section = _section(number, form)
    kind = _kind(section) if form else _Kind(general=True)
    percent = kind.percents > 0
    value = _ROOM.scaleb(number, 2) if percent else number
    if kind.general:
        return Shown(plain(value), plain(value), percent)
    if not kind.digits:
        return Shown(plain(value), kind.literal, percent)
    scaled = _ROOM.scaleb(number, 2 * kind.percents - 3 * kind.thousands)
    if kind.exact:
        return Shown(plain(value), plain(_near(scaled, _bare(section))), percent)
    step = Decimal(1).scaleb(-kind.places)
    rounded = scaled.quantize(step, rounding=ROUND_HALF_UP, context=_ROOM)
    if kind.no_zero and not rounded:
        return Shown(plain(value), "", percent)
    hidden = number < 0 and len(_sections(form)) > 1 and not re.search("[-(]", section)
    return Shown(plain(value), plain(abs(rounded) if hidden else rounded), percent)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What one section of a format does. `exact`: it shows a fraction or a power of ten; `no_zero`:
    nothing is shown for zero.
    """

    general: bool = False
    digits: bool = True
    exact: bool = False
    percents: int = 0
    thousands: int = 0
    places: int = 0
    literal: str = ""
    no_zero: bool = False


@lru_cache(maxsize=512)
def _kind(section: str) -> _Kind:
    bare = _bare(section)
    if "general" in bare.lower() or "@" in bare:
        return _Kind(general=True, percents=min(bare.count("%"), 4))
    if not re.search("[0#?]", bare):
        literal = re.sub(r'_.|\*.|\[[^\]]*\]|["\\]', "", section)
        return _Kind(digits=False, percents=min(bare.count("%"), 4), literal=literal.strip())
    places = _PLACES.search(bare)
    after = re.search(r"[0#?](,+)(?:\.|[^0#?,]*$)", bare)
    return _Kind(
        exact="/" in bare or "E" in bare.upper(),
        percents=min(bare.count("%"), 4),
        thousands=min(len(after[1]), 9) if after else 0,
        places=min(len(places[1]), _MOST_PLACES) if places else 0,
        no_zero=places is None and not re.search("[0?]", bare),
    )


def _near(number: Decimal, bare: str) -> Decimal:
    """The number that a fraction or a power of ten of this form shows."""
    if found := _POWER.search(bare):
        whole, places = len(found[1]), min(len(found[2] or ""), _MOST_PLACES)
        if not number or not whole:
            return number
        power = number.adjusted() // whole * whole
        step = Decimal(1).scaleb(max(power - places, -_SMALLEST))
        return number.quantize(step, rounding=ROUND_HALF_UP, context=_ROOM)
    found = _FRACTION.search(bare)
    if found is None or abs(number) > _MOST_WHOLE:
        return number
    exact, below = Fraction(number), found[1]
    if below.isdigit() and int(below):
        near = Fraction(round(exact * int(below)), int(below))
    else:
        near = exact.limit_denominator(10 ** min(len(below), 4) - 1)
    # As many figures as the number has are enough to see whether it is the very same.
    shown_as = _DIGITS.divide(Decimal(near.numerator), Decimal(near.denominator))
    return number if near == exact else shown_as


@lru_cache(maxsize=512)
def _sections(form: str) -> tuple[str, ...]:
    """The sections between semicolons that are not in quotes."""
    parts, part = list[str](), list[str]()
    for piece in re.findall(r'"[^"]*"|\\.|\[[^\]]*\]|;|.', form[:_LONGEST], re.DOTALL):
        if piece == ";":
            parts.append("".join(part))
            part = []
        else:
            part.append(piece)
    return (*parts, "".join(part))


def _section(number: Decimal, form: str) -> str:
    """The section for this number: by its condition, else by its sign."""
    parts = _sections(form)
    conditions = [_CONDITION.search(part) for part in parts]
    if any(conditions):
        matching = (
            part
            for part, found in zip(parts, conditions, strict=True)
            if found is None or _COMPARE[found[1]](number, Decimal(found[2]))
        )
        return next(matching, parts[-1])
    place = 1 if number < 0 else 2 if number == 0 else 0
    return parts[place] if place < len(parts) else parts[0]


def _bare(section: str) -> str:
    return _LITERAL.sub("", section)


def _without_general(bare: str) -> str:
    return re.sub("general", "", bare, flags=re.IGNORECASE)
