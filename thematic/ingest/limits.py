"""How large a file may be, and bytes to text within those limits. May hold caps and the checks that enforce them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.text import Decoded, NotTextError, decode, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ASSUMED",
    "MOST_BYTES",
    "MOST_IN_LINE",
    "check_size",
    "check_words",
    "mojibake",
    "other_format",
    "read_text",
]

MOST_BYTES = 200_000_000
MOST_IN_LINE = 5_000_000
ASSUMED = "read as Windows-1252 (not UTF-8); say --encoding if accents look wrong"

_LONGEST_WORD = 2_000
_MOST_SIGNS = 1_000
_SIGNS = re.compile(r"[^\w\s]{51,}")

_ENOUGH_MOJIBAKE = 3
# UTF-8 read as Windows-1252: curly quotes and dashes, accented letters, and the stray Â before a sign.
_MOJIBAKE = re.compile("â€[™œ˜”“¦\x9d]|Ã[\u00a0-\u00bf\u0192\u2030\u0160\u0152\u2026\u2020\u2021\u02c6]|Â[\u00a0£°·«»]")

# How files begin that are not what their suffix says, what they are, and the suffix they are read under, if any.
_MAGIC = (
    (b"{\\rtf", "rich text (RTF)", ".rtf"),
    (b"%PDF-", "a PDF", ".pdf"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls), or one locked by a password", ""),
)
# The parts by which an archive is known; they stand in its directory, unpacked.
_PARTS = (
    (b"word/document", "a Word document", ".docx"),
    (b"xl/workbook", "an Excel workbook", ".xlsx"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text", ".odt"),
)
_HTML = re.compile(rb"\s{0,100}(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def check_size(name: str, data: bytes) -> None:
    """Refuse a file that is empty or larger than any transcript.

    Raises:
        InputError: the file has no bytes, or over 200 MB.
    """
    if not data:
        raise InputError(name, "the file is empty")
    if len(data) > MOST_BYTES:
        raise InputError(name, f"the file has {len(data) // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} are read")


def read_text(name: str, data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of a plain file, normalised, with the encoding it was read with.

    Raises:
        InputError: the bytes are another format, no text, not in `encoding`, or hold a line of over 5 MB.
    """
    _check_lines(name, data)
    other = other_format(data)
    if other:
        raise InputError(name, other)
    decoded = _decode(name, data, encoding)
    text = normalise(decoded.text)
    if not text.strip():
        raise InputError(name, "the file holds no words")
    return Decoded(text, decoded.encoding, decoded.assumed)


def other_format(data: bytes, suffix: str = "") -> str | None:
    """Return what is said of bytes that are plainly another format than that of `suffix`, or none."""
    for what, known in _formats(data):
        if not known:
            return f"it is {what}. Save it as .docx or .xlsx, without a password"
        if known != suffix:
            return f"it is {what}. Rename it to end in {known}"
    if data.startswith(b"PK\x03\x04") and not suffix:
        return "it is a zip archive, not text. Unpack it, and import the files in it"
    return None


def _formats(data: bytes) -> Iterator[tuple[str, str]]:
    yield from ((what, suffix) for magic, what, suffix in _MAGIC if data.startswith(magic))
    if data.startswith(b"PK\x03\x04"):
        yield from ((what, suffix) for part, what, suffix in _PARTS if part in data)
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")):
        yield "a web page (HTML)", ".html"


def check_words(name: str, text: str, line: int) -> None:
    """Refuse what is no talk and would hold up the finding of words and sentences, whose cost grows with its square.

    Raises:
        InputError: a paragraph of over five million characters, a word of over 2,000, or 1,000 signs in a row.
    """
    if len(text) > MOST_IN_LINE and max(map(len, text.split("\n"))) > MOST_IN_LINE:
        raise InputError(name, "a paragraph has over 5 million characters; no transcript has", line=line)
    if any(len(word) > _LONGEST_WORD and _is_mostly_ascii(word) for word in text.split()):
        raise InputError(name, f"a word has over {_LONGEST_WORD:,} letters. Is it an embedded picture?", line=line)
    runs = [len(run) for run in _SIGNS.findall(text)]
    if runs and (max(runs) > _MOST_SIGNS or sum(runs) > _MOST_SIGNS * 20):
        raise InputError(name, f"over {_MOST_SIGNS:,} signs stand in a row without a letter. Is it text?", line=line)


def _is_mostly_ascii(word: str) -> bool:
    # Chinese and Japanese have no spaces: a "word" there may be a paragraph.
    return 2 * len(word.encode("ascii", "ignore")) > len(word)


def mojibake(text: str) -> str | None:
    """Return a doubt where several letters look like UTF-8 that was read as Windows-1252, else none."""
    found = _MOJIBAKE.findall(text)
    if len(found) < _ENOUGH_MOJIBAKE:
        return None
    return (
        f'{len(found)} places look garbled (such as "{found[0]}"): the file was saved or read in the wrong encoding. '
        "Save it again as UTF-8, or try --encoding"
    )


def _decode(name: str, data: bytes, encoding: str | None) -> Decoded:
    try:
        decoded = decode(data, encoding)
        decoded.text.encode("utf-8")
    except NotTextError as error:
        raise InputError(name, f"not text: {error}. If it is text, say its --encoding") from None
    except (UnicodeError, ValueError) as error:
        # Some of Python's codecs fail in their own ways, or give code points that are no characters.
        raise InputError(name, f"not text in the encoding asked for ({type(error).__name__})") from None
    return decoded


def _check_lines(name: str, data: bytes) -> None:
    start = 0
    while len(data) - start > MOST_IN_LINE:
        window = (start, start + MOST_IN_LINE)
        end = max(data.rfind(b"\n", *window), data.rfind(b"\r", *window))
        if end < 0:
            line = data.count(b"\n", 0, start) + 1
            raise InputError(name, f"a line has over {MOST_IN_LINE // 1_000_000} MB; no transcript has", line=line)
        start = end + 1
