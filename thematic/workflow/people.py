"""Who speaks where: participants from all the tables a study was given, and their places in the transcripts."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.model import Participant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Transcript, Turn

__all__ = ["People"]


@dataclass(frozen=True, slots=True)
class People:
    """The participants, and who has which label in which session. A later table corrects an earlier one."""

    participants: tuple[Participant, ...]
    by_label: Mapping[tuple[str, str], Participant]

    @classmethod
    def of(cls, tables: Sequence[Sequence[Participant]]) -> People:
        """Merge tables in the order they came; one who has lost every label to a later table is gone."""
        merged: dict[str, Participant] = {}
        owners: dict[tuple[str, str], str] = {}
        for one in (one for table in tables for one in table):
            known = merged.get(one.id)
            labels = dict.fromkeys((*(known.labels if known else ()), *one.labels))
            attributes = {**(known.attributes if known else {}), **one.attributes}
            merged[one.id] = Participant(one.id, one.role, tuple(labels), attributes)
            owners.update({_key(*label): one.id for label in one.labels})
        kept = [_with_own_labels(one, owners) for one in merged.values()]
        present = {one.id: one for one in kept if one.labels}
        by_label = {key: present[owner] for key, owner in owners.items()}
        return cls(tuple(sorted(present.values(), key=lambda one: one.id)), by_label)

    def named(self, transcript: Transcript) -> Transcript:
        """Return the transcript with each turn's role and participant as these tables have them."""
        turns = tuple(self._turn(transcript.id, turn) for turn in transcript.turns)
        return dataclasses.replace(transcript, turns=turns)

    def _turn(self, session: str, turn: Turn) -> Turn:
        who = self.by_label.get(_key(session, turn.speaker)) if turn.speaker else None
        if who is None:
            return turn
        return dataclasses.replace(turn, role=who.role, participant=who.id)


def _with_own_labels(one: Participant, owners: Mapping[tuple[str, str], str]) -> Participant:
    own = tuple(label for label in one.labels if owners[_key(*label)] == one.id)
    return dataclasses.replace(one, labels=own)


def _key(session: str, label: str) -> tuple[str, str]:
    return session.strip().casefold(), label.strip().casefold()
