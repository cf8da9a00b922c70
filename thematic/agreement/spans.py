"""How far two coders marked the same words with one code: by characters, by whole spans, and by Krippendorff's alpha_U.

Spans are (start, end) in code points, half-open, those of one coder not overlapping each other: `merged` sees to it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from thematic.agreement.counts import Ratings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Piece = tuple[int, int]

__all__ = ["alpha_u", "digitised", "merged", "span_f1"]


def merged(spans: Iterable[Piece]) -> list[Piece]:
    """Return the spans in order, those that overlap or touch as one."""
    found: list[Piece] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found


def digitised(spans: Sequence[Sequence[Piece]], length: int) -> Ratings:
    """Return a judgement for each character of a text, of as many coders as there are lists of spans."""
    values = np.zeros((length, len(spans)), dtype=np.int8)
    for coder, own in enumerate(spans):
        for start, end in own:
            values[start:end, coder] = 1
    return Ratings(values, np.zeros(length, dtype=np.int64))


def span_f1(one: Sequence[Piece], two: Sequence[Piece], overlap: float = 1.0) -> tuple[int, int]:
    """Return (pairs found, spans in all) for F1 = 2 * pairs / spans; a pair shares at least `overlap` of its union.

    With `overlap` 1.0 spans are paired that are the same. Above one half no span can be paired with two; at one half
    and below, a span is paired once, in order.
    """
    used: set[int] = set()
    for mine in one:
        place = next((at for at, other in enumerate(two) if at not in used and _iou(mine, other) >= overlap), None)
        if place is not None:
            used.add(place)
    return len(used), len(one) + len(two)


def _iou(one: Piece, two: Piece) -> float:
    both = min(one[1], two[1]) - max(one[0], two[0])
    return max(both, 0) / (max(one[1], two[1]) - min(one[0], two[0]))


def alpha_u(coders: Sequence[Sequence[Piece]], start: int, length: int) -> tuple[float | None, float, float]:
    """Return (alpha_U, D_o, D_e) for one code on a continuum; alpha_U is none where nobody marked anything.

    Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25, 47-76;
    Krippendorff (2004), Content Analysis (2nd ed.), 251-256. What lies between two marked spans is a gap, a unit of
    its own; two units that overlap differ by the squares of their ends' distances, a marked one that lies wholly in a
    gap by the square of its length.
    """
    sections = [_sections(own, start, length) for own in coders]
    count = len(coders)
    apart = sum(_difference(one, two) for at, one in enumerate(sections) for two in sections[at + 1 :])
    observed = 2 * apart / (count * (count - 1) * length**2)
    expected = _expected(coders, sections, length)
    return (1 - observed / expected if expected else None), observed, expected


# A part of the continuum: where it starts and ends, and whether it was marked.
_Section = tuple[int, int, bool]


def _sections(own: Sequence[Piece], start: int, length: int) -> list[_Section]:
    marked = [(first, last, True) for first, last in own]
    around = [(start, start), *own, (start + length, start + length)]
    gaps = [(before[1], after[0], False) for before, after in pairwise(around) if after[0] > before[1]]
    return sorted([*marked, *gaps])


def _difference(one: Sequence[_Section], two: Sequence[_Section]) -> float:
    return sum(_apart(mine, other) for mine in one for other in two if min(mine[1], other[1]) > max(mine[0], other[0]))


def _apart(one: _Section, two: _Section) -> float:
    """Return how far two sections that overlap differ."""
    if one[2] and two[2]:
        return float((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2)
    if one[2] and two[0] <= one[0] and one[1] <= two[1]:
        return float((one[1] - one[0]) ** 2)
    if two[2] and one[0] <= two[0] and two[1] <= one[1]:
        return float((two[1] - two[0]) ** 2)
    return 0.0


def _expected(coders: Sequence[Sequence[Piece]], sections: Sequence[Sequence[_Section]], length: int) -> float:
    """Return D_e: how far the marked units would differ if they were put together in every way, anywhere."""
    units = [last - first for own in coders for first, last in own]
    gaps = [last - first for own in sections for first, last, marked in own if not marked]
    if not units:
        return 0.0
    among = sum((len(units) - 1) / 3 * (2 * one**3 - 3 * one**2 + one) for one in units)
    in_gaps = sum(one * one * (gap - one + 1) for one in units for gap in gaps if gap >= one)
    ways = len(coders) * length
    return 2 / length * (among + in_gaps) / (ways * (ways - 1) - sum(one * (one - 1) for one in units))
