"""Lines as they stand on pages to paragraphs: what page and width part is joined, what every page repeats left out.

May hold geometry. Distances are in points, and of a page's own lines: nothing is assumed
of paper or margins. Words are joined as they stand: a hyphen at a line's end stays.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.formats.columns import column_by_column
from thematic.ingest.formats.margins import without_edges, without_footnotes, without_line_numbers
from thematic.ingest.formats.printed import begins_turn, letter_width
from thematic.ingest.imported import plural
from thematic.ingest.raw import Block
from thematic.ingest.talk.labels import is_id, key, opening, speaks_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.formats.printed import Line

__all__ = ["Printed", "paragraphs_on"]

# Of a page's width: lines that the margin ends come at least this far.
_REACH = 0.6
_WIDER = 1.25
# Of a letter's size: wide enough for a space, and for what margins are off by.
_SPACE = 0.6
_SPACED_SHARE = 0.5
# A line may be broken behind these without a space.
_BREAKABLE = frozenset("-\u2010\u2013\u2014/\u2026")


class Printed(NamedTuple):
    """The paragraphs of a document, what was left out of them, and what is to be doubted."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line among those of all pages: its number, and how far under the one before; none on another page."""

    line: Line
    number: int
    gap: float | None


@dataclass(frozen=True, slots=True)
class _Look:
    """How a document sets its text.

    Attributes:
        right: where its longest lines end; beyond all where none is long.
        gap: from one line to the next inside a paragraph.
        spaced: most paragraphs are parted by more than that.
        trailing: a line that its width ends keeps the space it ended at.
    """

    right: float
    gap: float
    spaced: bool
    trailing: bool


def paragraphs_on(pages: Sequence[Sequence[Line]], width: float = 0.0, marks: int = 0) -> Printed:
    """Return the paragraphs on `pages`, one block each, and what was left out.

    A line goes on in the paragraph before where that ended at its width: on the same page also no further under it than
    lines of a paragraph are. Where it may as well begin with a label it is a block of its own, marked as wrapped. Where
    no line comes near the edge of a page of that `width`, nothing was ended by it. `Block.line` counts printed lines
    over all pages, and one more for every gap between paragraphs. Only where there were `marks` of footnotes, notes are
    looked for.
    """
    kept, left = without_edges(pages)
    kept, noted = without_footnotes(kept) if marks else (kept, 0)
    kept, numbered = without_line_numbers(kept)
    columns = column_by_column(kept)
    placed = list(_placed(columns.pages))
    look = _look(placed, width / 2 if columns.split else width) if placed else None
    blocks = tuple(_blocks(placed, look)) if look else ()
    notes = [*_footnotes(marks, noted), *_notes(left, columns.split, numbered=numbered)]
    return Printed(blocks, tuple(notes), tuple(_doubts(columns.doubtful)))


def _footnotes(marks: int, lines: int) -> Iterator[str]:
    if marks:
        yield f"{plural(marks, 'small raised number')} (marks of footnotes) left out"
    if lines:
        yield f"{plural(lines, 'line')} of footnotes left out"


def _notes(edges: int, columns: int, *, numbered: bool) -> Iterator[str]:
    if edges:
        yield f"{plural(edges, 'line')} at the top or bottom of pages (headers, page numbers) left out"
    if numbered:
        yield "the numbers of lines left out"
    if columns:
        yield f"{plural(columns, 'page')} in two columns read one column after the other"


def _doubts(columns: int) -> Iterator[str]:
    if columns:
        one, many = "page seems to be set in two columns, which was", "pages seem to be set in two columns, which were"
        yield f"{plural(columns, one, many)} read line by line across both: sentences may be mixed up"


def _placed(pages: Sequence[Sequence[Line]]) -> Iterator[_Placed]:
    number = 0
    for page in pages:
        before: Line | None = None
        for line in page:
            number += 1
            yield _Placed(line, number, None if before is None else before.base - line.base)
            before = line


def _look(placed: Sequence[_Placed], width: float) -> _Look:
    gaps = Counter(round(one.gap, 1) for one in placed if one.gap is not None and one.gap > 0)
    right = max(one.line.right for one in placed)
    if right < _REACH * width:
        right = math.inf
    gap = _usual(gaps)
    full = [before.line for before, one in _pairs(placed) if _is_full(before.line, one.line, right)]
    trailing = sum(line.text.endswith(" ") for line in full)
    return _Look(right, gap, _is_spaced(placed, right, gap), 2 * trailing > len(full) > 0)


def _is_spaced(placed: Sequence[_Placed], right: float, gap: float) -> bool:
    """Whether it is by a gap that most paragraphs are told: one empty line does not make it so."""
    ends = [one for before, one in _pairs(placed) if one.gap is not None and not _is_full(before.line, one.line, right)]
    return sum(one.gap is not None and one.gap > _WIDER * gap for one in ends) > _SPACED_SHARE * len(ends)


def _pairs(placed: Sequence[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    return itertools.pairwise(placed)


def _usual(gaps: Counter[float]) -> float:
    """Return the smallest gap that is no rarity: that between the lines of one paragraph."""
    common = [size for size, count in gaps.items() if count * 20 >= gaps.total()]
    return min(common, default=0.0)


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of `line` did not fit behind `before`."""
    return before.right + _SPACE * line.size + line.word - line.left > right


def _blocks(placed: Sequence[_Placed], look: _Look) -> Iterator[Block]:
    first = placed[0]
    used = _labels_at_beginnings(placed, look)
    text, number, wrapped, shift = first.line.text, first.number, False, 0
    for before, one in _pairs(placed):
        apart = _is_apart(one, look)
        goes_on = not apart and _is_full(before.line, one.line, look.right)
        surely = look.spaced and one.gap is not None
        if goes_on and not (_names(one.line.text, used) if surely else begins_turn(one.line.text)):
            text += _joint(before.line, one.line, look) + one.line.text.lstrip()
            continue
        yield Block(text, number, wrapped=wrapped)
        shift += apart
        text, number, wrapped = one.line.text, one.number + shift, goes_on
    yield Block(text, number, wrapped=wrapped)


def _is_apart(one: _Placed, look: _Look) -> bool:
    return one.gap is not None and one.gap > _WIDER * look.gap


def _labels_at_beginnings(placed: Sequence[_Placed], look: _Look) -> frozenset[str]:
    """Return the keys of what looks like a label where a paragraph begins for sure."""
    begins = [
        one.line.text
        for before, one in _pairs(placed)
        if _is_apart(one, look) or not _is_full(before.line, one.line, look.right)
    ]
    return frozenset(key(opening(text).label or "") for text in (placed[0].line.text, *begins) if begins_turn(text))


def _names(text: str, used: frozenset[str]) -> bool:
    """Whether a line inside a paragraph begins with a label that the file uses, or that can be nothing else."""
    label = opening(text).label or ""
    return begins_turn(text) and (key(label) in used or is_id(label) or speaks_role(label))


def _joint(before: Line, line: Line, look: _Look) -> str:
    """Return what stands between two lines of one paragraph: a space, unless the line was broken inside a word."""
    text = before.text
    if text.endswith((" ", "\t")):
        return ""
    if text[-1:] not in _BREAKABLE:
        return " "
    # At the very margin there is no room for the space that others keep.
    room = before.right + letter_width(before) < look.right
    inside = text[-1:] == "-" and text[-2:-1].isalpha() and line.text[:1].islower()
    return "" if (look.trailing and room) or (inside and not look.trailing) else " "
