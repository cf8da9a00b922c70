"""The table of agreement for a paper or an appendix: people read figures with their intervals, programs get numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.agreement import NAMES, Coefficient, flags_of
from thematic.export.table import Column, ColumnKind, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thematic.agreement import CodeFigures, Figures
    from thematic.export.table import Cell, Row

__all__ = ["agreement_table"]

# What people read; the others are there for programs. All of them are on the terminal.
_HEADINGS = {
    Coefficient.PERCENT: "Agreement",
    Coefficient.POSITIVE: "Positive agreement",
    Coefficient.KAPPA: "Cohen's kappa",
    Coefficient.ALPHA: "Krippendorff's alpha",
    Coefficient.AC1: "Gwet's AC1",
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
        Column("given", "Given by each"),
        *(Column(f"positives_{one.replace('-', '_')}", "", ColumnKind.NUMBER) for one in coders),
        Column("prevalence", "", ColumnKind.NUMBER),
        *(column for name in NAMES for column in _columns(name)),
        Column("flags"),
    )
    rows = tuple(tuple(_row(one, coders, names)) for one in shown)
    title = f"Agreement of {', '.join(coders)}, by {unit}"
    return Table(title, columns, rows, (*_notes(unit, coders), *_flags(shown, names)))


def _columns(name: Coefficient) -> Iterator[Column]:
    yield Column(f"{name.value}_text", _HEADINGS.get(name, ""))
    yield Column(name.value, "", ColumnKind.NUMBER)
    yield Column(f"{name.value}_low", "", ColumnKind.NUMBER)
    yield Column(f"{name.value}_high", "", ColumnKind.NUMBER)


def _row(one: CodeFigures, coders: Sequence[str], names: Mapping[str, str]) -> Row:
    given = [one.positives[each] for each in coders]
    cells: list[Cell] = [one.code, names.get(one.code, one.code), one.units, ", ".join(map(str, given)), *given]
    cells.append(one.prevalence)
    for name in NAMES:
        cells += _figure(one.figures, name)
    return (*cells, "; ".join(one.flags))


def _flags(codes: Sequence[CodeFigures], names: Mapping[str, str]) -> Iterator[str]:
    for flag, on in flags_of(codes).items():
        named = ", ".join(names.get(code, code) for code in on)
        yield f"{'All codes' if len(on) == len(codes) else named}: {flag}."


def _figure(figures: Figures, name: Coefficient) -> tuple[Cell, ...]:
    value = figures.values[name]
    low, high = figures.intervals.get(name, (None, None))
    if value is None:
        return "undefined", None, None, None
    interval = "" if low is None or high is None else f" [{_short(low)}, {_short(high)}]"
    return f"{_short(value)}{interval}", value, low, high


def _short(value: float) -> str:
    """Return two decimals; what is not quite 1 is never written as 1."""
    said = f"{value:.2f}"
    return ">0.99" if said == "1.00" and value < 1 else said


def _notes(unit: str, coders: Sequence[str]) -> tuple[str, ...]:
    counted = (
        f"Units are the participants' {unit}s that at least two coders judged, moderators' talk left out; positive is "
        "any coding that shares words with the unit. Agreement is on what each coded alone, before any consensus."
    )
    intervals = (
        "In brackets: 95 % intervals, jackknife over transcripts with t(G - 1); they speak of further transcripts of "
        "this kind, and none is given for fewer than four. Undefined: nobody varied."
    )
    return f"Given by each: how often {', '.join(coders)} gave the code, in this order.", counted, intervals
