"""Which passwords are refused: short ones, and those that are guessed first, made of common words,
of the person's own names, or of both, whatever digits and signs stand between and in their letters
(NIST SP 800-63B §5.1.1.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from chalicelib.domain.errors import Problem

MIN_PASSWORD = 12

# What lists of leaked passwords are made of, and what people here think of first. Longer passwords
# are these words with figures after them.
_COMMON = (  # noqa: SIM905  words are read and added more easily so
    # English
    "password passwort passw pass word admin administrator root user guest login letmein welcome"
    " hello iloveyou loveyou love lovely baby angel princess sunshine flower summer winter spring"
    " autumn monday sunday january december master shadow dragon monkey tiger lion eagle falcon"
    " phoenix buster hunter ranger soccer football baseball basketball hockey superman batman"
    " spiderman starwars pokemon naruto michael jordan jennifer jessica daniel charlie thomas"
    " robert ashley nicole killer freedom whatever trustno starlight secret access default change"
    " changeme temp temporary test testing demo sample computer internet google facebook youtube"
    " microsoft windows office samsung iphone cheese chocolate cookie banana orange purple silver"
    " golden diamond money lucky happy family friend forever mustang corvette ferrari mercedes"
    " company system server manager service support security"
    # Vietnamese, without marks
    " matkhau matma khongbiet khongco vietnam hanoi saigon hochiminh danang haiphong cantho hue"
    " anhyeuem emyeuanh yeuem yeuanh toiyeu iuem iuanh tinhyeu giadinh hanhphuc conyeu meyeu boyeu"
    " banbe hoabinh thanhcong maiman phattai chucmung namoi chaoban xinchao dangnhap taikhoan"
    " quantri nguoidung phanmem hethong baomat bimat congty coquan vanphong congvan noivu uyban"
    " nhandan sonoivu bonoivu tinhuy thanhpho caicachhanhchinh caicach hanhchinh chiso parindex"
    " cchc motcua dichvucong chinhphu conganh doctap tudo quanly"
    # Rows of keys and of figures
    " qwertyuiop qwerty qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx qweasdzxc"
    " qweasd qaz wsx edc abcdefghijkl abcdefgh abcdef abcde abcd abc xyz"
    " 1q2w3e4r5t 1q2w3e4r 1q2w3e 1qaz2wsx3edc 1qaz2wsx zaq12wsx"
    " 01234567890 1234567890 123456789 12345678 1234567 123456 12345 1234 123 0987654321 987654321"
    " 87654321 7654321 654321 54321 4321 321"
).split()
# What may stand for a letter.
_FOR = {"a": "@4", "b": "8", "e": "3", "g": "9", "i": "1!", "l": "1", "o": "0", "s": "$5", "t": "7"}
# Letters besides the words, below which nothing is left to guess.
_LEAST = 3
# From this length on the mailbox or the whole name is too much anywhere in a password.
_LONG = 4


def is_easy(password: str, email: str, name: str = "") -> bool:
    """Whether the password is the address or the whole name with something about it, or if its
    common words and words of the person's own leave fewer than three letters.
    """
    plain = _plain(password)
    mailbox, _, domain = _folded(email).partition("@")
    parts = re.findall(r"[^\W_]+", _folded(name))
    written = password.lower()
    whole = [_plain(mailbox), "".join(parts), "".join(parts[-1:] + parts[:-1])]
    if (len(mailbox) >= _LONG and mailbox in written) or (domain and email.lower() in written):
        return True
    if any(len(word) >= _LONG and word in plain for word in whole):
        return True
    own = {*whole, *parts, *_initials(parts), *re.findall(r"[^\W\d_]+", f"{mailbox} {domain}")}
    spans = [*_found(_patterns(tuple(sorted(own))), plain), *_found(_common(), plain)]
    letters = sum(map(str.isalpha, plain))
    return bool(letters and spans) and _letters_left(plain, spans) < _LEAST


def _initials(parts: list[str]) -> Iterable[str]:
    """The initials, and how mailboxes are named: `nva` and `annv` of Nguyễn Văn An."""
    initials = "".join(part[0] for part in parts)
    yield initials
    if parts:
        yield parts[-1] + initials[:-1]


def _found(words: Sequence[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends, at every place."""
    for word in words:
        yield from (found.span(1) for found in word.finditer(text))


def _letters_left(text: str, spans: Iterable[tuple[int, int]]) -> int:
    """How many letters are in none of the words, if the words are chosen so that it is least."""
    starts: dict[int, list[int]] = defaultdict(list)
    for start, end in spans:
        starts[end].append(start)
    left = [0]
    for end, char in enumerate(text, 1):
        left.append(min([left[-1] + char.isalpha(), *(left[start] for start in starts[end])]))
    return left[-1]


@lru_cache(maxsize=1)
def _common() -> Sequence[re.Pattern[str]]:
    return _patterns(tuple(_COMMON))


def _patterns(words: Iterable[str]) -> Sequence[re.Pattern[str]]:
    """Each of the words at any place; letters may be written with their look-alikes."""
    return [re.compile(f"(?=({''.join(map(_letter, word))}))") for word in words if len(word) > 1]


def _letter(letter: str) -> str:
    return f"[{re.escape(letter + _FOR.get(letter, ''))}]"


def _plain(text: str) -> str:
    """Small letters without marks, figures, and the signs that stand for letters."""
    return re.sub(r"[^a-z0-9@$!]", "", _folded(text))


def _folded(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return "".join(char for char in marked if not unicodedata.combining(char))


def check_password(
    password: str, email: str, name: str = "", at: str = "new_password"
) -> list[Problem]:
    """Every reason why this cannot be a password, at `at`: length above all (NIST SP 800-63B
    §5.1.1), what the identity provider asks, and what is guessed first (`is_easy`).

    Checked here too, since not every stage's provider checks the password of a first sign-in.
    """
    problems = []
    ascii_part = [char for char in password if char.isascii()]
    kinds = (str.isupper, str.islower, str.isdigit)
    if len(password) < MIN_PASSWORD or not all(any(map(kind, ascii_part)) for kind in kinds):
        problems.append(
            Problem(
                at,
                "Mật khẩu cần ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số.",
                "A password needs at least 12 characters with a capital, a small letter and a"
                " digit.",
            )
        )
    if is_easy(password, email, name):
        problems.append(
            Problem(
                at,
                "Mật khẩu quá dễ đoán; đừng dùng từ thông dụng, họ tên hoặc địa chỉ thư của mình.",
                "The password is too easy to guess; use neither a common word nor your name or"
                " address.",
                "easy_to_guess",
            )
        )
    return problems
