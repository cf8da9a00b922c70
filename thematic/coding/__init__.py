"""Transcripts and a codebook to suggestions and scores. Pure: knows no store, clock, person or terminal."""

from __future__ import annotations

from thematic.coding.scores import SUGGESTER, Scores, score
from thematic.coding.suggest import UnitScore, score_transcripts, suggest, suggestions_from, unit_scores
from thematic.coding.units import units_of

__all__ = [
    "SUGGESTER",
    "Scores",
    "UnitScore",
    "score",
    "score_transcripts",
    "suggest",
    "suggestions_from",
    "unit_scores",
    "units_of",
]
