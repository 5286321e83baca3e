"""One verdict of each kind on all signatures of a file, which says whose signature is which."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.evidence.inspection import Verdict, verdict
from chalicelib.domain.texts import Text

OUTCOMES = ("good", "unknown", "warning", "bad")


def joined(signers: Sequence[str], of_signatures: Sequence[Sequence[Verdict]]) -> list[Verdict]:
    """One verdict of each kind for several signatures: the worst outcome, and whose signature each
    sentence is about. `signers` are the names, in the order of signing.
    """
    if len(of_signatures) == 1:
        return list(of_signatures[0])
    return [
        _signers(signers, of_kind) if of_kind[0].kind == "signer" else _joined(signers, of_kind)
        for of_kind in zip(*of_signatures, strict=True)
    ]


def _worst(verdicts: Sequence[Verdict]) -> str:
    return max((each.outcome for each in verdicts), key=OUTCOMES.index)


def _joined(signers: Sequence[str], verdicts: Sequence[Verdict]) -> Verdict:
    about: dict[Text, list[int]] = {}
    for number, each in enumerate(verdicts):
        about.setdefault(each.text, []).append(number)
    vi, en = [], []
    for text, numbers in about.items():
        of = [f"{number + 1} ({signers[number]})" for number in numbers]
        vi.append(f"Chữ ký {', '.join(of)}: {text.vi}")
        en.append(f"Signature {', '.join(of)}: {text.en}")
    return verdict(verdicts[0].kind, _worst(verdicts), " ".join(vi), " ".join(en))


def _signers(signers: Sequence[str], verdicts: Sequence[Verdict]) -> Verdict:
    names = "; ".join(f"{number}. {name}" for number, name in enumerate(signers, start=1))
    return verdict(
        "signer",
        _worst(verdicts),
        f"Tệp có {len(signers)} chữ ký; chứng thư ghi người ký: {names}.",
        f"The file has {len(signers)} signatures; the certificates name the signers: {names}.",
    )


def worse(one: Verdict, other: Verdict) -> Verdict:
    """The one with the worse outcome; `one` if there is no difference."""
    return max(one, other, key=lambda each: OUTCOMES.index(each.outcome))
