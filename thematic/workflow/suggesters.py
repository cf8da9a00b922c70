"""The suggesters that are installed, found by entry point; what one of them returns is checked at the door."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.model import Role, Suggestion
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thematic.model import Transcript
    from thematic.suggester import Request, Suggester

__all__ = ["BUILT_IN", "GROUP", "Installed", "installed_suggesters", "load_suggester", "suggested_by"]

GROUP = "thematic.suggesters"
BUILT_IN = "built-in"
_BUILT_IN = EntryPoint(BUILT_IN, "thematic.coding.builtin:BuiltIn", GROUP)
_MOST = 200_000
_NAME = 40


@dataclass(frozen=True, slots=True)
class Installed:
    """A suggester that could be used, and the package that offers it."""

    name: str
    package: str
    version: str


def installed_suggesters() -> list[Installed]:
    """Return what is installed, by name. Nothing of it is loaded."""
    return [Installed(point.name, *_package(point)) for point in _points().values()]


def _points() -> dict[str, EntryPoint]:
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    # Nobody else's may pass for the one that comes with the program; a checkout that is not installed has it, too.
    others = {point.name: point for point in found if point.name != BUILT_IN}
    ours = next((point for point in found if point.value == _BUILT_IN.value), _BUILT_IN)
    return {BUILT_IN: ours, **others}


def _package(point: EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("thematic", "")


def load_suggester(name: str) -> Suggester:
    """Return a suggester by the name of its entry point.

    Raises:
        UsageError: none is installed under that name.
        StudyError: it cannot be loaded.
    """
    points = _points()
    if name not in points:
        raise UsageError(
            f'no suggester "{one_line(name, _NAME)}".{did_you_mean(name, points)} See thematic code suggesters.'
        )
    try:
        made: Suggester = points[name].load()()
        str(made.version)
    except Exception as error:  # noqa: BLE001  somebody else's code may raise anything
        raise StudyError(f"the suggester {name} cannot be loaded ({type(error).__name__}). Ask its makers.") from None
    return made


def suggested_by(name: str, suggester: Suggester, request: Request) -> tuple[Suggestion, ...]:
    """Return what a suggester proposes, all of it checked.

    Raises:
        StudyError: it failed, or proposed something that cannot be; nothing is kept of it then. The message never
            quotes what it said: that may hold participants' words.
    """
    try:
        found = tuple(_at_most(suggester.suggest(request)))
    except StudyError:
        raise
    except Exception as error:
        if name == BUILT_IN:
            raise
        raise StudyError(f"the suggester {name} failed ({type(error).__name__}). Nothing was kept.") from None
    transcripts = {one.id: one for one in request.transcripts}
    codes = {code.id for code in request.codebook.codes}
    for number, one in enumerate(found, start=1):
        fault = _fault(one, transcripts, codes)
        if fault:
            raise StudyError(f"suggestion {number} of the suggester {name}: {fault}. Nothing was kept.")
    return found


def _at_most(found: Iterable[Suggestion]) -> Iterable[Suggestion]:
    for number, one in enumerate(found):
        if number >= _MOST:
            raise StudyError(f"the suggester made more than {_MOST:,} suggestions. Nothing was kept.")
        yield one


def _fault(one: object, transcripts: Mapping[str, Transcript], codes: set[str]) -> str | None:
    """Return what is wrong with a proposal, if anything."""
    if not isinstance(one, Suggestion):
        return f"it is a {type(one).__name__}, not a Suggestion"
    transcript = transcripts.get(one.transcript)
    if transcript is None:
        return "there is no such transcript"
    if not one.span.start < one.span.end <= len(transcript.text):
        return "there are no words at its span"
    if any(turn.role is Role.MODERATOR and turn.span.overlaps(one.span) for turn in transcript.turns):
        return "it is on a moderator's words: context, never data"
    if one.code not in codes:
        return "there is no such code in the codebook"
    if not (math.isfinite(one.score) and 0 <= one.score <= 1):
        return "its score is not within 0..1"
    places = [piece.span for piece in one.evidence if piece.span]
    return None if all(place.end <= len(transcript.text) for place in places) else "its evidence has no such place"
