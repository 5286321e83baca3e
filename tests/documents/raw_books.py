"""Workbooks written by hand, part by part, so that tests can have what no library writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

USUAL = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def parts_of(
    sheets: Mapping[str, str],
    formats: Sequence[str] = (),
    texts: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    strict: bool = False,
) -> dict[str, bytes | str]:
    """The parts of a workbook. `sheets` has the inside of each sheet's XML, `formats` the number
    format of each style from 1 on, `states` the state of sheets that are not visible.
    """
    main = f"{STRICT}/spreadsheetml/main" if strict else f"{USUAL}/spreadsheetml/2006/main"
    related = (
        f"{STRICT}/officeDocument/relationships"
        if strict
        else f"{USUAL}/officeDocument/2006/relationships"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    targets = {f"rId{at}": f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"'
        f' state="{(states or {}).get(name, "visible")}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    parts: dict[str, bytes | str] = {
        "_rels/.rels": f'{head}<Relationships xmlns="{USUAL}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{related}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{related}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{USUAL}/package/2006/'
        f'relationships"><Relationship Id="s" Type="{related}/styles" Target="styles.xml"/>'
        f'<Relationship Id="t" Type="{related}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        + "".join(
            f'<Relationship Id="{id_}" Type="{related}/worksheet" Target="{target}"/>'
            for id_, target in targets.items()
        )
        + "</Relationships>",
        "xl/styles.xml": f'{head}<styleSheet xmlns="{main}"><numFmts>'
        + "".join(
            f'<numFmt numFmtId="{164 + at}" formatCode="{escape(form)}"/>'
            for at, form in enumerate(formats)
        )
        + '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        + "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
        + "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'{head}<sst xmlns="{main}">'
        + "".join(f"<si>{text}</si>" for text in texts)
        + "</sst>",
    }
    for (name, inside), target in zip(sheets.items(), targets.values(), strict=True):
        assert name
        parts[f"xl/{target}"] = f'{head}<worksheet xmlns="{main}">{inside}</worksheet>'
    return parts


def book(inside: str, *formats: str, texts: Sequence[str] = (), strict: bool = False) -> bytes:
    """A workbook with one sheet named S."""
    return zipped(parts_of({"S": inside}, formats, texts, strict=strict))


def data(*cells: str, row: int = 1) -> str:
    """A sheet's only row."""
    return f'<sheetData><row r="{row}">{"".join(cells)}</row></sheetData>'


def table(rows: Sequence[Sequence[str]], hidden: Sequence[int] = ()) -> str:
    """Rows of texts, as cells with their text inside."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in row)
        mark = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{mark}>{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"
