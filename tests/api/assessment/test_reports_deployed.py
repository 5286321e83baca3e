"""The files of a unit as the deployed system hands them out: bytes through the gateway, libraries
from the zip.
"""

from __future__ import annotations

import base64

from tests.api.test_deployed import UNIT, live
from tests.site import Site

__all__ = ["live"]


def test_workbook_and_report_arrive_as_files_and_a_workbook_goes_back(live: Site) -> None:
    token = live.editor()
    book = live.call("GET", f"{UNIT}/workbook", token=token)
    assert (book.status, book.body[:2]) == (200, b"PK")
    body = {"content": base64.b64encode(book.body).decode()}
    preview = live.done("POST", f"{UNIT}/workbook/preview", body, token)
    assert preview == {"changes": [], "errors": [], "doubts": [], "entries": []}
    report = live.call("GET", f"{UNIT}/report.docx", token=token)
    assert (report.status, report.body[:2]) == (200, b"PK")
