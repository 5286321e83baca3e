"""What is published is the recomputed public bundle, as a version that never changes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.actions.results import browsing, gathering, publication_jobs, publishing
from chalicelib.actions.rounds import current
from chalicelib.actions.survey import responding
from chalicelib.aws import publications
from chalicelib.domain.errors import Conflict, Invalid, NotFound
from chalicelib.domain.rounds.rulings import Ruling
from chalicelib.jobs import publish
from chalicelib.store import results
from infra.folders import PROJECT
from tests import fake_aws, small_round, survey_story
from tests import scoring_story as story
from tests.fake_aws import Aws
from tests.scoring_story import AFTER
from tests.small_round import ROUND


@pytest.fixture(autouse=True)
def _clock(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    """The publisher works a minute after the ballots were sealed."""
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(minutes=1))


def ranking(index: str = "departments", version: int | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browsing.ranking(ROUND, index, "json", version).read())
    return found


def points(index: str = "departments") -> dict[str, dict[str, str] | None]:
    return {unit["unit"]: unit["points"] for unit in ranking(index)["units"]}


def test_a_publication_is_every_ranking_of_the_round_at_one_instant(aws: Aws) -> None:
    story.whole()
    assert story.ask().state == "queued"
    assert story.work(aws) == 1
    job = publication_jobs.as_json(publication_jobs.get(ROUND, "job-1"))
    assert (job["state"], job["versions"]) == ("done", {"departments": 1, "districts": 1})
    assert job["published"] == [
        f"{ROUND}/{index}/ranking.json" for index in ("departments", "districts")
    ]
    for index in ("departments", "districts"):
        made = ranking(index)
        assert (made["version"], made["status"], made["supersedes"]) == (1, "final", None)
        assert made["published_at"] == "2026-11-20T06:01:10.000Z"


def test_points_come_from_the_council_the_survey_and_official_figures_alone(aws: Aws) -> None:
    story.whole()
    story.ask()
    story.work(aws)
    assert points()["so-a"] == {
        "total": "7.90",
        "appraised": "7.05",
        "survey": "0.00",
        "external": "0.85",
        "adjustments": "0.00",
    }
    assert points("districts")["quan-c"] is not None
    assert points("districts")["quan-c"]["appraised"] == "8.00"  # type: ignore[index]


def test_the_second_pass_counts_where_there_is_one(aws: Aws) -> None:
    story.load()
    survey_story.open_window("appraisal_final")
    story.appraise("quan-c", {"1.1": {"points": "6"}})
    story.appraise("quan-c", {"1.1": {"points": "9.5"}}, "appraisal_final")
    story.seal()
    story.ask(indexes=["districts"])
    story.work(aws)
    assert ranking("districts")["units"][0]["index"] == "95.00"


def test_a_self_score_alone_leaves_a_unit_missing_not_at_zero(aws: Aws) -> None:
    story.load()
    story.assess("quan-c", {"1.1": {"points": "8.5"}})
    story.seal()
    story.ask(indexes=["districts"])
    story.work(aws)
    unit = ranking("districts")["units"][0]
    assert (unit["status"], unit["rank"], unit["points"]) == ("missing", None, None)


def test_rulings_are_carried_out_and_their_reasons_stay_closed_unless_marked_public(
    aws: Aws,
) -> None:
    story.whole()
    story.rule(
        Ruling("exclusion", "so-b", reason="không trung thực", public=True),
        Ruling("adjustment", "so-a", points="1.5", reason="nội bộ"),
        Ruling("adjustment", "so-a", points="-5", reason="rút lại", id="x", withdrawn=True),
        Ruling("previous", "so-a", index="71.5", rank=2),
    )
    story.ask()
    story.work(aws)
    first, second = ranking()["units"]
    assert first["points"]["adjustments"] == "1.50"
    assert first["previous"]["rank"] == 2
    assert (second["status"], second["reason"]) == ("excluded", "không trung thực")
    assert "nội bộ" not in json.dumps(ranking(), ensure_ascii=False)


def test_answers_reach_the_ranking_through_the_sealed_boxes(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = survey_story.placed(monkeypatch)
    tokens = survey_story.survey(aws, box, council=6, leaders=4)
    survey_story.open_window("appraisal_first")
    story.appraise("so-a", story.APPRAISED)
    for number, token in enumerate(tokens.values()):
        ballot = responding.open_link(token, small_round.NOW)["ballot"]
        responding.answer(ballot, {"q1": 2 if number < 3 else 1}, f"r{number}", small_round.NOW)
    story.seal()
    story.ask(indexes=["departments"])
    story.work(aws)
    units = {unit["unit"]: unit for unit in ranking()["units"]}
    assert units["so-a"]["points"]["survey"] == "1.60"
    assert units["so-a"]["survey"] == {"invited": 6, "answered": 6, "voided": False}
    assert units["so-b"]["survey"]["answered"] == 4


def test_the_public_bundle_recomputed_on_a_bare_python_is_the_ranking_byte_for_byte(
    aws: Aws, tmp_path: Path
) -> None:
    story.whole()
    story.ask()
    story.work(aws)
    bundle = browsing.bundle(ROUND, "departments").read()
    (tmp_path / "bundle.zip").write_bytes(bundle)
    program = (
        f"import sys; sys.path[:0] = [{str(PROJECT)!r}]; from chalicelib.recompute import main;"
        " sys.exit(main())"
    )
    command = [sys.executable, "-I", "-S", "-c", program, "bundle.zip", "-o", "out"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for index in ("departments", "districts"):
        for form in ("json", "csv"):
            again = (tmp_path / "out" / ROUND / index / f"ranking.{form}").read_bytes()
            assert again == browsing.ranking(ROUND, index, form).read()
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        texts = b"".join(files.read(name) for name in files.namelist()).decode()
    assert (
        "vì thế" not in texts and "nhận xét" not in texts and "answers.csv" not in files.namelist()
    )


def test_a_final_publication_with_gaps_is_refused_with_each_gap_until_a_reason_is_given(
    aws: Aws,
) -> None:
    story.load()
    story.appraise("quan-c", {"1.1": {"points": "8"}})
    story.seal()
    with pytest.raises(Invalid) as refused:
        story.ask(confirm_gaps=" ")
    named = {problem.at for problem in refused.value.errors}
    assert named == {
        f"{unit}/{leaf}" for unit in ("so-a", "so-b") for leaf in (*story.APPRAISED, "3.1", "3.2")
    }
    assert story.work(aws) == 0
    story.ask(confirm_gaps="hai sở được miễn")
    assert story.work(aws) == 1


def test_nothing_final_is_published_before_the_ballots_are_sealed(aws: Aws) -> None:
    story.load()
    with pytest.raises(Conflict, match="departments"):
        story.ask()
    story.ask(status="provisional")
    story.work(aws)
    assert ranking()["status"] == "provisional"


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays(aws: Aws) -> None:
    story.whole()
    story.ask()
    story.work(aws)
    before = browsing.ranking(ROUND, "departments", "json").read()
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "90"}))
    with pytest.raises(Invalid) as refused:
        story.ask("job-2", indexes=["departments"])
    assert [problem.at for problem in refused.value.errors] == ["reason"]
    story.ask("job-2", indexes=["departments"], reason="sửa SIPAS")
    story.work(aws)
    after = ranking()
    assert (after["version"], after["supersedes"], after["reason"]) == (2, 1, "sửa SIPAS")
    assert after["units"][0]["points"]["external"] == "0.90"
    assert browsing.ranking(ROUND, "departments", "json", 1).read() == before
    assert ranking("districts")["version"] == 1


def test_an_index_that_was_published_needs_a_reason_beside_one_that_was_not(aws: Aws) -> None:
    story.whole()
    story.ask(indexes=["departments"])
    story.work(aws)
    with pytest.raises(Invalid) as refused:
        publishing.require_reason(ROUND, ("departments", "districts"), " ")
    (problem,) = refused.value.errors
    assert "departments" in problem.en
    publishing.require_reason(ROUND, ("departments", "districts"), "sửa SIPAS")
    publishing.require_reason(ROUND, ("districts",), "")


def test_an_unknown_index_is_named(aws: Aws) -> None:
    story.load()
    with pytest.raises(Invalid) as refused:
        story.ask(indexes=["communes"], status="provisional")
    assert [problem.at for problem in refused.value.errors] == ["indexes"]


def test_a_message_that_comes_twice_publishes_once(aws: Aws) -> None:
    story.whole()
    story.ask()
    for _ in range(2):
        publish.handle(story.message("job-1"), None)
    assert [version.version for version in results.list_versions(ROUND, "departments")] == [1]


@pytest.mark.parametrize("writes", range(6))
def test_a_crash_at_any_write_is_taken_up_with_the_same_version_and_instant(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    story.whole()
    story.ask()
    put = publications.put
    done: list[str] = []

    def crash(key: str, content: bytes, media: str) -> None:
        if len(done) == writes:
            raise ConnectionError("the machine went away")
        done.append(key)
        put(key, content, media)

    monkeypatch.setattr(publications, "put", crash)
    with pytest.raises(ConnectionError):
        publish.handle(story.message("job-1"), None)
    kept = {index: results.find_latest(ROUND, index) for index in ("departments", "districts")}
    if writes < 3:
        with pytest.raises(NotFound):
            browsing.ranking(ROUND, "departments", "json")
    story.rule(Ruling("external", "so-a", leaf="3.2", value={"percent": "10"}))
    monkeypatch.setattr(publications, "put", put)
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(hours=1))
    publish.handle(story.message("job-1"), None)
    assert {index: ranking(index)["version"] for index in kept} == {
        "departments": 1,
        "districts": 1,
    }
    assert ranking()["published_at"] == "2026-11-20T06:01:10.000Z"
    for index, version in kept.items():
        assert version is None or results.find_latest(ROUND, index) == version


def test_what_cannot_be_published_says_why_to_ops(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.whole()
    story.ask()

    def refuse(*_: object, **__: object) -> datetime:
        raise Conflict("đang bận", "busy")

    monkeypatch.setattr(gathering, "gather", refuse)
    publish.handle(story.message("job-1"), None)
    job = publication_jobs.as_json(publication_jobs.get(ROUND, "job-1"))
    assert (job["state"], job["problem"]["code"], job["problem"]["detail"]) == (
        "failed",
        "conflict",
        "đang bận",
    )


def test_a_publication_that_fails_each_time_does_not_stay_running(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.whole()
    story.ask()

    def break_down(*_: object, **__: object) -> None:
        raise ConnectionError("the store is away")

    monkeypatch.setattr(gathering, "gather", break_down)
    states = []
    for received in range(1, publish.TRIES + 1):
        with pytest.raises(ConnectionError):
            publish.handle(story.message("job-1", received), None)
        states.append(publication_jobs.get(ROUND, "job-1").state)
    assert states == ["queued", "queued", "failed"]
    assert (publication_jobs.get(ROUND, "job-1").problem or {})["code"] == "unexpected"


def test_a_publication_is_tried_as_often_as_its_queue_hands_it_out() -> None:
    redrive = fake_aws.template()["Resources"]["PublishQueue"]["Properties"]["RedrivePolicy"]
    assert redrive["maxReceiveCount"] == publish.TRIES


def test_two_publications_at_once_never_share_a_version(aws: Aws) -> None:
    story.whole()
    for name in ("job-1", "job-2"):
        story.ask(name)
    for name in ("job-1", "job-2"):
        results.put_job(
            results.Job(
                ROUND,
                name,
                ("departments",),
                "final",
                "",
                "ops",
                "running",
                "2026-11-20T06:01:10.000Z",
                {"departments": 1},
            )
        )
        publish.handle(story.message(name), None)
    assert [publication_jobs.get(ROUND, name).state for name in ("job-1", "job-2")] == [
        "done",
        "failed",
    ]


def test_a_round_whose_cells_may_be_small_publishes_no_bundle(aws: Aws) -> None:
    story.load(small_round.document() | {"min_answers": 1})
    story.appraise("quan-c", {"1.1": {"points": "8"}})
    story.seal()
    story.ask(indexes=["districts"])
    story.work(aws)
    assert ranking("districts")["units"][0]["index"] == "80.00"
    with pytest.raises(NotFound):
        browsing.bundle(ROUND, "districts")


def test_what_was_published_is_listed_newest_year_first(aws: Aws) -> None:
    story.whole()
    assert browsing.published(AFTER) == []
    story.ask(indexes=["districts"])
    story.work(aws)
    ((round_, rankings),) = browsing.published(AFTER)
    assert (round_.id, [index.id for index, _ in rankings]) == (ROUND, ["districts"])
    assert publication_jobs.latest(ROUND, "departments") is None
    assert publication_jobs.latest(ROUND, "districts") == {
        "version": 1,
        "status": "final",
        "published_at": "2026-11-20T06:01:10.000Z",
    }
    assert current.list_rounds(AFTER) == [current.get(ROUND, AFTER)]
