"""What stands round the talk on pages: headers, footers, page numbers, numbers of lines. May hold how that is told."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from thematic.ingest.formats.printed import begins_turn, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.ingest.formats.printed import Line

__all__ = ["without_edges", "without_footnotes", "without_line_numbers"]

# How many lines at a page's top and bottom may be its header and footer.
_EDGE = 3
_FEWEST_PAGES = 3
_MOST_PAGES = 0.6
_NEAR = 4.0
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p\.?|seite)\s{0,3})?(\d{1,4})\s{0,3}(?:(?:of|/|von|\|)\s{0,3}\d{1,4})?\W{0,3}", re.IGNORECASE
)
_LINE_NUMBER = re.compile(r"(\d{1,5})(?:[\t ]\s{0,10}|$)")
_DIGITS = re.compile(r"\d{1,9}")
# Of numbers in the margin, how many have to follow the one before in the same step.
_IN_STEP = 0.8
_FEWEST_NUMBERS = 3
_NOTE = re.compile(r"\d{1,3}(?!\d)")
# Of the size of most lines: notes are set in smaller type.
_SMALLER = 0.95


def without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
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
    return round(line.base / _NEAR), text if begins_turn(text) else _DIGITS.sub("#", text)


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


def without_footnotes(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """Leave out the notes at the foot of pages: lines in small type below the others, from one that has a number."""
    sizes = Counter(round(line.size, 1) for page in pages for line in page)
    small = _SMALLER * max(sizes, key=lambda size: sizes[size], default=0)
    kept = [page[: _foot(page, small)] for page in pages]
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _foot(page: Sequence[Line], small: float) -> int:
    below = list(itertools.takewhile(lambda place: page[place].size < small, reversed(range(len(page)))))
    return next((place for place in reversed(below) if _NOTE.match(page[place].text)), len(page))


def without_line_numbers(pages: list[list[Line]]) -> tuple[list[list[Line]], bool]:
    """Leave out the numbers of lines, where they stand before every line or in the margin and count up."""
    lines = [line for page in pages for line in page]
    if not _before_every(lines):
        margin = _margin(lines)
        if not _in_step(lines, margin):
            return pages, False
        unnumbered = ([_unnumbered(line) if _hangs(line, margin) else line for line in page] for page in pages)
    else:
        unnumbered = ([_unnumbered(line) for line in page] for page in pages)
    return [[line for line in page if line.text.strip()] for page in unnumbered], True


def _before_every(lines: Sequence[Line]) -> bool:
    numbers = _numbers(lines)
    counting = sum(after - before in {0, 1} for before, after in itertools.pairwise(numbers))
    return len(numbers) >= max(_FEWEST_PAGES, _MOST_PAGES * len(lines)) and counting >= _MOST_PAGES * len(numbers)


def _in_step(lines: Sequence[Line], margin: float) -> bool:
    """Whether the numbers that hang in the margin count up, as by fives; they may begin anew on a page."""
    numbers = _numbers([line for line in lines if _hangs(line, margin)])
    steps = Counter(after - before for before, after in itertools.pairwise(numbers))
    forward = sum(count for step, count in steps.items() if step > 0)
    return len(numbers) >= _FEWEST_NUMBERS and max(steps.values()) >= _IN_STEP * forward > 0


def _margin(lines: Sequence[Line]) -> float:
    """Return where lines begin that have no number."""
    lefts = Counter(round(line.left) for line in lines if not _LINE_NUMBER.match(line.text))
    return max(lefts, key=lambda left: lefts[left], default=0)


def _hangs(line: Line, margin: float) -> bool:
    return line.left < margin - line.size / 2 and _LINE_NUMBER.match(line.text) is not None


def _numbers(lines: Sequence[Line]) -> list[int]:
    found = (_LINE_NUMBER.match(line.text) for line in lines)
    return [int(one[1]) for one in found if one]


def _unnumbered(line: Line) -> Line:
    found = _LINE_NUMBER.match(line.text)
    if found is None:
        return line
    gap = next((gap for gap in line.gaps if gap.after == found.end()), None)
    return line._replace(text=line.text[found.end() :]) if gap is None else cut(line, gap)[1]
