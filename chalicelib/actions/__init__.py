"""Use cases: load, decide, save. One room for each part of the story, one module for each use case.

`from chalicelib.actions.assessment import saving` gives a stand-in that imports the module on
first use. Every route names its use cases, but a cold start imports only those that the request
needs. The import is the ordinary one with its locks, so it is safe with threads.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if not TYPE_CHECKING:

    class _Later:
        """Stands in for a module: every attribute is read, set and deleted there."""

        __slots__ = ("_Later__name",)

        def __init__(self, name: str) -> None:
            object.__setattr__(self, "_Later__name", name)

        def __getattr__(self, name: str) -> Any:
            return getattr(import_module(self.__name), name)

        def __setattr__(self, name: str, value: Any) -> None:
            setattr(import_module(self.__name), name, value)

        def __delattr__(self, name: str) -> None:
            delattr(import_module(self.__name), name)

    def stand_ins(package: str) -> Any:
        """The `__getattr__` of a package whose modules are imported on first use."""

        @cache  # half of the routes' modules ask for the same few
        def later(name: str) -> _Later:
            if find_spec(f"{package}.{name}") is None:
                raise AttributeError(name)
            return _Later(f"{package}.{name}")

        return later

    __getattr__ = stand_ins(__name__)
