"""What goes with a participant who withdraws, and what a person must see to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import cell, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.withdrawing import ExportMade, Withdrawal

__all__ = ["withdrawal_page"]

_MOST = 20
_HOLDS = {
    "yes": "holds words of theirs",
    "perhaps": "perhaps holds words of theirs: it has words of a transcript they speak in",
    "no": "no words of theirs, perhaps their id",
}


def withdrawal_page(plan: Withdrawal, *, done: bool) -> RenderableType:
    """Return a page: what goes (or is gone), and what only a person can do."""
    return Group(*_going(plan, done=done), *_left_to_you(plan), *_next(plan, done=done))


def _going(plan: Withdrawal, *, done: bool) -> Iterator[RenderableType]:
    yield cell(f"{plan.participant} {'has withdrawn. Erased:' if done else 'withdraws. This would be erased:'}")
    for one in plan.going:
        whole = "; nobody else takes part, so the questions go too" if one.whole else ""
        earlier = "; earlier texts with words of theirs" if one.earlier else ""
        yield _item(f"{one.transcript}: {counted(one.turns, 'turn')}, {counted(one.words, 'word')}{whole}{earlier}")
    others = plan.judgements - plan.codings
    yield _item(f"{counted(plan.codings, 'coding')} and {counted(others, 'other judgement')} of their words")
    if plan.memos:
        yield _item(f"{counted(plan.memos, 'memo')} on their words or on them, whoever wrote them")
    if plan.lent:
        yield _item(f"their words in {counted(plan.lent, 'version')} of the codebook: names of codes, cues, examples")
    for theme, count in plan.excerpts.items():
        yield _item(f"{counted(count, 'excerpt')} of {theme}")
    yield _item("their row in the tables of participants, with every label and attribute")
    yield _item("the original files and earlier revisions of these transcripts, which hold their words")
    yield _item("all suggestions, candidate themes and vectors (made anew by thematic code and themes suggest)")


def _left_to_you(plan: Withdrawal) -> Iterator[RenderableType]:
    if plan.mentions:
        more = f" and {len(plan.mentions) - _MOST} more" if len(plan.mentions) > _MOST else ""
        names = f"{', '.join(plan.mentions[:_MOST])}{more}"
        yield from (Text(), cell(f"Look at these, which name them and stay: {names}.", style="yellow"))
    if plan.exports:
        yield from (Text(), Text("Written earlier, and not ours to take back:"))
        yield from (_item(_export(one), style="" if one.holds == "no" else "yellow") for one in plan.exports)


def _item(text: str, style: str = "") -> RenderableType:
    return Padding(cell(text, style=style), (0, 0, 0, 2), expand=False)


def _export(one: ExportMade) -> str:
    holds = _HOLDS[one.holds]
    return f"{one.at}  {one.what}  {one.name}: {holds}"


def _next(plan: Withdrawal, *, done: bool) -> Iterator[RenderableType]:
    yield Text()
    if done and not plan.compacted:
        yield Text("The file keeps its size: there was no room to write it anew. What was erased is overwritten.")
    if done:
        yield Text("Copies of study.db, backups and files you were sent are yours to deal with. Next: thematic check")
    else:
        yield Text("Nothing was changed. It cannot be taken back. To do it:")
        yield _item(f"thematic import --withdraw {plan.participant} --yes --coder NAME")
