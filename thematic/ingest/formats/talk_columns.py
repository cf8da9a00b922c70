"""Which column of a table of talk holds what: told by their titles, else by what stands in them.

May hold the titles that are known and the look of cells; what a row then says is in `rows`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from thematic.ingest.talk.labels import is_id, key, opening, plausible, role_of, seconds, speaks_role
from thematic.ingest.talk.names import is_name
from thematic.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Layout", "Row", "label_in", "layout_of", "seconds_in", "titles_in"]

Row = dict[int, str]

_TIME = re.compile(
    r"[\[(]?(\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?)(?:\s{0,3}(?:-->|->|-|–)\s{0,3}[\d:.,]{4,12})?[\])]?"
)
_NUMBER = re.compile(r"\d{1,5}[.)]?")
_SENTENCE = re.compile(r"[.?!…][\"'”’)\]]{0,3}$")
_MOST = 0.8
_FEWEST_ROWS = 2
_FEWEST_TITLES = 2
_FEW_WORDS = 4
_PAIR = 2


class _Holds(Enum):
    """What a column holds, as its title says."""

    SPEAKER = auto()
    WORDS = auto()
    TIME = auto()
    NUMBER = auto()
    NOTES = auto()


_TITLES = {
    _Holds.SPEAKER: "speaker speakers who name participant person",
    _Holds.WORDS: "text content words transcript utterance what talk speech",
    _Holds.TIME: "time timespan timestamp start end",
    _Holds.NUMBER: "line no no. nr # turn",
    _Holds.NOTES: "comments comment codes code notes note memo memos theme themes",
}
_HOLDS = {title: holds for holds, titles in _TITLES.items() for title in titles.split()}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one table hold.

    Attributes:
        words: what is said; `also` are further columns of words.
        notes: the researcher's, as their titles say.
        remarks: those without such a title that are hardly filled, and shortly.
    """

    words: int
    speaker: int
    time: int | None
    also: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()


def titles_in(row: Mapping[int, str]) -> dict[int, _Holds]:
    """Return what a first row says of its columns; nothing where it is a row as any other."""
    named = {column: text.casefold().rstrip(":") for column, text in row.items()}
    known = {column: _HOLDS[title] for column, title in named.items() if title in _HOLDS}
    # "Participant | Hello." is a turn: one known title is enough only where it is no label as well.
    sure = len(known) >= _FEWEST_TITLES or any(not speaks_role(row[column]) for column in known)
    return known if sure else {}


def layout_of(rows: Sequence[Row], titles: Mapping[int, _Holds]) -> Layout | None:
    """Return the layout of the `rows` below the titles, or none where they are no talk.

    They are talk where a column holds labels, of which one is a moderator's or comes back, and another words.
    """
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = _columns(rows)
    times = [at for at, cells in columns.items() if _is(at, _Holds.TIME, titles) or _all(_TIME, cells)]
    numbers = [at for at, cells in columns.items() if _is(at, _Holds.NUMBER, titles) or _all(_NUMBER, cells)]
    notes = tuple(at for at in columns if _is(at, _Holds.NOTES, titles))
    spoken = sorted(columns.keys() - {*times, *numbers, *notes})
    speaker = _speaker(rows, columns, spoken, titles)
    words = _words(columns, [at for at in spoken if at != speaker], titles)
    if speaker is None or words is None:
        return None
    others = [at for at in spoken if at not in {speaker, words}]
    remarks = tuple(at for at in others if _is_remark(columns[at], columns[words]))
    also = tuple(at for at in others if at not in remarks)
    return Layout(words, speaker, times[0] if times else None, also, notes, remarks)


def label_in(cell: str) -> tuple[str, float | None]:
    """Return the label and the time that a cell is; no label where it says anything else."""
    said = cell.rstrip(" \t:：")
    begun = opening(f"{said}: ")
    return ("" if begun.rest.strip() else begun.label or said), begun.start


def seconds_in(cell: str) -> float | None:
    """Return the time that a cell is, or at which it begins."""
    found = _TIME.fullmatch(cell)
    return seconds(found[1]) if found else None


def _columns(rows: Iterable[Row]) -> dict[int, list[str]]:
    columns: dict[int, list[str]] = {}
    for row in rows:
        for column, text in row.items():
            columns.setdefault(column, []).append(text)
    return columns


def _is(column: int, holds: _Holds, titles: Mapping[int, _Holds]) -> bool:
    return titles.get(column) is holds


def _all(pattern: re.Pattern[str], cells: Iterable[str]) -> bool:
    return all(map(pattern.fullmatch, cells))


def _speaker(
    rows: Sequence[Row], columns: Mapping[int, list[str]], spoken: Sequence[int], titles: Mapping[int, _Holds]
) -> int | None:
    titled = [at for at in spoken if _is(at, _Holds.SPEAKER, titles)]
    if titled and _Holds.WORDS in titles.values():
        return titled[0]
    free = titled or [at for at in spoken if not _is(at, _Holds.WORDS, titles)]
    naming = [at for at in free if _names_speakers(columns[at])]
    # A name before two columns or behind one may stand in a list of people: there somebody has to say a sentence.
    usual = len(spoken) == _PAIR and naming[:1] == spoken[:1]
    said = usual or any(_SENTENCE.search(row[at]) for row in rows for at in spoken if at in row)
    return naming[0] if naming and said else None


def _words(columns: Mapping[int, list[str]], free: Sequence[int], titles: Mapping[int, _Holds]) -> int | None:
    titled = [at for at in free if _is(at, _Holds.WORDS, titles)]
    return max(titled or free, key=lambda at: sum(map(len, columns[at])), default=None)


def _names_speakers(cells: Iterable[str]) -> bool:
    labels = [label_in(cell)[0] for cell in cells]
    good = [label for label in labels if label and plausible(label) and (is_name(label) or _says_who(label))]
    if not good or len(good) < _MOST * len(labels):
        return False
    # A table of who took part has every label once, and nobody who asks.
    return any(role_of(label) is Role.MODERATOR for label in good) or max(Counter(map(key, good)).values()) > 1


def _says_who(label: str) -> bool:
    return is_id(label) or speaks_role(label)


def _is_remark(cells: Sequence[str], words: Sequence[str]) -> bool:
    short = sum(len(cell.split()) for cell in cells) <= _FEW_WORDS * len(cells)
    return short and len(cells) < len(words)
