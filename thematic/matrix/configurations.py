"""Contexts, mechanisms and outcomes spoken of together: which of each, how often, and in whose words. Pure.

After realist evaluation (Pawson & Tilley 1997, Realistic Evaluation): a configuration is a context, a mechanism and an
outcome that are given near one another. That they stand together is counted; that one brings about another is not.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thematic.matrix.counts import Mention
    from thematic.model import Span

__all__ = ["Configuration", "Parts", "configurations"]

# As in `together`: turns this far apart are in one another's neighbourhood.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """Which codes are contexts, which mechanisms, which outcomes."""

    contexts: tuple[str, ...]
    mechanisms: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """A context, a mechanism and an outcome, with the excerpts in which they stand near the mechanism."""

    context: str
    mechanism: str
    outcome: str
    excerpts: tuple[Mention, ...]
    turns: int

    @property
    def groups(self) -> frozenset[str]:
        """The sessions it was spoken of in."""
        return frozenset(one.transcript for one in self.excerpts)

    @property
    def participants(self) -> frozenset[str]:
        """Those whose words they are, as far as they are known."""
        return frozenset(one.participant for one in self.excerpts if one.participant)


def configurations(mentions: Iterable[Mention], parts: Parts) -> list[Configuration]:
    """Return the configurations that are spoken of, those in most turns first, ties in the order of the codes.

    One is counted for each turn with the mechanism that has the context and the outcome within two turns of it; a code
    may be in several parts, and stands with itself in none.
    """
    by_code: dict[str, list[Mention]] = {}
    for one in sorted(mentions, key=lambda one: one.place):
        for code in one.codes:
            by_code.setdefault(code, []).append(one)
    triples = itertools.product(parts.contexts, parts.mechanisms, parts.outcomes)
    found = [_configured(by_code, *triple) for triple in triples if len(set(triple)) == len(triple)]
    return sorted((one for one in found if one.turns), key=lambda one: -one.turns)


def _configured(by_code: dict[str, list[Mention]], context: str, mechanism: str, outcome: str) -> Configuration:
    turns: set[tuple[str, int]] = set()
    behind: dict[tuple[str, Span], Mention] = {}
    for one in by_code.get(mechanism, ()):
        contexts, outcomes = _near(one, by_code.get(context, ())), _near(one, by_code.get(outcome, ()))
        if contexts and outcomes:
            turns.add((one.transcript, one.turn))
            behind |= {each.place: each for each in (*contexts, one, *outcomes)}
    return Configuration(context, mechanism, outcome, tuple(behind[place] for place in sorted(behind)), len(turns))


def _near(one: Mention, others: Sequence[Mention]) -> list[Mention]:
    return [each for each in others if each.transcript == one.transcript and abs(each.turn - one.turn) <= _NEAR]
