"""Decisions that exist, replayed: what ranking and relearning would have saved the people who made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.codebook import load_background
from thematic.errors import StudyError
from thematic.model import UnitKind
from thematic.workflow.approaches import Feature, need
from thematic.workflow.encoding import encoder_of
from thematic.workflow.learned import standing_decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.coding.simulation import Replay
    from thematic.model import Decision, Progress, Unit
    from thematic.workflow.study import Study

__all__ = ["simulate"]


def simulate(
    study: Study, *, anyway: bool = False, on_progress: Progress | None = None
) -> tuple[UnitKind, list[Replay]]:
    """Return what units were replayed, and for each code what was saved; see `coding.simulation.replay`.

    Sentences or turns, whichever more decisions were made on.

    Raises:
        StudyError: there is no codebook in use, or nothing was decided with it.
        UsageError: the study's approach speaks against it, and nobody said `anyway`.
    """
    need(study, Feature.SIMULATION, anyway=anyway)
    from threadpoolctl import threadpool_limits

    from thematic.coding.judged import NOTHING, on_units
    from thematic.coding.scores import Reading
    from thematic.coding.simulation import replay
    from thematic.coding.suggest import all_units

    decisions, book = standing_decisions(study), study.codebook
    if not decisions:
        raise StudyError("nothing was decided with this codebook yet. Decide first: thematic review --coder NAME.")
    codes = tuple(code.id for code in book.codes)
    encoder = encoder_of(study)
    with threadpool_limits(limits=1):
        units = all_units(list(study.transcripts.values()))
        reading = Reading(units, book, encoder=encoder, background=load_background(), kept=study.store.texts)
        kind = _kind_judged(units, decisions)
        judged = on_units(units, decisions, codes)
        judged[[unit.kind is not kind for unit in units]] = NOTHING
        return kind, replay(reading, judged, codes, on_progress)


def _kind_judged(units: Sequence[Unit], decisions: Sequence[Decision]) -> UnitKind:
    spans = {(one.transcript, one.span) for one in decisions}
    turns = sum((unit.transcript, unit.span) in spans for unit in units if unit.kind is UnitKind.TURN)
    sentences = sum((unit.transcript, unit.span) in spans for unit in units if unit.kind is UnitKind.SENTENCE)
    return UnitKind.TURN if turns > sentences else UnitKind.SENTENCE
