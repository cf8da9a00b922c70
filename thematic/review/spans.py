"""Making a selection longer or shorter, by words or by sentences, inside one turn. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Transcript, Turn

__all__ = ["longer_after", "longer_before", "sentence_at", "shorter_after", "shorter_before", "words"]

_WORD = re.compile(r"\S+")


def words(transcript: Transcript, turn: Turn) -> list[Span]:
    """Return the places of a turn's words, in order."""
    text = transcript.words_at(turn.span)
    return [Span(turn.span.start + one.start(), turn.span.start + one.end()) for one in _WORD.finditer(text)]


def longer_after(span: Span, marks: Sequence[Span]) -> Span:
    """Return the span with the next of `marks` (words or sentences) after it; the same where there is none."""
    return next((Span(span.start, one.end) for one in marks if one.end > span.end), span)


def shorter_after(span: Span, marks: Sequence[Span]) -> Span:
    """Return the span without the last of `marks` in it; the same where that would leave nothing."""
    return next((Span(span.start, one.end) for one in reversed(marks) if span.start < one.end < span.end), span)


def longer_before(span: Span, marks: Sequence[Span]) -> Span:
    """Return the span with the one of `marks` before it."""
    return next((Span(one.start, span.end) for one in reversed(marks) if one.start < span.start), span)


def shorter_before(span: Span, marks: Sequence[Span]) -> Span:
    """Return the span without the first of `marks` in it."""
    return next((Span(one.start, span.end) for one in marks if span.start < one.start < span.end), span)


def sentence_at(turn: Turn, offset: int) -> Span:
    """Return the sentence of a turn that an offset stands in, or the last before it; the turn where it has none."""
    before = [one for one in turn.sentences if one.start <= offset]
    return before[-1] if before else next(iter(turn.sentences), turn.span)
