from __future__ import annotations

import hashlib
import io
import struct
import zipfile

import pytest

from chalicelib.domain.bundles import files as bundle_files
from chalicelib.domain.bundles.files import digest, pack, unpack
from chalicelib.domain.errors import Invalid
from infra.folders import PROJECT
from tests.domain.bundles.samples import files


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def test_the_digest_is_over_names_and_contents_in_sorted_order() -> None:
    content = {"units.csv": b"u", "round.json": b"r", "answers.csv": b""}
    lines = [
        f"{name}\0{hashlib.sha256(content[name]).hexdigest()}\n"
        for name in ("answers.csv", "round.json", "units.csv")
    ]
    assert digest(content) == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert digest(dict(reversed(content.items()))) == digest(content)


def test_publication_and_strangers_do_not_count_but_every_other_byte_does() -> None:
    content = files()
    assert digest(
        {**content, "publication.json": b"{}", "expected.json": b"{}", ".DS_Store": b"?"}
    ) == digest(content)
    assert digest({**content, "units.csv": content["units.csv"] + b"\n"}) != digest(content)
    assert digest({**content, "voids.csv": b"unit\n"}) != digest(content)


def test_a_zip_holds_the_same_files_and_always_the_same_bytes() -> None:
    content = files()
    assert unpack(pack(content)) == content
    assert pack(dict(reversed(content.items()))) == pack(content)


def test_a_bundle_may_lie_in_a_folder_of_the_zip_among_other_things() -> None:
    data = zipped(
        ("bundle/round.json", b"r"),
        ("bundle/units.csv", b"u"),
        ("bundle/notes.txt", b"?"),
        ("units.csv", b"x"),
        ("__MACOSX/bundle/._round.json", b"?"),
        ("bundle/old/round.json", b"o"),
        ("bundle/old/voids.csv", b"o"),
    )
    assert unpack(data) == {"round.json": b"r", "units.csv": b"u"}


CASES = PROJECT / "tests/domain/bundles/cases"


def test_a_zip_made_on_windows_is_read() -> None:
    data = (CASES / "bundle-backslash.zip").read_bytes()
    assert unpack(data) == {"round.json": b"{}", "units.csv": b"unit\n"}


@pytest.mark.parametrize(
    "folder",
    [
        "bundle\\",
        "a\\b\\",
        "a/b\\",
        "a\\b/",
        ".\\",
        "./",
        ".\\bundle\\",
        "./a/./b/",
        "Kỳ 2024\\",
        "bundle.zip\\",
        "round.json\\",
        "a b\\c d\\",
        "a\\\\b\\",
        "-\\",
        "...\\",
        "~\\",
        "a..b\\",
        "CON\\",
        "%2e%2e\\",
        "b" * 200 + "\\",
    ],
)
def test_folders_may_be_written_in_either_way(folder: str) -> None:
    data = zipped(
        (f"{folder}round.json", b"r"),
        (f"{folder}units.csv", b"u"),
        (f"{folder}old\\voids.csv", b"o"),
        ("other\\deeper\\and\\deeper\\round.json", b"x"),
    )
    assert unpack(data) == {"round.json": b"r", "units.csv": b"u"}


@pytest.mark.parametrize(
    "outside",
    [
        "..\\",
        "../",
        "bundle\\..\\",
        "bundle/../",
        "bundle/..\\..\\",
        "/",
        "\\",
        "//server/share/",
        "\\\\server\\share\\",
        "C:\\",
        "C:",
        "c:/bundle/",
        "file:///",
        "bundle\\sub\\",
        "bundle2\\",
        "bundle",
        "Bundle\\",
        "bundle \\",
        "",
        "bundle.\\",
    ],
)
def test_nothing_outside_the_folder_is_read(outside: str) -> None:
    inside = ("bundle\\round.json", b"r"), ("bundle\\units.csv", b"u")
    assert unpack(zipped(*inside, (f"{outside}voids.csv", b"x"))) == {
        "round.json": b"r",
        "units.csv": b"u",
    }


def test_a_file_that_is_there_in_both_ways_is_there_twice() -> None:
    with pytest.raises(Invalid, match="same file twice"):
        unpack(zipped(("bundle/round.json", b"r"), ("bundle\\round.json", b"x")))


def test_what_a_file_holds_is_counted_not_what_the_zip_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundle_files, "MAX_BYTES", 100_000)
    data = bytearray(pack({"round.json": bytes(10_000_000)}))
    size = (10_000_000).to_bytes(4, "little")
    for at in (data.index(size), data.rindex(size)):
        data[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(Invalid):
        unpack(bytes(data))


def placed(offset: int) -> bytes:
    """A zip that says (in its 64-bit form) that its only file begins there."""
    data = zipped(("round.json", b"{}"))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = bytearray(data[start:end])
    entry[30:32], entry[42:46] = struct.pack("<H", 12), b"\xff" * 4
    entry += struct.pack("<HHQ", 1, 8, offset)
    tail = bytearray(data[end:])
    tail[12:16] = struct.pack("<I", len(entry))
    return data[:start] + entry + tail


def test_what_is_no_zip_or_a_wrong_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = bytearray(pack(files()))
    damaged[60:90] = bytes(30)
    encrypted = bytearray(zipped(("round.json", b"r")))
    encrypted[6] |= 1
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(("round.json", b"r"), ("round.json", b"x"))
    exotic = io.BytesIO()
    with zipfile.ZipFile(exotic, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("round.json", b"r")
    for data in (
        placed(2**63),
        placed(2**64 - 1),
        placed(2**40),
        b"",
        b"no zip",
        bytes(damaged),
        bytes(encrypted),
        twice,
        exotic.getvalue(),
        pack(files())[:-30],
    ):
        with pytest.raises(Invalid):
            unpack(data)
    monkeypatch.setattr(bundle_files, "MAX_BYTES", 100)
    with pytest.raises(Invalid, match="100 bytes"):
        unpack(pack(files()))
