from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.store import audit, results
from tests import scoring_story as story
from tests.api.conftest import Clock, Prepare
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.site import Site
from tests.small_round import ROUND

RANKING = f"/public/v1/rounds/{ROUND}/rankings/departments"
JOBS = f"/api/ops/rounds/{ROUND}/rankings"


@pytest.fixture
def sealed(site: Site, clock: Clock, prepare: Prepare) -> Site:
    """Everything is in; nothing is published yet."""

    def steps() -> None:
        story.whole()
        clock.instant = AFTER

    prepare(steps)
    return site


@pytest.fixture
def published(sealed: Site, aws: Aws, prepare: Prepare) -> Site:
    """Every ranking is published."""

    def steps() -> None:
        publish(sealed, aws)

    prepare(steps)
    return sealed


def publish(site: Site, aws: Aws, **wanted: Any) -> Any:
    """Publish as ops does, and wait for the job."""
    body = {"status": "final", "confirm_gaps": "không điều tra", **wanted}
    asked = site.call("POST", JOBS, body, site.by_ops)
    assert (asked.status, asked.json["state"]) == (202, "queued")
    story.work(aws)
    return site.done("GET", f"{JOBS}/jobs/{asked.json['job']}", token=site.by_ops)


def test_the_calculator_is_one_file_that_is_fetched_once(published: Site) -> None:
    told = published.call("GET", "/public/v1/recompute.pyz")
    assert told.status == 200
    assert told.body[:4] == b"PK\x03\x04"
    assert told.headers["content-disposition"] == 'attachment; filename="recompute.pyz"'
    again = published.call(
        "GET", "/public/v1/recompute.pyz", headers={"If-None-Match": told.headers["etag"]}
    )
    assert (again.status, again.body) == (304, b"")


def test_ops_asks_and_follows_the_job(sealed: Site, aws: Aws) -> None:
    job = publish(sealed, aws)
    assert (job["state"], job["problem"]) == ("done", None)
    assert job["published"] == [
        f"{ROUND}/departments/ranking.json",
        f"{ROUND}/districts/ranking.json",
    ]
    state = sealed.done("GET", f"/api/ops/rounds/{ROUND}", token=sealed.by_ops)
    assert state["rankings"]["departments"]["version"] == 1


def test_gaps_are_named_one_by_one_until_they_are_confirmed(sealed: Site) -> None:
    refused = sealed.call("POST", JOBS, {"status": "final"}, sealed.by_ops)
    assert (refused.status, refused.problems) == (422, [("so-a/3.1", "gap"), ("so-b/3.1", "gap")])


def test_a_gap_is_confirmed_with_a_reason_of_its_own_and_the_others_are_named_again(
    sealed: Site,
) -> None:
    one = {"gaps": ["so-a/3.1"], "reason": "mới thành lập"}
    refused = sealed.call("POST", JOBS, {"status": "final", "confirmed": [one]}, sealed.by_ops)
    assert refused.problems == [("so-b/3.1", "gap")]
    two = {"gaps": ["so-b/3.1"], "reason": "không có phiếu"}
    none = {
        "gaps": [f"so-a/{'9' * 40}.{number}" for number in range(10_000)],
        "reason": "không thiếu",
    }
    asked = sealed.done(
        "POST", JOBS, {"status": "final", "confirmed": [one, two, none]}, sealed.by_ops
    )
    (job,) = sealed.done("GET", f"{JOBS}/jobs", token=sealed.by_ops)["jobs"]
    assert job == asked and (job["status"], job["by"], job["asked_at"]) == (
        "final",
        sealed.ops[0],
        "2026-11-20T06:00:10.000Z",
    )
    (act,) = [act for act in audit.list_acts(ROUND) if act.act == "publish"]
    assert json.loads(act.details)["confirmed"] == {
        "mới thành lập": ["so-a/3.1"],
        "không có phiếu": ["so-b/3.1"],
    }


@pytest.mark.parametrize(
    "body", [{}, {"status": "secret"}, {"status": "provisional", "indexes": ["communes"]}]
)
def test_a_publication_is_provisional_or_final_and_of_indexes_there_are(
    sealed: Site, body: dict[str, Any]
) -> None:
    assert sealed.call("POST", JOBS, body, sealed.by_ops).status == 422


def test_there_is_no_job_that_was_not_asked_for(sealed: Site) -> None:
    assert sealed.call("GET", f"{JOBS}/jobs/none", token=sealed.by_ops).status == 404


def test_nothing_is_public_before_publication(sealed: Site) -> None:
    assert sealed.done("GET", "/public/v1/rounds") == {"rounds": []}
    for path in ("", ".json", ".csv", ".xlsx", "/bundle", "/versions/1", "/versions/1/bundle"):
        assert sealed.call("GET", RANKING + path).code == "not_found"


def test_everybody_finds_and_reads_what_was_published(published: Site) -> None:
    (found,) = published.done("GET", "/public/v1/rounds")["rounds"]
    assert found["round"] == ROUND
    assert [ranking["index"] for ranking in found["rankings"]] == ["departments", "districts"]
    answer = published.call("GET", found["rankings"][0]["href"])
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert [unit["unit"] for unit in answer.json["units"]] == ["so-a", "so-b"]
    for path in ("", "/versions/1", "/versions/1.json"):
        assert published.call("GET", RANKING + path).body == answer.body
    assert answer.body.endswith(b"}\n") and b'\n "version": 1' in answer.body


