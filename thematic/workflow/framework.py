"""The framework matrix: cases by themes, each cell a summary that a person wrote, with the excerpts it rests on.

After the Framework Method (Gale, Heath, Cameron, Rashid & Redwood 2013, doi:10.1186/1471-2288-13-117): charting is
summarising, which no machine does here. A cell without a summary says how many excerpts wait for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.export.table import Column, ColumnKind, Table
from thematic.model import Role, ThemeStatus
from thematic.segments import span_id
from thematic.store.codec import words_from, words_to
from thematic.store.events import EventKind
from thematic.text import normalise, one_line
from thematic.workflow.matrices import GROUPS, PARTICIPANTS
from thematic.workflow.study import need_person
from thematic.workflow.theming import find_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thematic.model import Theme
    from thematic.workflow.excerpts import Place
    from thematic.workflow.study import Act, Study

__all__ = ["Chart", "Charted", "chart", "chart_table", "summarise"]

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Charted:
    """One cell.

    Attributes:
        summary: what a person wrote; empty where nobody did yet.
        by: who wrote it.
        excerpts: the theme's excerpts of the case, as places, in order.
        ids: the same as `fg3:t041.s2`.
        new: how many of them were not there when the summary was written; `gone` how many are there no more.
    """

    summary: str
    by: str
    excerpts: tuple[Place, ...]
    ids: tuple[str, ...]
    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Cases by themes.

    Attributes:
        kind: participants or groups.
        themes: their ids with what they are called.
        cells: by case and theme; one without excerpts and summary is missing.
    """

    kind: str
    cases: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    cells: dict[tuple[str, str], Charted]


def chart(study: Study, kind: str = PARTICIPANTS) -> Chart:
    """Return the matrix with participants or groups as its cases.

    Raises:
        UsageError: cases are neither.
        StudyError: nobody made a theme yet.
    """
    if kind not in {PARTICIPANTS, GROUPS}:
        raise UsageError(f'cases are participants or groups, not "{one_line(kind, 40)}". See thematic matrix --help.')
    themes = [one for one in study.own_themes if one.status is not ThemeStatus.HELD]
    if not themes:
        raise StudyError("nobody made a theme yet. Take a candidate: thematic themes accept candidate-1.")
    cases = tuple(one.id for one in study.participants) if kind == PARTICIPANTS else tuple(study.transcripts)
    cells = {}
    for theme in themes:
        for case in cases:
            found = _charted(study, case, theme)
            if found.excerpts or found.summary:
                cells[case, theme.id] = found
    return Chart(kind, cases, tuple((one.id, one.name or one.id) for one in themes), cells)


def summarise(study: Study, theme_id: str, case: str, text: str, *, act: Act) -> Charted:
    """Keep what a person writes of one case and one theme, in place of what was there; return the cell.

    Raises:
        UsageError: there is no such theme or case, nothing is written or too much, or nobody writes it.
    """
    need_person(act, "writes it")
    said = normalise(text).strip()
    if not said:
        raise UsageError("a summary needs words. Say it in quotation marks after theme and case.")
    if len(said) > _LONGEST:
        raise UsageError(f"a summary has {_LONGEST:,} characters at most, and this has {len(said):,}. Shorten it.")
    with study.writing() as log:
        theme = _own(study, theme_id)
        _need_case(study, case)
        on = [[name, study.state.current[name], span.start, span.end] for name, span in _of_case(study, case, theme)]
        data = {"case": case, "theme": theme.id, "words": log.put(words_to(summary=said)), "on": on}
        log.append(EventKind.SUMMARY, data, at=act.at, who=act.who)
    return _charted(study, case, theme)


def chart_table(found: Chart) -> Table:
    """Return the matrix as a table: summaries word for word, with the ids of the excerpts they rest on."""
    columns = [Column("case", "Case")]
    for at, (_, name) in enumerate(found.themes, 1):
        count = Column(f"theme_{at}_excerpt_count", kind=ColumnKind.NUMBER)
        columns += [Column(f"theme_{at}", name), Column(f"theme_{at}_excerpts"), count]
    rows = tuple(
        (case, *(cell for theme, _ in found.themes for cell in _cells(found, case, theme))) for case in found.cases
    )
    note = (
        "Each cell is a person's summary, with the excerpts it rests on in brackets; “n to sum up” says that nobody "
        "wrote one yet. An empty cell: no excerpt of this case is in the theme."
    )
    return Table("Framework matrix", tuple(columns), rows, (note,))


def _cells(found: Chart, case: str, theme: str) -> Iterator[str | int]:
    cell = found.cells.get((case, theme))
    if cell is None:
        yield from ("", "", 0)
        return
    ids = ", ".join(cell.ids)
    yield f"{cell.summary} [{ids}]" if cell.summary else f"{len(cell.excerpts)} to sum up [{ids}]"
    yield ids
    yield len(cell.excerpts)


def _charted(study: Study, case: str, theme: Theme) -> Charted:
    places = tuple(_of_case(study, case, theme))
    ids = tuple(span_id(study.transcripts[name], span) for name, span in places)
    record = study.state.summaries.get((case, theme.id))
    if record is None:
        return Charted("", "", places, ids)
    before = {(name, span) for name, revision, span in record.on if study.state.current.get(name) == revision}
    # What stood on an earlier revision cannot be told apart from here: it counts as there still.
    same = {name for name, revision, _ in record.on if study.state.current.get(name) != revision}
    new = sum(place not in before and place[0] not in same for place in places)
    gone = sum(place not in places for place in before)
    return Charted(words_from(study.store.log.get(record.words))["summary"], record.who, places, ids, new, gone)


def _of_case(study: Study, case: str, theme: Theme) -> Iterator[Place]:
    for name, span in theme.excerpts:
        turn = study.transcripts[name].turn_at(span)
        speaks = turn is not None and turn.role is not Role.MODERATOR and turn.participant == case
        if name == case or speaks:
            yield name, span


def _own(study: Study, theme_id: str) -> Theme:
    theme = find_theme(study, theme_id)
    if theme.status is ThemeStatus.CANDIDATE:
        raise UsageError(f"{theme.id} is a candidate. Take it first: thematic themes accept {theme.id}.")
    return theme


def _need_case(study: Study, case: str) -> None:
    known: Sequence[str] = [*(one.id for one in study.participants), *study.transcripts]
    if case not in known:
        shown = one_line(case, 40)
        raise UsageError(f'no participant or group "{shown}".{did_you_mean(case, known)} See thematic status.')
