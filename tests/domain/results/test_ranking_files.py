"""The published ranking.json and ranking.csv, to the byte."""

from __future__ import annotations

import json

from chalicelib.domain.results.publications import publish
from tests.domain.bundles.samples import files, points
from tests.domain.results.computed import SCHEMA, ranking


def test_what_was_published_is_said_and_without_it_the_program_names_itself() -> None:
    said = {
        "version": 3,
        "status": "provisional",
        "published_at": "2025-04-06T02:00:00.000Z",
        "reason": "sửa",
        "supersedes": 2,
        "engine": "other 9",
    }
    content = files(appraisals=points(a="1", b="1"))
    before = ranking(content)
    after = ranking({**content, "publication.json": json.dumps({"so": said}).encode()})
    assert {key: after[key] for key in said} == said
    assert after["inputs_digest"] == before["inputs_digest"]
    assert {key: before[key] for key in said} == {
        "version": 0,
        "status": "computed",
        "published_at": None,
        "reason": None,
        "supersedes": None,
        "engine": "par-index 0.1.0",
    }


def test_the_layout_of_the_files_to_the_byte() -> None:
    published = publish(
        files(
            units=(
                'unit,index,name_vi,name_en,region,ranked\na,so,"Sở ""A"", B",A,Bắc,yes\n'
                "b,so,Sở B,,,no\nc,so,C,,,yes\n"
            ),
            appraisals=points(a="60", b="1"),
            exclusions="unit\nc\n",
        )
    )
    text = published["thu/so/ranking.json"].decode()
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    assert text.startswith('{\n "schema": "/public/v1/schemas/ranking.json",\n "version": 0,\n')
    assert "Sở" in text
    document = json.loads(text)
    assert list(document) == list(SCHEMA["properties"])
    assert list(document["units"][0]) == list(SCHEMA["$defs"]["unit"]["properties"])
    assert (
        published["thu/so/ranking.csv"].decode()
        == "rank,unit,name_vi,name_en,region,status,index,band,"
        "total,appraised,survey,external,adjustments,maximum\n"
        '1,a,"Sở ""A"", B",A,Bắc,ranked,60.00,D,60.00,60.00,0.00,0.00,0.00,100.00\n'
        ",b,Sở B,,,unranked,1.00,,1.00,1.00,0.00,0.00,0.00,100.00\n"
        ",c,C,,,excluded,,,,,,,,\n"
    )
