"""What each zip is made of, as a CycloneDX 1.6 document (https://cyclonedx.org/docs/1.6/json/): our
application, the libraries of requirements.txt that lie in it, Chalice's two files, and the scripts
of others among the pages.

Written by ourselves: a library for it would be larger than what it writes.
"""

from __future__ import annotations

import json
import re
import zipfile
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

VENDORED = re.compile(r"chalicelib/pages/vendor/(?P<name>[a-z-]+)-(?P<version>[\d.]+)\.mjs")
LICENCES = {"htm": "Apache-2.0", "preact": "MIT", "chalice": "Apache-2.0"}
Component = dict[str, Any]


def read(folder: Path) -> list[dict[str, Any]]:
    """What is installed in a folder, before anything is left out: name, version, licence, and the
    files and folders at its top.
    """
    found = []
    for each in distributions(path=[str(folder)]):
        tops = {file.parts[0] for file in each.files or () if ".." not in file.parts}
        found.append(
            {
                "name": canonicalize_name(each.name),
                "version": each.version,
                "licence": _licence(each.metadata),
                "tops": sorted(top for top in tops if not top.endswith(".dist-info")),
            }
        )
    return sorted(found, key=lambda one: str(one["name"]))


def _licence(told: Any) -> str:
    """As its author says it, in one of three places."""
    classed = [each for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    named = told.get("License-Expression") or told.get("License") or ""
    said = [*named.splitlines()[:1], *(each.rpartition(" :: ")[2] for each in classed)]
    return str(said[0]) if said else "NOASSERTION"


def write(archive: Path, installed: list[dict[str, Any]]) -> Path:
    """Write the document of a zip beside it; equal zips have equal ones."""
    with zipfile.ZipFile(archive) as content:
        names = content.namelist()
    tops = {name.partition("/")[0] for name in names}
    tops |= {f"{top.removesuffix('.pyc')}.py" for top in tops if top.endswith(".pyc")}
    components = [
        _component("pypi", each["name"], each["version"], each["licence"])
        for each in installed
        if tops & set(each["tops"])
    ]
    components.append(_component("pypi", "chalice", version("chalice"), LICENCES["chalice"]))
    components += [
        _component("npm", found["name"], found["version"], LICENCES[found["name"]])
        for found in map(VENDORED.fullmatch, names)
        if found
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": f"par-index/{archive.name}"}},
        "components": components,
    }
    path = archive.with_suffix(".cdx.json")
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _component(kind: str, name: str, number: str, licence: str) -> Component:
    purl = f"pkg:{kind}/{name}@{number}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": number,
        "purl": purl,
        "licenses": [{"license": {"name": licence}}],
    }
