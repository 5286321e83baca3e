"""Whoever is woken finds what the alarm means, and whoever looks after secrets finds each."""

from __future__ import annotations

import re

from infra.folders import PROJECT
from tests.infra.test_watch import ALARMS, RESOURCES

RUNBOOK = (PROJECT / "docs" / "runbook.md").read_text(encoding="utf-8")
ALARM = re.compile(r"`(\w+Alarm)`")


def test_every_alarm_has_one_part_and_no_part_is_of_an_alarm_that_is_not_there() -> None:
    headings = [line for line in RUNBOOK.splitlines() if line.startswith("### ")]
    told = [name for line in headings for name in ALARM.findall(line)]
    assert sorted(told) == sorted(ALARMS)
    assert set(ALARM.findall(RUNBOOK)) == set(ALARMS)


def test_every_part_on_an_alarm_says_more_than_its_name() -> None:
    parts = RUNBOOK.partition("## Alarms")[2].split("\n### ")[1:]
    for part in parts:
        assert len(part.partition("\n")[2].split()) >= 15, part


def test_how_each_secret_is_rotated_is_told() -> None:
    secrets = [
        name
        for name, each in RESOURCES.items()
        if each.get("Type") == "AWS::SecretsManager::Secret"
    ]
    rotating = RUNBOOK.partition("## Rotate a secret")[2].partition("\n## ")[0]
    assert len(secrets) == 2
    assert [name for name in secrets if f"| `{name}`" not in rotating] == []


def test_every_make_target_it_names_is_there() -> None:
    made = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", RUNBOOK))
    assert named >= {"doctor", "deploy", "restore", "restore-drill"}
    assert [target for target in named if f"\n{target}:" not in made] == []
