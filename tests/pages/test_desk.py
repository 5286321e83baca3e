from __future__ import annotations

import pytest

from chalicelib.pages import assets, desk


@pytest.mark.parametrize("name", desk.PAGES)
def test_a_page_names_its_script_and_every_module_by_content(name: str) -> None:
    page = desk.document(name)
    assert assets.address(f"{name}.js") in page
    assert all(assets.address(each) in page for each in desk._VENDOR.values())


def test_the_policy_allows_our_scripts_the_map_by_its_hash_and_nothing_else_inline() -> None:
    policy = desk.policy("https://files.test")
    assert "unsafe" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "connect-src 'self' https://files.test;" in policy
