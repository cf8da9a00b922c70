"""Transcripts to suggestions with their evidence, and to scores for every unit and code. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.evidence import Explainer
from thematic.coding.scores import Scores, score
from thematic.coding.units import units_of
from thematic.model import EvidenceKind, Suggestion, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.model import Codebook, Decision, Encoder, Transcript, Unit
    from thematic.suggester import TextCache

__all__ = ["UnitScore", "all_units", "score_transcripts", "suggest", "suggestions_from", "unit_scores"]

# More codes than this on one sentence are no suggestion but a shrug.
_MOST_CODES = 3
_OF_ABSENCE = frozenset({EvidenceKind.NEGATED_CUE, EvidenceKind.COUNTER_CUE, EvidenceKind.COUNTER_EXAMPLE})


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit and one code: `score` in 0..1 ranks units within the code, `selected` is worth showing."""

    unit: Unit
    code: str
    score: float
    selected: bool


def score_transcripts(  # noqa: PLR0913  as `score`
    transcripts: Sequence[Transcript],
    codebook: Codebook,
    *,
    encoder: Encoder | None,
    background: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
    precision: float | None = None,
    kept: TextCache | None = None,
) -> Scores:
    """Score every sentence and every turn, in the order of `all_units`; see `score`."""
    units = all_units(transcripts)
    return score(
        units,
        codebook,
        encoder=encoder,
        background=background,
        decisions=decisions,
        precision=precision,
        kept=kept,
    )


def all_units(transcripts: Sequence[Transcript]) -> list[Unit]:
    """Return every sentence and every turn, in the order of transcript ids, turns before their sentences."""
    ordered = sorted(transcripts, key=lambda transcript: transcript.id)
    return [unit for transcript in ordered for unit in _units(transcript)]


def _units(transcript: Transcript) -> list[Unit]:
    both = [*units_of(transcript, UnitKind.TURN), *units_of(transcript, UnitKind.SENTENCE)]
    return sorted(both, key=lambda unit: (unit.turn, unit.sentence or 0))


def suggest(
    transcripts: Sequence[Transcript], codebook: Codebook, *, encoder: Encoder | None, background: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """Return what is worth showing a person: sentences and codes, with evidence, in the order of the transcripts.

    A sentence gets three codes at most, the likeliest first, and most sentences get none; a code without definition,
    cues and examples suggests nothing. The order of `transcripts` does not matter.
    """
    return suggestions_from(score_transcripts(transcripts, codebook, encoder=encoder, background=background))


def suggestions_from(scores: Scores) -> tuple[Suggestion, ...]:
    """Return the same from scores that are there already."""
    explainer = Explainer(scores)
    return tuple(
        _suggestion(scores, explainer, at, code)
        for at, unit in enumerate(scores.units)
        if unit.kind is UnitKind.SENTENCE
        for code in _likeliest(scores, at)
    )


def _likeliest(scores: Scores, unit: int) -> list[int]:
    chosen = [code for code in range(len(scores.codes)) if scores.selected[unit, code]]
    return sorted(chosen, key=lambda code: (-scores.values[unit, code], code))[:_MOST_CODES]


def _suggestion(scores: Scores, explainer: Explainer, at: int, code: int) -> Suggestion:
    unit, evidence = scores.units[at], explainer.evidence(at, code)
    return Suggestion(
        transcript=unit.transcript,
        span=unit.span,
        code=scores.codes[code],
        score=float(scores.values[at, code]),
        evidence=evidence,
        # Nobody can judge a mark that shows no reason.
        negative=bool(scores.negative[at, code]) and any(one.kind in _OF_ABSENCE for one in evidence),
    )


def unit_scores(scores: Scores, kind: UnitKind) -> Iterator[UnitScore]:
    """Yield every pair of a unit of `kind` and a code, units in the order of `scores`, codes in the codebook's."""
    of_kind = scores.of(kind)
    for at, unit in enumerate(of_kind.units):
        for place, code in enumerate(of_kind.codes):
            value, selected = float(of_kind.values[at, place]), bool(of_kind.selected[at, place])
            yield UnitScore(unit, code, value, selected)
