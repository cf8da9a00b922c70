"""Units and a codebook to scores: what ranks, what is worth showing before anybody has decided, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from thematic.coding.combine import signals_of
from thematic.coding.context import Context
from thematic.coding.ellipsis import Answer, borrowing
from thematic.coding.judged import NOTHING, on_texts, on_units
from thematic.coding.learning import Learner
from thematic.coding.material import Material, gather
from thematic.coding.polarity import negative_cases
from thematic.coding.reader import Reader
from thematic.coding.selection import HeldOut, Standing, decided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.coding.calibration import Calibration
    from thematic.coding.judged import Judged
    from thematic.coding.selection import Decided
    from thematic.model import Codebook, Decision, Encoder, Unit, UnitKind
    from thematic.suggester import TextCache

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["DECISIONS", "SUGGESTER", "Reading", "Scores", "score"]

# Names the method in every suggestion: it changes whenever the same texts could get other suggestions.
SUGGESTER = "built-in/5"

# The part of a ranking that people's decisions made, beside the signals of `combine`.
DECISIONS = "decisions"
# A bare answer says less than a sentence that said the same would.
_BORROWED = 0.7


@dataclass(frozen=True, slots=True)
class Scores:
    """What the machine makes of each unit and code; arrays of shape (units, codes) in the order of `units` and `codes`.

    Attributes:
        values: 0..1, rounded to six decimals; ranks the units within a code. Not a probability. 0.5 is where a unit
            begins to be worth showing; a code that says nothing of itself has 0 throughout.
        selected: worth showing; before anybody has decided by how the unit stands out, after that by what was kept.
        negative: may be a negative case, where the unit shows the code at all.
        signals: the parts that made the ranking, by name, standardised per code and weighted.
        material: what was read, for evidence; `rows` are the units' places in it.
        judged: what people's decisions say of each unit and code, see `coding.judged`.
        calibrations: what scores have been worth so far, for each kind of unit and code.
        abstains: for each kind of unit, the codes for which no score reaches the stated precision, shape (codes,).
        borrowed: the positions of bare answers, which are judged by the question before them.
    """

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    values: Matrix
    selected: Mask
    negative: Mask
    signals: dict[str, Matrix]
    material: Material
    rows: NDArray[np.int64]
    judged: Judged
    calibrations: Mapping[UnitKind, tuple[Calibration, ...]]
    abstains: Mapping[UnitKind, Mask]
    borrowed: frozenset[int] = frozenset()

    @property
    def silent(self) -> tuple[str, ...]:
        """The codes that say nothing of themselves, so that nothing can be suggested for them."""
        return tuple(code for at, code in enumerate(self.codes) if self.units and not self.values[:, at].any())

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
            judged=self.judged[kept],
            calibrations=self.calibrations,
            abstains=self.abstains,
            borrowed=frozenset(int(kept[:at].sum()) for at in self.borrowed if kept[at]),
        )


def score(  # noqa: PLR0913  the whole of what a score depends on
    units: Sequence[Unit],
    codebook: Codebook,
    *,
    encoder: Encoder | None,
    background: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
    precision: float | None = None,
    kept: TextCache | None = None,
) -> Scores:
    """Score every unit against every code.

    A turn among the units takes its sentences among them into account, and the other way round. The result does not
    depend on the order of the units: equal sets give equal scores.

    Args:
        units: sentences, turns, or both.
        codebook: its codes are scored in its order.
        encoder: without one, cues and words decide alone.
        background: sentences of talk that show nothing: what every code's scores are held against.
        decisions: what people decided so far, one for each coder, span and code; learned from, code by code.
        precision: 0..1, the share of what is selected that is to be kept, as far as decisions can tell; none for the
            best balance of precision and recall.
        kept: what was read before; none reads everything.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        reading = Reading(units, codebook, encoder=encoder, background=background, kept=kept)
        return reading.scores(decisions, precision)


