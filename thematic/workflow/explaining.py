"""Everything that speaks for and against one code at one place, suggested or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.codebook import code_of
from thematic.errors import UsageError
from thematic.segments import span_id
from thematic.workflow.coding import scores_with, suggester_of
from thematic.workflow.encoding import encoder_of
from thematic.workflow.learned import standing_decisions
from thematic.workflow.segments import Segments

if TYPE_CHECKING:
    from thematic.coding import Scores
    from thematic.coding.calibration import Kept
    from thematic.coding.precedents import Precedent
    from thematic.model import Code, Evidence, Progress, Span, Transcript, Unit, Verdict
    from thematic.workflow.study import Study

__all__ = ["Explanation", "JudgedLike", "explain"]


@dataclass(frozen=True, slots=True)
class JudgedLike:
    """An excerpt that somebody judged for the same code, and how near it is to the one explained, 0..1."""

    segment: str
    text: str
    nearness: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a code is suggested at a place, or is not.

    Attributes:
        segment: the id asked for; `code` likewise.
        score: 0..1; 0.5 is where suggestions of this code begin.
        shares: what each signal adds to the level that ranks the unit, in standard deviations of the code's levels.
        worth: of units judged with about this score, how many were kept; none while too few were.
        accepted: the nearest excerpt that was kept for the code, and `refused` the nearest that was refused.
        own: the coder's own decision on these words, if there is a coder and one.
        others: how many other coders have decided on these words.
        suggester: the method and its version, with the encoder's name.
    """

    segment: str
    unit: Unit
    speaker: str
    code: Code
    score: float
    selected: bool
    negative: bool
    shares: tuple[tuple[str, float], ...]
    evidence: tuple[Evidence, ...]
    worth: Kept | None
    accepted: JudgedLike | None
    refused: JudgedLike | None
    own: Verdict | None
    others: int
    suggester: str
    codebook: str


def explain(
    study: Study, segment: str, code: str, *, coder: str = "", on_progress: Progress | None = None
) -> Explanation:
    """Return everything that speaks for and against a code at a turn or sentence.

    Raises:
        UsageError: there is no such segment of a participant, or no such code in the codebook in use.
        StudyError: there is no codebook in use, or no transcript.
    """
    from thematic.coding.evidence import Explainer
    from thematic.coding.precedents import precedents

    book = study.codebook
    wanted, place = code_of(book, code), place_named(study, segment)
    encoder = encoder_of(study, on_progress)
    scores = scores_with(study, encoder)
    at, column = _unit_at(scores, place, segment), scores.codes.index(wanted.id)
    unit = scores.units[at]
    accepted, refused = (_like(study, scores, one) for one in precedents(scores, at, column))
    own, others = _decided(study, unit, wanted, coder)
    calibration = scores.calibrations[unit.kind][column]
    return Explanation(
        segment=segment,
        unit=unit,
        speaker=_speaker(study.transcripts[unit.transcript], unit.span),
        code=wanted,
        score=float(scores.values[at, column]),
        selected=bool(scores.selected[at, column]),
        negative=bool(scores.negative[at, column]),
        shares=tuple((name, round(float(part[at, column]), 3)) for name, part in scores.signals.items()),
        evidence=Explainer(scores).evidence(at, column),
        worth=calibration.at(float(scores.values[at, column])),
        accepted=accepted,
        refused=refused,
        own=own,
        others=others,
        suggester=suggester_of(encoder),
        codebook=f"{book.id} {book.version} ({book.sha256[:12]})",
    )


def place_named(study: Study, segment: str) -> tuple[str, Span]:
    try:
        return Segments(study.transcripts.values()).find(segment)
    except ValueError as error:
        raise UsageError(str(error).replace(" Remove the row.", "")) from None


def _unit_at(scores: Scores, place: tuple[str, Span], segment: str) -> int:
    found = [at for at, unit in enumerate(scores.units) if (unit.transcript, unit.span) == place]
    if not found:
        raise UsageError(f"{segment}: there are no words to judge.")
    # A turn of one sentence has the same words twice: the sentence is what suggestions are made for.
    return found[-1]


def _speaker(transcript: Transcript, span: Span) -> str:
    turn = transcript.turn_at(span)
    return (turn and (turn.participant or turn.speaker)) or "?"


def _like(study: Study, scores: Scores, found: Precedent | None) -> JudgedLike | None:
    if found is None:
        return None
    unit = scores.units[found.unit]
    return JudgedLike(span_id(study.transcripts[unit.transcript], unit.span), unit.text, found.nearness)


def _decided(study: Study, unit: Unit, code: Code, coder: str) -> tuple[Verdict | None, int]:
    """Return a coder's own decision, and how many others decided: what they decided is theirs to show."""
    here = [
        one
        for one in standing_decisions(study)
        if (one.transcript, one.code) == (unit.transcript, code.id) and one.span.overlaps(unit.span)
    ]
    own = [one.verdict for one in here if one.coder == coder]
    return (own[-1] if own else None), len({one.coder for one in here} - {coder})
