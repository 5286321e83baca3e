"""What a Vietnamese syllable looks like, and its five tone marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Huyền, sắc, ngã, hỏi, nặng as combining characters.
TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{TONES}]")
_ONSETS = "b|ch?|d|đ|gh|gi|g|kh|h|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uê uêch uênh uơ uân uâng uât uây uôc uôi uôm uôn uông uôt
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu ynh yt
"""
_CODA_STOPS = re.compile(r"(?:c|ch|p|t)$")
# c, g and ng are written k, gh and ngh before e, ê and i, and only there.
_MISSPELT = re.compile(r"(?:c|ng)[eêiy]|g[eê]|(?:k|n?gh)[^eêiyh]")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(_RHYMES.split())})")


def toneless(word: str) -> tuple[str, str]:
    """A word in lower case without its tone marks (composed), and these marks in their order."""
    parts = unicodedata.normalize("NFD", word.lower())
    return (unicodedata.normalize("NFC", _TONE.sub("", parts)), "".join(_TONE.findall(parts)))


def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable with at most one tone mark; one that ends in
    c, ch, p or t has sắc or nặng.
    """
    letters, tones = toneless(word)
    if len(tones) > 1 or not _pattern().fullmatch(letters) or _MISSPELT.match(letters):
        return False
    return not _CODA_STOPS.search(letters) or tones in ("\u0301", "\u0323")


def resembles_syllable(word: str) -> bool:
    """Whether the letters are those of a syllable, wherever its tone marks are: people mistype
    them.
    """
    return _pattern().fullmatch(toneless(word)[0]) is not None
