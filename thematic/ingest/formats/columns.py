"""Pages set in two columns to one column after the other, where that is plain. May hold how a gutter is told."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.formats.printed import begins_turn, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.ingest.formats.printed import Line

__all__ = ["Columns", "column_by_column"]

# Of what a page's lines span: the second column begins between these.
_MIDDLE = (0.35, 0.65)
_FEWEST_LINES = 5
_SHARE = 0.3
_MOST_ACROSS = 0.1
# Of a column's width: so long are the lines of one, on the whole. Names beside what they said are shorter.
_LONG = 0.5
_NEAR = 2.0


class _Gutter(NamedTuple):
    """Where the first column begins, and where the second does."""

    left: float
    right: float


class Columns(NamedTuple):
    """Pages or, where they had two columns, half pages, in reading order.

    Attributes:
        split: how many pages were read column by column.
        doubtful: how many have a gutter, but labels on one side of it only: their lines are as they were.
    """

    pages: list[list[Line]]
    split: int
    doubtful: int


def column_by_column(pages: Sequence[Sequence[Line]]) -> Columns:
    """Return the pages with two columns as two, the second moved to where the first one stands.

    That is where the same white space parts most lines of a page, long ones on both sides of it, and where on both
    sides lines of the file begin with labels.
    """
    gutters = [_gutter(page) for page in pages]
    found = [(page, gutter) for page, gutter in zip(pages, gutters, strict=True) if gutter]
    halves = [_halves(page, gutter) for page, gutter in found]
    labels = [sum(begins_turn(line.text) for half in halves for line in half[side]) for side in (0, 1)]
    if not found or not all(labels):
        return Columns([list(page) for page in pages], 0, len(found))
    split: list[list[Line]] = []
    for page, gutter in zip(pages, gutters, strict=True):
        split += [half for half in _halves(page, gutter) if half] if gutter else [list(page)]
    return Columns(split, len(found), 0)


def _gutter(page: Sequence[Line]) -> _Gutter | None:
    parts = [part for line in page for part in line.parts()]
    if len(page) < _FEWEST_LINES:
        return None
    left, right = min(part[0] for part in parts), max(part[1] for part in parts)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    begins = Counter(round(part[0]) for part in parts if first <= part[0] <= last)
    at, count = max(begins.items(), key=lambda one: one[1], default=(0, 0))
    if count < max(_FEWEST_LINES, _SHARE * len(page)):
        return None
    sides = (
        [end - begin for begin, end in parts if end < at],
        [end - begin for begin, end in parts if begin >= at - _NEAR],
    )
    across = len(parts) - sum(map(len, sides))
    if across > _MOST_ACROSS * len(parts) or not all(sides):
        return None
    wide = all(
        statistics.median(side) >= _LONG * width for side, width in zip(sides, (at - left, right - at), strict=True)
    )
    return _Gutter(left, at) if wide else None


def _halves(page: Sequence[Line], gutter: _Gutter) -> tuple[list[Line], list[Line]]:
    """Return the lines of both columns; what goes across both, such as a title, counts as the first one's."""
    first: list[Line] = []
    second: list[Line] = []
    for line in page:
        for one in _parted(line, gutter):
            if one.left >= gutter.right - _NEAR:
                second.append(_moved(one, gutter.left - gutter.right))
            else:
                first.append(one._replace(right=min(one.right, gutter.right)))
    return first, second


def _parted(line: Line, gutter: _Gutter) -> Iterator[Line]:
    gap = next((gap for gap in line.gaps if gap.left < gutter.right and gap.right >= gutter.right - _NEAR), None)
    if gap is None:
        yield line
    else:
        yield from cut(line, gap)


def _moved(line: Line, by: float) -> Line:
    gaps = tuple(gap._replace(left=gap.left + by, right=gap.right + by) for gap in line.gaps)
    return line._replace(left=line.left + by, right=line.right + by, word=line.word + by, gaps=gaps)
