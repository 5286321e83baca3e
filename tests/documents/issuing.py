"""A document on its way through an office: signed, stamped, filled in and tampered with, each an
incremental update.
"""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter

from tests.documents import signing

Box = tuple[int, int, int, int]
Step = Callable[[bytes], bytes]
SMALL: Box = (20, 150, 120, 170)
WHOLE: Box = (0, 0, 200, 200)
_NUMBERS = itertools.count()


def paper(text: str = "0 0 100 100 re S", field: Box | None = None) -> bytes:
    """One page with something on it, and perhaps a form field to fill in."""
    source = PdfWriter()
    source.add_blank_page(200, 200)
    out = io.BytesIO()
    source.write(out)

    def fill(writer: Any, page: Any) -> None:
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=text.encode()))
        if field:
            widget = _annotation("/Widget", field)
            widget |= {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): pdf_string("So")}
            ref = writer.add_object(generic.DictionaryObject(widget))
            page["/Annots"] = generic.ArrayObject([ref])
            form = {pdf_name("/Fields"): generic.ArrayObject([ref])}
            writer.root["/AcroForm"] = writer.add_object(generic.DictionaryObject(form))
            writer.update_root()

    return update(fill)(out.getvalue())


def update(change: Callable[[Any, Any], None]) -> Step:
    """A step that changes the first page (`change(writer, page)`) by an incremental update."""

    def step(content: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        ref, _ = writer.find_page_for_modification(0)
        change(writer, ref.get_object())
        writer.mark_update(ref)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return step


def sign(
    name: str, authority: str = "a", box: Box | None = None, issuer: str = "", **metadata: Any
) -> Step:
    """A signature of `name`; `authority` "" makes the certificate self-signed, and `issuer` lets an
    authority of another name bear this one.
    """

    def step(content: bytes) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        store = SimpleCertificateStore()
        if authority:
            root, root_key = signing._root(authority)
            subject = signing._root(issuer)[0].subject if issuer else root.subject
            made = signing._certificate(name, key, subject, root_key, is_root=False)
            store.register(signing._asn1(root))
        else:
            own = signing._name(name)
            made = signing._certificate(name, key, own, key, is_root=False)
        certificate: x509.Certificate = signing._asn1(made)
        field = f"ChuKy{next(_NUMBERS)}"
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        if box:
            fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box))
        signer = signers.SimpleSigner(certificate, signing._private(key), store)
        about = signers.PdfSignatureMetadata(field_name=field, **metadata)
        return bytes(signers.sign_pdf(writer, about, signer=signer).getvalue())

    return step


def mark(subtype: str = "/Stamp", box: Box = SMALL, listed: str = "direct") -> Step:
    """A stamp, or whatever `subtype` is; `listed`: how the page lists its annotations."""

    def change(writer: Any, page: Any) -> None:
        made = generic.DictionaryObject(_annotation(subtype, box))
        made["/AP"] = generic.DictionaryObject({pdf_name("/N"): _look(writer, box)})
        marks = generic.ArrayObject([*_listed(page), writer.add_object(made)])
        page["/Annots"] = writer.add_object(marks) if listed == "reference" else marks

    return update(change)


def free(generation: int, *, of_page: bool) -> Step:
    """What the page says is freed, or an object that never was there."""

    def step(content: bytes) -> bytes:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        size = int(reader.trailer["/Size"])
        used = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents").idnum
        root = reader.trailer.raw_get("/Root").idnum
        before = int(content.rsplit(b"startxref", 1)[1].split()[0])
        made = (
            f"\nxref\n{used if of_page else size} 1\n0000000000 {generation:05d} f \n"
            f"trailer\n<< /Size {size + 1} /Root {root} 0 R /Prev {before} >>\n"
            f"startxref\n{len(content) + 1}\n%%EOF\n"
        )
        return content + made.encode()

    return step


def correct_mark() -> Step:
    """The number on the first stamp is corrected."""

    def change(writer: Any, page: Any) -> None:
        marks = [each for each in _listed(page) if each.get_object()["/Subtype"] == "/Stamp"]
        stamp = marks[0].get_object()
        stamp["/AP"] = generic.DictionaryObject({pdf_name("/N"): _look(writer, SMALL)})
        writer.mark_update(marks[0].reference)

    return update(change)


def fill() -> Step:
    """The form field of the paper gets a value and a look."""

    def change(writer: Any, page: Any) -> None:
        field = page["/Annots"][0]
        box = tuple(int(corner) for corner in field["/Rect"])
        field["/V"] = pdf_string("12/KH")
        field["/AP"] = generic.DictionaryObject({pdf_name("/N"): _look(writer, box)})
        writer.mark_update(page["/Annots"].raw_get(0).reference)

    return update(change)


