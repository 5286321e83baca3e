from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pytest

from chalicelib.domain.evidence.files import MAX_BYTES
from chalicelib.store import sheets
from tests.api.conftest import Clock
from tests.fake_aws import Aws
from tests.site import Answer, Site
from tests.small_round import POINTS, ROUND, VALUES

UNIT = f"/api/units/{ROUND}/so-a"
FILE: dict[str, Any] = {"name": "Kế hoạch số 12.pdf", "size": 1000, "type": "application/pdf"}


def entries(values: dict[str, Any] = VALUES, version: int = 0) -> list[dict[str, Any]]:
    return [{"leaf": leaf, "value": value, "version": version} for leaf, value in values.items()]


def save(
    site: Site, *changes: dict[str, Any], save_id: str = "save-0001", token: str = ""
) -> Answer:
    return site.call(
        "POST",
        f"{UNIT}/sheet",
        {"save_id": save_id, "entries": list(changes)},
        token or site.editor(),
    )


def sheet(site: Site) -> Any:
    return site.done("GET", f"{UNIT}/sheet", token=site.editor())


def attach(
    site: Site, aws: Aws, content: bytes, leaves: Iterable[str], name: str = FILE["name"]
) -> Answer:
    """Ask for a form, put the bytes where it leads, confirm."""
    form = site.done(
        "POST", f"{UNIT}/evidence/forms", {"files": [FILE | {"name": name}]}, site.editor()
    )["forms"][0]
    aws.client("s3").put_object(
        Bucket=aws.environment["EVIDENCE_BUCKET"], Key=form["fields"]["key"], Body=content
    )
    return site.call(
        "POST",
        f"{UNIT}/evidence",
        {"evidence": form["evidence"], "leaves": list(leaves)},
        site.editor(),
    )


def test_a_unit_sees_where_it_stands(open_: Site) -> None:
    state = open_.done("GET", UNIT, token=open_.editor())
    assert state["unit"] == {"id": "so-a", "name": {"vi": "Sở A", "en": "Department A"}}
    assert state["windows"]["self_assessment"]["state"] == "open"
    assert state["progress"] == {"leaves": 6, "filled": 0, "needs_explanation": 4}
    assert state["submitted_at"] is None


def test_a_unit_reads_its_criteria_as_they_were_loaded(open_: Site) -> None:
    criteria = open_.done("GET", f"{UNIT}/criteria", token=open_.editor())
    assert (criteria["index"], criteria["illustrative"]) == ("departments", True)
    leaf = criteria["areas"][0]["criteria"][0]["leaves"][1]
    assert leaf["code"] == "1.1.2" and leaf["max"] == "2" and leaf["applies"]
    assert leaf["rule"] == {"type": "ratio", "full_from": "1", "zero_below": "0.5"}


def test_many_leaves_are_saved_at_once_and_the_points_are_computed(open_: Site) -> None:
    saved = save(open_, *entries()).json
    assert {leaf: entry["points"] for leaf, entry in saved["entries"].items()} == POINTS
    assert (saved["saved_at"], saved["locks_at"]) == (
        "2026-11-20T05:00:00.000Z",
        "2026-11-20T06:00:00.000Z",
    )
    shown = sheet(open_)
    assert {leaf: entry["points"] for leaf, entry in shown["entries"].items()} == POINTS
    assert shown["totals"] == {
        "points": "6.05",
        "maximum": "9.00",
        "areas": {
            "1": {"points": "3.80", "maximum": "4.50"},
            "2": {"points": "2.25", "maximum": "4.50"},
            "3": {"points": "0.00", "maximum": "0.00"},
        },
    }
    assert shown["entries"]["1.2"]["saved_by"] == "so-a-1@example.test"


def test_a_number_may_be_sent_as_a_number_or_as_a_text(open_: Site) -> None:
    saved = save(
        open_,
        {"leaf": "2.1.2", "value": {"points": 1.25}, "version": 0},
        {"leaf": "1.1.2", "value": {"numerator": 36, "denominator": "40.0"}, "version": 0},
    )
    assert [entry["points"] for entry in saved.json["entries"].values()] == ["1.25", "1.80"]


