"""A window on a transcript: the words in view, who says them, and as much talk around them as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from thematic.model import Role, Span
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import Console

    from thematic.model import Transcript, Turn

__all__ = ["TalkWindow", "who"]

_SPEAKER = 12
# Where there is little room, who speaks is told in fewer letters, and the turn's number is left out.
_NARROW, _FEW = 50, 6
# Of the room, so much is kept above the words in view: what led to them matters more than what follows.
_ABOVE = 0.4
_SELECTED, _CUE = "bold reverse", "bold underline"


@dataclass(frozen=True, slots=True)
class TalkWindow:
    """What is to be seen of a transcript.

    Attributes:
        span: the words in view, set off by quotation marks as well as by their look.
        cues: the places of cues in them, in brackets as well as underlined.
        coded: the turns, by number, that carry codings of the coder's own: marked `*`.
    """

    transcript: Transcript
    span: Span
    cues: Sequence[Span] = ()
    coded: Collection[int] = frozenset()

    def lines(self, console: Console, width: int, height: int) -> list[Text]:
        """Return at most `height` lines of `width` columns around the words in view."""
        turns = self.transcript.turns
        here = max((at for at, turn in enumerate(turns) if turn.span.start <= self.span.start), default=-1)
        rows = self._rows(turns[here : here + 1], console, width)
        first, last = next((at for at, (_, on) in enumerate(rows) if on), 0), _last(rows)
        for turn in reversed(turns[:here]):
            if first >= height:
                break
            above = self._rows([turn], console, width)
            rows, first, last = above + rows, first + len(above), last + len(above)
        for turn in turns[here + 1 :]:
            if len(rows) - last > height:
                break
            rows += self._rows([turn], console, width)
        wanted = max(first - int(_ABOVE * height), last + 1 - height)
        top = max(0, min(wanted, first, len(rows) - height))
        return [line for line, _ in rows[top : top + height]]

    def _rows(self, turns: Sequence[Turn], console: Console, width: int) -> list[tuple[Text, bool]]:
        return [row for turn in turns for row in self._turn(turn, console, width)]

    def _turn(self, turn: Turn, console: Console, width: int) -> Iterator[tuple[Text, bool]]:
        said, margin = self._words(turn), self._margin(turn, width)
        style = "dim" if turn.role is Role.MODERATOR else ""
        for number, line in enumerate(said.wrap(console, max(width - len(margin), 10))):
            before = margin if number == 0 else " " * len(margin)
            on = any(one.style == _SELECTED for one in line.spans)
            arrow = ">" if on else " "
            yield Text.assemble((f"{arrow}{before[1:]}", style or "bold" if on else style), line, style=style), on

    def _margin(self, turn: Turn, width: int) -> str:
        mark = "*" if turn.number in self.coded else " "
        if width < _NARROW:
            return f" {mark}{one_line(who(turn), _FEW):<{_FEW}} "
        return f" {mark}{turn.number:>4} {who(turn):<{_SPEAKER}} "

    def _words(self, turn: Turn) -> Text:
        """Return a turn's words, those in view in quotation marks and the cues among them in brackets."""
        text, transcript = Text(), self.transcript
        if not turn.span.overlaps(self.span):
            return text.append(for_terminal(transcript.words_at(turn.span)) or "(withdrawn)")
        chosen = Span(max(turn.span.start, self.span.start), min(turn.span.end, self.span.end))
        text.append(for_terminal(transcript.text[turn.span.start : chosen.start])).append("“", _SELECTED)
        at = chosen.start
        for cue in sorted(set(self.cues)):
            if at <= cue.start and cue.end <= chosen.end:
                text.append(for_terminal(transcript.text[at : cue.start]), _SELECTED)
                text.append(f"[{for_terminal(transcript.words_at(cue))}]", _SELECTED)
                at = cue.end
        text.append(for_terminal(transcript.text[at : chosen.end]), _SELECTED).append("”", _SELECTED)
        return text.append(for_terminal(transcript.text[chosen.end : turn.span.end]))


def _last(rows: Sequence[tuple[Text, bool]]) -> int:
    return max((at for at, (_, on) in enumerate(rows) if on), default=0)


def who(turn: Turn) -> str:
    """Return who speaks, in a few letters: MOD for a moderator, whatever their label."""
    name = one_line(turn.participant or turn.speaker or "?", _SPEAKER)
    return "MOD" if turn.role is Role.MODERATOR else name
