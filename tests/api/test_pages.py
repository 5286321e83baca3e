from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.pages import assets, packed, respond, signed_in
from chalicelib.settings import settings
from tests.site import Answer, Site


def get(site: Site, path: str, taken: str = "") -> Answer:
    return site.send("GET", path, {"Accept": "*/*", "Accept-Encoding": taken}, b"")


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


def test_a_file_of_another_release_is_kept_by_nobody(site: Site) -> None:
    assert get(site, "/static/base.css?v=new").headers["cache-control"] == "no-store"
    assert get(site, "/static/base.css").headers["cache-control"] == "public, max-age=60"


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two of the files were packaged, in forms that say what they are."""
    monkeypatch.setattr(packed, "FOLDER", tmp_path)
    packed.forms.cache_clear()
    for name in ("base.css", "work.html"):
        for ending in packed.ENDINGS.values():
            (tmp_path / f"{name}{ending}").write_bytes(f"{name}{ending}".encode())
    yield
    packed.forms.cache_clear()


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize(
    ("path", "name"), [("/static/base.css", "base.css"), ("/work", "work.html")]
)
def test_the_smallest_packaged_form_that_a_browser_takes_is_served(
    site: Site, path: str, name: str
) -> None:
    plain = get(site, path)
    for taken, form in (("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None)):
        answer = get(site, path, taken)
        ending = packed.ENDINGS.get(form or "")
        assert answer.headers.get("content-encoding") == form
        assert answer.body == (f"{name}{ending}".encode() if form else plain.body)
        for same in ("content-type", "cache-control", "content-security-policy", "vary"):
            assert answer.headers.get(same) == plain.headers.get(same)
        assert answer.headers["vary"] == "Accept-Encoding"


def test_a_page_that_was_made_for_one_reply_is_compressed_for_it(site: Site) -> None:
    plain, answer = get(site, "/"), get(site, "/", "br, gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == plain.body
    assert plain.headers["vary"] == answer.headers["vary"] == "Accept-Encoding"


def test_every_page_without_data_is_compressed_when_packaged(site: Site) -> None:
    contents = packed.contents()
    assert contents["s.html"] == get(site, "/s").body
    assert contents["work.html"] == get(site, "/work").body
    assert set(contents) == {*assets.names(), *(f"{name}.html" for name in (*signed_in.PAGES, "s"))}


@pytest.mark.parametrize("name", ["none.css", "..%2Flayout.py", "layout.py"])
def test_nothing_but_the_static_files_is_served(site: Site, name: str) -> None:
    assert get(site, f"/static/{name}").status == 404


def test_pages_of_signed_in_people_may_speak_to_no_other_bucket(site: Site) -> None:
    policy = get(site, "/work").headers["content-security-policy"]
    sources = [each for each in policy.replace(";", " ").split() if "amazonaws" in each]
    assert set(sources) == {settings().evidence_origin}
