"""Texts of request bodies: composed as they come in, and refused where people could not read them.

Every text of every body passes, unless its type says that it is none that people see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from chalicelib.domain.texts import composed, objection


@dataclass(frozen=True, slots=True)
class AsIs:
    """Marks the type of a text that is taken as it is: a password, an address, a link, or a text
    that the domain itself looks at, to name its place.
    """


AS_IS = AsIs()
# No document that anybody sends has so many levels.
MOST_LEVELS = 64
TextAsIs = Annotated[str, AS_IS]


class SeenTexts(BaseModel):
    """A model whose texts pass the rule of `domain.texts`; those within documents and lists too."""

    @field_validator("*", mode="before")
    @classmethod
    def _compose(cls, value: Any, info: ValidationInfo) -> Any:
        return value if _is_as_is(cls, info) else _composed(value)

    @field_validator("*", mode="after")
    @classmethod
    def _look(cls, value: Any, info: ValidationInfo) -> Any:
        if not _is_as_is(cls, info):
            _look_at(value, "")
        return value


def _is_as_is(model: type[BaseModel], info: ValidationInfo) -> bool:
    return AS_IS in model.model_fields[info.field_name or ""].metadata


def _composed(value: Any, level: int = 0) -> Any:
    if level > MOST_LEVELS:
        raise PydanticCustomError("too_deep", "Input is nested too deeply")
    if type(value) is str:  # and no `Number`, which stays one
        return composed(value)
    if isinstance(value, list):
        return [_composed(item, level + 1) for item in value]
    if isinstance(value, dict):
        return {name: _composed(item, level + 1) for name, item in value.items()}
    return value


def _look_at(value: Any, place: str) -> None:
    """Raise for the first text that nobody should read, with its place within the field."""
    if isinstance(value, str):
        if why := objection(value, (place, place) if place else ("Nội dung này", "This text")):
            vi, en, code = why
            kind: Any = code
            raise PydanticCustomError(kind, "{en}", {"vi": vi, "en": en})
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _look_at(item, f"{place}[{number}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            _look_at(item, f"{place}.{name}" if place else name)
