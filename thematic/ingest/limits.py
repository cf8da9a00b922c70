"""How large a file may be, and bytes to text within those limits. May hold caps and the checks that enforce them."""

from __future__ import annotations

import re

from thematic.errors import InputError
from thematic.text import Decoded, NotTextError, decode, normalise

__all__ = ["ASSUMED", "MOST_BYTES", "MOST_IN_LINE", "check_size", "check_words", "mojibake", "read_text"]

MOST_BYTES = 200_000_000
MOST_IN_LINE = 5_000_000
ASSUMED = "read as Windows-1252 (not UTF-8); say --encoding if accents look wrong"

_LONGEST_WORD = 2_000
_MOST_SIGNS = 1_000
_SIGNS = re.compile(r"[^\w\s]{51,}")

_ENOUGH_MOJIBAKE = 3
# UTF-8 read as Windows-1252: curly quotes and dashes, accented letters, and the stray Â before a sign.
_MOJIBAKE = re.compile("â€[™œ˜”“¦\x9d]|Ã[\u00a0-\u00bf\u0192\u2030\u0160\u0152\u2026\u2020\u2021\u02c6]|Â[\u00a0£°·«»]")

_OTHERS = (
    (b"PK\x03\x04", "it is a zip archive, as Word documents are, not text. Give it its right suffix, such as .docx"),
    (b"\xd0\xcf\x11\xe0", "it is an old Word document (.doc), not text. Save it as .docx"),
    (b"%PDF-", "it is a PDF, not text. Save its text as .txt or .docx"),
    (b"{\\rtf", "it is rich text (RTF), not plain text. Save it as .docx or .txt"),
)


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
    for magic, reason in _OTHERS:
        if data.startswith(magic):
            raise InputError(name, reason)
    decoded = _decode(name, data, encoding)
    text = normalise(decoded.text)
    if not text.strip():
        raise InputError(name, "the file holds no words")
    return Decoded(text, decoded.encoding, decoded.assumed)


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
