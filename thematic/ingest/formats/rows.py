"""Tables of talk, a row a turn, to blocks that name their speakers: whatever their columns, and however ordered.

May hold what a row says once `talk_columns` has told which column is which. A row that names nobody goes on in the row
above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.formats.talk_columns import label_in, layout_of, seconds_in, titles_in
from thematic.ingest.imported import plural
from thematic.ingest.raw import Block
from thematic.ingest.talk.labels import MOST_LETTERS, opening, plausible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thematic.ingest.formats.talk_columns import Layout, Row

__all__ = ["Cell", "Talk", "is_side_by_side", "talk_in"]

_MOST = 0.8


class Cell(NamedTuple):
    """Where a paragraph stands among the tables of its document; all count from 1."""

    table: int
    row: int
    column: int


class Talk(NamedTuple):
    """What is said in one table, what was left out of it, and what is to be doubted."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell, and the number of its paragraph."""

    number: int
    text: str


_Lines = dict[int, list[_Line]]


def talk_in(paragraphs: Iterable[tuple[Cell, int, Sequence[str]]]) -> Talk | None:
    """Return the talk of one table's paragraphs, or none where the table is no table of talk; see `layout_of`.

    A first row of titles is a heading. Columns with notes of the researcher's are left out.
    """
    rows = _rows(paragraphs)
    texts = [{column: _text(lines) for column, lines in row.items()} for row in rows]
    titles = titles_in(texts[0]) if texts else {}
    first = bool(titles)
    layout = layout_of(texts[first:], titles)
    if layout is None:
        return None
    heading = [Block(" ".join(texts[0].values()), _first(rows[0]), heading=True)] if first else []
    blocks = (*heading, *(block for row in rows[first:] for block in _turn(row, layout)))
    notes = _notes(texts[0], texts[first:], layout)
    return Talk(blocks, tuple(notes), tuple(_doubts(texts[first:], layout, _first(rows[0]))))


def is_side_by_side(cells: Sequence[str]) -> bool:
    """Whether nearly every cell of a table begins with a label of its own, as `Maya: words | Tom: words` does."""
    begun = [opening(cell) for cell in cells]
    labelled = sum(one.label is not None and plausible(one.label) and bool(one.rest.strip()) for one in begun)
    return labelled >= _MOST * len(cells)


def _rows(paragraphs: Iterable[tuple[Cell, int, Sequence[str]]]) -> list[_Lines]:
    rows: dict[int, _Lines] = {}
    for cell, number, lines in paragraphs:
        if lines:
            there = rows.setdefault(cell.row, {}).setdefault(cell.column, [])
            there += [_Line(number, line) for line in lines]
    return list(rows.values())


def _turn(row: _Lines, layout: Layout) -> Iterator[Block]:
    label, start = label_in(_text(row.get(layout.speaker, [])))
    time = seconds_in(_text(row.get(layout.time, []))) if layout.time is not None else None
    start = time if time is not None else start
    unread = _text(row.get(layout.speaker, [])) if not label or len(label) > MOST_LETTERS else ""
    if unread:
        yield Block(unread, _first(row))
        label = ""
    lines = [line for column in (layout.words, *layout.also) for line in row.get(column, [])]
    for line in lines or [_Line(_first(row), "")]:
        yield Block(line.text, line.number, start=start, voice=label or None)
        label, start = "", None


def _notes(titles: Row, rows: Sequence[Row], layout: Layout) -> Iterator[str]:
    for column in layout.notes:
        count = sum(column in row for row in rows)
        yield f'{plural(count, "cell")} of the column "{titles[column].casefold()}" left out'


def _doubts(rows: Sequence[Row], layout: Layout, number: int) -> Iterator[str]:
    where = f"paragraph {number}: column"
    for column in layout.remarks:
        count = plural(sum(column in row for row in rows), "short entry", "short entries")
        yield f"{where} {column} of the table has {count}, which were left out as somebody's notes"
    for column in layout.also:
        yield f"{where} {column} of the table was read as more words of who speaks in its row"


def _text(lines: Iterable[_Line]) -> str:
    return " ".join(line.text for line in lines).strip()


def _first(row: Mapping[int, list[_Line]]) -> int:
    return min(line.number for lines in row.values() for line in lines)
