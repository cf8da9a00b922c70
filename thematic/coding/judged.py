"""What people's decisions say of the units that the machine judges. Pure.

Coders judge sentences, turns and spans of any length; the machine judges sentences and turns. A decision speaks for the
unit it was made on. It also speaks for other units where that follows: who keeps a sentence keeps its turn, and who
refuses a turn refuses each of its sentences.
"""

from __future__ import annotations

import bisect
import dataclasses
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from thematic.model import UnitKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Decision, Span, Unit

    Judged = NDArray[np.int8]

__all__ = ["KEPT", "NOTHING", "REFUSED", "on_texts", "on_units"]

KEPT, REFUSED, NOTHING = 1, 0, -1
# "Unsure" is an answer, but teaches neither side.
_SAYS = {Verdict.ACCEPT: KEPT, Verdict.CODE: KEPT, Verdict.AMEND: KEPT, Verdict.REJECT: REFUSED}
_MAINLY = 0.5


def on_units(units: Sequence[Unit], decisions: Iterable[Decision], codes: Sequence[str]) -> Judged:
    """Return `KEPT`, `REFUSED` or `NOTHING` for each unit and code, shape (units, codes).

    A decision on exactly the unit's words counts before any that follows from other words; where coders, or what
    follows from several decisions, are evenly split, nothing is said.
    """
    import numpy as np

    columns = {code: at for at, code in enumerate(codes)}
    votes = np.zeros((2, 2, len(units), len(codes)), dtype=np.int64)
    places = _Places(units)
    for one in chain.from_iterable(map(_said, decisions)):
        if one.verdict in _SAYS and one.code in columns:
            for at, exact in places.spoken_of(one):
                votes[int(exact), _SAYS[one.verdict], at, columns[one.code]] += 1
    exactly, follows = _majority(votes[1]), _majority(votes[0])
    return np.where(votes[1].any(axis=0), exactly, follows).astype(np.int8)


def _said(one: Decision) -> Iterator[Decision]:
    """Yield what a decision says; one that gives another code than was suggested also refuses that."""
    yield one
    if one.verdict is Verdict.AMEND and one.replaces and one.replaces[1] != one.code:
        span, code = one.replaces
        yield dataclasses.replace(one, verdict=Verdict.REJECT, span=span, code=code)


def on_texts(judged: Judged, rows: NDArray[np.int64], texts: int) -> Judged:
    """Return the same for distinct texts, shape (texts, codes): units of the same words vote.

    Args:
        judged: of units, shape (units, codes).
        rows: each unit's text, shape (units,).
        texts: how many texts there are.
    """
    import numpy as np

    votes = np.zeros((2, texts, judged.shape[1]), dtype=np.int64)
    for verdict in (REFUSED, KEPT):
        np.add.at(votes[verdict], rows, judged == verdict)
    return _majority(votes).astype(np.int8)


def _majority(votes: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.where(votes[KEPT] > votes[REFUSED], KEPT, np.where(votes[REFUSED] > votes[KEPT], REFUSED, NOTHING))


class _Places:
    """Units by transcript, so that a decision finds those it speaks of."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._at: dict[tuple[str, UnitKind], list[int]] = defaultdict(list)
        for at in sorted(range(len(units)), key=lambda at: units[at].span):
            self._at[units[at].transcript, units[at].kind].append(at)

    def spoken_of(self, decision: Decision) -> Iterator[tuple[int, bool]]:
        """Yield the units that a decision speaks of, and whether it was made on exactly their words."""
        for kind in UnitKind:
            for at in self._touching(decision.transcript, kind, decision.span):
                unit = self._units[at].span
                exact = unit == decision.span
                if exact or _follows(_SAYS[decision.verdict], unit, decision.span):
                    yield at, exact

    def _touching(self, transcript: str, kind: UnitKind, span: Span) -> Iterator[int]:
        """Yield the units of one kind that overlap a span; units of one kind do not overlap each other."""
        found = self._at.get((transcript, kind), [])
        first = bisect.bisect_right(found, span.start, key=lambda at: self._units[at].span.end)
        for at in found[first:]:
            if self._units[at].span.start >= span.end:
                return
            yield at


def _follows(says: int, unit: Span, span: Span) -> bool:
    """Whether what was said of `span` holds of `unit`: what was kept is mainly in it, or it was mainly refused."""
    shared = min(unit.end, span.end) - max(unit.start, span.start)
    whole = span if says == KEPT else unit
    return shared >= _MAINLY * (whole.end - whole.start)
