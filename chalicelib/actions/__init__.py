"""Use cases: load, decide, save.

`from chalicelib.actions import saving` gives a module that is carried out when something of it is first used: every
route names its use cases, but a cold start pays only for those that the request needs.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        spec = find_spec(f"{__name__}.{name}")
        if spec is None or spec.loader is None:
            raise AttributeError(name)
        spec.loader = LazyLoader(spec.loader)
        module = module_from_spec(spec)
        sys.modules[spec.name] = globals()[name] = module
        spec.loader.exec_module(module)
        return module
