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
from thematic.model import Verdict
from thematic.store import CONSENSUS
from thematic.store.events import EventKind
from thematic.workflow.agreement import coders_of, judgements
from thematic.workflow.sentences import Touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Span
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
    return MachineReport(tuple(_habits(study, one, times.get(one, [])) for one in coders), _compared(study, said))


def _habits(study: Study, coder: str, times: Sequence[datetime]) -> CoderHabits:
    own = [record for (who, *_), record in study.state.judgements.items() if who == coder]
    verdicts = [one.decision.verdict for one in own if one.decision.suggestions]
    codings = [one.decision for one in own if one.decision.verdict.codes]
    gaps = [gap for one, two in pairwise(times) if (gap := (two - one).total_seconds()) <= _PAUSE]
    blind, switched = _after_blind(own)
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


def _after_blind(own: Sequence[DecisionRecord]) -> tuple[int, int]:
    """Return how many suggestions were decided on words coded blind before, and how many of them were taken over.

    A suggestion that the coder had given blind already is one of them: it is settled by that coding.
    """
    blind: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for one in (record.decision for record in own):
        if one.blind and one.verdict.codes:
            blind[one.transcript].append((one.span, one.code))
    given = sum(len(places) for places in blind.values())
    seen = [one for record in own if (one := record.decision).suggestions and not one.blind]
    after = [one for one in seen if any(span.overlaps(one.span) for span, _ in blind.get(one.transcript, ()))]
    switched = sum(one.verdict.codes for one in after)
    return len(after) + given if after else 0, switched


def _times(study: Study) -> dict[str, list[datetime]]:
    """Return when each coder decided, each second once: one key, or one table of decisions, is one act."""
    found: defaultdict[str, set[datetime]] = defaultdict(set)
    for event in study.store.log.events():
        if event.kind is EventKind.DECISION and "agreed" not in event.data:
            found[event.who].add(datetime.fromisoformat(event.at))
    return {who: sorted(times) for who, times in found.items() if who != CONSENSUS}


def _compared(study: Study, said: Judgements) -> tuple[CodeFigures, ...]:
    """Return the figures of each code on every sentence and coder who judged it: their word, and the machine's."""
    import numpy as np

    machine = _suggested(study, said)
    found = []
    for at, code in enumerate(said.codes):
        human = said.said[:, :, at].ravel()
        beside = np.repeat(machine[:, at], len(said.coders))
        groups = np.repeat(said.groups, len(said.coders))
        judged = human != MISSING
        ratings = Ratings(np.stack([human[judged], beside[judged]], axis=1), groups[judged])
        found.append(per_code(code, (_HUMAN, _MACHINE), ratings, max(said.transcripts, 1)))
    return tuple(found)


def _suggested(study: Study, said: Judgements) -> NDArray[np.int8]:
    import numpy as np

    found = np.zeros((len(said.units), len(said.codes)), dtype=np.int8)
    rows = {(one.transcript, one.span): at for at, one in enumerate(said.units)}
    columns, index = {code: at for at, code in enumerate(said.codes)}, Touched(rows)
    for one in study.store.runs.outlines(study.codebook.sha256, study.state.current):
        if one.suggestion.code in columns:
            for place in index.by(one.suggestion.transcript, one.suggestion.span):
                found[rows[place], columns[one.suggestion.code]] = 1
    return found
