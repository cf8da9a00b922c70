"""The log as people and programs read it: ids and places, never words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import cell, counted, grid
from thematic.store.events import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

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
    if not events:
        return Text("No such event.")
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
    return _SAYS[event.kind](event.data)


def _decision(data: Mapping[str, Any]) -> str:
    start, end = data["span"]
    origin = " (suggested)" if data.get("suggestions") else ""
    if "agreed" in data:
        origin = f" (consensus of {', '.join(data['agreed'])})"
    return f"{data['verdict']} {data['code']} on {data['transcript']}:{start}-{end}{origin}"


def _codebook(data: Mapping[str, Any]) -> str:
    if not data.get("from"):
        return f"took codebook {data['id']} {data['version']} into use"
    names = ", ".join(f"{old} is {new} now" for old, new in sorted(data.get("codes", {}).items()))
    return f"changed codebook {data['id']} to {data['version']}{f' ({names})' if names else ''}"


def _place(data: Mapping[str, Any]) -> str:
    revision, start, end = data["from"]
    return f"{'placed' if data['to'] else 'let go'} {data['transcript']}@{revision}:{start}-{end}"


def _memo(data: Mapping[str, Any]) -> str:
    if data["does"] == "write":
        return f"wrote a memo ({data['type']}) on {_target(data['target'])}"
    return f"{_STEPS[data['does']]} memo {data['memo'][:_DIGITS]}"


def _target(target: Mapping[str, Any]) -> str:
    match target["kind"]:
        case "study":
            return "the study"
        case "span":
            return f"{target['id']}:{target['span'][0]}-{target['span'][1]}"
        case "event":
            return f"event {target['id'][:_DIGITS]}"
        case kind:
            return f"{kind} {target['id']}"


_STEPS = {"edit": "changed", "share": "shared", "drop": "dropped"}
_SAYS: dict[EventKind, Callable[[Mapping[str, Any]], str]] = {
    EventKind.STUDY: lambda data: f"made the study ({data['approach']})",
    EventKind.IMPORT: lambda data: f"imported {data['transcript']}",
    EventKind.PARTICIPANTS: lambda _data: "recorded participants",
    EventKind.CODEBOOK: _codebook,
    EventKind.DECISION: _decision,
    EventKind.THEME: lambda data: ", ".join(f"{one['status']} {one['theme']}" for one in (data, *data.get("also", ()))),
    EventKind.UNDO: lambda data: f"took back {data['undoes'][:_DIGITS]}",
    EventKind.REVISION: lambda data: f"brought in revision {data['revision']} of {data['transcript']}",
    EventKind.PLACE: _place,
    EventKind.READ: lambda data: f"read {counted(len(data['turns']), 'turn')} of {data['transcript']}",
    EventKind.PLAN: lambda data: f"planned that coders overlap on {data['share']:.0%} (seed {data['seed']})",
    EventKind.DONE: lambda data: f"was done with {data['transcript']}",
    EventKind.WITHDRAWAL: lambda data: f"withdrew {data['participant']}",
    EventKind.MEMO: _memo,
    EventKind.SUMMARY: lambda data: f"summed up {data['case']} on {data['theme']}",
}
