"""Code saturation: how much a run of further sessions adds to what the first ones gave. Pure.

Method: Guest, Namey & Chen (2020), PLOS ONE 15(5):e0232076, doi:10.1371/journal.pone.0232076. The first `base` sessions
give so many different codes; a run of `run` sessions after them is looked at for codes that none before it gave, and
the run slides on by one. Saturation is where the new codes of a run, beside those of the base, are at most the
threshold.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Orders", "Run", "Saturation", "Settings", "in_this_order", "over_orders"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Base size and run length in sessions, and the share of new information, 0..1, that counts as little."""

    base: int = 4
    run: int = 2
    threshold: float = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One run: after how many sessions it begins, the codes new in it, and their share of the base's, 0 or more."""

    after: int
    new: int
    share: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """What one order of sessions gives.

    Attributes:
        base: how many different codes the first sessions gave.
        runs: one after another.
        reached: after how many sessions the first run with little new begins; none where there is no such run.
        seen: how many different codes were seen after each session.
    """

    base: int
    runs: tuple[Run, ...]
    reached: int | None
    seen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Orders:
    """What many orders of the same sessions give.

    Attributes:
        tried: how many there were.
        never: in how many no run had little new.
        reached: after how many sessions, and in how many of the orders.
        middle: after each session, the median number of codes seen, with the 5th and 95th of 100.
    """

    tried: int
    never: int
    reached: tuple[tuple[int, int], ...]
    middle: tuple[tuple[int, int, int], ...]


def in_this_order(sessions: Sequence[frozenset[str]], settings: Settings) -> Saturation:
    """Return how much is new, session after session, each given as its codes.

    Where the base gave no code at all, nothing can be said of it and no run is little.
    """
    seen = _seen(sessions)
    counts = tuple(map(len, seen))
    base = counts[settings.base - 1] if len(sessions) >= settings.base else 0
    runs = []
    for after in range(settings.base, len(sessions) - settings.run + 1):
        new = counts[after + settings.run - 1] - counts[after - 1]
        runs.append(Run(after, new, round(new / base, 6) if base else float(new > 0)))
    reached = next((one.after for one in runs if base and one.share <= settings.threshold), None)
    return Saturation(base, tuple(runs), reached, counts)


def over_orders(sessions: Mapping[str, frozenset[str]], settings: Settings, *, orders: int, seed: int) -> Orders:
    """Return the same over random orders, drawn by the seed from the sessions in the order of their names."""
    dice = random.Random(seed)  # noqa: S311  no secret
    names = sorted(sessions)
    found = [in_this_order([sessions[one] for one in dice.sample(names, len(names))], settings) for _ in range(orders)]
    stops = Counter(one.reached for one in found if one.reached is not None)
    middle = tuple(_middle(sorted(one.seen[at] for one in found)) for at in range(len(names)))
    return Orders(orders, sum(one.reached is None for one in found), tuple(sorted(stops.items())), middle)


def _seen(sessions: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    seen, every = [], frozenset[str]()
    for codes in sessions:
        every |= codes
        seen.append(every)
    return seen


def _middle(counts: Sequence[int]) -> tuple[int, int, int]:
    def at(share: float) -> int:
        return counts[min(len(counts) - 1, int(share * len(counts)))]

    return at(0.5), at(0.05), at(0.95)
