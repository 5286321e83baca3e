from __future__ import annotations

import re

import pytest

from chalicelib.pages import assets, signed_in


@pytest.mark.parametrize("name", signed_in.PAGES)
def test_a_page_names_its_script_and_every_module_by_content(name: str) -> None:
    page = signed_in.document(name)
    assert assets.address(f"{name}.js") in page
    assert all(assets.address(each) in page for each in signed_in._VENDOR.values())


def test_the_policy_allows_our_scripts_the_map_by_its_hash_and_nothing_else_inline() -> None:
    policy = signed_in.policy("work", "https://files.test")
    assert "unsafe" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "connect-src 'self' https://files.test;" in policy


@pytest.mark.parametrize("name", signed_in.PAGES)
def test_whatever_a_page_imports_is_fetched_at_once_and_nothing_else_is(name: str) -> None:
    page = signed_in.document(name)
    asked = {
        each
        for each in signed_in._addresses()
        if f'rel="modulepreload" href="{signed_in._addresses()[each]}"' in page
    }
    imported = {
        found
        for each in {*asked, name} - set(signed_in._VENDOR)
        for found in re.findall(
            r'(?:from|import) "([a-z_]+)";', assets.content(f"{each}.js").decode()
        )
        if found in signed_in._addresses()
    }
    assert asked == imported
    assert {"preact", "session"} <= asked


@pytest.mark.parametrize("name", signed_in.PAGES)
def test_whatever_is_imported_is_named_before_what_imports_it(name: str) -> None:
    order = signed_in._modules(name)
    assert order[-1] == name
    for place, each in enumerate(order):
        if each not in signed_in._VENDOR:
            imported = signed_in._IMPORTED.findall(assets.content(f"{each}.js").decode())
            assert set(imported) <= set(order[:place]), each
    page = signed_in.document(name)
    places = [page.rindex(f'href="{signed_in._addresses()[each]}"') for each in order[:-1]]
    assert places == sorted(places)
    assert page.index("stylesheet") < page.index("importmap") < min(places)


def test_pages_of_signed_in_people_renew_the_sign_in_before_their_scripts_are_there() -> None:
    early = f'<script type="module" async src="{assets.address("resuming.js")}">'
    pages = {name: signed_in.document(name) for name in signed_in.PAGES}
    assert {name for name, page in pages.items() if early not in page} == {"signin", "receipt"}
    assert pages["work"].index("importmap") < pages["work"].index(early)
    assert pages["work"].index(early) < pages["work"].index("modulepreload")
    assert signed_in._modules("resuming") == ("early", "resuming")
