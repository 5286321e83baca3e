"""The contract's arithmetic once more, written the plain way from the files alone: nothing of the
product is used.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Row = dict[str, str]


def calculate(files: dict[str, bytes]) -> dict[str, Any]:
    """`units` in published order, `summary` and `regions` of the only index of a bundle that has
    answers.
    """
    content = json.loads(files["round.json"])
    (one,) = content["indexes"]
    units = [_unit(content, one, files, row) for row in _rows(files, "units")]
    ranked = [unit for unit in units if unit["status"] == "ranked"]
    for unit in units:
        better = [other for other in ranked if _cents(other["exact"]) > _cents(unit["exact"])]
        unit["rank"] = 1 + len(better) if unit in ranked else None
        unit["band"] = _band(content, unit["exact"]) if unit in ranked else None
    order = ["ranked", "unranked", "excluded", "missing"]
    units.sort(key=lambda unit: (order.index(unit["status"]), unit["rank"] or 0, unit["unit"]))
    summary, regions = _summary(content, ranked), _regions(ranked)
    for unit in units:
        del unit["exact"], unit["region"]
    return {"units": units, "summary": summary, "regions": regions}


def _rows(files: dict[str, bytes], name: str, **wanted: str) -> list[Row]:
    text = files.get(f"{name}.csv", b"").decode()
    return [
        row
        for row in csv.DictReader(io.StringIO(text))
        if all(row[key] == value for key, value in wanted.items())
    ]


def _cents(value: Fraction) -> int:
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) * 100 + Fraction(1, 2))


def _text(value: Fraction) -> str:
    cents = _cents(value)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _unit(
    content: dict[str, Any], one: dict[str, Any], files: dict[str, bytes], row: Row
) -> dict[str, Any]:
    unit = row["unit"]
    off = {each["leaf"] for each in _rows(files, "not_applicable", unit=unit)}
    areas = [
        (
            area["code"],
            [
                leaf
                for criterion in area["criteria"]
                for leaf in criterion["leaves"]
                if leaf["code"] not in off
            ],
        )
        for area in one["areas"]
    ]
    leaves = [leaf for _, inside in areas for leaf in inside]
    got = {leaf["code"]: _points(content, one, files, unit, leaf) for leaf in leaves}
    appraised = [leaf for leaf in leaves if leaf["method"] in ("self_assessed", "council_only")]
    status = "ranked" if row["ranked"] == "yes" else "unranked"
    if appraised and not any(
        _rows(files, "appraisals", unit=unit, leaf=leaf["code"]) for leaf in appraised
    ):
        status = "missing"
    if _rows(files, "exclusions", unit=unit):
        status = "excluded"
    parts = {"appraised": sum((got[leaf["code"]] for leaf in appraised), Fraction(0))}
    for method in ("survey", "external"):
        parts[method] = sum(
            (got[leaf["code"]] for leaf in leaves if leaf["method"] == method), Fraction(0)
        )
    parts["adjustments"] = sum(
        (Fraction(each["points"]) for each in _rows(files, "adjustments", unit=unit)), Fraction(0)
    )
    total, maximum = sum(parts.values(), Fraction(0)), _maximum(leaves)
    exact = total / maximum * 100 if maximum else Fraction(0)
    out = status in ("excluded", "missing")
    return {
        "unit": unit,
        "status": status,
        "exact": exact,
        "region": row["region"],
        "index": None if out else _text(exact),
        "maximum": None if out else _text(maximum),
        "points": (
            None
            if out
            else {"total": _text(total), **{name: _text(part) for name, part in parts.items()}}
        ),
        "areas": (
            []
            if out
            else [
                {
                    "code": code,
                    "points": _text(points),
                    "maximum": _text(_maximum(inside)),
                    "index": _text(points / _maximum(inside) * 100),
                }
                for code, inside in areas
                if inside
                for points in [sum((got[leaf["code"]] for leaf in inside), Fraction(0))]
            ]
        ),
    }


def _maximum(leaves: Iterable[dict[str, Any]]) -> Fraction:
    return sum((Fraction(leaf["max"]) for leaf in leaves), Fraction(0))


def _points(
    content: dict[str, Any],
    one: dict[str, Any],
    files: dict[str, bytes],
    unit: str,
    leaf: dict[str, Any],
) -> Fraction:
    maximum, rule = Fraction(leaf["max"]), leaf["rule"]
    if leaf["method"] == "survey":
        return (
            Fraction(0)
            if _rows(files, "voids", unit=unit)
            else maximum * _survey(content, one, files, unit, rule)
        )
    if leaf["method"] == "external":
        found = _rows(files, "external", unit=unit, leaf=leaf["code"])
    else:
        found = sorted(
            _rows(files, "appraisals", unit=unit, leaf=leaf["code"]), key=lambda row: row["pass"]
        )
    if not found:
        return Fraction(0)
    value = {
        key: each if key == "level" else Fraction(str(each))
        for key, each in json.loads(found[-1]["value"]).items()
    }
    return _rule(rule, value, maximum)


def _rule(rule: dict[str, Any], value: dict[str, Any], maximum: Fraction) -> Fraction:
    match rule["type"]:
        case "levels":
            return next(
                Fraction(level["points"])
                for level in rule["levels"]
                if level["id"] == value["level"]
            )
        case "ratio":
            ratio = value["numerator"] / value["denominator"]
            if ratio >= Fraction(rule["full_from"]):
                return maximum
            return Fraction(0) if ratio < Fraction(rule["zero_below"]) else maximum * ratio
        case "count":
            return Fraction(min(maximum, Fraction(rule["each"]) * value["count"]))
        case "deduction":
            return Fraction(max(Fraction(0), maximum - Fraction(rule["step"]) * value["breaches"]))
        case "direct":
            return Fraction(value["points"])
        case "percent":
            return maximum * Fraction(value["percent"]) / 100
    return _formula(value["a"], value["b"], maximum)


def _formula(a: Fraction, b: Fraction, maximum: Fraction) -> Fraction:
    """The one formula of the random bundles."""
    if b == 0:
        points = Fraction(0)
    elif a / b >= Fraction("0.9") and a > 3:
        points = maximum
    elif not a / b < Fraction("0.4") or a == 7:
        points = maximum * a / b - Fraction("0.01")
    else:
        points = min(Fraction("0.1"), max(a, Fraction(0)) / 100)
    return min(maximum, max(Fraction(0), points))


def _survey(
    content: dict[str, Any],
    one: dict[str, Any],
    files: dict[str, bytes],
    unit: str,
    rule: dict[str, Any],
) -> Fraction:
    top, bottom = Fraction(0), Fraction(0)
    for group, weight in rule["weights"].items():
        pooled: list[Fraction] = []
        for place, question in enumerate(one["questions"]):
            options = content["scales"][question["scale"]]
            given = [
                options[int(row["answers"][place]) - 1]["weight"]
                for row in _rows(files, "answers", unit=unit, group=group)
                if row["answers"][place] != "."
            ]
            weights = [Fraction(each) for each in given if each is not None]
            if question["id"] in rule["questions"] and len(weights) >= content["min_answers"]:
                pooled += weights
        if pooled:
            top += Fraction(weight) * sum(pooled) / len(pooled)
            bottom += Fraction(weight)
    return top / bottom if bottom else Fraction(0)


def _band(content: dict[str, Any], exact: Fraction) -> str | None:
    reached = [band for band in content["bands"] if _cents(exact) >= Fraction(band["from"]) * 100]
    return max(reached, key=lambda band: Fraction(band["from"]))["name"] if reached else None


def _summary(content: dict[str, Any], ranked: list[dict[str, Any]]) -> dict[str, Any] | None:
    if not ranked:
        return None
    exact = [unit["exact"] for unit in ranked]
    mean = sum(exact) / len(exact)
    return {
        "mean": _text(mean),
        "max": _text(max(exact)),
        "min": _text(min(exact)),
        "above_mean": len([each for each in exact if each > mean]),
        "bands": {
            band["name"]: len([unit for unit in ranked if unit["band"] == band["name"]])
            for band in content["bands"]
        },
    }


def _regions(ranked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for region in {unit["region"] for unit in ranked} - {""}:
        exact = [unit["exact"] for unit in ranked if unit["region"] == region]
        found.append((-sum(exact) / len(exact), region, len(exact)))
    return [
        {"region": region, "units": units, "mean": _text(-mean)}
        for mean, region, units in sorted(found)
    ]
