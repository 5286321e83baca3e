"""The evidence that the ministry of the pictures uploads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.demo.client import Visitor
from infra.demo.pdfs import scanned_pdf
from infra.demo.unit_work import upload

_PLAN = "Kế hoạch cải cách hành chính năm 2024.pdf"
_CUT_OFF = "Biên bản họp (bản chụp).pdf"
_PLAN_PAPER = {
    "number": "01/KH-BTP",
    "date": "2024-01-05",
    "issuer": "Bộ Tư pháp",
    "effective": "2024-01-05",
}


def attach(visitor: Visitor, path: str, codes: Sequence[str]) -> None:
    """Upload four files for these criteria: one is described and used twice, one cannot be read."""
    shares = {
        _PLAN: codes[:3],
        "Báo cáo cải cách hành chính năm 2024.pdf": codes[1:24],
        "Quyết định giao chỉ tiêu.pdf": codes[24:40],
        _CUT_OFF: codes[1:2],
    }
    for name, served in shares.items():
        content = scanned_pdf(name, name, 2)
        if name == _CUT_OFF:
            content = content[: len(content) // 3]
        wanted = {"name": name, "size": len(content), "type": "application/pdf"}
        form = visitor.post(f"{path}/forms", {"files": [wanted]})["forms"][0]
        upload(visitor.site.pool, form, name, content)
        body: dict[str, Any] = {"evidence": form["evidence"], "leaves": list(served)}
        visitor.post(path, body | (_PLAN_PAPER if name == _PLAN else {}))