def test_a_total_is_the_sum_of_exact_points_rounded_once(open_: Site) -> None:
    third = {"numerator": "2", "denominator": "3"}
    save(
        open_,
        {"leaf": "1.1.2", "value": third, "version": 0},
        {"leaf": "2.1.3", "value": {"a": 1, "b": 3}, "version": 0},
    )
    shown = sheet(open_)
    assert [shown["entries"][leaf]["points"] for leaf in ("1.1.2", "2.1.3")] == ["1.33", "0.33"]
    assert shown["totals"]["points"] == "1.67"


BAD = {
    "1.1.1": {"level": "som"},
    "1.1.2": {"numerator": "1", "denominator": "0"},
    "1.2": {"count": -1},
    "2.1.1": {"breaches": "một"},
    "2.1.2": {"points": "2.75"},
    "2.1.3": {"a": "1", "b": "0"},
    "2.2": {"points": "1"},
    "3.1": {"points": "1"},
    "3.2": {"percent": "80"},
    "9.9": {"points": "1"},
}


def test_bad_input_is_refused_with_every_error_and_changes_nothing(open_: Site) -> None:
    save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 0})
    before = sheet(open_)
    essay = {"leaf": "1.1.1", "explanation": "x" * 4001, "version": 0}
    refused = save(open_, *entries(BAD), essay, save_id="save-0002")
    assert (refused.status, refused.code) == (422, "invalid")
    assert refused.problems == [
        ("1.1.1", "invalid"),
        ("1.1.2", "zero_denominator"),
        ("1.2", "out_of_range"),
        ("2.1.1", "invalid"),
        ("2.1.2", "out_of_range"),
        ("2.1.3", "division_by_zero"),
        ("2.2", "not_self_assessed"),
        ("3.1", "not_self_assessed"),
        ("3.2", "not_self_assessed"),
        ("9.9", "unknown_leaf"),
        ("1.1.1", "too_long"),
        ("1.1.1", "repeated"),
    ]
    assert sheet(open_) == before


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"leaf": "1.2", "value": {"count": 1}}, "entries[0].version"),
        ({"leaf": "1.2", "value": {"count": 1}, "version": -1}, "entries[0].version"),
        ({"leaf": "1.2", "values": {"count": 1}, "version": 0}, "entries[0].values"),
        ({"leaf": "1.2", "explanation": 5, "version": 0}, "entries[0].explanation"),
    ],
)
def test_a_misspelt_or_missing_member_is_named(
    open_: Site, change: dict[str, Any], at: str
) -> None:
    assert at in [place for place, _ in save(open_, change).problems]


@pytest.mark.parametrize("save_id", ["", "short", "x" * 65, "with space", "dấu-tiếng-việt"])
def test_a_save_id_has_eight_to_sixty_four_plain_characters(open_: Site, save_id: str) -> None:
    assert save(open_, *entries(), save_id=save_id).problems == [
        ("save_id", "string_pattern_mismatch")
    ]


def test_somebody_elses_value_is_never_overwritten_unseen(open_: Site) -> None:
    save(open_, {"leaf": "1.2", "value": {"count": 3}, "explanation": "ba", "version": 0})
    refused = save(
        open_,
        {"leaf": "1.2", "value": {"count": 1}, "version": 0},
        {"leaf": "1.1.1", "value": {"level": "cham"}, "version": 0},
        save_id="save-0002",
        token=open_.editor(number=2),
    )
    assert (refused.status, refused.code) == (412, "changed_meanwhile")
    (clash,) = refused.json["errors"]
    assert clash["yours"]["value"] == {"count": 1}
    assert clash["theirs"] == {
        "value": {"count": 3},
        "explanation": "ba",
        "estimated": False,
        "version": 1,
        "saved_at": "2026-11-20T05:00:00.000Z",
        "saved_by": "so-a-1@example.test",
    }
    assert "1.1.1" not in sheet(open_)["entries"]


def test_a_save_sent_again_is_a_success_and_saves_nothing_twice(open_: Site, clock: Clock) -> None:
    first = save(open_, *entries())
    clock.pass_(minutes=1)
    assert save(open_, *entries()).json == first.json
    assert {entry["version"] for entry in sheet(open_)["entries"].values()} == {1}


