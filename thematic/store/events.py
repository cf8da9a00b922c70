"""Events: the lines of the log, linked by hash as git links commits, and their one order. Pure.

Each event names the heads it followed, so copies that diverged merge into one history that can be verified.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Event", "EventKind", "canonical", "in_order", "parse", "seal"]


class EventKind(StrEnum):
    """What can happen to a study."""

    STUDY = "study"
    IMPORT = "import"
    PARTICIPANTS = "participants"
    CODEBOOK = "codebook"
    DECISION = "decision"
    THEME = "theme"
    UNDO = "undo"
    REVISION = "revision"
    PLACE = "place"
    WITHDRAWAL = "withdrawal"
    READ = "read"
    DONE = "done"
    MEMO = "memo"
    PLAN = "plan"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    Attributes:
        hash: SHA-256 of the canonical body; the event's identity.
        at: when, UTC, ISO 8601 to the second; it is told, never sorted by.
        who: the coder, or empty where the step needs none.
        parents: hashes of the events it followed, sorted; empty only for a study's first.
        data: ids, spans and hashes; never words.
    """

    hash: str
    kind: EventKind
    at: str
    who: str
    parents: tuple[str, ...]
    data: Mapping[str, Any]


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal(kind: EventKind, *, at: str, who: str, parents: Iterable[str], data: Mapping[str, Any]) -> tuple[Event, str]:
    """Return the event and its canonical body, hashed."""
    linked = tuple(sorted(set(parents)))
    body = canonical({"kind": kind.value, "at": at, "who": who, "parents": linked, "data": data})
    return Event(sha256(body), kind, at, who, linked, data), body


def parse(digest: str, body: str) -> Event:
    """Return the event that `body` holds.

    Raises:
        ValueError: the body is no event, or does not have the hash it is filed under.
    """
    if sha256(body) != digest:
        raise ValueError("its content does not have the hash it is filed under")
    fields = json.loads(body)
    return Event(
        digest, EventKind(fields["kind"]), fields["at"], fields["who"], tuple(fields["parents"]), fields["data"]
    )


def in_order(events: Sequence[Event]) -> list[Event]:
    """Return the events so that each follows its parents, ties by hash: the same in every copy, whatever the clocks.

    Raises:
        ValueError: a parent is missing, so the history is not whole.
    """
    by_hash = {event.hash: event for event in events}
    waiting = Counter({event.hash: len(event.parents) for event in events})
    children: dict[str, list[str]] = {}
    for event in events:
        for parent in event.parents:
            if parent not in by_hash:
                raise ValueError(f"event {event.hash[:12]} follows {parent[:12]}, which is missing")
            children.setdefault(parent, []).append(event.hash)
    ready = [digest for digest, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[Event] = []
    while ready:
        digest = heapq.heappop(ready)
        ordered.append(by_hash[digest])
        for child in children.get(digest, ()):
            waiting[child] -= 1
            if waiting[child] == 0:
                heapq.heappush(ready, child)
    return ordered
