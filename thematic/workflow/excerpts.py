"""Excerpts: the distinct spans that were coded, suggested or said, with who said them and the codes they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.coding.units import units_of
from thematic.model import Role, Span, UnitKind, Verdict
from thematic.themes.excerpt import Excerpt
from thematic.workflow.standing import without_superseded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thematic.model import Coding
    from thematic.workflow.study import Study

__all__ = [
    "Held",
    "Place",
    "code_label",
    "coded",
    "excerpt_at",
    "negative_places",
    "said",
    "suggested",
    "uncoded",
]

_FEWEST_WORDS = 4

Place = tuple[str, Span]


def coded(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return each distinct coded span with its codes; a span coded alike by several coders counts once.

    What coders came to a consensus on stands in place of what each of them coded there. Where coders' spans of one code
    overlap, the longest stands for all. A code of another codebook than the one in use is written `codebook:code`.
    """
    kept: dict[tuple[str, str], list[Span]] = {}
    standing = without_superseded(study.state, study.state.codings())
    for one in sorted(standing, key=lambda one: (one.span.start - one.span.end, one.span)):
        spans = kept.setdefault((one.transcript, code_label(study, one)), [])
        if not any(span.overlaps(one.span) for span in spans):
            spans.append(one.span)
    return _with_codes((transcript, span, code) for (transcript, code), spans in kept.items() for span in spans)


def code_label(study: Study, coding: Coding) -> str:
    """Return a coding's code, with its codebook before it where another one is in use."""
    in_use = study.state.codebook_id(study.state.codebook) if study.state.codebook else ""
    return coding.code if coding.codebook == in_use else f"{coding.codebook}:{coding.code}"


def suggested(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return each span that the machine suggested a code for and nobody refused, with those codes."""
    if study.state.codebook is None:
        return {}
    refused = {
        (record.decision.transcript, record.decision.span, record.decision.code)
        for record in study.state.judgements.values()
        if record.decision.verdict is Verdict.REJECT
    }
    found = (stored.suggestion for stored in study.suggestions())
    rows = ((one.transcript, one.span, one.code) for one in found)
    return _with_codes(row for row in rows if row not in refused)


class Held:
    """Places with their codes, and which of them another place touches: a later coding may be longer or shorter."""

    def __init__(self, places: Mapping[Place, tuple[str, ...]]) -> None:
        """Index places by transcript."""
        self._spans: dict[str, list[tuple[Span, tuple[str, ...]]]] = {}
        for (transcript, span), codes in places.items():
            self._spans.setdefault(transcript, []).append((span, codes))

    def __len__(self) -> int:
        """How many places there are."""
        return sum(map(len, self._spans.values()))

    def touches(self, place: Place) -> bool:
        """Whether a place shares at least one character with one of those held."""
        return any(span.overlaps(place[1]) for span, _ in self._spans.get(place[0], ()))

    def codes_at(self, place: Place) -> tuple[str, ...]:
        """Return the codes of all that share a character with a place, sorted."""
        found = (codes for span, codes in self._spans.get(place[0], ()) if span.overlaps(place[1]))
        return tuple(sorted({code for codes in found for code in codes}))


def said(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return every turn that is not a moderator's, without codes."""
    return dict.fromkeys(_turns(study), ())


def uncoded(study: Study) -> dict[Place, tuple[str, ...]]:
    """Return every sentence of people who are not moderators that nobody gave a code: what the codebook may miss.

    Sentences of fewer than four words are left out: "Mm, yeah." misses nothing.
    """
    held = Held(coded(study))
    places = (
        (transcript.id, unit.span)
        for transcript in study.transcripts.values()
        for unit in units_of(transcript, UnitKind.SENTENCE)
        if len(unit.text.split()) >= _FEWEST_WORDS
    )
    return {place: () for place in places if not held.touches(place)}


def negative_places(study: Study) -> frozenset[Place]:
    """Return the spans that somebody coded as a negative case, or the machine suggests as one."""
    found = {(one.transcript, one.span) for one in study.state.codings() if one.negative}
    proposed = (one.suggestion for one in study.suggestions()) if study.state.codebook else ()
    return frozenset(found | {(one.transcript, one.span) for one in proposed if one.negative})


def excerpt_at(study: Study, place: Place, codes: tuple[str, ...] = ()) -> Excerpt:
    """Return the excerpt at a place, with its words and who said them."""
    transcript = study.transcripts[place[0]]
    turn = transcript.turn_at(place[1])
    participant = turn.participant if turn and turn.role is Role.PARTICIPANT else None
    at = turn.number if turn else 0
    return Excerpt(place[0], place[1], transcript.words_at(place[1]), participant, codes, turn=at)


def _with_codes(rows: Iterable[tuple[str, Span, str]]) -> dict[Place, tuple[str, ...]]:
    found: dict[Place, set[str]] = {}
    for transcript, span, code in rows:
        found.setdefault((transcript, span), set()).add(code)
    return {place: tuple(sorted(found[place])) for place in sorted(found)}


def _turns(study: Study) -> Iterator[Place]:
    for transcript in study.transcripts.values():
        yield from ((transcript.id, unit.span) for unit in units_of(transcript, UnitKind.TURN))