def test_a_save_sent_again_after_the_lock_still_tells_that_it_was_kept(
    open_: Site, clock: Clock
) -> None:
    first = save(open_, *entries())
    clock.pass_(hours=2)
    assert save(open_, *entries()).json == first.json
    assert save(open_, *entries(), save_id="save-0002").code == "window_closed"


def test_a_save_id_used_for_other_content_is_refused(open_: Site) -> None:
    save(open_, *entries())
    refused = save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 1})
    assert (refused.status, refused.problems) == (422, [("save_id", "invalid")])


def test_an_estimated_figure_is_marked_until_it_is_a_final_one(open_: Site) -> None:
    saved = save(
        open_, {"leaf": "1.2", "value": {"count": 3}, "estimated": True, "version": 0}
    ).json
    assert saved["entries"]["1.2"]["estimated"] is True
    assert sheet(open_)["entries"]["1.2"]["estimated"] is True
    save(open_, {"leaf": "1.2", "value": {"count": 4}, "version": 1}, save_id="save-0002")
    assert sheet(open_)["entries"]["1.2"]["estimated"] is True
    save(open_, {"leaf": "1.2", "estimated": False, "version": 2}, save_id="save-0003")
    assert sheet(open_)["entries"]["1.2"] | {"saved_at": ""} == {
        "value": {"count": 4},
        "points": "1.50",
        "explanation": "",
        "estimated": False,
        "version": 3,
        "saved_at": "",
        "saved_by": "so-a-1@example.test",
        "evidence": [],
    }


def test_difficulties_and_proposals_are_saved_like_explanations(open_: Site) -> None:
    save(open_, {"leaf": "report:difficulties", "explanation": "Thiếu người", "version": 0})
    shown = sheet(open_)["entries"]["report:difficulties"]
    assert (shown["explanation"], shown["points"], shown["version"]) == ("Thiếu người", None, 1)
    state = open_.done("GET", UNIT, token=open_.editor())
    assert state["progress"] == {"leaves": 6, "filled": 0, "needs_explanation": 4}


def test_null_clears_a_value_and_a_member_left_out_stays(open_: Site) -> None:
    save(open_, {"leaf": "1.2", "value": {"count": 3}, "explanation": "vì sao", "version": 0})
    save(open_, {"leaf": "1.2", "value": None, "version": 1}, save_id="save-0002")
    assert sheet(open_)["entries"]["1.2"] | {"saved_at": ""} == {
        "value": None,
        "points": None,
        "explanation": "vì sao",
        "estimated": False,
        "version": 2,
        "saved_at": "",
        "saved_by": "so-a-1@example.test",
        "evidence": [],
    }


def test_nothing_is_saved_before_the_window_opens(site: Site) -> None:
    site.load()
    refused = save(site, *entries())
    assert (refused.status, refused.code) == (409, "window_closed")
    assert "chưa mở" in refused.json["detail"]


def test_the_deadline_locks_by_itself_and_says_since_when(open_: Site, clock: Clock) -> None:
    clock.pass_(minutes=59, seconds=59)
    assert save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 0}).status == 200
    clock.pass_(seconds=1)
    late = save(open_, {"leaf": "1.2", "value": {"count": 2}, "version": 1}, save_id="save-0002")
    assert (late.status, late.code) == (409, "window_closed")
    assert "đã khóa từ 13:00 ngày 20/11/2026" in late.json["detail"]
    for path, body in (("evidence/forms", {"files": [FILE]}), ("submit", {"save_id": "save-0003"})):
        assert open_.call("POST", f"{UNIT}/{path}", body, open_.editor()).code == "window_closed"
    assert sheet(open_)["entries"]["1.2"]["value"] == {"count": 1}


def test_a_reopened_window_takes_saves_again(open_: Site, clock: Clock) -> None:
    clock.pass_(hours=2)
    assert save(open_, *entries()).code == "window_closed"
    open_.open("self_assessment", "2026-11-20T08:00:00Z")
    saved = save(open_, *entries())
    assert (saved.status, saved.json["locks_at"]) == (200, "2026-11-20T08:00:00.000Z")


