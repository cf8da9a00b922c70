"""What each coder has read and is done with, and whose codings they may therefore see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.store.events import EventKind
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thematic.model import Transcript
    from thematic.store.events import Event
    from thematic.workflow.study import Act, Study

__all__ = ["coders_seen", "mark_done", "mark_read", "turns_read"]


def mark_read(study: Study, transcript: str, turns: Iterable[int], *, act: Act) -> Event:
    """Record that a coder has read some turns of a transcript as it is now. On disk when this returns.

    Raises:
        UsageError: nobody is named, or there is no such transcript.
    """
    need_person(act, "reads")
    with study.writing() as log:
        text = study.transcript(transcript)
        data = {"transcript": text.id, "revision": text.revision, "turns": sorted(set(turns))}
        return log.append(EventKind.READ, data, at=act.at, who=act.who)


def mark_done(study: Study, transcript: str, *, act: Act) -> Event:
    """Record that a coder is done with a transcript: what they gave no code has none. Raises as `mark_read`."""
    need_person(act, "is done with it")
    with study.writing() as log:
        text = study.transcript(transcript)
        return log.append(EventKind.DONE, {"transcript": text.id, "revision": text.revision}, at=act.at, who=act.who)


def turns_read(study: Study, coder: str, transcript: Transcript) -> frozenset[int]:
    """Return the numbers of the turns that a coder has read of a transcript's current revision."""
    return study.state.read.get((coder, transcript.id, transcript.revision), frozenset())


def coders_seen(study: Study, viewer: str, transcript: str) -> frozenset[str]:
    """Return the other coders whose work on a transcript a coder may see.

    Coders work blind to each other until both are done with it, unless the study says that coding is open: what one has
    seen of the other's codes, agreement between them no longer tests.
    """
    state = study.state
    if state.open_coding:
        return frozenset(coder for coder, *_ in state.judgements) - {viewer}
    if (viewer, transcript) not in state.done:
        return frozenset()
    return frozenset(coder for coder, name in state.done if name == transcript) - {viewer}