def rewrite(text: str = "0 0 50 50 re f") -> Step:
    """The page says something else."""

    def change(writer: Any, page: Any) -> None:
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=text.encode()))

    return update(change)


def replace_stream() -> Step:
    """What the page says is replaced in its place: the page itself is the same."""

    def step(content: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        stream = writer.root["/Pages"]["/Kids"][0]["/Contents"]
        stream._data = b"1 0 0 rg 0 0 200 200 re f"
        stream._encoded_data = None
        writer.mark_update(stream.container_ref)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return step


def resize() -> Step:
    """The page is cut to a part of it."""

    def change(_writer: Any, page: Any) -> None:
        page["/CropBox"] = _numbers((0, 0, 50, 50))

    return update(change)


def note(key: str, value: Any, *, of_page: bool = True) -> Step:
    """A program notes something in the page, or in the catalogue."""

    def change(writer: Any, page: Any) -> None:
        (page if of_page else writer.root)[pdf_name(key)] = (
            value(writer) if callable(value) else value
        )
        writer.update_root()

    return update(change)


def private_data(writer: Any) -> Any:
    """What a program keeps for itself, in objects of its own."""
    inner = writer.add_object(generic.DictionaryObject({pdf_name("/A"): pdf_string("x")}))
    return generic.DictionaryObject({pdf_name("/Tool"): inner})


def drop_marks() -> Step:
    """Whatever lay over the page is taken away, fields of signatures too."""

    def change(_writer: Any, page: Any) -> None:
        page["/Annots"] = generic.ArrayObject([])

    return update(change)


def drop_form() -> Step:
    """The form that holds the signatures is taken away."""

    def change(writer: Any, _page: Any) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    return update(change)


def disguise(kind: str = "/DocTimeStamp") -> Step:
    """The last signature is called something else."""

    def change(writer: Any, _page: Any) -> None:
        signature = writer.root["/AcroForm"]["/Fields"][-1]["/V"]
        signature["/Type"] = pdf_name(kind)
        writer.update_container(signature)

    return update(change)


def time_stamp() -> Step:
    """An authority's time stamp over the whole file."""

    def step(content: bytes) -> bytes:
        root, root_key = signing._root("a")
        key: Any = rsa.generate_private_key(65537, 2048)
        made = signing._certificate("Dấu thời gian", key, root.subject, root_key, is_root=False)
        stamper = timestamps.DummyTimeStamper(signing._asn1(made), signing._private(key))
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        out = signers.PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256")
        return bytes(out.getvalue())

    return step


def damage(content: bytes, how: str = "zero") -> bytes:
    """The last signature's own bytes are zeroed, cut or of a wrong type."""
    start = content.rindex(b"/Contents <") + len(b"/Contents <")
    end = content.index(b">", start)
    size = end - start
    made = {"zero": b"0" * size, "cut": content[start : start + 300].ljust(size, b"0")}
    made["type"] = b"020101".ljust(size, b"0")
    return content[:start] + made[how] + content[end:]


def alter(content: bytes) -> bytes:
    """A signed byte is altered."""
    return content.replace(b"100 100 re", b"100 900 re", 1)


def run(*steps: Step, field: Box | None = None) -> bytes:
    """The paper after these steps."""
    content = paper(field=field)
    for step in steps:
        content = step(content)
    return content


def _annotation(subtype: str, box: Box) -> dict[Any, Any]:
    return {
        pdf_name("/Type"): pdf_name("/Annot"),
        pdf_name("/Subtype"): pdf_name(subtype),
        pdf_name("/Rect"): _numbers(box),
        pdf_name("/Contents"): pdf_string("12/KH"),
        pdf_name("/F"): generic.NumberObject(4),
    }


def _look(writer: Any, box: Any) -> Any:
    look = generic.StreamObject(stream_data=b"0 0 100 20 re S")
    look["/Type"], look["/Subtype"] = pdf_name("/XObject"), pdf_name("/Form")
    look["/BBox"] = _numbers((0, 0, box[2] - box[0], box[3] - box[1]))
    return writer.add_object(look)


def _numbers(box: Any) -> generic.ArrayObject:
    return generic.ArrayObject([generic.NumberObject(corner) for corner in box])


def _listed(page: Any) -> list[Any]:
    if "/Annots" not in page:
        return []
    return [page["/Annots"].raw_get(place) for place in range(len(page["/Annots"]))]
