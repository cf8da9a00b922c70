"""Practice: code blind what others coded before, then see their readings beside your own, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.agreement import MISSING
from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.text import one_line
from thematic.workflow.agreement import Asked, coders_of, judgements
from thematic.workflow.queueing import Unsuggested
from thematic.workflow.sentences import Touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Unit
    from thematic.store.records import DecisionRecord
    from thematic.workflow.study import Study

__all__ = ["Comparison", "Said", "compared", "experts_for", "practice_queue"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a coder decided on a code at some words: `coded`, `refused` or `unsure`, with their note."""

    code: str
    verdict: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One sentence as the student and each expert read it; an expert without any decision gave it no code."""

    unit: Unit
    own: tuple[str, ...]
    readings: tuple[tuple[str, tuple[Said, ...]], ...]


def experts_for(study: Study, student: str, named: Sequence[str]) -> tuple[str, ...]:
    """Return whose readings a student practises against: those named, else all other coders of the study.

    Raises:
        UsageError: nobody of a name coded here, or the student is named.
        StudyError: nobody else coded anything.
    """
    known = tuple(one for one in coders_of(study) if one != student)
    for one in named:
        if one == student:
            raise UsageError(f"{student} cannot practise against themselves. Say who you are: --coder NAME.")
        if one not in known:
            raise UsageError(f'nobody called "{one_line(one, 40)}" coded here.{did_you_mean(one, known)}')
    if not known:
        raise StudyError("nobody else coded here to practise against. The example has two: thematic demo.")
    return tuple(dict.fromkeys(named)) or known


def practice_queue(study: Study, student: str, experts: Sequence[str]) -> list[Unsuggested]:
    """Return the sentences that an expert decided on, which the student has not judged for every code, in order."""
    said = judgements(study, Asked(), among=(student, *experts))
    book = study.state.codebook_id(study.codebook.sha256)
    index = Touched((unit.transcript, unit.span) for unit in said.units)
    decided = {
        place
        for coder, name, span, of, _code in study.state.judgements
        if coder in experts and of == book
        for place in index.by(name, span)
    }
    open_ones = (said.said[:, 0] == MISSING).any(axis=1)
    return [
        Unsuggested(unit, study.state.current[unit.transcript])
        for unit, is_open in zip(said.units, open_ones, strict=True)
        if is_open and (unit.transcript, unit.span) in decided
    ]


def compared(study: Study, student: str, experts: Sequence[str], unit: Unit) -> Comparison:
    """Return a sentence as the student and each expert read it."""
    own = tuple(one.code for one in _said(study, student, unit) if one.verdict == "coded")
    return Comparison(unit, own, tuple((expert, tuple(_said(study, expert, unit))) for expert in experts))


_VERDICTS = {"reject": "refused", "unsure": "unsure"}


def _said(study: Study, coder: str, unit: Unit) -> list[Said]:
    book = study.state.codebook_id(study.codebook.sha256)
    found = {
        code: record
        for (who, name, span, of, code), record in study.state.judgements.items()
        if (who, name, of) == (coder, unit.transcript, book) and span.overlaps(unit.span)
    }
    return [_as_said(study, code, found[code]) for code in sorted(found)]


def _as_said(study: Study, code: str, record: DecisionRecord) -> Said:
    return Said(code, _VERDICTS.get(record.decision.verdict.value, "coded"), study.noted(record).note)
