"""The overlap: which turns several coders are all to judge, drawn by a seed, and how far they have come with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.agreement import MISSING
from thematic.coding.units import units_of
from thematic.errors import StudyError, UsageError
from thematic.model import UnitKind
from thematic.store.events import EventKind
from thematic.store.records import PlanRecord
from thematic.text import sha256
from thematic.workflow.agreement import Asked, coders_of, judgements
from thematic.workflow.approaches import Feature, need
from thematic.workflow.queueing import Unsuggested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.model import Transcript, Unit
    from thematic.workflow.study import Act, Study

__all__ = ["Drawn", "Overlap", "plan_overlap", "planned", "planned_queue", "show_plan"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is to be drawn: a share (0..1) of each transcript's sentences, by a seed, for some coders or for all."""

    share: float
    seed: int
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of one transcript: sentences of those that it has, and how many of them each coder judged."""

    transcript: str
    sentences: int
    of: int
    turns: tuple[int, ...]
    judged: tuple[tuple[str, int], ...]


def plan_overlap(
    study: Study, wanted: Overlap, *, act: Act, anyway: bool = False, dry_run: bool = False
) -> tuple[Drawn, ...]:
    """Draw an overlap, record it as the one that counts from now on, and return what was drawn of each transcript.

    Of every transcript whole turns are drawn until they hold the share of its participants' sentences, so that every
    group is in it; the same seed draws the same turns in every copy.

    Raises:
        UsageError: the share is nothing, or the study's approach speaks against agreement.
        StudyError: there is no transcript or no codebook yet.
    """
    need(study, Feature.AGREEMENT, anyway=anyway)
    if not 0 < wanted.share <= 1:
        raise UsageError("--share is how much of each transcript all coders judge: 0.2 for 20 %.")
    if not study.transcripts:
        raise StudyError("there is no transcript to draw from. Bring some in: thematic import FILES.")
    plan = PlanRecord(wanted.share, wanted.seed, wanted.coders, act.who, act.at)
    found = tuple(_drawn(study, plan))
    if not dry_run:
        data = {"share": plan.share, "seed": plan.seed, "coders": list(plan.coders)}
        with study.writing() as log:
            log.append(EventKind.PLAN, data, at=act.at, who=act.who)
    return found


def show_plan(study: Study) -> tuple[PlanRecord, tuple[Drawn, ...]]:
    """Return the overlap that was planned last, and how far coders have come. Raises StudyError where none was."""
    plan = study.state.plan
    if plan is None:
        raise StudyError("no overlap is planned yet. Plan one: thematic agree plan --share 0.2.")
    return plan, tuple(_drawn(study, plan))


def planned(study: Study) -> list[Unit]:
    """Return the sentences of the planned overlap in order. Raises StudyError where none was planned."""
    plan, _ = study.state.plan, show_plan(study)
    assert plan is not None
    return [unit for one in study.transcripts.values() for unit in _units(one, plan)]


def planned_queue(study: Study, coder: str) -> list[Unsuggested]:
    """Return the sentences of the overlap that a coder has not judged for every code, in order."""
    left = set(map(_place, planned(study)))
    said = judgements(study, Asked(), among=(coder,))
    open_ones = (said.said[:, 0] == MISSING).any(axis=1)
    return [
        Unsuggested(unit, study.state.current[unit.transcript])
        for unit, is_open in zip(said.units, open_ones, strict=True)
        if is_open and _place(unit) in left
    ]


def _place(unit: Unit) -> tuple[str, object]:
    return unit.transcript, unit.span


def _drawn(study: Study, plan: PlanRecord) -> Iterator[Drawn]:
    coders = plan.coders or coders_of(study)
    said = judgements(study, Asked(), among=coders) if coders else None
    for one in study.transcripts.values():
        units = _units(one, plan)
        places = {unit.span for unit in units}
        judged = []
        for at, coder in enumerate(coders):
            assert said is not None
            rows = [n for n, unit in enumerate(said.units) if unit.transcript == one.id and unit.span in places]
            judged.append((coder, int((said.said[rows, at] != MISSING).all(axis=1).sum())))
        turns = tuple(dict.fromkeys(unit.turn for unit in units))
        yield Drawn(one.id, len(units), len(_sentences(one)), turns, tuple(judged))


def _sentences(transcript: Transcript) -> list[Unit]:
    return [unit for unit in units_of(transcript, UnitKind.SENTENCE) if unit.text.strip()]


def _units(transcript: Transcript, plan: PlanRecord) -> list[Unit]:
    """Return the sentences of turns in an order that only the seed and the turn's number decide, as many as wanted."""
    sentences = _sentences(transcript)
    by_turn: dict[int, list[Unit]] = {}
    for unit in sentences:
        by_turn.setdefault(unit.turn, []).append(unit)
    wanted, drawn, held = plan.share * len(sentences), set[int](), 0
    for turn in sorted(by_turn, key=lambda number: sha256(f"{plan.seed}:{transcript.id}:{number}")):
        if held >= wanted:
            break
        drawn.add(turn)
        held += len(by_turn[turn])
    return [unit for unit in sentences if unit.turn in drawn]
