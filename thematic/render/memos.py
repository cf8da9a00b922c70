"""Memos as people read them: who, when, on what, and the words; never the words of somebody's private one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import cell, counted
from thematic.text import for_terminal, one_line
from thematic.workflow.memos import private_memos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.memos import Memo, MemosFound

__all__ = ["memo_json", "memo_list", "memo_list_json", "memo_page"]

_DIGITS = 10
_QUOTE = 200


def memo_list(found: MemosFound) -> RenderableType:
    """Return the memos, and how many private ones of others there are."""
    parts = [part for one in found.memos for part in _memo(one)]
    lines = [private_memos(count, who) for who, count in found.private.items()]
    if not found.memos and not lines:
        lines = ["No memo."]
    elif found.memos:
        lines = [counted(len(found.memos), "memo"), *lines]
    return Group(*parts, cell(f"{'; '.join(lines).rstrip('.')}."))


def memo_page(one: Memo) -> RenderableType:
    """Return a memo with what it said before, the latest first."""
    parts = list(_memo(one))
    for at, text in reversed(one.earlier):
        parts += [Text(f"until then, from {at}:", style="dim"), Padding(Text(for_terminal(text)), (0, 0, 1, 2))]
    return Group(*parts)


def memo_list_json(found: MemosFound) -> dict[str, Any]:
    """Return the same as `memo_list` as plain values."""
    return {"memos": [memo_json(one) for one in found.memos], "private": dict(found.private)}


def memo_json(one: Memo) -> dict[str, Any]:
    """Return a memo as plain values, its words verbatim."""
    return {
        "id": one.id,
        "author": one.author,
        "at": one.at,
        "type": one.kind.value,
        "target": one.target,
        "quote": one.quote,
        "text": one.text,
        "private": one.private,
        "changed": one.changed,
        "earlier": [{"at": at, "text": text} for at, text in one.earlier],
    }


def _memo(one: Memo) -> Iterator[RenderableType]:
    alone = ", private" if one.private else ""
    again = f", changed {one.changed}" if one.earlier or one.changed != one.at else ""
    head = f"  {one.at}  {one.author}  {one.kind.value}{alone}{again}  on {one_line(one.target)}"
    yield Text.assemble((one.id[:_DIGITS], "bold"), head)
    if one.quote:
        yield Padding(cell(f"“{one_line(one.quote, _QUOTE)}”", style="dim"), (0, 0, 0, 2), expand=False)
    yield Padding(Text(for_terminal(one.text)), (0, 0, 1, 2), expand=False)
