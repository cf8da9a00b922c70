"""Paragraphs as every word processor has them, and the tables they may stand in, to blocks.

May hold what Word, OpenDocument, RTF and HTML share once their markup is read: lines, headings, tables of talk.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.formats.rows import Cell, Talk, is_side_by_side, talk_in
from thematic.ingest.imported import plural
from thematic.ingest.limits import MOST_IN_LINE, mojibake
from thematic.ingest.raw import Block, Content
from thematic.ingest.talk.head import is_metadata
from thematic.ingest.talk.labels import opening, plausible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Left", "Paragraph", "Paragraphs", "Tables", "content_of", "is_heading_style"]

_HEADING = re.compile(r"(?:heading|überschrift|berschrift|titre|t[ií]tulo)\s?\d|title|subtitle|toc \d")

# Above a table that stands among the talk, more lines than this name somebody; a head may have as many.
_HEAD = 3
_SEVERAL = {
    "footnote's mark": "footnotes' marks",
    "piece of hidden text": "pieces of hidden text",
    "sign of a picture font": "signs of picture fonts",
}
_MOST_PARAGRAPHS = 200_000
_MOST_LETTERS = 20_000_000


@dataclass(slots=True)
class Paragraph:
    """One paragraph's words as they are read; `number` counts all paragraphs, from 1."""

    number: int
    heading: bool = False
    pieces: list[str] = field(default_factory=list)
    runs_on: bool = False
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The words, line breaks as LF."""
        return "".join(self.pieces)

    def lines(self) -> list[str]:
        """The lines that hold words."""
        return [line for line in self.text.split("\n") if line.strip()]


class Paragraphs:
    """The paragraphs of a document in order, as many as a transcript may have."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.all: list[Paragraph] = []
        self._letters = 0

    def add(self, paragraph: Paragraph) -> None:
        """Take the next one.

        Raises:
            InputError: it is too long, or there are too many.
        """
        letters = sum(map(len, paragraph.pieces))
        self._letters += letters
        if letters > MOST_IN_LINE:
            reason = f"a paragraph has over {MOST_IN_LINE // 1_000_000} million characters; no transcript has"
            raise InputError(self.name, reason, line=paragraph.number)
        if len(self.all) >= _MOST_PARAGRAPHS or self._letters > _MOST_LETTERS:
            reason = f"it has over {_MOST_PARAGRAPHS:,} paragraphs or {_MOST_LETTERS // 1_000_000} million characters"
            raise InputError(self.name, f"{reason}; no transcript has")
        self.all.append(paragraph)


@dataclass(slots=True)
class Left:
    """Counts of what a document holds beside its words and is left out."""

    comments: int = 0
    footnotes: int = 0
    deletions: int = 0
    marks: int = 0
    hidden: int = 0
    pictures: int = 0

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each that there is."""
        counted = {
            "comment": self.comments,
            "footnote": self.footnotes,
            "tracked deletion": self.deletions,
            "footnote's mark": self.marks,
            "piece of hidden text": self.hidden,
            "sign of a picture font": self.pictures,
        }
        for what, count in counted.items():
            if count:
                yield f"{plural(count, what, _SEVERAL.get(what))} left out"


class Tables:
    """Where a document that streams past stands among its tables, however they nest."""

    def __init__(self) -> None:
        self._count = 0
        self._open: list[Cell] = []

    def begin_table(self) -> None:
        """Enter a table."""
        self._count += 1
        self._open.append(Cell(self._count, 0, 0))

    def begin_row(self) -> None:
        """Enter the next row of the innermost table."""
        if self._open:
            self._open[-1] = Cell(self._open[-1].table, self._open[-1].row + 1, 0)

    def begin_cell(self) -> None:
        """Enter the next cell of the innermost row."""
        if self._open:
            self._open[-1] = self._open[-1]._replace(column=self._open[-1].column + 1)

    def end_table(self) -> None:
        """Leave the innermost table."""
        if self._open:
            self._open.pop()

    @property
    def cell(self) -> Cell | None:
        """The innermost cell, or none outside every table."""
        return self._open[-1] if self._open else None


def is_heading_style(title: str) -> bool:
    """Whether a style called `title` is one of headings, titles or a table of contents."""
    return _HEADING.match(title.casefold()) is not None


def content_of(
    file_format: str,
    paragraphs: Paragraphs,
    left: Left,
    encoding: str | None = None,
    notes: Sequence[str] = (),
) -> Content:
    """Return a document's paragraphs as blocks: one a line, a table of talk with the speakers that its rows name."""
    read = list(_read(paragraphs.all))
    blocks = tuple(block for part in read for block in part.blocks)
    doubt = mojibake("\n".join(block.text for block in blocks))
    told = [note for part in read for note in part.notes]
    doubts = [*([doubt] if doubt else []), *(one for part in read for one in part.doubts)]
    return Content(
        file_format, blocks, encoding, (*notes, *left.notes(), *told), doubts=tuple(doubts), place="paragraph"
    )


def _read(paragraphs: Iterable[Paragraph]) -> Iterator[Talk]:
    """Yield the paragraphs between tables, and each table, as they are read."""
    speaking = 0
    for table, group in itertools.groupby(paragraphs, key=lambda one: one.cell.table if one.cell else 0):
        members = list(group)
        talk = talk_in([(one.cell, one.number, one.lines()) for one in members if one.cell]) if table else None
        read = _plain(members, speaking > _HEAD) if talk is None else talk
        speaking += sum(block.voice is not None or _names_somebody(block.text) for block in read.blocks)
        yield read


def _plain(paragraphs: Sequence[Paragraph], amid_talk: bool) -> Talk:  # noqa: FBT001  one of two facts
    """Return paragraphs as they stand; a table of several columns among them is none of talk, and so a doubt."""
    said = [(one, line) for one in paragraphs for line in one.lines()]
    columns = {one.cell.column for one, _ in said if one.cell}
    table = len(columns) > 1 and not is_side_by_side([one.text for one in paragraphs if one.text.strip()])
    blocks = tuple(Block(line, one.number, heading=one.heading, cell=table) for one, line in said)
    where = f"paragraph {blocks[0].line}: a table" if blocks else ""
    doubt = f"{where} that seems to be no talk was read as words of who speaks above it"
    return Talk(blocks, doubts=(doubt,) if table and amid_talk else ())


def _names_somebody(line: str) -> bool:
    label = opening(line).label
    return label is not None and plausible(label) and not is_metadata(line)
