"""What each function's zip holds, and that it is enough."""

from __future__ import annotations

import ctypes
import gzip
import json
import subprocess
import sys
import zipfile
import zlib
from importlib.util import find_spec
from pathlib import Path

import brotli
import pytest

from chalicelib.pages import packed
from infra import dependencies, package, packing, reach, slimming
from infra.package import Package
from tests.documents import signing

# What an inspecting function does with a file, with its zip and the standard library alone.
INSPECT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from chalicelib.documents import examining
content = sys.stdin.buffer.read()
print(json.dumps(examining.verdicts(content, [sys.argv[2]], "Asia/Ho_Chi_Minh")))
"""


@pytest.fixture(scope="module")
def artefact() -> Package:
    return package.build("local", check=False)


def names(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as content:
        return set(content.namelist())


def test_a_zip_is_small_and_holds_no_source(artefact: Package) -> None:
    for share, archive in zip(packing.SHARES, artefact.archives, strict=True):
        assert archive.stat().st_size <= share.most
        endings = {Path(name).suffix for name in names(archive)}
        assert not endings & {".py", ".pyi", ".pyx", ".pxi", ".pxd", ".h", ".c"}


def test_each_zip_does_without_what_its_functions_never_use(artefact: Package) -> None:
    for share, archive in zip(packing.SHARES, artefact.archives, strict=True):
        tops = {name.partition("/")[0].removesuffix(".pyc") for name in names(archive)}
        assert tops.isdisjoint(share.without)
    assert not {*dependencies.INSPECTING} & {*dependencies.ANSWERING}


def test_all_that_is_the_same_for_everybody_comes_compressed_to_whoever_answers(
    artefact: Package,
) -> None:
    answering, *others = artefact.archives
    with zipfile.ZipFile(answering) as archive:
        for name, content in packed.contents().items():
            path = f"chalicelib/pages/packed/{name}"
            assert gzip.decompress(archive.read(f"{path}.gz")) == content
            assert brotli.decompress(archive.read(f"{path}.br")) == content
    for other in others:
        assert not [name for name in names(other) if name.startswith("chalicelib/pages/")]


def test_the_template_names_the_zip_of_each_function(artefact: Package) -> None:
    resources = json.loads(artefact.template.read_text(encoding="utf-8"))["Resources"]
    named = {
        name: resource["Properties"]["CodeUri"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    assert named.pop("Inspect") == "./inspecting.zip"
    assert named.pop("APIHandler") == "./deployment.zip"
    assert set(named.values()) == {"./jobs.zip"}


@pytest.mark.parametrize("name", ["inspecting.zip", "deployment.zip"])
def test_a_signed_file_is_judged_with_what_a_zip_has(
    artefact: Package, tmp_path: Path, name: str
) -> None:
    (archive,) = [each for each in artefact.archives if each.name == name]
    with zipfile.ZipFile(archive) as content:
        content.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", INSPECT, tmp_path, signing.root_pem().decode()],
        input=signing.signed(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found = {each["kind"]: each["outcome"] for each in json.loads(done.stdout)}
    assert (found["readable"], found["signature"], found["trust"]) == ("good", "good", "good")


def test_a_zip_that_grows_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fits.zip").write_bytes(bytes(20_000_000))
    (tmp_path / "large.zip").write_bytes(bytes(20_000_001))
    packing.refuse_large(tmp_path / "fits.zip", 20_000_000)
    with pytest.raises(SystemExit, match=r"large\.zip has 20,000,001 bytes, 20,000,000 at most"):
        packing.refuse_large(tmp_path / "large.zip", 20_000_000)


def test_a_library_without_its_symbols_is_smaller_and_still_loads(tmp_path: Path) -> None:
    spec = find_spec("pypdfium2_raw")
    assert spec
    assert spec.origin
    original = Path(spec.origin).with_name("libpdfium.so")
    slim = tmp_path / original.name
    slim.write_bytes(slimming.without_symbols(original.read_bytes()))
    assert slim.stat().st_size == original.stat().st_size
    sizes = [len(zlib.compress(each.read_bytes()[-2_000_000:], 1)) for each in (slim, original)]
    assert sizes[0] < sizes[1]
    assert ctypes.CDLL(str(slim)).FPDF_GetLastError
    assert slimming.without_symbols(b"no library") == b"no library"


def test_what_is_imported_on_first_use_is_found_and_types_are_not(tmp_path: Path) -> None:
    room = tmp_path / "chalicelib"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "first.py").write_text(
        "from typing import TYPE_CHECKING\n"
        "from chalicelib import second\n"
        "if TYPE_CHECKING:\n    import only_types\n"
    )
    (room / "second.py").write_text("def use():\n    import lazily\n    import chalicelib.third\n")
    (room / "third.py").write_text("import far\n")
    found = reach.imported(tmp_path, ["chalicelib.first"])
    assert {"lazily", "far", "chalicelib.second"} <= found
    assert "only_types" not in found
    assert "far" not in reach.imported(tmp_path, ["chalicelib.first"], ["chalicelib.third"])
