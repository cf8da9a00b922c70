"""How much of what there is has been found, estimated from a sample of what the machine did not suggest. Pure.

The elusion test of document review (Roitblat 2007): of units that nothing was suggested for, a random sample is read;
the share of it that shows the code says how many more there are among those unread. Intervals are Clopper and Pearson's
(1934, doi:10.1093/biomet/26.4.404), which never promise more than they hold; where two parts are unknown, each is taken
at its own worse end with half of the error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Estimate", "Part", "estimate", "share_interval"]

_ERROR = 0.05


class Part(NamedTuple):
    """Some units of one kind: of `read` ones `kept` show the code, and `unread` are left."""

    read: int
    kept: int
    unread: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """How far one code has come.

    Attributes:
        found: units that were kept or given the code.
        unread: units that nobody has judged for it.
        expected: how many of these are expected to show it, with `expected_interval`, 95 %.
        recall: found / (found + expected), with `recall_interval`, 95 %; none where nothing is there to be found.
    """

    found: int
    unread: int
    expected: float
    expected_interval: tuple[float, float]
    recall: float | None
    recall_interval: tuple[float, float] | None


def estimate(suggested: Part, others: Part, also_found: int = 0) -> Estimate | None:
    """Return how far a code has come, or none where units are unread of which not one like them was read.

    Args:
        suggested: units that the machine suggested the code for.
        others: the rest; those `read` must be a random sample of them.
        also_found: units outside both that people gave the code of their own accord.
    """
    parts = (suggested, others)
    if any(part.unread and not part.read for part in parts):
        return None
    found, unread = also_found + sum(part.kept for part in parts), sum(part.unread for part in parts)
    expected = sum(part.unread * part.kept / part.read for part in parts if part.unread)
    open_parts = [part for part in parts if part.unread]
    error = _ERROR / max(1, len(open_parts))
    ends = [share_interval(part.kept, part.read, error) for part in open_parts]
    low = sum(part.unread * end[0] for part, end in zip(open_parts, ends, strict=True))
    high = sum(part.unread * end[1] for part, end in zip(open_parts, ends, strict=True))
    recall = found / (found + expected) if found + expected else None
    interval = (_share(found, high), _share(found, low)) if recall is not None else None
    return Estimate(found, unread, expected, (low, high), recall, interval)


def _share(found: float, missed: float) -> float:
    return found / (found + missed) if found + missed else 1.0


def share_interval(kept: int, read: int, error: float = _ERROR) -> tuple[float, float]:
    """Return the interval of a share that holds the true one at least 1 - `error` of the time."""
    from scipy.special import betaincinv

    low = 0.0 if kept == 0 else float(betaincinv(kept, read - kept + 1, error / 2))
    high = 1.0 if kept == read else float(betaincinv(kept + 1, read - kept, 1 - error / 2))
    return low, high
