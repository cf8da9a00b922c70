"""What coders said of the units that more than one of them judged, and how far they agree."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.agreement import MISSING, Ratings, per_code, pooled
from thematic.agreement.sets import alpha_of_sets
from thematic.coding.units import units_of
from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.model import CONSENSUS, UnitKind, Verdict
from thematic.text import one_line
from thematic.workflow.approaches import Feature, need
from thematic.workflow.sentences import Touched
from thematic.workflow.sizes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.agreement import CodeFigures, Pooled
    from thematic.model import Decision, Unit
    from thematic.workflow.study import Study

    Judged = NDArray[np.int8]

__all__ = ["Agreement", "Asked", "Judgements", "agreement", "coders_of", "judgements"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What agreement is asked for.

    Attributes:
        coders: those to compare; all who judged anything where none are named.
        codes: only these; all of the codebook in use where none are named.
        transcript: only this one.
    """

    size: Size = Size.SENTENCE
    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    transcript: str | None = None


@dataclass(frozen=True, slots=True)
class Judgements:
    """What each coder said of each unit and code.

    Attributes:
        units: the participants' sentences, turns or transcripts, moderators' and blank ones left out, in order; a
            transcript is named by its first unit.
        groups: the number of each unit's transcript, shape (units,).
        said: int8 of shape (units, coders, codes): 1, 0, or `MISSING` where the coder neither is done with the
            transcript nor judged that unit and code.
    """

    size: Size
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    units: Sequence[Unit]
    groups: NDArray[np.int64]
    said: Judged

    @property
    def transcripts(self) -> int:
        """How many transcripts the units are from."""
        return int(self.groups.max()) + 1 if len(self.groups) else 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree: code by code, all together, and as sets of codes (none where undefined)."""

    judged: Judgements
    codes: tuple[CodeFigures, ...]
    pooled: Pooled
    sets: float | None


def agreement(study: Study, asked: Asked | None = None, *, anyway: bool = False) -> Agreement:
    """Return how far coders agree on the units that at least two of them judged.

    A unit counts for a coder who is done with its transcript, or who judged it for the code; positive is any coding of
    theirs that shares words with it. What was agreed in a consensus is left out: agreement is on what each said alone.

    Raises:
        UsageError: the study's approach speaks against it, or there is no such coder, code or transcript.
        StudyError: nobody, or only one coder, has judged anything.
    """
    need(study, Feature.AGREEMENT, anyway=anyway)
    judged = judgements(study, asked or Asked())
    codes = tuple(
        per_code(code, judged.coders, Ratings(judged.said[:, :, at], judged.groups), judged.transcripts)
        for at, code in enumerate(judged.codes)
    )
    if not any(one.units for one in codes):
        who = " and ".join(judged.coders)
        raise StudyError(
            f"no {judged.size} was judged by two of {who}. A coder's units count once they are done with a transcript "
            "(x in thematic review) or judged them; see thematic agree plan."
        )
    whole = (judged.said != MISSING).all(axis=2)
    return Agreement(judged, codes, pooled(codes), alpha_of_sets((judged.said == 1).astype("int8"), whole))


def judgements(study: Study, asked: Asked, *, among: Sequence[str] = ()) -> Judgements:
    """Return what each coder said of each unit and code, of `among` where that is given: known or not, one or more.

    Raises as `agreement`, but for the approach.
    """
    import numpy as np

    coders, codes = tuple(among) or _coders(study, asked.coders), _codes(study, asked.codes)
    names = [study.transcript(asked.transcript).id] if asked.transcript else list(study.transcripts)
    units = [unit for name in names for unit in _sentences(study, name)]
    groups = np.array([names.index(unit.transcript) for unit in units], dtype=np.int64)
    said = _said(study, units, coders, codes)
    if asked.size is not Size.SENTENCE:
        units, groups, said = _together(study, asked.size, units, groups, said)
    kept = np.unique(groups, return_inverse=True)[1].astype(np.int64) if len(groups) else groups
    return Judgements(asked.size, coders, codes, units, kept, said)


def coders_of(study: Study) -> tuple[str, ...]:
    """Return all who decided anything with the codebook in use or are done with a transcript, in order of name."""
    book = study.state.codebook_id(study.codebook.sha256)
    found = {coder for coder, _name, _span, of, _code in study.state.judgements if of == book}
    return tuple(sorted((found | {coder for coder, _name in study.state.done}) - {CONSENSUS}))


def _coders(study: Study, named: Sequence[str]) -> tuple[str, ...]:
    known = coders_of(study)
    for one in named:
        if one not in known:
            raise UsageError(f'nobody called "{one_line(one, 40)}" coded here.{did_you_mean(one, known)}')
    chosen = tuple(dict.fromkeys(named)) or known
    if len(chosen) > 1:
        return chosen
    who = f"only {chosen[0]} has" if chosen else "nobody has"
    if named:
        raise UsageError("agreement is between two coders or more. Name another: --coders ana,ben.")
    raise StudyError(f"{who} coded here; agreement is between two coders or more. A second codes by thematic review.")


def _codes(study: Study, named: Sequence[str]) -> tuple[str, ...]:
    known = [code.id for code in study.codebook.codes]
    for one in named:
        if one not in known:
            raise UsageError(f'no code "{one_line(one, 40)}" in {study.codebook.id}.{did_you_mean(one, known)}')
    return tuple(dict.fromkeys(named)) or tuple(known)


def _sentences(study: Study, name: str) -> Iterator[Unit]:
    return (one for one in units_of(study.transcripts[name], UnitKind.SENTENCE) if one.text.strip())


def _said(study: Study, units: Sequence[Unit], coders: Sequence[str], codes: Sequence[str]) -> Judged:
    import numpy as np

    said = np.full((len(units), len(coders), len(codes)), MISSING, dtype=np.int8)
    transcripts = np.array([unit.transcript for unit in units])
    for at, coder in enumerate(coders):
        done = [name for who, name in study.state.done if who == coder]
        said[np.isin(transcripts, done), at] = 0
    places = {(one.transcript, one.span): at for at, one in enumerate(units)}
    index = Touched(places)
    columns, rows = {code: at for at, code in enumerate(codes)}, {coder: at for at, coder in enumerate(coders)}
    for coder, code, decision in _in_order(study):
        if coder not in rows or code not in columns:
            continue
        span = decision.span
        codes_it = decision.verdict.codes
        touched = (there for there in index.by(decision.transcript, span) if codes_it or span.holds(there[1]))
        for at in (places[there] for there in touched):
            cell = (at, rows[coder], columns[code])
            said[cell] = max(said[cell], int(codes_it))
    return said


def _in_order(study: Study) -> Iterator[tuple[str, str, Decision]]:
    """Yield who said what with the codebook in use; one that gives another code than was suggested refuses that."""
    book = study.state.codebook_id(study.codebook.sha256)
    for (coder, _name, _span, of, code), record in study.state.judgements.items():
        one = record.decision
        if of == book and study.state.current.get(one.transcript) == one.revision:
            yield coder, code, one
            if one.verdict is Verdict.AMEND and one.replaces and one.replaces[1] != code:
                yield coder, one.replaces[1], _refusal(one)


def _refusal(one: Decision) -> Decision:
    assert one.replaces is not None
    return dataclasses.replace(one, verdict=Verdict.REJECT, span=one.replaces[0], code=one.replaces[1])


def _together(
    study: Study, size: Size, units: Sequence[Unit], groups: NDArray[np.int64], said: Judged
) -> tuple[list[Unit], NDArray[np.int64], Judged]:
    """Return turns or transcripts: yes where any sentence is, no where all are judged and none is."""
    import numpy as np

    keys = [(one.transcript, one.turn if size is Size.TURN else 0) for one in units]
    starts = [at for at, key in enumerate(keys) if at == 0 or key != keys[at - 1]]
    if not starts:
        return [], groups, said
    yes, all_judged = (np.logical_or.reduceat(said == 1, starts), np.logical_and.reduceat(said != MISSING, starts))
    joined = np.where(yes, 1, np.where(all_judged, 0, MISSING)).astype(np.int8)
    whole = _turns(study) if size is Size.TURN else {}
    firsts = [whole.get(keys[at], units[at]) for at in starts]
    return firsts, groups[starts], joined


def _turns(study: Study) -> Mapping[tuple[str, int], Unit]:
    turns = (unit for one in study.transcripts.values() for unit in units_of(one, UnitKind.TURN))
    return {(unit.transcript, unit.turn): unit for unit in turns}
