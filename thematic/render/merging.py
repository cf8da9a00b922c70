"""What came in from another copy, as people and programs read it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import counted
from thematic.text import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.store.records import Place
    from thematic.workflow.merging import Merged

__all__ = ["merged_json", "merged_page"]

_MOST = 10


def merged_page(merged: Merged, coder: str, *, dry_run: bool) -> RenderableType:
    """Return what came in, what to look at, and what to do next; `coder` is whose terminal this is, if known."""
    return Group(*(Text(for_terminal(line)) for line in _lines(merged, coder, dry_run=dry_run)))


def _lines(merged: Merged, coder: str, *, dry_run: bool) -> Iterator[str]:
    if not merged.events:
        yield "Nothing to take in: this copy has all that the other holds."
    else:
        yield f"{'Would take in' if dry_run else 'Took in'} {counted(merged.events, 'event')}; all of it verified."
        yield from (f"  {line}" for line in _what(merged))
    own = merged.decisions.get(coder, 0)
    if own:
        yield f"Note: {counted(own, 'decision')} came in under your own name, {coder}. Were they yours?"
    yield from _to_settle(merged)
    if not merged.compacted:
        yield "The file could not be written anew: the words are gone, and the room they took is left, as noughts."
    if merged.ahead:
        yield f"The other copy lacks {counted(merged.ahead, 'event')} of this one: merge this one there, too."


def _what(merged: Merged) -> Iterator[str]:
    if merged.transcripts:
        yield f"{counted(len(merged.transcripts), 'transcript')}: {_some(merged.transcripts)}"
    if merged.corrected:
        yield f"corrections of {_some(merged.corrected)}"
    if merged.codebooks:
        yield f"codebook in use: {_some(merged.codebooks)}"
    for who, count in merged.decisions.items():
        yield f"{counted(count, 'decision')} by {who}"
    for who, count in merged.memos.items():
        yield f"{counted(count, 'memo')} by {who}"
    if merged.themes:
        yield f"{counted(len(merged.themes), 'theme')}: {_some(merged.themes)}"
    for participant in merged.withdrawn:
        yield f"{participant} withdrew: their words are erased here, too"


def _to_settle(merged: Merged) -> Iterator[str]:
    if merged.conflicts:
        places = counted(len(merged.conflicts), "place")
        yield f"One coder decided differently in the two copies at {places}. Decide there again:"
        yield from (f"  {_at(place)}" for place in merged.conflicts[:_MOST])
        if len(merged.conflicts) > _MOST:
            yield f"  and {len(merged.conflicts) - _MOST} more"

    if merged.other_versions:
        yield "Both copies changed the codebook. For one that has the codes of both: thematic codebook unite"


def _at(place: Place) -> str:
    coder, transcript, span, _book, code = place
    return f"{coder}: {code} on {transcript}:{span.start}-{span.end}"


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")


def merged_json(merged: Merged) -> dict[str, Any]:
    """Return the same as plain values."""
    places = [
        {"coder": coder, "transcript": transcript, "start": span.start, "end": span.end, "codebook": book, "code": code}
        for coder, transcript, span, book, code in merged.conflicts
    ]
    return {**dataclasses.asdict(merged), "conflicts": places}
