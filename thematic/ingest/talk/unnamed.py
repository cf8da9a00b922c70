"""Labels that are nobody in particular, and labels that a program numbered. May hold how they are told and counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thematic.ingest.imported import plural
from thematic.ingest.talk.labels import key, role_of
from thematic.model import Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.raw import RawTurn

__all__ = ["nobody_in_particular", "numbered_by_a_program"]

_NUMBERED = re.compile(r"(?:speaker|spk)(?:[ _-]?\d{1,4}|[ _-][a-z])", re.IGNORECASE)
_MOST_SHOWN = 6
_WIDTH = 40


def nobody_in_particular(turns: Sequence[RawTurn]) -> Iterator[str]:
    """Yield a note of how many turns are by somebody unknown or by several, with their labels."""
    labels = [turn.speaker for turn in turns if turn.speaker is not None and role_of(turn.speaker) is Role.UNKNOWN]
    nameless = sum(turn.unattributed and turn.speaker is None for turn in turns)
    if labels:
        shown = _shown(dict.fromkeys(labels))
        yield f"{plural(len(labels) + nameless, 'turn is', 'turns are')} nobody's in particular ({shown})"


def numbered_by_a_program(turns: Sequence[RawTurn], known: Collection[str]) -> Iterator[str]:
    """Yield a doubt where labels such as `Speaker 1` stand for people, and nothing says for whom.

    Args:
        turns: the turns of one transcript.
        known: keys of labels that the study knows.
    """
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None)
    numbered = [label for label in labels if _NUMBERED.fullmatch(label) and key(label) not in known]
    if numbered:
        who = f'--map "{one_line(numbered[0], _WIDTH)}=P07"'
        yield f"{_shown(numbered)}: a program numbered these speakers and may mix them up. Say who they are: {who}"


def _shown(labels: Collection[str]) -> str:
    first = [f'"{one_line(label, _WIDTH)}"' for label in labels][:_MOST_SHOWN]
    more = len(labels) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")
