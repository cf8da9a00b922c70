"""Two copies of one study made one: the union of their logs and texts. Nothing is chosen here, and nothing is lost.

Events are never changed and each names what it followed, so that the union of two histories that can be verified is one
that can be verified, whichever copy takes in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.store.events import Event, EventKind, in_order
from thematic.store.state import fold

if TYPE_CHECKING:
    from thematic.store import State, Store

__all__ = ["Union", "take_in", "union_of"]


@dataclass(frozen=True, slots=True)
class Union:
    """Two histories as one.

    Attributes:
        events: all of both, in their one order.
        new: those that our copy lacked, in the order in which the other copy has them.
        ours: the hashes of those that the other copy lacks.
        state: what the union leaves behind.
    """

    events: tuple[Event, ...]
    new: tuple[Event, ...]
    ours: frozenset[str]
    state: State


def union_of(own: Store, other: Store) -> Union:
    """Return the union of two copies' logs; writes nothing.

    Raises:
        StudyError: they are copies of different studies, or their events together make no sense.
    """
    mine, theirs = own.log.events(), other.log.events()
    if _root(mine) != _root(theirs):
        raise StudyError(f"{other.file.path}: another study, not a copy of this one. Merge copies of one study.")
    known = {event.hash for event in mine}
    new = tuple(event for event in theirs if event.hash not in known)
    events = in_order([*mine, *new])
    try:
        state = fold(events)
    except (KeyError, ValueError, TypeError):
        raise StudyError(f"{other.file.path}: its events and ours make no sense together. Nothing came in.") from None
    return Union(tuple(events), new, frozenset(known - {event.hash for event in theirs}), state)


def take_in(own: Store, other: Store, union: Union) -> None:
    """Write what our copy lacks, in one transaction: events as they are, and texts but those that were erased."""
    erased = union.state.erased
    with own.file.writing():
        own.log.take_in(union.new)
        own.log.erase(digest for digest in sorted(erased) if own.log.holds(digest))
        for digest, salt, data in other.log.texts():
            own.log.keep(digest, *((b"", None) if digest in erased else (salt, data)))


def _root(events: list[Event]) -> str | None:
    return next((event.hash for event in events if event.kind is EventKind.STUDY), None)
