"""Memos in the log: what people note on anything, and what happens to those on words that a correction moves. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from thematic.model import MemoKind, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.store.events import Event
    from thematic.store.records import State
    from thematic.store.revisions import Move

__all__ = ["MemoRecord", "MemoStep", "Target", "TargetKind", "moved_memo", "note", "target_from", "target_to"]


class TargetKind(StrEnum):
    """What a memo may be on."""

    STUDY = "study"
    TRANSCRIPT = "transcript"
    SPAN = "span"
    CODE = "code"
    THEME = "theme"
    PARTICIPANT = "participant"
    EVENT = "event"


class MemoStep(StrEnum):
    """What an event does to a memo."""

    WRITE = "write"
    EDIT = "edit"
    SHARE = "share"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Target:
    """What a memo is on.

    Attributes:
        id: of the transcript, theme or participant, `codebook:code`, or the hash of an event; empty for the study.
        revision: for a span, the revision it stands in; `words` is the fingerprint of its words.
        event: for a theme, the hash of its last event, which says which theme is meant where two copies made one id.
    """

    kind: TargetKind = TargetKind.STUDY
    id: str = ""
    revision: int = 0
    span: Span | None = None
    words: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class MemoRecord:
    """A memo that stands.

    Attributes:
        id: the hash of the event that wrote it.
        at: when it was written; `changed` is when its words were last, the same where they never were again.
        words: the hash of its text.
        earlier: when each earlier version was written, and the hash of its text, oldest first.
        kept_back: how many of these were written before it was shared: they stay its author's.
    """

    id: str
    author: str
    at: str
    kind: MemoKind
    target: Target
    words: str
    changed: str
    shared: bool = False
    earlier: tuple[tuple[str, str], ...] = ()
    kept_back: int = 0

    @property
    def private(self) -> bool:
        """Whether only its author is to read it."""
        return self.kind is MemoKind.REFLEXIVE and not self.shared


def note(state: State, event: Event) -> None:
    """Write, change, share or drop a memo. Only what its author does counts."""
    step = MemoStep(event.data["does"])
    if step is MemoStep.WRITE:
        _write(state, event)
        return
    memo = state.memos.get(event.data["memo"])
    if memo is None or memo.author != event.who:
        return
    if step is MemoStep.DROP:
        del state.memos[memo.id]
    else:
        state.memos[memo.id] = _changed(memo, step, event)


def target_to(target: Target) -> dict[str, Any]:
    """Return a target as the log keeps it: ids, places and hashes."""
    data: dict[str, Any] = {"kind": target.kind.value}
    if target.id:
        data["id"] = target.id
    if target.span is not None:
        data |= {"revision": target.revision, "span": [target.span.start, target.span.end], "words": target.words}
    if target.event:
        data["event"] = target.event
    return data


def target_from(data: Mapping[str, Any]) -> Target:
    """Return what `target_to` wrote."""
    span = Span(*data["span"]) if "span" in data else None
    return Target(
        TargetKind(data["kind"]),
        data.get("id", ""),
        data.get("revision", 0),
        span,
        data.get("words", ""),
        data.get("event", ""),
    )


def moved_memo(memo: MemoRecord, move: Move) -> MemoRecord:
    """Return a memo where it stands after its words moved; on its transcript, where they are nobody's to place."""
    one = memo.target
    if one.span is None or one.id != move.transcript:
        return memo
    origin = (one.revision, one.span)
    if origin in move.gone:
        return dataclasses.replace(memo, target=Target(TargetKind.TRANSCRIPT, one.id))
    if origin not in move.to:
        return memo
    span, words = move.to[origin]
    target = dataclasses.replace(one, revision=move.revision, span=span, words=words)
    return dataclasses.replace(memo, target=target)


def _write(state: State, event: Event) -> None:
    data, target = event.data, target_from(event.data["target"])
    if data["words"] in state.erased:
        return
    if target.kind is TargetKind.THEME:
        target = dataclasses.replace(target, id=state.theme_of.get((target.event, target.id), target.id))
    memo = MemoRecord(event.hash, event.who, event.at, MemoKind(data["type"]), target, data["words"], event.at)
    # In a copy it may have been written on an earlier revision.
    for move in state.moves:
        memo = moved_memo(memo, move)
    state.memos[memo.id] = memo


def _changed(memo: MemoRecord, step: MemoStep, event: Event) -> MemoRecord:
    if step is MemoStep.SHARE:
        return memo if memo.shared else dataclasses.replace(memo, shared=True, kept_back=len(memo.earlier))
    earlier = (*memo.earlier, (memo.changed, memo.words))
    return dataclasses.replace(memo, words=event.data["words"], changed=event.at, earlier=earlier)
