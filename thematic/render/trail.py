"""The log as people and programs read it: ids and places, never words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import cell, counted, grid
from thematic.store.events import EventKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.store.events import Event

__all__ = ["trail", "trail_json"]

_DIGITS = 10


def trail(events: Sequence[Event], undone: Collection[str], limit: int) -> RenderableType:
    """Return the latest events, the last one at the bottom."""
    table = grid("Event", "When (UTC)", "Who", "What")
    for event in events[-limit:]:
        gone = event.hash in undone
        table.add_row(
            event.hash[:_DIGITS],
            event.at,
            cell(event.who or "-"),
            cell(_what(event) + (" (taken back)" if gone else ""), style="strike" if gone else ""),
        )
    left = len(events) - limit
    more = (
        [Text(f"{counted(left, 'earlier event')}; see all with --limit {len(events)}.", style="dim")]
        if left > 0
        else []
    )
    return Group(table, *more)


def trail_json(events: Sequence[Event], undone: Collection[str]) -> list[dict[str, Any]]:
    """Return every event as plain values."""
    return [{**dataclasses.asdict(event), "kind": event.kind.value, "undone": event.hash in undone} for event in events]


def _what(event: Event) -> str:
    data = event.data
    match event.kind:
        case EventKind.STUDY:
            return f"made the study ({data['approach']})"
        case EventKind.IMPORT:
            return f"imported {data['transcript']}"
        case EventKind.PARTICIPANTS:
            return "recorded participants"
        case EventKind.CODEBOOK:
            return f"took codebook {data['id']} {data['version']} into use"
        case EventKind.DECISION:
            return _decision(data)
        case EventKind.THEME:
            return f"{data['status']} {data['theme']}"
        case EventKind.UNDO:
            return f"took back {data['undoes'][:_DIGITS]}"


def _decision(data: Mapping[str, Any]) -> str:
    start, end = data["span"]
    origin = " (suggested)" if data.get("suggestions") else ""
    return f"{data['verdict']} {data['code']} on {data['transcript']}:{start}-{end}{origin}"
