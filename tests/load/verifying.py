"""What a crowd was told, held against what is stored: `python -m tests.load.verifying` with
`last_hour FOLDER` or `first_hour FOLDER`, the folder of the plan and the notes.

Wants the environment of a deployed API function. What was acknowledged must be there, once, as it
was sent; what was refused must not; nothing may be from after the lock. AssertionError otherwise.
Prints one JSON line of counts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib import clock
from chalicelib.actions.rounds import current
from chalicelib.domain.assessment.sheets import Save
from chalicelib.store import answers, evidence, invitations, sheets
from tests import open_links

Note = dict[str, Any]


def last_hour(plan: Mapping[str, Any], notes: list[Note]) -> dict[str, int]:
    """Every unit's sheet, history and evidence."""
    closes = datetime.fromtimestamp(plan["closes"], UTC)
    late = [note for note in notes if note["sent"] >= plan["closes"]]
    assert not [note for note in late if note["outcome"] == "kept"], "kept after the lock"
    of_units = defaultdict[str, list[Note]](list)
    for note in notes:
        of_units[note["unit"]].append(note)
    for unit in sorted({person["unit"] for person in plan["people"]}):
        _unit(sheets.key(plan["round"], unit, "self_assessment"), of_units[unit], closes)
    acts = Counter(note["act"] for note in notes if note["outcome"] == "kept")
    refusals = Counter(note["code"] for note in notes if note["outcome"] == "refused")
    return {
        **{f"{act} kept": number for act, number in acts.items()},
        **{f"refused: {code}": number for code, number in refusals.items()},
        "sent after the lock": len(late),
        "kept after the lock": 0,
        "lost replies": sum(note["outcome"] == "lost" for note in notes),
    }


def _unit(key: str, notes: list[Note], closes: datetime) -> None:
    stored = {save.id: save for save in sheets.list_saves(key)}
    history = [note for note in notes if note["act"] != "file"]
    _hold(key, history, stored, also={"whole-round"})
    assert all(save.saved_at < closes for save in stored.values()), f"{key}: after the lock"
    sheet, last = sheets.get(key), _last(stored.values())
    for leaf, entry in sheet.entries.items():
        version, explanation = last[leaf]
        assert (entry.version, entry.explanation) == (version, explanation), f"{key} {leaf}"
    submits = [note for note in notes if note["act"] == "submit" and note["outcome"] == "kept"]
    assert {note["receipt"] for note in submits} <= {sheet.receipt}, f"{key}: receipt"
    files = [note for note in notes if note["act"] == "file"]
    kept = {file.id: file for file in evidence.list_confirmed(key)}
    _hold(key, files, kept)
    assert all(file.uploaded_at and file.uploaded_at < closes for file in kept.values()), key


def _hold(key: str, notes: list[Note], stored: Iterable[str], also: Iterable[str] = ()) -> None:
    """What was kept is stored; of what is stored everything was asked for, and not refused."""
    ids = {
        outcome: {note["id"] for note in notes if note["outcome"] == outcome}
        for outcome in ("kept", "lost", "refused")
    }
    found = set(stored) - set(also)
    assert ids["kept"] <= found, f"{key}: acknowledged, not stored: {ids['kept'] - found}"
    assert found <= ids["kept"] | ids["lost"], f"{key}: stored, not acknowledged"


def _last(saves: Iterable[Save]) -> dict[str, tuple[int, str]]:
    """The version and the explanation that each leaf was last given, every version once."""
    given = defaultdict[str, dict[int, str]](dict)
    for save in saves:
        for leaf, change in save.changes.items():
            if "explanation" in change:
                assert change["version"] not in given[leaf], f"{leaf}: a version twice"
                given[leaf][change["version"]] = change["explanation"]
    return {leaf: max(versions.items()) for leaf, versions in given.items()}


def first_hour(plan: Mapping[str, Any], notes: list[Note]) -> dict[str, int]:
    """Every invitation of the notes, and the answers about every unit, each once."""
    index = current.get(plan["round"], clock.now()).index(open_links.INDEX)
    answered = [note for note in notes if note["act"] == "answer"]
    wrong = [note for note in notes if note["act"] == "wrong"]
    assert not [note for note in wrong if note["outcome"] == "kept"], "a wrong link opened"
    links = {note["link"][:12]: note for note in answered}
    found = invitations.find_all(links)
    sent, unsure, throttled = defaultdict[str, Counter[str]](Counter), Counter[str](), 0
    for name, note in links.items():
        outcomes = [outcome for outcome, _ in note["outcomes"]]
        assert outcomes.count("kept") <= 1, f"{name}: acknowledged twice"
        text = "".join(str(note["answers"].get(each.id) or ".") for each in index.questions)
        box = answers.box(plan["round"], index.id, found[name].unit, open_links.GROUP)
        if "kept" in outcomes:
            assert found[name].status == "answered", name
            sent[box][text] += 1
        elif "lost" in outcomes:
            unsure[text] += 1
        else:
            codes = {code for _, code in note["outcomes"]}
            assert codes == {"too_many_requests"}, f"{name}: refused, yet not answered: {codes}"
            assert found[name].status == "sent", name
            throttled += 1
    units = [each.id for each in current.units(plan["round"], clock.now()).values()]
    boxes = [answers.box(plan["round"], index.id, unit, open_links.GROUP) for unit in units]
    stored = {box: Counter(answers.list_answers(box)) for box in boxes}
    for box, texts in stored.items():
        assert sent[box] <= texts, f"{box}: acknowledged, not stored"
        assert texts - sent[box] <= unsure, f"{box}: stored, not acknowledged"
    twice = sum(len(note["outcomes"]) > 1 for note in answered)
    return {
        "letters": plan["letters"],
        "answers kept": sum(texts.total() for texts in stored.values()),
        "answers acknowledged": sum(texts.total() for texts in sent.values()),
        "sent twice at once": twice,
        "wrong links refused": len(wrong),
        "lost replies": unsure.total(),
        "gave up, throttled": throttled,
    }


def main(scenario: str, folder: Path) -> None:
    """Check, tell."""
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    lines = (folder / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    check = {"last_hour": last_hour, "first_hour": first_hour}[scenario]
    print(json.dumps(check(plan, [json.loads(line) for line in lines])))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
