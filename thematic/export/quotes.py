"""Quotations: choosing a theme's, and checking that what is printed is what was said. Nothing of formats."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.model import Quotation, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.export.table import Table
    from thematic.model import Span, Theme, Transcript

__all__ = ["UNIDENTIFIED", "choose_quotations", "verify", "verify_all"]

UNIDENTIFIED = "unidentified speaker"
_LEAST_WORDS = 6
_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Offer:
    """An excerpt fit to be quoted, and the voice it is in: a participant, or a label in one transcript."""

    quotation: Quotation
    voice: tuple[str, ...]


def choose_quotations(
    theme: Theme,
    transcripts: Mapping[str, Transcript],
    *,
    most: int = 3,
    groups: Mapping[str, str] = _NO_LABELS,
) -> tuple[Quotation, ...]:
    """Return up to `most` verbatim quotations for a theme, central excerpts first, a new voice wherever there is one.

    Only excerpts of four words or more, inside one turn, by somebody who is not a moderator; none that overlaps one
    already chosen. A second quotation from one person comes only when nobody else is left to quote. `groups` gives a
    transcript's label as printed, by its id; without one the id is printed. Equal arguments give equal answers.
    """
    offers = list(_offers(theme, transcripts, groups))
    chosen: list[_Offer] = []
    while len(chosen) < most and (offer := _next(offers, chosen)):
        chosen.append(offer)
    return tuple(offer.quotation for offer in chosen)


def verify(quotation: Quotation, transcripts: Mapping[str, Transcript]) -> None:
    """Pass where a quotation's text is, character for character, what its transcript says at its span.

    Raises:
        StudyError: it is not, or the study has no such transcript; the message names transcript and span.
    """
    where = f"{quotation.transcript}:{quotation.span.start}-{quotation.span.end}"
    transcript = transcripts.get(quotation.transcript)
    if transcript is None:
        raise StudyError(f"{where}: a quotation names a transcript that is not in the study. Choose another quotation.")
    if transcript.words_at(quotation.span) != quotation.text:
        raise StudyError(
            f"{where}: a quotation is not, word for word, what the transcript says there. Nothing was written: "
            "choose the quotation again."
        )


def verify_all(table: Table, transcripts: Mapping[str, Transcript]) -> None:
    """Pass where every quotation in a table is verbatim.

    Raises:
        StudyError: one is not (see `verify`).
    """
    for row in table.rows:
        for cell in row:
            if isinstance(cell, tuple):
                for quotation in cell:
                    verify(quotation, transcripts)


def _offers(theme: Theme, transcripts: Mapping[str, Transcript], groups: Mapping[str, str]) -> Iterator[_Offer]:
    for transcript_id, span in dict.fromkeys((*theme.central, *theme.excerpts)):
        transcript = transcripts.get(transcript_id)
        offer = transcript and _offer(transcript, span, groups.get(transcript_id, transcript_id))
        if offer:
            yield offer


def _offer(transcript: Transcript, span: Span, group: str) -> _Offer | None:
    turn, text = transcript.turn_at(span), transcript.words_at(span)
    if turn is None or turn.role is Role.MODERATOR or len(text.split()) < _LEAST_WORDS:
        return None
    quotation = Quotation(text, transcript.id, span, turn.participant or UNIDENTIFIED, group)
    voice = (turn.participant,) if turn.participant else (transcript.id, turn.speaker or "")
    return _Offer(quotation, voice)


def _next(offers: Sequence[_Offer], chosen: Sequence[_Offer]) -> _Offer | None:
    """Return the first offer among those whose voice was chosen least often."""
    voices = [offer.voice for offer in chosen]
    left = [offer for offer in offers if not any(_overlap(offer, other) for other in chosen)]
    return min(left, key=lambda offer: voices.count(offer.voice), default=None)


def _overlap(one: _Offer, other: _Offer) -> bool:
    return one.quotation.transcript == other.quotation.transcript and one.quotation.span.overlaps(other.quotation.span)
