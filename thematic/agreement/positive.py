"""How far two people's codings agree. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Set as AbstractSet

__all__ = ["PositiveAgreement", "positive_agreement"]


@dataclass(frozen=True, slots=True)
class PositiveAgreement:
    """How much of what either of two people coded both did.

    Attributes:
        both: how many places both coded, a.
        alone: how many one of them coded and the other did not, b + c.
    """

    both: int
    alone: int

    @property
    def value(self) -> float | None:
        """2a / (2a + b + c), 0..1; none where nobody coded anything.

        What neither coded does not count, so that it cannot be raised by leaving much uncoded. Dice (1945), Ecology 26,
        297-302; as positive agreement: Cicchetti and Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558.
        """
        each = 2 * self.both + self.alone
        return 2 * self.both / each if each else None


def positive_agreement(one: AbstractSet[Hashable], other: AbstractSet[Hashable]) -> PositiveAgreement:
    """Return how far two people agree on the places that either coded."""
    return PositiveAgreement(len(one & other), len(one ^ other))
