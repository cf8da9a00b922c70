"""How often suggestions were kept, by who had spoken: whether the machine serves some worse than others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import UsageError, did_you_mean
from thematic.model import Verdict
from thematic.segments import Places
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thematic.model import Participant
    from thematic.workflow.study import Study

__all__ = ["SMALLEST", "Cell", "KeptBy", "kept_by"]

# A cell of fewer judged suggestions is not shown.
SMALLEST = 5
_KEPT = frozenset({Verdict.ACCEPT, Verdict.AMEND})
_JUDGED = _KEPT | {Verdict.REJECT}
_ROLE = "role"
_NOT_SAID = "(not said)"


@dataclass(frozen=True, slots=True)
class Cell:
    """Of `judged` suggestions on what these participants said, `kept` were kept; both none where they are masked."""

    value: str
    judged: int | None
    kept: int | None


@dataclass(frozen=True, slots=True)
class KeptBy:
    """One attribute's cells, in the order of their values, and the total that they add up to."""

    attribute: str
    cells: tuple[Cell, ...]
    judged: int
    kept: int


def kept_by(study: Study, attribute: str | None = None, smallest: int = SMALLEST) -> list[KeptBy]:
    """Return for one attribute, or for role and each that a table gave, how often suggestions were kept.

    Every coder's decision on a suggestion counts; what nobody suggested does not. A cell under `smallest` is masked,
    and with a single one the next smallest, too: else the total would give it back.

    Raises:
        UsageError: no participant has such an attribute.
    """
    known = sorted({name for one in study.people.participants for name in one.attributes})
    if attribute is not None and attribute not in {*known, _ROLE}:
        raise UsageError(
            f'no participant has an attribute "{one_line(attribute, 40)}".'
            f"{did_you_mean(attribute, [*known, _ROLE])} The table of participants says which there are."
        )
    people = {one.id: one for one in study.people.participants}
    judged = list(_judged(study))
    wanted = [attribute] if attribute else [_ROLE, *known]
    return [_kept_by(name, people, judged, smallest) for name in wanted]


def _judged(study: Study) -> Iterable[tuple[str | None, str, bool]]:
    """Yield who spoke, in which role, and whether the suggestion was kept, for each decision on a suggestion."""
    places = {name: Places.of(transcript) for name, transcript in study.transcripts.items()}
    for record in study.state.judgements.values():
        one = record.decision
        turn = places[one.transcript].turn(one.span)
        if one.suggestions and one.verdict in _JUDGED and turn is not None:
            yield turn.participant, turn.role.value, one.verdict in _KEPT


def _kept_by(
    attribute: str, people: Mapping[str, Participant], judged: Iterable[tuple[str | None, str, bool]], smallest: int
) -> KeptBy:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for participant, role, kept in judged:
        person = people.get(participant or "")
        said = role if attribute == _ROLE else (person.attributes.get(attribute, "") if person else "")
        counts[said or _NOT_SAID][kept] += 1
    cells = [Cell(value, counts[value].total(), counts[value][True]) for value in sorted(counts)]
    total = sum(count.total() for count in counts.values()), sum(count[True] for count in counts.values())
    return KeptBy(attribute, tuple(_masked(cells, smallest)), *total)


def _masked(cells: list[Cell], smallest: int) -> list[Cell]:
    by_size = sorted(cells, key=lambda cell: (cell.judged or 0, cell.value))
    small = [cell for cell in by_size if (cell.judged or 0) < smallest]
    if len(small) == 1:
        small = by_size[:2]
    return [Cell(cell.value, None, None) if cell in small else cell for cell in cells]
