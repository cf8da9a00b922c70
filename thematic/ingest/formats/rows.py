"""Tables of talk: `speaker | words` or `time | speaker | words`, a row a turn, to blocks that name their speakers.

May hold how such a table is told from any other. A row that names nobody goes on in the row above.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.raw import Block
from thematic.ingest.talk.labels import MOST_LETTERS, is_id, key, opening, plausible, role_of, seconds, speaks_role
from thematic.ingest.talk.names import is_name
from thematic.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Cell", "talk_in"]

_TIME = re.compile(
    r"[\[(]?(\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?)(?:\s{0,3}(?:-->|->|-|–)\s{0,3}[\d:.,]{4,12})?[\])]?"
)
_NUMBER = re.compile(r"\d{1,5}[.)]?")
_TITLES = frozenset(
    {"speaker", "speakers", "who", "name", "participant", "person", "time", "timestamp", "line", "turn"}
)
_MOST = 0.8
_FEWEST_ROWS = 2


class Cell(NamedTuple):
    """Where a paragraph stands among the tables of its document; all count from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell, and the number of its paragraph."""

    number: int
    text: str


_Row = dict[int, list[_Line]]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column holds what."""

    words: int
    speaker: int
    time: int | None


def talk_in(paragraphs: Iterable[tuple[Cell, int, Sequence[str]]]) -> Iterator[Block] | None:
    """Return the blocks of one table's paragraphs, or none where the table is no table of talk.

    It is one where a column holds times or row numbers, or is empty, but for two; where most rows have a label in the
    first of these; and where a label is a moderator's, or comes back. A first row of titles is a heading.
    """
    rows = _rows(paragraphs)
    titles = bool(rows) and _is_titles(rows[0])
    layout = _layout(rows[titles:])
    if layout is None or not _names_speakers(rows[titles:], layout):
        return None
    return _talk(rows, layout, titles=titles)


def _rows(paragraphs: Iterable[tuple[Cell, int, Sequence[str]]]) -> list[_Row]:
    rows: dict[int, _Row] = {}
    for cell, number, lines in paragraphs:
        if lines:
            there = rows.setdefault(cell.row, {}).setdefault(cell.column, [])
            there += [_Line(number, line) for line in lines]
    return list(rows.values())


def _is_titles(row: _Row) -> bool:
    return any(_text(lines).casefold().rstrip(":") in _TITLES for lines in row.values())


def _layout(rows: Sequence[_Row]) -> _Layout | None:
    columns: dict[int, list[str]] = {}
    for row in rows:
        for column, lines in row.items():
            columns.setdefault(column, []).append(_text(lines))
    times = [column for column, cells in columns.items() if all(map(_TIME.fullmatch, cells))]
    spoken = sorted(
        column for column, cells in columns.items() if column not in times and not all(map(_NUMBER.fullmatch, cells))
    )
    if len(rows) < _FEWEST_ROWS or len(spoken) != 2 or len(times) > 1:  # noqa: PLR2004  who, and what
        return None
    return _Layout(spoken[1], spoken[0], times[0] if times else None)


def _names_speakers(rows: Sequence[_Row], layout: _Layout) -> bool:
    labels = [label for row in rows if (label := _label(row, layout)[0])]
    good = [label for label in labels if plausible(label) and (is_name(label) or _says_who(label))]
    if not good or len(good) < _MOST * len(labels):
        return False
    # A table of who took part has every label once, and nobody who asks.
    return any(role_of(label) is Role.MODERATOR for label in good) or max(Counter(map(key, good)).values()) > 1


def _says_who(label: str) -> bool:
    return is_id(label) or speaks_role(label)


def _talk(rows: Sequence[_Row], layout: _Layout, *, titles: bool) -> Iterator[Block]:
    for place, row in enumerate(rows):
        if titles and not place:
            yield Block(" ".join(_text(lines) for lines in row.values()), _first(row), heading=True)
            continue
        label, start = _label(row, layout)
        if len(label) > MOST_LETTERS:
            yield Block(label, _first(row))
            label = ""
        lines = row.get(layout.words, [])
        for line in lines or [_Line(_first(row), "")]:
            yield Block(line.text, line.number, start=start, voice=label or None)
            label, start = "", None


def _label(row: _Row, layout: _Layout) -> tuple[str, float | None]:
    """Return who speaks in a row, and when, where either column says so."""
    said = _text(row.get(layout.speaker, [])).rstrip(" \t:：")
    begun = opening(f"{said}: ")
    start = _seconds(_text(row.get(layout.time, []))) if layout.time is not None else None
    return (begun.label or said), begun.start if start is None else start


def _seconds(cell: str) -> float | None:
    found = _TIME.fullmatch(cell)
    return seconds(found[1]) if found else None


def _text(lines: Iterable[_Line]) -> str:
    return " ".join(line.text for line in lines).strip()


def _first(row: Mapping[int, list[_Line]]) -> int:
    return min(line.number for lines in row.values() for line in lines)
