from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from chalicelib.domain.bundles import files as bundle_files
from chalicelib.domain.bundles.files import digest, pack, unpack
from chalicelib.domain.errors import Invalid
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
