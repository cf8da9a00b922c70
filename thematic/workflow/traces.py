"""Where somebody is in a study: every stored revision that holds their words, every table that names them.

What was taken back counts too: it is stored, and could be brought back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from thematic.ingest import EVERYWHERE, label_key
from thematic.segments import plain_id
from thematic.store.codec import people_from, transcript_from, words_from
from thematic.store.events import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thematic.model import Participant, Span, Transcript, Turn
    from thematic.workflow.study import Study

__all__ = ["Stored", "Traces"]

_TEXTS = frozenset({EventKind.IMPORT, EventKind.REVISION, EventKind.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored text of a transcript, roles and participants filled in, with the hashes that hold it."""

    text: Transcript
    content: str
    original: str | None


class Traces:
    """All that a study holds of one participant."""

    def __init__(self, study: Study, participant: str) -> None:
        """Look through the whole log, what was taken back included."""
        self._study = study
        self.participant = participant
        self.events = study.store.log.events()
        self.stored = [one for event in self.events for one in self._texts(event.kind, event.data)]

    def _texts(self, kind: EventKind, data: Mapping[str, Any]) -> Iterator[Stored]:
        for row in data.get("transcripts", [data]) if kind in _TEXTS else ():
            if row["content"] not in self._study.state.erased:
                raw, _source = transcript_from(self._study.store.log.get(row["content"]))
                yield Stored(self._study.people.named(raw), row["content"], row.get("original"))

    def known(self) -> bool:
        """Whether the study holds anything of them."""
        return bool(self.transcripts or any(one.id == self.participant for _, table in self.tables for one in table))

    def are_theirs(self, turn: Turn) -> bool:
        """Whether they speak a turn."""
        return turn.participant == self.participant

    @cached_property
    def transcripts(self) -> list[str]:
        """The ids of the transcripts of which any stored text holds words of theirs, in order."""
        return sorted({one.text.id for one in self.stored if any(map(self.are_theirs, one.text.turns))})

    @cached_property
    def tables(self) -> list[tuple[str, tuple[Participant, ...]]]:
        """Every table of people that is stored, by its hash."""
        erased = self._study.state.erased
        digests = [event.data.get("people") for event in self.events if event.kind is not EventKind.WITHDRAWAL]
        given = {one for one in (*digests, *self._study.state.people) if isinstance(one, str) and one not in erased}
        return [(digest, people_from(self._study.store.log.get(digest))) for digest in sorted(given)]

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """Their labels, each with the session it holds in, by any table or by the texts themselves."""
        tables = {place for _, table in self.tables for one in table for place in one.labels if self._has(one, place)}
        spoken = {
            (one.text.id, turn.speaker)
            for one in self.stored
            for turn in one.text.turns
            if turn.speaker and self.are_theirs(turn)
        }
        return sorted(tables | spoken)

    def _has(self, one: Participant, place: tuple[str, str]) -> bool:
        """Whether a label of a table is theirs: by the last word on it, or where nobody has it, by that table."""
        voice = self._study.people.who(*place)
        return voice.participant == self.participant if voice else one.id == self.participant

    def owns(self, label: tuple[str, str]) -> bool:
        """Whether a label in a session is among theirs."""
        return label_key(*label) in {label_key(*one) for one in self.labels}

    def notes(self) -> Iterator[tuple[str, str, bool]]:
        """Yield each coder's note as (event, its text's hash, whether it is about words of theirs)."""
        texts = {(one.text.id, one.text.revision): one.text for one in self.stored}
        for event in self.events:
            if event.kind is EventKind.DECISION and event.data.get("note") not in {None, *self._study.state.erased}:
                text = texts.get((event.data["transcript"], event.data["revision"]))
                yield event.hash, event.data["note"], text is None or self._touches(text, event.data["span"])

    def _touches(self, text: Transcript, pair: list[int]) -> bool:
        return any(
            turn.span.start < pair[1] and pair[0] < turn.span.end for turn in text.turns if self.are_theirs(turn)
        )

    def mentions(self) -> Iterator[str]:
        """Yield what else names them: others' turns, notes on others' words, names and concepts of themes."""
        for transcript in self._study.transcripts.values():
            for turn in transcript.turns:
                if not self.are_theirs(turn) and self._is_named(transcript.words_at(turn.span), transcript.id):
                    yield plain_id(transcript, turn)
        for event, note, theirs in self.notes():
            if not theirs and self._is_named(words_from(self._study.store.log.get(note))["note"]):
                yield f"a note (event {event[:10]})"
        for theme in self._study.own_themes:
            if self._is_named(f"{theme.name} {theme.concept} {theme.boundary}"):
                yield f"the words of {theme.id}"

    def _is_named(self, words: str, session: str | None = None) -> bool:
        names = {label for place, label in self.labels if session is None or place in {session, EVERYWHERE}}
        return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words, re.IGNORECASE) for one in names)

    def touched(self, text: Transcript, span: Span) -> bool:
        """Whether a span of a text holds words of theirs."""
        return any(turn.span.overlaps(span) for turn in text.turns if self.are_theirs(turn))
