"""What the last run learned from decisions: how many, for which code, and what its scores have been worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.coding.calibration import Calibration
from thematic.model import UnitKind, Verdict
from thematic.workflow.standing import without_superseded
from thematic.workflow.suggesters import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.coding import Scores
    from thematic.model import Decision
    from thematic.workflow.study import Study

__all__ = ["CodeLearned", "calibrations", "learned_by", "precision_of", "standing_decisions", "to_settings"]

_REFUSES = frozenset({Verdict.REJECT})
_TEACHES_NOTHING = frozenset({Verdict.UNSURE})


@dataclass(frozen=True, slots=True)
class CodeLearned:
    """What one code's suggestions rest on besides the codebook.

    Attributes:
        kept: decisions that kept or gave the code.
        refused: decisions that refused it.
        calibration: what its scores have been worth.
        abstains: no score reaches the stated precision, so that nothing is suggested.
    """

    code: str
    kept: int
    refused: int
    calibration: Calibration
    abstains: bool


def standing_decisions(study: Study) -> list[Decision]:
    """Return what people decided with any version of the codebook in use, where it stands now: by place, then coder.

    What coders came to a consensus on stands in place of what each of them had said there.
    """
    in_use = study.state.codebook_id(study.codebook.sha256)
    found = [record.decision for (*_, book, _), record in study.state.judgements.items() if book == in_use]
    found = without_superseded(study.state, found)
    return sorted(found, key=lambda one: (one.transcript, one.span, one.code, one.coder))


def learned_by(scores: Scores, decisions: Sequence[Decision]) -> tuple[CodeLearned, ...]:
    """Return what scores of sentences learned from these decisions, code by code."""
    kind = UnitKind.SENTENCE
    teaching = [one for one in decisions if one.verdict not in _TEACHES_NOTHING]
    return tuple(
        CodeLearned(
            code,
            kept=sum(one.code == code and one.verdict not in _REFUSES for one in teaching),
            refused=sum(one.code == code and one.verdict in _REFUSES for one in teaching),
            calibration=scores.calibrations[kind][at],
            abstains=bool(scores.abstains[kind][at]),
        )
        for at, code in enumerate(scores.codes)
    )


def to_settings(scores: Scores, precision: float | None) -> dict[str, Any]:
    """Return what a run keeps of this: the stated precision, and held-out decisions by code as [score, kept]."""
    of_sentences = zip(scores.codes, scores.calibrations[UnitKind.SENTENCE], strict=True)
    held_out = {code: [list(pair) for pair in one.held_out] for code, one in of_sentences if one.held_out}
    return {"precision": precision, "held_out": held_out}


def calibrations(study: Study) -> Mapping[str, Calibration]:
    """Return what the last run's scores of sentences have been worth, by code; a code without decisions is untested."""
    kept = study.store.runs.last_settings(BUILT_IN).get("held_out", {})
    return {code: Calibration(tuple((score, bool(kept)) for score, kept in pairs)) for code, pairs in kept.items()}


def precision_of(study: Study) -> float | None:
    """Return the precision that was stated for the last run, none where none was."""
    stated = study.store.runs.last_settings(BUILT_IN).get("precision")
    return None if stated is None else float(stated)
