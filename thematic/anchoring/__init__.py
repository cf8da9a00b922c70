"""Spans of one revision of a transcript found again in the next: never moved silently, never lost. Pure."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from thematic.anchoring.anchors import Anchor, How
from thematic.anchoring.likeness import LEAST_LIKE
from thematic.anchoring.search import Search
from thematic.model import Role
from thematic.segments import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thematic.model import Span, Transcript, Turn

__all__ = ["LEAST_LIKE", "Anchor", "How", "anchored"]


def anchored(old: Transcript, new: Transcript, spans: Iterable[Span]) -> list[Anchor]:
    """Return what became in `new` of each of the `spans` of `old`, in order, each span once.

    A place found by its words still needs a person where it would cross turns that it did not cross, or would be a
    moderator's where it was not. Where the words are the same and somebody else speaks them, the anchor says so.

    Args:
        old: the earlier revision, its roles and participants filled in.
        new: the later one, likewise.
        spans: places in `old`, none of them empty.
    """
    search, speakers = Search(old, new), _Speakers(old, new)
    return [speakers.checked(search.anchor(span)) for span in sorted(set(spans))]


class _Speakers:
    """Who speaks at a place, before and after."""

    def __init__(self, old: Transcript, new: Transcript) -> None:
        self._old, self._new = Places.of(old), Places.of(new)
        self._renamed = _renamed(old, new)

    def checked(self, anchor: Anchor) -> Anchor:
        """Return the anchor as it stands once it is known who speaks there."""
        if anchor.place is None:
            return anchor
        before, after = self._old.turn(anchor.span), self._new.turn(anchor.place)
        if before is not None and after is None:
            return _needs_you(anchor, "it would cross from one turn into another")
        if after and after.role is Role.MODERATOR and not (before and before.role is Role.MODERATOR):
            return _needs_you(anchor, "the moderator says it now")
        return dataclasses.replace(anchor, why=self._other_speaker(before, after) or anchor.why)

    def _other_speaker(self, before: Turn | None, after: Turn | None) -> str:
        if before is None or after is None or _same_person(before, after):
            return ""
        if before.speaker in self._renamed and self._renamed[before.speaker] == after.speaker:
            return ""
        return f"spoken by {after.speaker or 'nobody named'} now, by {before.speaker or 'nobody named'} before"


def _same_person(before: Turn, after: Turn) -> bool:
    known = before.participant is not None and before.participant == after.participant
    return known or before.speaker == after.speaker


def _renamed(old: Transcript, new: Transcript) -> Mapping[str | None, str | None]:
    """Return for each label that is gone the new one that most of its words have, turn by equal turn.

    A label that both texts know is no new name of somebody: two that were swapped are two other speakers.
    """
    known = {turn.speaker for turn in old.turns} & {turn.speaker for turn in new.turns}
    after = {new.words_at(turn.span): turn.speaker for turn in new.turns}
    pairs: dict[str | None, Counter[str | None]] = {}
    for turn in old.turns:
        words = old.words_at(turn.span)
        if words in after and after[words] is not None and not {turn.speaker, after[words]} & known:
            pairs.setdefault(turn.speaker, Counter())[after[words]] += 1
    return {label: counts.most_common(1)[0][0] for label, counts in pairs.items()}


def _needs_you(anchor: Anchor, why: str) -> Anchor:
    return dataclasses.replace(anchor, how=How.NEEDS_YOU, place=None, likely=anchor.place, why=why)
