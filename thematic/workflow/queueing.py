"""What a coder is shown next, and how far the coding has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.coding.judged import KEPT, NOTHING, on_units
from thematic.coding.queue import Order, in_order, sample, woven
from thematic.coding.recall import Estimate, Part, estimate
from thematic.coding.units import units_of
from thematic.errors import StudyError
from thematic.model import UnitKind
from thematic.workflow.coding import pending
from thematic.workflow.learned import standing_decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Span, Unit
    from thematic.store import StoredSuggestion
    from thematic.workflow.study import Study

__all__ = ["SHARE", "CodeProgress", "Unsuggested", "progress_of", "queue_of"]

# Of the sentences that nothing was suggested for, so many are shown with the rest.
SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Unsuggested:
    """A sentence that nothing was suggested for, shown so that what suggestions miss can be estimated."""

    unit: Unit
    revision: int


@dataclass(frozen=True, slots=True)
class CodeProgress:
    """How far one code has come; no estimate while nothing was read of what it would rest on."""

    code: str
    estimate: Estimate | None


def queue_of(study: Study, coder: str, order: Order, share: float = 0.0) -> list[StoredSuggestion | Unsuggested]:
    """Return what a coder has not settled, in an order, with a `share` (0..1) of unsuggested sentences among it."""
    suggested = pending(study, coder)
    found = [suggested[at] for at in in_order([one.suggestion for one in suggested], order)]
    shown = _unsuggested(study, coder, share) if share else []
    items, others = iter(found), iter(shown)
    return [next(others) if other else next(items) for other in woven(len(found), len(shown))]


def _unsuggested(study: Study, coder: str, share: float) -> list[Unsuggested]:
    """Return the sample's sentences that this coder has not judged for every code."""
    units = {(unit.transcript, unit.span): unit for unit in _sentences(study)}
    drawn = _drawn(study, list(units.values()), share)
    codes = [code.id for code in study.codebook.codes]
    own = [one for one in standing_decisions(study) if one.coder == coder]
    sampled = [units[place] for place in drawn]
    judged = on_units(sampled, own, codes)
    current = study.state.current
    return [
        Unsuggested(unit, current[unit.transcript])
        for unit, row in zip(sampled, judged, strict=True)
        if (row == NOTHING).any()
    ]


def _sentences(study: Study) -> list[Unit]:
    return [unit for one in study.transcripts.values() for unit in units_of(one, UnitKind.SENTENCE)]


def _drawn(study: Study, units: Sequence[Unit], share: float) -> list[tuple[str, Span]]:
    suggested = {(one.suggestion.transcript, one.suggestion.span) for one in study.suggestions()}
    return sample(sorted({(unit.transcript, unit.span) for unit in units} - suggested), share)


def progress_of(study: Study) -> tuple[CodeProgress, list[CodeProgress]]:
    """Return how far all codes together have come, and each.

    Sentences are counted, and what any coder said of them. What was read of the suggestions stands for those unread;
    what was read of the sample stands for all that nothing was suggested for.

    Raises:
        StudyError: nothing was suggested with the codebook in use.
    """
    suggestions = study.suggestions()
    if not suggestions:
        raise StudyError("nothing is suggested with this codebook yet. Suggest first: thematic code.")
    units, codes = _sentences(study), [code.id for code in study.codebook.codes]
    judged = on_units(units, standing_decisions(study), codes)
    places = {(unit.transcript, unit.span): at for at, unit in enumerate(units)}
    drawn = [places[place] for place in _drawn(study, units, SHARE)]
    any_suggested = {places[one.suggestion.transcript, one.suggestion.span] for one in suggestions}
    parts = []
    for column, code in enumerate(codes):
        own = [
            places[one.suggestion.transcript, one.suggestion.span] for one in suggestions if one.suggestion.code == code
        ]
        parts.append(_parts(judged[:, column], own, drawn, any_suggested))
    each = [CodeProgress(code, estimate(*found)) for code, found in zip(codes, parts, strict=True)]
    return CodeProgress("all codes", estimate(*_together(parts))), each


def _parts(
    judged: NDArray[np.int8], own: Sequence[int], drawn: Sequence[int], any_suggested: set[int]
) -> tuple[Part, Part, int]:
    """Return the suggested, the rest by its sample, and what was found outside both."""
    suggested = _part(judged, own, own)
    rest = [at for at in range(len(judged)) if at not in any_suggested]
    others = _part(judged, drawn, rest)
    also = int((judged == KEPT).sum()) - suggested.kept - others.kept
    return suggested, others, also


def _part(judged: NDArray[np.int8], looked_at: Sequence[int], all_of_them: Sequence[int]) -> Part:
    read = [judged[at] for at in looked_at if judged[at] != NOTHING]
    unread = sum(judged[at] == NOTHING for at in all_of_them)
    return Part(len(read), int(sum(one == KEPT for one in read)), int(unread))


def _together(parts: Sequence[tuple[Part, Part, int]]) -> tuple[Part, Part, int]:
    def added(some: Sequence[Part]) -> Part:
        return Part(*(sum(column) for column in zip(*some, strict=True)))

    return added([one for one, _, _ in parts]), added([one for _, one, _ in parts]), sum(also for *_, also in parts)
