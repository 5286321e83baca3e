"""Use cases are imported when they are first used, by whichever thread; until then they cost
nothing.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

import chalicelib.actions.assessment as package
from chalicelib.actions.assessment import saving
from tests.fake_aws import ENVIRONMENT

_THREADS = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
sys.setswitchinterval(1e-6)
from chalicelib.actions.assessment import saving, submitting
loaded = ("chalicelib.actions.assessment.", "chalicelib.store")
assert not [name for name in sys.modules if name.startswith(loaded)]
gate = threading.Barrier(16)
def use(number):
    gate.wait()
    return saving.ATTEMPTS if number % 2 else submitting.saving.ATTEMPTS
with ThreadPoolExecutor(16) as pool:
    print(set(pool.map(use, range(16))))
"""


def test_threads_that_meet_in_the_first_use_all_get_the_whole_module() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _THREADS],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "{40}"


def test_what_is_set_on_a_use_case_is_set_on_the_module_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in = vars(package)["__getattr__"]("saving")
    with monkeypatch.context() as changed:
        changed.setattr(stand_in, "ATTEMPTS", 3)
        assert saving.commit.__globals__["ATTEMPTS"] == 3
    assert saving.commit.__globals__["ATTEMPTS"] == 40


def test_there_is_no_use_case_of_any_other_name() -> None:
    with pytest.raises(AttributeError):
        getattr(package, "no_such_use_case")  # noqa: B009  the type checker knows that there is none
