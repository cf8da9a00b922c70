"""Lines as they stand on pages to paragraphs: what page and width part is joined, what every page repeats left out.

May hold geometry and the look of page numbers. Distances are in points, and of a page's own lines: nothing is assumed
of paper or margins. Words are joined as they stand: a hyphen at a line's end stays.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thematic.ingest.imported import plural
from thematic.ingest.raw import Block
from thematic.ingest.talk.labels import opening, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Line", "paragraphs_on"]

# How many lines at a page's top and bottom may be its header and footer.
_EDGE = 3
_FEWEST_PAGES = 3
_MOST_PAGES = 0.6
_NEAR = 4.0
# Of a page's width: lines that the margin ends come at least this far.
_REACH = 0.6
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p\.?|seite)\s{0,3})?(\d{1,4})\s{0,3}(?:(?:of|/|von|\|)\s{0,3}\d{1,4})?\W{0,3}", re.IGNORECASE
)
_LINE_NUMBER = re.compile(r"(\d{1,5})[\t ]\s{0,10}")
_DIGITS = re.compile(r"\d{1,9}")
_WIDER = 1.25
# Of a letter's size: wide enough for a space, and for what margins are off by.
_SPACE = 0.6
_SPACED_SHARE = 0.5


class Line(NamedTuple):
    """One line of a page: its base line's height, where it begins and ends, its letters' size, its first word's end."""

    base: float
    left: float
    right: float
    size: float
    word: float
    text: str


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
        spaced: paragraphs are parted by more than that.
        trailing: a line that its width ends keeps the space it ended at.
    """

    right: float
    gap: float
    spaced: bool
    trailing: bool


def paragraphs_on(pages: Sequence[Sequence[Line]], width: float = 0.0) -> tuple[list[Block], list[str]]:
    """Return the paragraphs on `pages`, one block each, and a note of what was left out.

    A line goes on in the paragraph before where that ended at its width: on the same page also no further under it than
    lines of a paragraph are. Where it may as well begin with a label it is a block of its own, marked as wrapped. Where
    no line comes near the edge of a page of that `width`, nothing was ended by it. `Block.line` counts printed lines
    over all pages, and one more for every gap between paragraphs.
    """
    kept, left = _without_edges(pages)
    kept, numbered = _without_line_numbers(kept)
    placed = list(_placed(kept))
    blocks = list(_blocks(placed, _look(placed, width))) if placed else []
    notes = [f"{plural(left, 'line')} at the top or bottom of pages (headers, page numbers) left out"] if left else []
    return blocks, [*notes, *(["the numbers of lines left out"] if numbered else [])]


def _without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """Leave out what stands at one height at the edge of most pages, its digits aside, and page numbers that count."""
    written = [[line for line in page if line.text.strip()] for page in pages]
    full = [page for page in written if page]
    seen = Counter(mark for page in full for mark in {_mark(line) for line in _edges(page)})
    often = {mark for mark, count in seen.items() if count >= max(_FEWEST_PAGES, _MOST_PAGES * len(full))}
    counting = _counting(written)
    kept = []
    for place, page in enumerate(written):
        edges = set(_edges(page))
        kept.append(
            [line for line in page if line not in edges or not (_mark(line) in often or (place, line) in counting)]
        )
    return kept, sum(map(len, written)) - sum(map(len, kept))


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _mark(line: Line) -> tuple[int, str]:
    text = " ".join(line.text.split())
    # "INT: Question 2?" at the top of every page is talk; "Interview 2, page 7" is a header.
    return round(line.base / _NEAR), text if _begins_turn(text) else _DIGITS.sub("#", text)


def _counting(pages: Sequence[Sequence[Line]]) -> set[tuple[int, Line]]:
    """Return the outermost lines that are page numbers: they count up with the pages, on all but perhaps the first."""
    numbers: dict[int, list[tuple[int, Line]]] = {}
    for place, page in enumerate(pages):
        for line in {*page[:1], *page[-1:]}:
            found = _PAGE_NUMBER.fullmatch(line.text.strip())
            if found and (len(pages) > 1 or not line.text.strip().isdigit()):
                numbers.setdefault(int(found[1]) - place, []).append((place, line))
    best = max(numbers.values(), key=len, default=[])
    return set(best) if len(best) >= max(min(2, len(pages)), len(pages) - 1) else set()


def _without_line_numbers(pages: list[list[Line]]) -> tuple[list[list[Line]], bool]:
    """Leave out the numbers that some typists print before every line, where they stand apart and count up."""
    lines = [line for page in pages for line in page]
    found = [_LINE_NUMBER.match(line.text) for line in lines]
    numbers = [int(one[1]) for one in found if one]
    counting = sum(after - before in {0, 1} for before, after in itertools.pairwise(numbers))
    if len(numbers) < max(_FEWEST_PAGES, _MOST_PAGES * len(lines)) or counting < _MOST_PAGES * len(numbers):
        return pages, False
    return [[_unnumbered(line) for line in page] for page in pages], True


def _unnumbered(line: Line) -> Line:
    found = _LINE_NUMBER.match(line.text)
    return line._replace(text=line.text[found.end() :]) if found else line


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
    full = [before.line for before, one in _pairs(placed) if _is_full(before.line, one.line, right)]
    gap = _usual(gaps)
    wide = sum(count for size, count in gaps.items() if size > _WIDER * gap)
    trailing = sum(line.text.endswith(" ") for line in full)
    return _Look(right, gap, wide > 0, 2 * trailing > len(full) > 0)


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
    text, number, wrapped, shift = first.line.text, first.number, False, 0
    for before, one in _pairs(placed):
        apart = one.gap is not None and one.gap > _WIDER * look.gap
        goes_on = not apart and _is_full(before.line, one.line, look.right)
        surely = look.spaced and one.gap is not None
        if goes_on and (surely or not _begins_turn(one.line.text)):
            text += _joint(before.line, one.line, look) + one.line.text.lstrip()
            continue
        yield Block(text, number, wrapped=wrapped)
        shift += apart
        text, number, wrapped = one.line.text, one.number + shift, goes_on
    yield Block(text, number, wrapped=wrapped)


def _begins_turn(text: str) -> bool:
    label = opening(text).label
    return label is not None and plausible(label)


def _joint(before: Line, line: Line, look: _Look) -> str:
    """Return what stands between two lines of one paragraph: a space, unless the line was broken inside a word."""
    text = before.text
    if text.endswith((" ", "\t")):
        return ""
    # At the very margin there is no room for the space that others keep.
    room = before.right + _letter(before) < look.right
    inside = text[-1:] == "-" and text[-2:-1].isalpha() and line.text[:1].islower()
    return "" if (look.trailing and room) or (inside and not look.trailing) else " "


def _letter(line: Line) -> float:
    return (line.right - line.left) / max(len(line.text.rstrip()), 1)
