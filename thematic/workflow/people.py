"""Who speaks where: participants from all the tables a study was given, and their places in the transcripts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import did_you_mean
from thematic.ingest import EVERYWHERE, NOBODY, label_key
from thematic.model import Participant

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thematic.model import Role, Transcript, Turn

__all__ = ["People", "unmatched"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who has a label in one session, and the role there: one may moderate a group and take part in another."""

    participant: str
    role: Role


@dataclass(slots=True)
class _Voices:
    """Who has which label in which session, or everywhere; what is said later corrects what was said before."""

    by_label: dict[tuple[str, str], Voice]

    def say(self, session: str, label: str, voice: Voice) -> None:
        session, label = label_key(session, label)
        if session == EVERYWHERE:
            self.by_label = {place: known for place, known in self.by_label.items() if place[1] != label}
        self.by_label[session, label] = voice


@dataclass(frozen=True, slots=True)
class People:
    """The participants, and who has which label in which session. A later table corrects an earlier one."""

    participants: tuple[Participant, ...]
    voices: Mapping[tuple[str, str], Voice]

    @classmethod
    def of(cls, tables: Sequence[Sequence[Participant]]) -> People:
        """Merge tables in the order they came; one who has lost every label to a later table is gone."""
        merged: dict[str, Participant] = {}
        voices = _Voices({})
        for one in (one for table in tables for one in table):
            known = merged.get(one.id)
            labels = dict.fromkeys((*(known.labels if known else ()), *one.labels))
            attributes = {**(known.attributes if known else {}), **one.attributes}
            merged[one.id] = Participant(one.id, one.role, tuple(labels), attributes)
            for label in one.labels:
                voices.say(*label, Voice(one.id, one.role))
        kept = [_with_own_labels(one, voices.by_label) for one in merged.values() if one.id != NOBODY]
        # The people of a table of answers never had a label; the others are there while one is theirs.
        present = [one for one in kept if one.labels or not merged[one.id].labels]
        return cls(tuple(sorted(present, key=lambda one: one.id)), voices.by_label)

    def who(self, session: str, label: str) -> Voice | None:
        """Return who has a label in a session, where that is known."""
        return _who(self.voices, session, label)

    def named(self, transcript: Transcript) -> Transcript:
        """Return the transcript with each turn's role and participant as these tables have them."""
        turns = tuple(self._turn(transcript.id, turn) for turn in transcript.turns)
        return dataclasses.replace(transcript, turns=turns)

    def _turn(self, session: str, turn: Turn) -> Turn:
        who = self.who(session, turn.speaker) if turn.speaker else None
        return turn if who is None else dataclasses.replace(turn, role=who.role, participant=who.participant or None)


def unmatched(people: Sequence[Participant], speakers: Mapping[str, Collection[str]]) -> list[str]:
    """Return a sentence for each session, and each label in a session, that is nobody's in the transcripts.

    `speakers` gives the labels of each transcript by its id.
    """
    sessions = {label_key(session, "")[0]: session for session in speakers}
    anywhere = sorted({label for labels in speakers.values() for label in labels})
    spoken = {session: {label_key(EVERYWHERE, one) for one in labels} for session, labels in speakers.items()}
    spoken[EVERYWHERE] = {label_key(EVERYWHERE, one) for one in anywhere}
    missing: dict[str, None] = {}
    doubts: dict[str, None] = {}
    for session, label in (label for one in people for label in one.labels):
        known = EVERYWHERE if session == EVERYWHERE else sessions.get(label_key(session, "")[0])
        if known is None:
            missing[session] = None
        elif label_key(EVERYWHERE, label) not in spoken[known]:
            hint = did_you_mean(label, speakers.get(known, anywhere))
            doubts[f'participants: nobody called "{label}" speaks in {known or "any transcript here yet"}.{hint}'] = (
                None
            )
    if missing:
        doubts[f"participants: no transcript here (yet) for {', '.join(missing)}"] = None
    return list(doubts)


def _who(voices: Mapping[tuple[str, str], Voice], session: str, label: str) -> Voice | None:
    found = voices.get(label_key(session, label))
    return found or voices.get(label_key(EVERYWHERE, label))


def _with_own_labels(one: Participant, voices: Mapping[tuple[str, str], Voice]) -> Participant:
    own = []
    for label in one.labels:
        voice = _who(voices, *label)
        if voice is not None and voice.participant == one.id:
            own.append(label)
    return dataclasses.replace(one, labels=tuple(own))
