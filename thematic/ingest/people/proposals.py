"""Who a label that no table names might be: proposals for a person to confirm, never joined by themselves.

May hold how close two labels are, and the words of a proposal with the option that confirms it.
"""

from __future__ import annotations

import difflib
import re
import shlex
from typing import TYPE_CHECKING

from thematic.ingest.people.roster import EVERYWHERE
from thematic.ingest.talk.labels import is_id, is_participant_word, key, role_of
from thematic.model import Role
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from thematic.ingest.people.roster import Roster

__all__ = ["map_option", "proposals"]

_CLOSE = 0.75
_PART_OF_A_NAME = 0.85
_SAME_NUMBER = 0.8
_SHORTEST_NAME = 3
# More than these are no session of talk: comparing takes time in proportion to their product.
_MOST_LABELS = 60
_MOST_CANDIDATES = 500
# What may stand between double quotes in every shell without meaning anything there.
_PLAIN = re.compile(r"[\w .,'()/&=+-]+")


def proposals(
    session: str, labels: Collection[str], roster: Roster, *, moderators: Collection[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each label of a session that nobody of the table has, with the option that would join it.

    Labels that say moderator, unknown or several speakers need no join, and those of `moderators` need none. Nothing is
    said where the table does not cover the session at all.
    """
    if not roster.labels_in(session) and not roster.labels_in(EVERYWHERE):
        return
    spoken = {key(label) for label in labels}
    apart = set(map(key, moderators))
    strangers = [label for label in labels if key(label) not in apart and _is_stranger(session, label, roster)]
    silent = _silent(session, spoken, roster)
    only = _only_one_left(session, silent, roster) if len(strangers) == 1 else None
    for label in strangers:
        close = _closest(label, silent) if len(strangers) <= _MOST_LABELS else []
        yield f'{roster.called} names nobody "{one_line(label)}" in {session}. ' + (
            _close(session, label, close) if close else _open(session, label, only, roster.called)
        )


def map_option(label: str, participant: str, session: str = EVERYWHERE) -> str:
    """Return the option that joins a label to a participant, quoted so that a shell takes it as it stands."""
    written = one_line(f"{session}/{label}={participant}" if session else f"{label}={participant}")
    return f'--map "{written}"' if _PLAIN.fullmatch(written) else f"--map {shlex.quote(written)}"


def _is_stranger(session: str, label: str, roster: Roster) -> bool:
    return roster.who(session, label) is None and role_of(label) not in {Role.UNKNOWN, Role.MODERATOR}


def _silent(session: str, spoken: Collection[str], roster: Roster) -> list[tuple[str, str]]:
    """Return (id, label) of those whom the table has in this session, or everywhere, and who do not speak in it."""
    here = [(one, roster.labels_of(one, session)) for one in roster.participants]
    return [
        (one.id, label)
        for one, labels in here
        if labels and not any(key(label) in spoken for label in labels)
        for label in labels
    ][:_MOST_CANDIDATES]


def _closest(label: str, silent: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (id, what it resembles) of the closest, best first, two at the most; none where nobody is close."""
    scored: dict[str, tuple[float, str]] = {}
    for who, other in silent:
        for word in (other, who):
            score = _likeness(label, word)
            if score >= _CLOSE and score > scored.get(who, (0.0, ""))[0]:
                scored[who] = (score, word)
    best = sorted(scored, key=lambda who: (-scored[who][0], who))
    return [(who, scored[who][1]) for who in best[:2]]


def _likeness(label: str, other: str) -> float:
    """Return how close two labels are, from 0 to 1; 0 where their numbers differ."""
    one, another = key(label), key(other)
    if _numbers(one) != _numbers(another):
        return 0.0
    if _numbers(one) and one[0] == another[0] and is_participant_word(label) and _is_number_of_somebody(other):
        return _SAME_NUMBER
    if _is_part(one, another):
        return _PART_OF_A_NAME
    matcher = difflib.SequenceMatcher(None, one, another, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _CLOSE <= matcher.quick_ratio() else 0.0


def _is_number_of_somebody(label: str) -> bool:
    return is_id(label) or is_participant_word(label)


def _numbers(label: str) -> list[str]:
    return [number.lstrip("0") for number in re.findall(r"\d+", label)]


def _is_part(one: str, another: str) -> bool:
    """Whether one is a first or last name of the other: Kate, and Kate Marsh."""
    short, long = sorted((one.split(), another.split()), key=len)
    return len(short) == 1 < len(long) and len(short[0]) >= _SHORTEST_NAME and short[0] in (long[0], long[-1])


def _close(session: str, label: str, close: Sequence[tuple[str, str]]) -> str:
    if len(close) == 1:
        [(who, word)] = close
        return f'Is it "{one_line(word)}"? Then say {map_option(label, who, session)}'
    words = " or ".join(f'"{one_line(word)}"' for _, word in close)
    options = " or ".join(map_option(label, who, session) for who, _ in close)
    return f"Is it {words}? Then say {options}"


def _only_one_left(session: str, silent: Sequence[tuple[str, str]], roster: Roster) -> str | None:
    """Return the one participant whom the table has in this very session and who does not speak there, or none."""
    here = set(roster.labels_in(session))
    left = {who for who, label in silent if label in here}
    return next(iter(left)) if len(left) == 1 else None


def _open(session: str, label: str, only: str | None, called: str) -> str:
    if only is None:
        return f"Say who it is with {map_option(label, 'ID', session)}, or =moderator, or =unknown"
    return f"Only {only} of {called} does not speak there; if it is {only}, say {map_option(label, only, session)}"
