"""Old encodings and misread ones are told; other languages and ordinary signs are left alone."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest

from chalicelib.domain.spelling.old_encodings import garbled
from infra.folders import PROJECT

# Kept apart from the code's own table: the places of TCVN 5712:1993, and of VNI for Windows.
TCVN3 = {
    **dict(zip("ăâđêôơưĂÂĐÊÔƠƯ", "¨©®ª«¬\xad¡¢§£¤¥¦", strict=True)),
    **dict(zip("àảãáạằẳẵắặầẩẫấậ", "µ¶·¸¹»¼½¾ÆÇÈÉÊË", strict=True)),
    **dict(zip("èẻẽéẹềểễếệìỉĩíị", "ÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ", strict=True)),
    **dict(zip("òỏõóọồổỗốộờởỡớợ", "ßáâãäåæçèéêëìíî", strict=True)),
    **dict(zip("ùủũúụừửữứựỳỷỹýỵ", "ïñòóôõö÷øùúûüýþ", strict=True)),
}
VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
VNI_HATS = dict(zip(["", *VNI_TONES], "âáàåãä", strict=True))
VNI_BREVES = dict(zip(["", *VNI_TONES], "êéèúüë", strict=True))
VNI_ALONE = dict(zip("đĐíìỉĩịỵ", "ñÑíìæóòî", strict=True))

PEOPLE = (
    "Nguyễn Văn An",
    "Trần Thị Hương",
    "Lê Hoàng Phúc",
    "Phạm Thị Ngọc Ánh",
    "Đặng Quốc Việt",
    "Hồ Chí Dũng",
    "Võ Thị Mười",
    "Huỳnh Tấn Lộc",
    "Bùi Đức Thắng",
    "Đỗ Thị Thủy",
    "Ngô Xuân Trường",
    "Dương Mỹ Hạnh",
    "Lý Thị Tuyết",
    "Vũ Quỳnh Nga",
    "Hoàng Thị Kiều",
)


def provinces() -> list[str]:
    names: dict[str, None] = {}
    for path in sorted((PROJECT / "rounds").glob("*/units.csv")):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            names |= dict.fromkeys(row["name_vi"] for row in csv.DictReader(rows))
    return list(names)


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(char) or TCVN3.get(char.lower(), char) for char in text)


def in_vni(text: str) -> str:
    return "".join(map(vni_letter, text))


def vni_letter(char: str) -> str:
    if char in VNI_ALONE:
        return VNI_ALONE[char]
    base, *marks = list(unicodedata.normalize("NFD", char))
    tone = "".join(mark for mark in marks if mark in VNI_TONES)
    if "\u0302" in marks:
        return base + VNI_HATS[tone]
    if "\u0306" in marks:
        return base + VNI_BREVES[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}[base]
    return base + VNI_TONES.get(tone, "")


@pytest.mark.parametrize("write", [in_tcvn3, in_vni])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_in_an_old_encoding_is_told(name: str, write: Callable[[str], str]) -> None:
    found = garbled(write(name))
    assert found is not None
    assert found.vi.endswith("TCVN3" if write is in_tcvn3 else "VNI")
    words = {word.casefold() for word in name.split()}
    assert {word.casefold() for word in found.reading.split()} <= words


def in_windows(text: str) -> str:
    """As Windows-1258, its bytes seen as Windows-1252: marks behind their letters."""
    written = b""
    for char in text:
        base, *marks = list(unicodedata.normalize("NFD", char))
        tones = "".join(mark for mark in marks if mark in VNI_TONES)
        rest = "".join(mark for mark in marks if mark not in VNI_TONES)
        written += (unicodedata.normalize("NFC", base + rest) + tones).encode("cp1258")
    return written.decode("cp1252")


@pytest.mark.parametrize("name", PEOPLE)
def test_windows_1258_that_was_read_as_1252_is_told(name: str) -> None:
    found = garbled(in_windows(name))
    assert found is not None
    if found.vi.endswith("Windows-1258"):
        words = {word.casefold() for word in name.split()}
        assert {word.casefold() for word in found.reading.split()} <= words


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1258", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("name", PEOPLE)
def test_utf_8_that_was_read_as_another_encoding_is_told(name: str, encoding: str) -> None:
    seen = "".join(
        bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in name.encode()
    )
    found = garbled(seen)
    assert found is not None
    # Signs of DOS and macOS may look like letters of a font.
    assert found.vi.startswith("chữ") and (
        found.vi.startswith("chữ UTF-8") or "cp12" not in encoding
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_characters_that_were_lost_are_told(name: str) -> None:
    assert garbled(name.encode("ascii", errors="replace").decode()) is not None
    assert garbled("\ufffd".join(name)) is not None


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("errors", ["xmlcharrefreplace", "backslashreplace"])
def test_codes_in_place_of_letters_are_told(name: str, errors: str) -> None:
    assert garbled(name.encode("ascii", errors=errors).decode()) is not None
    assert garbled(quote(name, safe=" ")) is not None


@pytest.mark.parametrize(
    "text", ["Nguy&ecirc;n", "Sở&nbsp;A", "&Agrave;", "Kế hoạch &ldquo;A&rdquo;"]
)
def test_codes_of_web_pages_are_told(text: str) -> None:
    assert garbled(text) is not None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_proper_names_are_left_alone_in_any_case(form: str) -> None:
    for name in (*provinces(), *PEOPLE):
        for text in (name, name.upper(), name.lower(), *name.split()):
            assert garbled(unicodedata.normalize(form, text)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *("Müller", "Lü Wei", "Søren Ærø", "François Noël", "Zoë", "Jörg Böhm", "Señor Núñez"),
        *("Björk Guðmundsdóttir", "José Peña", "Ångström", "Gökçe", "naïve café", "Straße"),
        *("Krông Nô", "Y Bhiốc Êban", "H'Mông", "Đắk Tô", "Plông", "Cư M’gar"),
        *("5 µm, 10 µm", "£ 500", "§ 4", "10½ × 2", "20 °C", "© 2026", "Sở A®", "m²", "a·b"),
        *("«Quyết định»", "“UBND XÃ”", "XÃ… PHƯỜNG", "XÃ\u00a0AN", "PHƯỜNG/XÃ²", "“LÃ’”"),
        *(
            "đúng không?có",
            "tại sao?b) vì",
            "https://a.vn/tim?kt=x",
            "vanban.vn?id=1",
            "?",
            "a ? b",
        ),
        *("môt ngày", "côt môc", "caó", "qúy", "Viêt Nam", "hoăc", "quyêt đinh", "hoà bình"),
        *("https://a.vn/k%E1%BA%BF-ho%E1%BA%A1ch", "a.vn/?q=S%E1%BB%9F", "50%", "5%-10%", "a%20b"),
        *(
            "C:\\user\\1ea",
            "Forlì",
            "Nicolò",
            "però",
            "Þór",
            "Ðinh An",
            "Ðà Lạt",
            "R&D;",
            "√2",
            "─ A",
        ),
        *("AT&T", "A&B; C", "Ðinh Văn", "100%", "=1+1", "a@example.test", ""),
    ],
)
def test_other_languages_signs_and_slips_of_the_keyboard_are_left_alone(text: str) -> None:
    assert garbled(text) is None


@pytest.mark.parametrize(
    "part", ["a", "Ô", "?", "a?", "Ã", "á»", "&#1", "¨", "\ufffd", "%e1", "\\u", "& "]
)
def test_a_long_text_costs_little(part: str) -> None:
    garbled(part * 20_000)
