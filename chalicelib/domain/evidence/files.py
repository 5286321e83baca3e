"""Evidence files (tài liệu kiểm chứng): what may be uploaded, and when a file is accepted.

A file is a scanned PDF or an electronic document with a digital signature (national guide 2024 §1a;
Hà Nội's guide §2). An image is supporting data: for reference only, it never counts as evidence
(Hà Nội's guide §2).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as LocalDate  # noqa: N812  a field is named date
from datetime import datetime, timedelta

from chalicelib.domain.errors import Invalid, Problem
from chalicelib.domain.evidence import inspection, kinds
from chalicelib.domain.evidence.inspection import Verdict
from chalicelib.domain.rounds.round import Index
from chalicelib.domain.texts import composed, objection

MAX_BYTES = 20 * 1024 * 1024
FORM_LIFE = timedelta(minutes=10)
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """The document in a file. Only an issued one is official, any other is for reference (Hà Nội's
    guide §2).

    `date` and `effective` are the document's own local dates, not those of the upload.
    """

    official: bool = True
    number: str = ""
    date: LocalDate | None = None
    issuer: str = ""
    effective: LocalDate | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of one unit: `key` is its place in the store; `size` (bytes), `sha256` (hex) and
    `version_id` are known once it was confirmed.

    `edition` counts the changes of its description; `verdicts` is None until it was inspected;
    `kind` is one of `kinds.TAKEN`. `bad_since` is when it was first found bad; `replaces` is the
    file in whose place this one was sent, "" for none; `again_at` is when somebody last asked for
    another examination.
    """

    id: str
    name: str
    key: str
    uploaded_by: str
    asked_at: datetime
    leaves: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""
    version_id: str = ""
    uploaded_at: datetime | None = None
    paper: Paper = Paper()
    edition: int = 0
    removed_at: datetime | None = None
    removed_by: str = ""
    verdicts: tuple[Verdict, ...] | None = None
    kind: str = kinds.PDF
    bad_since: datetime | None = None
    replaces: str = ""
    again_at: datetime | None = None

    def confirmed(
        self, leaves: Iterable[str], size: int, sha256: str, version_id: str, now: datetime
    ) -> EvidenceFile:
        """The file once its stored bytes are known and accepted."""
        return replace(
            self,
            leaves=tuple(sorted(set(leaves))),
            size=size,
            sha256=sha256,
            version_id=version_id,
            uploaded_at=now,
        )

    def described(self, leaves: Iterable[str], paper: Paper) -> EvidenceFile:
        """The file with this description."""
        return replace(
            self,
            leaves=tuple(sorted(set(leaves))),
            paper=self.paper_of(paper),
            edition=self.edition + 1,
        )

    def paper_of(self, paper: Paper) -> Paper:
        """The document as it is kept: an image of one is never official."""
        return replace(paper, official=False) if self.is_image else paper

    @property
    def is_image(self) -> bool:
        """Whether it is supporting data, for reference only."""
        return self.kind in kinds.IMAGES

    @property
    def outgoing_name(self) -> str:
        """The name under which it leaves the system: that of an image ends as its kind does."""
        return kinds.named(self.name, self.kind)

    @property
    def state(self) -> str:
        """`waiting` for its inspection, `inspected`, or `quarantined`: on record, but not
        evidence.
        """
        if self.verdicts is None:
            return "waiting"
        return "quarantined" if inspection.is_bad(self.verdicts) else "inspected"

    @property
    def counts(self) -> bool:
        """Whether the file is evidence: a PDF, official, not removed, not quarantined."""
        return (
            not self.is_image
            and self.paper.official
            and self.removed_at is None
            and self.state != "quarantined"
        )


