"""How far two people's codings agree. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Set as AbstractSet

__all__ = ["positive_agreement"]


def positive_agreement(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> float | None:
    """Return 2a / (2a + b + c), 0..1: of what either coded, how much both did; none where nobody coded anything.

    What neither coded does not count, so that it cannot be raised by leaving much uncoded. Dice (1945), Ecology 26,
    297-302; as positive agreement: Cicchetti and Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558.
    """
    each = len(one) + len(other)
    return 2 * len(one & other) / each if each else None
