"""What a correction left without a place: showing it to a person, and putting it where they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.anchoring import anchored
from thematic.errors import UsageError, did_you_mean
from thematic.model import Role, Span
from thematic.segments import Places, span_at, span_id
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.carried import Carried
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.store.records import Adrift
    from thematic.workflow.study import Act, Study

__all__ = ["GONE", "Placed", "Unplaced", "place_spans", "unplaced"]

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


@dataclass(frozen=True, slots=True)
class Placed:
    """What was put where: the span's id, what people had put on it, and its new place, or `gone`."""

    id: str
    carries: tuple[str, ...]
    target: str


def place_spans(
    study: Study, placements: Sequence[tuple[str, str]], *, act: Act, dry_run: bool = False
) -> list[Placed]:
    """Put spans that wait where a person says, each as (id, new id) or (id, `gone`): all of them or none.

    What stands on a span goes with it and stays its coder's; the log says who placed it.

    Raises:
        UsageError: an id names nothing that waits, or no place for it, or nobody decides.
    """
    need_person(act, "places it")
    if dry_run:
        return [_placement(study, name, target)[0] for name, target in placements]
    with study.writing() as log:
        found = [_placement(study, name, target) for name, target in placements]
        for _, data in found:
            log.append(EventKind.PLACE, data, at=act.at, who=act.who)
    return [placed for placed, _ in found]


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


def _placement(study: Study, name: str, target: str) -> tuple[Placed, dict[str, object]]:
    shown = {one.id: one.carries for one in unplaced(study)}
    waiting = dict(zip(shown, study.state.places_adrift(), strict=True))
    if name not in waiting:
        hint = did_you_mean(name, waiting) or " See `thematic review --unplaced`."
        raise UsageError(f'nothing waits to be placed at "{one_line(name, _WIDTH)}".{hint}')
    one = waiting[name]
    origin = [one.revision, one.span.start, one.span.end]
    to = _target(study, one.transcript, target)
    if to is not None:
        _refuse_newer_judgement(study, one, Span(int(to[1]), int(to[2])), target)
    return Placed(name, shown[name], target), {"transcript": one.transcript, "from": origin, "to": to}


def _refuse_newer_judgement(study: Study, one: Adrift, span: Span, target: str) -> None:
    """Refuse a place where the same coder has judged the same code since: their last word would be overruled."""
    for record in study.state.adrift:
        decision = record.decision
        if (decision.transcript, decision.revision, decision.span) == (one.transcript, one.revision, one.span):
            coder, _, _, book, code = study.state.place_of(record)
            since = study.state.judgements.get((coder, one.transcript, span, book, code))
            if since is not None:
                said = f"{coder} judged {code} at {target} since ({since.decision.verdict.value})"
                raise UsageError(f"{said}. Place it elsewhere, or let the earlier one go: ={GONE}.")


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