def check_upload(
    at: str, name: str, size: int, content_type: str, taken: Collection[str] = (kinds.PDF,)
) -> list[Problem]:
    """Every reason to refuse the upload of a file, at `at`; `size` is in bytes, `taken` are the
    kinds that are accepted there.
    """
    problems = list(_name_problems(f"{at}.name", name))
    if content_type not in taken:
        vi, en = "Chỉ nhận tệp PDF", "Only PDF files are accepted"
        if kinds.PDF not in taken:
            vi, en = "Chỉ nhận ảnh JPEG hoặc PNG", "Only JPEG and PNG images are accepted"
        elif kinds.JPEG in taken:
            vi += "; ảnh JPEG hoặc PNG để tham khảo"
            en += ", and JPEG or PNG images for reference"
        problems.append(Problem(f"{at}.type", vi, en, "not_a_pdf"))
    if size <= 0:
        problems.append(
            Problem(
                f"{at}.size",
                "Tệp rỗng (0 byte); hãy kiểm tra tệp gốc rồi chọn lại",
                "The file is empty (0 bytes); check the original and choose it again",
                "empty",
            )
        )
    elif size > MAX_BYTES:
        problems.append(
            Problem(
                f"{at}.size",
                "Tệp lớn hơn 20 MB; hãy giảm độ phân giải khi quét hoặc chia tệp",
                "The file is over 20 MB; scan at a lower resolution or split it",
                "too_large",
            )
        )
    return problems


def kept_name(name: str) -> str:
    """The name of an upload as it is kept: composed (NFC), for macOS sends names decomposed."""
    return composed(name).strip()


def _name_problems(at: str, name: str) -> Iterator[Problem]:
    """Problems of a name: it is one line that can be shown, and more than dots and blanks."""
    if (
        not name.strip(" .")
        or len(kept_name(name)) > MAX_NAME
        or any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in name)
    ):
        yield Problem(
            at,
            f"Tên tệp phải có 1–{MAX_NAME} ký tự",
            f"A file name has 1 to {MAX_NAME} characters",
            "bad_name",
        )
    elif why := objection(name, ("Tên tệp", "The file name")):
        yield Problem(at, *why)


def check_leaves(leaves: Iterable[str], index: Index) -> list[Problem]:
    """A problem for each of the leaves that is unknown or takes no evidence."""
    problems = []
    for code in leaves:
        leaf = index.leaves.get(code)
        if leaf is None:
            problems.append(
                Problem(
                    code,
                    f"Không có tiêu chí {code} trong bộ chỉ số này",
                    f"There is no criterion {code} in this index",
                    "unknown_leaf",
                )
            )
        elif leaf.evidence == "none" or leaf.method in ("survey", "external"):
            problems.append(
                Problem(
                    code,
                    f"Tiêu chí {code} không cần tài liệu kiểm chứng",
                    f"Criterion {code} takes no evidence",
                    "no_evidence_here",
                )
            )
    return problems


def require_kind(start: bytes, name: str, declared: str) -> str:
    """The kind of a file by its first bytes; Invalid if it is not what the form was given out for:
    a PDF, or an image. `name` is for the message.
    """
    kind = kinds.of_bytes(start)
    if (kind in kinds.IMAGES) == (declared in kinds.IMAGES) and kind:
        return kind
    called = kinds.called(start)
    what_vi, what_en = (f" mà là {called}", f" but {called}") if called else ("", "")
    if declared in kinds.IMAGES:
        problem = Problem(
            "evidence",
            f"“{name}” không phải ảnh JPEG hoặc PNG{what_vi}; hãy lưu lại thành JPEG rồi tải lên",
            f"“{name}” is not a JPEG or PNG image{what_en}; save it as JPEG and upload it again",
            "not_an_image",
        )
    elif kind in kinds.IMAGES:
        ending = kinds.ENDINGS[kind][0]
        problem = Problem(
            "evidence",
            f"“{name}” không phải tệp PDF{what_vi}; hãy quét thành PDF, hoặc đặt đuôi tên tệp là"
            f" {ending} để gửi làm ảnh tham khảo",
            f"“{name}” is not a PDF{what_en}; scan it as PDF, or let its name end in {ending} to"
            " send it as an image for reference",
            "not_a_pdf",
        )
    else:
        problem = Problem(
            "evidence",
            f"“{name}” không phải tệp PDF{what_vi}; hãy xuất hoặc quét lại thành PDF rồi tải lên",
            f"“{name}” is not a PDF{what_en}; export or scan it as PDF and upload it again",
            "not_a_pdf",
        )
    raise Invalid(errors=[problem])
