from __future__ import annotations

import pytest

from chalicelib.pages import assets, respond
from chalicelib.settings import settings
from tests.site import Answer, Site


def get(site: Site, path: str) -> Answer:
    return site.send("GET", path, {"Accept": "*/*"}, b"")


def test_the_front_page_says_when_nothing_is_published(site: Site) -> None:
    answer = get(site, "/")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Chưa có bảng xếp hạng nào được công bố." in answer.body.decode()


def test_a_ranking_that_is_not_published_is_a_page_too_in_the_language_asked(site: Site) -> None:
    answer = get(site, "/rankings/none/none?lang=en")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is no such page" in answer.body.decode()


def test_the_questionnaire_allows_its_own_script_and_no_other(site: Site) -> None:
    answer = get(site, "/s")
    assert answer.body.decode() == respond.document()
    assert answer.headers["content-security-policy"] == respond.policy()
    assert "unsafe" not in respond.policy()


def test_a_static_file_is_kept_for_good_under_the_address_of_its_content(site: Site) -> None:
    wrong = []
    for name in sorted(assets.names()):
        answer, old = get(site, assets.address(name)), get(site, f"/static/{name}?v=old")
        served = (answer.body, answer.headers["content-type"])
        kept = [
            "immutable" in each.headers.get("cache-control", "immutable") for each in (answer, old)
        ]
        if served != (assets.content(name), assets.media_type(name)) or kept != [True, False]:
            wrong.append(f"{name}: {answer.status}, {answer.headers}, {old.headers}")
    assert assets.names()
    assert wrong == []


@pytest.mark.parametrize("name", ["none.css", "..%2Flayout.py", "layout.py"])
def test_nothing_but_the_static_files_is_served(site: Site, name: str) -> None:
    assert get(site, f"/static/{name}").status == 404


def test_pages_of_signed_in_people_may_speak_to_no_other_bucket(site: Site) -> None:
    policy = get(site, "/work").headers["content-security-policy"]
    sources = [each for each in policy.replace(";", " ").split() if "amazonaws" in each]
    assert set(sources) == {settings().evidence_origin}
