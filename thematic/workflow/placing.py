"""What a correction left without a place: showing it to a person, and putting it where they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.anchoring import anchored
from thematic.errors import UsageError, did_you_mean
from thematic.model import Role
from thematic.segments import Places, span_at, span_id
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.carried import Carried
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Span
    from thematic.store.events import Event
    from thematic.store.records import Adrift
    from thematic.workflow.study import Act, Study

__all__ = ["GONE", "Unplaced", "place_spans", "unplaced"]

GONE = "gone"
_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A span of an earlier revision that a person must place.

    Attributes:
        id: what it is called: `fg1@1:t041.s2`.
        carries: what people put on it.
        old_words: what it said; empty where a withdrawal erased that.
        likely: the id of the place most like it now, or empty; `new_words` is what that says.
        why: why it was not placed.
    """

    id: str
    carries: tuple[str, ...]
    old_words: str
    likely: str
    new_words: str
    why: str


def unplaced(study: Study) -> list[Unplaced]:
    """Return what waits to be placed, by transcript, revision and place."""
    return [_shown(study, one) for one in study.state.places_adrift()]


def place_spans(study: Study, placements: Sequence[tuple[str, str]], *, act: Act, dry_run: bool = False) -> list[Event]:
    """Put spans that wait where a person says, each as (id, new id) or (id, `gone`): all of them or none.

    What stands on a span goes with it and stays its coder's; the log says who placed it.

    Raises:
        UsageError: an id names nothing that waits, or no place for it, or nobody decides.
    """
    need_person(act, "places it")
    if dry_run:
        for name, target in placements:
            _placement(study, name, target)
        return []
    with study.writing() as log:
        data = [_placement(study, name, target) for name, target in placements]
        return [log.append(EventKind.PLACE, one, at=act.at, who=act.who) for one in data]


def _shown(study: Study, one: Adrift) -> Unplaced:
    old, new = study.revision(one.transcript, one.revision), study.transcripts[one.transcript]
    carries, _ = Carried(study.state, one.transcript).at(one.revision, one.span)
    if old is None:
        name = f"{one.transcript}@{one.revision}:{one.span.start}-{one.span.end}"
        return Unplaced(name, carries, "", "", "", "its words were erased when somebody withdrew")
    anchor = anchored(old, new, [one.span])[0]
    likely = anchor.place or anchor.likely
    return Unplaced(
        id=span_id(old, one.span, earlier=True),
        carries=carries,
        old_words=old.words_at(one.span),
        likely=span_id(new, likely) if likely else "",
        new_words=new.words_at(likely) if likely else "",
        why=anchor.why,
    )


def _placement(study: Study, name: str, target: str) -> dict[str, object]:
    waiting = {one.id: adrift for one, adrift in zip(unplaced(study), study.state.places_adrift(), strict=True)}
    if name not in waiting:
        hint = did_you_mean(name, waiting) or " See `thematic review --unplaced`."
        raise UsageError(f'nothing waits to be placed at "{one_line(name, _WIDTH)}".{hint}')
    one = waiting[name]
    origin = [one.revision, one.span.start, one.span.end]
    return {"transcript": one.transcript, "from": origin, "to": _target(study, one.transcript, target)}


def _target(study: Study, name: str, target: str) -> list[int | str] | None:
    if target == GONE:
        return None
    transcript = study.transcripts[name]
    span = span_at(transcript, target) if target.rpartition(":")[0] == name else None
    if span is None:
        shown = one_line(target, _WIDTH)
        raise UsageError(f'no turn, sentence or span "{shown}" in {name}. Say such as {name}:t012.s2, or {GONE}.')
    _refuse_moderator(Places.of(transcript), span, target)
    return [transcript.revision, span.start, span.end, study.fingerprint(name, span)]


def _refuse_moderator(places: Places, span: Span, target: str) -> None:
    turn = places.turn(span)
    if turn and turn.role is Role.MODERATOR:
        raise UsageError(f"{target} is the moderator's: context, never data. Choose a participant's words.")
