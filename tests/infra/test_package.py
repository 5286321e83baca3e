from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from infra import dependencies, package, slimming
from infra.package import Package
from tests.infra.test_stages import GIVEN


@pytest.fixture(scope="module")
def production() -> Package:
    # Linted in both forms, imports tried with nothing else to find.
    return package.build("production", given=GIVEN)


def test_the_zip_holds_the_application_its_libraries_and_nothing_else(production: Package) -> None:
    with zipfile.ZipFile(production.archives[0]) as archive:
        names = archive.namelist()
    assert {"app.pyc", "chalice/app.pyc", "boto3/session.pyc"} <= set(names)
    assert {name.split("/")[0] for name in names}.isdisjoint(
        {"infra", "rounds", "tests", "docs", ".chalice"}
    )
    described = {
        name.split("/")[2]
        for name in names
        if name.startswith("botocore/data/") and name.count("/") > 3
    }
    assert described == slimming.SERVICES


def test_every_module_comes_compiled(production: Package) -> None:
    with zipfile.ZipFile(production.archives[0]) as archive:
        names = set(archive.namelist())
    folder = production.template.with_name("source")
    sources = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
    assert "chalicelib/settings.py" in sources
    assert not [name for name in sources if f"{name}c" not in names]


def test_equal_content_gives_an_equal_artefact(production: Package) -> None:
    assert package.build("production", check=False, given=GIVEN).digest() == production.digest()


def test_the_template_has_every_function_with_its_handler(production: Package) -> None:
    resources = json.loads(production.template.read_text(encoding="utf-8"))["Resources"]
    handlers = {
        name: resource["Properties"]["Handler"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    assert handlers == {
        "APIHandler": "app.app",
        "Tick": "chalicelib.jobs.tick.handle",
        "Mail": "chalicelib.jobs.mail.handle",
        "Feedback": "chalicelib.jobs.feedback.handle",
        "Publish": "chalicelib.jobs.publish.handle",
        "Inspect": "chalicelib.jobs.inspect.handle",
    }


def test_a_library_that_is_needed_but_not_pinned_is_refused_by_name(tmp_path: Path) -> None:
    for name in ("typing_extensions", "Un_Known"):
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# What runs.\nTyping-Extensions[some]==1.0\n")
    with pytest.raises(SystemExit, match=r"in turn: un-known$"):
        dependencies._refuse_unpinned(requirements, tmp_path)


def test_the_gateway_has_two_resources_however_many_routes_there_are(production: Package) -> None:
    """Of 300 that it takes."""
    template = json.loads(production.template.read_text(encoding="utf-8"))
    paths = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    assert {path: list(methods) for path, methods in paths.items()} == {
        "/": [package.ANY_METHOD],
        "/{proxy+}": [package.ANY_METHOD],
    }
    for methods in paths.values():
        integration = methods[package.ANY_METHOD]["x-amazon-apigateway-integration"]
        assert integration["type"] == "aws_proxy"
        assert "${APIHandler.Arn}" in integration["uri"]["Fn::Sub"]
