from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.domain.bundles.files import pack
from chalicelib.domain.results.publications import publish
from chalicelib.recompute import main
from tests.domain.bundles.samples import EXAMPLES, example
from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[1]
BARE = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from chalicelib.recompute import main
try:
    code = main()
except SystemExit as done:
    code = done.code
own = [name for name in sys.modules if name.startswith("chalicelib.")]
assert all(name.startswith(("chalicelib.domain", "chalicelib.recompute")) for name in own), own
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
assert not any("site-packages" in file for file in files)
sys.exit(code)
"""


def bare(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the calculator as on a machine that has Python and nothing else."""
    return subprocess.run(
        [sys.executable, "-S", "-I", "-c", BARE, str(PROJECT), *map(str, arguments)],
        text=True,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["mixed", "tied", "small-groups"])
def test_a_bare_python_recomputes_a_bundle(name: str, tmp_path: Path) -> None:
    done = bare(EXAMPLES / name, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert written(tmp_path / "out") == publish(example(name))


def test_a_zip_gives_the_same_and_files_from_before_are_replaced(tmp_path: Path) -> None:
    content = example("mixed")
    del content["expected.json"]
    (tmp_path / "bundle.zip").write_bytes(pack(content))
    for _ in range(2):
        assert bare(tmp_path / "bundle.zip", "-o", tmp_path / "out").returncode == 0
    assert written(tmp_path / "out") == publish(content)


def test_it_runs_as_a_module_and_writes_here_by_default(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chalicelib.recompute", str(EXAMPLES / "tied")],
        cwd=tmp_path,
        check=False,
        env={"PYTHONPATH": str(PROJECT)},
        timeout=PATIENCE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert (
        sorted(done.stdout.split())
        == sorted(written(tmp_path))
        == ["example-903/alpha/ranking.csv", "example-903/alpha/ranking.json"]
    )


def test_a_bad_bundle_gets_every_error_and_nothing_is_written(tmp_path: Path) -> None:
    content = example("mixed")
    content["voids.csv"] = b'unit,reason\nnobody,x\n"two\nlines",x\n'
    content["round.json"] = content["round.json"].replace(b'"year": 2024', b'"year": "MMXXIV"')
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    done = bare(folder, "-o", tmp_path / "out")
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in lines] == [
        "round.json:year",
        "voids.csv:2:unit",
        "voids.csv:3:unit",
    ]
    assert not (tmp_path / "out").exists()
    assert done.stdout == ""


@pytest.mark.parametrize("content", [None, b"", b"no zip"])
def test_no_bundle_at_all_is_said_so(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    done = bare(tmp_path / "x", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_lacks_its_files(tmp_path: Path) -> None:
    assert [line.split(": ")[0] for line in bare(tmp_path).stderr.splitlines()] == [
        "round.json:$",
        "units.csv:1:unit",
    ]


def test_where_it_cannot_write_it_says_so_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    done = bare(EXAMPLES / "tied", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "out" in done.stderr
    assert "Traceback" not in done.stderr
    blocked = tmp_path / "blocked" / "example-903" / "alpha" / "ranking.csv"
    blocked.mkdir(parents=True)
    assert bare(EXAMPLES / "tied", "-o", tmp_path / "blocked").returncode == 1
    assert all(not path.name.startswith(".") for path in (tmp_path / "blocked").rglob("*"))


def test_the_command_says_what_it_wrote_or_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(EXAMPLES / "tied"), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == [
        f"{tmp_path}/example-903/alpha/ranking.json",
        f"{tmp_path}/example-903/alpha/ranking.csv",
    ]
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(
        "round.json:$: thiếu tệp round.json / the file round.json is missing\n"
    )
    assert main([str(tmp_path / "nowhere")]) == 2
    (tmp_path / "file").touch()
    assert main([str(EXAMPLES / "tied"), "--out", str(tmp_path / "file")]) == 1


def test_help_says_what_it_does() -> None:
    done = bare("--help")
    assert done.returncode == 0
    assert "BUNDLE" in done.stdout
    assert "file:row:column" in done.stdout


def test_a_terminal_that_knows_only_ascii_still_gets_the_errors(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("unit,index,name_vi,ranked\nsở,x,A,yes\n", encoding="utf-8")
    (tmp_path / "round.json").write_text(json.dumps({}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "chalicelib.recompute", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert b"units.csv:2:unit" in done.stderr


def test_it_says_why_a_unit_has_its_rank_and_writes_nothing(tmp_path: Path) -> None:
    folder = EXAMPLES / "mixed"
    units = [line.split(",")[0] for line in (folder / "units.csv").read_text().splitlines()[1:]]
    why = ("--explain", units[0], "--against", units[1], "--previous", folder)
    done = bare(folder, "-o", tmp_path / "out", *why)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Vì sao thứ hạng này / Why this rank\n")
    assert "So với năm trước / Against last year" in done.stdout
    assert not (tmp_path / "out").exists()
    told = json.loads(bare(folder, *why, "--json").stdout)
    assert told["unit"]["unit"] == units[0]
    assert told["against"]["unit"] == units[1]
    assert told["against_previous"]["published"] == "0.00"


def test_a_unit_that_is_not_there_and_options_without_one_are_refused() -> None:
    done = bare(EXAMPLES / "mixed", "--explain", "nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Kỳ này không có đơn vị nobody. / This round has no unit nobody.\n"
    assert bare(EXAMPLES / "mixed", "--against", "nobody").returncode == 2
