"""Build the deployable artefact: `python -m infra.package --stage local|staging|production`, with
`--given FILE` for what the stage leaves open (`infra/stages.py`).

`chalice package` turns app.py and infra/resources.yaml into one SAM template; the zips beside it
hold the application and its libraries, compiled (`infra/packing.py`). The same files run on AWS and
on the local stack.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import chalice
import yaml
from chalice.package import TemplateDeepMerger, YAMLTemplateSerializer

from chalicelib.pages.calculator import PLACE, built
from infra import bill, compressing, dependencies, lint, packing, reach, slimming, sources, stages
from infra.folders import BUILD, ENTRANCE, PROJECT, RESOURCES, WATCH, alone

ANY_METHOD = "x-amazon-apigateway-any-method"
INSPECTOR = "chalicelib.jobs.inspect"
NOT_CODE = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


@dataclass(frozen=True, slots=True)
class Package:
    """A built artefact: the SAM template (JSON) and, beside it, the zips that it names."""

    template: Path
    archives: tuple[Path, ...]

    def digest(self) -> str:
        """Hex sha256 over all files."""
        files = (self.template, *self.archives)
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def build(stage: str, *, check: bool = True, given: Mapping[str, Any] | None = None) -> Package:
    """Package the project as it lies for `stage` under build/package/, with the parameters that it
    leaves open; with `check`, lint the template and try imports.

    Raises SystemExit with the tool's own words when something does not fit.
    """
    values = stages.parameters(stage, given)
    if stage != stages.LOCAL:
        dependencies.refuse_other_hosts()
    out = BUILD / "package" / stage
    package = Package(out / "template.json", tuple(out / share.archive for share in packing.SHARES))
    with alone("package"):
        make = partial(_make, stage, out, values)
        if stage == stages.LOCAL:  # a system on the local stack starts often
            sources.once(out / "made", values, make)
        else:
            make()
        if check:
            for share, archive in zip(packing.SHARES, package.archives, strict=True):
                _check_imports(share, out, archive)
            lint.check(package.template)
    return package


def _make(stage: str, out: Path, values: stages.Values) -> None:
    libraries = dependencies.install()
    code = _stage_code(out / "code")
    _make_template(stage, code, out, values)
    (code / PLACE.relative_to(PROJECT)).write_bytes(built(code / "chalicelib"))
    slimming.compile_folder(code)
    compressing.compress_pages(code)
    installed = json.loads(libraries.with_suffix(".json").read_text(encoding="utf-8"))
    for share in packing.SHARES:
        archive = packing.pack(share, code, libraries, out)
        if stage != stages.LOCAL:  # on another host its libraries are other ones
            packing.refuse_large(archive, share.most)
        bill.write(archive, installed)


def _stage_code(folder: Path) -> Path:
    """Copy what runs in Lambda, and nothing else of the project, into a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(PROJECT / "app.py", folder)
    shutil.copytree(PROJECT / "chalicelib", folder / "chalicelib", ignore=NOT_CODE)
    runtime = Path(chalice.__file__).parent
    (folder / "chalice").mkdir()
    for name in ("__init__.py", "app.py"):
        shutil.copy(runtime / name, folder / "chalice")
    return folder


def _make_template(stage: str, code: Path, out: Path, values: stages.Values) -> Path:
    """Let Chalice write the template, in a folder whose requirements are empty: the libraries are
    not its job here.
    """
    source, made = out / "source", out / "chalice"
    for folder in (source, made):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(code, source, ignore=shutil.ignore_patterns("chalice"))
    shutil.copytree(
        PROJECT / ".chalice",
        source / ".chalice",
        ignore=shutil.ignore_patterns("deployments", "deployed"),
    )
    (source / "requirements.txt").touch()
    chalice_command = Path(sys.executable).with_name("chalice")
    _run(
        [chalice_command, "package", "--stage", stage, "--merge-template", RESOURCES, made],
        folder=source,
    )
    template = yaml.safe_load((made / "sam.yaml").read_text(encoding="utf-8"))
    template.pop("Metadata", None)
    for more in (WATCH, ENTRANCE):
        template = TemplateDeepMerger().merge(_load(more), template)
    stages.settle(template, stage, values)
    _name_archives(template)
    _send_everything(template)
    draft = out / "template.part"  # JSON, because CloudFormation reads no YAML aliases
    draft.write_text(json.dumps(template, ensure_ascii=False, indent=1), encoding="utf-8")
    return draft.rename(out / "template.json")