def test_the_table_comes_as_a_workbook_too(published: Site) -> None:
    answer = published.call("GET", f"{RANKING}.xlsx")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{ROUND}-departments.xlsx"'
    )
    page = load_workbook(io.BytesIO(answer.body)).active
    assert page is not None
    rows = [[str(cell) for cell in row[1:3]] for row in page.iter_rows(values_only=True)]
    assert rows == [["Mã", "Đơn vị"], ["so-a", "Sở A"], ["so-b", "Sở B"]]
    assert published.call("GET", f"{RANKING}/versions/1.xlsx").body == answer.body
    assert published.call("GET", f"{RANKING}/versions/2.xlsx").code == "not_found"
    assert published.call("GET", f"{RANKING}.ods").code == "not_found"


def test_a_version_from_before_there_were_workbooks_offers_none(published: Site) -> None:
    item = results.VersionItem.get(f"{ROUND}/departments", "000001")
    content = json.loads(item.content)
    del content["digests"]["ranking.xlsx"]
    item.update([results.VersionItem.content.set(json.dumps(content))])
    page = published.call("GET", f"/rankings/{ROUND}/departments").body.decode()
    assert "versions/1.csv" in page and ".xlsx" not in page
    assert published.call("GET", f"{RANKING}.xlsx").code == "not_found"


def test_a_bundle_is_downloaded_under_a_name_of_its_own(published: Site) -> None:
    for path, name in (("bundle", "departments"), ("versions/1/bundle", "departments-1")):
        answer = published.call("GET", f"{RANKING}/{path}")
        assert answer.headers["content-disposition"] == (
            f'attachment; filename="{ROUND}-{name}.zip"'
        )


def test_the_table_comes_as_csv_too(published: Site) -> None:
    answer = published.call("GET", f"{RANKING}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    first, *rows = csv.reader(io.StringIO(answer.body.decode()))
    assert first[:4] == ["rank", "unit", "name_vi", "name_en"]
    assert [row[1:4] for row in rows] == [
        ["so-a", "Sở A", "Department A"],
        ["so-b", "Sở B", "Department B"],
    ]
    assert published.call("GET", f"{RANKING}/versions/1.csv").body == answer.body


def test_the_bundle_is_a_zip_of_plain_files(published: Site) -> None:
    answer = published.call("GET", f"{RANKING}/bundle")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as files:
        names = set(files.namelist())
    assert {
        "round.json",
        "units.csv",
        "appraisals.csv",
        "external.csv",
        "publication.json",
    } <= names
    assert published.call("GET", f"{RANKING}/versions/1/bundle").body == answer.body


def test_the_schema_describes_the_ranking(published: Site) -> None:
    import jsonschema

    schema = published.done("GET", "/public/v1/schemas/ranking.json")
    ranking = published.call("GET", RANKING).json
    assert ranking["schema"] == "/public/v1/schemas/ranking.json"
    jsonschema.validate(ranking, schema)


def test_a_program_that_sends_no_accept_header_gets_the_bundle_too(published: Site) -> None:
    answer = published.send("GET", f"{RANKING}/bundle", {}, b"")
    assert (answer.status, answer.body[:2]) == (200, b"PK")


@pytest.mark.parametrize("path", ["", ".csv", "/bundle", "/versions/1"])
def test_what_a_reader_has_already_is_not_sent_again(published: Site, path: str) -> None:
    first = published.call("GET", RANKING + path)
    tag, since = first.headers["etag"], first.headers["last-modified"]
    assert since == "Fri, 20 Nov 2026 06:00:10 GMT"
    for header in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-Modified-Since": since},
    ):
        answer = published.call("GET", RANKING + path, headers=header)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
    for header in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Fri, 20 Nov 2026 06:00:09 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"other"', "If-Modified-Since": since},
    ):
        assert published.call("GET", RANKING + path, headers=header).status == 200


def test_a_version_may_be_kept_for_ever_and_the_latest_for_a_minute(published: Site) -> None:
    assert "immutable" in published.call("GET", f"{RANKING}/versions/1").headers["cache-control"]
    assert published.call("GET", RANKING).headers["cache-control"] == "public, max-age=60"


def test_a_correction_leaves_the_old_version_as_it_was(published: Site, aws: Aws) -> None:
    before = published.call("GET", f"{RANKING}/versions/1")
    again = published.call("POST", JOBS, {"status": "final", "confirm_gaps": "x"}, published.by_ops)
    assert [at for at, _ in again.problems] == ["reason", "reason"]
    publish(published, aws, reason="sửa số liệu", indexes=["departments"])
    assert published.call("GET", RANKING).json["version"] == 2
    assert published.call("GET", f"{RANKING}/versions/1").body == before.body


@pytest.mark.parametrize(
    "path",
    [
        "/public/v1/rounds/none/rankings/departments",
        f"/public/v1/rounds/{ROUND}/rankings/none",
        RANKING + ".xml",
        RANKING + "/versions/0",
        RANKING + "/versions/9",
        RANKING + "/versions/-1",
        RANKING + "/versions/one",
        RANKING + "/versions/1.xml",
        RANKING + "/versions/%D9%A1",
        RANKING + "/versions/99999999999999999999",
    ],
)
def test_what_is_not_there_is_not_found(published: Site, path: str) -> None:
    refused = published.call("GET", path)
    assert (refused.status, refused.code) == (404, "not_found")


def test_a_published_ranking_says_it_is_illustrative(published: Site) -> None:
    assert json.loads(published.call("GET", RANKING).body)["illustrative"] is True
