"""Texts in batches of one length each: no padding, and no text's sums depend on its neighbours'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["equally_long"]


def equally_long(texts: Sequence[Sequence[int]], most: int) -> Iterator[list[int]]:
    """Yield the positions of at most `most` texts of equally many word pieces, shorter ones first."""
    by_length: dict[int, list[int]] = {}
    for row, pieces in enumerate(texts):
        by_length.setdefault(len(pieces), []).append(row)
    for length in sorted(by_length):
        rows = by_length[length]
        yield from (rows[start : start + most] for start in range(0, len(rows), most))
