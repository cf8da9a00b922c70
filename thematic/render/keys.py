"""The keys of a review: one table for the screen, for lines and for what both say of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["KEYS", "Does", "Key", "does", "short_keys"]


class Does(Enum):
    """What a key does."""

    KEEP = auto()
    REFUSE = auto()
    UNSURE = auto()
    NEGATIVE = auto()
    OTHER = auto()
    CODE = auto()
    IN_VIVO = auto()
    MEMO = auto()
    SHOW = auto()
    SKIP = auto()
    BACK = auto()
    UNDO = auto()
    UP = auto()
    DOWN = auto()
    LONGER = auto()
    SHORTER = auto()
    LONGER_BEFORE = auto()
    SHORTER_BEFORE = auto()
    SENTENCE_MORE = auto()
    SENTENCE_LESS = auto()
    AS_IT_WAS = auto()
    DEFINITION = auto()
    EVIDENCE = auto()
    WIDER = auto()
    SEARCH = auto()
    JUMP = auto()
    DONE = auto()
    HELP = auto()
    LEAVE = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        key: the character; what is typed in lines and over the web, too.
        also: names of other keys on a keyboard that do the same, as Textual calls them.
        short: what it does in a word or two; none where only the full list names it.
        says: what it does in a sentence.
        asks: what is asked for before it does anything: in lines it may follow the key on the same line.
    """

    key: str
    does: Does
    says: str
    short: str = ""
    also: tuple[str, ...] = ()
    asks: str = ""


KEYS = (
    Key("a", Does.KEEP, "Keep the suggested code on the words in view.", "keep"),
    Key("r", Does.REFUSE, "Refuse it. No reason is asked.", "refuse"),
    Key("u", Does.UNSURE, "Unsure: goes to discussion, never counted as a yes.", "unsure"),
    Key("n", Does.NEGATIVE, "Keep it as a negative case: the mechanism is spoken of as absent.", "negative case"),
    Key("o", Does.OTHER, "Another code instead of the suggested one.", "other code", asks="Which code instead?"),
    Key("c", Does.CODE, "Give a code to the words in view; again to take it back.", "code", asks="Which code?"),
    Key("v", Does.IN_VIVO, "Make a new code of the participant's own words, and give it.", asks="Its name?"),
    Key(
        "m",
        Does.MEMO,
        "Write a memo on the words in view; one that begins with reflexive: is yours alone.",
        "memo",
        asks="Your memo? To say its type, begin with reflexive: or method:",
    ),
    Key("e", Does.SHOW, "Blind: show what was suggested. Else: all its evidence.", "evidence", also=("enter",)),
    Key("s", Does.SKIP, "Skip it; it stays undecided.", "skip", also=("space",)),
    Key("b", Does.BACK, "Go back to the one before; nothing is taken back.", "back"),
    Key("z", Does.UNDO, "Undo what you did last, as often as you like.", "undo", also=("ctrl+z",)),
    Key("k", Does.UP, "Select the sentence before.", "", also=("up",)),
    Key("j", Does.DOWN, "Select the next sentence.", "", also=("down",)),
    Key("+", Does.LONGER, "One word more at the end.", "+ - span", also=("right", "=")),
    Key("-", Does.SHORTER, "One word less at the end.", "", also=("left",)),
    Key("<", Does.LONGER_BEFORE, "One word more at the beginning.", also=("shift+left",)),
    Key(">", Does.SHORTER_BEFORE, "One word less at the beginning.", also=("shift+right",)),
    Key("]", Does.SENTENCE_MORE, "One sentence more at the end."),
    Key("[", Does.SENTENCE_LESS, "One sentence less at the end."),
    Key("0", Does.AS_IT_WAS, "Back to the suggestion and its words.", also=("home",)),
    Key("d", Does.DEFINITION, "The code in full.", "definition"),
    Key("w", Does.WIDER, "The transcript around it."),
    Key("/", Does.SEARCH, "Search the transcripts.", "find", asks="Which words?"),
    Key("g", Does.JUMP, "Go to a place, such as fg1:t012.", "go to", asks="Where to, such as fg1:t012?"),
    Key("x", Does.DONE, "You are done with this transcript: what you gave no code has none. z takes it back."),
    Key("?", Does.HELP, "All keys.", "all keys"),
    Key("q", Does.LEAVE, "Leave. Everything is saved.", "leave", also=("escape",)),
)
_BY_NAME = {name: one for one in KEYS for name in (one.key, *one.also)}


def does(name: str) -> Key | None:
    """Return the key called `name`: its character, or its name on a keyboard; none where it does nothing."""
    return _BY_NAME.get(name)


def short_keys(shown: Iterable[Does], width: int) -> Iterator[str]:
    """Yield lines of at most `width` columns that name these keys, never broken between a key and its meaning."""
    wanted, line = set(shown), ""
    for one in KEYS:
        if one.does in wanted and one.short:
            said = one.short if one.short[1:2] == " " else f"{one.key} {one.short}"
            longer = f"{line}   {said}".lstrip()
            if line and len(longer) > width:
                yield line
                longer = said
            line = longer
    if line:
        yield line
