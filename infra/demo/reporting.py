"""What the demo tells its user in the end."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from infra.demo.outcomes import Outcome
from infra.demo.publications import table
from infra.demo.recomputing import other_bytes, other_numbers, recompute
from infra.demo.summaries import Counts, Summary


def show(console: Console, summary: Summary, counts: Counts, outcome: Outcome) -> None:
    """Every ranking as a table, then the counts of what happened."""
    for ranking in outcome.rankings.values():
        console.print(table(json.loads(ranking)))
    told = {
        "giá trị tự chấm / values": summary.scores,
        "tệp PDF / evidence files": summary.evidence_files,
        "lượt gửi tự đánh giá / submissions": counts["submissions"],
        "danh sách đã gửi / lists sent": summary.lists_sent,
        "thư mời / e-mails": summary.emails,
        "phiếu trả lời / answers": summary.answers,
        "điểm thẩm định / appraisals": summary.appraised,
        "dự thảo / drafts": summary.drafts,
        "biểu quyết / votes": summary.votes,
        "ghi sau hạn bị từ chối / late writes refused": summary.late_writes_refused,
        "đường dẫn đã dùng bị từ chối / used links refused": counts["used_links_refused"],
        "giây / seconds": summary.seconds,
    }
    for name, number in told.items():
        console.print(f"{number:>8}  {name}", highlight=False)


def checked(
    console: Console, outcome: Outcome, expected: dict[str, bytes] | None, folder: Path
) -> bool:
    """Compare what was published with the offline calculator's results; False if anything
    differs.
    """
    faithful = True
    if outcome.bundle is None:
        console.print(
            "Không có bundle công khai vì min_answers < 5. / No public bundle: min_answers is"
            " below 5."
        )
    else:
        same = not other_bytes(outcome.rankings, recompute(folder / "bundle"))
        faithful &= _say(
            console, "bundle công khai tính lại đúng từng byte / recomputes byte for byte", same
        )
    if expected is not None:
        same = not other_numbers(outcome.rankings, expected)
        faithful &= _say(
            console,
            "mọi con số đúng như bundle đã cho / every number is that of the bundle given",
            same,
        )
    return faithful


def _say(console: Console, claim: str, holds: bool) -> bool:
    console.print(
        f"{'✓' if holds else '✗ KHÔNG ĐÚNG / NOT TRUE:'} {claim}", style="green" if holds else "red"
    )
    return holds
