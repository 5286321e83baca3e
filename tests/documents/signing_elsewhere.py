"""A document on its way through an office whose programs share no code with ours: updates of the
PDF are written by hand, signatures are made by openssl, each in a process of its own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.documents import hostile_pdfs

_ROOM = 16_000  # hexadecimal digits for a signature
_SIGNER = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,nonRepudiation\n"
_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8")
Step = Callable[["Paper"], None]


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder."""
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@dataclass
class Paper:
    """One page that grows by updates. `marks` and `fields` are the numbers of what lies on the page
    and of the form's fields; `folder` has the authority's key.
    """

    folder: Path
    content: bytes = b""
    marks: list[int] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    number: int = 20

    def __post_init__(self) -> None:
        text = b"0 0 100 100 re S"
        stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)
        self.content = hostile_pdfs.page(content=stream)
        root = ("-subj", "/CN=Root", "-addext", "keyUsage=critical,keyCertSign", "-days", "30")
        out = ("-keyout", "root.key", "-out", "root.pem")
        openssl(self.folder, "req", "-x509", *_NEW_KEY, *root, *out)
        (self.folder / "signer.conf").write_text(_SIGNER)

    @property
    def root(self) -> bytes:
        """The certificate of the authority (PEM)."""
        return (self.folder / "root.pem").read_bytes()

    def update(self, objects: dict[int, bytes], page: bytes = b"") -> None:
        """Write these objects, and the catalog and the page that name them."""
        names = b" ".join(b"%d 0 R" % each for each in self.marks)
        fields = b" ".join(b"%d 0 R" % each for each in self.fields)
        form = b" /AcroForm << /SigFlags 3 /Fields [%s] >>" % fields if fields else b""
        whole = {
            1: b"<< /Type /Catalog /Pages 2 0 R%s >>" % form,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
            b" /Annots [%s]%s >>" % (names, page),
            **objects,
        }
        start = int(self.content[self.content.rindex(b"startxref") :].split()[1])
        self.content = hostile_pdfs.written(whole, self.content, start)


def sign(name: str) -> Step:
    """A signature over the whole file by a person or body whom the authority knows."""

    def step(paper: Paper) -> None:
        at, paper.number = paper.number, paper.number + 2
        widget = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig%d) /Rect [0 0 0 0] /F 132"
        empty = b"/ByteRange [0 0000000000 0000000000 0000000000] /Contents <%s>" % (b"0" * _ROOM)
        paper.marks.append(at)
        paper.fields.append(at)
        paper.update(
            {
                at: widget % at + b" /P 3 0 R /V %d 0 R >>" % (at + 1),
                at + 1: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached"
                b" %s >>" % empty,
            }
        )
        paper.content = _filled(paper, name)

    return step


def stamp() -> Step:
    """The clerk's stamp with the number of the document."""

    def step(paper: Paper) -> None:
        at, paper.number = paper.number, paper.number + 2
        look = b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Length 16 >>\nstream\n"
        mark = b"<< /Type /Annot /Subtype /Stamp /Rect [20 150 120 170] /F 4 /Contents (12/KH)"
        paper.marks.append(at)
        paper.update(
            {
                at: mark + b" /AP << /N %d 0 R >> >>" % (at + 1),
                at + 1: look + b"0 0 100 20 re S \nendstream",
            }
        )

    return step


def rewrite() -> Step:
    """The page says something else."""

    def step(paper: Paper) -> None:
        paper.update({4: b"<< /Length 14 >>\nstream\n0 0 50 50 re f\nendstream"})

    return step


def crop() -> Step:
    """A part of the page is seen only."""
    return lambda paper: paper.update({}, b" /CropBox [0 0 50 50]")


def drop() -> Step:
    """The form that holds the signatures, and what lies on the page, are taken away."""

    def step(paper: Paper) -> None:
        paper.marks, paper.fields = [], []
        paper.update({})

    return step


def alter() -> Step:
    """A byte of what was signed first is another one."""

    def step(paper: Paper) -> None:
        paper.content = paper.content.replace(b"100 100 re", b"100 900 re", 1)

    return step


def damage() -> Step:
    """The last signature's own bytes are zeros."""

    def step(paper: Paper) -> None:
        at = paper.content.rindex(b"/Contents <") + len(b"/Contents <")
        paper.content = paper.content[:at] + b"0" * _ROOM + paper.content[at + _ROOM :]

    return step


def run(folder: Path, *steps: Step) -> Paper:
    """The paper after these steps."""
    paper = Paper(folder)
    for step in steps:
        step(paper)
    return paper


def _filled(paper: Paper, name: str) -> bytes:
    """The file with the signature in the room that was left for it (ISO 32000-1, 12.8.1)."""
    content, folder = paper.content, paper.folder
    start = content.rindex(b"/Contents <") + len(b"/Contents ")
    end = start + _ROOM + 2
    spans = b"[0 %010d %010d %010d]" % (start, end, len(content) - end)
    at = content.rindex(b"/ByteRange [") + len(b"/ByteRange ")
    content = content[:at] + spans + content[at + len(spans) :]
    (folder / "signed").write_bytes(content[:start] + content[end:])
    request = ("-keyout", "signer.key", "-out", "signer.csr", "-subj", f"/CN={name}")
    openssl(folder, "req", "-new", *_NEW_KEY, *request)
    issuer = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30")
    made = ("-extfile", "signer.conf", "-out", "signer.pem")
    openssl(folder, "x509", "-req", "-in", "signer.csr", *issuer, *made)
    who = ("-signer", "signer.pem", "-inkey", "signer.key", "-certfile", "root.pem")
    out = ("-md", "sha256", "-outform", "DER", "-out", "signature")
    openssl(folder, "cms", "-sign", "-binary", "-in", "signed", *who, *out)
    signature = (folder / "signature").read_bytes().hex().encode()
    return content[: start + 1] + signature.ljust(_ROOM, b"0") + content[end - 1 :]
