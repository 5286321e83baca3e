"""What a unit's leader does: look at the sheet, approve it, and have the signed report uploaded."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from infra.demo.client import Visitor, segment
from infra.demo.pdfs import scanned_pdf
from infra.demo.unit_work import upload

_REPORT = "Báo cáo kết quả tự đánh giá (đã ký).pdf"


@dataclass(slots=True)
class LeaderWork:
    """One unit's leader at work."""

    visitor: Visitor
    round: str
    unit: str

    def approve(self, seed: str) -> str:
        """Approve the sheet as it stands and upload the signed report, as scanned; returns the
        approved digest.
        """
        version = self.visitor.get(self._path("approval"))["version"]
        approved = self.visitor.post(
            self._path("approve"), {"save_id": str(uuid.uuid4()), "version": version}
        )
        content = scanned_pdf(_REPORT, f"{seed}/{self.unit}/report", 1)
        form: dict[str, Any] = self.visitor.post(
            self._path("report", "forms"),
            {"name": _REPORT, "size": len(content), "type": "application/pdf"},
        )
        upload(self.visitor.site.pool, form, _REPORT, content)
        self.visitor.post(self._path("report"), {"evidence": form["evidence"]})
        return str(approved["digest"])

    def _path(self, *steps: str) -> str:
        return "/".join(("", *map(segment, (self.round, self.unit, *steps))))
