"""Operations staff: files that wait too long for their inspection."""

from __future__ import annotations

from typing import Any

from chalicelib.actions.evidence import watching
from chalicelib.api.serving.routing import Request, Routes
from chalicelib.api.views import text

routes = Routes(__name__)


@routes.on(
    "GET",
    "/api/ops/rounds/{round}/evidence/waiting",
    audience="ops",
    reply="evidence.replies.WaitingFilesReply",
)
def list_waiting(request: Request[None]) -> Any:
    """Files that were uploaded an hour ago or longer and have no verdict yet, the longest first;
    they count meanwhile.
    """
    return {
        "files": [
            {
                "unit": each.unit.id,
                "unit_name": text(each.unit.name),
                "part": each.part,
                "evidence": each.file.id,
                "name": each.file.name,
                "uploaded_at": each.file.uploaded_at,
            }
            for each in watching.waiting(request.path["round"], request.now)
        ]
    }
