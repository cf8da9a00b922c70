"""The page of the line reviewer: a suggestion in its context, the evidence, the definition and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.rule import Rule
from rich.text import Text

from thematic.model import Role
from thematic.render.suggestions import marked, reasons
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.model import Code, Suggestion, Transcript, Turn

__all__ = ["KEYS", "review_page"]

KEYS = "a keep   r refuse   u unsure   s skip   z undo   d definition   q leave"
_BEFORE = 2
_AFTER = 1
_SPEAKER = 12
_LONGEST = 400


def review_page(one: Suggestion, transcript: Transcript, code: Code, *, place: str) -> RenderableType:
    """Return the page for one suggestion; `place` says how far the coder has come."""
    return Group(
        Rule(Text(place), align="left", characters="-"),
        *_context(one, transcript),
        Text(),
        Text.assemble(("SUGGESTED  ", "dim"), (one.code, "bold"), _hedge(one)),
        *reasons(one.evidence),
        Text.assemble(("DEFINITION ", "dim"), one_line(code.definition)),
        *([Text.assemble(("  not      ", "dim"), one_line(code.exclude))] if code.exclude else []),
        Text(KEYS, style="dim"),
    )


def _hedge(one: Suggestion) -> str:
    return "  (perhaps a negative case: the mechanism said to be absent)" if one.negative else ""


def _context(one: Suggestion, transcript: Transcript) -> Iterator[Text]:
    here = transcript.turn_at(one.span)
    at = here.number if here else 1
    for turn in transcript.turns[max(0, at - 1 - _BEFORE) : at + _AFTER]:
        if turn is not here:
            yield Text(f"  {_who(turn)} {one_line(transcript.words_at(turn.span), _LONGEST)}", style="dim")
        else:
            yield _current(one, transcript, turn)


def _current(one: Suggestion, transcript: Transcript, turn: Turn) -> Text:
    text = Text(f"> {_who(turn)} ")
    text.append(for_terminal(transcript.text[turn.span.start : one.span.start]))
    text.append_text(marked(one, transcript, style="bold"))
    return text.append(for_terminal(transcript.text[one.span.end : turn.span.end]))


def _who(turn: Turn) -> str:
    name = one_line(turn.participant or turn.speaker or "?", _SPEAKER)
    return f"{turn.number:>4} {'MOD' if turn.role is Role.MODERATOR else name}:"
