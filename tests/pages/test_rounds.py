from __future__ import annotations

from chalicelib.pages import assets, rounds
from tests.pages import samples


def test_every_published_ranking_is_linked_and_rounds_without_one_are_left_out() -> None:
    page = rounds.render(samples.rounds(), "vi")
    assert 'href="/rankings/sample-2024/provinces"' in page
    assert "2023" not in page


def test_what_is_illustrative_says_so_where_it_is_listed() -> None:
    assert "minh họa, không có giá trị xếp hạng" in rounds.render(samples.rounds(), "vi")
    genuine = samples.rounds()
    genuine[1]["rankings"][0]["illustrative"] = False
    assert "minh họa" not in rounds.render(genuine, "vi")


def test_links_of_the_english_page_stay_english() -> None:
    assert 'href="/rankings/sample-2024/provinces?lang=en"' in rounds.render(samples.rounds(), "en")


def test_an_empty_list_says_so() -> None:
    assert "Chưa có bảng xếp hạng nào được công bố." in rounds.render([], "vi")


def test_a_missing_page_leads_home() -> None:
    assert 'href="/?lang=en"' in rounds.missing("en")


def test_static_addresses_change_with_the_content_and_only_known_names_are_served() -> None:
    assert assets.address("base.css").startswith("/static/base.css?v=")
    assert "../pages/layout.py" not in assets.names()
    assert {assets.media_type(name) for name in assets.names()} <= set(assets.TYPES.values())