class Reading:
    """Units that were read and encoded once, to be scored again as decisions come in.

    Sums in another order are other sums: for results that are equal to the bit, call it under one thread.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        codebook: Codebook,
        *,
        encoder: Encoder | None,
        background: Sequence[str] = (),
        kept: TextCache | None = None,
    ) -> None:
        """Read the units; the arguments are those of `score`."""
        import numpy as np

        nothing = sorted(set(background))
        self.units = tuple(units)
        self.borrowed = borrowing(self.units)
        read = [unit.before if at in self.borrowed else unit.text for at, unit in enumerate(units)]
        self.material = gather(read, codebook, encoder, nothing, Reader(codebook, kept))
        self.signals = signals_of(self.material)
        places = {text: row for row, text in enumerate(self.material.texts)}
        self.rows = np.asarray([places[text] for text in read], dtype=np.int64)
        self._nothing = np.asarray([places[text] for text in nothing], dtype=np.int64)
        self._codes = tuple(code.id for code in codebook.codes)
        self._context = Context(self.units)

    @cached_property
    def _learner(self) -> Learner:
        return Learner(self.material, self.signals)

    @cached_property
    def _turn_of_text(self) -> NDArray[np.int64]:
        """The number, over all transcripts, of the turn that says a text first; background has turns of its own."""
        import numpy as np

        said = [(unit.transcript, unit.turn) for unit in self.units]
        turns = {turn: number for number, turn in enumerate(sorted(set(said)))}
        numbers = [turns[turn] for turn in said]
        found = len(turns) + np.arange(len(self.material.texts))
        np.minimum.at(found, self.rows, np.asarray(numbers, dtype=np.int64))
        return found

    def levels(self, judged: Judged) -> Matrix:
        """Return what ranks the units, shape (units, codes), about standard deviation 1 per code.

        Args:
            judged: of units, as `coding.judged.on_units` gives it.
        """
        return self._of_units(self._totals(judged))

    def _of_units(self, totals: Matrix) -> Matrix:
        """Return the units' levels from their texts'; a bare answer's are less than its question's."""
        own = totals[self.rows]
        own[list(self.borrowed)] *= _BORROWED
        return self._context.mixed(own)

    def level(self, judged: NDArray[np.int8], code: int) -> NDArray[np.float64]:
        """Return the same for one code alone, shape (units,): what the others were judged does not matter to it."""
        column = self._on_texts(judged[:, None])[:, 0]
        return self._of_units(self._learner.level(code, column)[:, None])[:, 0]

    def _totals(self, judged: Judged) -> Matrix:
        if (judged == NOTHING).all():
            return self.signals.total
        return self._learner.learn(self._on_texts(judged))

    def _on_texts(self, judged: Judged) -> Judged:
        return on_texts(judged, self.rows, len(self.material.texts))

    def scores(self, decisions: Sequence[Decision] = (), precision: float | None = None) -> Scores:
        """Return the scores after these decisions; see `score`."""
        judged = on_units(self.units, decisions, self._codes)
        totals = self._totals(judged)
        found = self._decided(judged, totals, precision)
        return Scores(
            units=self.units,
            codes=self._codes,
            values=found.values,
            selected=found.selected,
            negative=self._negative(),
            borrowed=frozenset(self.borrowed),
            signals={name: part[self.rows] for name, part in self._parts(totals).items()},
            material=self.material,
            rows=self.rows,
            judged=judged,
            calibrations=found.calibrations,
            abstains=found.abstains,
        )

    def _negative(self) -> Mask:
        """Return what may be a negative case; whoever says no to a question says so of what it asks."""
        negative = negative_cases(self.material)[self.rows]
        denied = [at for at, answer in self.borrowed.items() if answer is Answer.DENIES]
        negative[denied] = ~negative[denied]
        return negative

    def _parts(self, totals: Matrix) -> dict[str, Matrix]:
        """Return the signals, and what decisions changed where they changed anything."""
        learned = totals - self.signals.total
        return {**self.signals.parts, DECISIONS: learned} if learned.any() else self.signals.parts

    def _decided(self, judged: Judged, totals: Matrix, precision: float | None) -> Decided:
        signals, rows = self.signals, self.rows
        standing = Standing(
            levels=self._of_units(totals),
            background=totals[self._nothing],
            stated=signals.stated[rows],
            mentioned=signals.mentioned[rows],
            speaks=signals.speaks[rows],
            voiced=signals.voiced,
        )
        kinds = [unit.kind for unit in self.units]
        return decided(kinds, standing, HeldOut(self._held_out(judged), judged, precision))

    def _held_out(self, judged: Judged) -> Matrix:
        on = self._on_texts(judged)
        if (on == NOTHING).all():
            return self.signals.total[self.rows]
        return self._of_units(self._learner.held_out(on, self._turn_of_text))
