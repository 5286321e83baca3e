"""What is wrong with a body: pydantic's errors, which are English, in Vietnamese too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.errors import Problem

_INSTANT = "phải là thời điểm có múi giờ, viết như 2026-11-20T12:00:00+07:00"
_DAY = "phải là ngày, viết như 2026-11-20"
_WHOLE = "phải là số nguyên"
IN_VIETNAMESE = {
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "datetime_from_date_parsing": _INSTANT,
    "datetime_object_invalid": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_type": _INSTANT,
    "dict_type": "phải là một đối tượng {{…}}",
    "extra_forbidden": "không có mục nào tên như vậy; hãy kiểm tra lại tên",
    "garbled": "{vi}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "less_than_equal": "phải từ {le} trở xuống",
    "list_type": "phải là một danh sách […]",
    "literal_error": "phải là một trong: {expected}",
    "missing": "thiếu mục này",
    "out_of_reach": "phải trong khoảng năm 1900 đến 2199",
    "model_type": "phải là một đối tượng {{…}}",
    "string_pattern_mismatch": "không đúng dạng {pattern}",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_too_short": "cần ít nhất {min_length} ký tự",
    "string_type": "phải là một chuỗi ký tự",
    "timezone_aware": _INSTANT,
    "too_deep": "có quá nhiều tầng",
    "too_long": "có quá {max_length} mục",
    "too_short": "cần ít nhất {min_length} mục",
    "unseen": "{vi}",
}


def problem_of(error: Mapping[str, Any]) -> Problem:
    """One of pydantic's errors, at its path such as `entries[0].leaf`."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]]
    path = "".join(steps).lstrip(".")
    template = IN_VIETNAMESE.get(error["type"], "giá trị không hợp lệ")
    vi = f"{path or 'Nội dung'}: {template.format(**error.get('ctx', {}))}"
    return Problem(path, vi, f"{path or 'The body'}: {error['msg']}", error["type"])