def _name_archives(template: dict[str, Any]) -> None:
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"./{packing.share_of(name).archive}"


def _send_everything(template: dict[str, Any]) -> None:
    """Let the gateway hand every address and method to the function, which alone knows its routes:
    the gateway takes 300 parts of addresses, and says that there is no such address where a method
    is wrong.
    """
    described = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    first = next(iter(described["paths"].values()))
    any_method = {**next(iter(first.values())), "parameters": []}
    name = {"in": "path", "name": "proxy", "required": True, "type": "string"}
    described["paths"] = {
        "/": {ANY_METHOD: any_method},
        "/{proxy+}": {ANY_METHOD: {**any_method, "parameters": [name]}},
    }


def _check_imports(share: packing.Share, folder: Path, archive: Path) -> None:
    """Import all that the share's functions may import, ours and theirs, from its zip and nothing
    else: `-S` hides what this machine happens to have installed. Skipped for a zip that passed
    before, under whatever stage.
    """
    sources = (archive, Path(reach.__file__), Path(__file__))
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()
    passed = BUILD / "package" / f"{archive.stem}.imported"
    if passed.exists() and passed.read_text() == digest:
        return
    modules = _reached(share, folder / "source")
    unpacked = folder / archive.stem
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(unpacked)
    program = (
        f"import sys; sys.path[:0] = [{str(unpacked)!r}]\nfor n in {sorted(modules)!r}:"
        " __import__(n)"
    )
    _run([sys.executable, "-I", "-S", "-B", "-c", program], folder=BUILD)
    shutil.rmtree(unpacked)
    passed.write_text(digest)


def _reached(share: packing.Share, source: Path) -> set[str]:
    if share is packing.INSPECTING:
        return reach.imported(source, [INSPECTOR])
    if share is packing.ANSWERING:
        return reach.imported(source, ["app", *reach.modules_of(source)])
    jobs = [name for name in reach.modules_of(source) if name.startswith("chalicelib.jobs.")]
    return reach.imported(source, sorted({*jobs} - {INSPECTOR}), reach.PARSERS)


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")


def _environment() -> dict[str, str]:
    """What importing the application needs to see: every name of the template, with values that
    lead nowhere.
    """
    variables = _load(RESOURCES)["Globals"]["Function"]["Environment"]["Variables"]
    places = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {
        **dict.fromkeys(variables, "none"),
        **places,
        "AWS_DEFAULT_REGION": "ap-southeast-1",
        "LANG": "C.UTF-8",
    }


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAMLTemplateSerializer().load_template(
        path.read_text(encoding="utf-8")
    )
    return loaded


def main() -> None:
    """Package for one stage and say where the files are."""
    parser = argparse.ArgumentParser(
        prog="python -m infra.package", description="Build the deployable artefact."
    )
    parser.add_argument("--stage", choices=stages.STAGES, required=True)
    parser.add_argument(
        "--given", type=Path, help="JSON: the parameters that the stage leaves open"
    )
    wanted = parser.parse_args()
    started = time.monotonic()
    package = build(wanted.stage, given=stages.read_given(wanted.given))
    print(package.template.relative_to(PROJECT))
    for archive in package.archives:
        print(f"{archive.relative_to(PROJECT)}  {archive.stat().st_size / 1e6:.1f} MB")
    print(f"Packaged and linted in {time.monotonic() - started:.1f} s.")


if __name__ == "__main__":
    main()
