"""A good body for every model that a route takes, and a good name for every place in a path."""

from __future__ import annotations

from typing import Any

from chalicelib.api.serving.routing import Route
from tests.api.conftest import MEMBER, OPS
from tests.site import PASSWORD
from tests.small_round import ROUND, document, unit_rows

LATER, DAYS_LATER = "2026-11-20T06:00:00Z", "2026-11-23T06:00:00Z"
REASON = {"reason": "thử"}
SAVE = {
    "save_id": "save-0001",
    "entries": [{"leaf": "1.2", "value": {"count": 3}, "explanation": "ba", "version": 0}],
}
PERSON = {"name": "Người trả lời 0001", "email": "nguoi-0001@example.test", "rates": "so-a"}
BODIES: dict[str, dict[str, Any]] = {
    "SignIn": {"email": OPS, "password": PASSWORD},
    "NewPassword": {"email": OPS, "challenge": "x" * 40, "new_password": PASSWORD},
    "SecondFactor": {"email": OPS, "challenge": "x" * 40, "code": "123456"},
    "ChangePassword": {"password": PASSWORD, "new_password": "Mật khẩu khác 2027"},
    "ConfirmSecondFactor": {"code": "123456"},
    "Because": REASON,
    "KeepAssignments": {
        "assignments": [{"leaf": "1.2", "to": "Văn phòng", "due": "2026-11-18"}],
        "version": 0,
    },
    "KeepContacts": {"contacts": [{"kind": "technical", "name": "Người trực 01", "phone": "0"}]},
    "ReadNotices": {"ids": ["reopened-x"]},
    "CarryOver": {"from": ROUND, "save_id": "carry-0001"},
    "LoadRound": {"round": document(), "units": unit_rows()},
    "OpenWindow": {"until": LATER, **REASON},
    "CloseWindow": REASON,
    "NewAccounts": {
        "accounts": [
            {
                "email": "moi@example.test",
                "name": "Mới",
                "role": "council",
                "areas": ["departments/1"],
            }
        ]
    },
    "DecideProposedRulings": {"proposals": ["abc"], "confirm": True},
    "RulingFile": {"content": "TG/huqFpO8SQxqFuIHbhu4s="},
    "AccountFile": {"content": "VGjGsCDEkWnhu4duIHThu60="},
    "NewRulings": {
        "rulings": [
            {"kind": "external", "unit": "so-a", "leaf": "3.2", "value": {"percent": "85.3"}},
            {"kind": "adjustment", "unit": "so-a", "points": "1", "reason": "khen", "id": "a"},
            {"kind": "previous", "unit": "so-a", "index": "90", "rank": 1},
        ]
    },
    "SaveSheet": SAVE,
    "SaveAppraisals": {
        "save_id": "save-0001",
        "pass": 1,
        "entries": [{"leaf": "2.2", "value": {"points": "1"}, "comment": "được", "version": 0}],
    },
    "ExamineAgain": {"unit": "so-a", "part": "self_assessment", "evidence": "e1"},
    "AskExplanation": {"leaf": "2.2", "question": "Văn bản nào?", "version": 0},
    "ReleaseResult": {
        "pass": 1,
        "indexes": ["departments"],
        "waiting": 0,
        "version": 0,
        "reason": "Biên bản họp Hội đồng",
    },
    "MakeObjection": {"leaf": "1.2", "reason": "Đã có đủ ba văn bản"},
    "DecideObjection": {
        "leaf": "1.2",
        "release": 1,
        "value": {"count": 3},
        "reason": "Biên bản số 6",
    },
    "AskNotApplicable": {"leaf": "1.2", "reason": "Đơn vị không có chức năng này"},
    "DecideNotApplicable": {
        "leaf": "1.2",
        "number": 1,
        "accept": True,
        "document": "12/BB-HĐTĐ",
        "dated": "2026-11-20",
        "reason": "Biên bản số 6",
    },
    "AppraisalWorkbook": {"content": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="},
    "RemindMembers": {"members": [MEMBER]},
    "AcceptInBulk": {"act": "accept-0001", "pass": 1, "entries": [{"unit": "so-a", "leaf": "1.2"}]},
    "ReplaceAssignments": {
        "version": 0,
        "assignments": [
            {
                "index": "departments",
                "part": "2",
                "units": ["so-b"],
                "member": MEMBER,
                "helpers": [],
                "deputy": "",
            }
        ],
        "own": [{"person": MEMBER, "units": ["so-a"]}],
    },
    "AssignmentFile": {"content": "TMSpbmggduG7sWM7TmfGsOG7nWkgdGjhuqltIMSR4buLbmg="},
    "ComputeDrafts": {"indexes": ["departments"]},
    "FreezeDrafts": {"drafts": {"departments": 1}, "note": "họp lần 1"},
    "CastVote": {"choice": "disagree", "reason": "còn thiếu số liệu"},
    "AttachPaper": {"kind": "minutes", "evidence": "abc"},
    "ApproveReport": {"number": "1/QĐ", "date": "2026-11-20", "evidence": "abc"},
    "EndPost": {"role": "editor", "unit": "so-a", "until": LATER, **REASON},
    "WantForms": {"files": [{"name": "a.pdf", "size": 10, "type": "application/pdf"}]},
    "ConfirmReplacement": {"evidence": "abc"},
    "ConfirmFile": {"evidence": "abc", "leaves": ["1.2"]},
    "DescribeFile": {"leaves": ["1.2"], "version": 0, "date": "2026-05-01"},
    "Nothing": {},
    "Submit": {"save_id": "submit-01"},
    "Approve": {"save_id": "approve-1", "version": 0},
    "WantedFile": {"name": "a.pdf", "size": 10, "type": "application/pdf"},
    "ConfirmReport": {"evidence": "abc"},
    "PreviewWorkbook": {"content": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="},
    "CheckReceipt": {
        "round": ROUND,
        "unit": "so-a",
        "submitted_at": LATER,
        "on_time": True,
        "digest": "0" * 64,
        "report_sha256": "0" * 64,
        "report_version": "v",
        "receipt": "0",
        "signature": "x",
        "qr": "",
    },
    "CheckApproval": {"round": ROUND, "unit": "so-a", "digest": "0" * 64},
    "RemoveSecondFactor": {"password": "Mật khẩu của tôi 2026"},
    "SampleAct": {},
    "SettleDifference": {"unit": "so-a", "leaf": "1.2", "how": "ask", "reason": "x", "marks": "x"},
    "Publish": {
        "status": "final",
        "indexes": ["departments"],
        "reason": "x",
        "confirm_gaps": "x",
        "confirmed": [{"gaps": ["so-a/3.1"], **REASON}],
        "drafts": {"departments": 1},
        "typed": "1",
        "at": "2026-12-01T00:00:00Z",
    },
    "RespondentList": {"respondents": [PERSON]},
    "SealIndex": {"index": "departments", **REASON},
    "OpenLink": {"token": "A" * 24},
    "SendLists": {"acknowledged": True},
    "ListFile": {"content": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "group": "leaders"},
    "KeepListFile": {"content": "SOG7jSB2w6AgdMOqbg==", "group": "leaders", "basis": "x"},
    "AskExemption": {
        "save_id": "save-0004",
        "group": "leaders",
        "kind": "fewer",
        "people": 3,
        "reason": "khó khăn",
    },
    "NewQuestionnaires": {"document": document()},
    "KeepQuestionnaires": {"earlier": ROUND, "digest": "x"},
    "CarryQuestionnaires": {"draft": {**document(), "id": "thu-2027"}},
    "DecideExemption": {"approve": True, "note": "đồng ý"},
    "ReportIncident": {"save_id": "save-0005", "kind": "sending", "text": "không gửi được"},
    "ReplyToIncident": {"save_id": "save-0006", "text": "đã sửa"},
    "DecideMailing": {"live": True, "addresses": ["thu@example.test"], **REASON},
    "CorrectAddress": {"old": "cu@example.test", "new": "moi@example.test"},
    "DecideCorrection": {"approve": True, **REASON},
    "PersonalLink": {"index": "departments", "email": "nguoi-0001@example.test", **REASON},
    "CaseReason": {"save_id": "save-0001", "text": "phiếu trùng nhau"},
    "OpenDishonesty": {"save_id": "save-0004", "text": "số liệu sai", "leaves": ["1.2"]},
    "DecideDishonesty": {"save_id": "save-0005", "decision": "exclude", "text": "không trung thực"},
    "NoteToUnit": {"save_id": "save-0002", "text": "đề nghị giải trình", "reply_until": DAYS_LATER},
    "DecideCase": {"save_id": "save-0003", "decision": "void", "text": "can thiệp", "public": True},
    "AnswerSheet": {"ballot": "x" * 80, "answers": {"q1": 1, "q2": None}},
}
GOOD = {
    "round": ROUND,
    "unit": "so-a",
    "index": "departments",
    "window": "survey",
    "group": "leaders",
    "evidence": "abc",
    "sub": "abc",
    "job": "abc",
    "version": "1",
    "other": "1",
    "name": "base.css",
    "fault": "abc",
    "lister": "so-a",
    "exception": "abc",
    "correction": "abc",
    "criterion": "2.2",
    "act": "accept-0001",
    "draft": "1",
    "motion": "1",
    "paper": "abc",
}


def model_of(route: Route) -> str:
    """The name of the model of a route's body."""
    return (route.body or "").rpartition(".")[2]


def path_of(route: Route) -> str:
    """The route's path with good names."""
    return route.path.format(**GOOD)
