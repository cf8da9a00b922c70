"""The page of the line reviewer: a suggestion in its context, the evidence, the definition and the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.rule import Rule
from rich.text import Text

from thematic.model import Role, Suggestion
from thematic.render.suggestions import marked, reasons
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from thematic.model import Code, Span, Transcript, Turn, Unit

__all__ = ["ReviewPage", "bare_page", "turns_around"]

_BEFORE = 2
_AFTER = 1
_SPEAKER = 12


@dataclass(frozen=True, slots=True)
class _Room:
    """The most characters of each part of a page; none for all of it. The suggested words are always whole.

    Attributes:
        turn: of a turn before or after; 0 leaves these turns out.
        around: of the words before the suggested ones in their turn, and as many after them.
        reason: of a line of evidence.
        note: of the definition and of what it excludes.
    """

    turn: int
    around: int | None
    reason: int
    note: int | None


_AMPLE = _Room(turn=400, around=None, reason=180, note=None)
# At 80 columns: definitions on two lines, then evidence on one each, then everything on one; last, no context.
_TIGHTER = (
    _Room(turn=160, around=160, reason=180, note=135),
    _Room(turn=160, around=140, reason=76, note=135),
    _Room(turn=62, around=60, reason=76, note=68),
    _Room(turn=0, around=30, reason=76, note=135),
)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page for one suggestion, cut on a terminal so that it can be read without scrolling.

    Attributes:
        place: how far the coder has come.
        codes: the codes on these words, a line for each coder or so.
        keys: what is said of the keys, one line each.
        below: how many lines already on the screen the page should leave in sight.
    """

    suggestion: Suggestion
    transcript: Transcript
    code: Code
    place: str
    codes: Sequence[Text] = ()
    keys: Sequence[str] = ()
    below: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the fullest page that fits the terminal's height with the cursor under it; elsewhere the full one."""
        page = self._page(_AMPLE)
        if console.is_terminal:
            most = console.height - 1 - self.below
            for room in _TIGHTER:
                if len(console.render_lines(page, options)) <= most:
                    break
                page = self._page(room)
        yield page

    def _page(self, room: _Room) -> Group:
        one, code = self.suggestion, self.code
        return Group(
            Rule(Text(self.place), align="left", characters="-"),
            *_context(one, self.transcript, room),
            Text(),
            Text.assemble(("SUGGESTED  ", "dim"), (one.code, "bold"), _hedge(one)),
            *reasons(one.evidence, room.reason),
            Text.assemble(("DEFINITION ", "dim"), one_line(code.definition, room.note)),
            *([Text.assemble(("  not      ", "dim"), one_line(code.exclude, room.note))] if code.exclude else []),
            *self.codes,
            *(Text(line, style="dim") for line in self.keys),
        )


def bare_page(  # noqa: PLR0913  what the page shows
    transcript: Transcript, span: Span, *, place: str, codes: Sequence[Text], says: str, keys: Sequence[str]
) -> RenderableType:
    """Return the page of words without a suggestion to be seen: their context, the coder's codes, and what to do."""
    return Group(
        Rule(Text(place), align="left", characters="-"),
        *_context(Suggestion(transcript.id, span, "", 0.0, ()), transcript, _TIGHTER[0]),
        Text(),
        *([Text(says, style="bold")] if says else []),
        *codes,
        *(Text(line, style="dim") for line in keys),
    )


def _hedge(one: Suggestion) -> str:
    return "  (perhaps a negative case: the mechanism said to be absent)" if one.negative else ""


def _context(one: Suggestion, transcript: Transcript, room: _Room) -> Iterator[RenderableType]:
    here = transcript.turn_at(one.span)
    at = here.number if here else 1
    for turn in transcript.turns[max(0, at - 1 - _BEFORE) : at + _AFTER]:
        if turn is here:
            yield _current(one, transcript, turn, room)
        elif room.turn:
            words = one_line(transcript.words_at(turn.span), room.turn)
            yield Text(f"  {_who(turn)} {words or '(withdrawn)'}", style="dim")


def _current(one: Suggestion, transcript: Transcript, turn: Turn, room: _Room) -> Text:
    before = transcript.text[turn.span.start : one.span.start]
    after = transcript.text[one.span.end : turn.span.end]
    text = Text(f"> {_who(turn)} ")
    text.append(for_terminal(before if _fits(before, room) else f"…{before[-(room.around or 0) :].lstrip()}"))
    text.append_text(marked(one, transcript, style="bold"))
    return text.append(for_terminal(after if _fits(after, room) else f"{after[: room.around].rstrip()}…"))


def turns_around(unit: Unit, transcript: Transcript) -> Iterator[RenderableType]:
    """Yield the turns around a unit, its own with its words in quotes."""
    bare = Suggestion(unit.transcript, unit.span, "", 0.0, ())
    yield from _context(bare, transcript, _TIGHTER[0])


def _fits(words: str, room: _Room) -> bool:
    return room.around is None or len(words) <= room.around


def _who(turn: Turn) -> str:
    name = one_line(turn.participant or turn.speaker or "?", _SPEAKER)
    return f"{turn.number:>4} {'MOD' if turn.role is Role.MODERATOR else name}:"
