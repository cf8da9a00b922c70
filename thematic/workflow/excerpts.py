"""Excerpts: the distinct spans that were coded, suggested or said, with who said them and the codes they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.coding.units import units_of
from thematic.model import Role, Span, UnitKind
from thematic.themes.excerpt import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thematic.workflow.study import Study

__all__ = ["Place", "coded", "excerpt_at", "said", "suggested"]

Place = tuple[str, Span]


def coded(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return each distinct coded span with its codes; a span coded alike by several coders counts once.

    Where coders' spans of one code overlap, the longest stands for all.
    """
    kept: dict[tuple[str, str], list[Span]] = {}
    for one in sorted(study.state.codings(), key=lambda one: (one.span.start - one.span.end, one.span)):
        spans = kept.setdefault((one.transcript, one.code), [])
        if not any(span.overlaps(one.span) for span in spans):
            spans.append(one.span)
    return _with_codes((transcript, span, code) for (transcript, code), spans in kept.items() for span in spans)


def suggested(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return each span that the machine suggested a code for, with those codes, whatever was decided."""
    if study.state.codebook is None:
        return {}
    found = (stored.suggestion for stored in study.store.runs.suggestions(study.state.codebook))
    return _with_codes((one.transcript, one.span, one.code) for one in found)


def said(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return every turn that is not a moderator's, without codes."""
    return dict.fromkeys(_turns(study), ())


def excerpt_at(study: Study, place: Place, codes: tuple[str, ...] = ()) -> Excerpt:
    """Return the excerpt at a place, with its words and who said them."""
    transcript = study.transcripts[place[0]]
    turn = transcript.turn_at(place[1])
    participant = turn.participant if turn and turn.role is Role.PARTICIPANT else None
    return Excerpt(place[0], place[1], transcript.words_at(place[1]), participant, codes)


def _with_codes(rows: Iterable[tuple[str, Span, str]]) -> dict[Place, tuple[str, ...]]:
    found: dict[Place, set[str]] = {}
    for transcript, span, code in rows:
        found.setdefault((transcript, span), set()).add(code)
    return {place: tuple(sorted(found[place])) for place in sorted(found)}


def _turns(study: Study) -> Iterator[Place]:
    for transcript in study.transcripts.values():
        yield from ((transcript.id, unit.span) for unit in units_of(transcript, UnitKind.TURN))
