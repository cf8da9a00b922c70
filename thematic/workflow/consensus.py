"""Where coders differ, side by side, and what they come to when they talk it through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.agreement import MISSING
from thematic.errors import UsageError
from thematic.model import CONSENSUS, MemoKind, Span, Verdict
from thematic.workflow.agreement import Asked, judgements
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.memos import write_memo
from thematic.workflow.sentences import Touched
from thematic.workflow.targets import span_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.model import Unit
    from thematic.store.events import Event
    from thematic.store.records import DecisionRecord
    from thematic.workflow.agreement import Judgements
    from thematic.workflow.study import Act, Study

__all__ = ["Outcome", "Place", "Reading", "agree_on", "disagreements", "readings"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder made of a place: `coded`, `refused`, `unsure`, or `left` without the code; with their note."""

    coder: str
    said: str
    note: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One code at one place, and what each coder who judged it made of it.

    Attributes:
        span: all the words that their codings of the code cover together.
        longest: the longest coding, which is what a consensus for the code is put on.
        units: the sentences it touches, the first of which names it.
    """

    transcript: str
    span: Span
    longest: Span
    code: str
    readings: tuple[Reading, ...]
    units: tuple[Unit, ...]

    @property
    def differ(self) -> bool:
        """Whether one gave the code and another did not."""
        return len({one.said == "coded" for one in self.readings}) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What coders came to: whether the code stands, why, and the rule for the codebook that came out of it."""

    gives: bool
    why: str = ""
    rule: str = ""


def disagreements(study: Study, asked: Asked) -> list[Place]:
    """Return where one coder gave a code and another, who judged the place, did not; in order of the talk.

    What coders came to a consensus on since is left out, unless two copies came to different ends. Codings of one code
    that touch each other are one place.
    Raises as `judgements`.
    """
    at_odds = set(study.state.conflicts)
    agreed = [
        (place[1], place[4], place[2])
        for place in study.state.judgements
        if place[0] == CONSENSUS and place not in at_odds
    ]
    return [one for one in readings(study, asked) if one.differ and not _is_settled(one, agreed)]


def readings(study: Study, asked: Asked) -> list[Place]:
    """Return every place that anybody gave a code, with what each coder who judged it made of it, in order."""
    judged = _Judged(judgements(study, asked))
    records = _records(study, judged.said.coders)
    found = [
        place
        for (transcript, code), own in records.items()
        if code in judged.said.codes
        for place in _places(study, judged, transcript, code, own)
    ]
    return sorted(found, key=lambda one: (list(study.transcripts).index(one.transcript), one.span, one.code))


def agree_on(study: Study, place: Place, outcome: Outcome, *, act: Act) -> list[Event]:
    """Record what coders came to at a place, with why, and the rule that came out of it as a memo on the code.

    What each had said stays as it was, and agreement is computed from that; themes and later suggestions rest on the
    consensus. On disk when this returns.

    Raises:
        UsageError: nobody is named who writes it down.
    """
    coders = tuple(one.coder for one in place.readings)
    if len(coders) <= 1:
        raise UsageError("a consensus is between two coders or more.")
    verdict, span = (Verdict.CODE, place.longest) if outcome.gives else (Verdict.REJECT, place.span)
    judgement = Judgement(place.transcript, span, place.code, verdict, note=outcome.why, agreed=coders)
    made = decide(study, [judgement], act=act)
    if outcome.rule:
        where = span_target(study, place.transcript, span)
        write_memo(study, f"Rule for {place.code}: {outcome.rule}", kind=MemoKind.METHOD, target=where, act=act)
    return made


class _Judged:
    """Judgements, and which of their units a span touches."""

    def __init__(self, said: Judgements) -> None:
        self.said = said
        self._rows = {(one.transcript, one.span): at for at, one in enumerate(said.units)}
        self._index = Touched(self._rows)

    def rows(self, transcript: str, span: Span) -> list[int]:
        return [self._rows[place] for place in self._index.by(transcript, span)]


def _is_settled(place: Place, agreed: Sequence[tuple[str, str, Span]]) -> bool:
    return any(
        (name, code) == (place.transcript, place.code) and span.overlaps(place.span) for name, code, span in agreed
    )


def _records(study: Study, coders: Sequence[str]) -> dict[tuple[str, str], list[DecisionRecord]]:
    """Return what these coders decided with the codebook in use, where it stands now, by transcript and code."""
    found: dict[tuple[str, str], list[DecisionRecord]] = {}
    book = study.state.codebook_id(study.codebook.sha256)
    for (coder, name, _span, of, code), record in study.state.judgements.items():
        if coder in coders and of == book and study.state.current.get(name) == record.decision.revision:
            found.setdefault((name, code), []).append(record)
    return found


def _places(
    study: Study, judged: _Judged, transcript: str, code: str, records: Sequence[DecisionRecord]
) -> Iterator[Place]:
    said = judged.said
    column = said.codes.index(code)
    for cluster in _clusters([one.decision.span for one in records if one.decision.verdict.codes]):
        whole = Span(cluster[0].start, max(one.end for one in cluster))
        rows = judged.rows(transcript, whole)
        units = tuple(said.units[at] for at in rows)
        near = [one for one in records if one.decision.span.overlaps(whole)]
        told = tuple(
            _reading(study, coder, [one for one in near if one.decision.coder == coder])
            for at, coder in enumerate(said.coders)
            if rows and (said.said[rows, at, column] != MISSING).all()
        )
        longest = max(cluster, key=lambda one: (one.end - one.start, -one.start))
        yield Place(transcript, whole, longest, code, told, units)


def _clusters(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the spans in order, those that touch each other together."""
    held: list[Span] = []
    for one in sorted(spans):
        if held and one.start >= max(each.end for each in held):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


_SAID = {Verdict.REJECT: "refused", Verdict.UNSURE: "unsure"}


def _reading(study: Study, coder: str, records: Sequence[DecisionRecord]) -> Reading:
    """Return what a coder made of a place: a coding counts before a refusal of some of its words."""
    if not records:
        return Reading(coder, "left")
    codes = [one for one in records if one.decision.verdict.codes]
    one = (codes or list(records))[-1]
    return Reading(coder, _SAID.get(one.decision.verdict, "coded"), study.noted(one).note, one.decision.span)
