"""Which event of a log could know of which, and what was decided by people who could not know of each other. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from thematic.store.events import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.store.events import Event
    from thematic.store.records import Place, State

__all__ = ["History", "conflicts", "rivals", "theme_ids", "themes_in"]


class History:
    """The events of a log in their order, and which of them follow which."""

    def __init__(self, events: Sequence[Event]) -> None:
        """Take events in the order of `in_order`."""
        self.events = events
        self._parents = {event.hash: event.parents for event in events}
        self._places = {event.hash: at for at, event in enumerate(events)}
        self.heads = frozenset(self._parents).difference(*(event.parents for event in events))
        self.forked = len(self.heads) > 1 or any(len(event.parents) > 1 for event in events)

    def follows(self, later: str, earlier: str) -> bool:
        """Whether who made the `later` event could know of the `earlier` one; an event follows itself."""
        if not self.forked:
            return self._places[later] >= self._places[earlier]
        floor, seen, waiting = self._places[earlier], {later}, [later]
        while waiting:
            event = waiting.pop()
            if event == earlier:
                return True
            new = {one for one in self._parents[event] if self._places[one] >= floor} - seen
            seen |= new
            waiting += new
        return False


def theme_ids(history: History) -> dict[tuple[str, str], str]:
    """Return the id of each theme that an event is about, by the event's hash and the id it says.

    Where two copies each made a theme under one id, the later in order gets four digits of its hash behind it; what
    follows either keeps to it.
    """
    named: dict[tuple[str, str], str] = {}
    lines: defaultdict[str, list[list[str]]] = defaultdict(list)
    for event in history.events:
        for said in themes_in(event):
            line = next((one for one in lines[said] if any(history.follows(event.hash, by) for by in one)), None)
            if line is None:
                named[event.hash, said] = f"{said}-{event.hash[:4]}" if lines[said] else said
                lines[said].append([event.hash])
            else:
                named[event.hash, said] = named[line[0], said]
                line.append(event.hash)
    return named


def themes_in(event: Event) -> list[str]:
    """Return the ids of the themes that an event changes, sums up, or puts one under, as it says them."""
    if event.kind is EventKind.SUMMARY:
        return [event.data["theme"]]
    if event.kind is not EventKind.THEME:
        return []
    changes = [event.data, *event.data.get("also", ())]
    said = [one["theme"] for one in changes] + [one["parent"] for one in changes if one.get("parent")]
    return list(dict.fromkeys(said))


def conflicts(history: History, state: State) -> list[Place]:
    """Return where one coder decided differently in two copies, and nobody decided there since: in order."""
    if not history.forked:
        return []
    standing: defaultdict[Place, list[str]] = defaultdict(list)
    verdicts = {record.event: record.decision.verdict for record in state.decisions}
    for record in state.decisions:
        standing[state.place_of(record)].append(record.event)
    return sorted(place for place, made in standing.items() if len({verdicts[one] for one in _last(history, made)}) > 1)


def rivals(history: History, state: State) -> tuple[str, ...]:
    """Return the versions of the codebook in use that nothing follows, but the one in use itself, in order."""
    if not history.forked or state.codebook is None:
        return ()
    in_use = state.codebook_id(state.codebook)
    made = {
        event.hash: event.data["sha256"]
        for event in history.events
        if event.kind is EventKind.CODEBOOK and event.hash not in state.undone and event.data["id"] == in_use
    }
    last = (made[one] for one in _last(history, list(made)))
    return tuple(dict.fromkeys(one for one in last if one != state.codebook))


def _last(history: History, made: Sequence[str]) -> list[str]:
    """Return the events that no other of these follows."""
    if len(made) == 1:
        return list(made)
    return [one for one in made if not any(history.follows(other, one) for other in made if other != one)]
