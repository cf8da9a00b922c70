"""Lines that begin with a label other lines have, but not as those do: `Maya:20 years`, `[Tom] no`, `INT Really`.

Knows the labels of one file. May hold the signs that typists put round a label by mistake, and nothing of who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.ingest.talk.labels import MOST_LETTERS, key, seconds, speaks_role

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Slip", "Slips"]

_TIME = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
# Dashes, stars, a time, a number: whatever stands before a label.
_LEAD = re.compile(
    rf"[\s>•*_@–—-]{{0,40}}(?:[\[(<]?\s?({_TIME})\s?[\])>]?[\s:,;–—-]{{0,6}})?(?:\d{{1,4}}[.)]?\s{{1,4}})?"
    r"[\s*_@–—-]{0,8}([\[(<]?)"
)
# A colon is plain, with a time or an aside before it, more signs behind it, or no space.
_COLON = re.compile(
    rf"\s?[\])>]?[*_]{{0,3}}\s{{0,4}}(?:[\[(]({_TIME})[\])]|({_TIME})|([\[(][^\[\]()\n]{{1,40}}[\])]))?[\s*_]{{0,4}}"
    r"(?::{1,3}(?!//)|：)"
)
_SIGN = re.compile(
    rf"(?:\s?;|\.)(?=\s|$)|\s{{0,2}}[–—-]{{1,3}}(?=\s|$)|--|\s{{0,2}}[\[(<]|\s{{1,2}}{_TIME}|[*_]{{1,3}}(?=\s|$)"
    r"|\t|\s{3}|\s{0,40}$"
)
# A letter is a word as well: "I - I go", "A (small) thing".
_SIGN_OF_LETTER = re.compile(r"\s?;(?=\s|$)|\s{0,40}$")
_CLOSED = re.compile(r"\s?[\])>](?=\s|$)")
_SHOUTED = re.compile(r"\s(?=[^\W\d_a-z])")
_WORD = re.compile(r"\w+")
_TOGETHER = frozenset({"both", "and", "&", "with", "all", "+", "/"})


@dataclass(frozen=True, slots=True)
class Slip:
    """A label that begins a line.

    Attributes:
        label: as the line spells it.
        rest: the words behind it.
        plain: nobody could take it for anything but a label.
    """

    label: str
    rest: str = ""
    start: float | None = None
    plain: bool = False


class Slips:
    """Finds the labels of one file, given as keys, at the beginning of lines."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels = frozenset(labels)
        self._firsts = frozenset(_first(label) for label in self._labels)
        self._words = frozenset(word for label in self._labels for word in label.split())

    def on(self, line: str) -> Slip | None:
        """Return the label that `line` begins with, whatever signs are about it, or none."""
        lead = _LEAD.match(line)
        assert lead is not None
        body = line[lead.end() :]
        length = self._length(body)
        if not length:
            return None
        label, after = body[:length], body[length:]
        colon = _COLON.match(after)
        if colon:
            time = next((time for time in (lead[1], colon[1], colon[2]) if time), None)
            words = after[colon.end() :].lstrip(" \t*_" if "*" in lead[0] or "_" in lead[0] else None)
            rest = f"{colon[3]} {words}" if colon[3] else words
            return Slip(label, rest, seconds(time) if time else None, plain=True)
        return Slip(label) if _is_signed(label, after, bracketed=bool(lead[2])) else None

    def are(self, label: str) -> bool:
        """Whether `label` is several of the labels together: `Both Maya and Tom`."""
        named = [word for word in key(label).split() if word not in _TOGETHER]
        return bool(named) and all(word in self._words for word in named)

    def _length(self, body: str) -> int:
        """Return how many letters the longest label takes with which `body` begins."""
        if _first(body[:MOST_LETTERS]) not in self._firsts:
            return 0
        ends = (end for end in range(min(MOST_LETTERS, len(body)), 0, -1) if _ends_word(body, end))
        longest = next((end for end in ends if key(body[:end]) in self._labels), 0)
        return len(body[:longest].rstrip("."))


def _first(text: str) -> str:
    found = _WORD.search(text)
    return found[0].casefold() if found else ""


def _ends_word(body: str, end: int) -> bool:
    return not body[end - 1].isspace() and not (body[end - 1].isalnum() and body[end : end + 1].isalnum())


def _is_signed(label: str, after: str, *, bracketed: bool) -> bool:
    if label[0].islower():
        return False
    if bracketed:
        return _CLOSED.match(after) is not None
    if len(label) == 1:
        return _SIGN_OF_LETTER.match(after) is not None
    shouted = label.isupper() or speaks_role(label)
    return _SIGN.match(after) is not None or (shouted and _SHOUTED.match(after) is not None)
