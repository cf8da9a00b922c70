"""The parts of the review screen that say where one is, what is suggested, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from thematic.codebook import code_of
from thematic.render.suggestions import reasons, worth_text
from thematic.text import one_line
from thematic.workflow.own_codes import FAMILY
from thematic.workflow.queueing import Unsuggested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from thematic.coding.calibration import Calibration
    from thematic.model import Codebook, Suggestion
    from thematic.review.sitting import Sitting

__all__ = ["code_lines", "head_line", "panel"]

_SMALL = 16
# Lines of a definition, and of what it excludes, where room is scarce; a word may not fit at the end of one.
_LINES, _WORD = 2, 24
_INDENT = 5


def head_line(sitting: Sitting, width: int) -> Text:
    """Return who codes what, and how far they have come."""
    name = sitting.transcript.id if sitting.transcript else "no transcript"
    total = len(sitting.queue)
    where = "reading" if sitting.elsewhere or not total else f"{min(sitting.at + 1, total)} of {total}"
    if sitting.at_the_end and total and not sitting.elsewhere:
        where = f"all {total} seen"
    left = f" {name} · {where} · {sitting.coder}{' · blind' if sitting.hidden else ''}"
    right = f"decided {sitting.settled}, left {total - sitting.settled} "
    if sitting.wish.read and sitting.transcript:
        right = "read {} of {} turns ".format(*sitting.read())
    return Text(one_line_padded(left, right, width), style="reverse", no_wrap=True)


def one_line_padded(left: str, right: str, width: int) -> str:
    """Return two texts at both ends of a line; the left one is cut where both do not fit."""
    room = max(width - len(right) - 1, 0)
    return f" {one_line(left, room):<{room}}{right}"[:width]


def panel(sitting: Sitting, worth: Mapping[str, Calibration], width: int, height: int) -> RenderableType:
    """Return what is suggested on the words in view with its evidence and definition, and the coder's own codes.

    Where the room is low and wide, each reason has one line, and those that do not fit are counted.
    """
    return Group(*_panel(sitting, worth, width, height))


def _panel(sitting: Sitting, worth: Mapping[str, Calibration], width: int, height: int) -> Iterator[RenderableType]:
    own = list(code_lines(sitting, width))
    yield from own
    if sitting.wish.read:
        yield Text("READING    Space marks this turn as read and goes on. Nothing is suggested, nothing is coded.")
    elif sitting.hidden:
        yield Text("BLIND      Your own codes first (c). Then e shows what was suggested, if anything.")
    elif sitting.suggestion is not None:
        yield from _suggestion(sitting, sitting.suggestion, worth, width, height - len(own))
    elif isinstance(sitting.item, Unsuggested):
        yield Text("NOTHING SUGGESTED HERE. Does any code apply? c gives one; n says: no (other) one.")
    elif sitting.at_the_end and sitting.queue and not sitting.elsewhere:
        skipped = f" {sitting.skipped} skipped and still undecided." if sitting.skipped else ""
        yield Text(f"That was the last one.{skipped} z undoes, b goes back, q leaves.")
    else:
        yield Text("READING    c gives these words a code; 0 goes back to what is to be decided.")


def code_lines(sitting: Sitting, width: int) -> Iterator[Text]:
    """Yield the coder's own codes on the words in view, and those of others and the memos that they may see."""
    own = dict.fromkeys(_called(sitting.book, code) for _span, code in sitting.codings())
    if own:
        yield Text.assemble(("YOUR CODES ", "bold"), one_line(", ".join(own), max(width - _WORD, 20)))
    others = [f"{coder}: {_called(sitting.book, code)}" for coder, code in sitting.others()]
    if others:
        yield Text.assemble(("OTHERS     ", "bold"), one_line(", ".join(others), max(width - _WORD, 20)))
    memos = sitting.memos()
    if memos:
        more = f" (and {len(memos) - 1} more: thematic memo list)" if len(memos) > 1 else ""
        said = one_line(f"{memos[-1].author}: {memos[-1].text}", max(width - _WORD - len(more), 20))
        yield Text.assemble(("MEMO       ", "bold"), said, (more, "dim"))


def _called(book: Codebook, code_id: str) -> str:
    """Return a code's id, and its name where the id does not say what it is about."""
    code = book.code(code_id)
    return f"{code_id} “{code.name}”" if code is not None and code.family == FAMILY else code_id


def _suggestion(
    sitting: Sitting, one: Suggestion, worth: Mapping[str, Calibration], width: int, height: int
) -> Iterator[RenderableType]:
    code = code_of(sitting.book, one.code)
    hedge = "  (perhaps a negative case)" if one.negative else ""
    yield Text.assemble("SUGGESTED  ", (one.code, "bold"), f"  {worth_text(one.score, worth.get(one.code))}{hedge}")
    tight = height < _SMALL
    most = _LINES * width - _WORD if tight else None
    defined = [Text.assemble(("DEFINITION ", "bold"), one_line(code.definition, most))]
    if code.exclude:
        defined.append(Text.assemble(("  not      ", "bold"), one_line(code.exclude, most)))
    yield from _reasons(one, width, height - 1 - _LINES * len(defined)) if tight else reasons(one.evidence)
    yield from defined


def _reasons(one: Suggestion, width: int, lines: int) -> Iterator[RenderableType]:
    found = list(reasons(one.evidence, width - _INDENT))
    fit = found if len(found) <= lines else found[: max(lines - 1, 0)]
    yield from fit
    if len(fit) < len(found):
        yield Text(f"    e shows {len(found) - len(fit)} more", style="dim")
