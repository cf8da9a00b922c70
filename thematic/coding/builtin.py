"""The suggester that comes with the program, behind the same door as any other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.coding.scores import SUGGESTER, Scores
from thematic.coding.suggest import score_transcripts, suggestions_from

if TYPE_CHECKING:
    from thematic.model import Suggestion
    from thematic.suggester import Request

__all__ = ["BuiltIn"]


class BuiltIn:
    """Cues, words, meaning and examples, and what decisions teach; see docs/explanation/suggestions.md.

    Attributes:
        version: of the method, without the encoder's name.
        scores: what its last suggestions were made from; none before any.
    """

    version = SUGGESTER.partition("/")[2]

    def __init__(self) -> None:
        """Know nothing yet."""
        self.scores: Scores | None = None

    def suggest(self, request: Request) -> tuple[Suggestion, ...]:
        """Return what is worth showing, in the order of the transcripts; a sentence gets three codes at most."""
        self.scores = score_transcripts(
            request.transcripts,
            request.codebook,
            encoder=request.encoder,
            background=request.background,
            decisions=request.decisions,
            precision=request.precision,
            kept=request.kept,
        )
        return suggestions_from(self.scores)