def test_the_sheets_own_lock_holds_where_a_process_has_an_old_timetable(
    open_: Site, clock: Clock
) -> None:
    clock.pass_(minutes=1)
    save(open_, {"leaf": "1.2", "value": {"count": 1}, "version": 0})
    sheets.set_locks(ROUND, "so-a", "self_assessment", clock.now(), version=99)
    late = save(open_, {"leaf": "1.2", "value": {"count": 2}, "version": 1}, save_id="save-0002")
    assert late.code == "window_closed"


@pytest.mark.parametrize(
    "path", ["", "/criteria", "/sheet", "/evidence", "/evidence/abc/link", "/progress"]
)
def test_another_units_people_see_nothing(open_: Site, path: str) -> None:
    refused = open_.call("GET", UNIT + path, token=open_.editor("so-b"))
    assert (refused.status, refused.code) == (403, "forbidden")


def test_another_units_people_change_nothing(open_: Site) -> None:
    token = open_.editor("so-b")
    for path, body in (
        ("sheet", {"save_id": "save-0001", "entries": entries()}),
        ("evidence/forms", {"files": [FILE]}),
        ("evidence", {"evidence": "abc", "leaves": ["1.2"]}),
        ("submit", {"save_id": "save-0001"}),
    ):
        assert open_.call("POST", f"{UNIT}/{path}", body, token).status == 403
    assert sheet(open_)["entries"] == {}


def test_another_indexes_leaf_is_unknown_here(open_: Site) -> None:
    body = {"save_id": "save-0001", "entries": entries()}
    refused = open_.call("POST", f"/api/units/{ROUND}/quan-c/sheet", body, open_.editor("quan-c"))
    assert {code for _, code in refused.problems} == {"unknown_leaf"}


def test_council_and_ops_act_for_no_unit(open_: Site) -> None:
    for token in (open_.by_ops, open_.account("hd@example.test", "council")):
        assert save(open_, *entries(), token=token).status == 403


def test_an_upload_form_is_for_one_fresh_key_and_ends_with_the_lock(
    open_: Site, clock: Clock
) -> None:
    forms = open_.done("POST", f"{UNIT}/evidence/forms", {"files": [FILE, FILE]}, open_.editor())[
        "forms"
    ]
    assert forms[0]["expires_at"] == "2026-11-20T05:10:00.000Z"
    assert forms[0]["fields"]["key"] != forms[1]["fields"]["key"]
    assert forms[0]["fields"]["Content-Type"] == "application/pdf"
    clock.pass_(minutes=55)
    later = open_.done("POST", f"{UNIT}/evidence/forms", {"files": [FILE]}, open_.editor())["forms"]
    assert later[0]["expires_at"] == "2026-11-20T06:00:00.000Z"


def test_files_that_cannot_be_evidence_get_no_form_and_each_is_named(open_: Site) -> None:
    files = [
        FILE,
        FILE | {"size": 30 * 1024 * 1024},
        FILE | {"type": "image/heic"},
        FILE | {"size": 0, "name": " "},
        FILE | {"size": MAX_BYTES},
    ]
    refused = open_.call("POST", f"{UNIT}/evidence/forms", {"files": files}, open_.editor())
    assert refused.problems == [
        ("files[1].size", "too_large"),
        ("files[2].type", "not_a_pdf"),
        ("files[3].name", "bad_name"),
        ("files[3].size", "empty"),
    ]


def test_a_confirmed_file_serves_its_leaves(open_: Site, aws: Aws, pdf: bytes) -> None:
    file = attach(open_, aws, pdf, ["1.1.1", "2.2"]).json
    assert file["name"] == FILE["name"]
    assert (file["size"], file["sha256"]) == (len(pdf), hashlib.sha256(pdf).hexdigest())
    assert file["version_id"]
    assert open_.done("GET", f"{UNIT}/evidence", token=open_.editor())["files"] == [file]
    shown = sheet(open_)["entries"]
    assert shown["2.2"]["evidence"] == shown["1.1.1"]["evidence"] == [file["evidence"]]
    assert open_.done("GET", UNIT, token=open_.editor())["progress"]["needs_explanation"] == 2


