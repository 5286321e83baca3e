"""What several request bodies share."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic import Strict as _Strict
from pydantic_core import PydanticCustomError

from chalicelib.api.seen_texts import AS_IS, SeenTexts
from chalicelib.domain.errors import MANY
from chalicelib.domain.reading.json_texts import Number

SaveId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Short = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]
Email = Annotated[
    str, StringConstraints(max_length=254, strip_whitespace=True, to_lower=True), AS_IS
]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$", strip_whitespace=True)]

# The years of rounds (contract §2). Instants far outside cannot be shown in every time zone.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_YEARS = "^(19|20|21)[0-9]{2}-"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Moment = TypeVar("Moment", bound=date)  # a datetime is a date

# How many problems of a body a refusal tells, if it is no file (then `errors.MANY`).
FEW = 50


def _written_instant(value: Any) -> Any:
    """Pydantic takes numbers too, as seconds since 1970."""
    if type(value) is not str:
        raise PydanticCustomError("datetime_type", "Input should be a valid datetime")
    if not _DAY.match(value):
        raise PydanticCustomError("datetime_parsing", "Input should be a valid datetime")
    return value


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise PydanticCustomError("timezone_aware", "Input should have timezone info")
    return _within_reach(instant)


def _written_day(value: Any) -> Any:
    if type(value) is not str:
        raise PydanticCustomError("date_type", "Input should be a valid date")
    if not _DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", "Input should be a valid date")
    return value


def _within_reach(moment: Moment) -> Moment:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise PydanticCustomError("out_of_reach", "Input should be in the years 1900 to 2199")
    return moment


Instant = Annotated[
    datetime,
    BeforeValidator(_written_instant),
    AfterValidator(_aware),
    _Strict(strict=False),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _YEARS}),
]
Day = Annotated[
    date,
    BeforeValidator(_written_day),
    AfterValidator(_within_reach),
    _Strict(strict=False),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _YEARS}),
]


class Body(SeenTexts):
    """A body has the members of its model and no others, so that a misspelt member is refused, not
    ignored, each of the type that the model says: `"5"` is no number and 0 is not false.

    `most_problems`: how many a refusal of this body tells, before it only counts the others.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    most_problems: ClassVar[int] = FEW

    @model_validator(mode="before")
    @classmethod
    def _numbers(cls, document: Any) -> Any:
        """Numbers with a fraction come as text that keeps each digit (`json_texts.Number`). Only a
        member of any type (a value of a criterion, a round) needs them so; in others a number is
        none of a text.
        """
        if not isinstance(document, dict):
            return document
        kept = _of_any_type(cls)
        return {name: value if name in kept else _number(value) for name, value in document.items()}


@cache
def _of_any_type(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(
        field.alias or name for name, field in fields if "Any" in str(field.annotation)
    )


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return [_number(item) if isinstance(item, Number) else item for item in value]
    if not isinstance(value, Number):
        return value
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


class LongBody(Body):
    """A body that holds a file or asks for an act on what is stored: there may be much to tell."""

    most_problems: ClassVar[int] = MANY


class Because(LongBody):
    """The reason for an act."""

    reason: Reason
