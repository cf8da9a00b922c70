"""The date that a line of field notes is. May hold the ways in which dates are written, and nothing of notes.

Numbers are read day first. Where a file holds a date that can only be month first, its others are read neither way.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.ingest.talk import words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Written", "begins_with_date", "is_month_first", "written_date"]

_LONGEST = 80
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ISO = re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:of\s{{1,3}})?{_MONTH},?(?:\s{{1,3}}(\d{{4}})\b)?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s{{1,3}}(\d{{4}})\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:()\[\]–—.*_#-]+")
_TIME_OR_NUMBER = re.compile(r"\d{1,3}(?:am|pm|h)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed|weds|thu|thurs?|fri|sat|sun|wednes|satur)(?:day)?[,.]?\s{1,3}", re.IGNORECASE)
_NUMBERED_DAY = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_FEW_WORDS = 8
_INLINE = re.compile(r":\s|\s[-–—]\s")
_LAST_TWO = 100
_TURN_OF_CENTURY = 70
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Written:
    """A date as a line has it: its parts, none where the line lacks a year, and the words of the line behind it.

    Attributes:
        numbers: both parts are numbers, so that their order is a convention.
    """

    first: int
    second: int
    year: int | None
    rest: str = ""
    numbers: bool = False

    def iso(self, *, month_first: bool) -> str | None:
        """Return the date as YYYY-MM-DD, or none where it has no year, is no day, or can be read in two ways.

        Args:
            month_first: a date of the same file can only be read so.
        """
        if self.year is None:
            return None
        day_first = _day(self.year, self.second, self.first)
        if not self.numbers or not month_first:
            return day_first
        other = _day(self.year, self.first, self.second)
        return (day_first or other) if None in (day_first, other) or day_first == other else None


def written_date(line: str) -> Written | None:
    """Return the date that `line` is, perhaps with a weekday, a time, `Entry 3` or `: words` behind it; or none.

    Words may only follow a date that has its year.
    """
    whole = _alone(line) if len(line) <= _LONGEST else None
    if whole is not None:
        return whole
    for end in _INLINE.finditer(line, 0, _LONGEST):
        found = _alone(line[: end.start()])
        if found is not None and found.year is not None and line[end.end() :].strip():
            return Written(found.first, found.second, found.year, line[end.end() :].strip(), found.numbers)
    return None


def begins_with_date(line: str) -> bool:
    """Whether a short line that is no sentence begins with a date or a numbered weekday: `8 March 2026 with Priya`."""
    text = line.strip(" \t*_#")
    if len(text) > _LONGEST or text.endswith((".", "!", "?")):
        return False
    body = _WEEKDAY.sub("", text, count=1)
    if body != text and _NUMBERED_DAY.match(body):
        return True
    forms = (form.match(body) for form in (_ISO, _NUMBERS, _DAY_MONTH, _MONTH_DAY))
    return len(body.split()) <= _FEW_WORDS and any(forms)


def is_month_first(dates: Iterable[Written]) -> bool:
    """Whether one of `dates` can only be read with its month first."""
    return any(one.numbers and one.first <= _MONTHS_IN_YEAR < one.second for one in dates)


def _alone(line: str) -> Written | None:
    for form, parts in ((_ISO, _of_iso), (_NUMBERS, _of_numbers), (_DAY_MONTH, _of_words), (_MONTH_DAY, _of_words)):
        found = form.search(line)
        if found:
            others = _WORD.findall(f"{line[: found.start()]} {line[found.end() :]}")
            return parts(found) if all(map(_may_stand_beside, others)) else None
    return None


def _may_stand_beside(word: str) -> bool:
    return word.casefold() in words.BESIDE_DATES or _TIME_OR_NUMBER.fullmatch(word) is not None


def _of_iso(found: re.Match[str]) -> Written:
    return Written(int(found[4]), int(found[3]), int(found[1]))


def _of_numbers(found: re.Match[str]) -> Written:
    year = int(found[4])
    if year < _LAST_TWO:
        year += 2000 if year < _TURN_OF_CENTURY else 1900
    return Written(int(found[1]), int(found[3]), year, numbers=True)


def _of_words(found: re.Match[str]) -> Written:
    day, month = (found[1], found[2]) if found[1].isdigit() else (found[2], found[1])
    return Written(int(day), _MONTHS.index(month[:3].casefold()) + 1, int(found[3]) if found[3] else None)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
