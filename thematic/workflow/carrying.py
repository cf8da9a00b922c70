"""What the machine made for an earlier revision, carried to the next: suggestions, and excerpts of candidate themes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from thematic.store.runs import suggestion_id
from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.anchoring import Anchor
    from thematic.model import Evidence, Span, Suggestion, Theme, Transcript
    from thematic.store import StoredSuggestion
    from thematic.workflow.study import Act, Study

    # Codebook version, suggester, suggestion.
    Stored = tuple[str, str, StoredSuggestion]

__all__ = ["carry", "machine_spans"]


def machine_spans(study: Study, name: str) -> set[Span]:
    """Return the spans of a transcript's current text that a suggestion or a candidate theme stands on."""
    suggested = study.store.runs.suggestions_of(name, study.state.transcripts[name].revision)
    members = (place for theme in study.candidates() for place in (*theme.excerpts, *theme.central, *theme.edge))
    return {stored.suggestion.span for _, _, stored in suggested} | {span for one, span in members if one == name}


def carry(  # noqa: PLR0913, PLR0917  two texts and what stands in them
    study: Study,
    old: Transcript,
    new: Transcript,
    anchors: Mapping[Span, Anchor],
    suggested: Sequence[Stored],
    act: Act,
) -> None:
    """Keep suggestions and candidates for the new text where their words were found; the old text keeps its own.

    Nothing of it is a person's: what is not found is simply not suggested there.
    """
    digest = sha256(new.text)
    rows = []
    for codebook, suggester, stored in suggested:
        place = anchors[stored.suggestion.span].place
        if place is not None:
            one = _moved(stored.suggestion, old, new, place)
            book = study.state.codebook_id(codebook)
            key = suggestion_id(one, text_sha256=digest, codebook=book, suggester=suggester)
            rows.append((stored.id, key, new.revision, one))
    study.store.runs.carry_suggestions(rows)
    _carry_candidates(study, new, anchors, act)


def _moved(one: Suggestion, old: Transcript, new: Transcript, place: Span) -> Suggestion:
    evidence = tuple(_placed(piece, one.span, old, new, place) for piece in one.evidence)
    return dataclasses.replace(one, span=place, evidence=evidence)


def _placed(piece: Evidence, span: Span, old: Transcript, new: Transcript, place: Span) -> Evidence:
    """Return evidence with its words' place in the new text; without one where they are not there any more."""
    if piece.span is None:
        return piece
    words = old.words_at(piece.span)
    start = place.start + piece.span.start - span.start
    if new.text[start : start + len(words)] != words:
        start = new.text.find(words, place.start, place.end)
    there = type(place)(start, start + len(words)) if start >= 0 else None
    return dataclasses.replace(piece, span=there)


def _carry_candidates(study: Study, new: Transcript, anchors: Mapping[Span, Anchor], act: Act) -> None:
    themes = study.candidates()
    if any(name == new.id for theme in themes for name, _ in theme.excerpts):
        carried = [_moved_theme(theme, new.id, anchors) for theme in themes]
        settings = {"carried": True, "revisions": study.state.current | {new.id: new.revision}}
        study.store.runs.keep_themes([one for one in carried if one.excerpts], at=act.at, settings=settings)


def _moved_theme(theme: Theme, name: str, anchors: Mapping[Span, Anchor]) -> Theme:
    def moved(places: Sequence[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
        now = ((one, anchors[span].place if one == name else span) for one, span in places)
        return tuple((one, span) for one, span in now if span is not None)

    return dataclasses.replace(
        theme, excerpts=moved(theme.excerpts), central=moved(theme.central), edge=moved(theme.edge)
    )
