"""What coders made of the machine's suggestions: how often they kept them, changed their minds, and how fast."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from thematic.agreement import MISSING, CodeFigures, Ratings, per_code
from thematic.errors import StudyError
from thematic.model import CONSENSUS, Verdict
from thematic.store.events import EventKind
from thematic.workflow.agreement import coders_of, judgements
from thematic.workflow.sentences import Touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Span, Suggestion
    from thematic.store.records import DecisionRecord
    from thematic.workflow.agreement import Asked, Judgements
    from thematic.workflow.study import Study

__all__ = ["FAST", "OVER", "CoderHabits", "MachineReport", "machine_report"]

# A median below so many seconds, over at least so many decisions, is worth a quiet word.
FAST, OVER = 2.0, 20
_PAUSE = 300
_HUMAN, _MACHINE = "coder", "suggested"


@dataclass(frozen=True, slots=True)
class CoderHabits:
    """What one coder made of suggestions.

    Attributes:
        kept: suggestions accepted, or changed and kept; `refused` and `unsure` likewise.
        suggested: their codings that began as a suggestion, of `codings`.
        blind: suggestions on words that they had coded blind, before they saw them, and decided on after.
        switched: those of `blind` that they had not given and then accepted.
        seconds: the median time between two decisions; none where there are fewer than two.
        acts: how many times were decided at, to the second; pauses of more than five minutes are left out.
    """

    coder: str
    kept: int
    refused: int
    unsure: int
    suggested: int
    codings: int
    blind: int
    switched: int
    seconds: float | None
    acts: int

    @property
    def is_fast(self) -> bool:
        """Whether the median is under two seconds over at least twenty decisions."""
        return self.seconds is not None and self.acts >= OVER and self.seconds < FAST


@dataclass(frozen=True, slots=True)
class MachineReport:
    """Habits by coder; and code by code how suggestions and coders' judgements compare on sentences."""

    coders: tuple[CoderHabits, ...]
    codes: tuple[CodeFigures, ...]


def machine_report(study: Study, asked: Asked) -> MachineReport:
    """Return what coders made of suggestions. It is no inter-coder agreement: the machine is not one of them.

    Raises:
        StudyError: nobody decided anything yet.
        UsageError: there is no such code or transcript.
    """
    coders = asked.coders or coders_of(study)
    if not coders:
        raise StudyError("nobody has decided anything here yet. Decide: thematic review.")
    said = judgements(study, asked, among=coders)
    times = _times(study)
    outlines = study.store.runs.outlines(study.codebook.sha256, study.state.current)
    suggested = [one.suggestion for one in outlines]
    habits = tuple(_habits(study, one, times.get(one, []), suggested) for one in coders)
    return MachineReport(habits, _compared(said, suggested))


def _habits(study: Study, coder: str, times: Sequence[datetime], suggested: Sequence[Suggestion]) -> CoderHabits:
    own = [record for (who, *_), record in study.state.judgements.items() if who == coder]
    verdicts = [one.decision.verdict for one in own if one.decision.suggestions]
    codings = [one.decision for one in own if one.decision.verdict.codes]
    gaps = [gap for one, two in pairwise(times) if (gap := (two - one).total_seconds()) <= _PAUSE]
    blind, switched = _after_blind(own, suggested)
    return CoderHabits(
        coder,
        kept=sum(one.codes for one in verdicts),
        refused=verdicts.count(Verdict.REJECT),
        unsure=verdicts.count(Verdict.UNSURE),
        suggested=sum(bool(one.suggestions) for one in codings),
        codings=len(codings),
        blind=blind,
        switched=switched,
        seconds=median(gaps) if gaps else None,
        acts=len(gaps),
    )


def _after_blind(own: Sequence[DecisionRecord], suggested: Sequence[Suggestion]) -> tuple[int, int]:
    """Return how many suggestions stand on words that were coded blind and are settled, and how many were taken over.

    One that the coder had given blind already is settled by that coding.
    """
    blind: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for one in (record.decision for record in own):
        if one.blind and one.verdict.codes:
            blind[one.transcript].append((one.span, one.code))
    given = sum(
        any(code == one.code and span.overlaps(one.span) for span, code in blind.get(one.transcript, ()))
        for one in suggested
    )
    seen = [one for record in own if (one := record.decision).suggestions and not one.blind]
    after = [one for one in seen if any(span.overlaps(one.span) for span, _ in blind.get(one.transcript, ()))]
    return len(after) + given, sum(one.verdict.codes for one in after)


def _times(study: Study) -> dict[str, list[datetime]]:
    """Return when each coder decided, each second once: one key, or one table of decisions, is one act."""
    found: defaultdict[str, set[datetime]] = defaultdict(set)
    for event in study.store.log.events():
        if event.kind is EventKind.DECISION and "agreed" not in event.data:
            found[event.who].add(datetime.fromisoformat(event.at))
    return {who: sorted(times) for who, times in found.items() if who != CONSENSUS}


def _compared(said: Judgements, suggested: Sequence[Suggestion]) -> tuple[CodeFigures, ...]:
    """Return the figures of each code on every sentence and coder who judged it: their word, and the machine's."""
    import numpy as np

    machine = _on_units(said, suggested)
    found = []
    for at, code in enumerate(said.codes):
        human = said.said[:, :, at].ravel()
        beside = np.repeat(machine[:, at], len(said.coders))
        groups = np.repeat(said.groups, len(said.coders))
        judged = human != MISSING
        ratings = Ratings(np.stack([human[judged], beside[judged]], axis=1), groups[judged])
        found.append(per_code(code, (_HUMAN, _MACHINE), ratings, max(said.transcripts, 1)))
    return tuple(found)


def _on_units(said: Judgements, suggested: Sequence[Suggestion]) -> NDArray[np.int8]:
    import numpy as np

    found = np.zeros((len(said.units), len(said.codes)), dtype=np.int8)
    rows = {(one.transcript, one.span): at for at, one in enumerate(said.units)}
    columns, index = {code: at for at, code in enumerate(said.codes)}, Touched(rows)
    for one in suggested:
        if one.code in columns:
            for place in index.by(one.transcript, one.span):
                found[rows[place], columns[one.code]] = 1
    return found
