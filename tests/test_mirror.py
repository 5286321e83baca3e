"""The tests of the domain mirror its modules: room by room, one file of tests for each module."""

from __future__ import annotations

from infra.folders import PROJECT

DOMAIN, TESTS = PROJECT / "chalicelib/domain", PROJECT / "tests/domain"
# Files of tests that belong to no single module, and why.
OF_NO_MODULE = (
    ("bundles/test_hostile_zips.py", "measures hostile zips, from unpacking to what is published"),
    ("results/test_published_2023.py", "recomputes a ranking that was really published"),
    (
        "rounds/test_hostile_rounds.py",
        "puts any value in any place of a round, through all readers",
    ),
)


def wanted() -> set[str]:
    """The file of tests of every module, as a path below TESTS."""
    modules = (path.relative_to(DOMAIN) for path in DOMAIN.rglob("*.py"))
    return {
        path.with_name(f"test_{path.name}").as_posix()
        for path in modules
        if path.name != "__init__.py"
    }


def there() -> set[str]:
    """The files of tests that there are; helpers beside them have other names."""
    return {path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")}


def test_every_module_of_the_domain_has_its_tests_in_a_file_of_its_name() -> None:
    assert sorted(wanted() - there()) == []


def test_every_file_of_tests_has_its_module_or_a_reason_to_have_none() -> None:
    reasons = dict(OF_NO_MODULE)
    assert sorted(there() - wanted()) == sorted(reasons)
    assert all(reasons.values())
