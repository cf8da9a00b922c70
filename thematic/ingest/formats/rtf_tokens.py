"""Rich text's bytes to tokens, and its bytes of talk to letters. May hold the grammar and the code pages it names.

After Microsoft, Rich Text Format (RTF) Specification 1.9.1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SIGNS", "Pages", "Token", "tokens"]

_MOST_BYTES = 50_000_000
_MOST_TOKENS = 1_000_000
_TOKEN = re.compile(
    rb"\\(?:([A-Za-z]{1,32})(-?\d{1,9})? ?|'([0-9A-Fa-f]{2})|(.))|([{}])|([^\\{}\r\n]{1,65536})|[\r\n]{1,1000}",
    re.DOTALL,
)
# Words of control that stand for a letter or a sign; a line break is LF.
SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", r"\~": "\u00a0", r"\_": "-", r"\-": "",
    r"\{": "{", r"\}": "}", "\\\\": "\\",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_OLD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8"}


class Token(NamedTuple):
    """A brace, a word or sign of control with its number; or, where `word` is empty, bytes of text."""

    word: str
    number: int | None = None
    text: bytes = b""


def tokens(name: str, data: bytes) -> Iterator[Token]:
    """Yield the tokens of a rich text in order; line breaks in the file mean nothing.

    Raises:
        InputError: there are more bytes or tokens than in any transcript.
    """
    if len(data) > _MOST_BYTES:
        raise InputError(name, f"the rich text has over {_MOST_BYTES // 1_000_000} MB. Save it as .docx")
    place = count = 0
    while found := _TOKEN.match(data, place):
        place = found.end()
        count += 1
        if count > _MOST_TOKENS:
            raise InputError(name, f"the rich text has over {_MOST_TOKENS:,} marks. Save it as .docx")
        if found.lastindex is None:
            continue
        token = _token(found)
        if token.word == "bin":
            place += max(token.number or 0, 0)
        else:
            yield token


def _token(found: re.Match[bytes]) -> Token:
    word, number, code, sign, brace, text = found.groups()
    if text is not None:
        return Token("", text=text)
    if word is not None:
        return Token(word.decode("ascii"), None if number is None else int(number))
    if code is not None:
        return Token("", text=bytes.fromhex(code.decode("ascii")))
    if brace is not None:
        return Token(brace.decode("ascii"))
    # A line break after a backslash ends a paragraph.
    return Token("par" if sign in {b"\n", b"\r"} else "\\" + sign.decode("latin-1"))


class Pages:
    """The code pages of a file: its own, and those of its fonts."""

    def __init__(self, name: str, encoding: str | None) -> None:
        self._asked = encoding
        self._own = "cp1252"
        self._fonts: dict[int, str] = {}
        if encoding and not _is_known(encoding):
            raise InputError(name, "that is not an encoding Python knows. Say another --encoding, or none")

    def note(self, word: str, number: int | None) -> None:
        """Note the file's own code page, if `word` names it."""
        if word in _OLD:
            self._own = _OLD[word]
        elif word == "ansicpg":
            page = _NUMBERED.get(number or 0, f"cp{number}")
            self._own = page if _is_known(page) else "cp1252"

    def note_font(self, font: int, charset: int) -> None:
        """Note that a font is of a character set."""
        if charset in _CHARSETS:
            self._fonts[font] = _CHARSETS[charset]

    def decode(self, text: bytes, font: int) -> str:
        """Return the letters of `text` in `font`; what its code page has no letter for is U+FFFD."""
        return text.decode(self._asked or self._fonts.get(font, self._own), "replace")


def _is_known(encoding: str) -> bool:
    try:
        return isinstance(b"a".decode(encoding), str)
    except (LookupError, UnicodeError):
        return False
