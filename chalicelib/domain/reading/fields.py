"""Reading JSON that others wrote: every field knows its path, and all problems are noted."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from chalicelib.domain import decimals
from chalicelib.domain.decimals import comma
from chalicelib.domain.errors import Problem
from chalicelib.domain.reading.json_texts import Number, shown
from chalicelib.domain.texts import Text

# The most items of a list, or names of an object, that are looked at one by one: far above any real
# round. More of them are one problem, so that a file costs no more than it is long.
MOST = 2000
# The longest id; and how many names a message lists from which one may be chosen.
_LONGEST = 200
_LISTED = 12
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING: Any = _Missing()


@dataclass(frozen=True, slots=True)
class Field:
    """A JSON value (MISSING if it is not there), its path, and the list that takes its problems.

    Each reader below returns None after noting a problem.
    """

    value: Any
    at: str
    problems: list[Problem]

    def refuse(self, vi: str, en: str, code: str = "invalid") -> None:
        """Note a problem of this field."""
        self.problems.append(Problem(self.at, vi, en, code))

    def _expected(self, vi: str, en: str) -> None:
        if self.value is MISSING:
            self.refuse(f"thiếu; phải là {vi}", f"missing; it must be {en}", "missing")
        else:
            self.refuse(
                f"phải là {vi}, không phải {shown(self.value)}",
                f"must be {en}, not {shown(self.value)}",
            )

    @property
    def given(self) -> bool:
        """Whether there is a value; null counts as none."""
        return self.value is not MISSING and self.value is not None

    def key(self, name: str) -> Field:
        """The field of that name; MISSING if there is none or this is not an object."""
        value = self.value.get(name, MISSING) if isinstance(self.value, dict) else MISSING
        return Field(value, f"{self.at}.{name}" if self.at else name, self.problems)

    def object(self) -> dict[str, Any] | None:
        """A JSON object."""
        if isinstance(self.value, dict):
            return self.value
        self._expected("một đối tượng {…}", "an object {…}")
        return None

    def names(self) -> list[str]:
        """The names in a JSON object; none after a problem."""
        return list(self.object() or ()) if self._few(self.value) else []

    def _few(self, parts: Any) -> bool:
        if not isinstance(parts, dict | list) or len(parts) <= MOST:
            return True
        self.refuse(
            f"có {len(parts)} mục, tối đa {MOST}",
            f"has {len(parts)} items, at most {MOST}",
            "too_many",
        )
        return False

    def items(self, *, least: int = 0) -> list[Field]:
        """The items of a list, each with its path; an empty list after a problem."""
        if not isinstance(self.value, list):
            self._expected("một danh sách […]", "a list […]")
            return []
        if len(self.value) < least:
            self.refuse("danh sách không được rỗng", "the list must not be empty")
        if not self._few(self.value):
            return []
        return [
            Field(item, f"{self.at}[{place}]", self.problems)
            for place, item in enumerate(self.value)
        ]

    def text(self, *, empty: bool = False) -> str | None:
        """A string of valid Unicode; it may be empty only with `empty`."""
        value = self.value
        if not isinstance(value, str) or isinstance(value, Number) or not (value or empty):
            self._expected("một chuỗi ký tự", "a text")
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            self.refuse("có ký tự không hợp lệ", "holds characters that are not valid Unicode")
            return None
        return value

    def identifier(self) -> str | None:
        """An id (contract §3): ASCII letters, digits, `_` and `-`; the first is a letter or a
        digit.
        """
        value = self.text()
        if value is not None and not ID.fullmatch(value):
            self.refuse(
                f"mã {shown(value)} chỉ được gồm chữ cái không dấu, chữ số, - và _",
                f"the id {shown(value)} may hold only ASCII letters, digits, - and _",
            )
        elif value is not None and len(value) > _LONGEST:
            self.refuse(
                f"mã dài quá {_LONGEST} ký tự", f"longer than {_LONGEST} characters", "too_long"
            )
        return value

    def choice(self, names: Collection[str], code: str = "invalid") -> str | None:
        """One of the names; `code` is that of the problem with any other text."""
        if isinstance(self.value, str) and self.value in names:
            return self.value
        known = ", ".join(name[:_LONGEST] for name in islice(names, _LISTED))
        known += ", …" if len(names) > _LISTED else ""
        if self.value is MISSING:
            self._expected(f"một trong: {known}", f"one of: {known}")
        else:
            self.refuse(
                f"{shown(self.value)} không có; chọn một trong: {known}",
                f"there is no {shown(self.value)}; choose one of: {known}",
                code,
            )
        return None

    def boolean(self) -> bool | None:
        """true or false."""
        if isinstance(self.value, bool):
            return self.value
        self._expected("true hoặc false", "true or false")
        return None

    def title(self) -> Text | None:
        """`{"vi", "en"}`; the English one may be missing."""
        if self.object() is None:
            return None
        vi, en = self.key("vi").text(), self.key("en")
        english = en.text(empty=True) if en.given else ""
        return None if vi is None or english is None else Text(vi, english)

    def number(
        self,
        low: Fraction | int | None = None,
        high: Fraction | int | None = None,
        *,
        above: int | None = None,
        only_text: bool = False,
    ) -> Fraction | None:
        """The exact value of a plain decimal, within low…high and greater than `above`.

        It is a string or, unless `only_text`, a JSON number. A float, which an ordinary JSON reader
        makes of 1.25, counts as its shortest text.
        """
        value = self.value
        if isinstance(value, float | int) and not isinstance(value, bool):
            value = Number(value)
        exact = decimals.parse(value) if isinstance(value, str) else None
        if exact is None or (only_text and isinstance(value, Number)):
            sample = '"1.25"' if only_text else "1.25"
            self._expected(
                f"số thập phân (trong tệp JSON phần lẻ sau dấu chấm: {sample})",
                f"a plain decimal, written as {sample}",
            )
            return None
        return exact if self._within(exact, low, high, above) else None

    def _within(
        self,
        value: Fraction,
        low: Fraction | int | None,
        high: Fraction | int | None,
        above: int | None,
    ) -> bool:
        if low is not None and decimals.less(value, low):
            self.refuse(
                f"phải từ {comma(_short(low))} trở lên",
                f"must be at least {_short(low)}",
                "out_of_range",
            )
        elif above is not None and not decimals.less(above, value):
            self.refuse(f"phải lớn hơn {above}", f"must be greater than {above}", "out_of_range")
        elif high is not None and decimals.less(high, value):
            self.refuse(
                f"không được quá {comma(_short(high))}",
                f"must be at most {_short(high)}",
                "out_of_range",
            )
        else:
            return True
        return False

    def whole(self, low: int | None = 0, high: int | None = None) -> int | None:
        """A whole number within low…high; `3`, `"3"` and `3.0` are the same."""
        exact = self.number(low, high)
        if exact is None:
            return None
        if exact.denominator != 1:
            self._expected("số nguyên", "a whole number")
            return None
        return exact.numerator


def _short(value: Fraction | int) -> str:
    return decimals.plain(Fraction(value))
