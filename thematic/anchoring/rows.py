"""Spans in a table of answers: looked for in the row of their id alone, since elsewhere they are another's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.anchoring.anchors import Anchor, How
from thematic.anchoring.likeness import LEAST_LIKE, alike
from thematic.model import Span

if TYPE_CHECKING:
    from thematic.model import Transcript, Turn

__all__ = ["Rows"]


class Rows:
    """The rows of the later text by the ids that their table gave them."""

    def __init__(self, new: Transcript) -> None:
        """Index the rows; a transcript of talk has none."""
        self._new = new
        self._rows = {turn.given_id: turn for turn in new.turns if turn.given_id}

    def anchor(self, turn: Turn, words: str, span: Span) -> Anchor:
        """Return what became of `words`, at `span` of the earlier text, in the row that `turn` was."""
        row = self._rows.get(turn.given_id or "")
        if row is None:
            return Anchor(span, How.NEEDS_YOU, why="its row is gone")
        at = self._new.text.find(words, row.span.start, row.span.end)
        if at >= 0:
            return Anchor(span, How.EXACT, Span(at, at + len(words)))
        parts = (row.span,) if span == turn.span else (*row.sentences, row.span)
        best, part = max(((alike(words, self._new.words_at(one)), one) for one in parts), key=lambda pair: pair[0])
        if best >= LEAST_LIKE:
            return Anchor(span, How.FUZZY, part)
        return Anchor(span, How.NEEDS_YOU, likely=part, why="its row says something else now")
