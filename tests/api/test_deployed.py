"""What only the deployed system can show: real sign-in, S3's own refusals, and many people at
once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
import requests

from chalicelib.domain.instants import from_text, to_text
from infra.local.stack import Stack
from tests.documents import drawn_images, hostile_pdfs
from tests.patience import PATIENCE, eventually
from tests.site import PASSWORD, Answer, Site, deployed_site
from tests.small_round import document

CASES = Path(__file__).parents[1] / "documents" / "cases"
ROUND = "nhieu-nguoi-2026"
UNIT = f"/api/units/{ROUND}/so-a"
MANY = [f"4.{number}" for number in range(1, 17)]
Result = TypeVar("Result")


def many_leaves() -> dict[str, Any]:
    """The small round with sixteen more leaves."""
    changed = {**document(), "id": ROUND}
    changed["indexes"][0]["areas"].append(
        {
            "code": "4",
            "title": {"vi": "Thêm", "en": "More"},
            "criteria": [
                {
                    "code": code,
                    "title": {"vi": code, "en": code},
                    "max": "9",
                    "method": "self_assessed",
                    "evidence": "optional",
                    "rule": {"type": "count", "each": "0.01"},
                }
                for code in MANY
            ],
        }
    )
    return changed


@pytest.fixture
def live(stack: Stack) -> Site:
    """The deployed application with the round loaded and the self-assessment open for an hour."""
    site = deployed_site(stack, ROUND)
    site.load(many_leaves())
    site.open("self_assessment", to_text(datetime.now(UTC) + timedelta(hours=1)))
    return site


def together(*acts: Callable[[], Result]) -> list[Result]:
    """Do all at the same moment."""
    gate = threading.Barrier(len(acts))

    def act(one: Callable[[], Result]) -> Result:
        gate.wait(PATIENCE)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def save(
    site: Site, token: str, leaf: str, count: int, version: int = 0, save_id: str = ""
) -> Answer:
    body = {
        "save_id": save_id or f"save-{leaf.replace('.', '-')}-{count:04d}",
        "entries": [
            {
                "leaf": leaf,
                "value": {"count": count},
                "explanation": f"lần {count}",
                "version": version,
            }
        ],
    }
    return site.call("POST", f"{UNIT}/sheet", body, token)


def entries(site: Site, token: str) -> dict[str, Any]:
    found: dict[str, Any] = site.done("GET", f"{UNIT}/sheet", token=token)["entries"]
    return found


def test_first_sign_in_refresh_and_sign_out_as_people_do_them(live: Site) -> None:
    live.editor()
    email = "so-a-1@example.test"
    ended = live.call("POST", "/api/session/refresh", headers={"Cookie": "refresh=made-up"})
    assert (ended.status, ended.json["detail"]) == (
        401,
        "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại.",
    )
    signed_in = live.sign_in(email, PASSWORD)
    cookie = {"Cookie": signed_in.headers["set-cookie"].partition(";")[0]}
    renewed = live.call("POST", "/api/session/refresh", headers=cookie)
    assert live.call("GET", UNIT, token=renewed.json["access_token"]).status == 200
    signed_out = live.call("DELETE", "/api/session", headers=cookie)
    assert signed_out.status == 204 and "Max-Age=0" in signed_out.headers["set-cookie"]
    assert live.call("DELETE", "/api/session", headers={"Cookie": "refresh=made-up"}).status == 204


def test_sixteen_people_on_different_leaves_of_one_sheet_lose_nothing(live: Site) -> None:
    token = live.editor()
    together(*[lambda: entries(live, token)] * 16)
    saved = together(*[partial(save, live, token, leaf, 11) for leaf in MANY])
    assert [answer.status for answer in saved] == [200] * 16
    found = entries(live, token)
    assert {
        leaf: (found[leaf]["value"], found[leaf]["explanation"], found[leaf]["version"])
        for leaf in MANY
    } == {leaf: ({"count": 11}, "lần 11", 1) for leaf in MANY}
    assert live.done("GET", f"{UNIT}/sheet", token=token)["version"] == 16


def test_of_two_people_on_one_leaf_exactly_one_wins_and_the_other_sees_both_values(
    live: Site,
) -> None:
    one, other = live.editor(number=1), live.editor(number=2)
    for leaf in MANY[:6]:
        pair = together(partial(save, live, one, leaf, 1), partial(save, live, other, leaf, 2))
        assert sorted(answer.status for answer in pair) == [200, 412]
        winner = next(number for number, answer in enumerate(pair, 1) if answer.status == 200)
        (clash,) = next(answer for answer in pair if answer.status == 412).json["errors"]
        assert (clash["yours"]["value"], clash["theirs"]["value"]) == (
            {"count": 3 - winner},
            {"count": winner},
        )
        assert clash["theirs"]["saved_by"] == f"so-a-{winner}@example.test"
        assert entries(live, one)[leaf]["value"] == {"count": winner}


def test_a_save_sent_many_times_at_once_is_one_save_and_always_a_success(live: Site) -> None:
    token = live.editor()
    answers = together(*[partial(save, live, token, "4.1", 7, save_id="the-same-save")] * 8)
    assert [answer.status for answer in answers] == [200] * 8
    assert len({answer.body for answer in answers}) == 1
    assert entries(live, token)["4.1"]["version"] == 1
    other = save(live, token, "4.1", 8, 1, save_id="the-same-save")
    assert (other.status, other.problems) == (422, [("save_id", "invalid")])


def test_no_save_straddles_the_closing_instant_though_no_job_ever_runs(live: Site) -> None:
    token = live.editor()
    closes = from_text(live.close("self_assessment")["closes"])

    def keep_saving(leaf: str) -> tuple[str, list[Answer]]:
        answers: list[Answer] = []
        while not answers or answers[-1].status == 200:
            assert datetime.now(UTC) < closes + timedelta(seconds=PATIENCE), "it never closed"
            answers.append(save(live, token, leaf, len(answers) + 1, len(answers)))
        return leaf, answers

    for leaf, answers in together(*[partial(keep_saving, leaf) for leaf in MANY[:4]]):
        *accepted, refused = answers
        assert accepted and refused.code == "window_closed"
        for answer in accepted:
            assert from_text(answer.json["saved_at"]) < from_text(answer.json["locks_at"])
        assert from_text(accepted[-1].json["locks_at"]) == closes
        assert entries(live, token)[leaf]["value"] == {"count": len(accepted)}


def upload(form: dict[str, Any], content: bytes, **changed: str) -> int:
    fields = {
        **form["fields"],
        **{name.replace("_", "-"): value for name, value in changed.items()},
    }
    return requests.post(
        form["url"], data=fields, files={"file": ("a.pdf", content)}, timeout=PATIENCE
    ).status_code


def test_s3_itself_refuses_what_the_form_does_not_allow(
    live: Site, stack: Stack, pdf: bytes
) -> None:
    token = live.editor()
    file = {"name": "Kế hoạch số 12.pdf", "size": len(pdf), "type": "application/pdf"}
    forms = live.done("POST", f"{UNIT}/evidence/forms", {"files": [file] * 3}, token)["forms"]
    assert upload(forms[0], pdf + b"\0" * 30 * 1024 * 1024) in (400, 403)
    assert upload(forms[0], b"") in (400, 403)
    assert upload(forms[0], pdf, Content_Type="image/png") == 403
    assert upload(forms[0], pdf, key=forms[0]["fields"]["key"] + "-other") == 403
    assert upload(forms[0], pdf, key=f"{ROUND}/so-b/mine") == 403
    assert upload(forms[0], pdf, x_amz_signature="0" * 64) == 403
    stored = stack.client("s3").list_objects_v2(Bucket=stack.outputs["EvidenceBucket"])
    assert stored["KeyCount"] == 0
    for form in forms:
        body = {"evidence": form["evidence"], "leaves": ["1.1.1"]}
        assert live.call("POST", f"{UNIT}/evidence", body, token).code == "not_found"

    assert upload(forms[1], b"PK\x03\x04 not a PDF") in (200, 201, 204)
    refused = live.call(
        "POST", f"{UNIT}/evidence", {"evidence": forms[1]["evidence"], "leaves": ["1.1.1"]}, token
    )
    assert (refused.status, refused.problems) == (422, [("evidence", "not_a_pdf")])

    assert upload(forms[2], pdf) in (200, 201, 204)
    body = {"evidence": forms[2]["evidence"], "leaves": ["1.1.1", "2.2"]}
    assert live.done("POST", f"{UNIT}/evidence", body, token)["size"] == len(pdf)
    link = live.done("GET", f"{UNIT}/evidence/{forms[2]['evidence']}/link", token=token)
    assert requests.get(link["url"], timeout=PATIENCE).content == pdf


def test_what_is_uploaded_is_inspected_in_a_process_apart_there_too(live: Site) -> None:
    contents = {
        "Đã ký.pdf": (CASES / "issued.pdf").read_bytes(),
        "Sửa sau khi ký.pdf": (CASES / "issued-then-altered.pdf").read_bytes(),
        "Không kiểm tra được.pdf": hostile_pdfs.page(hostile_pdfs.doubling(25)),
    }
    token = live.editor()
    named = [
        {"name": name, "size": len(content), "type": "application/pdf"}
        for name, content in contents.items()
    ]
    forms = live.done("POST", f"{UNIT}/evidence/forms", {"files": named}, token)["forms"]
    for form, content in zip(forms, contents.values(), strict=True):
        upload(form, content)
        body = {"evidence": form["evidence"], "leaves": ["1.1.1"]}
        live.done("POST", f"{UNIT}/evidence", body, token)

    def states() -> dict[str, str] | None:
        files = live.done("GET", f"{UNIT}/evidence", token=token)["files"]
        found = {file["name"]: file["state"] for file in files}
        return None if "waiting" in found.values() else found

    assert eventually(states) == dict(
        zip(contents, ["inspected", "quarantined", "quarantined"], strict=True)
    )


def test_no_stored_version_of_an_image_tells_where_it_was_taken(live: Site, stack: Stack) -> None:
    token, photo = live.editor(), drawn_images.jpeg(drawn_images.exif())
    wanted = {"name": "Biển hiệu.jpg", "size": len(photo), "type": "image/jpeg"}
    (form,) = live.done("POST", f"{UNIT}/evidence/forms", {"files": [wanted]}, token)["forms"]
    assert upload(form, photo, Content_Type="application/pdf") == 403
    assert upload(form, photo) in (200, 201, 204)
    body = {"evidence": form["evidence"], "leaves": ["1.1.1"]}
    assert live.done("POST", f"{UNIT}/evidence", body, token)["official"] is False

    def inspected() -> Any:
        (file,) = live.done("GET", f"{UNIT}/evidence", token=token)["files"]
        return None if file["state"] == "waiting" else file

    file = eventually(inspected)
    assert {each["kind"]: each["outcome"] for each in file["verdicts"]}["position"] == "good"
    link = live.done("GET", f"{UNIT}/evidence/{form['evidence']}/link", token=token)["url"]
    assert drawn_images.SECRET not in requests.get(link, timeout=PATIENCE).content
    place = {"Bucket": stack.outputs["EvidenceBucket"]}
    versions = stack.client("s3").list_object_versions(**place)["Versions"]
    assert [each["Key"] for each in versions] == [f"{ROUND}/so-a/{form['evidence']}"]


def test_evidence_confirmed_while_others_save_is_not_lost(live: Site, pdf: bytes) -> None:
    token = live.editor()
    file = {"name": "a.pdf", "size": len(pdf), "type": "application/pdf"}
    forms = live.done("POST", f"{UNIT}/evidence/forms", {"files": [file] * 4}, token)["forms"]
    for form in forms:
        upload(form, pdf)
    bodies = [{"evidence": form["evidence"], "leaves": ["1.1.1"]} for form in forms]
    confirm = [partial(live.call, "POST", f"{UNIT}/evidence", body, token) for body in bodies]
    answers = together(*confirm, *[partial(save, live, token, leaf, 1) for leaf in MANY[:6]])
    assert [answer.status for answer in answers] == [200] * 10
    found = entries(live, token)
    assert set(found["1.1.1"]["evidence"]) == {form["evidence"] for form in forms}
    assert all(found[leaf]["version"] == 1 for leaf in MANY[:6])


def test_two_ops_changing_windows_at_once_lose_neither_change(live: Site) -> None:
    until = to_text(datetime.now(UTC) + timedelta(hours=1))
    token = live.by_ops
    names = ("respondent_lists", "survey", "appraisal_first", "supplement", "appraisal_final")
    body = {"until": until, "reason": "thử"}
    answers = together(
        *[
            partial(live.call, "POST", f"/api/ops/rounds/{ROUND}/windows/{name}/open", body, token)
            for name in names
        ]
    )
    assert {answer.status for answer in answers} <= {200, 409}
    state = live.done("GET", f"/api/ops/rounds/{ROUND}", token=token)["windows"]
    accepted = {name for name, answer in zip(names, answers, strict=True) if answer.status == 200}
    assert {name for name in names if state[name]["state"] == "open"} == accepted
