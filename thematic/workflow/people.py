"""Who speaks where: participants from all the tables a study was given, and their places in the transcripts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import did_you_mean
from thematic.ingest import EVERYWHERE, NOBODY, label_key, map_option
from thematic.ingest.imported import plural
from thematic.model import Participant, Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from thematic.model import Coding, Transcript, Turn

__all__ = ["People", "codings_on_moderators", "unmatched"]

_WIDTH = 40


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
    """The participants, and who has which label in which session. A later table corrects an earlier one.

    Attributes:
        ever: everybody whom a table ever named, those included who have no label left: one may be theirs again.
        before: the role each has but for a label that was made a moderator's by hand, by id.
    """

    participants: tuple[Participant, ...]
    voices: Mapping[tuple[str, str], Voice]
    ever: tuple[Participant, ...]
    before: Mapping[str, Role]

    @classmethod
    def of(cls, tables: Sequence[Sequence[Participant]]) -> People:
        """Merge tables in the order they came; one who has lost every label to a later table is no participant.

        An attribute that a later table says is empty is dropped: what an earlier one said no longer holds.
        """
        merged: dict[str, Participant] = {}
        before: dict[str, Role] = {}
        voices = _Voices({})
        for one in (one for table in tables for one in table):
            known = merged.get(one.id)
            if not _is_by_hand(one, voices.by_label):
                before[one.id] = one.role
            labels = dict.fromkeys((*(known.labels if known else ()), *one.labels))
            merged[one.id] = Participant(one.id, one.role, tuple(labels), _attributes(known, one))
            for label in one.labels:
                voices.say(*label, Voice(one.id, one.role))
        named = sorted((one for one in merged.values() if one.id != NOBODY), key=lambda one: one.id)
        kept = [_with_own_labels(one, voices.by_label) for one in named]
        # The people of a table of answers never had a label; the others are there while one is theirs.
        present = [one for one in kept if one.labels or not merged[one.id].labels]
        return cls(tuple(present), voices.by_label, tuple(named), before)

    def who(self, session: str, label: str) -> Voice | None:
        """Return who has a label in a session, where that is known."""
        return _who(self.voices, session, label)

    def named(self, transcript: Transcript) -> Transcript:
        """Return the transcript with each turn's role and participant as these tables have them."""
        labels = {turn.speaker for turn in transcript.turns if turn.speaker}
        known = {label: self.who(transcript.id, label) for label in labels}
        turns = tuple(_spoken_by(known.get(turn.speaker or ""), turn) for turn in transcript.turns)
        return dataclasses.replace(transcript, turns=turns)


def _spoken_by(who: Voice | None, turn: Turn) -> Turn:
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


def codings_on_moderators(
    transcripts: Iterable[Transcript], people: People, codings: Sequence[Coding]
) -> Iterator[str]:
    """Yield a sentence for each speaker whom `people` make a moderator and on whose words codings stand."""
    places: dict[str, list[Coding]] = {}
    for coding in codings:
        places.setdefault(coding.transcript, []).append(coding)
    for one in transcripts:
        if one.id in places:
            yield from _coded_moderators(one, people.named(one), places[one.id])


def _coded_moderators(before: Transcript, after: Transcript, codings: Sequence[Coding]) -> Iterator[str]:
    moderating = {turn.number for turn in after.turns if turn.role is Role.MODERATOR}
    turns: dict[str, list[Turn]] = {}
    for turn in before.turns:
        if turn.number in moderating:
            turns.setdefault(turn.speaker or "", []).append(turn)
    for label, theirs in turns.items():
        count = sum(any(turn.span.overlaps(one.span) for turn in theirs) for one in codings)
        if count:
            was = theirs[0].participant if theirs[0].role is not Role.MODERATOR else None
            yield _coded_moderator(before.id, label, count, was or "ID")


def _coded_moderator(session: str, label: str, count: int, was: str) -> str:
    verb = "stands" if count == 1 else "stand"
    return (
        f'{plural(count, "coding")} {verb} on the words of "{one_line(label, _WIDTH)}" in {session}, which are a '
        f"moderator's now: context, never data. They still count. If this is no moderator, say "
        f"{map_option(label, was, session)}; else take the codings back: thematic log undo"
    )


def _is_by_hand(one: Participant, voices: Mapping[tuple[str, str], Voice]) -> bool:
    """Whether this says of a label they have that it is a moderator's, and nothing else, as a join by hand does."""
    if one.role is not Role.MODERATOR or one.attributes or len(one.labels) != 1:
        return False
    voice = _who(voices, *one.labels[0])
    return voice is not None and voice.participant == one.id


def _attributes(known: Participant | None, one: Participant) -> dict[str, str]:
    said = {**(known.attributes if known else {}), **one.attributes}
    return {name: value for name, value in said.items() if value}


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
