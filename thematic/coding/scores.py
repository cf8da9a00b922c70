"""Units and a codebook to scores: what ranks, what is worth showing before anybody has decided, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.combine import Signals, signals_of
from thematic.coding.material import Material, gather
from thematic.coding.polarity import negative_cases
from thematic.coding.selection import Standing, chosen, cutoffs
from thematic.model import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Codebook, Encoder, Unit

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["SUGGESTER", "Scores", "score"]

# Names the method in every suggestion: it changes whenever the same texts could get other suggestions.
SUGGESTER = "built-in/2"

_DECIMALS = 6
# A turn is nearly as much its best sentence as itself; a sentence leans a little on its turn.
_TURN_OF_SENTENCES, _SENTENCE_OF_TURN = 0.4, 0.15


@dataclass(frozen=True, slots=True)
class Scores:
    """What the machine makes of each unit and code; arrays of shape (units, codes) in the order of `units` and `codes`.

    Attributes:
        values: 0..1, rounded to six decimals; ranks the units within a code. Not a probability. 0.5 is where a unit
            begins to be worth showing; a code that says nothing of itself has 0 throughout.
        selected: worth showing before anybody has decided.
        negative: may be a negative case, where the unit shows the code at all.
        signals: the parts that made the ranking, by name, standardised per code and weighted.
        material: what was read, for evidence; `rows` are the units' places in it.
    """

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    values: Matrix
    selected: Mask
    negative: Mask
    signals: dict[str, Matrix]
    material: Material
    rows: NDArray[np.int64]

    def of(self, kind: UnitKind) -> Scores:
        """Return the scores of the units of one kind."""
        import numpy as np

        kept = np.asarray([unit.kind is kind for unit in self.units], dtype=bool)
        return Scores(
            units=tuple(unit for unit in self.units if unit.kind is kind),
            codes=self.codes,
            values=self.values[kept],
            selected=self.selected[kept],
            negative=self.negative[kept],
            signals={name: part[kept] for name, part in self.signals.items()},
            material=self.material,
            rows=self.rows[kept],
        )


def score(
    units: Sequence[Unit], codebook: Codebook, *, encoder: Encoder | None, background: Sequence[str] = ()
) -> Scores:
    """Score every unit against every code.

    A turn among the units takes its sentences among them into account, and the other way round. The result does not
    depend on the order of the units: equal sets give equal scores.

    Args:
        units: sentences, turns, or both.
        codebook: its codes are scored in its order.
        encoder: without one, cues and words decide alone.
        background: sentences of talk that show nothing: what every code's scores are held against.
    """
    from threadpoolctl import threadpool_limits

    nothing = sorted(set(background))
    # One thread: sums in another order are other sums, and small matrices gain nothing.
    with threadpool_limits(limits=1):
        material = gather((unit.text for unit in units), codebook, encoder, nothing)
        return _scores(tuple(units), material, signals_of(material), nothing)


def _scores(units: tuple[Unit, ...], material: Material, signals: Signals, background: Sequence[str]) -> Scores:
    import numpy as np

    places = {text: row for row, text in enumerate(material.texts)}
    rows = np.asarray([places[unit.text] for unit in units], dtype=np.int64)
    nothing = np.asarray([places[text] for text in background], dtype=np.int64)
    levels = _with_context(units, signals.total[rows])
    held = (signals.stated[rows], signals.mentioned[rows], signals.speaks[rows])
    standing = Standing(levels, signals.total[nothing], *held, signals.voiced)
    values, selected = _decided(units, standing)
    return Scores(
        units=units,
        codes=tuple(code.id for code in material.codebook.codes),
        values=values,
        selected=selected,
        negative=negative_cases(material)[rows],
        signals={name: part[rows] for name, part in signals.parts.items()},
        material=material,
        rows=rows,
    )


def _decided(units: tuple[Unit, ...], standing: Standing) -> tuple[Matrix, Mask]:
    import numpy as np

    values = np.zeros(standing.levels.shape)
    selected = np.zeros(standing.levels.shape, dtype=bool)
    for kind in UnitKind:
        of_kind = np.asarray([unit.kind is kind for unit in units], dtype=bool)
        part = standing.of(of_kind)
        over = part.levels - cutoffs(part)
        # Bent, not cut: far units keep their order.
        values[of_kind] = np.where(part.voiced, 0.5 + 0.5 * over / (1 + np.abs(over)), 0.0)
        selected[of_kind] = chosen(part, over >= 0)
    return np.round(values, _DECIMALS), selected


def _with_context(units: tuple[Unit, ...], own: Matrix) -> Matrix:
    """Return the units' own levels, turns and sentences mixed with one another's."""
    import numpy as np

    turns = {(unit.transcript, unit.turn): at for at, unit in enumerate(units) if unit.kind is UnitKind.TURN}
    sentences: dict[tuple[str, int], list[int]] = {}
    for at, unit in enumerate(units):
        if unit.kind is UnitKind.SENTENCE and (unit.transcript, unit.turn) in turns:
            sentences.setdefault((unit.transcript, unit.turn), []).append(at)
    mixed = np.array(own)
    for key, inside in sentences.items():
        turn = turns[key]
        mixed[turn] = (1 - _TURN_OF_SENTENCES) * own[turn] + _TURN_OF_SENTENCES * own[inside].max(axis=0)
        mixed[inside] = (1 - _SENTENCE_OF_TURN) * own[inside] + _SENTENCE_OF_TURN * own[turn]
    return mixed
