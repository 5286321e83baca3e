"""What moto and botocore work out anew at every call, worked out once. Nothing here changes an
answer; it was a third of the processor time of the tests in process.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from botocore import useragent
from moto import backend_index
from moto.core import responses, utils
from moto.core.serialize import AttributePickerContext, XFormedAttributePicker

_clean = cache(useragent.sanitize_user_agent_string_component)
_methods = cache(utils.method_names_from_class)
_possible_keys = XFormedAttributePicker.get_possible_keys


@cache
def _addresses(services: Sequence[str]) -> list[tuple[str, Any]]:
    """Those of our services: moto tries one after the other at every call, and registers all of 183
    for each method at every start.
    """
    names = {name.replace("-", "") for name in services}
    return [each for each in backend_index.backend_url_patterns if each[0] in names]


_found: dict[tuple[type, object, str], list[str]] = {}


def _keys(picker: XFormedAttributePicker, context: AttributePickerContext) -> list[str]:
    """Under what names a member of an answer may be found. It hangs on the kind of thing, the shape
    and the name; moto asks six providers of names, for every member that an attribute could have.
    """
    about = (type(context.obj), context.shape, context.key)
    if about not in _found:
        _found[about] = list(dict.fromkeys(_possible_keys(picker, context)))
    return _found[about]


def put_in(patch: pytest.MonkeyPatch, services: Sequence[str]) -> None:
    """Have it so until the test ends."""
    patch.setattr(backend_index, "backend_url_patterns", _addresses(services))
    patch.setattr(useragent, "sanitize_user_agent_string_component", _clean)
    patch.setattr(responses, "method_names_from_class", _methods)
    patch.setattr(XFormedAttributePicker, "get_possible_keys", _keys)
