"""Each zip's bill of materials lists what is in it, and nothing else reaches a zip unchecked."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from infra import bill, dependencies, hashes, package, packing
from infra.folders import PROJECT
from infra.package import Package

# At the top of a zip, and not of a library.
OURS = {"app", "chalicelib", "chalice"}


@pytest.fixture(scope="module")
def artefact() -> Package:
    return package.build("local", check=False)


def components(archive: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        archive.with_suffix(".cdx.json").read_text(encoding="utf-8")
    )["components"]
    return found


def tops(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as content:
        return {name.partition("/")[0] for name in content.namelist()}


def installed() -> dict[str, set[str]]:
    """What each library put at the top of the folder."""
    listed = dependencies.install().with_suffix(".json")
    rows = json.loads(listed.read_text(encoding="utf-8"))
    return {row["name"]: {_plain(top) for top in row["tops"]} for row in rows}


def _plain(top: str) -> str:
    return top.removesuffix(".pyc").removesuffix(".py")


@pytest.mark.parametrize("at", range(len(packing.SHARES)))
def test_a_zip_holds_what_its_bill_lists_and_nothing_else(artefact: Package, at: int) -> None:
    archive = artefact.archives[at]
    listed = {
        each["name"]
        for each in components(archive)
        if each["purl"].startswith("pkg:pypi/") and each["name"] != "chalice"
    }
    found = {_plain(top) for top in tops(archive)} - OURS
    of_libraries = installed()
    assert found <= set().union(*(of_libraries[name] for name in listed))
    for name in listed:
        assert of_libraries[name] & found, name
    missing = {name for name, its in of_libraries.items() if its & found} - listed
    assert missing == set()


def test_versions_are_those_that_are_pinned(artefact: Package) -> None:
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = {hashes.key_of(line) for line in lines if "==" in line}
    for archive in artefact.archives:
        for each in components(archive):
            if each["purl"].startswith("pkg:pypi/") and each["name"] != "chalice":
                assert f"{each['name']}=={each['version']}" in pins
            assert each["licenses"][0]["license"]["name"] != "NOASSERTION", each["name"]


def test_scripts_of_others_among_the_pages_are_listed_where_pages_are(artefact: Package) -> None:
    lying = sorted(path.stem for path in (PROJECT / "chalicelib/pages/vendor").glob("*.mjs"))
    for archive, share in zip(artefact.archives, packing.SHARES, strict=True):
        listed = sorted(
            f"{each['name']}-{each['version']}"
            for each in components(archive)
            if each["purl"].startswith("pkg:npm/")
        )
        assert listed == ([] if share.closed else lying)


def test_every_library_is_taken_by_its_hash_alone() -> None:
    requirements = PROJECT / "requirements.txt"
    pinned = hashes.pinned(requirements).splitlines()
    assert len(pinned) == requirements.read_text(encoding="utf-8").count("==")
    known = json.loads(hashes.HASHES.read_text(encoding="utf-8"))
    assert {hashes.key_of(line.partition(" ")[0]) for line in pinned} == set(known)


def test_a_pin_without_a_hash_is_refused_and_so_is_a_file_with_another(tmp_path: Path) -> None:
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("six==0.0.1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="six==0.0.1"):
        hashes.pinned(wanted)


def test_another_file_of_the_same_name_and_version_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "hashes.json"
    wrong.write_text(json.dumps({"six==1.17.0": "0" * 64}), encoding="utf-8")
    monkeypatch.setattr(hashes, "HASHES", wrong)
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("six==1.17.0\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        dependencies._pip_install(wanted, tmp_path / "libraries")
    assert not (tmp_path / "libraries").exists()


def test_names_are_compared_in_one_form() -> None:
    assert hashes.key_of("PyJWT[crypto]==2.15.1") == f"{canonicalize_name('PyJWT')}==2.15.1"
    assert bill.VENDORED.fullmatch("chalicelib/pages/vendor/htm-3.1.1.mjs")