def test_confirming_again_is_a_success(open_: Site, aws: Aws, pdf: bytes) -> None:
    file = attach(open_, aws, pdf, ["1.1.1"]).json
    body = {"evidence": file["evidence"], "leaves": ["1.1.1"]}
    assert open_.done("POST", f"{UNIT}/evidence", body, open_.editor()) == file


def test_confirming_again_never_undoes_what_was_said_of_the_file_since(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    file = attach(open_, aws, pdf, ["1.1.1"]).json["evidence"]
    said = {"leaves": ["1.1.1", "2.2"], "number": "99/BC", "issuer": "Sở A", "version": 0}
    kept = open_.done("PUT", f"{UNIT}/evidence/{file}", said, open_.editor())
    again = open_.call(
        "POST", f"{UNIT}/evidence", {"evidence": file, "leaves": ["1.1.1"]}, open_.editor()
    )
    assert (again.status, again.code) == (412, "changed_meanwhile")
    assert open_.done("GET", f"{UNIT}/evidence", token=open_.editor())["files"] == [kept]


def test_confirming_a_file_that_was_taken_back_is_no_success(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    file = attach(open_, aws, pdf, ["1.1.1"]).json["evidence"]
    open_.done("POST", f"{UNIT}/evidence/{file}/remove", {}, open_.editor())
    again = open_.call(
        "POST", f"{UNIT}/evidence", {"evidence": file, "leaves": ["1.1.1"]}, open_.editor()
    )
    assert again.code == "not_found"


def test_content_that_is_no_pdf_is_refused_at_confirmation(open_: Site, aws: Aws) -> None:
    refused = attach(open_, aws, b"PK\x03\x04 a spreadsheet", ["1.1.1"])
    assert (refused.status, refused.problems) == (422, [("evidence", "not_a_pdf")])
    assert open_.done("GET", f"{UNIT}/evidence", token=open_.editor()) == {"files": []}


def test_a_file_that_never_arrived_cannot_be_confirmed(open_: Site) -> None:
    form = open_.done("POST", f"{UNIT}/evidence/forms", {"files": [FILE]}, open_.editor())["forms"][
        0
    ]
    for evidence in (form["evidence"], "made-up"):
        body = {"evidence": evidence, "leaves": ["1.1.1"]}
        assert open_.call("POST", f"{UNIT}/evidence", body, open_.editor()).code == "not_found"


def test_a_file_serves_no_leaf_that_takes_no_evidence(open_: Site, aws: Aws, pdf: bytes) -> None:
    refused = attach(open_, aws, pdf, ["1.1.1", "2.1.1", "3.1", "9.9"])
    assert refused.problems == [
        ("2.1.1", "no_evidence_here"),
        ("3.1", "no_evidence_here"),
        ("9.9", "unknown_leaf"),
    ]


def test_a_download_carries_the_files_own_vietnamese_name(
    open_: Site, aws: Aws, pdf: bytes
) -> None:
    file = attach(open_, aws, pdf, ["1.1.1"]).json
    link = open_.done("GET", f"{UNIT}/evidence/{file['evidence']}/link", token=open_.editor())
    assert "K%25E1%25BA%25BF%2520ho%25E1%25BA%25A1ch" in link["url"]
    assert link["expires_at"] == "2026-11-20T05:05:00.000Z"
    assert open_.call("GET", f"{UNIT}/evidence/none/link", token=open_.editor()).status == 404


def test_too_many_leaves_for_one_save_are_refused_in_words(open_: Site) -> None:
    refused = save(
        open_, *({"leaf": f"{number}", "value": None, "version": 0} for number in range(1001))
    )
    assert refused.status == 422


def test_an_unknown_unit_or_round_shows_nothing(open_: Site) -> None:
    assert open_.call("GET", f"/api/units/{ROUND}/so-z", token=open_.editor()).status == 403
    assert open_.call("GET", "/api/units/khac/so-a", token=open_.editor()).status == 403
