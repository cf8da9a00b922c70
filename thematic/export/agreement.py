"""The table of agreement for a paper or an appendix: people read figures with their intervals, programs get numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.agreement import NAMES, Coefficient
from thematic.export.table import Column, ColumnKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.agreement import CodeFigures, Figures
    from thematic.export.table import Cell, Row

__all__ = ["agreement_table"]

_HEADINGS = {
    Coefficient.PERCENT: "Agreement",
    Coefficient.POSITIVE: "Positive agreement",
    Coefficient.NEGATIVE: "Negative agreement",
    Coefficient.KAPPA: "Cohen's kappa [95 % CI]",
    Coefficient.ALPHA: "Krippendorff's alpha [95 % CI]",
    Coefficient.AC1: "Gwet's AC1 [95 % CI]",
    Coefficient.BRENNAN_PREDIGER: "Brennan-Prediger [95 % CI]",
}


def agreement_table(codes: Sequence[CodeFigures], coders: Sequence[str], unit: str, names: Mapping[str, str]) -> Table:
    """Return one row for each code that two coders judged; `names` are the codes' names by id.

    For programs each coefficient has a number of its own and the two ends of its interval, empty where undefined.
    """
    shown = [one for one in codes if one.units]
    columns = (
        Column("code"),
        Column("name", "Code"),
        Column("units", f"{unit.capitalize()}s", ColumnKind.NUMBER),
        *(Column(f"positives_{one.replace('-', '_')}", f"By {one}", ColumnKind.NUMBER) for one in coders),
        Column("prevalence", "", ColumnKind.NUMBER),
        *(column for name in NAMES for column in _columns(name)),
        Column("flags", "Read with care"),
    )
    rows = tuple(tuple(_row(one, coders, names)) for one in shown)
    return Table(f"Agreement of {', '.join(coders)}, by {unit}", columns, rows, _notes(unit))


def _columns(name: Coefficient) -> Iterator[Column]:
    yield Column(f"{name.value}_text", _HEADINGS[name])
    yield Column(name.value, "", ColumnKind.NUMBER)
    yield Column(f"{name.value}_low", "", ColumnKind.NUMBER)
    yield Column(f"{name.value}_high", "", ColumnKind.NUMBER)


def _row(one: CodeFigures, coders: Sequence[str], names: Mapping[str, str]) -> Row:
    cells: list[Cell] = [one.code, names.get(one.code, one.code), one.units, *(one.positives[each] for each in coders)]
    cells.append(one.prevalence)
    for name in NAMES:
        cells += _figure(one.figures, name)
    return (*cells, "; ".join(one.flags))


def _figure(figures: Figures, name: Coefficient) -> tuple[Cell, ...]:
    value = figures.values[name]
    low, high = figures.intervals.get(name, (None, None))
    if value is None:
        return "undefined", None, None, None
    told = f"{value:.2f}" if low is None or high is None else f"{value:.2f} [{low:.2f}, {high:.2f}]"
    return told, value, low, high


def _notes(unit: str) -> tuple[str, ...]:
    counted = (
        f"Units are the participants' {unit}s that at least two coders judged, moderators' talk left out; positive is "
        "any coding that shares words with the unit. Agreement is on what each coded alone, before any consensus."
    )
    intervals = (
        "Intervals: 95 %, jackknife over transcripts with t(G - 1); they speak of further transcripts of this kind; "
        "none is given for fewer than four. Undefined: nobody varied."
    )
    return counted, intervals
