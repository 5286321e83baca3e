"""An artefact that lies there is used again only while all that it is made of stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import sources


class Making:
    """Counts how often the artefact is made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, self.mark, self.project = 0, folder / "made", folder / "project"
        for name in (*sources.FILES, *(f"{name}/deep/file" for name in sources.FOLDERS)):
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
        monkeypatch.setattr(sources, "PROJECT", self.project)

    def again(self, **values: str) -> int:
        sources.once(self.mark, values, self._make)
        return self.times

    def _make(self) -> None:
        self.times += 1


@pytest.fixture
def making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Making:
    return Making(tmp_path, monkeypatch)


def test_nothing_is_made_again_of_the_same(making: Making) -> None:
    assert [making.again(Env="local"), making.again(Env="local")] == [1, 1]


@pytest.mark.parametrize(
    "name", [*sources.FILES, *(f"{name}/deep/file" for name in sources.FOLDERS)]
)
def test_whatever_changes_in_a_source_it_is_made_again(making: Making, name: str) -> None:
    making.again()
    (making.project / name).write_text(name.upper())
    assert making.again() == 2


def test_a_source_that_goes_or_comes_or_is_renamed_counts(making: Making) -> None:
    making.again()
    moved = (making.project / "infra/deep/file").rename(making.project / "infra/deep/other")
    assert making.again() == 2
    moved.unlink()
    assert making.again() == 3
    (making.project / "chalicelib/new.py").touch()
    assert making.again() == 4


def test_another_parameter_counts_and_what_python_keeps_does_not(making: Making) -> None:
    making.again(Env="local")
    assert making.again(Env="other") == 2
    (making.project / "infra/deep/file.pyc").touch()
    assert making.again(Env="other") == 2


def test_what_could_not_be_made_is_tried_again(making: Making) -> None:
    def fail() -> None:
        raise SystemExit("no room")

    making.again()
    with pytest.raises(SystemExit):
        sources.once(making.mark, {"Env": "local"}, fail)
    assert making.again() == 2
